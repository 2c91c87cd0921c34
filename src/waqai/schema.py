"""The JSON Schema of the record, made from :mod:`waqai.model`; ``docs/record.schema.json`` is its committed copy."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from waqai.languages.registry import LANGUAGES
from waqai.model import VERSION, Record

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER: Final = f"urn:waqai:record:{VERSION}"

_OFFSETS: Final = {
    "start": "Offset of the first character in text, in Unicode code points.",
    "end": "Offset after the last character in text, in Unicode code points.",
}

# What each field means, by record type; docs/record.md says it at length.
DESCRIPTIONS: Final[dict[str, dict[str, str]]] = {
    "Record": {
        "version": "Version of this contract.",
        "article": "Where the text comes from.",
        "text": "The article as stored; every offset points into it.",
        "segments": "Zones of the page in text order.",
        "sentences": "Sentences in text order.",
        "entities": "Who and what is spoken of, once each.",
        "times": "Time expressions in text order.",
        "places": "Place names in text order.",
        "statements": "Who said what.",
        "events": "Mentions of political events; same_as folds those of one event.",
        "flags": "Traps in the text for a human reader.",
        "rejected": "Candidates that became no record, with the reason.",
    },
    "Article": {
        "id": "The id given with the article, or a name made from the file and line.",
        "source": "Path of the file as given, or - for standard input.",
        "url": "Address of the article.",
        "title": "Headline as given.",
        "outlet": "Who published it, as given.",
        "authors": "Names of the authors.",
        "language": f"{', '.join(LANGUAGES)}, or und for a text in neither.",
        "published": "ISO date of publication.",
        "retrieved": "When it was fetched, ISO date and time.",
        "sha256": "SHA-256 of text in UTF-8, hexadecimal.",
    },
    "Span": _OFFSETS,
    "Segment": _OFFSETS
    | {
        "kind": "What the zone is; a repeat copies an earlier part.",
        "repeat_of": "Offset where the copied part starts.",
        "credit": "Photographer or agency that a caption names.",
    },
    "Entity": {
        "id": "The same in every article and language: key of a table, `name:` and sounds, or `said:` and a hash.",
        "name": "Its name, in English where the tables have one, else as the text has it.",
        "kind": "What it is.",
        "code": "Country (ISO 3166 alpha-3) and PLOVER sector.",
        "wikidata": "Wikidata item.",
        "office": "Office held on the date of the article.",
        "candidates": "Ids of people of the tables whom the name may mean when that is not certain.",
        "mentions": "Where it is named or meant, in text order.",
    },
    "Mention": _OFFSETS | {"form": "How it is named or meant."},
    "Time": _OFFSETS
    | {
        "id": "Id within this record.",
        "type": "TIMEX3 type.",
        "value": "TIMEX3 value; ANCHOR-P1D and the like when there is no date to count from.",
        "anchor": "What a relative time is counted from.",
        "precision": "How exact the value is: day, week, month, year …",
        "method": "The rule that read it.",
    },
    "Place": _OFFSETS
    | {
        "id": "Id within this record.",
        "name": "Name in English.",
        "geonames": "GeoNames id.",
        "lat": "Latitude in degrees, WGS 84.",
        "lon": "Longitude in degrees, WGS 84.",
        "country": "ISO 3166 alpha-3 code of the state that it lies in.",
        "precision": "How exact the coordinates are.",
    },
    "Statement": _OFFSETS
    | {
        "id": "Id within this record.",
        "speaker": "Entity that speaks.",
        "speaker_span": "Words that name the speaker.",
        "cue": "Word of saying.",
        "content": "What is said, in pieces, without quotation marks.",
        "form": "direct in quotation marks, indirect without, mixed with both.",
        "parent": "Statement that this one is told in.",
        "venue": "Where it was said: statement, interview, Truth Social …",
        "reason": "The rule that found it.",
    },
    "Event": {
        "id": "Id within this record.",
        "type": "PLOVER event type.",
        "mode": "PLOVER mode.",
        "contexts": "PLOVER contexts.",
        "trigger": "Words that name the act.",
        "actors": "Who acts.",
        "recipients": "Whom the act is done to.",
        "status": "Whether it happened: only actual and historical events did.",
        "status_cue": "Words that the status rests on.",
        "generic": "True for a general or standing mention, which is no event to be counted.",
        "date": "ISO day, month or year; null when the text and the publication date give none.",
        "time": "Time expression that dates it.",
        "place": "Place where it happened.",
        "statement": "Statement that it is told in; null when the article tells it itself.",
        "same_as": "First mention of the same event.",
        "confidence": "How sure the reader is, from 0 to 1.",
        "reason": "The rule or model behind it.",
    },
    "Participant": _OFFSETS
    | {
        "entity": "Entity that takes part; null when it is not resolved.",
        "code": "Country (ISO 3166 alpha-3) and PLOVER sector in this role.",
    },
    "Flag": _OFFSETS
    | {
        "kind": "What the trap is: contested_figure, translation, untranslated_name …",
        "note": "What to know about it.",
        "reading": "Suggested reading.",
    },
    "Rejected": _OFFSETS | {"what": "What it was taken for at first.", "reason": "Why there is no record here."},
}


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema of one record as ``waqai read --format jsonl`` prints it.

    A printed record has every field, so all are required; more may be added without a new version.
    """
    (root,), parts = msgspec.json.schema_components([Record], ref_template="#/$defs/{name}")
    for name, part in parts.items():
        part["required"] = list(part["properties"])
        for field, description in DESCRIPTIONS[name].items():
            part["properties"][field] = {"description": description} | _without_default(part["properties"][field])
    parts["Record"]["properties"]["version"] |= {"const": VERSION}
    language = parts["Article"]["properties"]["language"]
    parts["Article"]["properties"]["language"] = {"description": language["description"], "enum": [*LANGUAGES, "und"]}
    return {
        "$schema": DIALECT,
        "$id": IDENTIFIER,
        "title": f"waqai reading record, version {VERSION}",
        "description": "What waqai read in one article; offsets are Unicode code points into text, half open.",
        **root,
        "$defs": dict(sorted(parts.items())),
    }


def schema_text() -> str:
    """Return the schema as it is printed and committed."""
    return msgspec.json.format(msgspec.json.encode(record_schema()), indent=2).decode() + "\n"


def _without_default(field: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a field without its default, which is nothing to a reader of complete records."""
    return {key: value for key, value in field.items() if key != "default"}
