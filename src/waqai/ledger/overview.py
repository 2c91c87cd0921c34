"""The rows that questions are asked of: one an event that counts now, with who takes part and when; made from its accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, insert, select, update

from waqai.ledger.rows import rows_of
from waqai.ledger.schema import accounts, articles, copies, events, members, names, roles
from waqai.ledger.views import summary
from waqai.ledger.words import folded
from waqai.model import Record
from waqai.stories.accounts import Account, Party, unpacked

_NAMED: Final = ("name", "office")  # forms of a mention that hold a name


class Told(msgspec.Struct, frozen=True):
    """An account with the copy group, the day, the outlet and the language of its article."""

    account: Account
    family: str
    published: str
    outlet: str
    language: str


def refresh(connection: Connection, seq: int, changed: Iterable[str]) -> None:
    """Write the rows of events anew where they became otherwise; of events that have no accounts any more they end."""
    ids = sorted(changed)
    if not ids:
        return
    wanted = {event: rows(event, told) for event, told in _told(connection, ids).items()}
    held = rows_of(connection, select(events).where(_now(events)), events.c.event, ids)
    old: dict[str, dict[str, Any]] = {row.event: dict(row._mapping) for row in held}  # noqa: SLF001  # SQLAlchemy's name for it
    old_roles: dict[str, set[tuple[str, str]]] = {}
    for row in rows_of(connection, select(roles).where(_now(roles)), roles.c.event, ids):
        old_roles.setdefault(row.event, set()).add((row.role, row.key))
    gone = [event for event, row in old.items() if event not in wanted or not _alike(row, wanted[event][0])]
    gone += [event for event in old if event in wanted and event not in gone and old_roles.get(event, set()) != wanted[event][1]]
    if gone:
        for table in (events, roles):
            connection.execute(update(table).where(table.c.event.in_(gone), _now(table)).values(until=seq))
    fresh = [event for event in wanted if event not in old or event in gone]
    if fresh:
        connection.execute(insert(events), [{**wanted[event][0], "since": seq} for event in fresh])
        found = [
            {"event": event, "role": role, "key": key, "last_day": wanted[event][0]["last_day"], "since": seq}
            for event in fresh
            for role, key in sorted(wanted[event][1])
        ]
        if found:
            connection.execute(insert(roles), found)


def _now(table: Any) -> Any:  # noqa: ANN401  # any table with a lifetime
    return table.c.until.is_(None)


def _alike(row: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(row[name] == value for name, value in wanted.items())


def rows(event: str, told: Sequence[Told]) -> tuple[dict[str, Any], set[tuple[str, str]]]:
    """Return the row of an event, and the (role, key) of all who take part, of the outlets and of the languages that tell it."""
    said = summary(told)
    columns = ("type", "status", "first_day", "last_day", "place", "country")
    both = (("actor", said.actors), ("recipient", said.recipients))
    found = {(role, key) for role, parties in both for party in parties for key in keys(party)}
    found |= {("outlet", one.outlet) for one in told if one.outlet} | {("language", one.language) for one in told}
    row = {"event": event, **{name: getattr(said, name) for name in columns}}
    return {**row, "confidence": max(one.account.confidence for one in told)}, found


def keys(party: Party) -> Iterator[str]:
    """Yield what a party is found by: its entity, its code and the country of it; its folded name where it has neither."""
    if party.entity:
        yield party.entity
    if party.code:
        yield party.code
        yield party.country
    if not party.entity and not party.code:
        yield f"={folded(party.name)}"


def key_of(speaker: str, name: str) -> str:
    """Return what a speaker is found by: an id that holds across articles, else the folded name; empty for nobody."""
    if speaker and not speaker.startswith("said:"):
        return speaker
    return f"={folded(name)}" if name else ""


def names_of(record: Record, parties: Iterable[Party]) -> set[tuple[str, str]]:
    """Return (folded name, key) of parties: the names of the tables and those that the text writes, so that a part finds them."""
    found = list(parties)
    told = {(folded(party.name), next(keys(party))) for party in found if party.name}
    known = {party.entity for party in found if party.entity}
    for entity in record.entities:
        if entity.id in known:
            told |= {(folded(record.text[one.start : one.end]), entity.id) for one in entity.mentions if one.form in _NAMED}
    return told


def learn_names(connection: Connection, seq: int, found: Iterable[tuple[str, str]]) -> None:
    """Keep under which names parties go."""
    told = set(found)
    if not told:
        return
    spelt = {name for name, _ in told}
    known = {(row.folded, row.key) for row in rows_of(connection, select(names), names.c.folded, spelt)}
    fresh = [{"folded": name, "key": key, "since": seq} for name, key in sorted(told - known)]
    if fresh:
        connection.execute(insert(names), fresh)


def _told(connection: Connection, ids: list[str]) -> dict[str, list[Told]]:
    found = (
        select(members.c.event, accounts.c.told, articles.c.published, articles.c.outlet, articles.c.language, copies.c.family)
        .join(accounts, accounts.c.account == members.c.account)
        .join(articles, articles.c.version == accounts.c.version)
        .join(copies, copies.c.version == articles.c.version)
        .where(_now(members), _now(articles), _now(copies))
    )
    told: dict[str, list[Told]] = {}
    for row in rows_of(connection, found, members.c.event, ids):
        one = Told(unpacked(row.told, ()), row.family, row.published, row.outlet, row.language)
        told.setdefault(row.event, []).append(one)
    return told


def load(connection: Connection, ids: Iterable[str]) -> Iterator[tuple[Account, str]]:
    """Yield accounts by their ids, each with its turn; those of superseded articles are left out."""
    found = (
        select(accounts.c.told, accounts.c.turn, articles.c.version, articles.c.context)
        .join(articles, articles.c.version == accounts.c.version)
        .where(articles.c.until.is_(None))
    )
    contexts: dict[str, tuple[str, ...]] = {}
    for row in rows_of(connection, found, accounts.c.account, ids):
        context = contexts.get(row.version)
        if context is None:
            context = contexts[row.version] = tuple(row.context.split("\n"))
        yield unpacked(row.told, context), row.turn
