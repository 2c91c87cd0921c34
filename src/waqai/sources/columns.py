"""Which column of a table holds what: as the user says, else by the usual names of columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from waqai.errors import BAD_COLUMNS, NO_COLUMN, NO_TEXT_COLUMN, WaqaiError
from waqai.tables import cell, rows
from waqai.text.normalise import fold

FIELDS: Final = ("id", "text", "title", "published", "language", "url", "outlet")

_APART: Final = re.compile(r"[\s_.-]+")
_MAX_SHOWN: Final = 200


class Columns(msgspec.Struct, frozen=True):
    """The columns that the user named, as pairs of field and column."""

    named: tuple[tuple[str, str], ...] = ()


def parsed(value: str) -> Columns:
    """Return the columns that ``text=body,title=headline`` names.

    Raises:
        WaqaiError: if a pair has no ``=``, or its field is none or named twice.
    """
    pairs: dict[str, str] = {}
    for part in value.split(","):
        field, sign, column = (piece.strip() for piece in part.partition("="))
        if not sign or not column:
            raise WaqaiError(BAD_COLUMNS.at(value=value, reason=f"{part!r} is no pair"))
        if field not in FIELDS:
            raise WaqaiError(BAD_COLUMNS.at(value=value, reason=f"the fields are {', '.join(FIELDS)}"))
        if field in pairs:
            raise WaqaiError(BAD_COLUMNS.at(value=value, reason=f"{field} is named twice"))
        pairs[field] = column
    return Columns(tuple(pairs.items()))


def chosen(header: Sequence[str], columns: Columns, source: str) -> dict[str, int]:
    """Return the place of the column for each field that the header has one for; text or url is among them.

    Raises:
        WaqaiError: if a column that the user named is missing, or neither text nor address has one.
    """
    shown = ", ".join(header)
    shown = shown if len(shown) <= _MAX_SHOWN else f"{shown[:_MAX_SHOWN]}…"
    places: dict[str, int] = {}
    for field, column in columns.named:
        if column not in header:
            raise WaqaiError(NO_COLUMN.at(source, wanted=column, columns=shown))
        places[field] = header.index(column)
    folded = [_folded(name) for name in header]
    for field, names in _usual().items():
        if field not in places and (found := next((name for name in names if name in folded), None)):
            places[field] = folded.index(found)
    if not places.keys() & {"text", "url"}:
        raise WaqaiError(NO_TEXT_COLUMN.at(source, columns=shown))
    return places


def _usual() -> dict[str, list[str]]:
    """Return the usual names of the columns of each field, folded, the most certain first."""
    return {row["field"]: [_folded(name) for name in cell(row["names"])] for row in rows("sources", "columns.tsv")}


def _folded(name: str) -> str:
    return _APART.sub(" ", fold(name.strip().casefold()))
