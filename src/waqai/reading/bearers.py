"""Who bears a name or holds an office in one article, found by the words: an article may name a hundred thousand people."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterator, Sequence
from heapq import merge
from typing import Final

from waqai import identity
from waqai.text.letters import ARTICLE

_NOBODY: Final = (-1, "")


class Names:
    """The names of the people of one article, with who bears each; of several, who was told of last (grows with the article)."""

    def __init__(self) -> None:
        """Begin with no names."""
        self.seen: set[tuple[str, tuple[str, ...]]] = set()
        self.whole: dict[tuple[str, ...], tuple[int, str]] = {}
        self.ends: dict[tuple[str, ...], tuple[int, str]] = {}
        self.parts: dict[str, tuple[int, str]] = {}

    def add(self, key: str, order: int, name: tuple[str, ...]) -> None:
        """Note that entity ``key``, the ``order``-th of the article, bears a name."""
        if (key, name) in self.seen:
            return
        self.seen.add((key, name))
        plain, who = _bare(name), (order, key)
        self.whole[plain] = max(who, self.whole.get(plain, _NOBODY))
        for at in range(len(plain)) or (0,):
            self.ends[plain[at:]] = max(who, self.ends.get(plain[at:], _NOBODY))
        for word in plain if len(plain) > 1 else ():
            self.parts[word] = max(who, self.parts.get(word, _NOBODY))

    def bearer(self, name: tuple[str, ...]) -> str | None:
        """Return who was told of last among those with a name that ends like ``name``, or ends it, or has its one word."""
        bare = _bare(name)
        found = max(
            self.ends.get(bare, _NOBODY),
            *(self.whole.get(bare[at:], _NOBODY) for at in range(1, len(bare))),
            self.parts.get(bare[0], _NOBODY) if len(bare) == 1 else _NOBODY,
        )
        return found[1] if found != _NOBODY else None


class Officers:
    """The people of one article by state and office (grows with the article); both may have changed since they were noted."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.found: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self.seen: set[tuple[str, str, str]] = set()

    def add(self, key: str, order: int, states: Collection[str], offices: Collection[str]) -> None:
        """Note that entity ``key``, the ``order``-th of the article, holds one of the offices in one of the states."""
        for state in states:
            for office in offices:
                if state and office and (state, office, key) not in self.seen:
                    self.seen.add((state, office, key))
                    insort(self.found.setdefault((state, office), []), (order, key))

    def of(self, state: str, offices: Sequence[str]) -> Iterator[str]:
        """Yield who holds one of the offices in a state, in the order in which the article tells of them."""
        return (key for _, key in merge(*(self.found.get((state, office), ()) for office in offices)))


def _bare(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name without articles, in small letters (Al-Mansouri is Mansouri)."""
    return tuple(word.removeprefix(ARTICLE).casefold() for word in name if word.casefold() not in identity.ARTICLES)
