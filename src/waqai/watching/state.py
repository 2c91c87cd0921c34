"""What a watch remembers, in a SQLite file of its own, so that it can be killed at any moment and go on.

Articles wait here between being fetched and being filed: whoever is killed in between files them the next time, with the moment
at which they were fetched, so that the ledger knows them for the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from waqai.errors import STATE_BUSY, STATE_NEWER, STATE_UNUSABLE, WaqaiError
from waqai.fetching import Host
from waqai.sources.base import Source
from waqai.watching.plan import Ask

_VERSION: Final = 1
_FORGET: Final = 86_400.0  # seconds after which a host that may be asked is like one never met
_FIELDS: Final = Ask.__struct_fields__
_NAMES: Final = ", ".join(_FIELDS)
_MARKS: Final = ", ".join("?" for _ in _FIELDS)
_SCHEMA: Final = (
    """CREATE TABLE asks (
    url TEXT PRIMARY KEY, feed TEXT NOT NULL, is_list INTEGER NOT NULL, depth INTEGER NOT NULL, due REAL, first REAL NOT NULL,
    failures INTEGER NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL, digest TEXT NOT NULL,
    title TEXT, published TEXT, outlet TEXT, language TEXT, host TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX asks_next ON asks (host, due, is_list DESC, url) WHERE due IS NOT NULL",
    "CREATE INDEX asks_feed ON asks (feed)",
    "CREATE TABLE hosts (host TEXT PRIMARY KEY, ready REAL NOT NULL, failures INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE waiting (number INTEGER PRIMARY KEY, source BLOB NOT NULL) STRICT",
    f"PRAGMA user_version = {_VERSION}",
)
# The first ask of each host: SQLite takes the other columns from the row of the minimum.
_HEADS: Final = f"SELECT {_NAMES}, min(due) FROM asks INDEXED BY asks_next WHERE due IS NOT NULL GROUP BY host"  # noqa: S608


class State:
    """An open state file. Nobody else can open it meanwhile."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            WaqaiError: if another watch has it open, a newer waqai wrote it, or it cannot be used.
        """
        self._path = path
        with self._told():
            self._connection = sqlite3.connect(path, timeout=1.0, isolation_level=None)
        try:
            with self._told():
                self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
            self._connection.execute(f"PRAGMA {pragma}")
        with self._change():
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                raise WaqaiError(STATE_NEWER.at(str(self._path), found=version, known=_VERSION))
            if version < _VERSION:
                for line in _SCHEMA:
                    self._connection.execute(line)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the errors of SQLite into numbered ones."""
        try:
            yield
        except sqlite3.Error as error:
            problem = STATE_BUSY if "locked" in str(error) else STATE_UNUSABLE
            raise WaqaiError(problem.at(str(self._path), reason=str(error))) from error

    @contextmanager
    def _change(self) -> Iterator[None]:
        """Do everything in one transaction or nothing of it."""
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def ask(self, url: str) -> Ask | None:
        """Return what is remembered of an address."""
        with self._told():
            row = self._connection.execute(f"SELECT {_NAMES} FROM asks WHERE url = ?", (url,)).fetchone()  # noqa: S608
        return _ask(row) if row else None

    def heads(self) -> list[Ask]:
        """Return of each host the ask that is due first."""
        with self._told():
            return [_ask(row[:-1]) for row in self._connection.execute(_HEADS)]

    def hosts(self) -> dict[str, Host]:
        """Return what is remembered of the hosts."""
        with self._told():
            return {row[0]: Host(row[1], row[2]) for row in self._connection.execute("SELECT host, ready, failures FROM hosts")}

    def waiting(self, most: int) -> list[tuple[int, Source]]:
        """Return the articles that wait to be filed, oldest first, with their numbers."""
        with self._told():
            rows = self._connection.execute("SELECT number, source FROM waiting ORDER BY number LIMIT ?", (most,)).fetchall()
        return [(number, msgspec.msgpack.decode(source, type=Source)) for number, source in rows]

    def start(self, feeds: Iterable[Ask], *, now: float, at_once: bool) -> None:
        """Take in what the user wants watched: new feeds are due now, pages of feeds that are gone never again.

        Args:
            feeds: an ask for each feed.
            now: seconds since 1970.
            at_once: whether all feeds are due now.
        """
        wanted = {ask.url: ask for ask in feeds}
        with self._change():
            self._connection.execute("DELETE FROM hosts WHERE ready < ?", (now - _FORGET,))
            known = {row[0] for row in self._connection.execute("SELECT DISTINCT feed FROM asks")}
            for gone in known - set(wanted):
                self._connection.execute("DELETE FROM asks WHERE url = ? AND depth = 0", (gone,))
                self._connection.execute("UPDATE asks SET due = NULL WHERE feed = ?", (gone,))
            for url, ask in wanted.items():
                row = self._connection.execute(f"SELECT {_NAMES} FROM asks WHERE url = ? AND depth = 0", (url,)).fetchone()  # noqa: S608
                before = _ask(row) if row else None
                if before is None or before.is_list != ask.is_list:
                    self._put(msgspec.structs.replace(ask, due=now, first=now))
                elif at_once or before.due is None:
                    self._put(msgspec.structs.replace(before, due=now))

    def keep(
        self, asks: Iterable[Ask], hosts: Mapping[str, Host], sources: Iterable[Source] = (), filed: Iterable[int] = ()
    ) -> None:
        """Keep what one answer changed, all of it or nothing.

        Args:
            asks: to be remembered.
            hosts: to be remembered.
            sources: articles that are to be filed.
            filed: numbers of those that need not wait any longer.
        """
        with self._change():
            for ask in asks:
                self._put(ask)
            self._connection.executemany(
                "INSERT OR REPLACE INTO hosts VALUES (?, ?, ?)",
                [(name, host.ready, host.failures) for name, host in hosts.items()],
            )
            self._connection.executemany(
                "INSERT INTO waiting (source) VALUES (?)", [(msgspec.msgpack.encode(source),) for source in sources]
            )
            self._connection.executemany("DELETE FROM waiting WHERE number = ?", [(number,) for number in filed])

    def _put(self, ask: Ask) -> None:
        values = [getattr(ask, name) for name in _FIELDS]
        self._connection.execute(f"INSERT OR REPLACE INTO asks ({_NAMES}, host) VALUES ({_MARKS}, ?)", [*values, ask.host])  # noqa: S608


def _ask(row: tuple[object, ...]) -> Ask:
    values = dict(zip(_FIELDS, row, strict=True))
    return msgspec.convert({**values, "is_list": bool(values["is_list"])}, Ask)
