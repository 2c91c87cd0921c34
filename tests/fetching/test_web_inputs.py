"""Web addresses as inputs: pages, and lists whose links are followed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from server import QUICK, Answer, Asked, FakeTime, Server, item, redirect, rss, serving, sitemap, story, story_page

from waqai import cli
from waqai.errors import Notice
from waqai.fetching import Visitor
from waqai.sources import Source, html, web
from waqai.sources.link import Link
from waqai.sources.web import web_articles


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({f"/{number}": story_page(number) for number in range(10, 20)}) as one:
        yield one


def got(url: str, follow: int = 50) -> list[Source | Notice]:
    time = FakeTime()
    return list(web_articles(Link(url=url), Visitor(QUICK, clock=time.now, sleep=time.sleep, draw=lambda: 0.0), follow=follow))


def outline(found: list[Source | Notice]) -> list[str]:
    """Return the paths of articles and the numbers of notices."""
    return [one.problem.code if isinstance(one, Notice) else (one.article.url or "").rpartition("/")[2] for one in found]


def test_a_page(server: Server) -> None:
    (found,) = got(server.url + "/10")
    assert isinstance(found, Source)
    article = found.article
    assert (article.id, article.url, article.source) == (server.url + "/10",) * 3
    assert (article.title, article.outlet, article.published) == (
        "Ministers meet in Amman, report 10",
        "The Example Courier",
        "2025-02-13",
    )
    assert article.retrieved
    assert "arrested 10 protesters" in found.text


def test_an_article_in_plain_text(server: Server) -> None:
    server.routes["/text"] = Answer("التقى الوزير نظيره في عمان أمس.".encode(), kind="text/plain; charset=utf-8")
    (found,) = got(server.url + "/text")
    assert isinstance(found, Source)
    assert (found.text, found.article.url) == ("التقى الوزير نظيره في عمان أمس.", server.url + "/text")


def test_a_feed_is_followed_and_what_fails_is_told(server: Server) -> None:
    server.routes["/feed"] = rss(
        item("/10"), item("/gone"), item("http://10.0.0.1/x"), item(server.url + "/11"), item("file:///etc/passwd"), item("/10")
    )
    found = got(server.url + "/feed")
    assert [one for one in outline(found) if one not in {"WQ625", "WQ626"}][:4] == ["10", "WQ658", "WQ651", "11"]
    notices = [one for one in found if isinstance(one, Notice)]
    assert [one.source for one in notices[:2]] == [server.url + "/gone", "http://10.0.0.1/x"]
    assert sum(isinstance(one, Source) for one in found) == 2


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<rss><channel><item><link>http://127.0", "application/rss+xml"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><rss><channel>&a;</channel></rss>", "application/rss+xml"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [', "application/feed+json"),
        (b"<rss version='2.0'><channel></channel></rss>", "application/rss+xml"),
    ],
)
def test_malformed_and_empty_feeds_are_told(server: Server, body: bytes, kind: str) -> None:
    server.routes["/feed"] = Answer(body, kind=kind)
    found = got(server.url + "/feed")
    assert found
    assert all(isinstance(one, Notice) and one.source == server.url + "/feed" for one in found)


def test_at_most_so_many_links_are_followed(server: Server) -> None:
    server.routes["/feed"] = rss(*(item(f"/{number}") for number in range(10, 20)))
    assert outline(got(server.url + "/feed", follow=3)) == ["10", "11", "12", "WQ666"]
    assert outline(got(server.url + "/feed", follow=10)) == [str(number) for number in range(10, 20)]
    assert outline(got(server.url + "/feed", follow=0)) == ["WQ666"]


def test_sitemaps_of_a_sitemap_index(server: Server) -> None:
    server.routes["/index"] = sitemap(
        server.url + "/s1", server.url + "/s2", server.url + "/gone", root="sitemapindex", inner="sitemap"
    )
    server.routes["/s1"] = sitemap(server.url + "/10", server.url + "/11")
    server.routes["/s2"] = sitemap(server.url + "/11", server.url + "/12")
    assert outline(got(server.url + "/index")) == ["10", "11", "12", "WQ658"]


def test_sitemaps_that_lead_to_each_other_without_end() -> None:
    def another(asked: Asked, _connection: object) -> Answer:
        return sitemap(f"{other.url}{asked.path}1", f"{other.url}{asked.path}2", root="sitemapindex", inner="sitemap")

    with serving() as other:
        for depth in range(6):
            for number in range(2**depth):
                path = "/s" + "".join("12"[(number >> bit) & 1] for bit in range(depth))
                other.routes[path] = another
        assert outline(got(other.url + "/s")) == []
        assert len(other.paths()) == 1 + 1 + 2 + 4 + 8


def test_a_plain_list_of_addresses(server: Server) -> None:
    server.routes["/list"] = Answer(f"{server.url}/10\n{server.url}/12\n".encode(), kind="text/plain")
    assert outline(got(server.url + "/list")) == ["10", "12"]


def test_a_feed_that_carries_its_articles_whole(server: Server) -> None:
    content = escape(story(77)[story(77).index("<p>") : story(77).index("</article>")])
    more = f"<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{content}</content:encoded>"
    server.routes["/feed"] = rss(item("/whole", more=more))
    found = [one for one in got(server.url + "/feed") if isinstance(one, Source)]
    if "/whole" in server.paths():
        pytest.fail("the page was asked for although the feed carries it")
    assert len(found) == 1
    assert "arrested 77 protesters" in found[0].text
    assert found[0].article.url == server.url + "/whole"
    assert (found[0].article.published or "")[:10] == "2025-02-13"


def test_a_page_may_not_pass_for_another_outlet_s(server: Server) -> None:
    server.routes["/10"] = story_page(10, head='<link rel="canonical" href="https://other.example/famous">')
    (found,) = got(server.url + "/10")
    assert isinstance(found, Source)
    assert found.article.url == server.url + "/10"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.news.example/a", "https://amp.news.example/b", True),
        ("https://news.example/a", "https://news.example/b", True),
        ("https://news.example/a", "https://evil.example/b", False),
        ("https://a.com.eg/a", "https://b.com.eg/b", False),
        ("https://www.a.com.eg/a", "https://m.a.com.eg/b", True),
        ("https://a.co.uk/a", "https://b.co.uk/b", False),
    ],
)
def test_what_is_one_site(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert web._same_site(one, other) is same  # noqa: SLF001  # a small rule, worth its table


def test_a_page_that_breaks_the_reader_costs_nothing_else(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    real = html.page

    def page(data: bytes, source: str, **known: Any) -> Iterator[Source | Notice]:  # noqa: ANN401
        if source.endswith("/11"):
            message = "boom"
            raise RuntimeError(message)
        yield from real(data, source, **known)

    monkeypatch.setattr(html, "page", page)
    server.routes["/feed"] = rss(item("/10"), item("/11"), item("/12"))
    assert outline(got(server.url + "/feed")) == ["10", "WQ901", "12"]


def test_what_is_neither_page_nor_list(server: Server) -> None:
    server.routes["/data"] = Answer(b'{"some": "data"}', kind="application/json")
    assert outline(got(server.url + "/data")) == ["WQ660"]


def _run(*args: str) -> Result:
    return CliRunner().invoke(cli.main, args, prog_name="waqai")


def test_read_and_add_take_web_addresses(server: Server, tmp_path: Path) -> None:
    server.routes["/feed"] = rss(item("/10"), item("/gone"))
    server.routes["/robots.txt"] = Answer(b"User-agent: *\nAllow: /\n", kind="text/plain")
    result = _run("read", server.url + "/10", "--allow-loopback", "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["article"]["url"] == server.url + "/10"
    result = _run("read", server.url + "/10")
    assert (result.exit_code, "WQ651" in result.stderr) == (1, True)
    ledger = str(tmp_path / "news.db")
    result = _run("add", server.url + "/11", server.url + "/gone", "--ledger", ledger, "--allow-loopback", "--jobs", "1")
    assert result.exit_code == 1
    assert "1 new" in result.stdout
    assert f"WQ658: {server.url}/gone: " in result.stderr


def test_a_loop_and_a_dead_host_among_the_inputs(server: Server) -> None:
    server.routes["/loop"] = redirect("/loop")
    result = _run("read", server.url + "/loop", "http://10.0.0.1/", "--allow-loopback")
    assert result.exit_code == 1
    assert ["WQ657" in result.stderr, "WQ651" in result.stderr] == [True, True]


def test_lists_in_files_are_followed_as_far_as_asked(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "some.urls"
    path.write_text("".join(f"{server.url}/{number}\n" for number in range(10, 14)), encoding="utf-8")
    result = _run("read", str(path), server.url + "/15", "--allow-loopback", "--follow", "2", "--format", "jsonl")
    urls = [json.loads(line)["article"]["url"] for line in result.stdout.splitlines()]
    assert urls == [f"{server.url}/{number}" for number in (10, 11, 15)]
    assert (result.exit_code, result.stderr.count("WQ666")) == (0, 1)
    asked = len(server.asked)
    result = _run("read", str(path), "--follow", "0")
    assert (result.exit_code, result.stdout, len(server.asked)) == (0, "", asked)
