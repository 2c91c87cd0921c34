"""The flat tables of a shard: what a record gives to each, and the types of their columns.

``docs/batch.md`` describes every column. The names of types are those of Arrow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from waqai.errors import Notice
from waqai.ledger.entry import article_id, version_id
from waqai.model import Event, Participant, Record, Span
from waqai.output.jsonl import encode
from waqai.stories.accounts import account_id

# Rises when a column changes its name, type or meaning.
LAYOUT: Final = 1

Row = tuple[Any, ...]
Columns = tuple[tuple[str, str], ...]

_EVENT: Final = (("version", "string"), ("event", "string"))

COLUMNS: Final[dict[str, Columns]] = {
    "articles": (
        ("version", "string"), ("article", "string"), ("id", "string"), ("source", "string"), ("line", "int64"),
        ("url", "string"), ("outlet", "string"), ("title", "string"), ("language", "string"), ("published", "string"),
        ("retrieved", "string"), ("sha256", "string"), ("characters", "int32"), ("events", "int32"), ("statements", "int32"),
        ("record", "string"),
    ),
    "events": (
        *_EVENT, ("account", "string"), ("type", "string"), ("mode", "string"), ("contexts", "list"), ("status", "string"),
        ("generic", "bool"), ("date", "string"), ("time", "string"), ("place", "string"), ("geonames", "int64"),
        ("country", "string"), ("lat", "double"), ("lon", "double"), ("statement", "string"), ("same_as", "string"),
        ("word", "string"), ("start", "int32"), ("end", "int32"), ("confidence", "double"), ("reason", "string"),
    ),
    "participants": (
        *_EVENT, ("role", "string"), ("entity", "string"), ("name", "string"), ("code", "string"), ("words", "string"),
        ("start", "int32"), ("end", "int32"),
    ),
    "statements": (
        ("version", "string"), ("statement", "string"), ("speaker", "string"), ("speaker_name", "string"),
        ("speaker_code", "string"), ("speaker_words", "string"), ("cue", "string"), ("form", "string"), ("content", "list"),
        ("parent", "string"), ("venue", "string"), ("start", "int32"), ("end", "int32"),
    ),
    "entities": (
        ("version", "string"), ("entity", "string"), ("name", "string"), ("kind", "string"), ("code", "string"),
        ("wikidata", "string"), ("office", "string"), ("mentions", "int32"),
    ),
    "failures": (
        ("source", "string"), ("line", "int64"), ("column", "int64"), ("byte", "int64"), ("offset", "int64"),
        ("number", "string"), ("level", "string"), ("message", "string"), ("advice", "string"),
    ),
}  # fmt: skip


def rows_of(record: Record, line: int | None = None) -> Iterator[tuple[str, Row]]:
    """Yield the rows of a record, each with the name of its table; the cells are in the order of :data:`COLUMNS`.

    Args:
        record: of one article.
        line: of the input on which it stood.
    """
    version = version_id(record)
    source = record.article
    yield (
        "articles",
        (
            version, article_id(record), source.id, source.source, line, source.url, source.outlet, source.title,
            source.language, source.published, source.retrieved, source.sha256, len(record.text), len(record.events),
            len(record.statements), encode(record)[:-1].decode(),
        ),
    )  # fmt: skip
    places = {place.id: place for place in record.places}
    entities = {entity.id: entity for entity in record.entities}
    for event in record.events:
        place = places.get(event.place or "")
        found = (place.name, place.geonames, place.country, place.lat, place.lon) if place else (None,) * 5
        trigger = event.trigger
        yield (
            "events",
            (
                version, event.id, account_of(version, event), event.type, event.mode, event.contexts, event.status,
                event.generic, event.date, event.time, *found, event.statement, event.same_as,
                record.text[trigger.start : trigger.end], trigger.start, trigger.end, event.confidence, event.reason,
            ),
        )  # fmt: skip
        for role, sides in (("actor", event.actors), ("recipient", event.recipients)):
            for side in sides:
                entity = entities.get(side.entity or "")
                words = _words(record, side)
                name = entity.name if entity else None
                yield "participants", (version, event.id, role, side.entity, name, side.code, words, side.start, side.end)
    for told in record.statements:
        speaker = entities.get(told.speaker or "")
        yield (
            "statements",
            (
                version, told.id, told.speaker, speaker.name if speaker else None, speaker.code if speaker else None,
                _words(record, told.speaker_span), _words(record, told.cue), told.form,
                [record.text[span.start : span.end] for span in told.content], told.parent, told.venue, told.start, told.end,
            ),
        )  # fmt: skip
    for one in record.entities:
        mentions = len(one.mentions)
        yield "entities", (version, one.id, one.name, one.kind, one.code, one.wikidata, one.office, mentions)


def failure_row(notice: Notice) -> Row:
    """Return the row of the table ``failures`` for a notice."""
    problem = notice.problem
    place = (notice.line, notice.column, notice.byte, notice.offset)
    message = notice.message.encode(errors="backslashreplace").decode()  # what is refused may be half a character
    return (notice.source, *place, problem.code, problem.level, message, problem.advice)


def account_of(version: str, event: Event) -> str | None:
    """Return the id that the ledger gives to the account of an event; ``None`` for events that it does not hold."""
    return None if event.generic or event.same_as is not None else account_id(version, event)


def tally(record: Record) -> Counter[str]:
    """Return how many articles, events and statements a record adds to the counts of a run."""
    return Counter(articles=1, events=len(record.events), statements=len(record.statements))


def _words(record: Record, span: Span | Participant | None) -> str | None:
    return record.text[span.start : span.end] if span is not None else None
