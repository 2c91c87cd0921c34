"""What every source gives: an article with its stored text, and the checks that a text must pass to be read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final, TypeAlias

import msgspec

from waqai.errors import EMPTY_TEXT, LONE_SURROGATE, MAX_CHARACTERS, NUL, RULE_MISSED, TOO_LONG, Notice
from waqai.model import Article

# Something that ink is used for: not white space, not an invisible control, mark or filler.
_VISIBLE: Final = re.compile("[^\\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """An article before it is read: ``language`` is ``None`` when it is to be found from the text.

    ``boilerplate`` and ``captions`` are stretches ``[start, end)`` of the text that a page marks so: the first are never read.
    """

    article: Article
    text: str
    language: str | None = None
    line: int | None = None
    boilerplate: tuple[tuple[int, int], ...] = ()
    captions: tuple[tuple[int, int], ...] = ()


# A stream of articles in input order; a notice stands where an article could not be had, or before the one it warns about.
Stream: TypeAlias = Iterator[Source | Notice]


def text_problem(text: str, source: str = "", line: int | None = None) -> Notice | None:
    """Return why ``text`` cannot be read as an article, or ``None`` when it can."""
    if len(text) > MAX_CHARACTERS:
        return TOO_LONG.at(source, line=line, count=f"{len(text):,}")
    if not _VISIBLE.search(text):
        return EMPTY_TEXT.at(source, line=line)
    if (offset := text.find("\x00")) >= 0:
        return NUL.at(source, line=line, offset=offset)
    return surrogate_problem(text, "text", source, line)


def surrogate_problem(text: str, field: str, source: str = "", line: int | None = None) -> Notice | None:
    """Return where ``text`` holds half a character, which no encoding can store, or ``None``."""
    found = _SURROGATE.search(text)
    if found is None:
        return None
    value = f"U+{ord(found.group()):04X}"
    return LONE_SURROGATE.at(source, line=line, offset=found.start(), field=field, value=value)


def once(stream: Stream) -> Stream:
    """Yield what a stream yields, of warnings that one outlet's pages bring again and again only the first."""
    told: set[str] = set()
    for item in stream:
        if isinstance(item, Notice) and item.problem is RULE_MISSED:
            if item.message in told:
                continue
            told.add(item.message)
        yield item


def printable_path(path: str) -> str:
    """Return a path as text that can be stored; bytes that are not UTF-8 become hexadecimal escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
