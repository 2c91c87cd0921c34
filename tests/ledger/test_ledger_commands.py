"""The commands of the ledger, as a user runs them one after the other."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from ledgers import where

from waqai import cli
from waqai.evaluate.week import FOLDER

IDS = ("w01", "w02", "w07", "w19", "w22")
COUNTS = {"documents": 5, "versions": 5, "sources": 4, "copies": 1, "retracted": 0}


def run(*args: str) -> Result:
    """Run waqai."""
    return CliRunner(env={"COLUMNS": "120"}).invoke(cli.main, args, prog_name="waqai")


def lines(*args: str) -> list[dict[str, object]]:
    """Run waqai and return the JSON of its lines."""
    result = run(*args)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def articles(tmp_path: Path) -> str:
    """Give a file with some articles of the week."""
    found = (FOLDER / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(f"{line}\n" for line in found if json.loads(line)["id"] in IDS), encoding="utf-8")
    return str(path)


def test_commands_one_after_the_other(ledger_url: str, articles: str) -> None:
    at = ("--ledger", where(ledger_url))
    first, second = run("add", articles, *at), run("add", articles, *at)
    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    assert first.stdout.startswith("5 new, 0 known, 0 edited, 0 older"), first.stdout
    assert second.stdout.startswith("0 new, 5 known, 0 edited, 0 older"), second.stdout

    (stats,) = lines("stats", *at, "--format", "jsonl")
    assert {name: stats[name] for name in COUNTS} == COUNTS
    assert run("stats", *at).exit_code == 0

    (copies,) = lines("copies", *at, "--format", "jsonl")
    assert copies["articles"] == ["w01", "w02"]
    assert "w01 w02" in run("copies", *at).stdout

    found = lines("events", *at, "--status", "all", "--format", "jsonl")
    shown = lines("events", *at, "--format", "jsonl")
    assert 0 < len(shown) < len(found) == stats["events"]
    assert {one["status"] for one in shown} <= {"actual", "historical"}
    table = run("events", *at, "--format", "table")
    sheet = list(csv.DictReader(io.StringIO(run("events", *at, "--format", "csv").stdout)))
    assert table.exit_code == 0
    assert len(table.stdout.splitlines()) == len(shown) + 1
    assert [row["id"] for row in sheet] == [one["id"] for one in shown]

    name = str(shown[0]["id"])
    assert lines("event", name, *at, "--format", "jsonl") == [shown[0]]
    assert run("event", name, *at).exit_code == 0
    assert run("event", name, *at).stdout.strip()

    gone = run("retract", "w19", "--reason", "withdrawn", *at)
    assert gone.exit_code == 0, gone.output
    (after,) = lines("stats", *at, "--format", "jsonl")
    assert (after["documents"], after["versions"], after["retracted"]) == (4, 5, 1)
    assert run("add", articles, *at).stdout.startswith("0 new, 5 known")


def test_merge_and_split(ledger_url: str, articles: str) -> None:
    at = ("--ledger", where(ledger_url))
    run("add", articles, *at)
    one, other = [str(found["id"]) for found in lines("events", *at, "--format", "jsonl")][:2]
    merged = run("merge", one, other, "--reason", "one", *at)
    assert merged.exit_code == 0, merged.output
    (event,) = lines("event", merged.stdout.strip(), *at, "--format", "jsonl")
    accounts = event["accounts"]
    assert isinstance(accounts, list)
    assert len(accounts) > 1
    parted = run("split", merged.stdout.strip(), accounts[0]["id"], "--reason", "two", *at)
    assert parted.exit_code == 0, parted.output
    assert accounts[0]["id"] in str(lines("event", parted.stdout.strip(), *at, "--format", "jsonl"))


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("events",), "WQ401"),
        (("stats",), "WQ401"),
        (("retract", "w01", "--reason", "x"), "WQ401"),
        (("event", "e-0"), "WQ401"),
    ],
)
def test_without_a_ledger(tmp_path: Path, args: tuple[str, ...], code: str) -> None:
    result = run(*args, "--ledger", str(tmp_path / "none.db"))
    assert result.exit_code == 2
    assert code in result.stderr
    assert "Traceback" not in result.output


def test_what_is_not_there(ledger_url: str, articles: str) -> None:
    at = ("--ledger", where(ledger_url))
    run("add", articles, *at)
    for args, code in (
        (("event", "e-0"), "WQ406"),
        (("retract", "w99", "--reason", "x"), "WQ405"),
        (("merge", "e-0", "e-1", "--reason", "x"), "WQ406"),
        (("events", "--as-of", "yesterday"), "WQ"),
    ):
        result = run(*args, *at)
        assert result.exit_code == 2, (args, result.output)
        assert code in result.stderr, args


@pytest.mark.parametrize("args", [("events",), ("stats",), ("copies",), ("merge", "a", "b", "--reason", "x"), ("add",)])
def test_a_file_that_is_no_ledger_is_told_without_a_traceback(tmp_path: Path, articles: str, args: tuple[str, ...]) -> None:
    path = tmp_path / "notes.db"
    path.write_text("no database\n" * 500, encoding="utf-8")
    result = run(*args, *([articles] if args == ("add",) else []), "--ledger", str(path))
    assert result.exit_code in {1, 2}, (result.output, result.exception)
    assert "WQ404" in result.stderr
