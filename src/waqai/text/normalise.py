"""The shadow copy: a text folded for look-up, with a map back to the stored text.

The stored text is never changed. Look-ups run on the *shadow*, in which vowel marks, tatweel and invisible controls are
gone, presentation forms are ordinary letters (Unicode NFKC) and the letters that Arabic newspapers use freely for one
another are one: أ إ آ ٱ become ا and the final ى becomes ي.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Final

import msgspec

# Marks (Unicode general category Mn in the Arabic block), tatweel, zero-width characters and bidi controls.
_CONTROLS: Final = "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad"
_DROPPED: Final = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640" + _CONTROLS
_PRESENTATION: Final = "\ufb50-\ufdff\ufe70-\ufefc"
_SPECIAL: Final = re.compile(f"[{_DROPPED}{_PRESENTATION}]")
_CONTROL: Final = re.compile(f"[{_CONTROLS}]")
_DROP: Final = re.compile(f"[{_DROPPED}]+")


@cache
def _folding() -> dict[int, str]:
    """Return the letters that stand for others, from the folding table: read here, since the tables' own reader folds."""
    text = resources.files("waqai").joinpath("data", "text", "folding.toml").read_text(encoding="utf-8")
    return {int(code, 16): chr(int(folded, 16)) for code, folded in tomllib.loads(text)["fold"].items()}


class Shadow(msgspec.Struct, frozen=True):
    """A folded copy of a text and, for each of its characters, the offset of the source character it came from.

    ``starts`` has one entry more than ``text`` has characters; the last is the length of the source. It is ``None``
    when the two texts have the same length, so that the map is the identity. ``controls`` are the offsets of the source's
    invisible controls, which belong to no word.
    """

    text: str
    starts: tuple[int, ...] | None
    length: int
    controls: frozenset[int] = frozenset()

    def source(self, offset: int) -> int:
        """Return the offset in the stored text of the shadow character at ``offset`` (or of the end of the text)."""
        return offset if self.starts is None else self.starts[offset]

    def source_end(self, offset: int) -> int:
        """Return the offset in the stored text after the shadow character before ``offset``: its marks in, controls out."""
        at = self.source(offset)
        while at - 1 in self.controls:
            at -= 1
        return at


def fold(text: str) -> str:
    """Return ``text`` as the shadow spells it: marks and tatweel dropped, look-alike letters folded.

    Idempotent: ``fold(fold(text)) == fold(text)``.
    """
    if _SPECIAL.search(text):
        text = _DROP.sub("", unicodedata.normalize("NFKC", _DROP.sub("", text)))
    return text.translate(_folding())


def shadow(text: str) -> Shadow:
    """Return the shadow of ``text`` with its offset map."""
    if not _SPECIAL.search(text):
        return Shadow(text.translate(_folding()), None, len(text))
    pieces: list[str] = []
    starts: list[int] = []
    controls = frozenset(found.start() for found in _CONTROL.finditer(text))
    at = 0
    for found in _SPECIAL.finditer(text):
        here = found.start()
        pieces.append(text[at:here])
        starts.extend(range(at, here))
        at = found.end()
        letters = fold(found.group())
        pieces.append(letters)
        starts.extend([here] * len(letters))
    pieces.append(text[at:])
    starts.extend(range(at, len(text) + 1))
    return Shadow("".join(pieces).translate(_folding()), tuple(starts), len(text), controls)
