"""Every outlet file is right by itself: it parses, its selectors compile, its hosts are its own, and it says how it is known."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from lxml import etree
from lxml.html import document_fromstring

from waqai.extraction.article import article_of
from waqai.extraction.blocks import key_of
from waqai.extraction.lines import is_boilerplate
from waqai.extraction.outlets import Outlet, neighbours, outlet_of, outlets, read_outlet, selected, selector
from waqai.languages.registry import LANGUAGES

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "src" / "waqai" / "data" / "outlets").glob("*.toml"))
SELECTORS = ("title", "body", "lead", "date", "authors", "credit", "cut")
KEYS = [
    *("name", "hosts", "language", "zone", "site", "title", "body", "lead", "date", "authors", "credit", "cut", "lines"),
    *("day_first", "provenance"),
]


def outlet(path: Path) -> Outlet:
    return read_outlet(path.read_text(encoding="utf-8"), path.name)


def test_there_are_outlets_of_both_languages() -> None:
    with_body = [found.language for found in map(outlet, FILES) if found.body]
    assert with_body.count("ar") >= 40
    assert with_body.count("en") >= 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_right(path: Path) -> None:
    found = outlet(path)
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    assert list(raw) == [key for key in KEYS if key in raw], "keys stand in one order"
    assert all(raw.values()), "what is not known is left out"
    assert found.language in LANGUAGES
    assert not found.zone or ZoneInfo(found.zone)
    assert path.stem.replace("_", "/", 1) in found.hosts, "the file is called after a host"
    assert found.name.strip() == found.name
    assert len(found.provenance) > 3
    for field in SELECTORS:
        for text in getattr(found, field):
            assert isinstance(selector(text), etree.XPath)
    for host in found.hosts:
        assert host == host.lower().strip("/")
        assert not host.startswith(("www.", "http"))
    assert all(key_of(line) for line in found.lines)


def test_hosts_are_unique() -> None:
    hosts = [host for path in FILES for host in outlet(path).hosts]
    assert len(hosts) == len(set(hosts)) == len(outlets())


def test_files_are_plain_and_end_in_one_line_break() -> None:
    for path in FILES:
        text = path.read_bytes().decode("utf-8")
        assert text.endswith("\n"), path.name
        assert not text.endswith("\n\n"), path.name
        assert not [line for line in text.split("\n") if line != line.rstrip()], path.name


def test_names_of_sites_are_no_titles() -> None:
    """A site's name is cut from titles wherever it stands at their end: it must not be a common word of one letter."""
    assert not [(path.name, site) for path in FILES for site in outlet(path).site if len(key_of(site)) < 2]


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("https://www.aljazeera.net/news/1", "aljazeera.net.toml"),
        ("https://WWW.AlJazeera.net:443/news/1", "aljazeera.net.toml"),
        ("https://english.alarabiya.net/x", "english.alarabiya.net.toml"),
        ("https://www.alarabiya.net/x", "alarabiya.net.toml"),
        ("https://m.youm7.com/story/1", "youm7.com.toml"),
        ("https://www.bbc.com/arabic/articles/c1", "bbc.com_arabic.toml"),
        ("https://www.bbc.com/news/articles/c1", "bbc.com.toml"),
        ("https://www.france24.com/fr/x", None),
        ("https://notyoum7.com/x", None),
        ("https://com/x", None),
        ("http://[bad", None),
        ("", None),
        (None, None),
    ],
)
def test_the_nearest_host_counts(url: str | None, file: str | None) -> None:
    found = outlet_of(url)
    assert (found.file if found else None) == file


@pytest.mark.parametrize(
    "text",
    ['name = "x"', 'name = "x"\nhosts = ["x"]\nlanguage = "ar"\nprovenance = "p"\nbodies = ["p"]', 'name = "x"\nhosts = "x"'],
)
def test_a_wrong_file_is_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        read_outlet(text, "x.toml")


def test_a_selector_is_css_or_xpath_and_the_first_find_counts() -> None:
    root = document_fromstring("<div class='a'>1</div><p id='b'>2</p><p>3</p>")
    assert [one.text for one in selected(root, ["div.none", "//p[@id='b']", "p"])] == ["2"]
    assert selected(root, ["//p/@id", "//p/text()"]) == []


