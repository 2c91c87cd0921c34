"""Days as pages write them, in addresses, and which day a moment is where the outlet sits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from waqai.extraction.days import of_url, written
from waqai.extraction.outlets import Outlet
from waqai.extraction.published import day_of
from waqai.extraction.said import Said

ROOT = document_fromstring("<html><body><p>x</p></body></html>")
MARCH = date(2024, 3, 7)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-07", "2024-03-07"),
        ("2024-03-07T23:59:59+03:00", "2024-03-07"),
        ("2024-03-07 02:00:00", "2024-03-07"),
        ("2024-03-07T03:01+0400", "2024-03-07"),
        ("20240307", "2024-03-07"),
        ("20240307T121500Z", "2024-03-07"),
        ("Thu, 07 Mar 2024 22:30:00 GMT", "2024-03-07"),
        ("7/3/2024", "2024-03-07"),
        ("03/17/2024", "2024-03-17"),
        ("07.03.2024 17:27", "2024-03-07"),
        ("2024/3/7", "2024-03-07"),
        ("March 7, 2024", "2024-03-07"),
        ("Sept. 7th, 2024", "2024-09-07"),
        ("7 Mar 2024", "2024-03-07"),
        ("الخميس، 07 مارس 2024 - 12:09 م", "2024-03-07"),
        ("٧ آذار/مارس ٢٠٢٤", "2024-03-07"),
        ("7 آذار (مارس) 2024", "2024-03-07"),
        ("الجمعة 19 كانون الثاني 2024", "2024-01-19"),
        ("8 فيفري 2019", "2019-02-08"),
        ("15 غشت 2023", "2023-08-15"),
        ("مارس 7, 2024", "2024-03-07"),
        ("٢٧ شوال ١٤٤٥ هـ", "2024-05-06"),
        ("12 ربيع الأول 1445هـ الموافق 27 سبتمبر 2023", "2023-09-27"),
        ("27 سبتمبر 2023 - 12 ربيع الأول 1445", "2023-09-27"),
        ("2024-02-30", None),
        ("31/31/2024", None),
        ("1400-01-05", None),
        ("1709467200", None),
        ("قبل ساعتين", None),
        ("version 10.2.2024.7", None),
        ("", None),
    ],
)
def test_days_in_words_and_numbers(text: str, day: str | None) -> None:
    found = written(text)
    assert (found.day.isoformat() if found else None) == day


def test_the_order_of_day_and_month_is_the_outlets() -> None:
    first, second = written("3/7/2024"), written("3/7/2024", day_first=False)
    assert first is not None
    assert second is not None
    assert (first.day, second.day) == (date(2024, 7, 3), MARCH)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2024/03/07/slug", "2024-03-07"),
        ("http://arabic.example.com/2013/middle_east/8/3/syria.clashes/index.html", "2013-08-03"),
        ("https://example.org/story/2024-03-07-1.3874341", "2024-03-07"),
        ("https://example.org/world/202403071044893040-slug/", "2024-03-07"),
        ("https://example.org/news/20240307/slug", "2024-03-07"),
        ("https://example.org/a/2024-03-07", "2024-03-07"),
        ("https://example.org/2024/13/45/slug", None),
        ("https://example.org/news/4943459", None),
        ("https://example.org/a?date=2024-03-07", None),
        ("https://2024-03-07.example.org/a", None),
        ("https://example.org/article/12024030712", None),
        ("", None),
    ],
)
def test_days_in_addresses(url: str, day: str | None) -> None:
    found = of_url(url)
    assert (found.isoformat() if found else None) == day


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    for text in (day.isoformat(), day.strftime("%d/%m/%Y"), day.strftime("%Y/%m/%d"), day.strftime("%d %B %Y")):
        found = written(text)
        assert found is not None
        assert found.day == day
    assert of_url(f"https://example.org/{day:%Y/%m/%d}/x") == day


@given(st.text(max_size=300))
def test_no_text_crashes(text: str) -> None:
    found = written(text)
    assert found is None or found.day.year >= 1990
    of_url(text)


def outlet(zone: str) -> Outlet:
    return Outlet(name="E", hosts=("e.org",), language="ar", provenance="test", zone=zone)


@pytest.mark.parametrize(
    ("days", "zone", "url", "header", "wanted"),
    [
        (["2024-03-06T22:30:00Z"], "", None, [], "2024-03-06"),
        (["2024-03-06T22:30:00Z"], "Asia/Riyadh", None, [], "2024-03-07"),
        (["2024-03-06T22:30:00Z"], "America/New_York", None, [], "2024-03-06"),
        (["2024-03-07T03:00:00Z"], "America/New_York", None, [], "2024-03-06"),
        (["2024-03-06T22:30:00+03:00"], "Asia/Riyadh", None, [], "2024-03-06"),
        (["2024-03-06T22:30:00"], "Asia/Riyadh", None, [], "2024-03-06"),
        (["2024-03-06T22:30:00Z", "2024-03-07T01:30:00+03:00"], "", None, [], "2024-03-07"),
        (["2024-03-06T22:30:00Z"], "", "https://e.org/2024/3/7/x", [], "2024-03-07"),
        (["2024-03-06T22:30:00Z"], "Asia/Riyadh", "https://e.org/2024/3/6/x", [], "2024-03-06"),
        (["2024-03-06T22:30:00Z"], "", None, ["الخميس 7 مارس 2024"], "2024-03-07"),
        (["2024-03-06T22:30:00Z"], "", None, ["Updated 9 March 2024"], "2024-03-06"),
        ([], "", "https://e.org/2024/3/7/x", ["8 مارس 2024"], "2024-03-07"),
        ([], "", None, ["8 مارس 2024"], "2024-03-08"),
        ([], "", None, [], None),
    ],
)
def test_which_day_counts(days: list[str], zone: str, url: str | None, header: list[str], wanted: str | None) -> None:
    assert day_of(ROOT, Said(days=tuple(days)), outlet(zone), url, header, None, None) == wanted


def test_a_zone_that_the_machine_does_not_know_changes_nothing() -> None:
    found = written("2024-03-06T22:30:00Z")
    assert found is not None
    assert found.where("Nowhere/None") == date(2024, 3, 6)


def test_a_feed_counts_after_the_page_and_htmldate_last() -> None:
    assert day_of(ROOT, Said(), outlet("Asia/Riyadh"), None, [], "2024-03-06T22:30:00Z", None) == "2024-03-07"
    text = "<html><body><div class='entry-date'>2024-03-07</div><p>x</p></body></html>"
    assert day_of(document_fromstring(text), Said(), None, None, [], None, "2024-04-01") == "2024-03-07"
    assert day_of(document_fromstring(text), Said(), None, None, [], None, "2023-01-01") is None
