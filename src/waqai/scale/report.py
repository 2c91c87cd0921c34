"""The report at the end of a run: what was read, what was not and why, what came out and what it took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

_STEPS: Final = ("look", "start", "fetch", "extract", "read", "write", "check", "file")


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One run in figures.

    ``skipped`` counts what needed no work (articles that the ledger held, those of shards that were done before), ``failed`` and
    ``warned`` count messages by their numbers, those of shards that were done before among them. ``seconds`` by step are those
    of all workers together, ``processor`` those of them in which a processor worked, ``elapsed`` those of the run. Memory is the
    peak in megabytes, of the workers that of the largest. ``copies`` is ``None`` where it is not known.
    """

    command: str
    read: int
    skipped: dict[str, int]
    failed: dict[str, int]
    warned: dict[str, int]
    events: int
    statements: int
    copies: int | None = None
    elapsed: float
    seconds: dict[str, float]
    processor: dict[str, float] = {}
    articles_per_second: float
    memory_driver: float
    memory_workers: float = 0.0
    workers: int = 1


def rate(articles: int, elapsed: float) -> float:
    """Return articles per second, 0 if no time went by."""
    return articles / elapsed if elapsed > 0 else 0.0


def lines(report: Report) -> Iterator[str]:
    """Yield the report in words, a line for each matter; what is empty is left out."""
    yield (
        f"read       {report.read:,} articles in {report.elapsed:,.1f} s, {report.articles_per_second:,.1f} a second"
        f" ({report.workers} {'worker' if report.workers == 1 else 'workers'})"
    )
    for name, found in (("skipped", report.skipped), ("failed", report.failed), ("warned", report.warned)):
        if found:
            yield f"{name:10} {_counts(found)}"
    copies = "" if report.copies is None else f", {report.copies:,} copies"
    yield f"found      {report.events:,} events, {report.statements:,} statements{copies}"
    if report.seconds:
        steps = sorted(report.seconds.items(), key=lambda step: _STEPS.index(step[0]) if step[0] in _STEPS else len(_STEPS))
        yield f"time       {', '.join(f'{name} {seconds:,.1f} s' for name, seconds in steps)}"
    workers = f", largest worker {report.memory_workers:,.0f} MB" if report.memory_workers else ""
    yield f"memory     {report.memory_driver:,.0f} MB{workers}"


def encode(report: Report) -> bytes:
    """Return the report as a JSON object with its line feed."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def _counts(found: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in sorted(found.items()))
