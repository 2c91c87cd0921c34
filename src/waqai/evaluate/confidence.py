"""Whether the confidence of an event means what it says: of the events with confidence .7, seven in ten should be right."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import msgspec

from waqai.evaluate import gold
from waqai.evaluate.counts import ratio
from waqai.reading.pipeline import read

BINS: Final = 5


class Judged(msgspec.Struct, frozen=True):
    """An event's confidence and whether an annotator marked it."""

    confidence: float
    right: bool


def reliability(articles: Iterable[tuple[dict[str, Any], str]]) -> list[Judged]:
    """Return the concrete events of annotated articles; what an annotation leaves open is left out."""
    score = gold.scorer()
    found: list[Judged] = []
    with TemporaryDirectory() as folder:
        for annotation, text in articles:
            path = Path(folder) / f"{annotation['id']}.json"
            path.write_text(json.dumps(annotation), encoding="utf-8")
            wanted = score.Gold(path, text)
            record = gold.plain(read(text, published=annotation["published"]))
            events = [event for event in record["events"] if not event["generic"]]
            pairs = {index: number for number, index in score.match_events(wanted, events)}
            found += [
                Judged(event["confidence"], index in pairs)
                for index, event in enumerate(events)
                if index not in pairs or wanted.events[pairs[index]].get("core", True)
            ]
    return found


def figures(found: list[Judged]) -> dict[str, float]:
    """Return the Brier score, the expected calibration error over bins of equal width, and the number of events."""
    brier = ratio(sum((one.confidence - one.right) ** 2 for one in found), len(found)) if found else 0.0
    error = sum(abs(sum(one.confidence - one.right for one in part)) for part in _bins(found))
    return {"brier": brier, "calibration_error": ratio(error, len(found)) if found else 0.0, "n_events": float(len(found))}


def text(found: list[Judged]) -> str:
    """Return the reliability table as a sentence and a Markdown table."""
    lines = [
        "Of our annotated Tunisian articles that nothing was trained on.\n",
        "| confidence | events | right |",
        "|---|---|---|",
    ]
    for number, part in enumerate(_bins(found)):
        share = ratio(sum(one.right for one in part), len(part))
        lines.append(f"| {number / BINS:.1f} to {(number + 1) / BINS:.1f} | {len(part)} | {share:.2f} |")
    return "\n".join(lines)


def _bins(found: list[Judged]) -> list[list[Judged]]:
    parts: list[list[Judged]] = [[] for _ in range(BINS)]
    for one in found:
        parts[min(BINS - 1, int(one.confidence * BINS))].append(one)
    return parts
