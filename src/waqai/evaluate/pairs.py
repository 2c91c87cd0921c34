"""Parallel articles of ours (``corpus/pairs``): does a story give the same events in Arabic and in English?

Actors agree as the gold scorer's slots do, by the first part of their codes (a country, IGO, NGO); ``equal_codes`` asks for the
sectors as well.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from waqai.evaluate.counts import ratio
from waqai.evaluate.gold import ROOT, published_days
from waqai.model import Event, Record
from waqai.reading.pipeline import read

FOLDER: Final = ROOT / "corpus" / "pairs"
LANGUAGES: Final = ("ar", "en")

Signature = tuple[str, tuple[str, ...], tuple[str, ...], str, str]  # type, codes, countries, status, date


class Story(msgspec.Struct, frozen=True):
    """A story told twice: its texts and annotations by language, and the day of its publication."""

    id: str
    published: str
    texts: dict[str, str]
    annotations: dict[str, dict[str, Any]]


def stories(folder: Path = FOLDER) -> Iterator[Story]:
    """Yield the stories of a folder with ``articles.jsonl``, ``text/ID.LANGUAGE.txt`` and ``ID.LANGUAGE.json``."""
    days = published_days(folder)
    for identifier in sorted({name.rsplit(".", 1)[0] for name in days}):
        yield Story(
            identifier,
            days[f"{identifier}.en"],
            {code: (folder / "text" / f"{identifier}.{code}.txt").read_bytes().decode() for code in LANGUAGES},
            {code: json.loads((folder / f"{identifier}.{code}.json").read_text(encoding="utf-8")) for code in LANGUAGES},
        )


def signatures(record: Record) -> list[Signature]:
    """Return type, codes and countries of the actors, status and date of the concrete events of a record, each event once."""
    return [_signature(event) for event in record.events if not event.generic and event.same_as is None]


def _signature(event: Event) -> Signature:
    codes = tuple(sorted({party.code for party in event.actors if party.code}))
    return event.type, codes, _countries(codes), event.status, event.date or ""


def _countries(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({code.split(" ")[0] for code in codes}))


def _annotated(annotation: dict[str, Any]) -> list[Signature]:
    """Return the same of an annotation, core events only, for what two careful annotations share."""
    found: dict[str, Signature] = {}
    for number, event in enumerate(annotation["events"]):
        status, date = event["status"], event["date"]
        if event.get("core", True) and not event.get("generic"):
            codes = tuple(sorted({str(actor["code"]) for actor in event["actors"]} - {"null"}))
            told = status if isinstance(status, str) else str(status[0])
            signature: Signature = (str(event["type"]), codes, _countries(codes), told, date if isinstance(date, str) else "")
            found.setdefault(event.get("id") or str(number), signature)
    return list(found.values())


def dice(one: Iterable[object], other: Iterable[object]) -> tuple[int, int]:
    """Return twice the number of equal items and the number of all, of two bags."""
    first, second = Counter(one), Counter(other)
    return 2 * (first & second).total(), first.total() + second.total()


def figures(found: Iterable[Story]) -> dict[str, float]:
    """Return the share of events that are equal in both languages, by all that is compared and by parts of it."""
    views = {
        "equal": (0, 2, 3, 4),
        "equal_codes": (0, 1, 3, 4),
        "equal_type": (0,),
        "equal_actors": (0, 2),
        "equal_status": (0, 3),
        "equal_date": (0, 4),
    }
    counts = {name: [0, 0] for name in (*views, "equal_annotated")}
    total = 0
    for story in found:
        total += 1
        read_as = {code: signatures(read(text, published=story.published, language=code)) for code, text in story.texts.items()}
        for name, parts in views.items():
            bags = [[tuple(item[part] for part in parts) for item in read_as[code]] for code in LANGUAGES]
            _add(counts[name], dice(*bags))
        _add(counts["equal_annotated"], dice(*(_annotated(story.annotations[code]) for code in LANGUAGES)))
    return {name: ratio(*both) for name, both in counts.items()} | {"n_pairs": float(total)}


def _add(total: list[int], more: tuple[int, int]) -> None:
    total[0] += more[0]
    total[1] += more[1]
