"""The scripted week in the ledger: its copies, each of its days, the article that was withdrawn, and answers as of a past day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import msgspec
import pytest
from ledgers import EVERY, add, answers, arrived, content, opened, records, views

from waqai.errors import WaqaiError
from waqai.evaluate import week
from waqai.ledger import queries, writing
from waqai.ledger.store import Ledger
from waqai.ledger.views import View

RETRACTION = week.truth()["retraction"]
RETRACTED = queries.moment(f"{RETRACTION['day']}T23:00:00+00:00")
BEFORE = queries.moment(f"{RETRACTION['day']}T22:00:00+00:00")


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """Give an empty ledger of each kind."""
    with opened(ledger_url) as found:
        yield found


def test_the_week_as_scripted(ledger: Ledger) -> None:
    week.file_week(ledger, records())
    assert all(found == wanted for _, wanted, found in week.days(ledger)), list(week.days(ledger))
    with ledger.reading() as connection:
        groups = list(queries.copy_groups(connection))
        stats = queries.stats(connection)
    script = week.truth()
    assert week.copy_pairs(group.articles for group in groups) == week.copy_pairs(script["copies"])
    assert stats.retracted == 1
    assert stats.copies == len(script["copies"])
    _retracted(ledger)


def test_the_agency_of_each_group_of_copies(tmp_path: Path) -> None:
    with opened(str(tmp_path / "ledger.db")) as ledger:
        week.file_week(ledger, records())
        with ledger.reading() as connection:
            found = {group.articles[0]: group.origin for group in queries.copy_groups(connection)}
    named = {first: origin for first, origin in found.items() if origin is not None}
    wanted = week.truth()["origins"]
    assert named.items() <= wanted.items()
    assert len(wanted) - len(named) == 1  # one group has no credit line in its texts


def test_the_week_backwards_gives_the_same_ledger(tmp_path: Path) -> None:
    found = []
    for name, ids in (("straight", [*records()]), ("backwards", [*reversed(records())])):
        with opened(str(tmp_path / name)) as ledger:
            add(ledger, ids)
            found.append(content(ledger))
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []


def _retracted(ledger: Ledger) -> None:
    """Check that the withdrawn article counts until it was withdrawn, and that nothing of it counts after."""
    gone = RETRACTION["article"]
    now, before = views(ledger), views(ledger, as_of=BEFORE)
    assert not [view.id for view in now if any(one.given == gone for one in view.accounts)]
    told = [view for view in before if any(one.given == gone for one in view.accounts)]
    assert told
    assert all(view.counts.documents for view in now)
    with ledger.reading() as connection:
        old, new = queries.stats(connection, as_of=BEFORE), queries.stats(connection, as_of=RETRACTED)
        assert (new.documents, new.versions, new.retracted) == (old.documents - 1, old.versions, old.retracted + 1)
        assert new.accounts == old.accounts - sum(one.given == gone for view in told for one in view.accounts)
        for view in told:
            assert queries.event(connection, view.id, as_of=BEFORE) == view
            if all(one.given == gone for one in view.accounts):
                with pytest.raises(WaqaiError, match="WQ406"):
                    queries.event(connection, view.id)


def test_answers_as_of_each_day_stay_byte_for_byte(ledger: Ledger) -> None:
    said: dict[str, tuple[dict[str, bytes], list[View]]] = {}
    for day, ids in groupby(sorted(records(), key=arrived().__getitem__), key=lambda one: arrived()[one][:10]):
        add(ledger, ids, dated=True)
        if day == RETRACTION["day"]:
            with ledger.writing() as connection:
                writing.retract(connection, RETRACTION["article"], RETRACTION["reason"], at=RETRACTED)
        said[queries.moment(day)] = answers(ledger), views(ledger)
    for moment, (wanted, events) in said.items():
        then = answers(ledger, as_of=moment)
        assert [name for name in wanted if then[name] != wanted[name]] == [], moment
        with ledger.reading() as connection:
            for view in events:
                event = queries.event(connection, view.id, as_of=moment)
                assert msgspec.json.encode(event) == msgspec.json.encode(view), (moment, view.id)


def test_filters_as_of_a_day_are_answered_as_they_were(ledger: Ledger) -> None:
    first = [one for one in records() if arrived()[one] <= queries.moment("2025-03-04")]
    wanted = [
        queries.Filter(type="CONSULT"),
        queries.Filter(actor="رئيس"),
        queries.Filter(actor="DZA", statuses=()),
        queries.Filter(outlet="Meridian Wire", limit=3),
        queries.Filter(language="en", since="2025-03-02", until="2025-03-03"),
    ]
    add(ledger, first, dated=True)
    said = [views(ledger, one) for one in wanted]
    add(ledger, [one for one in records() if one not in first], dated=True)
    assert [views(ledger, one, as_of=queries.moment("2025-03-04")) for one in wanted] == said


def test_before_the_first_article_there_is_nothing(ledger: Ledger) -> None:
    add(ledger, ["w01", "w02"], dated=True)
    assert views(ledger, EVERY, as_of=queries.moment("2025-02-28")) == []
