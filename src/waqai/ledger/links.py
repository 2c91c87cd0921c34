"""Pairs that were judged to belong together: copies of one text, accounts of one event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Literal

import msgspec
from sqlalchemy import Column, Connection, insert, select

from waqai.ledger.rows import rows_of
from waqai.ledger.schema import links
from waqai.stories.linking import Pair

Kind = Literal["copy", "event"]


class Link(msgspec.Struct, frozen=True):
    """A pair in sorted order, how surely it belongs together and why."""

    pair: Pair
    score: float
    reason: str


def ordered(one: str, other: str) -> Pair:
    """Return a pair in sorted order, as the ledger keeps it."""
    return (one, other) if one < other else (other, one)


def neighbours(connection: Connection, key: Column[Any], name: Column[str], ids: Iterable[str]) -> set[Pair]:
    """Return the pairs that share a key of an index, one of each pair among some ids.

    Args:
        connection: to read from.
        key: column of the index by which two are found together.
        name: column of the same table that holds what is found.
        ids: of which the neighbours are asked for.
    """
    mine = key.table.alias()
    its_key, its_name = mine.c[key.name], mine.c[name.name]
    question = select(its_name, name).select_from(mine.join(key.table, key == its_key)).where(name != its_name).distinct()
    return {ordered(one, other) for one, other in rows_of(connection, question, its_name, ids)}


def keep(connection: Connection, kind: Kind, ids: Iterable[str], found: Collection[Link]) -> None:
    """Write the pairs that are not there yet, of which one is among ``ids``: who counts again was judged before."""
    known = {ordered(one, other) for one, other, _ in linked(connection, kind, ids)}
    rows = [
        {"kind": kind, "one": one.pair[0], "other": one.pair[1], "score": one.score, "reason": one.reason}
        for one in found
        if one.pair not in known
    ]
    if rows:
        connection.execute(insert(links), rows)


def linked(connection: Connection, kind: Kind, ids: Iterable[str]) -> Iterator[tuple[str, str, float]]:
    """Yield (id, other, score) of every link of each id."""
    wanted = set(ids)
    for mine, other in ((links.c.one, links.c.other), (links.c.other, links.c.one)):
        question = select(mine, other, links.c.score).where(links.c.kind == kind)
        for row in rows_of(connection, question, mine, wanted):
            yield row[0], row[1], float(row[2])
