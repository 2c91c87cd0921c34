"""Lists of articles become links with what is said of each; whatever is wrong with a list is told and costs no more than that."""

from __future__ import annotations

import gzip
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.errors import Notice
from waqai.sources.link import address, moment
from waqai.sources.lists import MAX_FEED, MAX_LIST, Link, links
from waqai.sources.markup import prolog

CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def _links(data: bytes | str, kind: str = "", url: str = "") -> list[Link | Notice]:
    return list(links(data.encode() if isinstance(data, str) else data, "a.xml", kind=kind, url=url))


def _codes(found: list[Link | Notice]) -> list[str]:
    return [item.problem.code if isinstance(item, Notice) else item.url for item in found]


def test_a_plain_list_of_addresses() -> None:
    data = "\ufeffhttps://example.org/1\r\n\n# later\nhttp://example.org/2?a=1&b=2\nftp://example.org\n"
    first, second, third = _links(data, ".urls")
    assert (first, second) == (Link(url="https://example.org/1"), Link(url="http://example.org/2?a=1&b=2"))
    assert isinstance(third, Notice)
    assert (third.problem.code, third.line) == ("WQ622", 5)
    assert _codes(_links("first words\nhttps://example.org/1", ".list")) == ["WQ622", "https://example.org/1"]
    assert _codes(_links("first words\nhttps://example.org/1", ".xml")) == ["WQ621"]


RSS2 = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" {CONTENT}><channel><title>الشرق</title><link>https://sharq.example/</link><language>ar-EG</language>
<item><title>لقاء &amp; مباحثات</title><link>/1</link><pubDate>Thu, 13 Feb 2025 23:30:00 +0300</pubDate>
<description>ملخص</description><content:encoded><![CDATA[<p>التقى الوزير نظيره.</p>]]></content:encoded></item>
<item><title>two</title><guid>https://sharq.example/2</guid><description>summary only</description></item>
<item><title>three</title><guid isPermaLink="false">tag:3</guid></item>
</channel></rss>"""
RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://e.example/"><title>T</title></channel>
<item rdf:about="https://e.example/1"><title>one</title><link>https://e.example/1</link><dc:date>2025-02-13</dc:date></item></rdf:RDF>"""
RSS091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>T</title><item><title>one</title><link>https://e.example/1</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
<entry><title type="html">A &lt;b&gt;B&lt;/b&gt;</title><link rel="alternate" href="https://e.example/1"/>
<published>2025-02-13T18:30:00+03:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hello</p></div></content></entry>
<entry xml:lang="ar"><title>text</title><link href="https://e.example/2"/><updated>2025-02-14T00:00:00Z</updated>
<content type="text">one
two &lt; 3</content></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "J",
    "language": "en",
    "items": [
        {"id": "1", "url": "https://e.example/1", "content_html": "<p>x</p>", "date_published": "2025-02-13T10:00:00Z"},
        {"id": "2", "external_url": "https://e.example/2", "content_text": "a\nb < c"},
        {"id": 3, "summary": "nothing"},
        "no item",
    ],
}


def test_rss() -> None:
    first, second, third = _links(RSS2)
    assert first == Link(
        url="https://sharq.example/1",
        title="لقاء & مباحثات",
        published="2025-02-13T23:30:00+03:00",
        outlet="الشرق",
        language="ar",
        html="<p>التقى الوزير نظيره.</p>",
    )
    assert second == Link(url="https://sharq.example/2", title="two", outlet="الشرق", language="ar")
    assert _codes([third]) == ["WQ622"]


@pytest.mark.parametrize(("feed", "published"), [(RDF, "2025-02-13"), (RSS091, None)])
def test_older_feeds(feed: str, published: str | None) -> None:
    assert _links(feed) == [Link(url="https://e.example/1", title="one", outlet="T", published=published)]


def test_atom() -> None:
    assert _links(ATOM) == [
        Link(url="https://e.example/1", title="A B", published="2025-02-13T18:30:00+03:00", outlet="T", html="<p>Hello</p>"),
        Link(
            url="https://e.example/2",
            title="text",
            published="2025-02-14T00:00:00+00:00",
            outlet="T",
            html="<p>one</p>\n<p>two &lt; 3</p>\n",
        ),
    ]


