"""Decisions by hand: these accounts are of one event, those are not. They are logged, and every later run respects them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from waqai.errors import NO_SUCH_EVENT, NOTHING_LEFT, WaqaiError
from waqai.ledger.merging import events_changed
from waqai.ledger.queries import event_id
from waqai.ledger.schema import accounts, decisions, members
from waqai.ledger.writing import begin_change


def merge(connection: Connection, names: Iterable[str], reason: str, *, at: str | None = None) -> str:
    """Say that events (or accounts) are one; return the id of the event that they make.

    Raises:
        WaqaiError: if one of them is not in the ledger.
    """
    groups = [_accounts(connection, name) for name in names]
    every = {one for group in groups for one in group}
    found = list(
        connection.execute(select(accounts.c.account).where(accounts.c.account.in_(every)).order_by(accounts.c.turn)).scalars()
    )
    _decide(connection, "merge", "together", [(found[0], other) for other in found[1:]], reason, at)
    return _event_of(connection, found[0])


def split(connection: Connection, event: str, names: Iterable[str], reason: str, *, at: str | None = None) -> str:
    """Say that some accounts of an event are of another one; return the id of that other event.

    Raises:
        WaqaiError: if the event or an account is not in the ledger, or if nothing would be left of the event.
    """
    all_of_it = _accounts(connection, event)
    apart = [one for name in names for one in _accounts(connection, name, alone=True)]
    stray = next((one for one in apart if one not in all_of_it), None)
    if stray is not None:
        raise WaqaiError(NO_SUCH_EVENT.at(value=stray))
    rest = [one for one in all_of_it if one not in apart]
    if not rest:
        raise WaqaiError(NOTHING_LEFT.at(value=event))
    pairs = [(min(one, other), max(one, other)) for one in apart for other in rest]
    _decide(connection, "split", "apart", pairs, reason, at)
    return _event_of(connection, apart[0])


def _accounts(connection: Connection, name: str, *, alone: bool = False) -> list[str]:
    """Return the accounts of an event, or the one account of that id."""
    here = members.c.until.is_(None)
    one = connection.execute(select(members.c.account).where(members.c.account == name, here)).scalars().all()
    event = None if one or alone else event_id(connection, name)
    found = one or connection.execute(select(members.c.account).where(members.c.event == event, here)).scalars().all()
    if not found:
        raise WaqaiError(NO_SUCH_EVENT.at(value=name))
    return sorted(found)


def _decide(connection: Connection, what: str, kind: str, pairs: list[tuple[str, str]], reason: str, at: str | None) -> None:
    touched = sorted({one for pair in pairs for one in pair})
    seq = begin_change(connection, what, " ".join(touched), reason, at=at)
    if pairs:
        rows = [{"seq": seq, "kind": kind, "one": one, "other": other, "reason": reason} for one, other in pairs]
        connection.execute(insert(decisions), rows)
    events_changed(connection, seq, set(), touched)


def _event_of(connection: Connection, account: str) -> str:
    found = select(members.c.event).where(members.c.account == account, members.c.until.is_(None))
    return str(connection.execute(found).scalar_one())
