"""What several test modules share: texts made of real sentences and of everything that Unicode allows, and the gold folders."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from postgres_server import COMMAND, NAMED, REQUIRED, UnavailableError, empty_database, postgres
from sqlalchemy import URL

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

# One profile everywhere: the same examples in every run, so that a failure is seen again.
settings.register_profile("waqai", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("waqai")

BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
CONTROLS = BIDI + "\u200b\u200c\u200d\ufeff\u00ad\u0640\u064b\u0651\u0652"
MARKS = "\"'“”«»„‹›()[]:؛،,.!?؟…–-\n\r\t \u00a0\u2028\x00\x0b\x85"
PRESENTATION = "ﻻﻼﷲﻣﺣﻤﺪﷺﭐﮎ"


@cache
def article_lines(language: str) -> tuple[str, ...]:
    """Return lines of the sample articles and the sentences of the test cases of a language."""
    found: list[str] = []
    for path in sorted((ROOT / "samples").glob(f"{language}_*")):
        text = path.read_text(encoding="utf-8")
        articles = [json.loads(line)["text"] for line in text.splitlines()] if path.suffix == ".jsonl" else [text]
        found.extend(line for article in articles for line in article.splitlines() if line.strip())
    cases = ROOT / "tests" / "cases" / f"sentences_{language}.jsonl"
    if cases.exists():
        found.extend(json.loads(line)["text"] for line in cases.read_text(encoding="utf-8").splitlines() if line.strip())
    return tuple(found)


def noise() -> st.SearchStrategy[str]:
    """Return short strings of what real pages hold by accident: controls, marks, presentation forms, any character at all."""
    letters = st.one_of(
        st.sampled_from(list(CONTROLS + MARKS + PRESENTATION)),
        st.characters(codec="utf-8"),
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    )
    return st.text(letters, max_size=12)


def lines(language: str) -> st.SearchStrategy[str]:
    """Return real lines, some cut short, some joined, some with noise inside."""
    real = st.sampled_from(article_lines(language))
    cut = st.builds(lambda line, at: line[at % len(line) :], real, st.integers(0, 400))
    dirty = st.builds(
        lambda line, at, dirt: line[: at % len(line)] + dirt + line[at % len(line) :], real, st.integers(0, 400), noise()
    )
    return st.one_of(real, real, cut, dirty, noise())


def pages(language: str, most: int = 6) -> st.SearchStrategy[str]:
    """Return pages: lines joined by line ends or spaces."""
    return st.builds(
        lambda parts, mark: mark.join(parts), st.lists(lines(language), max_size=most), st.sampled_from(["\n", " ", "\n\n"])
    )


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of annotated articles beside the repository; skip where it is absent."""
    if not (SHARED / "gold" / "seed").is_dir():
        pytest.skip("the annotated articles ../shared/gold are not beside this repository")
    return SHARED


def without_postgres(reason: str) -> NoReturn:
    """Leave a test of PostgreSQL out and say how to add it; fail where one is required, as in CI, and none is named."""
    if os.environ.get(REQUIRED) == "1" and not os.environ.get(NAMED):
        pytest.fail(f"no PostgreSQL, and {REQUIRED} is set: {reason}", pytrace=False)
    pytest.skip(f"no PostgreSQL ({reason}). {COMMAND}")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """Give the URL of a PostgreSQL on which databases may be created; skip where there is none."""
    try:
        with postgres() as url:
            yield url
    except UnavailableError as reason:
        without_postgres(str(reason))


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of an empty database, once of each kind that the ledger is kept in."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.sqlite'}"
        return
    with empty_database(request.getfixturevalue("postgres_server")) as url:
        yield url.render_as_string(hide_password=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was left out and how to add it; `scripts/test` asks in WAQAI_LEFT_OUT to have it in a file as well."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped if isinstance(report.longrepr, tuple))
    said = [f"Left out: {count} test{'s' if count > 1 else ''}: {reason}" for reason, count in reasons.items()]
    if said:
        terminalreporter.section("left out")
    for line in said:
        terminalreporter.line(line)
    if path := os.environ.get("WAQAI_LEFT_OUT"):
        Path(path).write_text("".join(f"{line}\n" for line in said), encoding="utf-8")
