"""Quotation spans: curly, straight and angled marks, nested, and unbalanced as real pages have them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

_OPENING: Final = {"“": "”", "«": "»", "„": "”", "‹": "›"}
_CLOSING: Final = {"”": "“", "»": "«", "›": "‹"}
_STRAIGHT: Final = '"'
# A single mark opens before a letter at the start of a word and closes after a word or stop; inside a word it is an apostrophe.
_AT_ONCE: Final = r"['‘](?=[^\W\d])(?!em\b|til\b|tis\b|twas\b|cause\b|round\b)"
_SINGLE_OPEN: Final = rf"(?:(?<=[\s(\[“\"—–:])|^){_AT_ONCE}"
_SINGLE_CLOSE: Final = r"(?<=[\w.,!?…%)])['’](?=[\s.,;:!?)\]”\"—–]|$)"
_MARKS: Final = re.compile(f"[“”«»„‹›\"]|''|\n|{_SINGLE_OPEN}|{_SINGLE_CLOSE}", re.MULTILINE)
_SINGLE: Final = "'"
_PLURAL: Final = re.compile("s['’]")
_OPENS_AT_ONCE: Final = re.compile(_AT_ONCE)
_EITHER: Final = re.compile(f"(?P<open>{_SINGLE_OPEN})|(?P<close>{_SINGLE_CLOSE})")


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
        elif mark in ("'", "‘", "’"):
            line.single(match, text)
        elif not line.count[mark] and after < len(text) and text[after] != "\n":
            line.open(mark, after)  # a straight mark opens where none of its kind is open and words follow on the line
        else:
            line.close((mark,), at)
    line.end(len(text))
    return sorted(found, key=lambda q: (q.start, -q.end))


def holders(found: Sequence[Quotation]) -> tuple[int, ...]:
    """Return, for each of the quotations in order, the number of the innermost one that holds it, -1 for none."""
    held: list[int] = []
    for number, quotation in enumerate(found):
        holder = number - 1
        while holder >= 0 and found[holder].end <= quotation.start:
            holder = held[holder]
        held.append(holder)
    return tuple(held)


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

    def single(self, match: re.Match[str], text: str) -> None:
        """Open or close a quotation in single marks; the ending of a plural (workers' rights) closes none that goes on."""
        at, after = match.start(), match.end()
        opens = after < len(text) and text[after].isalpha() and not (at and (text[at - 1].isalnum() or text[at - 1] in ".,!?…%)"))
        if opens:
            if not self.count[_SINGLE]:
                self.open(_SINGLE, after)
            return
        if self.count[_SINGLE] and not (_PLURAL.match(text, at - 1) and self._closed_later(text, after)):
            self.close((_SINGLE,), at)

    @staticmethod
    def _closed_later(text: str, start: int) -> bool:
        """Tell whether another closing single mark stands on the line before the next opening one."""
        stop = text.find("\n", start)
        if _OPENS_AT_ONCE.match(text, start):
            return False
        mark = _EITHER.search(text, start, stop if stop >= 0 else len(text))
        return mark is not None and mark.lastgroup == "close"

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
            for depth, (kind, start) in enumerate(self.stack):
                if kind != _SINGLE:  # rather an apostrophe
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
