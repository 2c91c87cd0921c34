"""Why: the pairs that hold an event or a copy group together, with their points, and the decisions made by hand."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, or_, select

from waqai.errors import NO_SUCH_EVENT, WaqaiError
from waqai.ledger.queries import event_id
from waqai.ledger.schema import copies, decisions, links, members


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One pair: ``kind`` is event or copy for a verdict, together or apart for a decision by hand."""

    kind: str
    one: str
    other: str
    score: float
    reason: str


def why(connection: Connection, name: str) -> Iterator[Reason]:
    """Yield why the accounts of an event, or the versions of a copy group, stand together; the surest pair first.

    Args:
        connection: to read from.
        name: id of an event, of one of its accounts, or of a copy group.

    Raises:
        WaqaiError: if the ledger holds neither.
    """
    now_event = event_id(connection, name)
    of_event = select(members.c.account).where(members.c.event == now_event, members.c.until.is_(None))
    of_group = select(copies.c.version).where(copies.c.family == name, copies.c.until.is_(None))
    inside = set(connection.execute(of_event).scalars()) if now_event else set(connection.execute(of_group).scalars())
    if not inside:
        raise WaqaiError(NO_SUCH_EVENT.at(value=name))
    by_hand = select(decisions).where(or_(decisions.c.one.in_(inside), decisions.c.other.in_(inside))).order_by(decisions.c.seq)
    for row in connection.execute(by_hand):
        yield Reason(kind=row.kind, one=row.one, other=row.other, score=0.0, reason=row.reason)
    pairs = select(links).where(links.c.one.in_(inside), links.c.other.in_(inside), links.c.one < links.c.other)
    for row in connection.execute(pairs.order_by(links.c.score.desc(), links.c.one, links.c.other)):
        yield Reason(kind=row.kind, one=row.one, other=row.other, score=row.score, reason=row.reason)
