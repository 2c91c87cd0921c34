"""The shadow copy: a text folded for look-up, with a map back to the stored text.

The stored text is never changed. Look-ups run on the *shadow*, in which vowel marks, tatweel and invisible controls are
gone, presentation forms are ordinary letters (Unicode NFKC) and the letters that Arabic newspapers use freely for one
another are one: أ إ آ ٱ become ا and the final ى becomes ي.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import msgspec

# Marks (Unicode general category Mn in the Arabic block), tatweel, zero-width characters and bidi controls.
_DROPPED: Final = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640"
    "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad"
)
_PRESENTATION: Final = "\ufb50-\ufdff\ufe70-\ufefc"
_SPECIAL: Final = re.compile(f"[{_DROPPED}{_PRESENTATION}]")
_DROP: Final = re.compile(f"[{_DROPPED}]+")

_FOLD: Final = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "٠": "0",
        "١": "1",
        "٢": "2",
        "٣": "3",
        "٤": "4",
        "٥": "5",
        "٦": "6",
        "٧": "7",
        "٨": "8",
        "٩": "9",
        "\u00a0": " ",
        "\u2019": "'",
        "\u02bc": "'",
    }
)


class Shadow(msgspec.Struct, frozen=True):
    """A folded copy of a text and, for each of its characters, the offset of the source character it came from.

    ``starts`` has one entry more than ``text`` has characters; the last is the length of the source. It is ``None``
    when the two texts have the same length, so that the map is the identity.
    """

    text: str
    starts: tuple[int, ...] | None
    length: int

    def source(self, offset: int) -> int:
        """Return the offset in the stored text of the shadow character at ``offset`` (or of the end of the text)."""
        return offset if self.starts is None else self.starts[offset]


def fold(text: str) -> str:
    """Return ``text`` as the shadow spells it: marks and tatweel dropped, look-alike letters folded.

    Idempotent: ``fold(fold(text)) == fold(text)``.
    """
    if _SPECIAL.search(text):
        text = _DROP.sub("", unicodedata.normalize("NFKC", _DROP.sub("", text)))
    return text.translate(_FOLD)


def shadow(text: str) -> Shadow:
    """Return the shadow of ``text`` with its offset map."""
    if not _SPECIAL.search(text):
        return Shadow(text.translate(_FOLD), None, len(text))
    pieces: list[str] = []
    starts: list[int] = []
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
    return Shadow("".join(pieces).translate(_FOLD), tuple(starts), len(text))
