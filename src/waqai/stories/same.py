"""Do two accounts tell one event? By type, participants, day, place and words; the decision says why.

Careful on purpose: two events wrongly made one turn claims into facts, two accounts left apart only count twice. Accounts with
different statuses (told as fact here, denied there) may be of one event; what is planned and what happened are two.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import msgspec

from waqai.identity import Sounds, agree, sounds, words_of
from waqai.stories.accounts import Account, Party

_STORY: Final = 2.0  # points that two articles of one story give at most
_LEAST: Final = 3.0  # points from which two accounts are of one event
_REAL: Final = frozenset(("actual", "historical", "negation"))
_MUTUAL: Final = frozenset(("CONSULT", "AGREE", "COOPERATE"))
_SLACK: Final = 1  # days by which two told days may differ (time zones, night raids)
_OPEN: Final = 7  # days before its article in which an undated past event is looked for
_MOVED: Final = 14  # days by which a plan is put off and is still the same
_MONTH: Final = 35  # days
_DAY: Final = 10  # characters of an ISO date
_SUPRANATIONAL: Final = ("IGO ", "NGO ")
_WIDE: Final = 10  # days of a span that tells little
_UNLISTED: Final = "name:"  # how the id of somebody whom no table knows begins


class Verdict(msgspec.Struct, frozen=True):
    """Whether two accounts are of one event, how surely, and why."""

    same: bool
    score: float
    reason: str


class Side(msgspec.Struct, frozen=True, gc=False):
    """A party with what two of them are compared by."""

    entity: str
    code: str
    name: str
    person: bool
    country: str
    sector: str
    sounds: tuple[Sounds, ...]  # of the name, where no table knows the bearer


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """An account as it is compared with others, of which there are many: all that a comparison needs is worked out once.

    ``first`` and ``last`` are the ordinals of the days that bound the event, 0 where they are open; ``told`` is the day that the
    account gives it, empty if it gives none. Of those who take part, ``known`` have a country or an id, which ``keys`` are.
    """

    id: str
    version: str
    type: str
    status: str
    real: bool
    told: str
    first: int
    last: int
    place: str
    country: str
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    known: tuple[Side, ...]
    known_actors: tuple[Side, ...]
    known_recipients: tuple[Side, ...]
    keys: frozenset[str]
    unlisted: bool
    story: frozenset[str]
    lemma: str
    mode: str
    wording: str


def profile(account: Account) -> Profile:
    """Return an account as it is compared."""
    actors, recipients = _sides(account.actors), _sides(account.recipients)
    known_actors, known_recipients = _known(actors), _known(recipients)
    known = (*known_actors, *known_recipients)
    return Profile(
        id=account.id,
        version=account.version,
        type=account.type,
        status=account.status,
        real=account.status in _REAL,
        told=account.date if len(account.date) == _DAY else "",
        first=date.fromisoformat(account.first_day).toordinal() if account.first_day else 0,
        last=date.fromisoformat(account.last_day).toordinal() if account.last_day else 0,
        place=account.place,
        country=account.country,
        actors=actors,
        recipients=recipients,
        known=known,
        known_actors=known_actors,
        known_recipients=known_recipients,
        keys=frozenset(key for side in known for key in (side.entity, side.country) if key),
        unlisted=any(side.entity.startswith(_UNLISTED) for side in known),
        story=frozenset(account.context),
        lemma=account.lemma,
        mode=account.mode,
        wording=account.wording,
    )


def _sides(found: tuple[Party, ...]) -> tuple[Side, ...]:
    return tuple(Side(one.entity, one.code, one.name, one.person, one.country, one.sector, _sounds(one)) for one in found)


def _known(found: tuple[Side, ...]) -> tuple[Side, ...]:
    return tuple(side for side in found if side.country or side.entity)


def _sounds(party: Party) -> tuple[Sounds, ...]:
    return tuple(map(sounds, words_of(party.name))) if party.entity.startswith(_UNLISTED) else ()


def verdict(one: Profile, other: Profile) -> Verdict:
    """Return whether two accounts tell the same event; the order of the two does not matter."""
    against = _against(one, other)
    if against:
        return Verdict(same=False, score=0.0, reason=against)
    points: list[tuple[float, str]] = list(_for(one, other))
    score = sum(value for value, _ in points)
    words = ", ".join(reason for _, reason in points)
    return Verdict(same=score >= _LEAST, score=round(score, 2), reason=words or "nothing speaks for it")


def blocks(account: Account) -> tuple[str, ...]:
    """Return keys by which accounts that may be of one event are found.

    They are type, whether it happened, and somebody who takes part and when; or the words.
    """
    kind = account.type if account.status in _REAL else f"{account.type}?"
    who = {key for party in (*account.actors, *account.recipients) for key in _keys(party)}
    who = who or {account.country or account.lemma}
    return tuple(sorted({*(f"{kind}|{key}|{when}" for key in who for when in _weeks(account)), f"{kind}|{account.wording}"}))


def _weeks(account: Account) -> tuple[str, ...]:
    """Return the weeks in which an event may have been; of a long span its first year, of an open one its last weeks."""
    if not account.last_day:
        return ("",)
    last = date.fromisoformat(account.last_day)
    first = date.fromisoformat(account.first_day) if account.first_day else last - timedelta(_OPEN)
    if (last - first).days > _MONTH:
        return (account.first_day[:4],)
    first, last = first - timedelta(_SLACK), last + timedelta(_SLACK)
    weeks = {(first + timedelta(step)).isocalendar()[:2] for step in range((last - first).days + 1)}
    return tuple(f"{year}-W{week:02d}" for year, week in sorted(weeks))


def _keys(party: Party) -> Iterator[str]:
    if party.country:
        yield party.country
    if party.entity:
        yield party.entity


def apart(one: Profile, other: Profile) -> bool:
    """Tell whether something speaks against two accounts being of one event, whatever else they have in common."""
    return bool(_against(one, other))


def _against(one: Profile, other: Profile) -> str:
    """Return why two accounts cannot be of one event, empty if nothing speaks against it."""
    if one.type != other.type:
        return f"types differ: {one.type}, {other.type}"
    if one.real is not other.real:
        return f"one has happened, the other is {other.status if one.real else one.status}"
    gap = _gap(one, other)
    if gap > _SLACK and gap > (_MOVED if _moved(one, other) else _SLACK):
        return f"{gap} days between them"
    if one.version == other.version and one.told and other.told and one.told != other.told:
        return "an article that gives them different days"
    if one.country and other.country and one.country != other.country:
        return f"places in different countries: {one.place}, {other.place}"
    return _other_parties(one, other)


def _other_parties(one: Profile, other: Profile) -> str:
    if one.type in _MUTUAL:
        return "other participants" if _opposed(one.known, other.known) else ""
    if _turned(one, other):
        return "the other way round"
    if _opposed(one.known_actors, other.known_actors):
        return "other actors"
    return "other recipients" if _opposed(one.known_recipients, other.known_recipients) else ""


def _for(one: Profile, other: Profile) -> Iterator[tuple[float, str]]:
    """Yield (points, reason) of what speaks for one event."""
    if one.wording == other.wording:
        yield _LEAST, "the same words"
    shared = _shared(one.known, other.known) if _may_share(one, other) else 0
    if shared:
        yield min(shared, 3), f"{shared:g} participants in common"
    if one.told and other.told:
        yield (1.5, "the same day") if one.told == other.told else (-0.5, f"other days ({one.told}, {other.told})")
    elif _narrow(one) and _narrow(other):
        yield 1.0, "days that overlap"
    if one.lemma and one.lemma == other.lemma:
        yield 0.5, f"the same word ({one.lemma})"
    if one.mode and other.mode:
        yield (
            (0.5, f"the same mode ({one.mode})") if one.mode == other.mode else (-0.5, f"other modes ({one.mode}, {other.mode})")
        )
    story = len(one.story & other.story) if one.version != other.version else 0
    if story:
        yield min(story * 0.5, _STORY), f"{story} names and numbers of the articles in common"
    if one.place and one.place == other.place:
        yield 1.0, f"the same place ({one.place})"


def _may_share(one: Profile, other: Profile) -> bool:
    """Tell whether the two can have a party in common at all: a cheap look before the close one."""
    return (one.unlisted and other.unlisted) or not one.keys.isdisjoint(other.keys)


def _shared(first: tuple[Side, ...], second: tuple[Side, ...]) -> float:
    """Return how many parties two lists have in common; half for one of which the sector is told otherwise."""
    if not first or not second:
        return 0
    if len(first) == len(second) == 1:
        return _likeness(first[0], second[0])
    likeness = [[_likeness(a, b) for b in second] for a in first]
    there = sum(max(row) for row in likeness)
    back = sum(max(row[place] for row in likeness) for place in range(len(second)))
    return min(there, back)


def _likeness(a: Side, b: Side) -> float:
    """Return 1 for one person, body or country, 0.5 for one country with different sectors (fighters, civilians), else 0."""
    if a.entity and b.entity:
        alike = a.entity == b.entity or _same_name(a, b) or (a.country == b.country != "" and _stands_for(a, b))
        return 1.0 if alike else 0.0
    if not a.country or a.country != b.country:
        return 0.0
    return 1.0 if a.sector == b.sector or not a.sector or not b.sector or "GOV" in {a.sector, b.sector} else 0.5


def _same_name(a: Side, b: Side) -> bool:
    """Tell whether two people whom no table knows go by one name, whichever script it is in."""
    same_length = len(a.sounds) == len(b.sounds) > 0
    return same_length and all(agree(one, other) for one, other in zip(a.sounds, b.sounds, strict=True))


def _stands_for(a: Side, b: Side) -> bool:
    """Tell whether of two of one country or organisation one is that itself or its government (Paris, the French minister)."""
    if a.person and b.person:
        return False
    return a.country in (a.entity, b.entity) or a.country.startswith(_SUPRANATIONAL) or a.person is not b.person


def _opposed(first: tuple[Side, ...], second: tuple[Side, ...]) -> bool:
    """Tell whether two lists of parties contradict each other: both name somebody, and nobody is in both."""
    if not first or not second:
        return False
    return not _shared(first, second) or _other_persons(first, second)


def _moved(one: Profile, other: Profile) -> bool:
    """Tell whether two plans with different days may be one that was put off: a party and the story in common."""
    planned = one.status == other.status == "future"
    return planned and len(one.story & other.story) > 1 and _shared(one.known, other.known) >= 1


def _turned(one: Profile, other: Profile) -> bool:
    """Tell whether who acts in one account is acted on in the other, and not the same side in both."""
    if not (_exactly(one.actors, other.recipients) or _exactly(one.recipients, other.actors)):
        return False
    return not (_exactly(one.actors, other.actors) or _exactly(one.recipients, other.recipients))


def _exactly(first: tuple[Side, ...], second: tuple[Side, ...]) -> bool:
    for a in first:
        for b in second:
            if a.entity == b.entity != "" or (a.code == b.code != "" and not (a.entity and b.entity)):
                return True
    return False


def _other_persons(first: tuple[Side, ...], second: tuple[Side, ...]) -> bool:
    """Tell whether the same countries are there with other persons: the foreign ministers called, and the presidents did."""
    if not any(side.person for side in first):
        return False
    for country in sorted({side.country for side in first if side.person and side.country}):
        here, there = ([side for side in found if side.person and side.country == country] for found in (first, second))
        if there and not any(a.entity == b.entity or _same_name(a, b) for a in here for b in there):
            return True
    return False


def _gap(one: Profile, other: Profile) -> int:
    """Return how many days lie between the spans in which two events may have been; 0 where they overlap or are open."""
    if not (one.first and other.first and one.last and other.last):
        return 0
    return max(0, other.first - one.last, one.first - other.last)


def _narrow(one: Profile) -> bool:
    return one.first > 0 and one.last > 0 and one.last - one.first <= _WIDE
