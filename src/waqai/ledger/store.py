"""Opening a ledger: a SQLite file or a PostgreSQL database, its schema brought up to date, one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from waqai.errors import LEDGER_BUSY, LEDGER_NEWER, LEDGER_UNUSABLE, NO_LEDGER, WaqaiError
from waqai.ledger.schema import VERSION, metadata

_WAIT: Final = 10  # seconds that a writer waits for another
_CACHE: Final = "cache_size=-65536"  # KiB of pages that a connection keeps: a big ledger's indexes do not fit the usual 2 MB
_LOCK: Final = 7_265_811  # number of the advisory lock of PostgreSQL that a writer holds


class Ledger(msgspec.Struct, frozen=True):
    """An open ledger. ``where`` is how the user named it."""

    engine: Engine
    where: str

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in one transaction, alone among writers: all of it is kept or nothing.

        Raises:
            WaqaiError: if another writer holds the ledger, the disk is full or the file cannot be written.
        """
        try:
            with self.engine.begin() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
                else:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
        except DBAPIError as error:
            raise WaqaiError(_notice(error, shown(self.where))) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the ledger throughout."""
        try:
            with self.engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise WaqaiError(_notice(error, shown(self.where))) from error

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()


def _notice(error: DBAPIError, where: str) -> Any:  # noqa: ANN401
    reason = str(error.orig).strip().split("\n")[0]
    problem = LEDGER_BUSY if "locked" in reason or "busy" in reason else LEDGER_UNUSABLE
    return problem.at(where, reason=reason)


def shown(where: str) -> str:
    """Return how a ledger is named in messages: without the password of its URL."""
    return make_url(where).render_as_string(hide_password=True) if "://" in where else where


def open_ledger(where: str, *, create: bool = True) -> Ledger:
    """Open the ledger at a path (SQLite) or a ``postgresql://`` URL, with its schema made or brought up to date.

    Args:
        where: path of a file, or URL.
        create: whether to make a ledger where none is.

    Raises:
        WaqaiError: if there is none and none is to be made, if it was written by a newer waqai, or if it cannot be used.
    """
    postgres = where.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))
    if not postgres and not create and not Path(where).is_file():
        raise WaqaiError(NO_LEDGER.at(shown(where)))
    engine = _postgres(where) if postgres else _sqlite(where)
    ledger = Ledger(engine, where)
    try:
        _prepare(ledger, create=create)
    except DBAPIError as error:
        engine.dispose()
        raise WaqaiError(_notice(error, shown(where))) from error
    except BaseException:
        engine.dispose()
        raise
    return ledger


def _sqlite(where: str) -> Engine:
    engine = create_engine(f"sqlite:///{Path(where).resolve()}", connect_args={"timeout": _WAIT})

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own class
        connection.isolation_level = None  # we begin transactions ourselves
        cursor = connection.cursor()
        for line in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY", _CACHE):
            cursor.execute(f"PRAGMA {line}")
        cursor.close()

    return engine


def _postgres(where: str) -> Engine:
    url = "postgresql+psycopg://" + where.split("://", 1)[1]
    return create_engine(url, isolation_level="REPEATABLE READ")


def _prepare(ledger: Ledger, *, create: bool) -> None:
    """Make or check the schema; the number of its version stands in ``alembic_version``."""
    with ledger.engine.connect() as connection:
        known = inspect(connection).has_table("alembic_version")
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if known else None
    if found is not None and int(found) > VERSION:
        raise WaqaiError(LEDGER_NEWER.at(shown(ledger.where), found=int(found), known=VERSION))
    if found is not None and int(found) == VERSION:
        return
    if found is None and not create:
        raise WaqaiError(NO_LEDGER.at(shown(ledger.where)))
    from waqai.ledger.migrations import upgrade  # noqa: PLC0415  # Alembic takes a while to load, and is rarely needed

    upgrade(ledger.engine)


__all__ = ["Ledger", "metadata", "open_ledger"]
