"""Groups from pairs, so made that a chain of pairs makes no group; the result does not depend on the order of the pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
