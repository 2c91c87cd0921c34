"""The bundle: all that a ledger holds, its history too, in one ZIP file from which a ledger just like it can be made.

``manifest.json`` names the format, the version of the schema and, of each table, the number of its rows and the SHA-256 of its
lines; ``TABLE.jsonl`` has a row a line. Equal ledgers give equal bytes: rows are sorted, dates of members are fixed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo
from zlib import error as zlib_error

import msgspec
from sqlalchemy import Column, Connection, LargeBinary, Table, Text, collate, insert, select

from waqai.errors import BUNDLE_DAMAGED, BUNDLE_NEWER, LEDGER_NOT_EMPTY, WaqaiError
from waqai.ledger import search
from waqai.ledger.schema import VERSION, articles, metadata
from waqai.ledger.words import indexed

_FORMAT: Final = "waqai-ledger"
_MANIFEST: Final = "manifest.json"
_DATE: Final = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP file can hold
_ROWS: Final = 500  # rows read and written at once
_LINE: Final = 400_000_000  # bytes of a row: more than the longest article with its record

_OTHER: Final = "the rows of {name} are not those that the manifest names"
_COLUMNS: Final = "a row of {name} has other columns"

Count = Callable[[int], object]


class Held(msgspec.Struct, frozen=True):
    """What a bundle holds of a table."""

    rows: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a bundle says of itself."""

    format: str
    schema: int
    tables: dict[str, Held]


def tables() -> tuple[Table, ...]:
    """Return the tables of a bundle in the order in which they are written."""
    return tuple(metadata.tables[name] for name in sorted(metadata.tables))


def write(connection: Connection, path: Path, *, count: Count = lambda _: None) -> Manifest:
    """Write the ledger that a connection sees; the file is there when it is whole.

    Args:
        connection: one that sees the same state throughout.
        path: of the bundle; one that is there already is replaced.
        count: is told how many rows were written, again and again.

    Raises:
        OSError: if the file cannot be written.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with ZipFile(aside, "w", ZIP_DEFLATED, allowZip64=True) as bundle:
            held = {table.name: _write_table(connection, bundle, table, count) for table in tables()}
            manifest = Manifest(_FORMAT, VERSION, held)
            bundle.writestr(_member(_MANIFEST), msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return manifest


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, _DATE)
    member.compress_type = ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member


def _write_table(connection: Connection, bundle: ZipFile, table: Table, count: Count) -> Held:
    rows, lines = 0, sha256()
    question = select(table).order_by(*_order(connection, table)).execution_options(yield_per=_ROWS)
    with bundle.open(_member(f"{table.name}.jsonl"), "w", force_zip64=True) as out:
        for part in connection.execute(question).mappings().partitions():
            data = b"".join(msgspec.json.encode(dict(row)) + b"\n" for row in part)
            lines.update(data)
            out.write(data)
            rows += len(part)
            count(len(part))
    return Held(rows, lines.hexdigest())


def _order(connection: Connection, table: Table) -> list[Any]:
    """Return by what rows are sorted: the key or, without one, all that can be compared; letters by their code points."""
    keys = list(table.primary_key) or [column for column in table.c if not isinstance(column.type, LargeBinary)]
    code_points = connection.dialect.name == "postgresql"
    found: list[Any] = []
    for column in keys:
        one = collate(column, "C") if code_points and isinstance(column.type, Text) else column
        found.append(one.asc().nulls_first() if column.nullable else one)
    return found


def read(connection: Connection, path: Path, *, count: Count = lambda _: None) -> Manifest:
    """Fill an empty ledger from a bundle.

    Args:
        connection: of a transaction for writing; what fails leaves nothing if it is rolled back.
        path: of the bundle.
        count: is told how many rows were read, again and again.

    Raises:
        WaqaiError: if the ledger holds something, or the file is no bundle, damaged, or of a newer waqai.
        OSError: if the file cannot be read.
    """
    for table in tables():
        if connection.execute(select(*table.c).limit(1)).first() is not None:
            raise WaqaiError(LEDGER_NOT_EMPTY.at())
    try:
        with ZipFile(path) as bundle:
            manifest = _manifest(bundle, path)
            for table in tables():
                found = _read_table(connection, bundle, table, count)
                if found != manifest.tables[table.name]:
                    raise WaqaiError(BUNDLE_DAMAGED.at(str(path), reason=_OTHER.format(name=table.name)))
    except (BadZipFile, KeyError, EOFError, zlib_error, msgspec.MsgspecError, UnicodeDecodeError, NotImplementedError) as error:
        raise WaqaiError(BUNDLE_DAMAGED.at(str(path), reason=str(error) or type(error).__name__)) from error
    _index(connection)
    return manifest


def _manifest(bundle: ZipFile, path: Path) -> Manifest:
    kind = msgspec.json.decode(bundle.read(_MANIFEST), type=dict[str, msgspec.Raw])
    found = int(msgspec.json.decode(kind["schema"], type=int))
    if found > VERSION:
        raise WaqaiError(BUNDLE_NEWER.at(str(path), found=found, known=VERSION))
    manifest = msgspec.json.decode(bundle.read(_MANIFEST), type=Manifest)
    if manifest.format != _FORMAT or set(manifest.tables) != {table.name for table in tables()}:
        raise WaqaiError(BUNDLE_DAMAGED.at(str(path), reason=f"{_MANIFEST} is not that of a ledger"))
    return manifest


def _read_table(connection: Connection, bundle: ZipFile, table: Table, count: Count) -> Held:
    rows, lines = 0, sha256()
    with bundle.open(f"{table.name}.jsonl") as stored:
        waiting = _lines(stored)
        while part := list(islice(waiting, _ROWS)):
            for line in part:
                lines.update(line)
            connection.execute(insert(table), [_row(table, line) for line in part])
            rows += len(part)
            count(len(part))
    return Held(rows, lines.hexdigest())


def _lines(stored: IO[bytes]) -> Iterator[bytes]:
    while line := stored.readline(_LINE):
        yield line


def _row(table: Table, line: bytes) -> dict[str, Any]:
    """Return the values of a row, bytes from their base64.

    Raises:
        msgspec.ValidationError: if the columns are not those of the table.
    """
    row = msgspec.json.decode(line, type=dict[str, Any])
    if set(row) != set(table.c.keys()):
        raise msgspec.ValidationError(_COLUMNS.format(name=table.name))
    return {name: _value(table.c[name], value) for name, value in row.items()}


def _value(column: Column[Any], value: object) -> object:
    return msgspec.convert(value, type=bytes) if isinstance(column.type, LargeBinary) else value


def _index(connection: Connection) -> None:
    """Make the full text anew: it follows from the articles."""
    question = select(articles.c.version, articles.c.title, articles.c.text).distinct().execution_options(yield_per=_ROWS)
    for part in connection.execute(question).partitions():
        search.index(connection, [(row.version, indexed(f"{row.title} {row.text}")) for row in part])


__all__ = ["Held", "Manifest", "read", "tables", "write"]
