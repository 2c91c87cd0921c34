"""How accounts are placed in events, in the plainest way: all of them, one after the other. The ledger must come to the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from sqlalchemy import Connection, select

from waqai.ledger.overview import load
from waqai.ledger.schema import accounts, decisions, links
from waqai.stories import same
from waqai.stories.ids import digest
from waqai.stories.linking import Pair


def events_from_scratch(connection: Connection) -> dict[str, str]:
    """Return the event of each account that counts, from the links and the decisions that the ledger keeps."""
    every = connection.execute(select(accounts.c.account)).scalars().all()
    found = {account.id: (turn, same.profile(account)) for account, turn in load(connection, every)}
    scores: dict[str, dict[str, float]] = {}
    for row in connection.execute(select(links).where(links.c.kind == "event")):
        scores.setdefault(row.one, {})[row.other] = row.score
        scores.setdefault(row.other, {})[row.one] = row.score
    last = {
        (min(row.one, row.other), max(row.one, row.other)): row.kind
        for row in connection.execute(select(decisions).order_by(decisions.c.seq))
    }
    together, by_hand = ({pair for pair, kind in last.items() if kind == name} for name in ("together", "apart"))

    def apart(one: str, other: str) -> bool:
        return (min(one, other), max(one, other)) in by_hand or same.apart(found[one][1], found[other][1])

    order = sorted(found, key=lambda one: (found[one][0], one))
    return joined(order, scores, together, apart, lambda one: f"e-{digest(one)}")


def joined(
    order: Sequence[str],
    scores: Mapping[str, Mapping[str, float]],
    together: Collection[Pair],
    apart: Callable[[str, str], bool],
    name: Callable[[str], str],
) -> dict[str, str]:
    """Return the group of each id of ``order``: one after the other joins the group of a link before it, or begins one.

    An id joins the group of the id it is surest to belong to, if it is apart from none that is there already; else that of the
    next. Who was put together by hand joins whatever is apart.

    Args:
        order: the ids to place, in the order that decides.
        scores: for each id those it is linked with, and how surely.
        together: pairs in sorted order that somebody put together.
        apart: whether two ids must not be in one group.
        name: the name of the group that an id begins.
    """
    placed: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    mates = _mates(together)
    for one in order:
        chosen = next((placed[mate] for mate in mates.get(one, ()) if mate in placed), None)
        if chosen is None:
            best = sorted((-score, placed[other]) for other, score in scores.get(one, {}).items() if other in placed)
            tried = dict.fromkeys(group for _, group in best)
            chosen = next((group for group in tried if not any(apart(one, member) for member in members[group])), None)
        placed[one] = chosen or name(one)
        members.setdefault(placed[one], []).append(one)
    return placed


def _mates(together: Collection[Pair]) -> dict[str, list[str]]:
    """Return for each id all that it was put together with, directly or through others."""
    known: dict[str, set[str]] = {}
    for one, other in together:
        both = known.get(one, {one}) | known.get(other, {other})
        known.update(dict.fromkeys(both, both))
    return {one: sorted(found - {one}) for one, found in known.items()}
