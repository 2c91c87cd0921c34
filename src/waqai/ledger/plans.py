"""Plans: what became of an act that was announced - kept, put off, cancelled, denied - and which reports say so.

Careful on purpose: a report counts for a plan only if it tells of the same sides and the same story, so that a plan whose end
was told in other terms stays without evidence rather than getting the end of another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Final

import msgspec

from waqai.ledger.views import View
from waqai.stories.accounts import Account, Party
from waqai.tables import rows

_AHEAD: Final = 30  # days in which an undated plan falls, and in which what was put off without a date is looked for
_SLACK: Final = 1  # days by which reports may differ (time zones, events around midnight)
_SIDES: Final = 2  # sides that have to be the same at most
_STORY: Final = 2  # names and numbers that two articles of one story share at least; one less if two sides are the same
_SMALL: Final = re.compile(r"number ([0-9]|[12][0-9]|3[01])")  # days of months and small counts, which tell no story
_SPOKEN: Final = frozenset(("ACCUSE", "REJECT", "REQUEST"))  # done by saying so: no plan, but a forecast or the end of a plan
_REAL: Final = frozenset(("actual", "historical", "negation"))
_HOSTILE: Final = frozenset(("THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"))
_FULFILS: Final[Mapping[str, frozenset[str]]] = {
    "AGREE": frozenset(("AGREE", "CONSULT", "COOPERATE", "AID", "SUPPORT", "RETREAT")),
    "AID": frozenset(("AID", "COOPERATE")),
    "CONCEDE": frozenset(("CONCEDE", "RETREAT", "AID", "COOPERATE")),
    "CONSULT": frozenset(("CONSULT", "COOPERATE")),
    "MOBILIZE": frozenset(("MOBILIZE", "ASSAULT")),
    "RETREAT": frozenset(("RETREAT", "CONCEDE")),
    "SANCTION": frozenset(("SANCTION", "COERCE")),
    "THREATEN": frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE")),  # a threat made again is not carried out
}
FATES: Final = ("kept", "changed", "cancelled", "denied", "no evidence", "open")
_NO_PLAN: Final = "{plan.id} is no plan: {plan.type} {plan.status}"

Span = tuple[str, str]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One report that changed what is known of a plan. ``what``: announced, postponed, cancelled, held or denied."""

    day: str
    article: str
    account: str
    what: str


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """An announced event and what became of it; ``due_after_change`` is the new date where one was given."""

    event: str
    type: str
    due: Span
    due_after_change: Span | None
    fate: str
    steps: tuple[Step, ...]


class _Reading(msgspec.Struct, frozen=True, order=True):
    """An account with what following a plan needs; ``begun`` is the day of the first report of its event."""

    day: str
    article: str
    id: str
    event: str
    begun: str
    family: str
    span: Span
    account: Account
    parties: tuple[Party, ...]
    context: frozenset[str]


class _Trail(msgspec.Struct, frozen=True):
    """A plan with the readings of later days that may bear on it, in order."""

    plan: View
    announced: _Reading
    dated: bool
    due: Span
    fitting: frozenset[str]
    readings: tuple[_Reading, ...]


def is_plan(view: View) -> bool:
    """Tell whether an event is a plan: something to be done, not a refusal, charge or demand, which saying it fulfils."""
    announced = any(one.account.status == "future" and one.published for one in view.accounts)
    return announced and view.status == "future" and view.type not in _SPOKEN


def follow(plan: View, others: Iterable[View], *, today: str) -> Plan:
    """Return a plan with its fate by what was reported after it was announced.

    Args:
        plan: an event that is a plan.
        others: events of which some may tell what became of it; their order does not matter.
        today: ISO day; reports of later days are left out.

    Raises:
        ValueError: if the event is no plan.
    """
    return _follow(plan, [one for view in others for one in _readings(view)], today)


def follow_all(views: Iterable[View], *, today: str) -> list[Plan]:
    """Return all plans among events with their fates, in the order of their days and ids.

    Args:
        views: events, plans and others.
        today: ISO day; reports of later days are left out.
    """
    found = list(views)
    index: dict[tuple[str, str], dict[str, _Reading]] = {}
    for one in (one for view in found for one in _readings(view)):
        for place in product(_homes(one.parties), one.context):
            index.setdefault(place, {})[one.id] = one
    plans = []
    for view in filter(is_plan, found):
        names = {name for one in _readings(view) for name in one.context}
        near: dict[str, _Reading] = {}
        for place in product(_homes((*view.actors, *view.recipients)), names):
            near.update(index.get(place, {}))
        plans.append(_follow(view, near.values(), today))
    return sorted(plans, key=lambda plan: (plan.due, plan.event))


def _follow(plan: View, others: Iterable[_Reading], today: str) -> Plan:
    if not is_plan(plan):
        raise ValueError(_NO_PLAN.format(plan=plan))
    own = sorted(_readings(plan))
    announced = next(one for one in own if one.account.status == "future")
    dated = next((one.span for one in own if one.account.status == "future" and one.account.date), None)
    stories, parties = {one.context for one in own}, (*plan.actors, *plan.recipients)
    near = (one for one in others if one.event != plan.id and _same_story(one, parties, stories))
    later = tuple(sorted(one for one in (*own, *near) if announced.day < one.day <= today))
    fitting = _FULFILS.get(plan.type, frozenset((plan.type,)))
    due = dated or (announced.day, _shift(announced.day, _AHEAD))
    return _judged(_Trail(plan, announced, dated is not None, due, fitting, later), today)


