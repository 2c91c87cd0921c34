"""A bundle restores the ledger that it was made from: content, history and decisions, on either store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from ledgers import SOME, add, answers, arrived, content, opened, views
from sqlalchemy import select

from waqai.cli import main
from waqai.errors import WaqaiError
from waqai.exports import bundle
from waqai.ledger import deciding, queries, search, writing
from waqai.ledger.store import Ledger, open_ledger


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """Give a ledger of each kind with a history: an edited page, a retraction, a merge and a split."""
    with opened(ledger_url) as found:
        for one in SOME:
            add(found, [one], dated=True)
        several = max(views(found), key=lambda one: (len(one.accounts), one.id))
        others = sorted(view.id for view in views(found) if view.id != several.id)
        with found.writing() as connection:
            writing.retract(connection, "w46", "withdrawn")
            deciding.split(connection, several.id, [several.accounts[0].account.id], "another one")
            deciding.merge(connection, others[:2], "the same")
        yield found


def exported(ledger: Ledger, path: Path) -> Path:
    """Write a ledger into a bundle."""
    with ledger.reading() as connection:
        bundle.write(connection, path)
    return path


def restored(path: Path, where: Path) -> Ledger:
    """Make a ledger in a file from a bundle."""
    ledger = open_ledger(str(where))
    with ledger.writing() as connection:
        bundle.read(connection, path)
    return ledger


def rows(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of a ledger."""
    with ledger.reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr) for table in bundle.tables()
        }


def test_a_restored_ledger_is_equal(ledger: Ledger, tmp_path: Path) -> None:
    path = exported(ledger, tmp_path / "one.zip")
    other = restored(path, tmp_path / "other.sqlite")
    assert content(other) == content(ledger)
    assert rows(other) == rows(ledger)
    for moment in sorted(set(arrived().values())):
        assert answers(other, as_of=moment) == answers(ledger, as_of=moment)
    assert exported(other, tmp_path / "two.zip").read_bytes() == path.read_bytes()
    other.close()


def test_a_restored_ledger_goes_on_like_the_first(ledger: Ledger, tmp_path: Path) -> None:
    other = restored(exported(ledger, tmp_path / "one.zip"), tmp_path / "other.sqlite")
    for one in (ledger, other):
        add(one, ["w03", "w04", "w19"])
    assert content(other) == content(ledger)
    with other.reading() as there, ledger.reading() as here:
        assert list(search.search(there, "president")) == list(search.search(here, "president")) != []
        assert queries.stats(there) == queries.stats(here)
    other.close()


def test_a_bundle_goes_into_an_empty_ledger_only(ledger: Ledger, tmp_path: Path) -> None:
    path = exported(ledger, tmp_path / "one.zip")
    before = content(ledger)
    with pytest.raises(WaqaiError, match="WQ411"), ledger.writing() as connection:
        bundle.read(connection, path)
    assert content(ledger) == before


def changed(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Return a copy of a bundle with its members changed; one that becomes ``None`` is left out."""
    other = path.with_name("changed.zip")
    with ZipFile(path) as whole, ZipFile(other, "w") as copy:
        for name in whole.namelist():
            data = change(name, whole.read(name))
            if data is not None:
                copy.writestr(name, data)
    return other


CHANGES: dict[str, Callable[[str, bytes], bytes | None]] = {
    "a row less": lambda name, data: b"".join(data.splitlines(keepends=True)[1:]) if name == "events.jsonl" else data,
    "another value": lambda name, data: data.replace(b'"CONSULT"', b'"ASSAULT"') if name == "events.jsonl" else data,
    "a table less": lambda name, data: None if name == "links.jsonl" else data,
    "no manifest": lambda name, data: None if name == "manifest.json" else data,
    "another format": lambda name, data: data.replace(b"waqai-ledger", b"another") if name == "manifest.json" else data,
    "no JSON": lambda name, data: b"{" if name == "names.jsonl" else data,
    "other columns": lambda name, data: data.replace(b'"folded"', b'"spelt"') if name == "names.jsonl" else data,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_damaged_bundle_leaves_nothing(tmp_path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    with opened(f"sqlite:///{tmp_path / 'first.sqlite'}") as first:
        add(first, SOME[:4])
        path = changed(exported(first, tmp_path / "one.zip"), change)
    with opened(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        with pytest.raises(WaqaiError, match="WQ409"), other.writing() as connection:
            bundle.read(connection, path)
        assert not any(rows(other).values())


@pytest.mark.parametrize("size", [0, 10, 1000, -200])
def test_half_a_bundle_leaves_nothing(tmp_path: Path, size: int) -> None:
    with opened(f"sqlite:///{tmp_path / 'first.sqlite'}") as first:
        add(first, SOME[:2])
        path = exported(first, tmp_path / "one.zip")
    path.write_bytes(path.read_bytes()[:size])
    with opened(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        with pytest.raises(WaqaiError, match="WQ409"), other.writing() as connection:
            bundle.read(connection, path)
        assert not any(rows(other).values())


def test_a_bundle_of_a_newer_schema_is_told(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'first.sqlite'}") as first:
        newer = changed(
            exported(first, tmp_path / "one.zip"),
            lambda name, data: data.replace(b'"schema": 1', b'"schema": 99') if name == "manifest.json" else data,
        )
    with opened(f"sqlite:///{tmp_path / 'other.sqlite'}") as other, pytest.raises(WaqaiError, match="WQ410"):  # noqa: SIM117
        with other.writing() as connection:
            bundle.read(connection, newer)


def test_the_commands_write_and_restore(tmp_path: Path) -> None:
    first, path, other = (str(tmp_path / name) for name in ("first.db", "ledger.zip", "other.db"))
    with opened(f"sqlite:///{first}") as ledger:
        add(ledger, SOME[:3])
        wanted = content(ledger)
    run = CliRunner()
    assert run.invoke(main, ["export", "bundle", "--ledger", first, "-o", path]).exit_code == 0
    assert run.invoke(main, ["import", path, "--ledger", other]).exit_code == 0
    with opened(f"sqlite:///{other}") as ledger:
        assert content(ledger) == wanted
    again = run.invoke(main, ["import", path, "--ledger", other])
    assert (again.exit_code, "WQ411" in again.stderr) == (2, True)
    lost = run.invoke(main, ["import", str(tmp_path / "none.zip"), "--ledger", str(tmp_path / "third.db")])
    assert (lost.exit_code, "WQ103" in lost.stderr) == (1, True)
    full = run.invoke(main, ["export", "bundle", "--ledger", first, "-o", "/dev/full/ledger.zip"])
    assert (full.exit_code, "WQ902" in full.stderr) == (1, True)
