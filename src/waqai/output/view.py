"""A record as a person looks at it: names for ids, places for offsets, told-again events folded, words in context."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from rich.text import Text

from waqai.model import Event, Participant, Record, Statement
from waqai.output.bidi import LRI, PDI, RLI, direction, isolate, visible

_CONTEXT: Final = 40
_ELLIPSIS: Final = "…"
_SPACE: Final = re.compile(r"\s")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a record is shown: ``width`` is ``None`` for lines that are not wrapped."""

    colour: bool = False
    isolates: bool = False
    width: int | None = None
    explain: bool = False


class Told(msgspec.Struct, frozen=True):
    """One event with all its mentions in text order; the first is the one that the others name in ``same_as``."""

    mentions: tuple[Event, ...]

    @property
    def first(self) -> Event:
        """The mention that stands for the event."""
        return self.mentions[0]


class View:
    """The look-ups that the renderers share, built once for a record."""

    def __init__(self, record: Record, options: Options) -> None:
        """Index the ids and lines of ``record``."""
        self.record = record
        self.options = options
        self.entities = {entity.id: entity for entity in record.entities}
        self.times = {time.id: time for time in record.times}
        self.places = {place.id: place for place in record.places}
        self.statements = {statement.id: statement for statement in record.statements}
        self._lines = [0, *(found.end() for found in re.finditer("\n", record.text))]

    def position(self, start: int) -> str:
        """Return where an offset is: ``line:offset``, the line counted from 1, the offset the one of the record."""
        return f"{bisect_right(self._lines, start)}:{start}"

    def shown(self, words: str) -> str:
        """Return words of the text, or a name, safe for a terminal and in isolates if these are wanted."""
        return isolate(visible(words)) if self.options.isolates else visible(words)

    def words(self, start: int, end: int, limit: int | None = None) -> str:
        """Return the stored words ``[start, end)`` to be shown, cut after ``limit`` characters at a space."""
        text = self.record.text[start:end]
        if limit is not None and len(text) > limit:
            cut = text.rfind(" ", limit // 2, limit)
            text = text[: cut if cut > 0 else limit].rstrip() + _ELLIPSIS
        return self.shown(text)

    def snippet(self, start: int, end: int) -> Text:
        """Return the words ``[start, end)`` in their line, marked by style on a coloured terminal, by brackets elsewhere."""
        text = self.record.text
        line = bisect_right(self._lines, start) - 1
        low = self._lines[line]
        high = self._lines[line + 1] - 1 if line + 1 < len(self._lines) else len(text)
        high = max(high, end)
        left, right = max(low, start - _CONTEXT), min(high, end + _CONTEXT)
        if left > low and (space := _SPACE.search(text, left, start)):
            left = space.end()
        if right < high and (cut := text.rfind(" ", end, right)) > 0:
            right = cut
        before = (_ELLIPSIS if left > low else "") + visible(text[left:start]).lstrip()
        after = visible(text[end:right]).rstrip() + (_ELLIPSIS if right < high else "")
        mark = visible(text[start:end])
        inside = direction(before + mark + after)
        found = Text()
        if self.options.isolates:
            found.append(RLI if inside == "rtl" else LRI)
            before, mark, after = (isolate(part, inside) for part in (before, mark, after))
        found.append(before)
        found.append(mark if self.options.colour else f"[{mark}]", style="bold underline")
        found.append(after)
        if self.options.isolates:
            found.append(PDI)
        return found

    def participants(self, found: Sequence[Participant], nobody: str) -> str:
        """Return who takes part: the names of the entities, or the words of the text for one that is not resolved."""
        names = [self.entity(part.entity, part.start, part.end) + _code(part.code) for part in found]
        return " + ".join(dict.fromkeys(names)) or nobody

    def entity(self, key: str | None, start: int, end: int) -> str:
        """Return the name of an entity, or the words ``[start, end)`` when it is not known."""
        entity = self.entities.get(key) if key is not None else None
        return self.words(start, end) if entity is None else self.shown(entity.name)

    def speaker(self, statement: Statement) -> str:
        """Return who says a statement."""
        span = statement.speaker_span
        entity = self.entities.get(statement.speaker) if statement.speaker is not None else None
        if entity is not None:
            return self.shown(entity.name)
        return "speaker not named" if span is None else self.words(span.start, span.end)

    def chain(self, key: str | None) -> str:
        """Return the speakers of a statement and of those that it is told in: ``inner ← outer``."""
        names: list[str] = []
        seen: set[str] = set()
        while key is not None and key not in seen and key in self.statements:
            seen.add(key)
            statement = self.statements[key]
            names.append(self.speaker(statement) + (f" ({self.shown(statement.venue)})" if statement.venue else ""))
            key = statement.parent
        return " ← ".join(names)

    def when(self, event: Event) -> str | None:
        """Return the date of an event, or the symbolic value of its time expression when there is no date."""
        if event.date is not None or event.time is None:
            return event.date
        time = self.times.get(event.time)
        return None if time is None else time.value

    def where(self, event: Event) -> str | None:
        """Return the place of an event by name."""
        place = self.places.get(event.place) if event.place is not None else None
        return None if place is None else self.shown(place.name)


def folded(events: Iterable[Event]) -> list[Told]:
    """Return the events with their mentions together, in the order in which each is first told."""
    known = {event.id: event for event in events}
    groups: dict[str, list[Event]] = {}
    for event in sorted(known.values(), key=lambda one: (one.trigger.start, one.trigger.end, one.id)):
        groups.setdefault(_root(event, known), []).append(event)
    return [
        Told(tuple(sorted(mentions, key=lambda one: one.id != root)))  # stable: the root first, then text order
        for root, mentions in groups.items()
    ]


def _root(event: Event, known: dict[str, Event]) -> str:
    """Return the id of the mention that all tellings of an event lead to; a circle, which no reading makes, is left."""
    seen = [event.id]
    while event.same_as is not None and event.same_as in known and event.same_as not in seen:
        event = known[event.same_as]
        seen.append(event.id)
    return event.id


def _code(code: str | None) -> str:
    return f" ({code})" if code else ""
