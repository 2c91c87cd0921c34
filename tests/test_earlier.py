"""The adapters for the records of earlier coders, on records of ours in their formats."""

from __future__ import annotations

import json
from pathlib import Path

from waqai.evaluate import earlier
from waqai.reading.pipeline import read

PETRARCH = """<Validation>
<!-- <Sentence evaluate="true"/> of a comment -->
<Sentence category="X" date="20080804" id="X1" evaluate="true"/>
<EventCoding eventcode="1122" sourcecode="FRAGOV" targetcode="SYR" />
<EventCoding eventcode="010" sourcecode="FRA" targetcode="SYR" />
<Text>
France accused
Syria of torture.
</Text>
<Parse>
1	France	_
</Parse></Sentence>
<Sentence category="X" date="20080804" id="X2" evaluate="true"><EventCoding noevents="True" />
<Text>Nothing happened.</Text></Sentence>
<Sentence category="X" date="20080804" id="X3" evaluate="false"><Text>Left out.</Text></Sentence>
</Validation>
"""


def test_plover_records_get_todays_types_and_their_marks(tmp_path: Path) -> None:
    text = "Peru has demanded that Chile withdraw."
    markup = "(SRC: Peru) has (EVT: demanded) that (TAR: Chile) (EVT: withdraw)."
    record = {"id": "a", "event": "DEMAND", "text": text, "textInfo": {"markup": markup}}
    twice = {"id": "b", "event": "AID", "text": "Two of them.", "textInfo": {"markup": ""}}
    blown = {"id": "c", "event": "COERCE", "mode": "destroy", "text": "Rebels blew up a bridge.", "textInfo": {}}
    path = tmp_path / "gsr.json"
    path.write_text(json.dumps([{"id": "0", "event": "DOCUMENT"}, record, twice, twice, blown]), encoding="utf-8")
    found = earlier.plover(path)
    assert [(case.id, case.type) for case in found] == [("a", "REQUEST"), ("c", "ASSAULT")]
    assert [text[start:end] for start, end in found[0].spans] == ["demanded", "withdraw"]


def test_the_event_at_the_marked_words_is_chosen() -> None:
    text = "France condemned the arrest of a bishop by Nicaragua."
    record = read(text, language="en")
    event = earlier.chosen(record, [(text.index("arrest"), text.index("arrest") + 6)])
    assert event is not None
    assert event.type == "COERCE"
    first = earlier.chosen(record, [])
    assert first is not None
    assert first.type == "ACCUSE"
    assert earlier.chosen(read("Nothing happened.", language="en"), []) is None


def test_petrarch_records_become_triples(tmp_path: Path) -> None:
    path = tmp_path / "petrarch.xml"
    path.write_text(PETRARCH, encoding="utf-8")
    found = earlier.petrarch(path, {"112": "ACCUSE", "110": "ACCUSE"})
    assert [(case.id, case.text, case.published) for case in found] == [
        ("X1", "France accused Syria of torture.", "2008-08-04"),
        ("X2", "Nothing happened.", "2008-08-04"),
    ]
    assert found[0].triples == {("ACCUSE", "FRA", "SYR")}
    assert found[1].triples == frozenset()
    assert earlier.triple_figures(found)["triple_f1"] == 1.0


def test_parties_of_a_mutual_act_make_triples_both_ways() -> None:
    found = earlier.triples(read("France and Germany held talks in Paris on Monday.", language="en"))
    assert found == {("CONSULT", "FRA", "DEU"), ("CONSULT", "DEU", "FRA")}
