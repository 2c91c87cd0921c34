"""What must hold for every text at all, whatever stands in it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from conftest import article_lines, pages
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai import ontology
from waqai.languages import registry
from waqai.model import Record
from waqai.reading.pipeline import read

DAYS = st.sampled_from([None, "2025-02-13", "2015-07-31", "2024-02-29"])
LANGUAGES = [code for code in registry.LANGUAGES if article_lines(code)]
TEXTS = st.sampled_from(LANGUAGES).flatmap(lambda code: st.tuples(pages(code), st.just(code)))


def spans(record: Record) -> Iterator[tuple[str, int, int]]:
    """Yield every span that a record names, with where it stands."""
    for name in ("segments", "sentences", "times", "places", "statements", "flags", "rejected"):
        yield from ((name, item.start, item.end) for item in getattr(record, name))
    yield from (("mention", m.start, m.end) for entity in record.entities for m in entity.mentions)
    for told in record.statements:
        yield from (("content", piece.start, piece.end) for piece in told.content)
        yield from ((name, s.start, s.end) for name, s in (("cue", told.cue), ("speaker", told.speaker_span)) if s is not None)
    for event in record.events:
        yield "trigger", event.trigger.start, event.trigger.end
        yield from (("participant", p.start, p.end) for p in (*event.actors, *event.recipients))
        if event.status_cue is not None:
            yield "status_cue", event.status_cue.start, event.status_cue.end


def check_references(record: Record) -> None:
    """Check that ids are unique and that whatever a record refers to is in it."""
    ids = {name: [item.id for item in getattr(record, name)] for name in ("entities", "times", "places", "statements", "events")}
    for name, found in ids.items():
        assert len(set(found)) == len(found), name
    known = {name: set(found) for name, found in ids.items()}
    for told in record.statements:
        assert told.speaker is None or told.speaker in known["entities"]
        assert told.parent is None or told.parent in known["statements"] - {told.id}
    earlier: set[str] = set()
    for event in record.events:
        assert all(p.entity is None or p.entity in known["entities"] for p in (*event.actors, *event.recipients))
        assert event.time is None or event.time in known["times"]
        assert event.place is None or event.place in known["places"]
        assert event.statement is None or event.statement in known["statements"]
        assert event.same_as is None or event.same_as in earlier
        earlier.add(event.id)


def check_values(record: Record) -> None:
    plover = ontology.load()
    for event in record.events:
        assert plover.mode_holds(event.type, event.mode), (event.type, event.mode)
        assert set(event.contexts) <= set(plover.contexts)
        assert 0 <= event.confidence <= 1
        assert event.reason
    for firsts in (record.sentences, record.segments, record.events):
        starts = [item.trigger.start if hasattr(item, "trigger") else item.start for item in firsts]
        assert starts == sorted(starts)


def check_nesting(record: Record) -> None:
    """Check that what belongs to a sentence stands in one, and contents inside their statements."""
    sentences = [(span.start, span.end) for span in record.sentences]
    for event in record.events:
        assert any(start <= event.trigger.start and event.trigger.end <= end for start, end in sentences)
    for time in record.times:
        assert any(start <= time.start and time.end <= end for start, end in sentences)
    for told in record.statements:
        assert all(told.start <= piece.start and piece.end <= told.end for piece in told.content)


def check_repeats(record: Record) -> None:
    repeats = [(s.start, s.end) for s in record.segments if s.kind == "repeat"]
    for segment in record.segments:
        assert (segment.repeat_of is None) == (segment.kind != "repeat")
        assert segment.repeat_of is None or segment.repeat_of < segment.start
    for start, end in repeats:
        assert not [event for event in record.events if start <= event.trigger.start < end]


def check(record: Record, text: str) -> None:
    assert record.text == text
    for name, start, end in spans(record):
        assert 0 <= start < end <= len(text), (name, start, end)
        assert text[start:end].strip(), (name, start, end)
    check_references(record)
    check_values(record)
    check_nesting(record)
    check_repeats(record)


@settings(max_examples=250)
@given(TEXTS, DAYS)
def test_records_hold_together(given_text: tuple[str, str], day: str | None) -> None:
    text, language = given_text
    check(read(text, published=day, language=language), text)


@settings(max_examples=60)
@given(TEXTS, DAYS)
def test_reading_twice_gives_equal_bytes(given_text: tuple[str, str], day: str | None) -> None:
    text, language = given_text
    one, other = (msgspec.json.encode(read(text, published=day, language=language)) for _ in range(2))
    assert one == other
    assert msgspec.json.decode(one, type=Record).text == text


@settings(max_examples=100)
@given(st.text(st.characters(), max_size=200), st.sampled_from([None, *LANGUAGES]))
def test_any_text_is_read(text: str, language: str | None) -> None:
    check(read(text, language=language), text)


def told(record: Record) -> list[tuple[object, ...]]:
    """Return events, statements and times by what they say, without ids."""
    events = [(e.type, e.mode, e.trigger, e.actors, e.recipients, e.status, e.date, e.generic) for e in record.events]
    statements = [(s.start, s.end, s.speaker_span, s.content, s.form) for s in record.statements]
    return [tuple(events), tuple(statements), tuple((t.start, t.end, t.value) for t in record.times)]


@settings(max_examples=100)
@given(
    st.sampled_from(LANGUAGES).flatmap(
        lambda code: st.tuples(st.lists(st.sampled_from(article_lines(code)), min_size=1, max_size=6), st.just(code))
    ),
    DAYS,
)
def test_a_repeat_of_the_page_adds_nothing(page: tuple[list[str], str], day: str | None) -> None:
    parts, language = page
    text = "\n".join(parts)
    assert told(read(text + "\n" + text, published=day, language=language)) == told(read(text, published=day, language=language))


@settings(max_examples=60)
@given(TEXTS, DAYS)
def test_a_repeat_of_any_text_adds_no_record(given_text: tuple[str, str], day: str | None) -> None:
    text, language = given_text
    once, twice = (read(page, published=day, language=language) for page in (text, text + "\n" + text))
    for name in ("events", "statements", "times"):
        assert len(getattr(twice, name)) <= len(getattr(once, name)), name


@pytest.mark.parametrize("language", [None, *LANGUAGES])
@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\x00", "\u202e", "ـ", "“", "؟" * 50, "قال " * 300, "\u0651\u0651", "1/1/1 0", "٣٣/١٣/٢٠٢٥", "\ud800"]
)
def test_odd_texts(text: str, language: str | None) -> None:
    check(read(text, published="2025-02-13", language=language), text)


def test_a_long_line_without_stops_is_read_in_time() -> None:
    text = " ".join(article_lines("ar")).replace(".", " ")[:30_000].replace("\n", " ")
    check(read(text, language="ar"), text)
