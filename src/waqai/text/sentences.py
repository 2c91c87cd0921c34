"""Sentences: stretches between full stops, question marks and line ends."""

from __future__ import annotations

import re
from typing import Final

_CLOSERS: Final = "\"'”’»)]"
# A run of marks is tried from its first mark only: from each of them, a long run would cost the square of its length.
_STOP: Final = re.compile(rf"(?:(?<![!?؟])[!?؟]+|\.(?!\d)|(?<!\.)\.\.+|…)[{re.escape(_CLOSERS)}]*(?=\s|$)|\n")
# Full stops that end no sentence: initials and common abbreviations of English news, single Arabic letters (أ. د.).
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Sen|Rep|Gov|Prof|St|Jr|Sr|vs|No|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|a\.m|p\.m)|(?<![\w])[\u0621-\u064a])\.$"
)
_WORD: Final = re.compile(r"\w")
_SPACE: Final = re.compile(r"\s+")
_LONGEST: Final = 4000  # the longest sentence of 13,500 real articles has 3,000 characters


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the ``[start, end)`` of each sentence of ``text``, outer white space left out.

    A line end always ends a sentence; one longer than 4,000 characters is cut at a space. Without a letter there is none.
    """
    found: list[tuple[int, int]] = []
    begin = 0
    for match in _STOP.finditer(text):
        end = match.end()
        if match.group() != "\n":
            if match.group() == "." and _ABBREVIATION.search(text, max(0, end - 8), end):
                continue
        else:
            end = match.start()
        _add(text, begin, end, found)
        begin = match.end()
    _add(text, begin, len(text), found)
    return found


def _add(text: str, begin: int, end: int, found: list[tuple[int, int]]) -> None:
    while end - begin > _LONGEST and (space := _SPACE.search(text, begin + _LONGEST, end)):
        _add_trimmed(text, begin, space.start(), found)
        begin = space.end()
    _add_trimmed(text, begin, end, found)


def _add_trimmed(text: str, begin: int, end: int, found: list[tuple[int, int]]) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end and _WORD.search(text, begin, end):
        found.append((begin, end))
