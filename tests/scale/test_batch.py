"""waqai batch: the same bytes whoever reads, what is in the tables, what a second run notices."""

from __future__ import annotations

import json
import re
from importlib import util
from pathlib import Path

import pytest
from batches import ROOT, SIZE, batch, finished, rows, tree, undisturbed_run, waqai, written_input
from click.testing import CliRunner

from waqai import cli
from waqai.scale.files import only_writer
from waqai.scale.tables import COLUMNS

source = pytest.fixture(scope="module")(written_input)
undisturbed = pytest.fixture(scope="module")(undisturbed_run)


def records(path: Path) -> list[str]:
    return waqai("read", path, "--format", "jsonl").stdout_bytes.decode().split("\n")[:-1]


def test_records_come_back_byte_for_byte(source: Path, undisturbed: Path) -> None:
    assert [row["record"] for row in rows(undisturbed, "articles")] == records(source)
    assert finished(undisturbed) > 4


@pytest.mark.parametrize("args", [("--jobs", "2"), ("--jobs", "3"), ("--engine", "dask", "--jobs", "2")])
def test_the_same_bytes_whoever_reads(source: Path, undisturbed: Path, tmp_path: Path, args: tuple[str, ...]) -> None:
    assert batch(source, tmp_path / "run", *args).exit_code == 1
    assert tree(tmp_path / "run") == tree(undisturbed)


def test_flat_tables_say_what_the_records_say(undisturbed: Path) -> None:
    found = {table: rows(undisturbed, table) for table in COLUMNS}
    for article in found["articles"]:
        record = json.loads(article["record"])
        mine = {
            table: [row for row in found[table] if row["version"] == article["version"]] for table in found if table != "failures"
        }
        assert article["events"] == len(record["events"]) == len(mine["events"])
        assert [row["confidence"] for row in mine["events"]] == [event["confidence"] for event in record["events"]]
        text = record["text"]
        assert all(row["word"] == text[row["start"] : row["end"]] for row in mine["events"])
        sides = [
            (event["id"], role[:-1], side["entity"])
            for event in record["events"]
            for role in ("actors", "recipients")
            for side in event[role]
        ]
        assert sides == [(row["event"], row["role"], row["entity"]) for row in mine["participants"]]
        assert [row["statement"] for row in mine["statements"]] == [told["id"] for told in record["statements"]]
        pieces = [[text[span["start"] : span["end"]] for span in told["content"]] for told in record["statements"]]
        assert pieces == [row["content"] for row in mine["statements"]]
        assert [row["entity"] for row in mine["entities"]] == [entity["id"] for entity in record["entities"]]
    assert all(len(found[table]) > 10 for table in ("events", "participants", "statements", "entities"))
    assert {type(row["account"]) for row in found["events"]} == {str, type(None)}


def test_failures_are_in_their_table(source: Path, undisturbed: Path) -> None:
    found = [(row["source"], row["line"], row["number"], row["level"]) for row in rows(undisturbed, "failures")]
    wanted = [(11, "WQ301", "error"), (13, "WQ201", "error"), (15, "WQ351", "warning")]
    assert found == [(str(source), *one) for one in wanted]
    assert all(row["message"] and row["advice"] for row in rows(undisturbed, "failures"))


def test_columns_are_documented() -> None:
    page = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
    for table, columns in COLUMNS.items():
        section = page.split(f"### {table}\n")[1].split("\n#")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [name for name, _ in columns]


