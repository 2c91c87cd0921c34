"""Lines that are no part of an article wherever they stand: read also, share, rights, cookies; from tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import msgspec
from lxml.html import HtmlElement

from waqai.extraction.blocks import Block, key_of
from waqai.extraction.tree import classes
from waqai.tables import rows

_LONGEST_WHOLE: Final = 8  # words of a line that is nothing but a button or label
_LONGEST_START: Final = 40  # words of a line that sends the reader elsewhere
_RIGHTS: Final = re.compile("\N{COPYRIGHT SIGN}|\\(c\\) ?(?:19|20)\\d\\d", re.IGNORECASE)
_LONGEST_RIGHTS: Final = 30


class _Phrases(msgspec.Struct, frozen=True):
    """Folded phrases: lines that are this, begin with this, hold this; the last two as patterns over words."""

    whole: frozenset[str]
    start: re.Pattern[str]
    within: re.Pattern[str]


@cache
def _phrases() -> _Phrases:
    table = rows("extraction", "lines.tsv")
    of_kind = {kind: [key_of(row["phrase"]) for row in table if row["kind"] == kind] for kind in ("whole", "start", "within")}
    whole = frozenset((*of_kind["whole"], *of_kind["start"]))
    return _Phrases(whole, _pattern(of_kind["start"], r"\A(?:{})\b"), _pattern(of_kind["within"], r"\b(?:{})\b"))


def _pattern(phrases: Sequence[str], frame: str) -> re.Pattern[str]:
    return re.compile(frame.format("|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))))


def is_boilerplate(block: Block) -> bool:
    """Tell whether a line is a button, a pointer to other pages, or a notice of rights, cookies and the like."""
    known = _phrases()
    words = block.words
    if words <= _LONGEST_WHOLE and block.key in known.whole:
        return True
    if words <= _LONGEST_START and known.start.search(block.key):
        return True
    if known.within.search(block.key):
        return True
    return words <= _LONGEST_RIGHTS and _RIGHTS.search(block.text) is not None


@cache
def _container_kinds() -> dict[str, str]:
    return {row["token"]: row["kind"] for row in rows("extraction", "containers.tsv")}


def container_kind(element: HtmlElement) -> str:
    """Return what the names of an element and its tag say that it holds: ``cut``, ``caption`` or nothing."""
    if element.tag in ("figcaption", "figure"):
        return "caption"
    if element.tag in ("nav", "footer", "aside", "menu"):
        return "cut"
    known = _container_kinds()
    kinds = {known.get(token) for token in _runs(tuple(classes(element)))}
    return "caption" if "caption" in kinds else "cut" if "cut" in kinds else ""


def _runs(tokens: tuple[str, ...]) -> Iterator[str]:
    """Yield the words of a name and its pairs, as in ``related`` and ``read-more``."""
    yield from tokens
    yield from (f"{one}-{two}" for one, two in pairwise(tokens))
