"""Filing records in the ledger, some in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from itertools import islice
from typing import Final

import msgspec
from sqlalchemy import select

from waqai.commands.options import opened
from waqai.errors import Notice
from waqai.ledger import queries, writing
from waqai.ledger.entry import Entry
from waqai.ledger.schema import articles
from waqai.scale.clock import Clock, memory, memory_of_children
from waqai.scale.report import Report, rate

_BATCH: Final = 200  # articles filed in one transaction


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """What filing did: how many articles were new, known, edited and older, and what they told.

    ``seconds`` are those of filing and of waiting for what is to be filed; ``copies`` counts those in the whole ledger.
    """

    outcomes: dict[str, int]
    events: int
    statements: int
    copies: int
    seconds: dict[str, float]

    @property
    def articles(self) -> int:
        """How many articles came."""
        return sum(self.outcomes.values())


def file_all(where: str, found: Iterable[Entry], show: Callable[[int], None] = lambda _filed: None) -> Filing:
    """File articles as they come, some in one transaction; return what that did.

    Args:
        where: the ledger, made if it is not there.
        found: what is to be filed.
        show: is given how many articles are filed, after each transaction.
    """
    ledger = opened(where, create=True)
    outcomes = {"new": 0, "known": 0, "edited": 0, "older": 0}
    told = Counter[str]()
    waiting = iter(found)
    clock = Clock()
    try:
        while batch := list(islice(waiting, _BATCH)):
            clock.lap("wait")
            with ledger.writing() as connection:
                done = writing.file_all(connection, batch)
            for one, entry in zip(done, batch, strict=True):
                outcomes[one.outcome] += 1
                told.update(events=len(entry.accounts), statements=len(entry.statements))
            clock.lap("file")
            show(sum(outcomes.values()))
        clock.lap("wait")
        with ledger.reading() as connection:
            copies = queries.stats(connection).copies
    finally:
        ledger.close()
    return Filing(outcomes=outcomes, events=told["events"], statements=told["statements"], copies=copies, seconds=clock.seconds)


@contextmanager
def holding(where: str) -> Iterator[Callable[[AbstractSet[str]], AbstractSet[str]]]:
    """Yield a function that returns which of some versions of articles a ledger holds; the ledger is made if it is not there."""
    ledger = opened(where, create=True)

    def held(versions: AbstractSet[str]) -> AbstractSet[str]:
        with ledger.reading() as connection:
            return set(connection.execute(select(articles.c.version).where(articles.c.version.in_(versions))).scalars())

    try:
        yield held
    finally:
        ledger.close()


def counted(outcomes: Mapping[str, int]) -> str:
    """Return what became of articles in words."""
    return ", ".join(f"{number} {name}" for name, number in outcomes.items())


def report_of(
    command: str,
    filing: Filing,
    notices: Iterable[Notice],
    skipped: Mapping[str, int],
    elapsed: float,
    *,
    workers: int = 1,
) -> Report:
    """Return the report of a run that filed articles.

    Args:
        command: that ran.
        filing: what it filed.
        notices: what was told of articles and files.
        skipped: articles that needed no filing, by reason; those that filing found known or older are added.
        elapsed: seconds.
        workers: how many processes read.
    """
    told = {True: Counter[str](), False: Counter[str]()}
    for notice in notices:
        told[notice.failed][notice.problem.code] += 1
    reasons = Counter(skipped)
    reasons["articles that the ledger held"] += filing.outcomes["known"]
    reasons["versions older than the ledger's"] += filing.outcomes["older"]
    return Report(
        command=command,
        read=filing.articles,
        skipped=+reasons,
        failed=told[True],
        warned=told[False],
        events=filing.events,
        statements=filing.statements,
        copies=filing.copies,
        elapsed=elapsed,
        seconds=filing.seconds,
        articles_per_second=rate(filing.articles, elapsed),
        memory_driver=memory(),
        memory_workers=memory_of_children(),
        workers=workers,
    )
