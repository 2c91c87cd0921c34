"""JSON Lines: one article a line, with what is known of it; every line stands for itself."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from waqai.errors import (
    BAD_JSON,
    BAD_LANGUAGE,
    BAD_PUBLISHED,
    MAX_CHARACTERS,
    NO_ARTICLE,
    NO_TEXT,
    NOT_OBJECT,
    NOT_UTF8,
    TOO_MANY_BYTES,
    UNREADABLE,
    WRONG_TYPE,
    Notice,
    WaqaiError,
)
from waqai.languages.registry import LANGUAGES
from waqai.model import Article
from waqai.sources.base import Source, Stream, printable_path, surrogate_problem, text_problem

# JSON may write a character as an escape of six bytes; a megabyte is left for the other fields.
MAX_LINE: Final = 6 * MAX_CHARACTERS + 1_000_000

_OPTIONAL: Final = ("title", "published", "language", "url", "outlet")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MAX_VALUE: Final = 40
_BLOCK: Final = 1 << 20
_KINDS: Final = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}


class Line(msgspec.Struct, frozen=True):
    """A line of a stream: its number from 1, the offset of its first byte, its bytes (``None`` if there are too many)."""

    number: int
    byte: int
    data: bytes | None


def jsonl_range(path: Path, start: int, end: int | None = None, *, given: str | None = None, line: int | None = None) -> Stream:
    """Yield the articles on the lines that begin in the bytes ``[start, end)`` of a file that is not packed.

    The ranges of any partition of the file give together what the whole gives, ids and places in notices included.

    Args:
        path: the file.
        start: the first byte, from 0.
        end: the byte after the last one; the end of the file if not given.
        given: how the user named it, kept as the articles' source; the path itself when ``None``.
        line: how many line ends stand before ``start``; counted if not given, which reads all that comes before.
    """
    source = printable_path(given or str(path))
    try:
        with path.open("rb") as handle:
            before = _line_ends(handle, start) if line is None else line
            if start:
                handle.seek(start - 1)
                while (data := handle.readline(_BLOCK)) and not data.endswith(b"\n"):
                    pass  # the rest of a line that begins before
                before += handle.tell() > start
            for item in jsonl_lines(_until(handle, end, before), source, printable_path(path.stem)):
                if (start or end is not None) and isinstance(item, Notice) and item.problem is NO_ARTICLE:
                    continue  # other ranges of the file may hold some
                yield item
    except OSError as error:
        yield UNREADABLE.at(source, reason=error.strerror or type(error).__name__)


def _line_ends(handle: BinaryIO, end: int) -> int:
    """Return how many lines end in the first ``end`` bytes."""
    handle.seek(0)
    count = 0
    while end > 0 and (block := handle.read(min(_BLOCK, end))):
        count += block.count(b"\n")
        end -= len(block)
    return count


def _until(handle: BinaryIO, end: int | None, before: int) -> Iterator[Line]:
    """Yield the lines from here that begin before ``end``, numbered and placed as in the whole file."""
    begin = handle.tell()
    if end is not None and begin >= end:
        return
    for line in lines(handle):
        if end is not None and begin + line.byte >= end:
            return
        yield Line(line.number + before, line.byte + begin, line.data)


def lines(handle: BinaryIO) -> Iterator[Line]:
    """Yield the lines of a stream; of a line longer than an article can be, only its number is kept."""
    number, byte = 0, 0
    while data := handle.readline(MAX_LINE + 1):
        number += 1
        start = byte
        byte += len(data)
        too_long = len(data) > MAX_LINE
        while too_long and not data.endswith(b"\n") and (data := handle.readline(MAX_LINE)):
            byte += len(data)
        yield Line(number, start, None if too_long else data)


def jsonl_lines(stream: Iterable[Line], source: str, name: str) -> Stream:
    """Yield the articles of ``stream``; an article without an id is called after ``name`` and its line."""
    empty = True
    for line in stream:
        if line.number == 1 and line.data is not None:
            line = Line(1, line.byte, line.data.removeprefix(codecs.BOM_UTF8))  # noqa: PLW2901  # the mark is no content
        if line.data is None or line.data.strip():
            empty = False
            yield article_of(line, source, name)
    if empty:
        yield NO_ARTICLE.at(source)


def article_of(line: Line, source: str, name: str) -> Source | Notice:
    """Return the article on one line, or why there is none."""
    try:
        fields = _fields(line, source)
    except WaqaiError as error:
        return error.notice
    return article_of_fields(fields, line.number, source, name)


def article_of_fields(fields: Mapping[str, object], number: int, source: str, name: str) -> Source | Notice:
    """Return the article that the fields of line or row ``number`` describe, or why there is none."""
    try:
        return _article(fields, number, source, name)
    except WaqaiError as error:
        return error.notice


def iso_day(value: str) -> str | None:
    """Return the day of an ISO 8601 date or date and time as it is written there, ``None`` if it is neither."""
    if not _DAY.match(value):
        return None
    try:
        if _DAY.fullmatch(value):
            date.fromisoformat(value)
        else:
            datetime.fromisoformat(value)
    except ValueError:
        return None
    return value[:10]


def language_code(value: str) -> str | None:
    """Return the code of a language that waqai reads for a tag like ``ar-SA``, ``None`` for any other."""
    code = re.split("[-_]", value.strip().casefold())[0]
    return code if code in LANGUAGES else None


def _fields(line: Line, source: str) -> dict[str, object]:
    """Return the object on the line.

    Raises:
        WaqaiError: if the line is too long, not UTF-8, not JSON or not an object.
    """
    if line.data is None:
        raise WaqaiError(TOO_MANY_BYTES.at(source, line=line.number, limit=f"{MAX_LINE:,}"))
    try:
        value: object = json.loads(line.data.decode("utf-8").rstrip("\r\n"))
    except UnicodeDecodeError as error:
        notice = NOT_UTF8.at(source, line=line.number, byte=line.byte + error.start, reason=error.reason)
        raise WaqaiError(notice) from error
    except json.JSONDecodeError as error:
        reason = error.msg.removesuffix(" at")
        raise WaqaiError(BAD_JSON.at(source, line=line.number, column=error.pos + 1, reason=reason)) from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, brackets thousands deep: JSON, but nobody's article.
        reason = "too deeply nested" if isinstance(error, RecursionError) else "a number is too long"
        raise WaqaiError(BAD_JSON.at(source, line=line.number, reason=reason)) from error
    if not isinstance(value, dict):
        raise WaqaiError(NOT_OBJECT.at(source, line=line.number, kind=_kind(value)))
    return value


def _article(fields: Mapping[str, object], number: int, source: str, name: str) -> Source | Notice:
    """Return the article that the fields of a line describe.

    Raises:
        WaqaiError: if a field is missing or wrong.
    """
    if "text" not in fields:
        raise WaqaiError(NO_TEXT.at(source, line=number))
    text = fields["text"]
    if not isinstance(text, str):
        raise WaqaiError(WRONG_TYPE.at(source, line=number, field="text", wanted="a string", kind=_kind(text)))
    problem = text_problem(text, source, number)
    if problem is not None:
        return problem
    title, published, language, url, outlet = (_optional(fields, key, number, source) for key in _OPTIONAL)
    stored = text if title is None or text.startswith(title) else f"{title}\n\n{text}"
    article = Article(
        id=_identifier(fields, number, source) or f"{name}:{number}",
        source=source,
        url=url,
        title=title,
        outlet=outlet,
        published=_published(published, number, source),
    )
    language = _language(language, number, source)
    problem = None if stored is text else text_problem(stored, source, number)
    return problem or Source(article=article, text=stored, language=language, line=number)


def _optional(fields: Mapping[str, object], key: str, number: int, source: str) -> str | None:
    """Return a field that may be left out; ``null`` and blank strings mean that it is not known."""
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        notice = WRONG_TYPE.at(source, line=number, field=key, wanted="a string or null", kind=_kind(value))
        raise WaqaiError(notice)
    problem = surrogate_problem(value, f"field {key}", source, number)
    if problem is not None:
        raise WaqaiError(problem)
    return value if value.strip() else None


def _identifier(fields: Mapping[str, object], number: int, source: str) -> str | None:
    """Return the article's id; a whole number is taken as its digits."""
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _optional(fields, "id", number, source)


def _published(value: str | None, number: int, source: str) -> str | None:
    if value is None:
        return None
    day = iso_day(value.strip())
    if day is None:
        raise WaqaiError(BAD_PUBLISHED.at(source, line=number, value=_short(value)))
    return day


def _language(value: str | None, number: int, source: str) -> str | None:
    if value is None or value == "und":
        return None
    code = language_code(value)
    if code is None:
        raise WaqaiError(BAD_LANGUAGE.at(source, line=number, value=_short(value)))
    return code


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a number")


def _short(value: str) -> str:
    return value if len(value) <= _MAX_VALUE else f"{value[:_MAX_VALUE]}…"
