"""A ledger that cannot be had or written: which error it is, and that nothing is half-written afterwards."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from ledgers import SOME, add, content, opened, records, where
from sqlalchemy import create_engine, event, text

from waqai.errors import WaqaiError
from waqai.ledger import store
from waqai.ledger.store import open_ledger

NOBODY = 65534  # the user id that owns nothing


@contextmanager
def without_rights() -> Iterator[None]:
    """Give up for a while what root may do beyond other users: to write where nothing may be written."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that a user without rights owns: those that pytest makes are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        if os.geteuid() == 0:
            os.chown(name, NOBODY, -1)
        yield Path(name)


def test_no_ledger_there(ledger_url: str, tmp_path: Path) -> None:
    with pytest.raises(WaqaiError, match="WQ401"):
        open_ledger(where(ledger_url), create=False)
    with pytest.raises(WaqaiError, match="WQ401"):
        open_ledger(str(tmp_path / "none.db"), create=False)
    assert not list(tmp_path.iterdir())


def test_a_newer_ledger_is_left_alone(ledger_url: str) -> None:
    with opened(ledger_url) as ledger:
        add(ledger, SOME[:1])
        with ledger.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '99'"))
    for create in (True, False):
        with pytest.raises(WaqaiError, match="WQ402"):
            open_ledger(where(ledger_url), create=create)


def test_opened_again_it_is_the_same(ledger_url: str) -> None:
    with opened(ledger_url) as ledger:
        add(ledger, SOME[:3])
        before = content(ledger)
    with opened(ledger_url) as ledger:
        assert content(ledger) == before


def test_a_second_writer_is_told_to_wait_and_a_reader_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_WAIT", 0.1)
    path = tmp_path / "ledger.db"
    with opened(str(path)) as ledger:
        add(ledger, SOME[:2])
        before = content(ledger)
        other = sqlite3.connect(path, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(WaqaiError, match="WQ403"):
                add(ledger, SOME[2:3])
            assert content(ledger) == before
            other.execute("ROLLBACK")
        finally:
            other.close()
        assert add(ledger, SOME[2:3]) == ["new"]


def test_a_file_that_may_not_be_written(folder: Path) -> None:
    path = folder / "ledger.db"
    records()  # what reading loads is loaded before the rights are gone
    with without_rights():
        with opened(str(path)) as ledger:
            add(ledger, SOME[:1])
            before = content(ledger)
        path.chmod(0o400)
        folder.chmod(0o500)
        with pytest.raises(WaqaiError, match="WQ404"), opened(str(path)) as ledger:
            add(ledger, SOME[1:2])
        folder.chmod(0o700)
        path.chmod(0o600)
        with opened(str(path)) as ledger:
            assert content(ledger) == before


def test_a_folder_that_may_not_be_written(folder: Path) -> None:
    folder.chmod(0o500)
    with without_rights(), pytest.raises(WaqaiError, match="WQ404"):
        open_ledger(str(folder / "ledger.db"))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WaqaiError, match="WQ404"):
        open_ledger(str(tmp_path / "none" / "ledger.db"))


@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_no_database(tmp_path: Path, create: bool) -> None:  # noqa: FBT001
    path = tmp_path / "notes.txt"
    path.write_text("this is no database\n" * 400, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(WaqaiError, match="WQ404"):
        open_ledger(str(path), create=create)
    assert path.read_bytes() == before


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(WaqaiError, match="WQ404"):
        open_ledger("postgresql://nobody@127.0.0.1:9/none?connect_timeout=2")


def test_another_database_is_not_taken_for_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE mine (x TEXT)"))
    engine.dispose()
    with pytest.raises(WaqaiError, match="WQ401"):
        open_ledger(str(path), create=False)


def test_a_full_disk_leaves_whole_batches(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    with opened(path) as ledger:
        add(ledger, SOME[:3])
        before = content(ledger)
    with opened(path) as ledger:

        @event.listens_for(ledger.engine, "begin")
        def _full(connection: object) -> None:
            raw = connection.connection  # type: ignore[attr-defined]
            pages = raw.execute("PRAGMA page_count").fetchone()[0]
            raw.execute(f"PRAGMA max_page_count={pages + 2}")

        with pytest.raises(WaqaiError, match="WQ404"):
            add(ledger, SOME[3:])
        assert content(ledger) == before
    with opened(path) as ledger:
        assert content(ledger) == before
        assert add(ledger, SOME)[:3] == ["known"] * 3
        with ledger.reading() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
