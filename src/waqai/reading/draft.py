"""What the steps of reading hand to one another."""

from __future__ import annotations

import msgspec

from waqai.languages.base import Arguments, Sense, Sentence
from waqai.model import Entity, Event, Flag, Place, Rejected, Segment, Statement, Time
from waqai.text.normalise import Shadow
from waqai.text.quotations import Quotation


class Slot(msgspec.Struct, frozen=True, gc=False):
    """A participant before its entity is fixed: words ``[start, end)``, entity id, code, agreement and language form."""

    entity: str | None
    start: int
    end: int
    code: str | None
    gender: str = "x"
    number: str = "s"
    human: bool = True


class Told(msgspec.Struct, frozen=True):
    """A statement with what the events step needs to know of it: its speaker as slots and where its content stands."""

    record: Statement
    speakers: tuple[Slot, ...]
    sentence: int
    status: str = ""


class Cue(msgspec.Struct, frozen=True, gc=False):
    """A status cue found in a sentence: words ``[first, last]``."""

    first: int
    last: int
    status: str
    scope: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An article on its way to a record. Every step returns a copy with more fields filled.

    ``mentions`` gives, for each sentence and phrase index, the entities that the phrase names; ``skip`` are the sentences that
    carry no records (repeats, captions, boilerplate), ``unread`` those whose words are not even looked at (boilerplate).
    ``boilerplate`` and ``captions`` are the stretches of the text that the page marked so.
    """

    text: str
    shadow: Shadow
    language: str
    published: str | None
    title: str | None = None
    boilerplate: tuple[tuple[int, int], ...] = ()
    captions: tuple[tuple[int, int], ...] = ()
    segments: tuple[Segment, ...] = ()
    bounds: tuple[tuple[int, int], ...] = ()
    sentences: tuple[Sentence, ...] = ()
    skip: frozenset[int] = frozenset()
    unread: frozenset[int] = frozenset()
    quotations: tuple[Quotation, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[tuple[tuple[Slot, ...], ...], ...] = ()
    cues: tuple[tuple[Cue, ...], ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Told, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    events: tuple[Event, ...] = ()
    flags: tuple[Flag, ...] = ()
    rejected: tuple[Rejected, ...] = ()


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A word that may name an event, with the sense chosen for it and its arguments; ``trigger`` in offsets of the text."""

    sentence: int
    word: int
    start: int
    end: int
    sense: Sense
    arguments: Arguments
    noun: bool
    tense: str = ""
    person: int = 3
    number: str = "s"
    gender: str = "m"
    passive: bool = False
    carrier: int = -1
    weak: bool = False
    actors: tuple[Slot, ...] = ()
    recipients: tuple[Slot, ...] = ()
    status: str = "actual"
    cue: tuple[int, int] | None = None
    statement: str | None = None
    speakers: tuple[Slot, ...] = ()
    content: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
