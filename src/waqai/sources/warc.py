"""WARC archives: the pages that they hold become articles, whole or from a range of bytes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from waqai.errors import BAD_BODY, EMPTY_LIST, LARGE_PAGE, OTHER_RECORDS, UNREADABLE, Notice
from waqai.sources.answers import Answer, BodyError, LargeError, answer, charset, content_type, is_html, plain_content
from waqai.sources.base import Stream, printable_path
from waqai.sources.html import page
from waqai.sources.tape import MAX_BODY
from waqai.sources.warc_records import WarcRecord, records

_FOUND: Final = 200


def warc_range(path: Path, start: int = 0, end: int | None = None, *, given: str | None = None) -> Stream:
    """Yield the articles of the records that begin in the bytes ``[start, end)`` of an archive, by default of all.

    The ranges of any partition of the file give together what the whole gives.

    Args:
        path: the archive, packed by gzip or not.
        start: the first byte, from 0.
        end: the byte after the last one; the end of the file if not given.
        given: how the user named it, kept as the articles' source; the path itself when ``None``.
    """
    source = printable_path(given or str(path))
    try:
        with path.open("rb") as handle:
            yield from warc_stream(handle, source, printable_path(path.stem), start, end)
    except OSError as error:
        yield UNREADABLE.at(source, reason=error.strerror or type(error).__name__)


def warc_stream(handle: BinaryIO, source: str, name: str, start: int = 0, end: int | None = None) -> Stream:
    """Yield the articles of an open archive; a page without an address is called after ``name`` and its offset."""
    others: Counter[str] = Counter()
    empty = start == 0 and end is None
    for record in records(handle, source, start, end):
        empty = False
        if isinstance(record, Notice):
            yield record
            continue
        found = _page(record)
        if isinstance(found, str):
            others[found] += 1
        else:
            yield from _articles(record, found, source, name)
    if empty:
        yield EMPTY_LIST.at(source)
    if others:
        total = sum(others.values())
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(others.items()))
        yield OTHER_RECORDS.at(source, count="1 record" if total == 1 else f"{total:,} records", kinds=kinds)


def _page(record: WarcRecord) -> Answer | str:
    """Return the page that a record holds, or what else it is."""
    kind = record.fields.get("warc-type", "").lower() or "without type"
    said = record.fields.get("content-type", "")
    if kind == "resource" and is_html(content_type(said)):
        return Answer(status=_FOUND, kind="text/html", charset=charset(said), transfer="", codings=(), content=record.body)
    if kind != "response":
        return kind
    found = answer(record.body)
    if found is None:
        return "response without HTTP"
    if found.status != _FOUND:
        return f"response of status {found.status}"
    return found if is_html(found.kind) else f"response of type {found.kind or 'unknown'}"


def _articles(record: WarcRecord, found: Answer, source: str, name: str) -> Stream:
    """Yield the article of a page; its notices tell the offset and the address."""
    url = record.fields.get("warc-target-uri", "").strip("<>") or None
    where = f"{source} {url}" if url else source
    cut = record.fields.get("warc-truncated")
    if not record.whole:
        yield LARGE_PAGE.at(where, byte=record.offset, limit=f"{MAX_BODY:,}")
        return
    try:
        data = plain_content(found)
    except LargeError:
        yield LARGE_PAGE.at(where, byte=record.offset, limit=f"{MAX_BODY:,}")
        return
    except BodyError as error:
        yield BAD_BODY.at(where, byte=record.offset, reason=str(error))
        return
    if cut:
        yield BAD_BODY.at(where, byte=record.offset, reason=f"the crawler kept only its beginning: {cut}")
        return
    retrieved = record.fields.get("warc-date") or None
    for item in page(
        data, source, url=url, charset=found.charset, retrieved=retrieved, name="" if url else f"{name}@{record.offset}"
    ):
        if isinstance(item, Notice):
            yield msgspec.structs.replace(item, source=where, byte=record.offset)
        else:
            yield item
