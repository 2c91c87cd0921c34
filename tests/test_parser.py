"""A parser beside the reader: what is told where it is missing, what its trees change, and that nothing changes without it.

Trees written by hand stand for a parser, so that most of this runs without spaCy.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from types import ModuleType, SimpleNamespace

import msgspec
import pytest
from click.testing import CliRunner

import waqai
from waqai import cli, parsers
from waqai.model import Record
from waqai.parsers import Node, load
from waqai.reading.pipeline import read

# word, the word it depends on (counted from 0; itself: the root), relation, tag
Rows = tuple[tuple[str, int, str, str], ...]

LEAK = "Peru, angered by the leak, expelled the ambassador of Chile."
LEAK_TREE: Rows = (
    ("Peru", 7, "nsubj", "NNP"),
    (",", 0, "punct", ","),
    ("angered", 0, "acl", "VBN"),
    ("by", 2, "agent", "IN"),
    ("the", 5, "det", "DT"),
    ("leak", 3, "pobj", "NN"),
    (",", 0, "punct", ","),
    ("expelled", 7, "ROOT", "VBD"),
    ("the", 9, "det", "DT"),
    ("ambassador", 7, "dobj", "NN"),
    ("of", 9, "prep", "IN"),
    ("Chile", 10, "pobj", "NNP"),
    (".", 7, "punct", "."),
)
SIEGE = "Rebels the army had surrounded for weeks shelled the port."
SIEGE_TREE: Rows = (
    ("Rebels", 7, "nsubj", "NNS"),
    ("the", 2, "det", "DT"),
    ("army", 4, "nsubj", "NN"),
    ("had", 4, "aux", "VBD"),
    ("surrounded", 0, "relcl", "VBN"),
    ("for", 4, "prep", "IN"),
    ("weeks", 5, "pobj", "NNS"),
    ("shelled", 7, "ROOT", "VBD"),
    ("the", 9, "det", "DT"),
    ("port", 7, "dobj", "NN"),
    (".", 7, "punct", "."),
)


def _nodes(text: str, rows: Rows) -> tuple[Node, ...]:
    found: list[Node] = []
    at = 0
    for word, head, relation, tag in rows:
        at = text.index(word, at)
        found.append(Node(at, at + len(word), head, relation, tag))
        at += len(word)
    return tuple(found)


def _actors(record: Record, trigger: str) -> list[str]:
    text = record.text
    event = next(event for event in record.events if text[event.trigger.start : event.trigger.end] == trigger)
    return [text[actor.start : actor.end] for actor in event.actors]


@pytest.mark.parametrize(
    ("text", "rows", "trigger", "without", "having"),
    [(LEAK, LEAK_TREE, "expelled", [], ["Peru"]), (SIEGE, SIEGE_TREE, "shelled", ["army"], ["Rebels"])],
    ids=["a subject where none was found", "another subject"],
)
def test_the_tree_gives_the_actor(text: str, rows: Rows, trigger: str, without: list[str], having: list[str]) -> None:
    def parser(sentences: Sequence[str]) -> list[tuple[Node, ...]]:
        assert list(sentences) == [text]
        return [_nodes(text, rows)]

    assert _actors(read(text, language="en"), trigger) == without
    assert _actors(read(text, language="en", parser=parser), trigger) == having


def test_a_tree_that_knows_no_verb_changes_nothing() -> None:
    def parser(sentences: Sequence[str]) -> list[tuple[Node, ...]]:
        return [(Node(0, len(sentence), 0, "ROOT", "NN"),) for sentence in sentences]

    text = f"{LEAK} {SIEGE} The minister's spokesman said he hadn't met U.S. envoys."
    assert read(text, language="en", parser=parser) == read(text, language="en")


def test_a_tree_without_tokens_changes_nothing() -> None:
    text = f"{LEAK} {SIEGE}"
    assert read(text, language="en", parser=lambda sentences: [()] * len(sentences)) == read(text, language="en")


def test_arabic_is_never_parsed() -> None:
    def parser(_sentences: Sequence[str]) -> list[tuple[Node, ...]]:
        raise AssertionError

    text = "التقى وزير الخارجية المصري نظيره الأردني في عمان أمس."
    assert read(text, parser=parser) == read(text)


def test_spacy_is_not_imported_unless_asked_for() -> None:
    program = f"import sys, waqai; waqai.read({LEAK!r}, language='en'); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0  # noqa: S603 (our own program)


# what is missing


@pytest.mark.parametrize("name", ["", "spacy:", "Spacy", "stanza", "stanza:en"])
def test_a_name_that_is_no_parser(name: str) -> None:
    with pytest.raises(waqai.WaqaiError, match=r"WQ006: .* names no parser\. Write spacy"):
        waqai.read(LEAK, parser=name)


def test_without_spacy_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    load.cache_clear()
    monkeypatch.setattr(parsers, "find_spec", lambda _name: None)
    with pytest.raises(waqai.WaqaiError, match=r"WQ007: the parser spacy needs spaCy.*pip install 'waqai\[spacy\]'"):
        waqai.read(LEAK, parser="spacy")
    done = CliRunner().invoke(cli.main, ["read", "-", "--parser", "spacy:en_core_web_md"], input=LEAK)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "WQ007: the parser spacy:en_core_web_md needs spaCy" in done.stderr


@pytest.mark.parametrize(
    ("error", "reason"),
    [(OSError("[E050]"), "it is not installed"), (ValueError("[E002]"), "ValueError: [E002]"), (None, "does not tag and parse")],
)
def test_without_a_fitting_pipeline_the_error_names_it(
    monkeypatch: pytest.MonkeyPatch, error: Exception | None, reason: str
) -> None:
    def load_pipeline(_name: str, *, exclude: Sequence[str]) -> SimpleNamespace:
        if error is not None:
            raise error
        return SimpleNamespace(lang="en", pipe_names=[name for name in ("tok2vec", "senter") if name not in exclude])

    load.cache_clear()
    spacy = ModuleType("spacy")
    monkeypatch.setattr(spacy, "load", load_pipeline, raising=False)
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    monkeypatch.setattr(parsers, "find_spec", lambda name: spacy if name == "spacy" else None)
    with pytest.raises(waqai.WaqaiError) as caught:
        load("spacy")
    assert "WQ008: the spaCy pipeline en_core_web_sm cannot be used" in str(caught.value)
    assert reason in str(caught.value)


# with spaCy


@pytest.fixture
def pipeline() -> str:
    """Return the name of the parser; skip where it is not installed."""
    load.cache_clear()
    pytest.importorskip("spacy", reason="spaCy, the extra [spacy], is not installed")
    try:
        load("spacy")
    except waqai.WaqaiError as error:
        pytest.skip(error.notice.message)
    return "spacy"


def test_spacy_gives_the_actor(pipeline: str) -> None:
    assert _actors(waqai.read(LEAK, language="en", parser=pipeline), "expelled") == ["Peru"]
    assert _actors(waqai.read(SIEGE, language="en", parser=pipeline), "shelled") == ["Rebels"]


def test_the_command_line_asks_spacy(pipeline: str) -> None:
    done = CliRunner().invoke(cli.main, ["read", "-", "--parser", pipeline, "--format", "jsonl"], input=LEAK)
    assert done.exit_code == 0
    record = msgspec.json.decode(done.stdout_bytes, type=Record)
    assert _actors(record, "expelled") == ["Peru"]


def test_the_same_text_gives_the_same_record(pipeline: str) -> None:
    text = (
        f"Parliament meets\n\n{LEAK} {SIEGE}\n\nThe minister's spokesman said: “We haven't\u200f met U.S.-backed rebels…” \t ok"
    )
    once = waqai.read(text, language="en", parser=pipeline)
    assert once == waqai.read(text, language="en", parser=pipeline)
    assert once.text == text
    assert [item.start for item in once.sentences] == [item.start for item in waqai.read(text, language="en").sentences]
