"""Articles in any order, as often as one likes, in batches of any size: the ledger that comes out is the same."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ledgers import EDITED, SOME, add, content, opened, records
from postgres_server import empty_database
from sqlalchemy import URL

from waqai.ledger import writing

Plan = list[list[str]]
BRIEF = (Phase.explicit, Phase.generate)  # an example takes a second: a failure is shown as found, not made small


def plans() -> st.SearchStrategy[Plan]:
    """Return every article at least once, in any order, some again, cut into batches."""
    order = st.builds(
        lambda first, again: [*first, *again], st.permutations(SOME), st.lists(st.sampled_from(SOME), max_size=6)
    ).flatmap(st.permutations)
    return st.builds(
        lambda ids, size: [list(ids[start : start + size]) for start in range(0, len(ids), size)], order, st.integers(1, 9)
    )


def filed(url: str, plan: Plan) -> dict[str, bytes]:
    """File the batches into an empty database and return what the ledger says."""
    with opened(url) as ledger:
        for batch in plan:
            add(ledger, batch)
        return content(ledger)


def in_a_file(plan: Plan) -> dict[str, bytes]:
    """File the batches into a SQLite file of their own."""
    with tempfile.TemporaryDirectory() as folder:
        return filed(f"sqlite:///{Path(folder) / 'ledger.sqlite'}", plan)


@cache
def straight() -> dict[str, bytes]:
    """Return what the ledger says of the articles as they came."""
    return in_a_file([list(SOME)])


def same(found: dict[str, bytes], wanted: dict[str, bytes]) -> None:
    """Assert that two ledgers say the same, part by part."""
    assert [name for name in wanted if found[name] != wanted[name]] == []


@given(plans())
@settings(max_examples=12, phases=BRIEF)
def test_any_order_gives_the_same_ledger_in_a_file(plan: Plan) -> None:
    records()
    same(in_a_file(plan), straight())


@given(plans())
@settings(max_examples=3, phases=BRIEF, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_gives_the_same_ledger_on_a_server(postgres_server: URL, plan: Plan) -> None:
    with empty_database(postgres_server) as url:
        same(filed(url.render_as_string(hide_password=False), plan), straight())


@pytest.mark.parametrize("order", [EDITED, EDITED[::-1]])
def test_the_order_of_two_texts_of_a_page_does_not_matter(ledger_url: str, order: tuple[str, ...]) -> None:
    rest = [[one] for one in SOME if one not in EDITED]
    same(filed(ledger_url, [[order[0]], *rest, [order[1]]]), straight())


def test_backwards_gives_the_same_ledger_on_both(ledger_url: str) -> None:
    same(filed(ledger_url, [[one] for one in reversed(SOME)]), straight())


def test_a_retraction_before_and_after_the_other_articles_gives_the_same_events(ledger_url: str, tmp_path: Path) -> None:
    found = []
    for url, at in ((ledger_url, 1), (f"sqlite:///{tmp_path / 'other.sqlite'}", len(SOME))):
        order = ["w46", *(one for one in SOME if one != "w46")]
        with opened(url) as ledger:
            add(ledger, order[:at])
            with ledger.writing() as connection:
                writing.retract(connection, "w46", "withdrawn")
            add(ledger, order[at:])
            add(ledger, order)
            found.append(content(ledger))
    same(found[0], found[1])


@pytest.mark.parametrize("pair", [("w19", "w47"), ("w21", "w22"), ("w21", "w32")])
def test_two_articles_in_either_order_give_the_same_events(ledger_url: str, tmp_path: Path, pair: tuple[str, str]) -> None:
    same(
        filed(ledger_url, [[one] for one in pair]), filed(f"sqlite:///{tmp_path / 'other.sqlite'}", [[one] for one in pair[::-1]])
    )
