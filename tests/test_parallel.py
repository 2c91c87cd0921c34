"""Reading in several processes gives what reading in one gives, in the same order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT

from waqai import cli
from waqai.commands.parallel import at_once, in_order


def halved(number: int) -> float:
    """Return half of a number that is not 13."""
    if number == 13:
        message = "thirteen"
        raise ValueError(message)
    return number / 2


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 400])
@pytest.mark.parametrize("processes", [1, 2])
def test_answers_come_in_order(count: int, processes: int) -> None:
    numbers = range(100, 100 + count)
    assert list(in_order(halved, numbers, processes=processes)) == [number / 2 for number in numbers]


@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_comes_out(processes: int) -> None:
    with pytest.raises(ValueError, match="thirteen"):
        list(in_order(halved, range(200), processes=processes))


def test_only_a_few_questions_are_taken_ahead() -> None:
    questions = iter(range(100, 5000))
    found = in_order(halved, questions, processes=2)
    next(found)
    assert next(questions) < 600


def test_jobs_change_no_ledger(tmp_path: Path) -> None:
    lines = (ROOT / "corpus" / "week" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f"{line}\n" for line in [*lines, json.dumps({"id": "empty", "text": " "})]), encoding="utf-8")
    shown = []
    for jobs in ("1", "2"):
        ledger = str(tmp_path / f"{jobs}.db")
        done = CliRunner().invoke(cli.main, ["add", str(path), "--ledger", ledger, "--jobs", jobs])
        assert done.exit_code == 1
        assert "WQ301" in done.output
        shown.append(CliRunner().invoke(cli.main, ["events", "--ledger", ledger, "--format", "jsonl", "--status", "all"]).output)
    assert shown[0] == shown[1]
    assert len(shown[0].splitlines()) > 50


@pytest.mark.parametrize(("items", "processes", "used"), [(0, 4, 1), (63, 4, 1), (64, 4, 4), (64, 1, 1)])
def test_few_items_are_not_worth_other_processes(items: int, processes: int, used: int) -> None:
    assert at_once(items, processes) == used
