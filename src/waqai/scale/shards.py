"""Writing one shard: a Parquet file for each table, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import msgspec

from waqai.errors import DAMAGED_SHARD, NO_PYARROW, Notice, WaqaiError
from waqai.scale.files import aside, put, sha256_of
from waqai.scale.tables import COLUMNS, Row
from waqai.sources.base import printable_path

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

# A row group ends at so many articles or so many bytes of their records: what a worker and a reader hold in memory.
_GROUP_ARTICLES: Final = 1000
_GROUP_BYTES: Final = 32_000_000

# Columns of few different values, which are stored as numbers of a dictionary.
_FEW_VALUES: Final = frozenset(
    ("source", "outlet", "language", "published", "version", "type", "mode", "status", "place", "country", "role", "code", "kind",
     "form", "number", "level", "advice")
)  # fmt: skip


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A finished file of a shard: its path in the folder of the run, its rows, its bytes and their digest."""

    file: str
    rows: int
    bytes: int
    sha256: str


def require_pyarrow() -> None:
    """Check that Parquet can be written and read.

    Raises:
        WaqaiError: if pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise WaqaiError(NO_PYARROW.at())


def file_of(table: str, number: int) -> str:
    """Return the path of a table of a shard in the folder of the run."""
    return f"{table}/{number:06}.parquet"


class ShardWriter:
    """The tables of one shard while they are written: rows are held until a row group is full.

    Used in a ``with``; what was not finished is deleted at its end.
    """

    def __init__(self, folder: Path, number: int) -> None:
        """Open a file aside for each table."""
        import pyarrow.parquet as pq  # noqa: PLC0415  # an extra

        self._folder = folder
        self._number = number
        self._stack = ExitStack()
        self._paths = {name: aside(folder, f"{name}-{number:06}") for name in COLUMNS}
        self._schemas = {name: _schema(name) for name in COLUMNS}
        self._writers: dict[str, pq.ParquetWriter] = {}
        for name, schema in self._schemas.items():
            few = [column for column, _ in COLUMNS[name] if column in _FEW_VALUES]
            writer = pq.ParquetWriter(self._paths[name], schema, compression="zstd", use_dictionary=few)
            self._writers[name] = self._stack.enter_context(writer)
        self._rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
        self._counts = dict.fromkeys(COLUMNS, 0)
        self._bytes = 0

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the files and delete those that were not put in their place."""
        self._stack.close()
        for path in self._paths.values():
            path.unlink(missing_ok=True)

    def add(self, table: str, row: Row) -> None:
        """Add a row; write a row group when enough articles are held."""
        if table == "articles":
            if len(self._rows[table]) >= _GROUP_ARTICLES or self._bytes >= _GROUP_BYTES:
                self._flush()
            self._bytes += len(row[-1])
        self._rows[table].append(row)

    def finish(self) -> dict[str, Table]:
        """Write what is held, put the files in their places and return them by the names of their tables."""
        self._flush()
        self._stack.close()
        found: dict[str, Table] = {}
        for name, path in self._paths.items():
            file = file_of(name, self._number)
            size, digest = path.stat().st_size, sha256_of(path)
            put(path, self._folder / file)
            found[name] = Table(file=file, rows=self._counts[name], bytes=size, sha256=digest)
        return found

    def _flush(self) -> None:
        for name, rows in self._rows.items():
            if rows:
                self._writers[name].write_table(_table(self._schemas[name], rows))
                self._counts[name] += len(rows)
                rows.clear()
        self._bytes = 0


def _schema(table: str) -> pa.Schema:
    import pyarrow as pa  # noqa: PLC0415  # an extra

    types = {
        "string": pa.string(), "int32": pa.int32(), "int64": pa.int64(), "double": pa.float64(), "bool": pa.bool_(),
        "list": pa.list_(pa.string()),
    }  # fmt: skip
    return pa.schema([(name, types[kind]) for name, kind in COLUMNS[table]])


def _table(schema: pa.Schema, rows: list[Row]) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415  # an extra

    columns = [pa.array(cells, field.type) for cells, field in zip(zip(*rows, strict=True), schema, strict=True)]
    return pa.Table.from_arrays(columns, schema=schema)


def problem_of(folder: Path, table: Table) -> Notice | None:
    """Return what is wrong with a file of a shard, ``None`` if it is as it was written."""
    path = folder / table.file
    try:
        digest = sha256_of(path)
    except OSError as error:
        return DAMAGED_SHARD.at(printable_path(str(path)), reason=error.strerror or type(error).__name__)
    if digest != table.sha256:
        return DAMAGED_SHARD.at(printable_path(str(path)), reason="its sha256 is another")
    return None


def read_rows(folder: Path, table: Table, columns: tuple[str, ...], *, at_once: int = 100) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a file of a shard, some at once, with the cells of the columns asked for."""
    import pyarrow.parquet as pq  # noqa: PLC0415  # an extra

    with pq.ParquetFile(folder / table.file) as file:
        for batch in file.iter_batches(batch_size=at_once, columns=list(columns)):
            yield list(zip(*(batch.column(name).to_pylist() for name in columns), strict=True))