def test_an_entry_that_only_says_when_it_was_updated() -> None:
    feed = ATOM.replace("published>", "updated>").replace("2025-02-13T18:30:00+03:00", "Thu, 13 Feb 2025 18:30:00 GMT")
    first = _links(feed)[0]
    assert isinstance(first, Link)
    assert first.published == "2025-02-13T18:30:00+00:00"
    odd = _links(feed.replace("Thu, 13 Feb 2025 18:30:00 GMT", "2025-02-13T18:30Z"))[0]
    assert isinstance(odd, Link)
    assert odd.published == "2025-02-13T18:30:00+00:00"


def test_json_feed() -> None:
    first, second, *others = _links(json.dumps(JSON_FEED))
    assert first == Link(
        url="https://e.example/1", published="2025-02-13T10:00:00+00:00", outlet="J", language="en", html="<p>x</p>"
    )
    assert isinstance(second, Link)
    assert (second.url, second.html) == ("https://e.example/2", "<p>a</p>\n<p>b &lt; c</p>\n")
    assert _codes(others) == ["WQ622", "WQ622"]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("cp1256", "windows-1256"),
        ("cp1256", None),
    ],
)
def test_encodings_of_feeds(encoding: str, declared: str | None) -> None:
    head = f' encoding="{declared}"' if declared else ""
    text = RSS2.replace(' encoding="utf-8"', head).replace(
        "ملخص", "قال الوزير إن المباحثات في القاهرة بعد أيام على أن تستأنف " * 3
    )
    found = _links(text.encode(encoding))
    first = next(item for item in found if isinstance(item, Link))
    assert (first.title, first.outlet) == ("لقاء & مباحثات", "الشرق")
    assert [code for code in _codes(found) if code.startswith("WQ15")] == ([] if declared else ["WQ151"])


def test_the_charset_of_the_answer_and_a_wrong_one() -> None:
    found = _links(RSS2.replace(' encoding="utf-8"', "").encode("cp1256"), "application/rss+xml; charset=windows-1256")
    assert isinstance(found[0], Link)
    assert found[0].outlet == "الشرق"
    wrong = _links(RSS2.replace('"utf-8"', '"windows-1256"').encode())
    assert _codes(wrong)[:2] == ["WQ604", "https://sharq.example/1"]


@pytest.mark.parametrize(
    "break_it",
    [
        lambda text: text.replace("&amp;", "&"),
        lambda text: text.replace("two<", "two&nbsp;<"),
        lambda text: text.replace("</channel></rss>", ""),
        lambda text: text.replace("</description>", "", 1),
        lambda text: text.replace("two", "two\x0b"),
    ],
)
def test_a_feed_that_is_not_well_formed_gives_its_entries(break_it: object) -> None:
    assert callable(break_it)
    found = _links(break_it(RSS2), url="https://sharq.example/feed")
    assert found[0].problem.code == "WQ624" if isinstance(found[0], Notice) else False
    assert {"https://sharq.example/1", "https://sharq.example/2"} <= set(_codes(found))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(12))


@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE x [{LAUGHS}]>",
        '<!DOCTYPE x [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
        f"<!-- <a> --><?x y?>\n<!doctype x [\n{LAUGHS} ] >",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "root", ["rss><channel><item><link>https://e.example/1</link><title>&l11;", "urlset><url><loc>&l11;</loc>"]
)
def test_entities_are_neither_expanded_nor_followed(doctype: str, encoding: str, root: str) -> None:
    begin = time.perf_counter()
    assert _codes(_links(f"{doctype}<{root}".encode(encoding))) == ["WQ625"]
    assert time.perf_counter() - begin < 1


def test_entities_that_come_late_are_not_expanded_either() -> None:
    late = (
        f"<rss><channel><item><link>https://e.example/1</link><title>x</title></item><!DOCTYPE x [{LAUGHS}]>&l11;</channel></rss>"
    )
    for item in _links(late):
        assert "lollol" not in repr(item)
    for item in _links(late.replace("rss>", "urlset>")):
        assert "lollol" not in repr(item)


SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://e.example/i.jpg</image:loc></image:image><loc> https://e.example/a?b=1&c=2 </loc>
<lastmod>2025-02-20</lastmod><n:news><n:publication><n:name>N</n:name><n:language>ar</n:language></n:publication>
<n:publication_date>2025-02-13T08:00:00+02:00</n:publication_date><n:title>T &amp; U</n:title></n:news></url>
<url><loc>/b</loc></url><url><lastmod>2025-02-20</lastmod></url></urlset>"""


def test_sitemaps() -> None:
    found = _links(SITEMAP, url="https://e.example/s.xml")
    assert found[:2] == [
        Link(
            url="https://e.example/a?b=1&c=2",
            title="T & U",
            published="2025-02-13T08:00:00+02:00",
            outlet="N",
            language="ar",
        ),
        Link(url="https://e.example/b"),
    ]
    assert _codes(found[2:]) == ["WQ622"]
    assert found == _links(gzip.compress(SITEMAP.encode()), url="https://e.example/s.xml")


def test_an_index_of_sitemaps_names_more_lists() -> None:
    data = "<sitemapindex><sitemap><loc>https://e.example/1.xml.gz</loc></sitemap></sitemapindex>"
    assert _links(data) == [Link(url="https://e.example/1.xml.gz", more=True)]


def test_a_sitemap_that_breaks_off_gives_what_comes_before() -> None:
    found = _links(SITEMAP[: SITEMAP.index("/b<")], url="https://e.example/")
    assert _codes(found)[0] == "https://e.example/a?b=1&c=2"
    assert "WQ624" in _codes(found)


def test_a_large_sitemap_is_read_fast() -> None:
    data = "<urlset>" + "".join(f"<url><loc>https://e.example/{n}</loc></url>" for n in range(50_000)) + "</urlset>"
    begin = time.perf_counter()
    assert len(_links(data)) == 50_000
    assert time.perf_counter() - begin < 10


def _gdelt(columns: int, **cells: str) -> str:
    return "\t".join(cells.get(f"c{n}", "0") for n in range(columns))


@pytest.mark.parametrize(
    ("first", "second", "published"),
    [
        (
            _gdelt(61, c59="20250213103000", c60="https://e.example/1"),
            _gdelt(61, c59="20250213103000", c60="BBC"),
            "2025-02-13T10:30:00+00:00",
        ),
        (_gdelt(58, c56="20120213", c57="https://e.example/1"), _gdelt(57), "2012-02-13"),
        (
            _gdelt(16, c2="20250213103000", c3="1", c5="https://e.example/1"),
            _gdelt(16, c2="20250213103000", c3="1", c5="no address"),
            "2025-02-13T10:30:00+00:00",
        ),
        (_gdelt(27, c1="20250213103000", c2="1", c4="https://e.example/1"), _gdelt(26), "2025-02-13T10:30:00+00:00"),
    ],
)
def test_files_of_gdelt(first: str, second: str, published: str) -> None:
    found = _links(f"{first}\n{second}\n{first}\n", ".csv")
    assert found[0] == Link(url="https://e.example/1", published=published)
    assert _codes(found[1:]) == ["WQ622"]
    assert isinstance(found[1], Notice)
    assert found[1].line == 2


def test_what_gdelt_heard_elsewhere_has_no_address() -> None:
    web = _gdelt(27, c1="20250213103000", c2="1", c4="https://e.example/1")
    broadcast = _gdelt(27, c1="20250213103000", c2="2", c4="CNN_20250213")
    assert _codes(_links(f"{broadcast}\n{web}\n")) == ["https://e.example/1"]


def test_an_answer_of_the_doc_api() -> None:
    one = {
        "url": "https://e.example/1",
        "title": "t",
        "seendate": "20250213T103000Z",
        "domain": "e.example",
        "language": "Arabic",
    }
    found = _links(json.dumps({"articles": [one, {"title": "x"}, 5]}))
    assert found[0] == Link(
        url="https://e.example/1", title="t", published="2025-02-13T10:30:00+00:00", outlet="e.example", language="ar"
    )
    assert _codes(found[1:]) == ["WQ622", "WQ622"]


def test_an_answer_of_the_doc_api_as_a_table() -> None:
    data = '\ufeffURL,MobileURL,Date,Title\nhttps://e.example/1,,2025-02-13 10:30:00,"a, b"\nno,,,\nx\n'
    found = _links(data, "text/csv")
    assert found[0] == Link(url="https://e.example/1", title="a, b", published="2025-02-13T10:30:00")
    assert _codes(found[1:]) == ["WQ622", "WQ635"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "WQ623"),
        (b"[1]", "WQ621"),
        (b"<rss>" + b" " * MAX_FEED, "WQ621"),
        (b"text,url\na,b\n", "WQ621"),
        (b"<rss><channel><title>x</title></channel></rss>", "WQ623"),
        (b"<urlset></urlset>", "WQ623"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "WQ623"),
        (b"<rss", "WQ621"),
        (b"<html><body>", "WQ621"),
        (b"<nitf/>", "WQ621"),
        (b"{", "WQ621"),
        (b"{}", "WQ621"),
        (b'{"items": 5}', "WQ621"),
        (b'{"a": ' * 100_000, "WQ621"),
        (b"plain words", "WQ621"),
        (b"\xff\xfe\xfd\x80", "WQ621"),
        (b"\x80\x81 words", "WQ105"),
        (b"\x1f\x8b\x08damaged", "WQ627"),
        (gzip.compress(b"<rss></rss>")[:-5], "WQ627"),
        (gzip.compress(b" " * (MAX_LIST + 1), 1), "WQ621"),
        (b"PK\x03\x04zip", "WQ627"),
        (b"\x28\xb5\x2f\xfdzstd", "WQ627"),
    ],
    ids=list(map(str, range(22))),
)
def test_what_is_no_list(data: bytes, code: str) -> None:
    assert _codes(_links(data)) == [code]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("20250213", "2025-02-13"),
        ("20250213103000", "2025-02-13T10:30:00+00:00"),
        ("2025-02-13", "2025-02-13"),
        ("2025-02-13T10:30:00Z", "2025-02-13T10:30:00+00:00"),
        ("20250230", None),
        ("20250213256000", None),
        ("٢٠٢٥٠٢١٣", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moment(value: str, found: str | None) -> None:
    assert moment(value) == found


@pytest.mark.parametrize(
    ("value", "base", "found"),
    [
        (" https://e.example/1 ", "", "https://e.example/1"),
        ("/1", "https://e.example/feed", "https://e.example/1"),
        ("/1", "", None),
        ("javascript:alert(1)", "https://e.example/", None),
        ("file:///etc/passwd", "", None),
        ("http://[x", "https://e.example/", None),
        ("https://e.example/" + "a" * 9000, "", None),
        ("https://e.example/a b", "", None),
    ],
)
def test_address(value: str, base: str, found: str | None) -> None:
    assert address(value, base) == found


XML = st.lists(
    st.sampled_from(
        [
            "<rss>",
            "<channel>",
            "<item>",
            "</item>",
            "<link>",
            "</link>",
            "https://e.example/1",
            "<feed>",
            "<entry>",
            "<urlset>",
            "<url>",
            "<loc>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<!DOCTYPE x [",
            "<!ENTITY a 'b'>",
            "]>",
            "&a;",
            "&",
            "<",
            "\x00",
            "سلام",
            "<?xml ",
            "?>",
            "<pubDate>",
            "99999",
            "</",
            "<content:encoded>",
            "xmlns='x'",
            "<title>",
            "<guid>",
            "<author>",
            "<a href='http://[x'>",
            "<base xml:base='//[x'>",
        ]
    ),
    max_size=14,
)


@settings(max_examples=500)
@given(
    st.binary(max_size=300) | st.builds(lambda parts: "".join(parts).encode(), XML),
    st.sampled_from(["", ".urls", "text/xml; charset=x"]),
)
def test_any_bytes_end_without_an_exception(data: bytes, kind: str) -> None:
    assert _links(data, kind, "https://e.example/")


@settings(max_examples=300)
@given(st.text(max_size=60) | st.builds("".join, XML))
def test_the_beginning_of_any_document_is_looked_through(text: str) -> None:
    assert prolog(text).root == prolog(text).root.lower()
