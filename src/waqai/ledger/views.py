"""Events as the ledger shows them: accounts side by side, counted by document, copy group, source and mention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Protocol, TypeVar

import msgspec

from waqai.stories.accounts import Account, Party

# How much a status says that something happened; the strongest that most sources tell is the event's.
_ORDER: Final = ("actual", "historical", "future", "hypothetical", "negation")


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """An account with the article it stands in: outlet, day, copy group and its sentence."""

    account: Account
    article: str
    given: str
    url: str
    outlet: str
    title: str
    language: str
    published: str
    family: str
    origin: str
    sentence: str


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """Four numbers that are never mixed, and the outlets behind them."""

    documents: int
    copies: int  # documents that are copies of another one
    sources: int  # independent ones: copy groups
    mentions: int
    outlets: int


class Sourced(Protocol):
    """An account of which it is known whose copy it is."""

    @property
    def account(self) -> Account:
        """The account."""

    @property
    def family(self) -> str:
        """Copy group of its article."""

    @property
    def published(self) -> str:
        """ISO date of its article, or empty."""


One = TypeVar("One", bound=Sourced)


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What an event is, all its sources together. ``first_day`` and ``last_day`` bound when it was."""

    type: str
    mode: str
    status: str
    statuses: dict[str, int]
    date: str
    first_day: str
    last_day: str
    place: str
    country: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]


class View(Summary, frozen=True, kw_only=True):
    """One event with all its accounts. ``statuses`` counts the independent sources behind each status."""

    id: str
    counts: Counts
    accounts: tuple[Telling, ...]


def summary(told: Iterable[Sourced]) -> Summary:
    """Return what most independent sources say of an event; copies count once, the order of the accounts does not matter."""
    sources = _first_of_each(_ordered(told))
    statuses = Counter(one.account.status for one in sources)
    date = _commonest((one.account.date for one in sources), longest=True)
    of_day = [one.account for one in sources if one.account.date == date]
    place = _commonest(one.account.place for one in sources)
    return Summary(
        type=sources[0].account.type,
        mode=_commonest(one.account.mode for one in sources),
        status=max(statuses, key=lambda status: (statuses[status], -_ORDER.index(status))),
        statuses=dict(sorted(statuses.items())),
        date=date,
        first_day=max(one.first_day for one in of_day),
        last_day=max(one.last_day for one in of_day),
        place=place,
        country=_commonest(one.account.country for one in sources if one.account.place == place),
        actors=_parties(one.account.actors for one in sources),
        recipients=_parties(one.account.recipients for one in sources),
    )


def view(event: str, told: Iterable[Telling]) -> View:
    """Return an event from its accounts, which are put in the order of their days and articles."""
    found = _ordered(told)
    of_all = summary(found)
    said = {name: getattr(of_all, name) for name in Summary.__struct_fields__}
    return View(id=event, counts=counts(found), accounts=tuple(found), **said)


def _ordered(told: Iterable[One]) -> list[One]:
    return sorted(told, key=lambda one: (one.published, one.account.version, one.account.start, one.account.id))


def counts(found: Sequence[Telling]) -> Counts:
    """Return how many documents, copies, independent sources, mentions and outlets tell an event."""
    documents = {one.article for one in found}
    families = {one.family for one in found}
    return Counts(
        documents=len(documents),
        copies=len(documents) - len(families),
        sources=len(families),
        mentions=sum(one.account.mentions for one in found),
        outlets=len({one.outlet for one in found if one.outlet}),
    )


def _first_of_each(found: Sequence[One]) -> list[One]:
    """Return the first account of each independent source."""
    firsts: dict[str, One] = {}
    for one in found:
        firsts.setdefault(one.family, one)
    return list(firsts.values())


def _commonest(values: Iterable[str], *, longest: bool = False) -> str:
    """Return the value that most sources give; of several the longest, or the first in order; empty if none gives one."""
    times = Counter(value for value in values if value)
    if not times:
        return ""
    return min(times, key=lambda value: (-times[value], -len(value) if longest else 0, value))


def _parties(lists: Iterable[tuple[Party, ...]]) -> tuple[Party, ...]:
    """Return the parties of the sources, those that most name first, each body or person once."""
    times: Counter[str] = Counter()
    shown: dict[str, Party] = {}
    for found in lists:
        for party in found:
            key = party.entity or party.code or party.name
            times[key] += 1
            shown.setdefault(key, party)
    return tuple(shown[key] for key in sorted(shown, key=lambda key: (-times[key], key)))
