"""waqai load: the ledger is that of waqai add, on both stores; again, partly, and from damaged shards."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest
from batches import rows, undisturbed_run, waqai, written_input

from waqai.evaluate.week import FOLDER

source = pytest.fixture(scope="module")(written_input)
undisturbed = pytest.fixture(scope="module")(undisturbed_run)

QUESTIONS = (("stats",), ("events", "--status", "all"), ("copies",), ("statements",), ("plans",))


def where(url: str) -> str:
    return url.removeprefix("sqlite:///")


def answers(ledger: str) -> list[str]:
    """Return what a ledger answers."""
    return [waqai(*question, "--ledger", ledger, "--format", "jsonl").stdout for question in QUESTIONS]


def test_the_ledger_is_that_of_add(source: Path, undisturbed: Path, ledger_url: str, tmp_path: Path) -> None:
    added = str(tmp_path / "added.db")
    assert waqai("add", source, "--ledger", added).exit_code == 1
    loaded = waqai("load", undisturbed, "--ledger", where(ledger_url), "--jobs", "2", "--report", tmp_path / "report.json")
    assert loaded.exit_code == 0, loaded.output
    assert answers(where(ledger_url)) == answers(added)
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert report["read"] == len(rows(undisturbed, "articles"))
    assert report["copies"] == json.loads(answers(added)[0])["copies"] > 0


def test_loading_again_adds_nothing(undisturbed: Path, ledger_url: str) -> None:
    first = waqai("load", undisturbed, "--ledger", where(ledger_url))
    found = answers(where(ledger_url))
    again = waqai("load", undisturbed, undisturbed, "--ledger", where(ledger_url))
    assert (first.exit_code, again.exit_code) == (0, 0)
    count = len(rows(undisturbed, "articles"))
    assert first.stdout.startswith(f"{count - 1} new, 0 known, 1 edited")
    assert again.stdout.startswith(f"0 new, {2 * count} known")
    assert answers(where(ledger_url)) == found


def test_damaged_and_missing_shards_are_told_and_the_rest_is_loaded(undisturbed: Path, tmp_path: Path) -> None:
    folder, ledger = copytree(undisturbed, tmp_path / "run"), str(tmp_path / "ledger.db")
    path = folder / "articles" / "000001.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    (folder / "articles" / "000002.parquet").unlink()
    (folder / "receipts" / "000003.json").unlink()
    result = waqai("load", folder, "--ledger", ledger)
    assert result.exit_code == 1
    assert result.stderr.count("error WQ688") == 3
    lost = [json.loads((undisturbed / "receipts" / f"00000{number}.json").read_bytes())["articles"] for number in (1, 2, 3)]
    count = len(rows(undisturbed, "articles"))
    assert result.stdout.startswith(f"{count - sum(lost)} new")
    again = waqai("load", undisturbed, "--ledger", ledger)
    assert f" {count - sum(lost)} known, " in again.stdout
    assert waqai("load", undisturbed, "--ledger", tmp_path / "whole.db").exit_code == 0
    assert answers(ledger) == answers(str(tmp_path / "whole.db"))


@pytest.mark.parametrize("content", [None, b"{}"])
def test_a_folder_without_a_run_is_told(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content)
    result = waqai("load", tmp_path, "--ledger", tmp_path / "ledger.db")
    assert (result.exit_code, "WQ685" in result.stderr) == (2, True)
    assert not (tmp_path / "ledger.db").exists()


def test_add_reports_too(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    result = waqai("add", FOLDER / "articles.jsonl", "--ledger", tmp_path / "ledger.db", "--report", report, "--jobs", "1")
    found = json.loads(report.read_bytes())
    assert result.exit_code == 0
    assert found["read"] == len((FOLDER / "articles.jsonl").read_bytes().splitlines())
    assert found["events"] > 50
    assert found["seconds"].keys() == {"wait", "file"}
    assert "a second" in result.stderr
