"""How far two careful readers of the same articles agree: what the best reader of the task may be expected to reach.

The second readings (``corpus/tunisia/second.jsonl``) were made without sight of the first. One is scored against the other as a
record would be, core items against all, and the two directions are averaged.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from waqai.evaluate import annotated, gold

SECOND: Final = gold.ROOT / "corpus" / "tunisia" / "second.jsonl"


def figures() -> dict[str, float]:
    """Return the scorer's figures between the two readings, averaged over both directions, and the number of articles."""
    second = {line["id"]: line for line in map(json.loads, SECOND.read_text(encoding="utf-8").splitlines())}
    pairs = [
        (first, second[first["id"]], text)
        for held in (False, True)
        for first, text in annotated.articles(held=held)
        if first["id"] in second
    ]
    one, other = _score(pairs, swapped=False), _score(pairs, swapped=True)
    return {name: (one[name] + other[name]) / 2 for name in one if not name.startswith(("n_", "ev_in", "bad", "un"))} | {
        "n_articles": float(len(pairs))
    }


def _score(pairs: list[tuple[dict[str, Any], dict[str, Any], str]], *, swapped: bool) -> Mapping[str, float]:
    score = gold.scorer()
    counts: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        for first, second, text in pairs:
            wanted, found = (second, first) if swapped else (first, second)
            path = Path(folder) / f"{wanted['id']}.json"
            path.write_text(json.dumps(wanted), encoding="utf-8")
            score.score_article(score.Gold(path, text), _as_record(found), counts, [])
    figures: Mapping[str, float] = score.figures(counts)
    return figures


def _as_record(reading: dict[str, Any]) -> dict[str, Any]:
    """Return a reading's core items in the form of a record."""
    names = sorted({name for told in reading["statements"] for name in told["speakers"]})
    return {
        "events": [
            {
                "type": event["type"],
                "mode": event["mode"],
                "status": event["status"][0],
                "date": event["date"][0],
                "trigger": _span(event["span"]),
                **{slot: [_party(party) for party in event[slot]] for slot in ("actors", "recipients")},
            }
            for event in reading["events"]
            if event.get("core", True)
        ],
        "statements": [
            {
                "content": [_span(span) for span in told["spans"]],
                "speaker": told["speakers"][0] if told["speakers"] else None,
                "speaker_span": _span(told["speaker_spans"][0]) if told["speaker_spans"] else None,
                "form": told["form"],
            }
            for told in reading["statements"]
            if told.get("core", True)
        ],
        "times": [{**_span(time["span"]), "value": time["value"][0]} for time in reading["times"] if time.get("core", True)],
        "entities": [{"id": name, "name": name, "mentions": []} for name in names],
    }


def _span(span: list[int]) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


def _party(party: dict[str, Any]) -> dict[str, Any]:
    return {"code": party["code"], **(_span(party["span"]) if party["span"] else {})}