EXAMPLE = """
name = "جريدة المثال"
hosts = ["example.org"]
language = "ar"
zone = "Asia/Riyadh"
site = ["المثال"]
body = ["div.story"]
cut = ["div.box"]
lines = ["حمّل تطبيقنا"]
provenance = "a page of 2024"
"""


def test_the_documented_example_works() -> None:
    """The example of docs/extraction.md, letter by letter, on a page of such an outlet."""
    documented = (ROOT / "docs" / "extraction.md").read_text(encoding="utf-8")
    assert EXAMPLE.strip() in documented
    rules = read_outlet(EXAMPLE, "example.org.toml")
    text = """<html><head><title>وزير الصحة يفتتح مستشفى - المثال</title><meta property="article:published_time"
    content="2024-05-06T22:30:00Z"></head><body><div class="intro">ترحيب طويل بالقراء لا صلة له بالخبر الذي يأتي بعده أبدا.</div>
    <div class="story"><p>افتتح وزير الصحة مستشفى جديدا في العاصمة يضم مئتي سرير ومركزا للقلب.</p>
    <div class="box"><p>ملف خاص عن المستشفيات في المناطق البعيدة وأحوالها</p></div>
    <p>حمّل تطبيقنا ليصلك كل جديد</p><p>وقال الوزير إن العمل سيبدأ يوم الأحد المقبل.</p></div></body></html>"""
    found = article_of(text, url="https://www.example.org/7", known=dict.fromkeys(rules.hosts, rules))
    assert not isinstance(found, str)
    assert (found.title, found.published, found.outlet, found.missed) == (
        "وزير الصحة يفتتح مستشفى",
        "2024-05-07",
        "جريدة المثال",
        (),
    )
    assert [line.kind for line in found.lines] == ["body", "boilerplate", "boilerplate", "body"]


def test_what_the_rules_find_must_be_what_the_page_calls_its_article() -> None:
    story = [f"Paragraph number {n} of the story tells what the ministers agreed on day {n}." for n in range(9)]
    teaser = (
        "<div class='story'><p>A teaser of another piece with some fifteen words in it, which is long enough to count.</p></div>"
    )
    data = msgspec.json.encode({"@type": "NewsArticle", "headline": "T", "articleBody": "\n".join(story)}).decode()
    text = f"<html><head><script type='application/ld+json'>{data}</script></head><body>{teaser}<main>" + "".join(
        f"<p>{line}</p>" for line in story
    )
    rules = Outlet(name="E", hosts=("example.org",), language="en", provenance="test", body=("div.story",))
    found = article_of(text, url="https://example.org/1", known={"example.org": rules})
    assert not isinstance(found, str)
    assert found.missed == ("body",)
    assert [line.text for line in found.lines if line.kind == "body"] == story


def test_lines_of_the_table_are_found_in_any_spelling() -> None:
    root = document_fromstring("<p>x</p>")
    from waqai.extraction.blocks import Block  # noqa: PLC0415

    for text, wanted in (
        ("اقرأ أيضاً : كيف بدأت الأزمة", True),
        ("إقرأ أيضا", True),
        ("شارك", True),
        ("شارك الوزير في الاجتماع الذي عقد أمس في العاصمة.", False),
        ("Share this article", True),
        ("Share prices fell on Monday after the central bank raised rates.", False),
        ("جميع الحقوق محفوظة © 2024", True),
        ("Read more", True),
        ("طباعة Email فيسبوك تويتر لينكدين Pin Interest Whats App", True),
        ("Facebook shares fell", False),
    ):
        assert is_boilerplate(Block(text, root, 0, key_of(text))) is wanted, text


def test_pairs_of_neighbours_are_sorted() -> None:
    assert all(one.name < two.name for one, two in pairwise(FILES))


def test_of_many_elements_those_around_the_longest_count() -> None:
    root = document_fromstring(
        "<main><div class=b>one two three four</div><div class=b>five</div></main><div><p><span class=b>six</span></p></div>"
        "<aside><div><div class=b>seven eight</div></div></aside>"
    )
    assert [one.text for one in neighbours(selected(root, ["*.b"]))] == ["one two three four", "five"]
    assert neighbours([]) == []
    root = document_fromstring("<div class=b>one</div><div class=b>two three</div>")
    assert [one.text for one in neighbours(selected(root, ["*.b"]))] == ["two three"]
