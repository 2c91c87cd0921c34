"""The page that says how to add a language: its files and edits, applied to a copy of the package, read its text as it prints."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from waqai.languages.base import Grammar

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "add-a-language.md").read_text(encoding="utf-8")
BLOCK = r"\n\n```\w*\n(.*?)^```$"
FILE = re.compile(rf"^`(src/[^`]+)`{BLOCK}", re.MULTILINE | re.DOTALL)
EDIT = re.compile(rf"^In `(src/[^`]+)`, after the line{BLOCK}\n\nadd{BLOCK}", re.MULTILINE | re.DOTALL)
PROGRAM = re.compile(rf"^Now the program{BLOCK}\n\nprints{BLOCK}", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the package to which everything that the page says was done."""
    folder = tmp_path_factory.mktemp("toyish")
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for path, line, added in EDIT.findall(PAGE):
        known = (folder / path).read_text(encoding="utf-8")
        assert known.count(f"\n{line}") == 1, f"{path} has not exactly one line {line!r}"
        (folder / path).write_text(known.replace(f"\n{line}", f"\n{line}{added}"), encoding="utf-8")
    for path, text in FILE.findall(PAGE):
        assert not (folder / path).exists(), f"{path} is there already"
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    return subprocess.run(  # noqa: S603
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_every_function_of_a_grammar_is_explained() -> None:
    headings = "\n".join(line for line in PAGE.split("\n") if line.startswith("## "))
    assert [name for name in Grammar.__struct_fields__ if f"`{name}`" not in headings] == []


def test_every_block_is_a_file_an_edit_or_the_program() -> None:
    assert PAGE.count("```") == 2 * (len(FILE.findall(PAGE)) + 2 * len(EDIT.findall(PAGE)) + 2 * len(PROGRAM.findall(PAGE)))


def test_toy_language_is_read_as_the_page_prints(copy: Path) -> None:
    ((program, printed),) = PROGRAM.findall(PAGE)
    found = run(copy, "-c", program)
    assert found.stderr == ""
    assert found.stdout == printed


def test_tables_of_the_page_keep_the_rules_of_every_table(copy: Path) -> None:
    for path in ("docs/tables.md", "tests/data/test_tables.py"):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, copy / path)
    options = ("-q", "-k", "xx or prepositions", "-p", "no:cacheprovider", "-p", "no:xdist")
    found = run(copy, "-m", "pytest", *options, "tests/data/test_tables.py")
    assert found.returncode == 0, found.stdout[-4000:]
