"""What the tests of the ledger share: the records of the scripted week, read once, and a ledger's content as one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

import msgspec
from sqlalchemy import select

from waqai.evaluate import week
from waqai.ledger import queries, writing
from waqai.ledger.schema import articles, events, names, roles, sightings
from waqai.ledger.store import Ledger, open_ledger
from waqai.ledger.views import View
from waqai.model import Record

EVERY = queries.Filter(statuses=())

# Copies, a report in two languages, a denial, the edited page in both its texts, a plan and what came of it.
SOME = tuple("w01 w02 w09 w10 w11 w12 w17 w19 w19b w20 w21 w22 w26 w46 w48 w49".split())  # noqa: SIM905
EDITED = ("w19", "w19b")


@cache
def records() -> dict[str, Record]:
    """Return the record of each article of the week by its id."""
    return {version.id: week.record(version) for version in week.versions()}


@cache
def arrived() -> dict[str, str]:
    """Return when each article of the week was fetched, as the ledger writes moments."""
    return {version.id: queries.moment(version.retrieved) for version in week.versions()}


def where(url: str) -> str:
    """Return what open_ledger takes for the URL of a database."""
    return url.removeprefix("sqlite:///")


@contextmanager
def opened(url: str) -> Iterator[Ledger]:
    """Open the ledger in a database and close it at the end."""
    ledger = open_ledger(where(url))
    try:
        yield ledger
    finally:
        ledger.close()


def add(ledger: Ledger, ids: Iterable[str], *, dated: bool = False) -> list[str]:
    """File articles of the week in one transaction, now or dated when they were fetched; return what each did."""
    with ledger.writing() as connection:
        return [writing.file(connection, records()[one], at=arrived()[one] if dated else None).outcome for one in ids]


def views(ledger: Ledger, wanted: queries.Filter = EVERY, *, as_of: str | None = None) -> list[View]:
    """Return the events that match."""
    with ledger.reading() as connection:
        return list(queries.events(connection, wanted, as_of=as_of))


def answers(ledger: Ledger, *, as_of: str | None = None) -> dict[str, bytes]:
    """Return the bytes of each answer that a ledger gives to the questions that do not name anything."""
    with ledger.reading() as connection:
        found = {
            "events": list(queries.events(connection, EVERY, as_of=as_of)),
            "happened": list(queries.events(connection, queries.Filter(), as_of=as_of)),
            "copies": list(queries.copy_groups(connection, as_of=as_of)),
            "spoken": list(queries.spoken(connection, EVERY, as_of=as_of)),
            "stats": queries.stats(connection, as_of=as_of),
        }
    return {name: msgspec.json.encode(value) for name, value in found.items()}


def content(ledger: Ledger) -> dict[str, bytes]:
    """Return all that a ledger says now, with the rows that it is found by; not when or how it came to say so."""
    with ledger.reading() as connection:
        rows = {
            "current": sorted(connection.execute(select(articles.c.version).where(articles.c.until.is_(None))).scalars()),
            "held": sorted(connection.execute(select(articles.c.version).distinct()).scalars()),
            "seen": sorted(tuple(row) for row in connection.execute(select(sightings.c.version, sightings.c.retrieved))),
            "names": sorted(tuple(row) for row in connection.execute(select(names.c.folded, names.c.key))),
            "overview": sorted(
                tuple(row)
                for row in connection.execute(
                    select(*(column for column in events.c if column.name not in {"since", "until"})).where(
                        events.c.until.is_(None)
                    )
                )
            ),
            "roles": sorted(
                tuple(row)
                for row in connection.execute(
                    select(roles.c.event, roles.c.role, roles.c.key, roles.c.last_day).where(roles.c.until.is_(None))
                )
            ),
        }
    return {**answers(ledger), **{name: msgspec.json.encode(value) for name, value in rows.items()}}
