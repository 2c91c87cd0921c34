"""What the tests of batches share: an input of the articles of the scripted week, runs as a user starts them, their bytes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
from click.testing import CliRunner, Result

from waqai import cli

ROOT = Path(__file__).parents[2]
WEEK = ROOT / "corpus" / "week" / "articles.jsonl"
SIZE = "8k"  # of a shard, so that there are some
_FOLDER = TemporaryDirectory(prefix="waqai-batches-")
WAQAI = (sys.executable, "-m", "waqai.cli")


def waqai(*args: object) -> Result:
    """Run waqai in this process."""
    return CliRunner(env={"COLUMNS": "120"}).invoke(cli.main, [str(arg) for arg in args], prog_name="waqai")


def batch(path: Path, folder: Path, *args: object) -> Result:
    """Run waqai batch in this process."""
    return waqai("batch", path, "--out", folder, "--shard-size", SIZE, *args)


def begin(path: Path, folder: Path, *args: str) -> subprocess.Popen[bytes]:
    """Start waqai batch in a process of its own."""
    command = [*WAQAI, "batch", str(path), "--out", str(folder), "--shard-size", SIZE, *args]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all that a run wrote, by their paths in its folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def finished(folder: Path) -> int:
    """Return how many shards of a run are finished."""
    return len(list((folder / "receipts").glob("*.json")))


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table of all shards."""
    found: list[dict[str, Any]] = []
    for path in sorted((folder / table).glob("*.parquet")):
        found.extend(pq.ParquetFile(path).read().to_pylist())
    return found


def workers_of(driver: int) -> Iterator[int]:
    """Yield the processes in which a run reads."""
    for name in Path(f"/proc/{driver}/task/{driver}/children").read_text(encoding="ascii").split():
        command = Path(f"/proc/{name}/cmdline").read_bytes()
        if b"spawn_main" in command:
            yield int(name)


def write_input(path: Path) -> Path:
    """Write the articles of the week with some lines that are none and an article without id among them; return the path."""
    lines = WEEK.read_text(encoding="utf-8").splitlines()
    nameless = json.loads(lines[5])
    del nameless["id"], nameless["url"]
    lines[10:10] = [
        '{"text": " "}',
        "",
        "no JSON",
        json.dumps(nameless, ensure_ascii=False),
        '{"text": "Il pleut à Paris ce soir."}',
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@cache
def written_input() -> Path:
    """Return the file that the runs read."""
    return write_input(Path(_FOLDER.name) / "week.jsonl")


@cache
def undisturbed_run() -> Path:
    """Return the folder of a run by one worker, with which others are compared."""
    folder = Path(_FOLDER.name) / "undisturbed"
    result = batch(written_input(), folder, "--jobs", "1")
    assert result.exit_code == 1, result.output  # two lines are no articles
    return folder
