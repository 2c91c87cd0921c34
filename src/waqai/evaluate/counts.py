"""Precision, recall and F1 from counts."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

Pair = tuple[int, int]


class Score(msgspec.Struct, frozen=True):
    """Right, extra and missed items; an empty count scores 0."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Score) -> Score:
        """Return the counts of both."""
        return Score(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of right items among those found."""
        return ratio(self.right, self.right + self.extra)

    @property
    def recall(self) -> float:
        """The share of items found among those to be found."""
        return ratio(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return ratio(2 * self.right, 2 * self.right + self.extra + self.missed)


def ratio(part: float, whole: int) -> float:
    """Return ``part / whole``, 0 for an empty whole."""
    return part / whole if whole else 0.0


def overlap(one: Pair, other: Pair) -> int:
    """Return how many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def pair_up(gold: Sequence[Sequence[Pair]], found: Sequence[Pair]) -> Score:
    """Match each gold item, known by its possible spans, with one found span that overlaps it."""
    left = list(found)
    right = 0
    for spans in gold:
        hit = next((item for item in left if any(overlap(item, span) for span in spans)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return Score(right, len(left), len(gold) - right)
