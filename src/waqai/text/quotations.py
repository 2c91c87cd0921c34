"""Quotation spans: curly, straight and angled marks, nested, and unbalanced as real pages have them."""

from __future__ import annotations

import re
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
    stack: list[tuple[str, int]] = []
    for match in _MARKS.finditer(text):
        mark, at, after = match.group(), match.start(), match.end()
        if mark == "\n":
            _close_line(text, stack, at, found)
        elif mark in _OPENING:
            stack.append((mark, after))
        elif mark in _CLOSING:
            _close(text, stack, "“„" if mark == "”" else _CLOSING[mark], at, found)
        elif _opens(text, after, stack, mark):
            stack.append((mark, after))
        else:
            _close(text, stack, mark, at, found)
    _close_line(text, stack, len(text), found)
    return sorted(found, key=lambda q: (q.start, -q.end))


def _opens(text: str, after: int, stack: list[tuple[str, int]], mark: str) -> bool:
    """Tell whether a straight mark opens: nothing of its kind is open and words follow on the line."""
    return not any(kind == mark for kind, _ in stack) and after < len(text) and text[after] != "\n"


def _close(text: str, stack: list[tuple[str, int]], kinds: str, at: int, found: list[Quotation]) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        kind, start = stack[depth]
        if kind in kinds:
            del stack[depth:]
            _keep(text, start, at, depth, found, closed=True)
            return


def _close_line(text: str, stack: list[tuple[str, int]], at: int, found: list[Quotation]) -> None:
    for depth, (_, start) in enumerate(stack):
        _keep(text, start, at, depth, found, closed=False)
    stack.clear()


def _keep(text: str, start: int, end: int, level: int, found: list[Quotation], *, closed: bool) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Quotation(start, end, level, closed))
