"""English validation records of earlier coders that lie beside the repository: PLOVER's and PETRARCH's gold sentences.

They were coded with older type names, in the style of the 1990s, some with invented states and in lower case. They measure the
choice of the type and, less well, of who did it to whom. None is training data and no rule is written for one of them alone.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from waqai.evaluate.counts import Pair, Score, ratio
from waqai.model import Event, Record
from waqai.reading.pipeline import read

# PLOVER 0.5b1 to draft 0.8 (README of the ontology): names that were dropped, and a mode that moved to another type.
_TYPES: Final = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_MOVED: Final = {("COERCE", "destroy"): "ASSAULT"}
_NO_EVENT: Final = ("DOCUMENT",)
_MARK: Final = re.compile(r"\(EVT: ([^()]*)\)")
_SENTENCE: Final = re.compile(r"<Sentence (?P<head>[^>]*)>(?P<body>.*?)(?=<Sentence |\Z)", re.DOTALL)
_CODING: Final = re.compile(r"<EventCoding\s+(?P<attributes>[^>]*?)/?>")
_TEXT: Final = re.compile(r"<Text>(.*?)</Text>", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"(\w+)\s*=\s*\"([^\"]*)\"")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_COUNTRY: Final = 3  # letters of the country in a CAMEO actor code

Triple = tuple[str, str, str]


class Marked(msgspec.Struct, frozen=True):
    """A sentence with its one coded event: the type in today's names and where its words stand."""

    id: str
    text: str
    type: str
    spans: tuple[Pair, ...]


class Coded(msgspec.Struct, frozen=True):
    """A sentence with the (type, source country, target country) triples that a coder wants from it."""

    id: str
    text: str
    published: str | None
    triples: frozenset[Triple]


# PLOVER


def plover(path: Path) -> list[Marked]:
    """Return the sentences of PLOVER's gold records that carry exactly one event, types mapped to draft 0.8."""
    by_text: dict[str, list[Marked]] = defaultdict(list)
    for row in json.loads(path.read_text(encoding="utf-8")):
        if row["event"] in _NO_EVENT:
            continue
        kind = _MOVED.get((row["event"], row.get("mode", "")), _TYPES.get(row["event"], row["event"]))
        marks = row.get("textInfo") or {}
        markup = marks if isinstance(marks, str) else marks.get("markup", "")
        spans = tuple(_marked(row["text"], markup))
        by_text[row["text"]].append(Marked(row["id"], row["text"], kind, spans))
    return [found[0] for found in by_text.values() if len(found) == 1]


def _marked(text: str, markup: str) -> Iterator[Pair]:
    """Yield where the words marked as the event stand in the text, in the order of the marks."""
    at = 0
    for words in _MARK.findall(markup):
        place = text.find(words, at)
        place = place if place >= 0 else text.find(words)
        if place >= 0:
            at = place + len(words)
            yield (place, at)


def chosen(record: Record, spans: Sequence[Pair]) -> Event | None:
    """Return the event at the marked words, else the first concrete one of the sentence, else the first."""
    at = [e for start, end in spans for e in record.events if e.trigger.start < end and start < e.trigger.end]
    concrete = [event for event in record.events if not event.generic]
    return next(iter((*(e for e in at if not e.generic), *at, *concrete, *record.events)), None)


def type_agreement(found: Iterable[Marked]) -> tuple[dict[str, float], dict[str, Score], list[str]]:
    """Return the figures, the counts by type and the errors of choosing one type for each sentence."""
    types: dict[str, Score] = defaultdict(Score)
    errors: list[str] = []
    right = anywhere = total = 0
    for case in found:
        record = read(case.text, language="en")
        event = chosen(record, case.spans)
        said = event.type if event else "none"
        total += 1
        right += said == case.type
        anywhere += any(event.type == case.type for event in record.events)
        types[case.type] += Score(right=1) if said == case.type else Score(missed=1)
        if said != case.type:
            types[said] += Score(extra=1)
            words = case.text[event.trigger.start : event.trigger.end] if event else ""
            errors.append(f"{case.id}: {said} «{words}» for {case.type}: {case.text}")
    scored = [counts.f1 for kind, counts in types.items() if kind != "none" and counts.right + counts.missed]
    figures = {
        "type_agreement": ratio(right, total),
        "type_anywhere": ratio(anywhere, total),
        "type_macro_f1": ratio(sum(scored), len(scored)),
        "n_sentences": float(total),
    }
    return figures, {kind: counts for kind, counts in types.items() if kind != "none"}, errors


