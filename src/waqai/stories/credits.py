"""The agency that a text comes from, as its credit lines name it: in the dateline, in brackets, as the last line.

Only what stands alone between marks is a credit: لندن (رويترز), "MOSCOW, May 3 (AP) -", واس at the end of the dateline or as a
last line. "Reuters reported that" inside a sentence names a source, not the origin of the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import msgspec

from waqai.tables import cell, rows
from waqai.text.normalise import fold

_TABLE: Final = "credits.tsv"
_HEAD: Final = 120  # folded characters in which a dateline ends
_LINE: Final = 60  # the longest line that is nothing but a dateline or credit
_MARKS: Final = re.compile(r"\s+[-\u2010-\u2015/|]+\s*|[\u2013-\u2015:()\[\]{}|،,؛\n*\"«»]+|(?<=[^\s\d])[-/](?=\s)|^[-/*\s]+")
_END: Final = re.compile(r"[(\[]([^()\[\]\n]{1,40})[)\]][\s.،]*$")
_LAST: Final = re.compile(r"(?:^|[\n/])([^\n/]{1,40})$")
_EDGES: Final = " \t\r.-/*\u2013\u2014"
_POINTS: Final = 3
_SENTENCE: Final = re.compile(r"[.؟?!]\s")
_DATELINE: Final = 4  # words between two marks that a dateline may have; a longer part is a sentence


class _Agencies(msgspec.Struct, frozen=True):
    """Agencies by spelling: those that are nothing else, and those that need a dateline or brackets about them."""

    alone: dict[str, str]
    beside: dict[str, str]


def origin(text: str, title: str | None) -> str | None:
    """Return the standard English name of the agency that a credit names, ``None`` if there is none.

    The dateline decides before the end of the text, the text before the title; of several agencies the first one named.
    """
    folded = fold(text).strip()
    heading = fold(title or "").strip()
    return _begun(folded) or _ended(folded) or _bracketed(heading)


def _begun(text: str) -> str | None:
    """Return the agency in the dateline: a part between marks, before the first sentence, or the end of a short first line."""
    head = text[:_HEAD]
    line = head.split("\n", 1)[0]
    begun = _SENTENCE.split(head.replace(". ", ".", _POINTS), maxsplit=1)[0]  # the points of أ. ف. ب end no sentence
    parts = [part.strip(_EDGES) for part in _MARKS.split(begun)]
    for place, part in enumerate([part for part in parts if part][:-1]):
        found = _agency(part, beside=place > 0)
        if found:
            return found
        if len(part.split()) > _DATELINE:
            break
    last = line.split()
    if len(line) <= _LINE and len(line) < len(text) and last:
        return _agency(line, beside=False) or _agency(last[-1].strip(_EDGES), beside=len(last) > 1)
    return None


def _ended(text: str) -> str | None:
    """Return the agency of the last line, or of brackets at the end."""
    last = _LAST.search(text.rstrip(" .،"))
    line = _agency(last.group(1).strip(" *.()[]-"), beside=False) if last and last.start() else None
    return line or _bracketed(text)


def _bracketed(text: str) -> str | None:
    found = _END.search(text)
    return (
        next(filter(None, (_agency(part.strip(), beside=True) for part in _MARKS.split(found.group(1)))), None) if found else None
    )


def _agency(words: str, *, beside: bool) -> str | None:
    """Return the agency that is spelt exactly so; ``beside`` a dateline or in brackets, words that mean more count as well."""
    known = _agencies()
    for spelling in (words, words.casefold()):
        plain = _plain(spelling)
        found = known.alone.get(plain) or (known.beside.get(plain) if beside else None)
        if found:
            return found
    return None


def _plain(words: str) -> str:
    """Return words without points: أ.ف.ب and أ. ف. ب are أ ف ب (آب without spaces is August), A.P. is AP."""
    letters = words.replace(".", " ").split()
    return ("" if words.isascii() and all(len(one) == 1 for one in letters) else " ").join(letters)


@cache
def _agencies() -> _Agencies:
    table = rows("lexicon", _TABLE)
    return _Agencies(
        {form: row["agency"] for row in table for column in ("ar", "en") for form in _forms(row[column])},
        {form: row["agency"] for row in table for form in _forms(row["beside"])},
    )


def _forms(spellings: str) -> tuple[str, ...]:
    """Return the folded spellings of a cell; names in capitals keep them, others are found in either case."""
    folded = list(dict.fromkeys(_plain(fold(spelling)) for spelling in cell(spellings)))
    return (*folded, *(form.casefold() for form in folded if not form.isupper()))
