"""What the steps of reading hand to one another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from waqai.languages.base import Arguments, Sense, Sentence
from waqai.model import Entity, Event, Flag, Place, Rejected, Segment, Statement, Time
from waqai.text.normalise import Shadow
from waqai.text.quotations import Quotation

_Found = TypeVar("_Found", Time, Place)


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
    ``around`` gives, for each quotation, the number of the quotation that holds it, -1 for none.
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
    around: tuple[int, ...] = ()
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


def headlined(draft: Draft, at: int) -> bool:
    """Tell whether an offset stands in the headline."""
    number = bisect_right(draft.segments, at, key=lambda part: part.start) - 1
    return number >= 0 and draft.segments[number].kind == "headline" and at < draft.segments[number].end


def within(found: Sequence[_Found], start: int, end: int) -> Sequence[_Found]:
    """Return the times or places of a sentence ``[start, end)``: those of one sentence stand together, in whichever order."""
    low = bisect_left(found, start, key=lambda one: one.start)
    return found[low : bisect_left(found, end, low, key=lambda one: one.start)]


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
