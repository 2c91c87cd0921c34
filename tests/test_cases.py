"""The test sentences: the files themselves, the scorer on records made by hand, and the floors."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from waqai import ontology
from waqai.evaluate import cases, gate
from waqai.evaluate.counts import Score, pair_up
from waqai.model import Article, Event, Participant, Record, Span, Statement

FILES = [gate.case_file(code) for code in gate.languages()]
TEXT = "التقى الوزير نظيره ونفى الوفد وقوع هجوم."
CASE = cases.Case(
    id="x-1",
    text=TEXT,
    published=None,
    style="wire",
    events=(
        cases.Expected("التقى", "CONSULT", "visit", ("الوزير",), ("نظيره",), "actual", generic=False),
        cases.Expected("هجوم", "ASSAULT", None, (), (), "negation", generic=False, also=("COERCE",)),
    ),
    statements=(),
)


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


def event(identifier: str, kind: str, words: str, status: str = "actual", *, actor: str = "", generic: bool = False) -> Event:
    actors = (Participant(entity=None, start=span(actor).start, end=span(actor).end),) if actor else ()
    value: dict[str, object] = {
        "id": identifier, "type": kind, "mode": None, "contexts": [], "trigger": span(words), "actors": actors, "recipients": [],
        "status": status, "status_cue": None, "generic": generic, "date": None, "time": None, "place": None, "statement": None,
        "same_as": None, "confidence": 0.5, "reason": "made by hand",
    }  # fmt: skip
    return msgspec.convert(msgspec.to_builtins(value), Event)


def record(*events: Event, statements: tuple[Statement, ...] = ()) -> Record:
    return Record(
        version=1, article=Article(id="x"), text=TEXT, sentences=(Span(0, len(TEXT)),), events=events, statements=statements
    )


def test_a_perfect_record_scores_full() -> None:
    result = cases.score(CASE, record(event("v1", "CONSULT", "التقى", actor="الوزير"), event("v2", "COERCE", "هجوم", "negation")))
    assert result.events == Score(2, 0, 0)
    assert result.actors == Score(1, 0, 0)
    assert result.recipients == Score(0, 0, 1)
    assert result.status == (2, 2)
    assert result.mode == (0, 1)


def test_wrong_type_is_missed_and_extra() -> None:
    result = cases.score(CASE, record(event("v1", "AGREE", "التقى")))
    assert result.events == Score(0, 1, 2)
    assert any("missed CONSULT" in line for line in result.errors)


def test_same_sentence_counts_where_no_trigger_overlaps() -> None:
    assert cases.score(CASE, record(event("v1", "CONSULT", "نظيره"))).events == Score(1, 0, 1)


def test_one_event_is_matched_once() -> None:
    result = cases.score(CASE, record(event("v1", "CONSULT", "التقى"), event("v2", "CONSULT", "نظيره")))
    assert result.events == Score(1, 1, 1)


def test_generic_events_are_left_out() -> None:
    assert cases.score(CASE, record(event("v1", "CONSULT", "التقى", generic=True))).events == Score(0, 0, 2)


def test_hard_negative_counts_concrete_events() -> None:
    empty = msgspec.structs.replace(CASE, events=())
    loud = cases.score(empty, record(event("v1", "CONSULT", "التقى")))
    quiet = cases.score(empty, record(event("v1", "CONSULT", "التقى", generic=True)))
    assert (loud.false_events, quiet.false_events) == (1, 0)
    figures = cases.figures([loud, quiet])
    assert figures["quiet_negatives"] == 0.5
    assert figures["false_on_negatives"] == 1


def test_figures_of_nothing() -> None:
    assert cases.figures([])["event_f1"] == 0


def test_statement_needs_half_of_its_characters() -> None:
    wanted = msgspec.structs.replace(CASE, statements=(cases.ExpectedStatement("الوفد", "نفى", "وقوع هجوم", "indirect"),))
    at = span("وقوع هجوم")

    def told(end: int) -> Statement:
        return Statement(
            id="s1",
            start=at.start,
            end=end,
            speaker=None,
            speaker_span=span("الوفد"),
            cue=None,
            content=(Span(at.start, end),),
            form="indirect",
        )

    whole = cases.score(wanted, record(statements=(told(at.end),)))
    part = cases.score(wanted, record(statements=(told(at.start + 2),)))
    assert (whole.statements, whole.speaker) == (Score(1, 0, 0), (1, 1))
    assert part.statements == Score(0, 1, 1)


def test_pair_up_uses_each_span_once() -> None:
    assert pair_up([[(0, 5)], [(2, 4)]], [(1, 3)]) == Score(1, 0, 1)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_sentences_keep_their_conventions(path: Path) -> None:
    plover = ontology.load()
    found = cases.load(path)
    assert [name for name, times in Counter(case.id for case in found).items() if times > 1] == []
    for case in found:
        assert all(at is not None for at in case.triggers), case.id
        for expected in case.events:
            assert {expected.type, *expected.also} <= set(plover.types), case.id
            assert plover.mode_holds(expected.type, expected.mode), case.id
            assert expected.status in plover.statuses, case.id
            assert all(words in case.text for words in (*expected.actors, *expected.recipients)), case.id
        assert all(told.content in case.text for told in case.statements), case.id


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_about_a_quarter_is_blind(path: Path) -> None:
    found = cases.load(path)
    assert 0.15 < sum(case.blind for case in found) / len(found) < 0.35


@pytest.mark.parametrize("language", gate.languages())
def test_figures_are_not_under_their_floors(language: str) -> None:
    floors = gate.load_floors()
    for table in gate.case_tables(language):
        print(table.title, {name: round(value, 3) for name, value in table.figures.items()})  # noqa: T201 (pytest -s shows it)
        assert table.name in floors, f"{table.name} has no floors: scripts/eval --pin"
        assert gate.shortfalls(table, floors) == []


def table_of(**figures: float) -> gate.Table:
    return gate.Table("set", "Set", "", figures, {}, tuple(figures))


def test_floors_are_a_ratchet() -> None:
    floors = gate.pinned([table_of(event_f1=0.7)], {"set": {"event_f1": 0.5}, "other": {"event_f1": 0.4}})
    assert floors == {"set": {"event_f1": 0.68}, "other": {"event_f1": 0.4}}
    assert gate.pinned([table_of(event_f1=0.6)], floors) == floors
    assert gate.shortfalls(table_of(event_f1=0.6), floors) == ["set: event_f1 0.600 is under its floor 0.680"]
    assert gate.shortfalls(table_of(event_f1=0.69), floors) == []


def test_floors_are_written_as_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(gate.floors_text(gate.load_floors()), encoding="utf-8")
    assert gate.load_floors(path) == gate.load_floors()
