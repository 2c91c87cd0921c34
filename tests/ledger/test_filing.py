"""Filing: an article again, a page that was edited, an older text that comes later, a page that was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from ledgers import SOME, add, answers, arrived, content, opened, records, views
from sqlalchemy import func, select

from waqai import read
from waqai.errors import WaqaiError
from waqai.ledger import queries, writing
from waqai.ledger.schema import articles, changes
from waqai.ledger.store import Ledger
from waqai.model import Record

BETWEEN = queries.moment("2025-03-03")


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """Give an empty ledger of each kind."""
    with opened(ledger_url) as found:
        yield found


def given_now(ledger: Ledger) -> set[str]:
    """Return the given ids of the texts that count."""
    with ledger.reading() as connection:
        return set(connection.execute(select(articles.c.given).where(articles.c.until.is_(None))).scalars())


def test_again_is_known_and_changes_nothing(ledger: Ledger) -> None:
    assert add(ledger, ["w01", "w02", "w01"]) == ["new", "new", "known"]
    before = content(ledger)
    assert add(ledger, ["w02", "w01"]) == ["known", "known"]
    assert content(ledger) == before
    with ledger.reading() as connection:
        assert connection.execute(select(func.count()).select_from(changes)).scalar_one() == 2


def test_an_edited_page_counts_and_its_old_text_stays_readable(ledger: Ledger) -> None:
    assert add(ledger, ["w19"], dated=True) == ["new"]
    before = answers(ledger)
    old = views(ledger)
    assert add(ledger, ["w19b"], dated=True) == ["edited"]
    assert given_now(ledger) == {"w19b"}
    assert answers(ledger, as_of=BETWEEN) == before
    assert {one.given for view in views(ledger) for one in view.accounts} == {"w19b"}
    with ledger.reading() as connection:
        kept = connection.execute(select(articles.c.text).where(articles.c.given == "w19")).scalar_one()
        assert kept == records()["w19"].text
        assert [queries.event(connection, view.id, as_of=BETWEEN) for view in old] == old
        stats = queries.stats(connection)
    assert (stats.documents, stats.versions) == (1, 2)


def test_an_older_text_that_comes_later_does_not_count(ledger: Ledger) -> None:
    assert add(ledger, ["w19b"]) == ["new"]
    before = content(ledger)
    assert add(ledger, ["w19"]) == ["older"]
    assert given_now(ledger) == {"w19b"}
    assert content(ledger)["events"] == before["events"]
    assert add(ledger, ["w19", "w19b"]) == ["known", "known"]


def sighted(name: str, at: str) -> Record:
    """Return the record of an article of the week as if it had been fetched then."""
    found = records()[name]
    return msgspec.structs.replace(found, article=msgspec.structs.replace(found.article, retrieved=at))


def test_a_page_that_is_fetched_again_unchanged_is_known(ledger: Ledger) -> None:
    add(ledger, SOME)
    before = content(ledger)
    with ledger.writing() as connection:
        assert writing.file(connection, sighted("w01", "2025-03-20T10:00:00Z")).outcome == "known"
    after = content(ledger)
    assert [name for name in before if before[name] != after[name]] == ["seen"]


def test_a_page_whose_edit_was_undone_counts_as_it_was_at_first(ledger: Ledger, tmp_path: Path) -> None:
    again = sighted("w19", "2025-03-20T10:00:00+03:00")
    add(ledger, SOME, dated=True)
    with ledger.writing() as connection:
        assert writing.file(connection, again, at="2025-03-20T10:00:00.000000+00:00").outcome == "edited"
    assert "w19" in given_now(ledger)
    assert "w19b" not in given_now(ledger)
    with opened(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        with other.writing() as connection:
            assert writing.file(connection, again).outcome == "new"
        add(other, SOME[::-1])
        assert content(other) == content(ledger)
    then = {moment: answers(ledger, as_of=moment) for moment in sorted(set(arrived().values()))}
    with opened(f"sqlite:///{tmp_path / 'third.sqlite'}") as third:
        add(third, SOME, dated=True)
        assert {moment: answers(third, as_of=moment) for moment in then} == then


def test_a_page_is_known_by_its_url_however_it_is_spelt(ledger: Ledger) -> None:
    found = records()["w01"]
    url = (found.article.url or "").replace("https://awras-agency", "HTTPS://Awras-Agency") + "/#top"
    other = msgspec.structs.replace(found, article=msgspec.structs.replace(found.article, url=url, id="other"))
    with ledger.writing() as connection:
        assert [writing.file(connection, one).outcome for one in (found, other)] == ["new", "known"]


def test_a_withdrawn_page_does_not_come_back(ledger: Ledger) -> None:
    add(ledger, ["w01", "w19"])
    with ledger.writing() as connection:
        writing.retract(connection, "w19", "withdrawn")
    assert add(ledger, ["w19", "w19b"]) == ["known", "older"]
    assert given_now(ledger) == {"w01"}
    with ledger.reading() as connection:
        row = connection.execute(select(changes).where(changes.c.what == "retract")).one()
        assert row.reason == "withdrawn"


def test_to_withdraw_what_is_not_there_is_an_error(ledger: Ledger) -> None:
    add(ledger, ["w01"])
    before = content(ledger)
    with pytest.raises(WaqaiError, match="WQ405"), ledger.writing() as connection:
        writing.retract(connection, "w99", "")
    assert content(ledger) == before


def test_a_batch_that_fails_leaves_nothing(ledger: Ledger) -> None:
    add(ledger, SOME[:3])
    before = content(ledger)
    with pytest.raises(RuntimeError, match="stop"), ledger.writing() as connection:  # noqa: PT012
        for one in SOME[3:8]:
            writing.file(connection, records()[one])
        message = "stop"
        raise RuntimeError(message)
    assert content(ledger) == before


@pytest.mark.parametrize(
    "text", ["قال الوزير.", "The minister said so.", "قال والرئيس حاضر إن الأمور بخير. وبالرئيس رحب الوزير."]
)
def test_short_articles_are_filed(ledger: Ledger, text: str) -> None:
    with ledger.writing() as connection:
        assert writing.file(connection, read(text, published="2025-03-01")).outcome == "new"
    assert given_now(ledger)
