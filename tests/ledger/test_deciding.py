"""Decisions by hand: kept with their reason, and respected whatever is added afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ledgers import SOME, add, content, opened, views
from sqlalchemy import select

from waqai.errors import WaqaiError
from waqai.ledger import deciding, queries
from waqai.ledger.schema import changes, decisions
from waqai.ledger.store import Ledger


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """Give a ledger of each kind with half of the articles."""
    with opened(ledger_url) as found:
        add(found, SOME[:8])
        yield found


def event_of(ledger: Ledger, account: str) -> str:
    """Return the id of the event of an account."""
    with ledger.reading() as connection:
        return queries.event(connection, account).id


def logged(ledger: Ledger, what: str) -> list[str]:
    """Return the reasons of the changes of a kind."""
    with ledger.reading() as connection:
        return list(connection.execute(select(changes.c.reason).where(changes.c.what == what)).scalars())


def test_merged_events_stay_one(ledger: Ledger) -> None:
    first, second = [view for view in views(ledger) if len(view.accounts) > 1][:2]
    with ledger.writing() as connection:
        made = deciding.merge(connection, [first.id, second.id], "one call, told twice")
    wanted = {one.account.id for view in (first, second) for one in view.accounts}
    with ledger.reading() as connection:
        assert wanted <= {one.account.id for one in queries.event(connection, made).accounts}
    add(ledger, SOME[8:])
    assert len({event_of(ledger, one) for one in wanted}) == 1
    assert logged(ledger, "merge") == ["one call, told twice"]
    with ledger.reading() as connection:
        assert set(connection.execute(select(decisions.c.reason)).scalars()) == {"one call, told twice"}


def test_split_accounts_stay_apart(ledger: Ledger) -> None:
    view = max(views(ledger), key=lambda one: (len(one.accounts), one.id))
    apart, *rest = sorted(one.account.id for one in view.accounts)
    assert rest
    with ledger.writing() as connection:
        made = deciding.split(connection, view.id, [apart], "another day")
    assert event_of(ledger, apart) == made
    assert made not in {event_of(ledger, one) for one in rest}
    add(ledger, SOME[8:])
    assert event_of(ledger, apart) not in {event_of(ledger, one) for one in rest}
    assert logged(ledger, "split") == ["another day"]


def test_merging_what_was_split_takes_it_back_and_the_past_stays(ledger: Ledger) -> None:
    view = max(views(ledger), key=lambda one: (len(one.accounts), one.id))
    before = content(ledger)["events"]
    apart = min(one.account.id for one in view.accounts)
    with ledger.writing() as connection:
        other = deciding.split(connection, view.id, [apart], "no")
    with ledger.writing() as connection:
        rest = next(queries.event(connection, one.account.id).id for one in view.accounts if one.account.id != apart)
        deciding.merge(connection, [other, rest], "yes")
    assert content(ledger)["events"] == before


def test_a_split_after_a_merge_of_two_events_parts_them_again(ledger: Ledger) -> None:
    first, second = [view for view in views(ledger) if len(view.accounts) > 1][:2]
    with ledger.writing() as connection:
        made = deciding.merge(connection, [first.id, second.id], "yes")
    with ledger.writing() as connection:
        deciding.split(connection, made, [one.account.id for one in second.accounts], "no")
    found = [{event_of(ledger, one.account.id) for one in view.accounts} for view in (first, second)]
    assert not found[0] & found[1]


def test_the_order_of_articles_after_a_decision_does_not_matter(ledger_url: str) -> None:
    with opened(ledger_url) as one:
        add(one, SOME)
        wanted = [view.id for view in views(one) if len(view.accounts) > 1][:2]
        with one.writing() as connection:
            made = deciding.merge(connection, wanted, "one")
        before = content(one)
        add(one, reversed(SOME))
        assert content(one) == before
        assert made in {view.id for view in views(one)}


@pytest.mark.parametrize("names", [("e-0000", "e-1111"), ("REAL", "e-0000")])
def test_unknown_events_cannot_be_merged(ledger: Ledger, names: tuple[str, ...]) -> None:
    before = content(ledger)
    real = views(ledger)[0].id
    with pytest.raises(WaqaiError, match="WQ406"), ledger.writing() as connection:
        deciding.merge(connection, [real if name == "REAL" else name for name in names], "")
    assert content(ledger) == before
    assert logged(ledger, "merge") == []


def test_unknown_events_and_accounts_cannot_be_split(ledger: Ledger) -> None:
    real = views(ledger)[0]
    for event, account in (("e-0000", real.accounts[0].account.id), (real.id, "c-0000"), (real.id, real.id)):
        with pytest.raises(WaqaiError, match="WQ406"), ledger.writing() as connection:
            deciding.split(connection, event, [account], "")
    assert logged(ledger, "split") == []


def test_an_account_of_another_event_cannot_be_split_off(ledger: Ledger) -> None:
    first, second = views(ledger)[:2]
    with pytest.raises(WaqaiError, match="WQ406"), ledger.writing() as connection:
        deciding.split(connection, first.id, [second.accounts[0].account.id], "")


def test_an_unknown_event_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(WaqaiError, match="WQ406"), ledger.reading() as connection:
        queries.event(connection, "e-0000")


def test_many_events_merged_at_once_are_one(ledger: Ledger) -> None:
    found = [view for view in views(ledger) if view.accounts][:6]
    with ledger.writing() as connection:
        deciding.merge(connection, [view.id for view in found], "all one")
    assert len({event_of(ledger, one.account.id) for view in found for one in view.accounts}) == 1
    add(ledger, SOME[8:])
    left = {one.account.id for view in views(ledger) for one in view.accounts}  # an edit takes some accounts away
    kept = [one.account.id for view in found for one in view.accounts if one.account.id in left]
    assert len(kept) > 1
    assert len({event_of(ledger, one) for one in kept}) == 1
