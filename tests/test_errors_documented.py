"""Every numbered message is documented, in its own words, and nothing else is."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from waqai import errors
from waqai.errors import PROBLEMS, Problem

PAGE = Path(__file__).parents[1] / errors.PAGE
HEADING = re.compile(r"^### (WQ\d{3})$", re.MULTILINE)


def _sections() -> dict[str, str]:
    parts = HEADING.split(PAGE.read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_headings_are_the_numbers_in_order() -> None:
    headings = HEADING.findall(PAGE.read_text(encoding="utf-8"))
    assert headings == [problem.code for problem in PROBLEMS] == sorted(headings)


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.code)
def test_section_gives_message_level_and_advice(problem: Problem) -> None:
    section = _sections()[problem.code]
    assert f"`{problem.message}`" in section
    assert f"**{problem.level}**" in section
    assert problem.advice in section


def test_every_problem_of_every_module_is_in_the_table() -> None:
    modules = [import_module(f"{errors.__name__}.{found.name}") for found in iter_modules(errors.__path__)]
    defined = {name: value for module in modules for name, value in vars(module).items() if isinstance(value, Problem)}
    assert {name: getattr(errors, name, None) for name in defined} == defined
    assert sorted(problem.code for problem in defined.values()) == [problem.code for problem in PROBLEMS]


def test_each_module_holds_one_range_of_numbers() -> None:
    for found in iter_modules(errors.__path__):
        module = import_module(f"{errors.__name__}.{found.name}")
        numbers = [value.code for value in vars(module).values() if isinstance(value, Problem)]
        first, last = re.findall(r"WQ\d{3}", module.__doc__ or "") or ("", "")
        assert numbers == [problem.code for problem in PROBLEMS if first <= problem.code <= last], found.name


def test_numbers_are_unique_and_anchored() -> None:
    assert len({problem.code for problem in PROBLEMS}) == len(PROBLEMS)
    assert errors.BAD_JSON.anchor == "docs/errors.md#wq201"


def test_a_notice_is_one_printable_line() -> None:
    notice = errors.UNREADABLE.at("bad\nname\x1b[31m\u202e.txt", line=3, column=2, reason="no\r\nway")
    line = notice.render()
    assert line.startswith("error WQ103: bad\\x0aname\\x1b[31m\\u202e.txt, line 3, column 2: ")
    assert line.isprintable()


def test_the_limit_in_words_is_the_limit_in_force() -> None:
    assert f"{errors.MAX_CHARACTERS:,}" in errors.TOO_LONG.message
    assert f"{errors.MAX_CHARACTERS:,}" in errors.TOO_MANY_BYTES.advice
