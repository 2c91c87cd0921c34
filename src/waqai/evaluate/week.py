"""The scripted news week (``corpus/week``): copies, events of many accounts, plans and the ledger of each day against the script.

A told account is matched with what the reader found by article and trigger. ``merge`` figures are of pairs of accounts that
were both read: what the ledger makes of what it is given; ``end_to_end`` counts pairs that were not read as missed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import msgspec

from waqai.evaluate.counts import Score, ratio
from waqai.evaluate.gold import ROOT
from waqai.ledger import plans, queries, writing
from waqai.ledger.store import Ledger, open_ledger
from waqai.model import Article, Record
from waqai.reading.pipeline import read

FOLDER: Final = ROOT / "corpus" / "week"

Pair = tuple[str, str]


class Version(msgspec.Struct, frozen=True):
    """One line of the script: an article as it was fetched."""

    id: str
    url: str
    outlet: str
    language: str
    title: str
    text: str
    published: str
    retrieved: str


def versions(folder: Path = FOLDER) -> tuple[Version, ...]:
    """Return the articles in order of arrival."""
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(msgspec.json.decode(line, type=Version) for line in lines)


def truth(folder: Path = FOLDER) -> dict[str, Any]:
    """Return what the script says should come out."""
    found: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return found


def record(version: Version) -> Record:
    """Return the record of an article of the week."""
    source = Article(id=version.id, url=version.url, outlet=version.outlet, title=version.title, retrieved=version.retrieved)
    return read(version.text, published=version.published, language=version.language, article=source)


def file_week(ledger: Ledger, records: Mapping[str, Record], folder: Path = FOLDER) -> None:
    """File the week as it came, each article when it was fetched, and retract what was retracted."""
    retraction = truth(folder)["retraction"]
    waiting = f"{retraction['day']}T23:00:00+00:00"
    done = False
    for version in versions(folder):
        if version.retrieved > waiting and not done:
            done = True
            _retract(ledger, retraction, waiting)
        with ledger.writing() as connection:
            writing.file(connection, records[version.id], at=queries.moment(version.retrieved))
    if not done:
        _retract(ledger, retraction, waiting)


def _retract(ledger: Ledger, retraction: Mapping[str, str], at: str) -> None:
    with ledger.writing() as connection:
        writing.retract(connection, retraction["article"], retraction["reason"], at=queries.moment(at))


def copy_pairs(groups: Iterable[Iterable[str]]) -> set[Pair]:
    """Return the pairs of articles that stand in one group."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def merging(ledger: Ledger, records: Mapping[str, Record], folder: Path = FOLDER) -> dict[str, Score]:
    """Return the counts of pairs of accounts that are of one event: ``merge`` among those read, ``end_to_end`` among all.

    Accounts that coders may dispute, and those of articles that count no more, are left out.
    """
    with ledger.reading() as connection:
        found = {
            (one.given, one.account.number): view.id
            for view in queries.events(connection, queries.Filter(statuses=()))
            for one in view.accounts
        }
    current = {given for given, _ in found}
    told: dict[str, str] = {}  # account: event of the script
    made: dict[str, str] = {}  # account: event of the ledger
    for event in truth(folder)["events"]:
        for number, account in enumerate(event["accounts"]):
            if account.get("core") is False or account["article"] not in current:
                continue
            name = f"{event['id']} {number}"
            told[name] = event["id"]
            place = _read_as(records[account["article"]], account)
            if place is not None and (account["article"], place) in found:
                made[name] = found[account["article"], place]
    wanted = _pairs(told)
    read_pairs = {pair for pair in wanted if pair[0] in made and pair[1] in made}
    held = _pairs(made)
    right = len(held & wanted)
    return {
        "merge": Score(right, len(held) - right, len(read_pairs) - right),
        "end_to_end": Score(right, len(held) - right, len(wanted) - right),
    }


def _pairs(groups: Mapping[str, str]) -> set[Pair]:
    members: dict[str, list[str]] = {}
    for one, group in groups.items():
        members.setdefault(group, []).append(one)
    return {pair for found in members.values() for pair in combinations(sorted(found), 2)}


def _read_as(found: Record, account: Mapping[str, Any]) -> int | None:
    """Return the number of the first mention of the event that the reader found at a trigger; None if it found none."""
    start, end = _place(found.text, account)
    numbers = {event.id: number for number, event in enumerate(found.events)}
    for event in found.events:
        if event.trigger.start < end and start < event.trigger.end:
            return numbers[event.same_as or event.id]
    return None


def _place(text: str, account: Mapping[str, Any]) -> tuple[int, int]:
    lines = text.split("\n")
    line = lines[account["line"]]
    at = -1
    for _ in range(account.get("n", 1)):
        at = line.index(account["trigger"], at + 1)
    start = sum(len(one) + 1 for one in lines[: account["line"]]) + at
    return start, start + len(account["trigger"])


def days(ledger: Ledger, folder: Path = FOLDER) -> Iterator[tuple[str, dict[str, int], dict[str, int]]]:
    """Yield each day with how many versions and copy groups the script and the ledger count at its end."""
    for day, wanted in sorted(truth(folder)["days"].items()):
        with ledger.reading() as connection:
            moment = queries.moment(day)
            found = {
                "articles": queries.stats(connection, as_of=moment).versions,
                "copies": len(list(queries.copy_groups(connection, as_of=moment))),
            }
        yield day, wanted, found


def figures() -> dict[str, float]:
    """Return the figures of the week: merging, copy pairs, fates of plans, days on which the ledger counts as told."""
    found = {one.id: record(one) for one in versions()}
    with TemporaryDirectory() as folder, closing(open_ledger(str(Path(folder) / "week.db"))) as ledger:
        file_week(ledger, found)
        merge = merging(ledger, found)
        with ledger.reading() as connection:
            groups = copy_pairs(one.articles for one in queries.copy_groups(connection))
        kept = list(days(ledger))
        fates = list(_fates(ledger, found))
    wanted = copy_pairs(truth()["copies"])
    return {
        "merge_p": merge["merge"].precision,
        "merge_r": merge["merge"].recall,
        "merge_f1": merge["merge"].f1,
        "end_to_end_f1": merge["end_to_end"].f1,
        "copies_f1": Score(len(groups & wanted), len(groups - wanted), len(wanted - groups)).f1,
        "plans_right": ratio(sum(fates), len(fates)),
        "days_right": ratio(sum(told == counted for _, told, counted in kept), len(kept)),
    }


def _fates(ledger: Ledger, records: Mapping[str, Record]) -> Iterator[bool]:
    """Yield for each plan of the script whether the plan that its accounts are of has the right fate."""
    script = truth()
    last = max(script["days"])
    with ledger.reading() as connection:
        views = list(queries.events(connection, queries.Filter(statuses=())))
    event_of = {(one.given, one.account.number): view.id for view in views for one in view.accounts}
    fates = {plan.event: plan.fate for plan in plans.follow_all(views, today=last)}
    for plan in script["plans"]:
        told = next(event["accounts"] for event in script["events"] if event["id"] == plan["event"])
        places = ((one["article"], _read_as(records[one["article"]], one)) for one in told)
        found = [event_of[article, number] for article, number in places if number is not None and (article, number) in event_of]
        named = [fates[event] for event in found if event in fates]
        yield bool(named) and max(sorted(set(named)), key=named.count) == plan["fate"]
