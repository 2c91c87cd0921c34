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
_LONGEST: Final = 3000  # characters
_CUTS: Final = ("،", ",", ";", "؛", " ")
_WORD: Final = re.compile(r"\w")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the ``[start, end)`` of each sentence of ``text``, outer white space left out.

    A line end always ends a sentence, and none is longer than 3,000 characters. Stretches without a letter or digit are no sentences.
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
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > _LONGEST:  # no sentence of news is so long: lists and pages without stops
        cut = max(text.rfind(mark, begin + 1, begin + _LONGEST) for mark in _CUTS)
        cut = cut if cut > begin else begin + _LONGEST - 1
        _add(text, begin, cut + 1, found)
        begin = cut + 1
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end and _WORD.search(text, begin, end):
        found.append((begin, end))
