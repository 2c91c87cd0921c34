"""Filing records in the ledger, some in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from waqai.commands.options import opened
from waqai.ledger import writing
from waqai.ledger.entry import Entry

_BATCH: Final = 200  # articles filed in one transaction


def file_all(where: str, found: Iterable[Entry]) -> dict[str, int]:
    """File articles as they come, some in one transaction; return how many were new, known, edited and older."""
    ledger = opened(where, create=True)
    counts = {"new": 0, "known": 0, "edited": 0, "older": 0}
    waiting = iter(found)
    try:
        while batch := list(islice(waiting, _BATCH)):
            with ledger.writing() as connection:
                done = writing.file_all(connection, batch)
            for one in done:
                counts[one.outcome] += 1
    finally:
        ledger.close()
    return counts
