"""Tokens: words, numbers and marks with their place in the stored text."""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from waqai.text.normalise import Shadow

TokenKind = Literal["arabic", "latin", "number", "mark"]

_ARABIC: Final = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff"
_LATIN: Final = "A-Za-z\u00c0-\u024f"
_TOKEN: Final = re.compile(
    rf"(?P<arabic>[{_ARABIC}]+)"
    rf"|(?P<number>\d+(?:[.,:/٫٬]\d+)*%?)"
    rf"|(?P<latin>(?:[A-Z]\.){{2,}}|[{_LATIN}]+(?:['-][{_LATIN}]+)*)"
    r"|(?P<mark>\.{2,}|[^\s\w]|_)"
    r"|(?P<other>\w)"
)


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word or mark. ``start`` and ``end`` are offsets in the stored text, ``at`` its start in the shadow.

    ``offsets`` gives the offset of each letter of ``norm`` where marks or tatweel stand between them, else it is empty.
    """

    start: int
    end: int
    at: int
    norm: str
    kind: TokenKind
    offsets: tuple[int, ...] = ()

    def offset(self, letter: int) -> int:
        """Return where letter number ``letter`` of the folded spelling stands in the stored text."""
        return self.offsets[letter] if self.offsets else self.start + letter


def tokens(copy: Shadow, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of the shadow characters ``[start, end)`` in text order.

    Vowel marks and tatweel behind a word belong to it, invisible controls do not.
    """
    stop = len(copy.text) if end is None else end
    found: list[Token] = []
    for match in _TOKEN.finditer(copy.text, start, stop):
        low, high = match.span()
        first, last = copy.source(low), copy.source_end(high)
        marked = copy.starts is not None and last - first != high - low
        found.append(
            Token(
                first, last, low, match.group(), _kind(match.lastgroup), copy.starts[low:high] if copy.starts and marked else ()
            )
        )
    return found


def _kind(group: str | None) -> TokenKind:
    """Return the kind that a group of the pattern stands for; letters of other scripts count as Latin ones."""
    return group if group in ("arabic", "number", "mark") else "latin"  # type: ignore[return-value]
