"""Shards into a ledger: their records, checked, without those that the ledger holds already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final

import msgspec

from waqai.errors import DAMAGED_SHARD, Notice
from waqai.ledger.entry import Entry, entry
from waqai.model import Record
from waqai.scale.manifest import RECEIPTS, Receipt, read_manifest, receipts
from waqai.scale.shards import problem_of, read_rows
from waqai.sources.base import printable_path

_COLUMNS: Final = ("version", "record")


class Shards(msgspec.Struct, frozen=True, kw_only=True):
    """The finished shards of a run that are to be loaded, and the notices of those that are damaged or not there."""

    folder: Path
    receipts: tuple[Receipt, ...]
    notices: tuple[Notice, ...]

    @property
    def articles(self) -> int:
        """How many articles they hold."""
        return sum(receipt.articles for receipt in self.receipts)


def shards(folder: Path) -> Shards:
    """Return the shards of a run whose articles are as they were written.

    Raises:
        WaqaiError: if the folder holds no run.
    """
    manifest = read_manifest(folder)
    found = receipts(folder)
    notices: list[Notice] = []
    for shard in manifest.shards:
        receipt = found.get(shard.number)
        if receipt is None:
            path = folder / RECEIPTS / f"{shard.number:06}.json"
            notices.append(DAMAGED_SHARD.at(printable_path(str(path)), reason="the shard is not finished"))
        elif (problem := problem_of(folder, receipt.tables["articles"])) is not None:
            notices.append(problem)
            del found[shard.number]
    return Shards(folder=folder, receipts=tuple(found.values()), notices=tuple(notices))


def records(found: Shards, known: Callable[[AbstractSet[str]], AbstractSet[str]], skipped: Counter[str]) -> Iterator[bytes]:
    """Yield the records of shards, as JSON, in the order of the input.

    Args:
        found: the shards.
        known: returns which of some versions of articles the ledger holds.
        skipped: counts those.
    """
    for receipt in found.receipts:
        for rows in read_rows(found.folder, receipt.tables["articles"], _COLUMNS):
            held = known({version for version, _ in rows})
            skipped["articles that the ledger held"] += sum(version in held for version, _ in rows)
            yield from (record.encode() for version, record in rows if version not in held)


def entry_of(record: bytes) -> Entry:
    """Return what the ledger writes of a record given as JSON."""
    return entry(msgspec.json.decode(record, type=Record))
