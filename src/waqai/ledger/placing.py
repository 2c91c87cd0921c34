"""What placing accounts in events needs, taken from the ledger as it is needed and kept while one change lasts."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from waqai.ledger.links import Link, linked, ordered
from waqai.ledger.overview import load
from waqai.ledger.rows import rows_of
from waqai.ledger.schema import accounts, decisions, members
from waqai.stories import same
from waqai.stories.ids import digest
from waqai.stories.linking import Pair


class Board:
    """Accounts with their links and events, as the change that goes on has left them.

    ``profiles``, ``turns`` and ``events`` hold what was loaded. An account that counts no more (its article was superseded or
    retracted) has a turn and no profile.
    """

    def __init__(self, connection: Connection) -> None:
        """Begin with nothing loaded."""
        self._connection = connection
        self.profiles: dict[str, same.Profile] = {}
        self.turns: dict[str, str] = {}
        self.events: dict[str, str] = {}
        self._links: dict[str, dict[str, float]] = {}
        self._members: dict[str, set[str]] = {}
        self._placed: set[str] = set()  # accounts whose event was asked for
        self._ready: set[str] = set()  # accounts that can be placed
        self._together: dict[str, set[str]] = {}
        self._apart: set[Pair] = set()
        self._decided: set[str] = set()  # accounts whose decisions by hand were asked for

    def counts(self, one: str) -> bool:
        """Tell whether an account counts; it must have been loaded."""
        return one in self.profiles

    def load(self, ids: Iterable[str]) -> None:
        """Load accounts."""
        missing = {one for one in ids if one not in self.turns}
        for account, turn in load(self._connection, missing):
            self.profiles[account.id] = same.profile(account)
            self.turns[account.id] = turn
        dead = missing - self.turns.keys()
        if dead:
            question = select(accounts.c.account, accounts.c.turn)
            self.turns.update({row.account: row.turn for row in rows_of(self._connection, question, accounts.c.account, dead)})

    def learn(self, fresh: Iterable[str], found: Iterable[Link]) -> None:
        """Take over the links of accounts that were just judged: there can be no others."""
        self._links.update({one: {} for one in fresh})
        for link in found:
            one, other = link.pair
            for mine, yours in ((one, other), (other, one)):
                if mine in self._links:
                    self._links[mine][yours] = link.score

    def ready(self, one: str) -> bool:
        """Tell whether all that placing an account asks for was loaded."""
        return one in self._ready

    def prepare(self, ids: Iterable[str]) -> None:
        """Load what placing accounts asks for, all at once: links, decisions, events with their members."""
        wanted = set(ids) - self._ready
        if not wanted:
            return
        self._ready |= wanted
        self._load_links(wanted)
        self._decide(wanted)
        near = wanted | {other for one in wanted for other in (*self._links[one], *self._together.get(one, ()))}
        self._load_events(near)
        events = {self.events[one] for one in near if one in self.events}
        self.load(near | {one for event in events for one in self._members[event]})

    def place(self, one: str) -> str:
        """Return the event that an account belongs to, as those before it stand now."""
        mates = (mate for mate in sorted(self._together.get(one, ())) if mate in self.events and self._before(mate, one))
        mate = next(mates, None)
        if mate is not None:
            return self.events[mate]
        earlier = ((-score, other) for other, score in self._links[one].items() if self._before(other, one))
        best = sorted((score, self.events[other]) for score, other in earlier if other in self.events)
        for event in dict.fromkeys(event for _, event in best):
            if not any(self._before(member, one) and self.apart(one, member) for member in self._members[event]):
                return event
        return f"e-{digest(one)}"

    def move(self, one: str, event: str | None) -> None:
        """Put an account into an event, or into none."""
        old = self.events.pop(one, None)
        if old is not None:
            self._members[old].discard(one)
        if event is not None:
            self.events[one] = event
            self._members.setdefault(event, set()).add(one)

    def links(self, one: str) -> Iterable[str]:
        """Return the accounts that an account is linked to; it must have been prepared."""
        return self._links[one].keys()

    def members(self, event: str) -> frozenset[str]:
        """Return the accounts of an event."""
        return frozenset(self._members.get(event, ()))

    def mates(self, one: str) -> Iterable[str]:
        """Return the accounts that an account was put together with by hand, directly or through others."""
        return self._together.get(one, ())

    def decided_with(self, ids: Iterable[str]) -> set[str]:
        """Return the accounts that decisions by hand lead to from some."""
        self._decide(set(ids))
        return set(self._decided)

    def later(self, one: str, ids: Iterable[str]) -> set[str]:
        """Return those of some accounts that count and stand after an account."""
        return {other for other in ids if other in self.profiles and self._before(one, other)}

    def apart(self, one: str, other: str) -> bool:
        """Tell whether something, or a decision by hand, speaks against two accounts being of one event."""
        return ordered(one, other) in self._apart or same.apart(self.profiles[one], self.profiles[other])

    def _before(self, one: str, other: str) -> bool:
        return (self.turns[one], one) < (self.turns[other], other)

    def _load_links(self, ids: set[str]) -> None:
        missing = ids - self._links.keys()
        self._links.update({one: {} for one in missing})
        for one, other, score in linked(self._connection, "event", missing):
            self._links[one][other] = score

    def _load_events(self, ids: set[str]) -> None:
        missing = ids - self._placed
        self._placed |= missing
        question = select(members.c.account, members.c.event).where(members.c.until.is_(None))
        found = {row.account: row.event for row in rows_of(self._connection, question, members.c.account, missing)}
        self._load_members(set(found.values()))

    def _load_members(self, events: set[str]) -> None:
        missing = events - self._members.keys()
        self._members.update({event: set() for event in missing})
        question = select(members.c.account, members.c.event).where(members.c.until.is_(None))
        for row in rows_of(self._connection, question, members.c.event, missing):
            self.events[row.account] = row.event
            self._members[row.event].add(row.account)
            self._placed.add(row.account)

    def _decide(self, ids: set[str]) -> None:
        """Load the decisions by hand about accounts, with those that they lead to; of each pair the last one holds."""
        edge = ids - self._decided
        last: dict[Pair, str] = {}
        while edge:
            self._decided |= edge
            rows = [
                row
                for column in (decisions.c.one, decisions.c.other)
                for row in rows_of(self._connection, select(decisions), column, edge)
            ]
            for row in sorted(rows, key=lambda row: row.seq):
                last[ordered(row.one, row.other)] = row.kind
            edge = {one for row in rows for one in (row.one, row.other)} - self._decided
        for (one, other), kind in last.items():
            if kind == "apart":
                self._apart.add((one, other))
                continue
            both = self._together.get(one, {one}) | self._together.get(other, {other})
            self._together.update(dict.fromkeys(both, both))
