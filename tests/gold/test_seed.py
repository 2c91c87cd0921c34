"""The article that started the project, where it lies beside the repository; and that every check of it can fail."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import pytest

from waqai.evaluate import gold, seed
from waqai.model import Flag, Record, Segment
from waqai.reading.pipeline import read

pytestmark = [pytest.mark.gold, pytest.mark.skipif(gold.absent() is not None, reason=str(gold.absent()))]

FIGURES = [*(name for name, _ in seed.LEAST), *seed.NONE_OF]
NAMES = [*FIGURES, "caption", "repeat", "flags matched", "other flags", "two calls", "mentions of the calls", "first half alone"]


@cache
def found() -> dict[str, seed.Check]:
    return {check.name: check for check in seed.checks()}


@cache
def record() -> Record:
    return read(seed.load().text, published=gold.SEED_PUBLISHED)


@pytest.mark.parametrize("label", [f"--published {gold.SEED_PUBLISHED}", "no date"])
@pytest.mark.parametrize("name", NAMES)
def test_check(name: str, label: str) -> None:
    check = found()[f"{name} ({label})"]
    assert check.passed, check.line()


def test_all_checks_are_tested(shared: Path) -> None:
    assert (shared / "gold" / "seed").is_dir()
    assert {name.rsplit(" (", 1)[0] for name in found()} == set(NAMES)


def failed(changed: Record) -> set[str]:
    """Return the names of the checks of the record itself that fail."""
    return {check.name for check in seed.record_checks(seed.load(), changed, record()) if not check.passed}


def test_a_record_without_segments_fails() -> None:
    assert {"caption", "repeat"} <= failed(msgspec.structs.replace(record(), segments=()))


def test_a_repeat_that_takes_in_more_fails() -> None:
    whole = Segment(start=0, end=len(record().text), kind="repeat", repeat_of=0)
    assert "repeat" in failed(msgspec.structs.replace(record(), segments=(whole,)))


def test_a_record_without_flags_fails() -> None:
    assert "flags matched" in failed(msgspec.structs.replace(record(), flags=()))


def test_flags_everywhere_fail() -> None:
    flags = tuple(Flag(start=at, end=at + 3, kind="translation", note="") for at in range(0, 3000, 3))
    assert "other flags" in failed(msgspec.structs.replace(record(), flags=flags))


def test_mentions_that_are_not_linked_fail() -> None:
    loose = tuple(msgspec.structs.replace(event, same_as=None) for event in record().events)
    assert {"two calls", "first half alone"} <= failed(msgspec.structs.replace(record(), events=loose))


def test_one_call_fails() -> None:
    consult = next(event for event in record().events if event.type == "CONSULT")
    assert "two calls" in failed(msgspec.structs.replace(record(), events=(consult,)))


def test_an_event_more_fails() -> None:
    more = (*record().events, msgspec.structs.replace(record().events[0], id="v99"))
    assert "first half alone" in failed(msgspec.structs.replace(record(), events=more))


@pytest.mark.parametrize("name", [name for name, _ in seed.LEAST])
def test_a_figure_under_what_is_needed_fails(name: str) -> None:
    figures = dict.fromkeys(FIGURES, 0.0) | {key: 1.0 for key, _ in seed.LEAST if key != name}
    assert [check.name for check in seed.figure_checks(figures) if not check.passed] == [name]


@pytest.mark.parametrize("name", seed.NONE_OF)
def test_an_error_that_may_not_be_fails(name: str) -> None:
    figures = dict.fromkeys(FIGURES, 0.0) | dict(seed.LEAST) | {name: 1.0}
    assert [check.name for check in seed.figure_checks(figures) if not check.passed] == [name]
