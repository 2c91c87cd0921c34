"""Events as the ledger keeps them: accounts judged pair by pair once, each placed in an event, anew only where that may change.

Events are made in the order of the articles' days: each account joins the event of the earlier account that it is surest to
share one with, unless something speaks against one of those already there; else it begins one. So the order of filing leaves no
trace, and filing today's articles does not judge last year's anew: an account is placed again only if an account before it came,
went or moved that it is linked to, or that keeps it out of an event.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from sqlalchemy import Connection, insert, select, update

from waqai.ledger import overview
from waqai.ledger.links import Link, keep, neighbours
from waqai.ledger.placing import Board
from waqai.ledger.rows import rows_of
from waqai.ledger.schema import blocks, members
from waqai.stories import same


def counted_anew(connection: Connection, seq: int, touched: set[str]) -> None:
    """Write the rows of the events of accounts anew, whose articles are copies of others than before."""
    if touched:
        found = select(members.c.event).where(members.c.until.is_(None))
        overview.refresh(connection, seq, {row.event for row in rows_of(connection, found, members.c.account, touched)})


def events_changed(connection: Connection, seq: int, fresh: set[str], gone: Iterable[str] = ()) -> None:
    """Judge new accounts against those they may share an event with, and place anew those whose event may change by it.

    Args:
        connection: of a transaction for writing.
        seq: number of the change.
        fresh: accounts that were not there before; none where a decision by hand is what changed.
        gone: other accounts whose event may change: those that count no more, those of a decision.
    """
    ids = fresh | set(gone)
    if not ids:
        return
    board = Board(connection)
    if fresh:
        _judge(connection, board, fresh)
    ids |= board.decided_with(ids)
    board.prepare(ids)
    before: dict[str, str] = {}
    waiting = [(board.turns[one], one) for one in ids if board.counts(one)]
    for one in sorted(ids):
        if not board.counts(one):
            waiting.extend(_moved(board, one, None, before))
    heapify(waiting)
    done: set[str] = set()
    while waiting:
        one = heappop(waiting)[1]
        if one in done:
            continue
        done.add(one)
        if not board.ready(one):
            board.prepare({one, *(other for _, other in waiting)})
        for later in _moved(board, one, board.place(one), before):
            heappush(waiting, later)
    _write(connection, seq, board, before)


def _moved(board: Board, one: str, event: str | None, before: dict[str, str]) -> list[tuple[str, str]]:
    """Put an account into another event, or none, and return the later accounts whose place may change by that.

    These are those linked to it, those that it now keeps out of its event, and those that it may have kept out of the old one.
    """
    old = board.events.get(one)
    if old == event:
        return []
    before.setdefault(one, old or "")
    touched = board.later(one, board.links(one))
    if event:
        touched |= {other for other in board.later(one, board.members(event)) if board.apart(one, other)}
    if old:
        board.prepare(board.members(old))
        touched |= board.later(one, {other for member in board.members(old) - {one} for other in board.links(member)})
    board.move(one, event)
    return [(board.turns[other], other) for other in touched | board.later(one, board.mates(one))]


def _write(connection: Connection, seq: int, board: Board, before: dict[str, str]) -> None:
    """Write the places that changed, and the rows of the events that accounts came to or left."""
    after = {one: board.events.get(one, "") for one in before}
    left = [one for one, old in before.items() if old and old != after[one]]
    if left:
        ended = update(members).where(members.c.account.in_(left), members.c.until.is_(None))
        connection.execute(ended.values(until=seq))
    moved = [{"account": one, "event": new, "since": seq} for one, new in after.items() if new and new != before[one]]
    if moved:
        connection.execute(insert(members), moved)
    overview.refresh(connection, seq, {*before.values(), *after.values()} - {""})


def _judge(connection: Connection, board: Board, fresh: set[str]) -> None:
    """Judge new accounts against all that may be of one event with them, and keep the pairs that are."""
    pairs = neighbours(connection, blocks.c.block, blocks.c.account, fresh)
    board.load({one for pair in pairs for one in pair})
    found: list[Link] = []
    for one, other in sorted(pairs):
        first, second = board.profiles.get(one), board.profiles.get(other)
        if first is None or second is None:
            continue
        judged = same.verdict(first, second)
        if judged.same:
            found.append(Link((one, other), judged.score, judged.reason))
    keep(connection, "event", fresh, found)
    board.learn(fresh, found)
