"""Killed at any moment: the ledger opens, each article is wholly there or not at all, and adding again completes it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import msgspec
from ledgers import SOME, add, content, opened, records, where
from sqlalchemy import Table, func, select

from waqai.ledger.schema import accounts, articles, buckets, statements
from waqai.ledger.store import Ledger

KILLS = 50
BATCH = 2
ADDING = f"""
import sys
from pathlib import Path
import msgspec
from waqai.ledger import writing
from waqai.ledger.store import open_ledger
from waqai.model import Record
from waqai.stories.accounts import accounts
found = msgspec.msgpack.decode(Path(sys.argv[2]).read_bytes(), type=list[Record])
list(accounts(found[0], "warm"))  # loads its tables
ledger = open_ledger(sys.argv[1])
print("ready", flush=True)
for start in range(0, len(found), {BATCH}):
    with ledger.writing() as connection:
        for record in found[start : start + {BATCH}]:
            writing.file(connection, record)
    print("filed", flush=True)
"""


def held(ledger: Ledger, table: Table) -> dict[str, int]:
    """Return how many rows a table holds for each version of an article."""
    with ledger.reading() as connection:
        rows = connection.execute(select(table.c.version, func.count()).group_by(table.c.version))
        return {row[0]: row[1] for row in rows}


def killed(url: str, path: Path, batches: int, after: float) -> None:
    """Add the articles in another process; kill it some time after it filed so many batches."""
    command = [sys.executable, "-c", ADDING, where(url), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as adding:  # noqa: S603
        assert adding.stdout is not None
        assert adding.stdout.readline() == b"ready\n"
        for _ in range(batches):
            assert adding.stdout.readline() == b"filed\n"
        time.sleep(after)
        adding.kill()


def test_killed_at_any_moment(ledger_url: str, tmp_path: Path) -> None:
    random = Random(20250301)  # noqa: S311
    path = tmp_path / "records"
    with opened(str(tmp_path / "clean.db")) as clean:
        add(clean, SOME)
        wanted = content(clean)
        rows = {table.name: held(clean, table) for table in (accounts, statements, buckets)}
    partly = 0
    for kill in range(KILLS):
        path.write_bytes(msgspec.msgpack.encode([records()[one] for one in random.sample(SOME, len(SOME))]))
        killed(ledger_url, path, random.randrange(2) if kill else 1, random.uniform(0, 0.05))
        with opened(ledger_url) as ledger:
            there = held(ledger, articles)
            for table in (accounts, statements, buckets):
                found = held(ledger, table)
                assert found == {version: number for version, number in rows[table.name].items() if version in there}
            content(ledger)
            partly += 0 < len(there) < len(SOME)
    assert partly, "no kill came between the first batch and the last"
    with opened(ledger_url) as ledger:
        add(ledger, SOME)
        found_now = content(ledger)
    assert [name for name in wanted if found_now[name] != wanted[name]] == []
