"""Filing records in the ledger, some in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from waqai.commands.options import opened
from waqai.ledger import writing
from waqai.ledger.entry import Entry
from waqai.ledger.store import Ledger

_BATCH: Final = 200  # articles filed in one transaction


def file_all(where: str, found: Iterable[Entry | None]) -> dict[str, int]:
    """File articles as they come, some in one transaction; return how many were new, known, edited and older.

    ``None`` among them says that nothing comes for now, so that what waits is filed.
    """
    ledger = opened(where, create=True)
    counts = {"new": 0, "known": 0, "edited": 0, "older": 0}
    waiting: list[Entry] = []
    try:
        for record in found:
            if record is not None:
                waiting.append(record)
            if len(waiting) >= _BATCH or record is None:
                _flush(ledger, waiting, counts)
        _flush(ledger, waiting, counts)
    finally:
        ledger.close()
    return counts


def _flush(ledger: Ledger, waiting: list[Entry], counts: dict[str, int]) -> None:
    if not waiting:
        return
    with ledger.writing() as connection:
        done = [one.outcome for one in writing.file_all(connection, waiting)]
    for outcome in done:
        counts[outcome] += 1
    waiting.clear()
