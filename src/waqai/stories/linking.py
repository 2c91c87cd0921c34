"""Groups from pairs, so made that a chain of pairs makes no group; the result does not depend on the order of the pairs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

Pair = tuple[str, str]


def groups(ids: Iterable[str], pairs: Mapping[Pair, float]) -> list[tuple[str, ...]]:
    """Return all the ids in groups in which every two are a pair (complete link); the surest pairs join first, ties by id.

    Args:
        ids: what is to be grouped; one without a pair is a group of its own.
        pairs: how surely two ids belong together, each pair once in sorted order.
    """
    group: dict[str, list[str]] = {one: [one] for one in sorted(set(ids))}
    links = {pair for pair in pairs if pair[0] in group and pair[1] in group}
    for one, other in sorted(links, key=lambda pair: (-pairs[pair], pair)):
        first, second = group[one], group[other]
        if first is not second and all((min(a, b), max(a, b)) in links for a in first for b in second):
            first.extend(second)
            for member in second:
                group[member] = first
    return sorted({tuple(sorted(found)) for found in group.values()})


def joined(  # each of them is told apart by its name alone
    order: Sequence[str],
    scores: Mapping[str, Mapping[str, float]],
    fixed: Mapping[str, str],
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
        fixed: the group of ids that are placed already, members of all groups that may be joined among them.
        together: pairs in sorted order that somebody put together.
        apart: whether two ids must not be in one group.
        name: the name of the group that an id begins.
    """
    placed = dict(fixed)
    members: dict[str, list[str]] = {}
    for one, group in fixed.items():
        members.setdefault(group, []).append(one)
    mates = _mates(together)
    for one in order:
        chosen = next((placed[mate] for mate in mates.get(one, ()) if mate in placed), None)
        if chosen is None:
            best = sorted((-score, placed[other]) for other, score in scores.get(one, {}).items() if other in placed)
            tried = dict.fromkeys(group for _, group in best)
            chosen = next((group for group in tried if not any(apart(one, member) for member in members[group])), None)
        placed[one] = chosen or name(one)
        members.setdefault(placed[one], []).append(one)
    return {one: placed[one] for one in order}


def _mates(together: Collection[Pair]) -> dict[str, list[str]]:
    """Return for each id all that it was put together with, directly or through others."""
    known: dict[str, set[str]] = {}
    for one, other in together:
        both = known.get(one, {one}) | known.get(other, {other})
        known.update(dict.fromkeys(both, both))
    return {one: sorted(found - {one}) for one, found in known.items()}
