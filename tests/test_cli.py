"""The command line: options, order, exit status, streams; the reader itself is a stub here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import waqai
from waqai import cli
from waqai.commands.ledger import COMMANDS
from waqai.model import Article, Language, Record

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Put a stub in the reader's place; return what it is called with."""
    seen: list[dict[str, Any]] = []

    def read(text: str, *, article: Article, **options: Any) -> Record:  # noqa: ANN401
        seen.append({"text": text, "article": article, **options})
        if "explode" in text:
            message = "boom\nsecond line"
            raise RuntimeError(message)
        language: Language = "und" if "???" in text else "ar"
        return Record(version=1, article=Article(id=article.id, source=article.source, language=language), text=text)

    monkeypatch.setattr(waqai, "read", read)
    return seen


def _run(*args: str, stdin: bytes | None = None, **env: str) -> Result:
    return CliRunner(env={"COLUMNS": "80", **env}).invoke(cli.main, args, input=stdin, prog_name="waqai")


def _ids(result: Result) -> list[str]:
    return [json.loads(line)["article"]["id"] for line in result.stdout.splitlines()]


def _lines(*rows: object) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def test_version_and_help() -> None:
    assert _run("--version").stdout == f"waqai {waqai.__version__}\n"
    assert "Examples:" in _run("--help").stdout
    assert "Exit status: 0" in _run("read", "--help").stdout


def test_help_stands_in_the_documentation() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert _run("read", "--help").stdout.strip() in page


def test_public_names() -> None:
    assert waqai.__all__ == sorted(waqai.__all__)
    assert {"Record", "__version__", "read"} <= set(waqai.__all__)


def test_records_come_in_input_order_one_a_line(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("b\nc")
    (tmp_path / "a.jsonl").write_bytes(_lines({"id": "2", "text": "x"}, {"id": "1", "text": "y"}, {"id": "1", "text": "z"}))
    args = ("read", str(tmp_path / "b.txt"), str(tmp_path), "-", "--format", "jsonl")
    result = _run(*args, stdin=b"text")
    assert (result.exit_code, result.stderr) == (0, "")
    assert _ids(result) == ["b", "2", "1", "1", "b", "stdin"]
    assert _run(*args, stdin=b"text").stdout_bytes == result.stdout_bytes


def test_arguments_reach_the_reader(calls: list[dict[str, Any]]) -> None:
    rows = _lines({"text": "a"}, {"text": "b", "published": "2024-01-01", "language": "en", "title": "T", "outlet": "O"})
    result = _run("read", "-", "--published", "2025-02-13", "--language", "ar", stdin=rows)
    assert result.exit_code == 0
    options = [(call["text"], call["published"], call["language"], call["title"]) for call in calls]
    assert options == [("a", "2025-02-13", "ar", None), ("T\n\nb", "2024-01-01", "en", "T")]
    assert calls[1]["article"].outlet == "O"


def test_some_failed_the_rest_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(_lines({"text": "a"}, {"no": 1}) + b'{"text": "b"\n' + _lines({"text": "c"}))
    result = _run("read", str(path), "--format", "jsonl")
    assert result.exit_code == 1
    assert _ids(result) == ["a:1", "a:4"]
    first, second = result.stderr.splitlines()
    assert first.startswith(f"waqai: error WQ203: {path}, line 2: ")
    assert second.startswith(f"waqai: error WQ201: {path}, line 3, column 13: ")


def test_an_exception_in_one_article_does_not_cost_the_others() -> None:
    rows = _lines({"text": "a"}, {"text": "explode", "id": "bad"}, {"text": "c"})
    result = _run("read", "-", "--format", "jsonl", stdin=rows)
    assert result.exit_code == 1
    assert _ids(result) == ["stdin:1", "stdin:3"]
    (line,) = result.stderr.splitlines()
    assert line.startswith(
        "waqai: error WQ901: standard input, line 2: internal error while reading bad (RuntimeError: boom\\x0asecond line)"
    )
    assert "Traceback" in _run("read", "-", "--traceback", stdin=rows).stderr


def test_a_language_that_is_not_read_is_told_and_printed() -> None:
    result = _run("read", "-", "--format", "jsonl", stdin=b"???")
    assert result.exit_code == 0
    assert _ids(result) == ["stdin"]
    assert result.stderr.startswith("waqai: warning WQ351: standard input: ")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("read",), "WQ001"),
        (("read", "-", "--color", "pink"), "WQ001"),
        (("read", "-", "--unknown"), "WQ001"),
        (("write",), "WQ001"),
        (("read", "-", "--published", "13.2.2025"), "WQ002"),
        (("read", "-", "--published", "2025-02-30"), "WQ002"),
        (("read", "-", "--published", "2025-02-13T10:00:00"), "WQ002"),
        (("read", "-", "--language", "fr"), "WQ003"),
        (("read", "-", "nowhere.txt"), "WQ004"),
        (("read", ""), "WQ004"),
        (("read", "-", "-"), "WQ005"),
    ],
)
def test_bad_usage_is_numbered_and_reads_nothing(args: tuple[str, ...], code: str, calls: list[dict[str, Any]]) -> None:
    result = _run(*args, stdin=b"text")
    assert (result.exit_code, result.stdout, calls) == (2, "", [])
    assert f"Error: {code}: " in result.stderr
    assert result.stderr.count("WQ") == 1


