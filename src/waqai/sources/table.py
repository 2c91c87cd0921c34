"""Tables in CSV, TSV and Parquet: each row an article, or the address of one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from waqai.errors import BAD_PARQUET, BAD_ROW, EMPTY_LIST, NO_PARQUET, UNREADABLE, Notice, WaqaiError
from waqai.sources.base import Source, Stream, printable_path
from waqai.sources.columns import Columns, chosen, link_of
from waqai.sources.csv_rows import rows_of, text_of
from waqai.sources.gdelt import named_language
from waqai.sources.jsonl import article_of_fields
from waqai.sources.link import Link
from waqai.sources.linked import Fetch, linked

_ESCAPED: Final = re.compile("[\udc80-\udcff]")  # bytes that were no UTF-8
_BATCH: Final = 64

Fields = dict[str, object]


def table_stream(
    handle: BinaryIO, source: str, name: str, *, columns: Columns, fetch: Fetch | None = None, separator: str = ""
) -> Stream:
    """Yield the articles of a CSV or TSV table in order, a notice in the place of each row that is none.

    Args:
        handle: the table, its first line the names of the columns.
        source: how it is told apart in messages.
        name: what articles without an id are called after, with the line of their row.
        columns: those that the user named.
        fetch: gets the articles of a table that has only addresses.
        separator: what separates the cells; found by the first line if empty.
    """
    text, notice = text_of(handle, source)
    if notice is not None:
        yield notice
    rows = rows_of(text, separator)
    head = next(rows, None)
    if head is None:
        yield EMPTY_LIST.at(source)
        return
    if problem := head.problem or _undecoded(head.cells):
        yield BAD_ROW.at(source, line=head.line, reason=problem)
        return
    try:
        places = chosen([cell.strip() for cell in head.cells], columns, source)
    except WaqaiError as error:
        yield error.notice
        return

    def filled() -> Iterator[tuple[int, Fields | Notice]]:
        for row in rows:
            reason = row.problem or _undecoded(row.cells)
            fields: Fields = {} if reason else {field: row.cells[place] for field, place in places.items()}
            yield row.line, BAD_ROW.at(source, line=row.line, reason=reason) if reason else fields

    yield from _articles(filled(), source, name, fetch, texts="text" in places)


def parquet_file(path: Path, given: str | None = None, *, columns: Columns, fetch: Fetch | None = None) -> Stream:
    """Yield the articles of a Parquet file in order; a part of it that is damaged is told and costs no other."""
    source = printable_path(given or str(path))
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415  # an extra, large
    except ImportError:
        yield NO_PARQUET.at(source)
        return
    try:
        with parquet.ParquetFile(path) as file:
            names = list(file.schema_arrow.names)
            places = chosen(names, columns, source)
            wanted = [names[place] for place in places.values()]

            def filled() -> Iterator[tuple[int, Fields | Notice]]:
                number = 0
                for group in range(file.num_row_groups):
                    try:
                        for batch in file.iter_batches(_BATCH, row_groups=[group], columns=wanted):
                            for row in batch.to_pylist():
                                number += 1
                                yield number, {field: _value(row[names[place]]) for field, place in places.items()}
                    except (ArrowException, OSError, UnicodeDecodeError) as error:
                        yield number, BAD_PARQUET.at(source, reason=f"row group {group + 1}: {_short(error)}")
                        number = sum(file.metadata.row_group(one).num_rows for one in range(group + 1))

            yield from _articles(filled(), source, printable_path(path.stem), fetch, texts="text" in places)
    except WaqaiError as error:
        yield error.notice
    except (ArrowException, ValueError) as error:
        yield BAD_PARQUET.at(source, reason=_short(error))
    except OSError as error:
        # pyarrow tells damage by this exception too, without the number that the operating system gives.
        system = error.errno is not None
        yield (
            UNREADABLE.at(source, reason=error.strerror or _short(error))
            if system
            else BAD_PARQUET.at(source, reason=_short(error))
        )


def _articles(
    filled: Iterator[tuple[int, Fields | Notice]], source: str, name: str, fetch: Fetch | None, *, texts: bool
) -> Stream:
    """Yield the articles of rows, or of the addresses in them where they hold no texts."""
    if not texts:
        yield from linked(_links(filled, source), source, name, fetch)
        return
    for number, fields in filled:
        yield fields if isinstance(fields, Notice) else _article(fields, number, source, name)


def _links(filled: Iterator[tuple[int, Fields | Notice]], source: str) -> Iterator[Link | Notice]:
    for number, fields in filled:
        yield fields if isinstance(fields, Notice) else link_of(fields, number, source)


def _article(fields: Fields, number: int, source: str, name: str) -> Source | Notice:
    """Return the article of a row, or why there is none; a language may be given by its English name."""
    language = fields.get("language")
    known = named_language(language.strip()) if isinstance(language, str) else None
    return article_of_fields({**fields, "language": known} if known else fields, number, source, name)


def _undecoded(cells: Sequence[str]) -> str:
    return "it is not valid UTF-8" if any(map(_ESCAPED.search, cells)) else ""


def _value(value: object) -> object:
    """Return a value of a Parquet file as JSON would hold it: moments as ISO 8601, not-a-number as nothing."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(value, float) and value != value:  # noqa: PLR0124  # that is what not-a-number is
        return None
    return value


def _short(error: Exception) -> str:
    return str(error).split("\n", maxsplit=1)[0].rstrip(".")[:200] or type(error).__name__
