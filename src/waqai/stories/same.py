"""Do two accounts tell one event? By type, participants, day, place and words; the decision says why.

Careful on purpose: two events wrongly made one turn claims into facts, two accounts left apart only count twice. Accounts with
different statuses (told as fact here, denied there) may be of one event; what is planned and what happened are two.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import msgspec

from waqai.identity import agree, sounds, words_of
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


class Verdict(msgspec.Struct, frozen=True):
    """Whether two accounts are of one event, how surely, and why."""

    same: bool
    score: float
    reason: str


def verdict(one: Account, other: Account) -> Verdict:
    """Return whether two accounts tell the same event; the order of the two does not matter."""
    against = next(_against(one, other), "")
    if against:
        return Verdict(same=False, score=0.0, reason=against)
    points: list[tuple[float, str]] = list(_for(one, other))
    score = sum(value for value, _ in points)
    words = ", ".join(reason for _, reason in points)
    return Verdict(same=score >= _LEAST, score=round(score, 2), reason=words or "nothing speaks for it")


def blocks(account: Account) -> tuple[str, ...]:
    """Return keys by which accounts that may be of one event are found: type, somebody who takes part and when; or the words."""
    who = {f"{account.type}|{key}" for party in (*account.actors, *account.recipients) for key in _keys(party)}
    who = who or {f"{account.type}|{account.country or account.lemma}"}
    return tuple(sorted({*(f"{key}|{when}" for key in who for when in _weeks(account)), f"{account.type}|{account.wording}"}))


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


def apart(one: Account, other: Account) -> bool:
    """Tell whether something speaks against two accounts being of one event, whatever else they have in common."""
    return next(_against(one, other), None) is not None


def _against(one: Account, other: Account) -> Iterator[str]:
    """Yield why two accounts cannot be of one event."""
    if one.type != other.type:
        yield f"types differ: {one.type}, {other.type}"
    if (one.status in _REAL) is not (other.status in _REAL):
        yield f"one has happened, the other is {other.status if one.status in _REAL else one.status}"
    gap = _gap(one, other)
    if gap > (_MOVED if _moved(one, other) else _SLACK):
        yield f"{gap} days between them"
    if one.version == other.version and one.date != other.date and len(one.date) == len(other.date) == _DAY:
        yield "an article that gives them different days"
    if one.country and other.country and one.country != other.country:
        yield f"places in different countries: {one.place}, {other.place}"
    if one.type in _MUTUAL:
        first, second = (*one.actors, *one.recipients), (*other.actors, *other.recipients)
        if _opposed(first, second):
            yield "other participants"
        return
    if _turned(one, other):
        yield "the other way round"
    for name, first, second in (("actors", one.actors, other.actors), ("recipients", one.recipients, other.recipients)):
        if _opposed(first, second):
            yield f"other {name}"


def _for(one: Account, other: Account) -> Iterator[tuple[float, str]]:
    """Yield (points, reason) of what speaks for one event."""
    if one.wording == other.wording:
        yield _LEAST, "the same words"
    shared = _shared(_all(one), _all(other))
    if shared:
        yield min(shared, 3), f"{shared:g} participants in common"
    if one.date and other.date and len(one.date) == len(other.date) == _DAY:
        yield (1.5, "the same day") if one.date == other.date else (-0.5, f"other days ({one.date}, {other.date})")
    elif _narrow(one) and _narrow(other):
        yield 1.0, "days that overlap"
    if one.lemma and one.lemma == other.lemma:
        yield 0.5, f"the same word ({one.lemma})"
    if one.mode and other.mode:
        yield (
            (0.5, f"the same mode ({one.mode})") if one.mode == other.mode else (-0.5, f"other modes ({one.mode}, {other.mode})")
        )
    story = len(set(one.context) & set(other.context)) if one.version != other.version else 0
    if story:
        yield min(story * 0.5, _STORY), f"{story} names and numbers of the articles in common"
    if one.place and one.place == other.place:
        yield 1.0, f"the same place ({one.place})"


def _shared(first: tuple[Party, ...], second: tuple[Party, ...]) -> float:
    """Return how many parties two lists have in common; half for one of which the sector is told otherwise."""
    there = sum(max((_likeness(a, b) for b in second), default=0.0) for a in first)
    back = sum(max((_likeness(a, b) for b in first), default=0.0) for a in second)
    return min(there, back)


def _likeness(a: Party, b: Party) -> float:
    """Return 1 for one person, body or country, 0.5 for one country with different sectors (fighters, civilians), else 0."""
    if a.entity and b.entity:
        alike = a.entity == b.entity or _same_name(a, b) or (a.country == b.country != "" and _stands_for(a, b))
        return 1.0 if alike else 0.0
    if not a.country or a.country != b.country:
        return 0.0
    return 1.0 if a.sector == b.sector or not a.sector or not b.sector or "GOV" in {a.sector, b.sector} else 0.5


def _same_name(a: Party, b: Party) -> bool:
    """Tell whether two people whom no table knows go by one name, whichever script it is in."""
    if not (a.entity.startswith("name:") and b.entity.startswith("name:")):
        return False
    first, second = (tuple(sounds(word) for word in words_of(party.name)) for party in (a, b))
    return len(first) == len(second) > 0 and all(agree(one, other) for one, other in zip(first, second, strict=True))


def _stands_for(a: Party, b: Party) -> bool:
    """Tell whether of two of one country or organisation one is that itself or its government (Paris, the French minister)."""
    if a.person and b.person:
        return False
    return a.country in (a.entity, b.entity) or a.country.startswith(_SUPRANATIONAL) or a.person is not b.person


def _opposed(first: tuple[Party, ...], second: tuple[Party, ...]) -> bool:
    """Tell whether two lists of parties contradict each other: both name somebody, and nobody is in both."""
    known_first = [party for party in first if party.country or party.entity]
    known_second = [party for party in second if party.country or party.entity]
    if not known_first or not known_second:
        return False
    if not _shared(tuple(known_first), tuple(known_second)):
        return True
    return _other_persons(known_first, known_second)


def _moved(one: Account, other: Account) -> bool:
    """Tell whether two plans with different days may be one that was put off: a party and the story in common."""
    planned = one.status == other.status == "future"
    return planned and len(set(one.context) & set(other.context)) > 1 and _shared(_all(one), _all(other)) >= 1


def _all(account: Account) -> tuple[Party, ...]:
    return (*account.actors, *account.recipients)


def _turned(one: Account, other: Account) -> bool:
    """Tell whether who acts in one account is acted on in the other, and not the same side in both."""
    straight = _exactly(one.actors, other.actors) or _exactly(one.recipients, other.recipients)
    return not straight and (_exactly(one.actors, other.recipients) or _exactly(one.recipients, other.actors))


def _exactly(first: tuple[Party, ...], second: tuple[Party, ...]) -> bool:
    return any(
        a.entity == b.entity != "" or (a.code == b.code != "" and not (a.entity and b.entity)) for a in first for b in second
    )


def _other_persons(first: list[Party], second: list[Party]) -> bool:
    """Tell whether the same countries are there with other persons: the foreign ministers called, and the presidents did."""
    for country in sorted({party.country for party in first if party.person and party.country}):
        here, there = ([party for party in found if party.person and party.country == country] for found in (first, second))
        if there and not any(a.entity == b.entity or _same_name(a, b) for a in here for b in there):
            return True
    return False


def _gap(one: Account, other: Account) -> int:
    """Return how many days lie between the spans in which two events may have been; 0 where they overlap or are open."""
    if not (one.first_day and other.first_day and one.last_day and other.last_day):
        return 0
    first, second = sorted(((one.first_day, one.last_day), (other.first_day, other.last_day)))
    return max(0, (date.fromisoformat(second[0]) - date.fromisoformat(first[1])).days)


def _narrow(account: Account) -> bool:
    if not account.first_day or not account.last_day:
        return False
    return (date.fromisoformat(account.last_day) - date.fromisoformat(account.first_day)).days <= _WIDE
