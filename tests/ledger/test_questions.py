"""Questions: events by what they are and who tells them, words in any spelling; nothing but what happened unless asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ledgers import SOME, add, opened, records, views

from waqai import read
from waqai.ledger import queries, writing
from waqai.ledger.queries import Filter
from waqai.ledger.search import Hit, search
from waqai.ledger.store import Ledger


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """Give a ledger of each kind with some of the week, dated as it came."""
    with opened(ledger_url) as found:
        add(found, SOME, dated=True)
        yield found


def hits(ledger: Ledger, words: str, *, as_of: str | None = None) -> list[Hit]:
    """Return the articles that hold words."""
    with ledger.reading() as connection:
        return list(search(connection, words, as_of=as_of))


def test_filters(ledger: Ledger) -> None:
    every, shown = views(ledger), views(ledger, Filter())
    happened = {"actual", "historical"}
    assert {view.status for view in every} > happened, "the articles have plans and denials"
    assert shown == [view for view in every if view.status in happened]
    for status in ("negation", "future", "hypothetical"):
        assert views(ledger, Filter(statuses=(status,))) == [view for view in every if view.status == status]
    for kind in sorted({view.type for view in every}):
        assert views(ledger, Filter(statuses=(), type=kind)) == [view for view in every if view.type == kind]
    for outlet in ("Meridian Wire", "صحيفة الضفاف"):
        assert views(ledger, Filter(statuses=(), outlet=outlet)) == [
            view for view in every if any(one.outlet == outlet for one in view.accounts)
        ]
    for language in ("ar", "en"):
        assert views(ledger, Filter(statuses=(), language=language)) == [
            view for view in every if any(one.language == language for one in view.accounts)
        ]
    assert views(ledger, Filter(statuses=(), limit=3)) == every[:3]
    assert views(ledger, Filter(type="NONE")) == []


def test_filter_by_who_takes_part(ledger: Ledger) -> None:
    every = views(ledger)
    for role in ("actor", "recipient"):
        parties = [(view, party) for view in every for party in (view.actors if role == "actor" else view.recipients)]
        for value in sorted({party.entity or party.code for _, party in parties} - {""}):
            found = {
                view.id
                for view in views(
                    ledger, Filter(statuses=(), actor=value) if role == "actor" else Filter(statuses=(), recipient=value)
                )
            }
            wanted = {view.id for view, party in parties if value == (party.entity or party.code)}
            assert wanted <= found, (role, value)
    by_name = views(ledger, Filter(statuses=(), actor="تبون"))
    assert by_name
    assert all(any("w0" in one.given for one in view.accounts) for view in by_name)
    assert {view.id for view in views(ledger, Filter(statuses=(), actor="DZA"))} >= {view.id for view in by_name}
    assert views(ledger, Filter(statuses=(), actor="100%_")) == []


def test_filter_by_days(ledger: Ledger) -> None:
    dated = [view for view in views(ledger) if len(view.date) == len("2025-03-01")]
    assert dated
    for day in sorted({view.date for view in dated}):
        found = [view.id for view in views(ledger, Filter(statuses=(), since=day, until=day))]
        assert {view.id for view in dated if view.date == day} <= set(found)
        assert not {view.id for view in dated if view.date != day} & set(found)
    assert views(ledger, Filter(statuses=(), since="2031-01-01")) == []
    assert views(ledger, Filter(statuses=(), until="1901-01-01")) == []


@pytest.mark.parametrize(
    ("plain", "other"),
    [
        ("الرئيس", "رئيس"),
        ("الرئيس", "الرَّئِيس"),
        ("الرئيس", "الرئـــيس"),
        ("أسرى", "اسرى"),
        ("أسرى", "إسرى"),
        ("105", "١٠٥"),
        ("105", "۱۰۵"),
        ("الاتفاق", "الإتفاق"),
        ("Prisoners", "PRISONERS"),
    ],
)
def test_spellings_of_a_word_find_the_same(ledger: Ledger, plain: str, other: str) -> None:
    found = hits(ledger, plain)
    assert found
    assert {hit.given for hit in found} <= {hit.given for hit in hits(ledger, other)}


def test_a_word_is_found_with_particles_written_onto_it(ledger_url: str) -> None:
    text = "قال والرئيس حاضر إن الأمور بخير. وبالرئيس رحب الوزير."
    with opened(ledger_url) as ledger:
        with ledger.writing() as connection:
            writing.file(connection, read(text, language="ar"))
        for word in ("الرئيس", "والرئيس", "رئيس", "بالرئيس"):
            found = hits(ledger, word)
            assert len(found) == 1, word
            assert "رئيس" in text[found[0].start : found[0].end], word


@pytest.mark.parametrize("word", ["الرئيس", "الجيش", "غارة", "105", "Houthis", "prisoners"])
def test_offsets_slice_the_stored_text(ledger: Ledger, word: str) -> None:
    found = hits(ledger, word)
    assert found
    for hit in found:
        text = records()[hit.given].text
        part = text[hit.start : hit.end]
        if (hit.start, hit.end) == (0, 0):
            assert word not in text
        else:
            assert word.lower().removeprefix("ال") in part.lower().replace("أ", "ا") or not part.isascii(), hit
            assert part == part.strip(), hit
            assert part in hit.snippet, hit


def test_all_words_must_be_there(ledger: Ledger) -> None:
    one, two, both = ({hit.given for hit in hits(ledger, words)} for words in ("غارة", "الجيش", "غارة الجيش"))
    assert both
    assert both <= one & two


def test_words_are_found_as_of_a_day(ledger: Ledger) -> None:
    before = queries.moment("2025-03-03")
    assert {hit.given for hit in hits(ledger, "صفاية")} >= {"w19b"}
    assert "w19" not in {hit.given for hit in hits(ledger, "صفاية")}
    then = {hit.given for hit in hits(ledger, "صفاية", as_of=before)}
    assert "w19" in then
    assert "w19b" not in then
    assert hits(ledger, "صفاية", as_of=queries.moment("2025-03-01")) == []


@pytest.mark.parametrize("words", ["", "  ", "؟!", '"', "a' OR 1=1 --", "NEAR(", "* AND (", "غارة & | !", "a:b", "\x00", "_"])
def test_any_words_may_be_asked_for(ledger: Ledger, words: str) -> None:
    hits(ledger, words)
