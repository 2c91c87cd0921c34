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
    """A word or mark. ``start`` and ``end`` are offsets in the stored text, ``at`` its start in the shadow."""

    start: int
    end: int
    at: int
    norm: str
    kind: TokenKind


def tokens(copy: Shadow, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of the shadow characters ``[start, end)`` in text order."""
    stop = len(copy.text) if end is None else end
    found: list[Token] = []
    for match in _TOKEN.finditer(copy.text, start, stop):
        kind = match.lastgroup or "other"
        low, high = match.span()
        found.append(
            Token(
                copy.source(low),
                copy.source(high),
                low,
                match.group(),
                kind if kind in ("arabic", "latin", "number", "mark") else "latin",  # type: ignore[arg-type]
            )
        )
    return found
