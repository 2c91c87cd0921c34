"""The databases that the tests of the ledger run on: empty, of both kinds, and gone afterwards."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import postgres_server as servers
import pytest
from conftest import without_postgres
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, func, insert, inspect, select

TABLE = Table("articles", MetaData(), Column("id", Integer, primary_key=True), Column("title", String, nullable=False))
TITLES = ["قال الوزير", "The minister said", "line\nend", "'; DROP TABLE articles; --"]

KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from postgres_server import postgres
with postgres() as url:
    print(url.query["host"], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def titles_kept(url: str) -> list[str]:
    """Make the table in an empty database, put the titles into it and read them back."""
    engine = create_engine(url)
    try:
        assert inspect(engine).get_table_names() == []
        TABLE.create(engine)
        with engine.begin() as connection:
            connection.execute(insert(TABLE), [{"title": title} for title in TITLES])
        with engine.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(TABLE)) == len(TITLES)
            return list(connection.scalars(select(TABLE.c.title).order_by(TABLE.c.id)))
    finally:
        engine.dispose()


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_has_an_empty_database(ledger_url: str, turn: str) -> None:
    assert titles_kept(ledger_url) == TITLES, turn


def test_every_server_of_this_machine_starts_and_leaves_nothing() -> None:
    found = servers.installed()
    if not found:
        without_postgres(servers.NONE)
    for programs in found:
        with servers.running(programs) as server:
            folder = Path(str(server.query["host"]))
            assert folder.is_dir()
            with servers.empty_database(server) as url:
                assert titles_kept(url.render_as_string(hide_password=False)) == TITLES
        assert not folder.exists(), programs


def test_a_server_ends_when_the_tests_are_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    if not servers.installed():
        without_postgres(servers.NONE)
    monkeypatch.delenv(servers.NAMED, raising=False)
    command = [sys.executable, "-c", KILLED, str(Path(servers.__file__).parent)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    assert ended.returncode == -signal.SIGKILL
    folder = Path(ended.stdout.strip())
    assert folder.name.startswith("waqai-pg-")
    end = time.monotonic() + servers.PATIENCE
    while folder.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not folder.exists()


def test_a_server_starts_from_a_folder_that_its_user_may_not_enter(tmp_path: Path) -> None:
    packages = {programs.package for programs in servers.installed() if programs.package}
    if not packages:
        pytest.skip("no package that brings PostgreSQL. Add it: scripts/install postgres")
    tmp_path.chmod(0o700)
    for package in packages:
        for part in package.parent.glob(f"{package.name}*"):
            (tmp_path / part.name).symlink_to(part)
    for programs in servers.installed():
        if programs.package:
            moved = tmp_path / programs.package.name
            hidden = servers.Programs(moved / programs.folder.relative_to(programs.package), programs.version, moved)
            with servers.running(hidden) as server, servers.empty_database(server) as url:
                assert titles_kept(url.render_as_string(hide_password=False)) == TITLES


def test_a_named_server_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(servers.NAMED, "postgresql://reader@database.example/ledger")
    with servers.postgres() as url:
        assert str(url) == "postgresql+psycopg://reader@database.example/ledger"


@pytest.mark.parametrize("required", ["", "1"])
def test_without_a_server_the_reason_and_the_command_are_said(monkeypatch: pytest.MonkeyPatch, required: str) -> None:
    monkeypatch.delenv(servers.NAMED, raising=False)
    monkeypatch.setenv(servers.REQUIRED, required)
    monkeypatch.setattr(servers, "installed", list)
    with pytest.raises(servers.UnavailableError, match="none found on this machine"), servers.postgres():
        pass
    with pytest.raises(pytest.fail.Exception if required else pytest.skip.Exception) as left_out:
        without_postgres("none found")
    assert "none found" in str(left_out.value)
    assert required or "scripts/install postgres && scripts/test" in str(left_out.value)
