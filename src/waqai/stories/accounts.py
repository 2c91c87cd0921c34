"""Accounts: what one article tells of one event, as far as telling it from other events needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from waqai.model import Entity, Event, Participant, Record
from waqai.stories.ids import digest
from waqai.stories.particulars import Particular, particulars, words_of
from waqai.text.normalise import fold

_NEWS: Final = 3  # days before publication in which undated news of an article happened
_AHEAD: Final = 30  # days after publication in which an undated plan falls
_MONTHS: Final = 12
_YEAR: Final = 4  # characters of an ISO year
_DATE: Final = re.compile(r"(?P<year>\d{3,4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?")
_SUPRANATIONAL: Final = ("IGO", "NGO")
_UNKNOWN: Final = "---"
_COMMON: Final = frozenset(("state", "ordinal"))
_YEARS: Final = (1900, 2100)
_AROUND: Final = 120  # characters in which the words around a trigger stand
_NEAR: Final = 5  # words on either side
_WORD: Final = re.compile(r"\w+")


class Party(msgspec.Struct, frozen=True):
    """Somebody who takes part: ``entity`` is an id that holds across articles, or empty; ``person`` tells people from bodies."""

    entity: str
    code: str
    name: str
    person: bool = False

    @property
    def country(self) -> str:
        """The country of the code (of a supranational body the whole code), empty where it is not known."""
        first = self.code.split(" ")[0]
        if first in _SUPRANATIONAL:
            return self.code if first != self.code else ""
        return "" if first == _UNKNOWN else first

    @property
    def sector(self) -> str:
        """The sector of the code, empty where it is not known."""
        return self.code.partition(" ")[2]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One event as one article tells it. ``number`` is that of its first mention among the events of the record.

    ``wording`` is a digest of the words around the trigger: copies of a report have it in common. ``context`` are the names
    and numbers of the whole article, which tell stories apart in either language.
    ``first_day`` and ``last_day`` bound when it was, by what the text says or, where it gives no date, by when it was published.
    ``durations`` (TIMEX3 value, words) and ``figures`` are those of the sentences that mention it.
    """

    id: str
    version: str
    number: int
    type: str
    mode: str
    status: str
    date: str
    first_day: str
    last_day: str
    place: str
    country: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    word: str
    start: int
    stop: int
    lemma: str
    wording: str
    context: tuple[str, ...]
    speaker: str
    speaker_name: str
    confidence: float
    mentions: int
    durations: tuple[tuple[str, str], ...] = ()
    figures: tuple[str, ...] = ()


def packed(account: Account) -> bytes:
    """Return an account as MessagePack, without the context that it shares with the others of its article."""
    return msgspec.msgpack.encode(msgspec.structs.replace(account, context=()))


def unpacked(stored: bytes, context: tuple[str, ...]) -> Account:
    """Return the account that :func:`packed` wrote, with the context of its article."""
    return msgspec.structs.replace(msgspec.msgpack.decode(stored, type=Account), context=context)


def accounts(record: Record, version: str) -> Iterator[Account]:
    """Yield the accounts of a record: its concrete events, each once however often it is mentioned.

    Args:
        record: the record of an article.
        version: id of the article's text.
    """
    named = {entity.id: entity for entity in record.entities}
    places = {place.id: place for place in record.places}
    told = {statement.id: statement for statement in record.statements}
    mentions: dict[str, list[Event]] = {}
    for event in record.events:
        mentions.setdefault(event.same_as or event.id, []).append(event)
    around = context(record)
    for number, event in enumerate(record.events):
        if event.generic or event.same_as is not None:
            continue
        place = places.get(event.place or "")
        statement = told.get(event.statement or "")
        first, last = days(event.date, event.status, record.article.published)
        durations, figures = _measures(record, mentions[event.id])
        yield Account(
            id=account_id(version, event),
            version=version,
            number=number,
            type=event.type,
            mode=event.mode or "",
            status=event.status,
            date=event.date or "",
            first_day=first,
            last_day=last,
            place=place.name if place else "",
            country=(place.country or "") if place else "",
            actors=_parties(event.actors, named, record.text),
            recipients=_parties(event.recipients, named, record.text),
            word=record.text[event.trigger.start : event.trigger.end],
            start=event.trigger.start,
            stop=event.trigger.end,
            lemma=_lemma(event),
            wording=_wording(record.text, event.trigger.start, event.trigger.end),
            context=around,
            speaker=(statement.speaker or "") if statement else "",
            speaker_name=_name(named.get(statement.speaker or "")) if statement else "",
            confidence=event.confidence,
            mentions=len(mentions[event.id]),
            durations=durations,
            figures=figures,
        )


