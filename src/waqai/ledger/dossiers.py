"""Somebody in the ledger: acts, words and the names and codes that went with them over time; and what lies between two sides."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection

from waqai.ledger import queries
from waqai.ledger.queries import Filter, Spoken
from waqai.ledger.views import View
from waqai.stories.accounts import Party


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A name with the code that articles gave it: from when to when, in how many accounts."""

    entity: str
    name: str
    code: str
    first: str
    last: str
    accounts: int


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger holds of somebody; all statuses, each event with its own."""

    asked: str
    forms: tuple[Form, ...]
    acts: tuple[View, ...]
    acted_on: tuple[View, ...]
    statements: tuple[Spoken, ...]


def who(connection: Connection, name: str, *, limit: int = 20, as_of: str | None = None) -> Dossier:
    """Return acts, what was done to somebody, statements (newest first) and the forms of the name over time.

    Args:
        connection: to read from.
        name: entity id, code or a part of a name.
        limit: how many events and statements at most.
        as_of: moment as :func:`waqai.ledger.queries.moment` gives it.
    """
    acts = tuple(queries.events(connection, Filter(actor=name, statuses=(), limit=limit), as_of=as_of))
    acted_on = tuple(queries.events(connection, Filter(recipient=name, statuses=(), limit=limit), as_of=as_of))
    keys = set(queries.keys_of(connection, name, queries.seq_at(connection, as_of)))
    newest = list(queries.spoken(connection, Filter(limit=limit), speaker=name, as_of=as_of))
    return Dossier(asked=name, forms=_forms((*acts, *acted_on), keys), acts=acts, acted_on=acted_on, statements=tuple(newest))


def _forms(found: tuple[View, ...], keys: set[str]) -> tuple[Form, ...]:
    days: dict[tuple[str, str, str], list[str]] = {}
    for one in {told.account.id: told for event in found for told in event.accounts}.values():
        for party in (*one.account.actors, *one.account.recipients):
            if _means(party, keys):
                days.setdefault((party.entity, party.name, party.code), []).append(one.published)
    forms = (
        Form(entity=entity, name=name, code=code, first=min(when), last=max(when), accounts=len(when))
        for (entity, name, code), when in days.items()
    )
    return tuple(sorted(forms, key=lambda form: (form.first, form.name, form.code)))


def _means(party: Party, keys: set[str]) -> bool:
    return bool({party.entity, party.code, party.country} & keys)


def dyad(connection: Connection, one: str, other: str, wanted: Filter, *, as_of: str | None = None) -> Iterator[View]:
    """Yield the events in which two sides take part, whichever acts, newest day first."""
    yield from queries.events(connection, msgspec.structs.replace(wanted, sides=(one, other)), as_of=as_of)
