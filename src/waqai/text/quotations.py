"""Quotation spans: curly, straight and angled marks, nested, and unbalanced as real pages have them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import msgspec

_OPENING: Final = {"“": "”", "«": "»", "„": "”", "‹": "›"}
_CLOSING: Final = {"”": "“", "»": "«", "›": "‹"}
_STRAIGHT: Final = '"'
_MARKS: Final = re.compile("[“”«»„‹›\"]|''|\n")


class Quotation(msgspec.Struct, frozen=True):
    """Words between quotation marks: ``[start, end)`` without the marks, ``level`` 0 for the outermost.

    ``closed`` is false when the paragraph ended before the closing mark (a quotation that runs on, or a slip).
    """

    start: int
    end: int
    level: int
    closed: bool


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of ``text`` in order of their start; none crosses a line end.

    A closing mark closes the innermost opening mark of its kind; a closing mark without an opening one is passed over.
    An opening mark right after another opening of the same kind nests. Straight marks open or close by the white space
    around them.
    """
    found: list[Quotation] = []
    line = _Line(text, found)
    for match in _MARKS.finditer(text):
        mark, at, after = match.group(), match.start(), match.end()
        if mark == "\n":
            line.end(at)
        elif mark in _OPENING:
            line.open(mark, after)
        elif mark in _CLOSING:
            line.close("“„" if mark == "”" else _CLOSING[mark], at)
        elif not line.count[mark] and after < len(text) and text[after] != "\n":
            line.open(mark, after)  # a straight mark opens where none of its kind is open and words follow on the line
        else:
            line.close((mark,), at)
    line.end(len(text))
    return sorted(found, key=lambda q: (q.start, -q.end))


class _Line:
    """The quotations that are open on the line being read. Local to a call; what is closed goes to ``found``.

    ``count`` tells how many of each kind of mark are open, so that a mark without a partner costs no search.
    """

    def __init__(self, text: str, found: list[Quotation]) -> None:
        """Begin a line of ``text``."""
        self.text = text
        self.found = found
        self.stack: list[tuple[str, int]] = []
        self.count: Counter[str] = Counter()

    def open(self, mark: str, start: int) -> None:
        """Note an opening mark; the words behind it begin at ``start``."""
        self.stack.append((mark, start))
        self.count[mark] += 1

    def close(self, kinds: Iterable[str], at: int) -> None:
        """Close the innermost quotation of one of ``kinds`` at ``at``; what was left open inside it is dropped."""
        if not any(self.count[kind] for kind in kinds):
            return
        while True:
            kind, start = self.stack.pop()
            self.count[kind] -= 1
            if kind in kinds:
                self._keep(start, _trimmed(self.text, start, at), len(self.stack), closed=True)
                return

    def end(self, at: int) -> None:
        """End the line at ``at``: what is open runs to its last word."""
        if self.stack:
            stop = _trimmed(self.text, self.stack[0][1], at)
            for depth, (_, start) in enumerate(self.stack):
                self._keep(start, stop, depth, closed=False)
            self.stack.clear()
            self.count.clear()

    def _keep(self, start: int, stop: int, level: int, *, closed: bool) -> None:
        while start < stop and self.text[start].isspace():
            start += 1
        if start < stop:
            self.found.append(Quotation(start, stop, level, closed))


def _trimmed(text: str, start: int, end: int) -> int:
    """Return ``end`` without the white space before it, not below ``start``."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
