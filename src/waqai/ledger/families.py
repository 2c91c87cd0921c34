"""Copy groups as the ledger keeps them: pairs judged once, groups made anew where something changed.

Which copies stand together depends only on the pairs among the articles that count now (complete link), so the order of filing
leaves no trace.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from waqai.ledger.links import Link, keep, linked, neighbours, ordered
from waqai.ledger.rows import rows_of, values_of
from waqai.ledger.schema import articles, buckets, copies
from waqai.stories import copies as judging
from waqai.stories.fingerprints import Fingerprint
from waqai.stories.ids import digest
from waqai.stories.linking import Pair, groups


def copies_changed(connection: Connection, seq: int, fresh: set[str], gone: set[str]) -> set[str]:
    """Judge new versions against their neighbours and group all that is touched anew; return what changed its group.

    Args:
        connection: of a transaction for writing.
        seq: number of the change.
        fresh: versions that were not there before.
        gone: versions that count no more.
    """
    keep(connection, "copy", fresh, _judged(connection, fresh))
    pairs = _reach(connection, fresh | gone)
    reach = fresh | gone | {one for pair in pairs for one in pair}
    current = select(articles.c.version).where(articles.c.until.is_(None))
    alive = values_of(connection, current, articles.c.version, reach)
    wanted = {one: f"g-{digest(found[0])}" for found in groups(alive, pairs) for one in found}
    known = select(copies.c.version, copies.c.family).where(copies.c.until.is_(None))
    held = {row.version: row.family for row in rows_of(connection, known, copies.c.version, reach)}
    left = [one for one, old in held.items() if wanted.get(one) != old]
    if left:
        ended = update(copies).where(copies.c.version.in_(left), copies.c.until.is_(None))
        connection.execute(ended.values(until=seq))
    moved = {one: new for one, new in wanted.items() if held.get(one) != new}
    if moved:
        connection.execute(insert(copies), [{"version": one, "family": new, "since": seq} for one, new in moved.items()])
    return set(left) | moved.keys()


def _reach(connection: Connection, touched: set[str]) -> dict[Pair, float]:
    """Return every pair that links lead to from what was touched, with its score."""
    pairs: dict[Pair, float] = {}
    known, edge = set(touched), set(touched)
    while edge:
        found = list(linked(connection, "copy", edge))
        pairs.update({ordered(one, other): score for one, other, score in found})
        edge = {other for _, other, _ in found} - known
        known |= edge
    return pairs


def _judged(connection: Connection, fresh: set[str]) -> list[Link]:
    """Return the pairs of copies of which one is new."""
    pairs = neighbours(connection, buckets.c.bucket, buckets.c.version, fresh)
    stored = select(articles.c.version, articles.c.fingerprint)
    near = {one for pair in pairs for one in pair}
    fingers = {
        row.version: Fingerprint.from_bytes(row.fingerprint) for row in rows_of(connection, stored, articles.c.version, near)
    }
    verdicts = ((pair, judging.verdict(fingers[pair[0]], fingers[pair[1]])) for pair in sorted(pairs))
    return [Link(pair, found.score, found.reason) for pair, found in verdicts if found.copy]