def _judged(trail: _Trail, today: str) -> Plan:
    """Return the plan with the steps that the readings make and the fate that follows from them."""
    due, told = trail.due, trail.readings
    put_off = next((one for one in told if _ends(trail, one, due[1]) == "changed" or _moves(trail, one)), None)
    moved = next((one.span for one in told if _redates(trail, one, put_off)), None) if put_off else None
    last = (moved or due)[1]
    cancelled = next((one for one in told if _ends(trail, one, last) == "cancelled"), None)
    held, denied = _outcome(trail, put_off, moved)
    if held:
        fate = "changed" if any(one and one.day <= held[0].day for one in (put_off, cancelled)) else "kept"
    else:
        passed = "no evidence" if last < today else "open"
        fate = "cancelled" if cancelled else "denied" if denied else "changed" if put_off else passed
    steps = (
        (trail.announced, "announced"),
        (put_off, "postponed"),
        (cancelled, "cancelled"),
        (held[0] if held else None, "held"),
        *((one, "denied") for one in {one.day: one for one in reversed(denied)}.values()),
    )
    shown = [Step(day=one.day, article=one.article, account=one.id, what=what) for one, what in steps if one]
    shown.sort(key=lambda step: step.day)
    return Plan(event=trail.plan.id, type=trail.plan.type, due=due, due_after_change=moved, fate=fate, steps=tuple(shown))


def _outcome(trail: _Trail, put_off: _Reading | None, moved: Span | None) -> tuple[list[_Reading], list[_Reading]]:
    """Return the readings that it was held and those that it was not; of the two only those of more sources, a denial if even."""
    spans = (trail.due, moved or (trail.due[1], _shift(trail.due[1], _AHEAD))) if put_off else (trail.due,)
    real = [one for one in trail.readings if _happened(trail, one) and any(_within(one, span) for span in spans)]
    held = [one for one in real if one.account.status != "negation" and one.account.type in trail.fitting]
    denied = [one for one in real if one.account.status == "negation" and one.account.type in trail.fitting | {trail.plan.type}]
    if put_off:  # that it was not held on the day it was put off from denies nothing
        denied = [one for one in denied if moved and _within(one, moved) and not _within(one, trail.due)]
    return (held, []) if len({one.family for one in held}) > len({one.family for one in denied}) else ([], denied)


def _ends(trail: _Trail, one: _Reading, last: str) -> str:
    """Return the fate that a reading's word gives a plan, empty for none; a word of before the announcement was of another."""
    account, announced = one.account, trail.announced.day
    by = ("CONCEDE", "RETREAT", "REJECT") if trail.plan.type in _HOSTILE else ("REJECT", "SANCTION")
    told = account.status in ("actual", "future") or (account.status == "historical" and account.first_day > announced)
    in_time = announced < one.begun and one.day <= _shift(last, _SLACK)
    return _fates().get(account.lemma, "") if told and in_time and account.type in by else ""


def _moves(trail: _Trail, one: _Reading) -> bool:
    """Tell whether a reading of the plan itself gives it another date, without a word of putting off."""
    return one.event == trail.plan.id and trail.dated and one.day <= trail.due[1] and _redates(trail, one, one)


def _redates(trail: _Trail, one: _Reading, put_off: _Reading) -> bool:
    """Tell whether a reading names a coming date after the one first announced, from when the plan was put off."""
    account = one.account
    named = account.status == "future" and account.type in trail.fitting | {trail.plan.type}
    coming = bool(account.date) and put_off.day <= one.day <= account.first_day
    return (named or one == put_off) and coming and account.first_day > _shift(trail.due[1], _SLACK)


def _happened(trail: _Trail, one: _Reading) -> bool:
    """Tell whether a reading says what did or did not happen after the announcement, which itself is told as an act too."""
    account, announced = one.account, trail.announced.day
    early = account.status != "negation" and account.first_day > one.day  # told as a fact before its day
    if account.status not in _REAL or early or (not account.date and one.day < trail.due[0]):
        return False
    return account.last_day > announced or (trail.dated and trail.due[0] <= announced == account.last_day)


def _within(one: _Reading, span: Span) -> bool:
    return one.span[0] <= _shift(span[1], _SLACK) and _shift(span[0], -_SLACK) <= one.span[1]


def _same_story(one: _Reading, parties: Sequence[Party], stories: Iterable[frozenset[str]]) -> bool:
    """Tell whether a reading is of the story and the sides of a plan: countries, or the groups of the only one."""
    homes = _homes(parties)
    if len(homes) > 1:
        sides, shared = homes, len(homes & (_homes(one.parties) | {party.entity for party in one.parties}))
    else:
        sides = frozenset(party.code or party.entity for party in parties if _homes((party,)))
        shared = min(len(sides), len({party.code or party.entity for party in one.parties if homes & _homes((party,))}))
    needed = _STORY - 1 if shared >= _SIDES else _STORY
    return shared >= max(1, min(_SIDES, len(sides))) and any(len(story & one.context) >= needed for story in stories)


def _homes(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(party.country or party.entity for party in parties) - {""}


def _readings(view: View) -> Iterator[_Reading]:
    begun = min((one.published for one in view.accounts if one.published), default="")[:10]
    for one, told in ((one, one.account) for one in view.accounts if one.published):
        span = told.first_day or told.last_day, told.last_day
        names = frozenset(name for name in told.context if not _SMALL.fullmatch(name))
        of = view.id, begun, one.family, span, told, (*told.actors, *told.recipients), names
        yield _Reading(one.published[:10], one.given, told.id, *of)


@cache
def _fates() -> dict[str, str]:
    return {row["lemma"]: row["fate"] for row in rows("lexicon", "fates.tsv")}


def _shift(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(by)).isoformat()
