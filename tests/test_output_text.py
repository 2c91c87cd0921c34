"""The page for a terminal: counts that mean what they say, folded events, Arabic as stored and well isolated."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.model import (
    Article,
    Entity,
    Event,
    EventType,
    Flag,
    Participant,
    Place,
    Record,
    Rejected,
    Segment,
    Span,
    Statement,
    Status,
    Time,
)
from waqai.output.bidi import FSI, LRI, PDI, RLI, direction, isolate, still_open, visible
from waqai.output.text import render
from waqai.output.view import Options, folded

TEXT = (
    "قال الكرملين إن بوتين هاتف ترامب أمس في موسكو.\n"
    "وقال بيسكوف إن المكالمة (Truth Social) دامت ساعة ونفى لقاء الجانبين.\n"
    "التعاون في كل المجالات. ملايين القتلى."
)


def _span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def _event(key: str, words: str, kind: EventType = "CONSULT", **values: Any) -> Event:  # noqa: ANN401
    fields: dict[str, Any] = {
        "mode": None,
        "contexts": (),
        "actors": (),
        "recipients": (),
        "status": "actual",
        "status_cue": None,
        "generic": False,
        "date": None,
        "time": None,
        "place": None,
        "statement": None,
        "same_as": None,
        "confidence": 0.9,
        "reason": f"rule of {key}",
    }
    return Event(id=key, type=kind, trigger=Span(**_span(words)), **(fields | values))


def _statement(key: str, words: str, **values: Any) -> Statement:  # noqa: ANN401
    fields: dict[str, Any] = {"speaker": None, "speaker_span": None, "cue": None, "form": "indirect", "reason": "cue"}
    return Statement(id=key, content=(Span(**_span(words)),), **_span(words), **(fields | values))


RECORD = Record(
    version=1,
    article=Article(id="a1", source="a.txt", title="خبر", outlet="AFP", language="ar"),
    text=TEXT,
    segments=(
        Segment(start=0, end=46, kind="body"),
        Segment(**_span("التعاون في كل المجالات"), kind="repeat", repeat_of=0),
        Segment(**_span("ملايين"), kind="caption", credit="AFP"),
    ),
    entities=(
        Entity(id="e1", name="Vladimir Putin", kind="person", code="RUS GOV"),
        Entity(id="e2", name="Donald Trump", kind="person", code="USA GOV"),
        Entity(id="e3", name="Kremlin", kind="organization"),
        Entity(id="e4", name="بيسكوف", kind="person"),
    ),
    times=(Time(id="t1", **_span("أمس"), type="DATE", value="ANCHOR-P1D", anchor="none", precision="day", method="word"),),
    places=(Place(id="p1", **_span("موسكو"), name="Moscow"),),
    statements=(
        _statement("s1", "بوتين هاتف ترامب", speaker="e3"),
        _statement("s2", "المكالمة (Truth Social) دامت ساعة", speaker="e4", parent="s1", cue=Span(**_span("وقال"))),
    ),
    events=(
        _event(
            "v1",
            "هاتف",
            mode="phone",
            actors=(Participant(entity="e1", **_span("بوتين"), code="RUS GOV"),),
            time="t1",
            place="p1",
            statement="s1",
        ),
        _event(
            "v2",
            "المكالمة",
            same_as="v1",
            statement="s2",
            recipients=(Participant(entity="e2", **_span("ترامب"), code="USA GOV"),),
        ),
        _event("v3", "لقاء", status="negation", actors=(Participant(entity=None, **_span("الجانبين")),)),
        _event("v4", "التعاون", "COOPERATE", generic=True),
    ),
    flags=(Flag(**_span("ملايين القتلى"), kind="contested_figure", note="disputed", reading="غير مؤكد"),),
    rejected=(
        Rejected(**_span("المجالات"), what="event", reason="no act"),
        Rejected(**_span("دامت"), what="event", reason="no sense"),
    ),
)


def _page(record: Record = RECORD, **options: Any) -> str:  # noqa: ANN401
    return render(record, Options(**options))


def test_counts_fold_what_is_told_again_and_keep_statuses_apart() -> None:
    page = _page()
    assert "2 events told 3 times (1 actual, 1 denied or did not happen), 1 general mention, 2 statements" in page
    assert "1 time expression, 1 place, 1 flag" in page


def test_head_says_that_there_is_no_date() -> None:
    head = _page().splitlines()
    assert head[:2] == ["a1 · خبر", "AFP · no date: relative times stay symbolic · Arabic · a.txt"]
    dated = msgspec.structs.replace(RECORD, article=msgspec.structs.replace(RECORD.article, published="2025-02-13"))
    assert "AFP · 2025-02-13 · Arabic" in _page(dated)


def test_event_line_takes_empty_slots_from_later_tellings() -> None:
    line = next(line for line in _page().splitlines() if line.startswith("  1. "))
    assert line == (
        "  1. Vladimir Putin (RUS GOV) → هاتف (CONSULT, phone) → Donald Trump (USA GOV)"
        " · ANCHOR-P1D · Moscow · actual · said by Kremlin (told 2 times)"
    )
    second = next(line for line in _page().splitlines() if line.startswith("  2. "))
    assert second == "  2. الجانبين → لقاء (CONSULT) · no date · denied or did not happen"


def test_each_telling_shows_place_words_and_what_differs() -> None:
    page = _page()
    start = TEXT.index("المكالمة")
    assert f"     1:{TEXT.index('هاتف')}  قال الكرملين إن بوتين [هاتف] ترامب أمس في موسكو.\n" in page
    assert f"     2:{start}  وقال بيسكوف إن [المكالمة] (Truth Social)" in page
    assert "(said by بيسكوف ← Kremlin)" in page


def test_other_sections() -> None:
    page = _page()
    assert "بيسكوف ← Kremlin (indirect, وقال): المكالمة (Truth Social) دامت ساعة" in page
    assert f"ANCHOR-P1D (DATE, day, no anchor): أمس 1:{TEXT.index('أمس')}" in page
    assert "contested figure  التعاون في كل المجالات. [ملايين القتلى].  disputed · perhaps: غير مؤكد" in page
    assert "copies 1:0, folded: nothing in it is counted again" in page
    assert "· credit AFP" in page
    assert "General mentions, not counted as events" in page


def test_explain_adds_reasons_and_what_was_left_out_in_text_order() -> None:
    plain, page = _page(), _page(explain=True)
    assert "why:" not in plain
    assert "left out" not in plain
    assert "why: rule of v2 · confidence 0.90" in page
    assert "why: rule of v4" in page
    assert page.index("[دامت]") < page.index("[المجالات]")


def test_plain_page_has_no_control_and_colour_only_when_asked() -> None:
    assert not re.search("[\x1b\u2066-\u2069]", _page())
    assert "\x1b[" in _page(colour=True)
    assert "[هاتف]" not in _page(colour=True)


@pytest.mark.parametrize("width", [40, 60, 100])
def test_wrapped_rows_fit_and_close_their_isolates(width: int) -> None:
    rows = _page(width=width, isolates=True, explain=True).splitlines()
    for row in rows:
        assert len(re.sub("[\u2066-\u2069]", "", row)) <= width
        assert still_open(row) == ""
    assert re.sub(r"\s+", "", re.sub("[\u2066-\u2069]", "", "".join(rows))) == re.sub(r"\s+", "", _page(explain=True))


def test_hostile_text_cannot_command_the_terminal() -> None:
    text = "قتل\x1b[2J\u202e\u2069 الجندي\r\x07"
    record = Record(
        version=1,
        article=Article(id="x\x1b", language="ar"),
        text=text,
        rejected=(Rejected(start=0, end=3, what="event", reason="r"),),
    )
    page = _page(record, explain=True)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\u2069]", page)
    assert "␛" in page


def test_an_empty_record_is_a_head_only() -> None:
    record = Record(version=1, article=Article(id="x"), text="?")
    assert "no events, 0 statements" in _page(record)
    assert "language not recognised" in _page(record)


def test_circles_and_unknown_ids_do_not_stop_the_page() -> None:
    one, two = RECORD.events[:2]
    events = (
        msgspec.structs.replace(one, same_as="v2", statement="s9", place="p9", time="t9"),
        msgspec.structs.replace(two, same_as="v1"),
    )
    assert sum(len(told.mentions) for told in folded(events)) == 2
    assert "told 2 times" in _page(msgspec.structs.replace(RECORD, events=events))


@pytest.mark.parametrize("status", ["historical", "future", "hypothetical"])
def test_every_status_has_words(status: Status) -> None:
    events = (msgspec.structs.replace(RECORD.events[0], status=status),)
    assert re.search(r"1 event told 1 time \(1 \w+\)", _page(msgspec.structs.replace(RECORD, events=events)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("سلام", f"{RLI}سلام{PDI}"),
        ("قال Truth Social إن", f"{RLI}قال {LRI}Truth Social{PDI} إن{PDI}"),
        ("he said سلام now", f"he said {RLI}سلام{PDI} now"),
        ("2025-02-13", "2025-02-13"),
        ("", ""),
    ],
)
def test_isolate(text: str, shown: str) -> None:
    assert isolate(text) == shown


def test_direction_is_that_of_the_first_letter() -> None:
    assert [direction(text) for text in ("12 سلام a", "(a) سلام", "12")] == ["rtl", "ltr", "ltr"]


def test_still_open() -> None:
    assert still_open(f"a{RLI}b{LRI}c{PDI}") == RLI
    assert still_open(f"{PDI}{PDI}", RLI + FSI) == ""


@given(st.text())
def test_isolates_are_balanced_and_change_no_letter(text: str) -> None:
    shown = isolate(visible(text))
    assert still_open(shown) == ""
    assert re.sub("[\u2066-\u2069]", "", shown) == visible(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", shown)