def context(record: Record) -> tuple[str, ...]:
    """Return what tells the story of an article from others in any language: people, bodies, places and numbers, no states."""
    source = record.article
    words = words_of(fold(f"{source.title or ''} {record.text}"))
    found = {one.key for one in particulars(words, source.language) if one.kind not in _COMMON and not _is_year(one)}
    return tuple(sorted(found | {entity.id for entity in record.entities if entity.id.startswith("name:")}))


def _measures(record: Record, mentions: Sequence[Event]) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return the durations and the figures in the sentences of some mentions; numbers of dates and durations are no figures.

    A sentence without an event of its own goes on with that of the one before it (the call lasted an hour and a half).
    """
    durations: dict[str, str] = {}
    figures: set[str] = set()
    own = {mention.id for mention in mentions}
    told = False
    for bound in record.sentences:
        inside = {one.id for one in record.events if bound.start <= one.trigger.start < bound.end}
        told = bool(inside & own) or (told and not inside)
        if not told:
            continue
        rest = record.text[bound.start : bound.end]
        for time in sorted((one for one in record.times if bound.start <= one.start < bound.end), key=lambda one: -one.start):
            rest = f"{rest[: time.start - bound.start]} | {rest[time.end - bound.start :]}"
            if time.type == "DURATION" and time.value:
                durations[time.value] = record.text[time.start : time.end]
        if inside:
            found = particulars(words_of(fold(rest)), record.article.language)
            figures |= {one.value for one in found if one.kind == "number" and not _is_year(one)}
        told = bool(inside)  # for one sentence only
    return tuple(sorted(durations.items())), tuple(sorted(figures, key=lambda value: (float(value), value)))


def _is_year(found: Particular) -> bool:
    return found.kind == "number" and found.value.isdecimal() and _YEARS[0] <= int(found.value) <= _YEARS[1]


def account_id(version: str, event: Event) -> str:
    """Return the id of an account: the same text read alike gives the same id."""
    key = f"{version} {event.type} {event.trigger.start} {event.trigger.end}"
    return f"c-{digest(key)}"


def _lemma(event: Event) -> str:
    """Return the word of the tables that names the act: "verb agree (030)" names agree."""
    words = event.reason.partition(" (")[0].split(" ", 2)
    return words[-1] if len(words) > 1 else ""


def _wording(text: str, start: int, stop: int) -> str:
    """Return a digest of the words around a trigger, without regard to marks, spaces and punctuation."""
    around = _WORD.findall(fold(text[max(0, start - _AROUND) : start])), _WORD.findall(fold(text[start : stop + _AROUND]))
    before, after = around[0][1:][-_NEAR:], around[1][: _NEAR + 1]  # the first word may be cut
    return digest(" ".join((*before, *after)).casefold())


def _parties(found: Sequence[Participant], named: Mapping[str, Entity], text: str) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(_party(one, named.get(one.entity or ""), text) for one in found))


def _party(found: Participant, entity: Entity | None, text: str) -> Party:
    told_apart = entity is not None and not entity.id.startswith("said:")
    return Party(
        entity=entity.id if entity is not None and told_apart else "",
        code=found.code or "",
        name=_name(entity) or text[found.start : found.end],
        person=entity is not None and told_apart and entity.kind == "person",
    )


def _name(entity: Entity | None) -> str:
    return entity.name if entity is not None else ""


def days(told: str | None, status: str, published: str | None) -> tuple[str, str]:
    """Return the first and the last day that an event may mean, empty where nothing is known.

    Args:
        told: ISO day, month or year of the event.
        status: of the event.
        published: ISO date of the article.
    """
    span = _span(told) if told else None
    if span is not None:
        return span
    if not published:
        return "", ""
    day = date.fromisoformat(published[:10])
    if status in ("future", "hypothetical"):
        return day.isoformat(), (day + timedelta(_AHEAD)).isoformat()
    if status == "historical":
        return "", day.isoformat()
    return (day - timedelta(_NEWS)).isoformat(), day.isoformat()


def _span(told: str) -> tuple[str, str] | None:
    """Return the first and the last day of an ISO day, month, year or decade (TIMEX3 writes 199); None of anything else."""
    found = _DATE.fullmatch(told)
    if found is None:
        return None
    year, month, day = found.group("year"), found.group("month"), found.group("day")
    if day:
        return told, told
    if month:
        following = date(int(year) + int(month) // _MONTHS, int(month) % _MONTHS + 1, 1)
        return f"{told}-01", (following - timedelta(1)).isoformat()
    return year.ljust(_YEAR, "0") + "-01-01", year.ljust(_YEAR, "9") + "-12-31"