# PETRARCH


def petrarch(path: Path, types: Mapping[str, str]) -> list[Coded]:
    """Return the records of a PETRARCH validation file that are evaluated, codes without a PLOVER type left out.

    Args:
        path: the XML file; it is not well formed, so it is read by its tags.
        types: the PLOVER type of each CAMEO code.
    """
    text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    found: list[Coded] = []
    for match in _SENTENCE.finditer(text):
        head = dict(_ATTRIBUTE.findall(match["head"]))
        words = _TEXT.search(match["body"])
        if head.get("evaluate") == "false" or words is None:
            continue
        codings = [dict(_ATTRIBUTE.findall(coding["attributes"])) for coding in _CODING.finditer(match["body"])]
        triples = frozenset(
            (types[code], coding.get("sourcecode", "")[:_COUNTRY], coding.get("targetcode", "")[:_COUNTRY])
            for coding in codings
            if (code := _known(coding.get("eventcode", ""), types))
        )
        date = head.get("date", "")
        day = f"{date[:4]}-{date[4:6]}-{date[6:8]}" if re.fullmatch(r"\d{8}", date) else None
        found.append(Coded(head.get("id", ""), " ".join(words[1].split()), day, triples))
    return found


def _known(code: str, types: Mapping[str, str]) -> str:
    """Return the longest beginning of a CAMEO code that has a PLOVER type, empty for none."""
    return next((code[:size] for size in range(len(code), 1, -1) if code[:size] in types), "")


def triples(record: Record) -> frozenset[Triple]:
    """Return the triples of a record: each actor with each recipient; parties of a mutual act with each other, both ways."""
    found: set[Triple] = set()
    for event in record.events:
        if event.generic:
            continue
        actors = [_country(party.code) for party in event.actors]
        recipients = [_country(party.code) for party in event.recipients]
        if not recipients:
            found |= {(event.type, one, other) for one in actors for other in actors if one != other}
        found |= {(event.type, one, other) for one in actors for other in recipients}
    return frozenset(triple for triple in found if triple[1] and triple[2])


def _country(code: str | None) -> str:
    return (code or "")[:_COUNTRY].replace("---", "").replace("nul", "")


def triple_figures(found: Iterable[Coded]) -> dict[str, float]:
    """Return precision, recall and F1 of exact triples, and of the types alone in sentences that have one."""
    exact, kinds = Score(), Score()
    total = 0
    for case in found:
        total += 1
        record = read(case.text, language="en", published=case.published)
        have = triples(record)
        exact += Score(len(have & case.triples), len(have - case.triples), len(case.triples - have))
        want_types = {kind for kind, _, _ in case.triples}
        have_types = {event.type for event in record.events if not event.generic}
        if want_types:
            kinds += Score(len(have_types & want_types), len(have_types - want_types), len(want_types - have_types))
    return {
        "triple_p": exact.precision,
        "triple_r": exact.recall,
        "triple_f1": exact.f1,
        "type_f1": kinds.f1,
        "n_sentences": float(total),
    }


def cameo_types(shared: Path) -> dict[str, str]:
    """Return the PLOVER type of each CAMEO code, from the ontology's own table."""
    rows = json.loads((shared / "design" / "cameo2plover.json").read_text(encoding="utf-8"))
    return {row["cameo"]: row["event"] for row in rows if row["event"] and row["event"] != "NONE"}
