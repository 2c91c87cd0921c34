"""Annotated articles beside the repository, scored by the scorer that lies with them (``../shared/score/score.py``).

The articles are third-party text and stay out of the repository; so does the scorer, which is loaded from where it is. Where the
folder is absent, everything here says so and nothing fails.
"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import msgspec

from waqai.evaluate.counts import Score
from waqai.model import Record
from waqai.parsers import Parser
from waqai.reading.pipeline import read

ROOT: Final = Path(__file__).parents[3]
SHARED: Final = ROOT.parent / "shared"
SEED_PUBLISHED: Final = "2025-02-13"

Figures = dict[str, float]


class Result(msgspec.Struct, frozen=True):
    """The scorer's figures over a folder, its counts of each event type, and its list of errors."""

    figures: Figures
    types: dict[str, Score]
    errors: tuple[str, ...]


def absent(shared: Path = SHARED) -> str | None:
    """Return why gold articles cannot be scored here, ``None`` if they can."""
    needed = (shared / "score" / "score.py", shared / "gold" / "seed" / "seed.json")
    return None if all(path.is_file() for path in needed) else "the annotated articles ../shared are not beside this repository"


@cache
def scorer(shared: Path = SHARED) -> ModuleType:
    """Return the scorer as a module."""
    path = shared / "score" / "score.py"
    spec = importlib.util.spec_from_file_location("waqai_shared_score", path)
    if spec is None or spec.loader is None:
        raise ImportError(path.name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def published_days(folder: Path) -> dict[str, str]:
    """Return the publication date of each article of a gold folder, from its ``articles.jsonl``."""
    path = folder / "articles.jsonl"
    if not path.is_file():
        return {}
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {article["id"]: article["published"] for article in lines if article.get("published")}


def plain(record: Record) -> dict[str, Any]:
    """Return a record as the scorer takes it: what JSON would hold."""
    return msgspec.json.decode(msgspec.json.encode(record), type=dict[str, Any])


def score_folder(
    folder: Path,
    *,
    published: str | None = None,
    dated: bool = True,
    learned: bool = True,
    parser: Parser | None = None,
    shared: Path = SHARED,
) -> Result:
    """Read and score the articles of a gold folder.

    Args:
        folder: the gold folder.
        published: the date of an article that ``articles.jsonl`` gives none for.
        dated: whether the reader is told the dates at all.
        learned: whether the learned judgement follows the rules.
        parser: what parses English sentences, if anything does.
        shared: where the scorer lies.
    """
    score = scorer(shared)
    days = published_days(folder)
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for gold in score.load_gold(folder):
        day = days.get(gold.id, published) if dated else None
        score.score_article(gold, plain(read(gold.text, published=day, learned=learned, parser=parser)), counts, errors)
    types = {
        kind: Score(*(counts[f"type_{kind}_{what}"] for what in ("tp", "fp", "fn")))
        for kind in score.EVENT_TYPES
        if any(counts[f"type_{kind}_{what}"] for what in ("tp", "fp", "fn"))
    }
    return Result(score.figures(counts), types, tuple(errors))