def test_text_is_utf8_and_pages_are_apart() -> None:
    result = _run("read", "-", stdin=_lines({"text": "a", "id": "خبر"}, {"text": "b"}))
    pages = result.stdout_bytes.decode().split("\n\n")
    assert [page.splitlines()[0] for page in pages if page] == ["خبر", "stdin:2"]


@pytest.mark.parametrize(
    ("args", "coloured"),
    [((), False), (("--color", "always"), True), (("--color", "never"), False)],
)
def test_colour(args: tuple[str, ...], coloured: bool) -> None:  # noqa: FBT001
    assert ("\x1b[" in _run("read", "-", *args, stdin=b"x").stdout) is coloured


def test_bidi_option() -> None:
    rows = _lines({"text": "a", "id": "خبر"})
    assert _run("read", "-", "--bidi", "isolate", stdin=rows).stdout.startswith("\u2067خبر\u2069")
    assert _run("read", "-", "--bidi", "auto", stdin=rows).stdout.startswith("خبر")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_on_a_terminal(tmp_path: Path, no_color: str, coloured: bool) -> None:  # noqa: FBT001
    import pty  # noqa: PLC0415  # not on every system

    (tmp_path / "خبر.txt").write_text("1")
    main, side = pty.openpty()
    env = os.environ | {"TERM": "xterm", "NO_COLOR": no_color, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "50"}
    command = [sys.executable, "-m", "waqai.cli", "read", str(tmp_path / "خبر.txt")]
    subprocess.run(command, stdout=side, stderr=subprocess.DEVNULL, env=env, check=True)  # noqa: S603
    shown = os.read(main, 65536).decode()
    os.close(main)
    os.close(side)
    assert ("\x1b[" in shown) is coloured
    assert "\u2067خبر\u2069" in shown


def test_progress_is_shown_for_many_articles_at_a_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(_lines(*[{"text": "a"}] * 30))
    started: list[bool] = []
    monkeypatch.setattr("rich.progress.Progress.start", lambda _self: started.append(True))
    quiet = _run("read", str(path))
    assert (quiet.exit_code, started) == (0, [])
    monkeypatch.setattr("waqai.commands.reading._at_terminal", lambda: True)
    shown = _run("read", str(path))
    assert (shown.exit_code, started) == (0, [True])
    assert shown.stdout == quiet.stdout
    filed = _run("add", str(path), "--ledger", str(tmp_path / "a.db"))
    assert (filed.exit_code, started) == (0, [True, True])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("1")
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "waqai.cli", "read", str(tmp_path / "a.txt"), "--format", "jsonl"]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=env, check=False)  # noqa: S603
    assert result.returncode == 1
    assert b"WQ902" in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_reader_that_has_enough_ends_the_run_quietly(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(_lines(*[{"text": "1 " * 5000}] * 200))
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "waqai.cli", "read", str(path), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:  # noqa: S603
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert b"Traceback" not in told
    assert b"Exception" not in told


HELP = """
import sys
from waqai.cli import main
try:
    main(["--help"])
finally:
    print(sorted({"sqlalchemy", "lxml", "httpx", "pyarrow"} & set(sys.modules)), file=sys.stderr)
"""


def test_help_names_the_commands_of_the_ledger_without_loading_them() -> None:
    assert {command.name for command in COMMANDS} == set(cli.LEDGER)
    run = subprocess.run([sys.executable, "-c", HELP], check=True, capture_output=True, text=True)  # noqa: S603
    assert run.stderr.strip() == "[]"
    assert all(text in run.stdout for text in cli.LEDGER.values())