@pytest.mark.parametrize("command", ["batch", "load"])
def test_help_stands_in_the_documentation(command: str) -> None:
    shown = CliRunner(env={"COLUMNS": "80"}).invoke(cli.main, [command, "--help"], prog_name="waqai").stdout
    assert shown.strip() in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def test_a_second_run_reads_nothing_again(source: Path, undisturbed: Path, tmp_path: Path) -> None:
    before = tree(undisturbed)
    result = batch(source, undisturbed, "--report", tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert result.exit_code == 1, result.output  # some articles could not be read, whichever run found that
    assert report["read"] == 0
    assert report["failed"] == {"WQ201": 1, "WQ301": 1}
    assert report["skipped"] == {"articles of shards that were done before": len(rows(undisturbed, "articles"))}
    assert tree(undisturbed) == before


def test_damaged_shards_are_written_again(source: Path, undisturbed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    batch(source, folder, "--jobs", "1")
    (folder / "events" / "000001.parquet").unlink()
    path = folder / "articles" / "000002.parquet"
    path.write_bytes(path.read_bytes()[:-7] + b"damaged")
    (folder / "receipts" / "000003.json").write_bytes(b"{")
    batch(source, folder, "--jobs", "1", "--report", tmp_path / "report.json")
    assert tree(folder) == tree(undisturbed)
    done = json.loads((folder / "receipts" / "000000.json").read_bytes())["articles"]
    assert 0 < json.loads((tmp_path / "report.json").read_bytes())["read"] < len(rows(folder, "articles")) - done


@pytest.mark.parametrize(
    ("change", "args", "code"),
    [
        (lambda data: data[:-400] + b" " * 399 + b"\n", (), "WQ683"),
        (lambda data: data + data, (), "WQ683"),
        (lambda data: data, ("--rules-only",), "WQ683"),
        (lambda data: data, ("--shard-size", "30k"), "WQ683"),
    ],
)
def test_what_has_changed_is_noticed(source: Path, tmp_path: Path, change, args: tuple[str, ...], code: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    path, folder = tmp_path / "a.jsonl", tmp_path / "run"
    path.write_bytes(source.read_bytes()[:30_000])
    batch(path, folder, "--jobs", "1")
    before = tree(folder)
    path.write_bytes(change(path.read_bytes()))
    result = batch(path, folder, "--jobs", "1", *args)
    assert result.exit_code == 2
    assert code in result.stderr
    assert tree(folder) == before
    assert batch(path, folder, "--jobs", "1", "--fresh", *args).exit_code in {0, 1}
    assert tree(folder) != before


def test_another_pipeline_is_noticed(source: Path, tmp_path: Path) -> None:
    path, folder = tmp_path / "a.jsonl", tmp_path / "run"
    path.write_bytes(source.read_bytes().split(b"\n")[0] + b"\n")
    batch(path, folder, "--jobs", "1")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["pipeline"]["digest"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest))
    result = batch(path, folder)
    assert (result.exit_code, "WQ684" in result.stderr, "000000000000" in result.stderr) == (2, True, True)
    assert batch(path, folder, "--fresh", "--jobs", "1").exit_code == 0


def test_folders_that_are_no_runs_stay_as_they_are(source: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for args in ((), ("--fresh",)):
        result = batch(source, tmp_path, "--jobs", "1", *args)
        assert (result.exit_code, "WQ685" in result.stderr) == (2, True)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    (tmp_path / "notes.txt").unlink()
    (tmp_path / "manifest.json").write_bytes(b"[]")
    assert "WQ685" in batch(source, tmp_path, "--jobs", "1").stderr


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("-", "--out", "x"), "WQ680"),
        (("https://example.org/a", "--out", "x"), "WQ680"),
        (("missing.jsonl", "--out", "x"), "WQ004"),
        ((__file__, "--out", "x", "--shard-size", "none"), "WQ001"),
        ((__file__, "--out", "x", "--scheduler", "tcp://127.0.0.1:1"), "WQ001"),
        ((__file__, "--out", "x", "--engine", "dask", "--scheduler", "nonsense://"), "WQ689"),
    ],
)
def test_bad_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], code: str) -> None:
    monkeypatch.chdir(tmp_path)
    result = waqai("batch", *args)
    assert result.exit_code == 2, result.output
    assert code in result.stderr


@pytest.mark.parametrize(("missing", "args", "code"), [("pyarrow", (), "WQ681"), ("distributed", ("--engine", "dask"), "WQ682")])
def test_a_missing_extra_is_told(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str, args: tuple[str, ...], code: str
) -> None:
    find = util.find_spec
    for module in ("waqai.scale.shards.find_spec", "waqai.scale.cluster.find_spec"):
        monkeypatch.setattr(module, lambda name: None if name == missing else find(name))
    result = batch(source, tmp_path / "run", *args)
    assert (result.exit_code, code in result.stderr) == (2, True)
    assert not (tmp_path / "run").exists()


def test_a_folder_of_small_files_shares_shards(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"Egypt and Jordan held talks in Cairo on day {number}.", encoding="utf-8")
    (folder / "page.docx").write_bytes(b"x")
    result = batch(folder, tmp_path / "run", "--jobs", "1", "--published", "2025-02-13")
    assert result.exit_code == 0, result.output
    assert "WQ153" in result.stderr
    assert finished(tmp_path / "run") == 1
    assert [row["id"] for row in rows(tmp_path / "run", "articles")] == [f"{number:02}" for number in range(30)]
    assert {row["source"] for row in rows(tmp_path / "run", "articles")} == {str(folder / f"{n:02}.txt") for n in range(30)}
    assert {row["published"] for row in rows(tmp_path / "run", "articles")} == {"2025-02-13"}


def test_two_runs_do_not_write_into_one_folder(source: Path, tmp_path: Path) -> None:
    with only_writer(tmp_path):
        result = batch(source, tmp_path, "--jobs", "1")
    assert (result.exit_code, "WQ686" in result.stderr) == (2, True)


def test_json_logs(source: Path, tmp_path: Path) -> None:
    result = waqai("batch", source, tmp_path / "none", "--out", tmp_path / "run")
    assert "WQ004" in result.stderr
    result = batch(source, tmp_path / "run", "--jobs", "1", "--log-format", "json")
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    assert lines[-1]["event"] == "report"
    assert lines[-1]["failed"] == {"WQ201": 1, "WQ301": 1}
    assert SIZE
    assert all(line["time"] for line in lines)
