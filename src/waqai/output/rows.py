"""Answers of the ledger as lines: a table for the terminal, CSV for spreadsheets, JSON Lines for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal

import msgspec

from waqai.ledger.queries import Spoken
from waqai.ledger.search import Hit
from waqai.ledger.views import Telling, View
from waqai.output.bidi import isolate
from waqai.stories.accounts import Party

Form = Literal["table", "csv", "jsonl"]
FORMS: Final = ("table", "csv", "jsonl")
_WIDEST: Final = 44
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take the cell for a formula

EVENT_COLUMNS: Final = ("date", "type", "status", "actors", "recipients", "place", "sources", "documents", "copies", "id")

STATEMENT_COLUMNS: Final = ("published", "speaker", "content", "form", "outlet", "article", "id")
HIT_COLUMNS: Final = ("published", "outlet", "article", "snippet")


def statement_row(found: Spoken) -> dict[str, str]:
    """Return a statement as the cells of a table."""
    return {
        "published": found.published,
        "speaker": found.speaker_name or found.speaker,
        "content": found.content,
        "form": found.form,
        "outlet": found.outlet,
        "article": found.given,
        "id": found.id,
    }


def hit_row(found: Hit) -> dict[str, str]:
    """Return an article that was found as the cells of a table."""
    return {"published": found.published, "outlet": found.outlet, "article": found.given, "snippet": found.snippet}


def event_line(found: View) -> dict[str, Any]:
    """Return an event as one JSON object: ``id``, ``type``, ``status``, ``date``, participants, counts and all its accounts."""
    return {
        "id": found.id,
        "type": found.type,
        "mode": found.mode or None,
        "status": found.status,
        "statuses": found.statuses,
        "date": found.date or None,
        "place": found.place or None,
        "actors": [_party(party) for party in found.actors],
        "recipients": [_party(party) for party in found.recipients],
        "counts": msgspec.to_builtins(found.counts),
        "accounts": [_account(one) for one in found.accounts],
    }


def _party(party: Party) -> dict[str, str | None]:
    return {"entity": party.entity or None, "code": party.code or None, "name": party.name}


def _account(one: Telling) -> dict[str, Any]:
    account = one.account
    return {
        "id": account.id,
        "article": one.given,
        "article_id": one.article,
        "outlet": one.outlet or None,
        "published": one.published or None,
        "language": one.language,
        "group": one.family,
        "origin": one.origin or None,
        "status": account.status,
        "date": account.date or None,
        "speaker": account.speaker_name or None,
        "trigger": account.word,
        "start": account.start,
        "end": account.stop,
        "sentence": one.sentence,
        "actors": [_party(party) for party in account.actors],
        "recipients": [_party(party) for party in account.recipients],
        "confidence": round(account.confidence, 2),
    }


def event_row(found: View) -> dict[str, str]:
    """Return an event as the cells of a table."""
    return {
        "date": found.date,
        "type": f"{found.type}:{found.mode}" if found.mode else found.type,
        "status": found.status if len(found.statuses) == 1 else f"{found.status} (differs)",
        "actors": names(found.actors),
        "recipients": names(found.recipients),
        "place": found.place,
        "sources": str(found.counts.sources),
        "documents": str(found.counts.documents),
        "copies": str(found.counts.copies),
        "id": found.id,
    }


def names(parties: Iterable[Party]) -> str:
    """Return parties as one cell."""
    return ", ".join(f"{party.name} ({party.code})" if party.code else party.name for party in parties)


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as CSV with a head; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_safe(row[column]) for column in columns])
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def table_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as a table of plain text, long cells cut; Arabic stands in isolates of its own."""
    cells = [[_cut(row[column]) for column in columns] for row in rows]
    widths = [max([len(column), *(len(line[at]) for line in cells)]) for at, column in enumerate(columns)]
    lines = ["  ".join(column.ljust(width) for column, width in zip(columns, widths, strict=True)).rstrip()]
    lines.extend(
        "  ".join(isolate(cell) + " " * (width - len(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )
    return "\n".join(lines) + "\n"


def _cut(cell: str) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= _WIDEST else flat[: _WIDEST - 1] + "…"
