"""The records of one reading: frozen, validated by msgspec, with the invariants of the contract and nothing else.

Every offset is a Unicode code point index into :attr:`Record.text`, half open: ``text[start:end]`` are the words.
The field names and meanings are those of version 1 of the reading record (``docs/record.md``).
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

VERSION = 1

# A code of waqai.languages.registry, or "und"; the schema lists them.
Language = Annotated[str, msgspec.Meta(pattern="^[a-z]{2,3}$")]
SegmentKind = Literal["headline", "caption", "body", "background", "repeat", "boilerplate"]
EntityKind = Literal["person", "organization", "state", "place", "group", "office"]
MentionForm = Literal["name", "office", "demonym", "metonym", "nominal", "pronoun"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["published", "text", "none"]
Form = Literal["direct", "indirect", "mixed"]
Status = Literal["actual", "historical", "future", "hypothetical", "negation"]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
RejectedKind = Literal["event", "statement", "time"]


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch ``[start, end)`` of the stored text."""

    start: int
    end: int


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """Where the text comes from. ``published`` is an ISO date, ``sha256`` the hash of the stored text in UTF-8."""

    id: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: Language = "und"
    published: str | None = None
    retrieved: str | None = None
    sha256: str = ""


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A zone of the page. ``repeat_of`` is the start offset of the stretch that a repeat copies."""

    start: int
    end: int
    kind: SegmentKind
    repeat_of: int | None = None
    credit: str | None = None


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the text where an entity is named or meant."""

    start: int
    end: int
    form: MentionForm


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something that acts or is acted on, with all its mentions in text order.

    ``id`` is the same in every article and language: the key of a table, or made from the name's sounds (``name:``), or of the
    words of a description (``said:``). ``candidates`` are ids of the tables whom a name may mean, where that is not certain.
    ``code`` is a country (ISO 3166 alpha-3) and a PLOVER sector, ``office`` the office held on the article's date.
    """

    id: str
    name: str
    kind: EntityKind
    code: str | None = None
    wikidata: str | None = None
    office: str | None = None
    candidates: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 type and value (TimeML 1.2.1); symbolic when there is no anchor."""

    id: str
    start: int
    end: int
    type: TimeType
    value: str
    anchor: Anchor
    precision: str
    method: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place named in the text, with its GeoNames id and coordinates (WGS 84, degrees) where the table has them."""

    id: str
    start: int
    end: int
    name: str
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    precision: str = ""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Who said what: ``content`` in pieces without the quotation marks, ``parent`` the statement that it is told in."""

    id: str
    start: int
    end: int
    speaker: str | None
    speaker_span: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    parent: str | None = None
    venue: str | None = None
    reason: str = ""


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """An actor or recipient at the words that name it.

    ``code`` is a country or organisation and, where known, a sector (``YEM REB``, PLOVER's actor codes). Where the words name no
    country ("the police"), it is that of the event's place, else of the state that the article is mostly about.
    """

    entity: str | None
    start: int
    end: int
    code: str | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One mention of a political event in PLOVER's terms; ``same_as`` names the first mention of the same event."""

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    trigger: Span
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    status: Status
    status_cue: Span | None
    generic: bool
    date: str | None
    time: str | None
    place: str | None
    statement: str | None
    same_as: str | None
    confidence: float
    reason: str


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """A trap in the text for a human reader: a contested figure, a trace of machine translation."""

    start: int
    end: int
    kind: str
    note: str
    reading: str | None = None


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """What was considered and left out, with the reason."""

    start: int
    end: int
    what: RejectedKind
    reason: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What reading one article returns."""

    version: int
    article: Article
    text: str
    segments: tuple[Segment, ...] = ()
    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    flags: tuple[Flag, ...] = ()
    rejected: tuple[Rejected, ...] = ()
