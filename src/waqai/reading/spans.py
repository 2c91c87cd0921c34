"""Spans: those of words that no phrase covers, and sets of spans asked in the logarithm of their number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from waqai.languages.base import Sentence
from waqai.tables import prepositions
from waqai.text.letters import ARTICLE

_ADJECTIVES: Final = 2
_DEEPEST: Final = 256  # spans around one another; only unclosed marks without end are nested deeper


class Cover:
    """What a growing set of spans covers, as stretches that do not touch (local to one article)."""

    def __init__(self) -> None:
        """Begin with nothing covered."""
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, start: int, end: int) -> None:
        """Cover ``[start, end)`` as well."""
        if start >= end:
            return
        first, last = bisect_left(self.ends, start), bisect_right(self.starts, end)
        if first < last:
            start, end = min(start, self.starts[first]), max(end, self.ends[last - 1])
        self.starts[first:last] = [start]
        self.ends[first:last] = [end]

    def touches(self, start: int, end: int) -> bool:
        """Tell whether something of ``[start, end)`` is covered."""
        at = bisect_right(self.ends, start)
        return at < len(self.starts) and self.starts[at] < end


class Stabbed:
    """Spans ``(start, end, number)``, asked for those around another one: a tree of the furthest end of each range of them."""

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        """Sort the spans and build the tree."""
        self.spans = sorted(spans)
        self.size = max(1, 1 << (len(self.spans) - 1).bit_length()) if self.spans else 1
        self.furthest = [-1] * self.size + [end for _, end, _ in self.spans] + [-1] * (self.size - len(self.spans))
        for at in range(self.size - 1, 0, -1):
            self.furthest[at] = max(self.furthest[2 * at], self.furthest[2 * at + 1])

    def around(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield the spans that hold ``[start, end)``, that which begins last first; at most 256."""
        stop = bisect_right(self.spans, start, key=lambda span: span[0])
        found = 0
        nodes = [(1, 0, self.size)]
        while nodes and found < _DEEPEST:
            node, low, high = nodes.pop()
            if low >= stop or self.furthest[node] < end:
                continue
            if high - low == 1:
                found += 1
                yield self.spans[low]
                continue
            middle = (low + high) // 2
            nodes.extend(((2 * node, low, middle), (2 * node + 1, middle, high)))


def noun_span(sentence: Sentence, index: int) -> tuple[int, int]:
    """Return where the noun at word ``index`` and what qualifies it stand in the text: up to three plain words behind it."""
    words = sentence.words
    last = index
    while last + 1 < len(words) and sentence.owner[last + 1] < 0 and words[last + 1].kind == words[index].kind:
        word = words[last + 1]
        if word.group or sentence.verbs[last + 1] is not None or word.conj or word.prep or last - index > 2:
            break
        last += 1
    return words[index].stem_start, words[last].end


def before_addressee(sentence: Sentence, at: int) -> int:
    """Return the word before the one that is spoken to (رئيس أوغندا لنظيره المصري), or ``at`` itself where nobody is."""
    first = at
    while first > 0 and sentence.owner[first] < 0 and sentence.words[first].norm.startswith(ARTICLE) and at - first < _ADJECTIVES:
        first -= 1
    owner = sentence.owner[first]
    prep = sentence.words[first].prep
    if owner >= 0:
        prep, first = sentence.phrases[owner].prep, sentence.phrases[owner].first
    return first - 1 if first > 0 and prep in prepositions("addressee") else at
