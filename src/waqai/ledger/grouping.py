"""Copy groups and events as the ledger keeps them: pairs judged once, groups made anew where something changed.

Which copies stand together depends only on the pairs among the articles that count now (complete link). Events are made in the
order of the articles' days: each account joins the event of the account that it is surest to share one with, unless something
speaks against one of those already there; else it begins one. So the order of filing leaves no trace, and filing today's
articles never judges last year's anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Select, and_, insert, or_, select, update

from waqai.ledger import overview
from waqai.ledger.overview import load
from waqai.ledger.schema import accounts, articles, blocks, buckets, copies, decisions, links, members
from waqai.stories import copies as judging
from waqai.stories import same
from waqai.stories.accounts import Account
from waqai.stories.fingerprints import Fingerprint
from waqai.stories.ids import digest
from waqai.stories.linking import Pair, groups, joined


def copies_changed(connection: Connection, seq: int, fresh: set[str], gone: set[str]) -> set[str]:
    """Judge new versions against their neighbours and group all that is touched anew; return what changed its group."""
    for version in sorted(fresh):
        _judge_copies(connection, version)
    reach = _reach(connection, fresh | gone)
    current = select(articles.c.version).where(articles.c.version.in_(reach), articles.c.until.is_(None))
    alive = set(connection.execute(current).scalars())
    pairs = _pairs(connection, alive)
    wanted = {one: f"g-{digest(found[0])}" for found in groups(alive, pairs) for one in found}
    known = select(copies.c.version, copies.c.family).where(copies.c.version.in_(reach), copies.c.until.is_(None))
    held = {row.version: row.family for row in connection.execute(known)}
    left = [one for one, old in held.items() if wanted.get(one) != old]
    if left:
        ended = update(copies).where(copies.c.version.in_(left), copies.c.until.is_(None))
        connection.execute(ended.values(until=seq))
    moved = {one: new for one, new in wanted.items() if held.get(one) != new}
    if moved:
        connection.execute(insert(copies), [{"version": one, "family": new, "since": seq} for one, new in moved.items()])
    return set(left) | moved.keys()


def _reach(connection: Connection, touched: set[str]) -> set[str]:
    """Return every version that links lead to from what was touched."""
    reach, edge = set(touched), set(touched)
    while edge:
        found = select(links.c.other).where(links.c.kind == "copy", links.c.one.in_(edge))
        edge = set(connection.execute(found).scalars()) - reach
        reach |= edge
    return reach


def _pairs(connection: Connection, alive: set[str]) -> dict[Pair, float]:
    found = select(links.c.one, links.c.other, links.c.score).where(
        and_(links.c.kind == "copy", links.c.one.in_(alive), links.c.other.in_(alive), links.c.one < links.c.other)
    )
    return {(row.one, row.other): float(row.score) for row in connection.execute(found)}


def _judge_copies(connection: Connection, version: str) -> None:
    own = connection.execute(select(articles.c.fingerprint).where(articles.c.version == version)).one()
    linked = select(links.c.other).where(links.c.kind == "copy", links.c.one == version)
    known = set(connection.execute(linked).scalars())
    keys = select(buckets.c.bucket).where(buckets.c.version == version)
    near = (
        select(articles.c.version, articles.c.fingerprint)
        .join(buckets, buckets.c.version == articles.c.version)
        .where(buckets.c.bucket.in_(keys), articles.c.version != version)
        .distinct()
    )
    finger = Fingerprint.from_bytes(own.fingerprint)
    for row in connection.execute(near).all():
        if row.version in known:
            continue
        found = judging.verdict(finger, Fingerprint.from_bytes(row.fingerprint))
        if found.copy:
            _link(connection, "copy", version, row.version, found.score, found.reason)


def _link(connection: Connection, kind: str, one: str, other: str, score: float, reason: str) -> None:
    both = [{"kind": kind, "one": a, "other": b, "score": score, "reason": reason} for a, b in ((one, other), (other, one))]
    connection.execute(insert(links), both)


def counted_anew(connection: Connection, seq: int, touched: set[str]) -> None:
    """Write the rows of the events of accounts anew, whose articles are copies of others than before."""
    if touched:
        overview.refresh(connection, seq, set(_events_of(connection, touched).values()))


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
    if fresh:
        _judge_accounts(connection, fresh)
    moving = _moving(connection, ids)
    held = _events_of(connection, moving)
    wanted = _placed(connection, moving)
    left = [one for one, old in held.items() if wanted.get(one) != old]
    if left:
        ended = update(members).where(members.c.account.in_(left), members.c.until.is_(None))
        connection.execute(ended.values(until=seq))
    moved = [{"account": one, "event": new, "since": seq} for one, new in wanted.items() if held.get(one) != new]
    if moved:
        connection.execute(insert(members), moved)
    overview.refresh(connection, seq, {*held.values(), *wanted.values()})


def _events_of(connection: Connection, ids: set[str]) -> dict[str, str]:
    found = select(members.c.account, members.c.event).where(members.c.account.in_(ids), members.c.until.is_(None))
    return {row.account: row.event for row in connection.execute(found)}


def _moving(connection: Connection, ids: set[str]) -> set[str]:
    """Return the accounts whose event may change when those of ``ids`` come or go: themselves and later ones.

    An account depends on the events of the earlier accounts that it is linked to, and on all that stand in these.
    """
    first = min(connection.execute(select(accounts.c.turn).where(accounts.c.account.in_(ids))).scalars())
    moving, edge = set(ids), set(ids)
    while edge:
        near = edge | _linked(connection, edge)
        events = set(_events_of(connection, near).values())
        inside = select(members.c.account).where(members.c.event.in_(events), members.c.until.is_(None))
        inside_now = near | set(connection.execute(inside).scalars())
        edge = _linked(connection, inside_now, after=first) - moving
        moving |= edge
    return moving


def _linked(connection: Connection, ids: set[str], *, after: str = "") -> set[str]:
    """Return the accounts that links or decisions by hand lead to, all or those after a turn."""
    found = set(
        connection.execute(
            select(links.c.other)
            .join(accounts, accounts.c.account == links.c.other)
            .where(links.c.kind == "event", links.c.one.in_(ids), accounts.c.turn > after)
        ).scalars()
    )
    by_hand = {one for pairs in _decided(connection, ids) for pair in pairs for one in pair}
    late = select(accounts.c.account).where(accounts.c.account.in_(by_hand), accounts.c.turn > after)
    return found | (set(connection.execute(late).scalars()) if by_hand else set())


def _placed(connection: Connection, moving: set[str]) -> dict[str, str]:
    """Return the event of each account that moves, those that count no more left out."""
    near = select(links.c.one, links.c.other, links.c.score).where(links.c.kind == "event", links.c.one.in_(moving))
    scores: dict[str, dict[str, float]] = {}
    for row in connection.execute(near):
        scores.setdefault(row.one, {})[row.other] = float(row.score)
    together, apart = _decided(connection, moving)
    others = {other for found in scores.values() for other in found} | {one for pair in together for one in pair}
    fixed = _events_of(connection, others - moving)
    inside = select(members.c.account, members.c.event).where(
        members.c.event.in_(set(fixed.values())), members.c.until.is_(None), members.c.account.notin_(moving)
    )
    fixed |= {row.account: row.event for row in connection.execute(inside)}
    told = {one.id: one for one in load(connection, moving | set(fixed))}
    order = {row.account: row.turn for row in connection.execute(_turns(moving))}
    alive = sorted((one for one in moving if one in told), key=lambda one: (order[one], one))
    return joined(alive, scores, fixed, together, lambda one, other: _apart(told[one], told[other], apart), _new_event)


def _turns(ids: set[str]) -> Select[tuple[str, str]]:
    return select(accounts.c.account, accounts.c.turn).where(accounts.c.account.in_(ids))


def _new_event(account: str) -> str:
    return f"e-{digest(account)}"


def _apart(one: Account, other: Account, by_hand: frozenset[Pair]) -> bool:
    return (min(one.id, other.id), max(one.id, other.id)) in by_hand or same.apart(one, other)


def _decided(connection: Connection, ids: set[str]) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """Return the pairs that somebody put together, with those that they lead to, and those put apart; the last decision holds."""
    last: dict[Pair, str] = {}
    known, edge = set(ids), set(ids)
    while edge:
        found = select(decisions).where(or_(decisions.c.one.in_(edge), decisions.c.other.in_(edge)))
        rows = connection.execute(found.order_by(decisions.c.seq)).all()
        for row in rows:
            last[min(row.one, row.other), max(row.one, row.other)] = row.kind
        edge = {one for row in rows for one in (row.one, row.other)} - known
        known |= edge
    together, apart = (frozenset(pair for pair, kind in last.items() if kind == name) for name in ("together", "apart"))
    return together, apart


def _judge_accounts(connection: Connection, ids: set[str]) -> None:
    fresh = {one.id: one for one in load(connection, ids)}
    keys: dict[str, list[str]] = {}
    for block, account in connection.execute(select(blocks.c.block, blocks.c.account).where(blocks.c.account.in_(fresh))):
        keys.setdefault(block, []).append(account)
    near: dict[str, set[str]] = {}
    for block, account in connection.execute(select(blocks.c.block, blocks.c.account).where(blocks.c.block.in_(keys))):
        for mine in keys[block]:
            if account != mine:
                near.setdefault(mine, set()).add(account)
    others = {one.id: one for one in load(connection, {other for found in near.values() for other in found})}
    done: set[Pair] = set()
    for mine in sorted(near):
        for other in sorted(near[mine]):
            pair = (min(mine, other), max(mine, other))
            if other not in others or pair in done:
                continue
            done.add(pair)
            found = same.verdict(fresh[mine], others[other])
            if found.same:
                _link(connection, "event", mine, other, found.score, found.reason)
