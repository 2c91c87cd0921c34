"""Measures what questions to a big ledger and adding to it cost; the events are made up, the rows are those that filing writes.

Run as ``python benchmarks/ledger.py [--events 1000000] [--ledger FILE]``: makes the ledger if the file is not there (a million
events take some minutes and 3 GB), asks each of the usual questions many times and adds articles one by one.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final

from sqlalchemy import Connection, Table, insert

import waqai
from waqai.ledger import dossiers, overview, queries, search, writing
from waqai.ledger.queries import Filter
from waqai.ledger.schema import accounts, articles, blocks, buckets, copies, events, members, names, roles, sightings, statements
from waqai.ledger.store import Ledger, open_ledger
from waqai.ledger.words import indexed
from waqai.model import Article
from waqai.stories import same
from waqai.stories.accounts import Account, Party, days, packed
from waqai.stories.fingerprints import fingerprint
from waqai.tables import rows as table_rows

TYPES: Final = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()  # noqa: E501, SIM905
FIRST: Final = date(2023, 1, 1)
DAYS: Final = 1000
OUTLETS: Final = 400
PEOPLE: Final = 40_000
BATCH: Final = 2000
LIMIT: Final = 50
ASKED: Final = 60  # times that each question is asked, each time about something else
FINGER: Final = fingerprint("Talks about the matter were held, said the ministry.", title=None, language="en").to_bytes()


def countries() -> list[str]:
    """Return the codes of states, those in the news most first."""
    return sorted({row["code"] for row in table_rows("knowledge", "states.tsv")})


def pick(random: Random, found: list[str]) -> str:
    """Return one of a list, the first far more often than the last: as countries and people are in the news."""
    return found[
        min(int(random.paretovariate(0.6)) - 1, len(found) - 1) if random.random() < 0.8 else random.randrange(len(found))
    ]


def party(random: Random, found: list[str]) -> Party:
    """Return a state, a government or a person."""
    code = pick(random, found)
    kind = random.random()
    if kind < 0.4:
        return Party(code, code, code)
    if kind < 0.7:
        return Party("", f"{code} {random.choice(('GOV', 'MIL', 'CVL', 'REB', 'LEG'))}", code)
    number = int(random.paretovariate(0.5)) % PEOPLE
    return Party(f"Q{1_000_000 + number}", f"{code} GOV", f"Person {number}", person=True)


def telling(number: int, day: str, random: Random, found: list[str]) -> tuple[dict[str, Any], Account]:
    """Return the row of an article with one event, and its account."""
    version, text = f"v-{number:016x}", f"Event {number}: talks about the matter {number % 997} were held, said the ministry."
    told = day if random.random() < 0.6 else ""
    status = random.choices(("actual", "future", "historical", "negation"), (80, 12, 5, 3))[0]
    first, last = days(told, status, day)
    account = Account(
        id=f"c-{number:016x}", version=version, number=0, type=random.choice(TYPES), mode="", status=status, date=told,
        first_day=first, last_day=last, place="", country=pick(random, found) if random.random() < 0.5 else "",
        actors=(party(random, found),), recipients=(party(random, found),), word="talks", start=10, stop=15, lemma="talk",
        wording=f"{number:016x}", context=(), speaker="", speaker_name="", confidence=0.5 + random.random() / 2, mentions=1,
    )  # fmt: skip
    row = {
        "version": version, "article": f"a-{number:016x}", "given": str(number), "url": f"https://example.org/{number}",
        "outlet": f"Outlet {number % OUTLETS}", "title": "", "language": "ar" if number % 3 else "en", "published": day,
        "sha256": "", "origin": "", "text": text, "record": b"", "fingerprint": FINGER,
        "context": "", "since": 1,
        "until": None, "ended_by": "",
    }  # fmt: skip
    return row, account


class Rows:
    """The rows of some events, by table, as filing writes them."""

    def __init__(self, random: Random) -> None:
        """Begin without rows."""
        self.random = random
        self.tables: dict[Table, list[dict[str, Any]]] = {
            table: [] for table in (articles, sightings, accounts, blocks, buckets, copies, members, statements, events, roles)
        }
        self.words: list[tuple[str, str]] = []

    def article(self, row: dict[str, Any], account: Account, event: str, turn: str) -> None:
        """Add an article that tells an event."""
        version, name = f"{row['version']}{turn}", f"{account.id}{turn}"
        self.tables[articles].append({**row, "version": version, "article": f"{row['article']}{turn}"})
        self.tables[sightings].append({"version": version, "retrieved": "", "since": 1})
        self.tables[copies].append({"version": version, "family": f"g-{version}", "since": 1})
        self.tables[accounts].append(
            {
                "account": name,
                "version": version,
                "turn": f"{row['published']}|1|{version}|000000010",
                "confidence": account.confidence,
                "mentions": 1,
                "told": packed(account),
                "sentence": row["text"],
            }
        )
        self.tables[members].append({"account": name, "event": event, "since": 1})
        self.tables[blocks].extend({"block": key, "account": name} for key in same.blocks(account))
        self.tables[buckets].extend({"bucket": self.random.getrandbits(32), "version": version} for _ in range(16))
        self.words.append((version, indexed(row["text"])))

    def event(self, row: dict[str, Any], account: Account, event: str) -> None:
        """Add an event and a statement by who acts."""
        speaker = account.actors[0]
        self.tables[statements].append(
            {
                "statement": f"s-{account.id}",
                "version": row["version"],
                "number": 0,
                "key": overview.key_of(speaker.entity, speaker.name),
                "speaker": speaker.entity,
                "speaker_name": speaker.name,
                "cue": "said",
                "form": "indirect",
                "content": row["text"],
                "start": 0,
                "stop": 20,
            }
        )
        said, keys = overview.rows(event, [overview.Told(account, "", row["published"], row["outlet"], row["language"])])
        self.tables[events].append({**said, "since": 1})
        last = said["last_day"]
        self.tables[roles].extend({"event": event, "role": role, "key": key, "last_day": last, "since": 1} for role, key in keys)


def fill(ledger: Ledger, total: int) -> None:
    """Write made-up events, half of them told by a second article."""
    random, found = Random(5), countries()  # noqa: S311  # the same events each time
    begun = time.perf_counter()
    with ledger.writing() as connection:
        writing.begin_change(connection, "add", "made up")
        connection.execute(insert(names), list(_names(found)))
    waiting = iter(range(total))
    while part := list(islice(waiting, BATCH)):
        made = Rows(random)
        for number in part:
            row, account = telling(number, (FIRST + timedelta(number * DAYS // total)).isoformat(), random, found)
            event = f"e-{number:016x}"
            for turn in ("", "b")[: 1 + number % 2]:
                made.article(row, account, event, turn)
            made.event(row, account, event)
        with ledger.writing() as connection:
            for table, rows in made.tables.items():
                connection.execute(insert(table), rows)
            search.index(connection, made.words)
        print(f"\r{part[-1] + 1:,} events, {time.perf_counter() - begun:.0f} s", end="", flush=True)
    print()
    with ledger.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("ANALYZE")


def _names(found: list[str]) -> Iterator[dict[str, Any]]:
    for code in found:
        yield {"folded": code.lower(), "key": code, "since": 1}
    for number in range(PEOPLE):
        yield {"folded": f"person {number}", "key": f"Q{1_000_000 + number}", "since": 1}


def questions(total: int) -> dict[str, Callable[[Connection, Random], object]]:
    """Return the usual questions by name; each is about something else each time."""
    found = countries()

    def ask(**wanted: Any) -> Callable[[Connection, Random], object]:  # noqa: ANN401
        def asked(connection: Connection, random: Random) -> object:
            values = {name: value(random) if callable(value) else value for name, value in wanted.items()}
            return list(queries.events(connection, Filter(limit=LIMIT, **values)))

        return asked

    def code(random: Random) -> str:
        return pick(random, found)

    def day(random: Random) -> str:
        return (FIRST + timedelta(random.randrange(DAYS))).isoformat()

    def event(connection: Connection, random: Random) -> object:
        return queries.event(connection, f"e-{random.randrange(total):016x}")

    return {
        "events, the newest": ask(),
        "events of a type": ask(type=lambda random: random.choice(TYPES)),
        "plans": ask(statuses=("future",)),
        "events by an actor": ask(actor=code),
        "events by a sector": ask(actor=lambda random: f"{code(random)} MIL"),
        "events by a person's name": ask(actor=lambda random: f"Person {random.randrange(PEOPLE)}"),
        "events of a type by an actor": ask(type=lambda random: random.choice(TYPES), actor=code),
        "events in a country": ask(place=code),
        "events until a day": ask(until=day),
        "events of an outlet": ask(outlet=lambda random: f"Outlet {random.randrange(OUTLETS)}"),
        "events in a language": ask(language="en"),
        "sure events": ask(least=0.9),
        "a dyad": lambda connection, random: list(
            dossiers.dyad(connection, code(random), code(random), Filter(limit=LIMIT, statuses=()))
        ),
        "a dossier": lambda connection, random: dossiers.who(connection, f"Q{1_000_000 + random.randrange(PEOPLE)}"),
        "statements of somebody": lambda connection, random: list(
            queries.spoken(connection, Filter(limit=LIMIT), speaker=f"Q{1_000_000 + random.randrange(PEOPLE)}")
        ),
        "search": lambda connection, random: list(search.search(connection, f"matter {random.randrange(997)}")),
        "an event": event,
    }


def ask_all(ledger: Ledger, total: int) -> None:
    """Print the median and the 95th percentile of each question."""
    print("| question | median ms | 95th percentile ms |\n|---|---|---|")
    every: list[float] = []
    for name, question in questions(total).items():
        random, took = Random(7), []  # noqa: S311  # the same questions each time
        for _ in range(ASKED):
            with ledger.reading() as connection:
                begun = time.perf_counter()
                question(connection, random)
                took.append((time.perf_counter() - begun) * 1000)
        every.extend(took)
        print(f"| {name} | {statistics.median(took):.1f} | {_percentile(took):.1f} |", flush=True)
    print(f"| all | {statistics.median(every):.1f} | {_percentile(every):.1f} |")


def _percentile(took: list[float]) -> float:
    return statistics.quantiles(took, n=20)[-1]


def add_some(ledger: Ledger) -> None:
    """Print what adding one article takes, read and filed."""
    took: list[float] = []
    for number in range(40):
        text = (
            f"The foreign minister of Egypt met the prime minister of Jordan in Cairo on Tuesday and signed agreement {number}."
        )
        day = (FIRST + timedelta(DAYS - 1 - number)).isoformat()
        begun = time.perf_counter()
        record = waqai.read(
            text, published=day, language="en", article=Article(id=f"n{number}", url=f"https://example.com/{number}")
        )
        with ledger.writing() as connection:
            writing.file(connection, record)
        took.append((time.perf_counter() - begun) * 1000)
    print(f"| adding an article | {statistics.median(took):.1f} | {_percentile(took[1:]):.1f} |")


def main() -> None:
    """Make the ledger if it is not there and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--ledger", default="benchmark.db")
    given = parser.parse_args()
    there = "://" not in given.ledger and Path(given.ledger).is_file()
    ledger = open_ledger(given.ledger)
    if not there:
        fill(ledger, given.events)
    ask_all(ledger, given.events)
    add_some(ledger)
    ledger.close()


if __name__ == "__main__":
    main()
