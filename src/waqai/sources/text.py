"""Plain text files: the decoded bytes are the stored text, nothing stripped, no line ending translated."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO, Final

from waqai.errors import MAX_CHARACTERS, NOT_UTF8, TOO_MANY_BYTES, UTF_16, WINDOWS_1256, Notice
from waqai.model import Article
from waqai.sources.base import Source, Stream, text_problem

# A character takes at most four bytes in UTF-8 and UTF-16, and the byte order mark three.
MAX_BYTES: Final = 4 * MAX_CHARACTERS + 4

# Tests of a guess: the share of Arabic letters among all letters beyond ASCII in Windows-1256, of ط and ظ among them (UTF-8
# misread as Windows-1256 is half ط and ظ, Arabic has 1 to 2 %), and of words that begin with ال or are very frequent.
_ARABIC_SHARE: Final = 0.95
_EMPHATIC_SHARE: Final = 0.15
_COMMON_SHARE: Final = 0.12
_SAMPLE: Final = 200_000
_LETTER: Final = re.compile("[\u0621-\u064a]")
_EMPHATIC: Final = re.compile("[طظ]")
_BEYOND_ASCII: Final = re.compile(r"[^\W\d_a-zA-Z]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_COMMON: Final = re.compile("[وفبلك]?(?:ال|لل).+|(?:في|من|على|إلى|الى|أن|ان|إن|عن|مع|هذا|هذه|قال|بعد|لا|ما|كان|التي|الذي)")


def text_stream(head: bytes, handle: BinaryIO, source: str, name: str) -> Stream:
    """Yield the one article of an open stream of which ``head`` has been read already."""
    yield from text_bytes(head + handle.read(max(0, MAX_BYTES + 1 - len(head))), source, name)


def text_bytes(data: bytes, source: str, name: str) -> Stream:
    """Yield the article that ``data`` holds, after a warning if it was not UTF-8, or the notice why it is none."""
    if len(data) > MAX_BYTES:
        yield TOO_MANY_BYTES.at(source, limit=f"{MAX_BYTES:,}")
        return
    text, notice = decoded(data, source)
    if notice is not None:
        yield notice
    if text is None:
        return
    problem = text_problem(text, source)
    yield problem or Source(article=Article(id=name, source=source), text=text)


def decoded(data: bytes, source: str = "") -> tuple[str | None, Notice | None]:
    """Return the text of ``data`` and a warning or error about its encoding.

    A byte order mark is a sign of the encoding and no part of the text. UTF-16 is read only with such a mark, Windows-1256
    only when the bytes are not UTF-8 and make plausible Arabic.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), UTF_16.at(source)
        except UnicodeDecodeError as error:
            return None, NOT_UTF8.at(source, byte=error.start, reason=f"nor UTF-16: {error.reason}")
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), None
    except UnicodeDecodeError as error:
        guess = data.decode("cp1256", "replace")
        if plausible_arabic(guess):
            return guess, WINDOWS_1256.at(source)
        mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
        return None, NOT_UTF8.at(source, byte=error.start + mark, reason=error.reason)


def plausible_arabic(text: str) -> bool:
    """Tell whether ``text``, decoded by a guess, reads like Arabic rather than like bytes of another encoding."""
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    foreign = len(_BEYOND_ASCII.findall(sample))
    if not letters or letters < _ARABIC_SHARE * foreign:
        return False
    if len(_EMPHATIC.findall(sample)) > _EMPHATIC_SHARE * letters:
        return False
    words = [word for word in _WORD.findall(sample) if _LETTER.search(word)]
    common = sum(_COMMON.fullmatch(word) is not None for word in words)
    return common >= _COMMON_SHARE * len(words)
