"""Whatever comes, goes or is decided by hand, in any order: the events are those that placing all accounts from scratch gives."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from ledgers import SOME, add, opened, records
from reference import events_from_scratch
from sqlalchemy import select

from waqai.ledger import deciding, writing
from waqai.ledger.schema import members
from waqai.ledger.store import Ledger


def placed(ledger: Ledger) -> dict[str, str]:
    """Return the event of each account as the ledger has it."""
    with ledger.reading() as connection:
        return {row.account: row.event for row in connection.execute(select(members).where(members.c.until.is_(None)))}


def scratch(ledger: Ledger) -> dict[str, str]:
    """Return the event of each account as it comes out when all are placed anew."""
    with ledger.reading() as connection:
        return events_from_scratch(connection)


def decide(ledger: Ledger, random: Random) -> None:
    """Merge two events, or split an account off one."""
    events: dict[str, list[str]] = {}
    for account, event in sorted(placed(ledger).items()):
        events.setdefault(event, []).append(account)
    several = sorted(event for event, found in events.items() if len(found) > 1)
    with ledger.writing() as connection:
        if several and random.random() < 0.5:
            event = random.choice(several)
            deciding.split(connection, event, [random.choice(events[event])], "apart")
        elif len(events) > 1:
            deciding.merge(connection, random.sample(sorted(events), 2), "together")


@given(st.permutations(SOME), st.lists(st.sampled_from(["decide", "retract", "again"]), max_size=8), st.randoms())
@settings(max_examples=15, phases=(Phase.explicit, Phase.generate))
def test_events_are_those_made_from_scratch(order: list[str], steps: list[str], random: Random) -> None:
    records()
    waiting: list[str] = [*order, *steps]
    random.shuffle(waiting)
    filed: list[str] = []
    with tempfile.TemporaryDirectory() as folder, opened(f"sqlite:///{Path(folder) / 'ledger.sqlite'}") as ledger:
        for step in waiting:
            if step in SOME:
                add(ledger, [step])
                filed.append(step)
            elif step == "decide":
                decide(ledger, random)
            elif step == "retract" and filed:
                with ledger.writing() as connection:
                    writing.retract(connection, random.choice(filed), "withdrawn")
            assert placed(ledger) == scratch(ledger), step
