"""The annotations that the repository keeps are offsets of the right form; where the texts are at hand, of these very texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from waqai.evaluate import annotated, gold, pairs
from waqai.ontology import load

LINES = annotated.ANNOTATIONS.read_text(encoding="utf-8").splitlines()


def articles() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LINES]


def spans(article: dict[str, Any]) -> list[list[int]]:
    slots = [slot["span"] for event in article["events"] for name in ("actors", "recipients") for slot in event[name]]
    said = [span for statement in article["statements"] for span in (*statement["spans"], *statement["speaker_spans"])]
    whole = [item["span"] for item in (*article["events"], *article["times"])]
    return [span for span in (*slots, *said, *whole) if span is not None]


def test_lines_are_sorted_and_distinct() -> None:
    identifiers = [article["id"] for article in articles()]
    assert sorted(LINES) == LINES
    assert len(set(identifiers)) == len(identifiers) == 320


@pytest.mark.parametrize("article", articles(), ids=lambda article: article["id"])
def test_form(article: dict[str, Any]) -> None:
    assert len(article["sha256"]) == 64
    assert all(0 <= start < end for start, end in spans(article))
    known = set(load().types)
    assert {event["type"] for event in article["events"]} <= known
    statuses = {status for event in article["events"] for status in event["status"]}
    assert statuses <= {"actual", "historical", "future", "hypothetical", "negation"}


def test_no_text_is_kept() -> None:
    words = [part for line in LINES for part in line.split('"') if any("\u0621" <= letter <= "\u064a" for letter in part)]
    assert words == []


@pytest.mark.gold
@pytest.mark.skipif(annotated.absent() is not None, reason=str(annotated.absent()))
@pytest.mark.parametrize("held", [False, True])
def test_offsets_lie_in_the_texts(held: bool) -> None:  # noqa: FBT001
    for annotation, text in annotated.articles(held=held):
        assert all(end <= len(text) for _, end in spans(annotation))


OWN = [(folder, identifier) for folder in (annotated.OWN, pairs.FOLDER) for identifier in gold.published_days(folder)]


@pytest.mark.parametrize(("folder", "identifier"), OWN)
def test_own_articles_name_what_stands_in_their_texts(folder: Path, identifier: str) -> None:
    annotation = json.loads((folder / f"{identifier}.json").read_text(encoding="utf-8"))
    lines = (folder / "text" / f"{identifier}.txt").read_text(encoding="utf-8").splitlines()
    assert annotation["id"] == identifier
    for item in annotation["events"]:
        assert item["trigger"] in lines[item["line"]]
        assert item["type"] in load().types
    texts = [slot["text"] for event in annotation["events"] for name in ("actors", "recipients") for slot in event[name]]
    assert all(text.strip() for text in texts)


@pytest.mark.parametrize("folder", [annotated.OWN, pairs.FOLDER])
def test_every_own_article_is_listed(folder: Path) -> None:
    assert sorted(gold.published_days(folder)) == sorted(path.name.removesuffix(".json") for path in folder.glob("*.json"))


def test_the_two_languages_of_a_story_are_annotated_alike() -> None:
    found = list(pairs.stories())
    assert len(found) >= 20
    assert pairs.figures(found[:1])["equal_annotated"] == 1.0


def test_equal_events_are_counted_as_bags() -> None:
    assert pairs.dice(["a", "a", "b"], ["a", "c"]) == (2, 5)
