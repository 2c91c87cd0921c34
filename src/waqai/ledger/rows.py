"""Rows by many ids: asked for in portions, since both stores limit how many values one question may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select

_PORTION: Final = 8000  # values; SQLite takes 32,766, PostgreSQL 65,535


def rows_of(  # its rows have any columns
    connection: Connection, question: Select[Any], column: ColumnElement[str], ids: Iterable[str]
) -> Iterator[Any]:
    """Yield the rows that a question gives for each of the ids, in no order; an id that is given twice counts once."""
    waiting = iter(sorted(set(ids)))
    while portion := list(islice(waiting, _PORTION)):
        yield from connection.execute(question.where(column.in_(portion))).all()


def values_of(connection: Connection, question: Select[Any], column: ColumnElement[str], ids: Iterable[str]) -> set[str]:
    """Return the distinct values of the first column of :func:`rows_of`."""
    return {row[0] for row in rows_of(connection, question, column, ids)}
