"""Titles lose the site's name and nothing else; authors are people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.extraction.names import authors_of, site_name, title_of


@pytest.mark.parametrize(
    ("title", "sites", "wanted"),
    [
        ("Talks resume in Cairo | CNN", ["CNN"], "Talks resume in Cairo"),
        ("Talks resume in Cairo - BBC News", ["BBC"], "Talks resume in Cairo"),
        ("استئناف المحادثات في القاهرة - الجزيرة نت", ["الجزيرة نت"], "استئناف المحادثات في القاهرة"),
        ("استئناف المحادثات – أخبار – البيان", ["البيان"], "استئناف المحادثات – أخبار"),
        ("المدينة نيوز - استئناف المحادثات في القاهرة", ["المدينة نيوز"], "استئناف المحادثات في القاهرة"),
        ("استئناف المحادثات|بوابة اخبار اليوم", ["بوابة أخبار اليوم الإلكترونية"], "استئناف المحادثات"),
        ("Israel - Iran: what comes next", ["The Harbour Post"], "Israel - Iran: what comes next"),
        ("Post-war talks - day two", ["The Harbour Post"], "Post-war talks - day two"),
        ("CNN", ["CNN"], None),
        ("  a\n b ", [], "a b"),
        ("", [], None),
    ],
)
def test_titles(title: str, sites: list[str], wanted: str | None) -> None:
    assert title_of([title], [], sites) == wanted


def test_a_heading_tells_where_an_unknown_site_begins() -> None:
    assert title_of(["Talks resume in Cairo :: My Paper Online"], ["Talks resume in Cairo"], []) == "Talks resume in Cairo"


def test_the_name_of_the_site_alone_is_no_title() -> None:
    assert (
        title_of(["عكاظ", "عكاظ | أخبار السعودية"], ["ولي العهد يستقبل الوفد"], ["عكاظ", "أخبار السعودية"])
        == "ولي العهد يستقبل الوفد"
    )


@pytest.mark.parametrize(
    ("given_names", "wanted"),
    [
        (["By Lena Farouk and Tom Lee"], ("Lena Farouk", "Tom Lee")),
        (["كتبت: سلمى الخطيب"], ("سلمى الخطيب",)),
        (["حسام أبو العلا - القاهرة"], ("حسام أبو العلا",)),
        (["(أبوظبي - البيان)"], ()),
        (["Sputnik https"], ()),
        (["https://www.facebook.com/x"], ()),
        (["news@example.org"], ()),
        (["admin"], ()),
        (["Admin", "محرر"], ()),
        (["البيان"], ()),
        (["Developed By Somebody"], ()),
        (["user12345"], ()),
        (["a very long line that is rather a sentence about the author than a name"], ()),
        (["Lena Farouk", "lena farouk"], ("Lena Farouk",)),
        ([], ()),
    ],
)
def test_authors(given_names: list[str], wanted: tuple[str, ...]) -> None:
    assert authors_of(given_names, ["البيان"]) == wanted


def test_names_of_sites() -> None:
    assert site_name(["https://example.org", "Paper | News and more"]) == "Paper"
    assert site_name(["www.example.org"]) is None


@given(st.lists(st.text(max_size=80), max_size=4), st.lists(st.text(max_size=30), max_size=3))
def test_a_title_is_a_part_of_a_candidate(candidates: list[str], sites: list[str]) -> None:
    found = title_of(candidates, [], sites)
    assert found is None or any(found in " ".join(one.split()) for one in candidates)
    authors_of(candidates, sites)


def test_a_title_that_was_cut_is_taken_whole() -> None:
    whole = "وزير الخارجية يصل إلى العاصمة لبحث الهدنة مع قادة الفصائل"
    assert title_of([f"{whole[:38]}...", f"{whole} - البيان"], [], ["البيان"]) == whole
    assert title_of([f"{whole[:38]}…"], [whole], []) == whole
    assert title_of(["And then…", "Another title"], [], []) == "And then…"
