"""The watch, against a server of ours and with a clock of ours: what it asks for, what it files, what it remembers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

import msgspec
import pytest
from server import QUICK, Answer, Asked, FakeTime, Server, item, redirect, rss, serving, sitemap, story, story_page

from waqai.errors import LEDGER_BUSY, Notice, WaqaiError
from waqai.fetching import Manners, Visitor
from waqai.ledger.writing import Filed
from waqai.sources import Source
from waqai.watching.events import Event
from waqai.watching.feeds import Feed
from waqai.watching.state import State
from waqai.watching.watcher import Clock, Watcher


class Time(FakeTime):
    """A clock that does something at a moment."""

    def __init__(self) -> None:
        super().__init__()
        self._moments: list[tuple[float, Callable[[], None]]] = []

    def at_moment(self, moment: float, do: Callable[[], None]) -> None:
        self._moments.append((moment, do))

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        for moment, do in self._moments:
            if moment <= self.at:
                do()


class Desk:
    """A watch with a list in place of the ledger."""

    def __init__(self, path: Path, time: Time, *feeds: Feed) -> None:
        self.path, self.time, self.feeds = path, time, feeds
        self.filed: list[Source] = []
        self.told: list[Event | Notice] = []
        self.busy = 0

    def file(self, sources: Sequence[Source]) -> list[Filed | Notice]:
        if self.busy:
            self.busy -= 1
            raise WaqaiError(LEDGER_BUSY.at("news.db", reason="database is locked"))
        self.filed.extend(sources)
        return [Filed(str(one.article.url), "v", "new") for one in sources]

    def run(self, until: float | None = None) -> Watcher:
        """Run one round, or until some seconds have passed; the state is opened and closed again."""
        state = State(self.path)
        try:
            clock = Clock(now=self.time.now, sleep=self.time.sleep, draw=lambda: 0.0)
            visitor = Visitor(QUICK, Manners(pause=1), clock=self.time.now, sleep=self.time.sleep, draw=lambda: 0.0)
            watcher = Watcher(self.feeds, state, visitor, self.file, self.told.append, clock)
            if until is not None:
                end = self.time.at + until
                self.time.at_moment(end, watcher.stop)
            watcher.run(once=until is None)
        finally:
            state.close()
        return watcher

    def codes(self) -> list[str]:
        return [one.problem.code for one in self.told if isinstance(one, Notice)]

    def paths(self) -> list[str]:
        return [(one.article.url or "").rpartition("/")[2] for one in self.filed]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({f"/{number}": story_page(number) for number in range(10, 30)}) as one:
        yield one


def desk(server: Server, tmp_path: Path, **options: object) -> Desk:
    feed = msgspec.convert({"url": server.url + "/feed", "every": 600.0, **options}, Feed)
    return Desk(tmp_path / "state", Time(), feed)


def test_what_a_feed_lists_is_filed_once(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path, outlet="Courier", language="en")
    server.routes["/feed"] = rss(item("/10"), item("/11"))
    one.run()
    assert one.paths() == ["10", "11"]
    assert {source.article.outlet for source in one.filed} == {"Courier"}
    assert {source.language for source in one.filed} == {"en"}
    server.routes["/feed"] = rss(item("/12"), item("/10"), item("/11"))
    one.run()
    assert one.paths() == ["10", "11", "12"]
    assert server.paths().count("/10") == 1


def test_a_feed_is_polled_as_often_as_asked_and_conditionally(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path, recheck=0.0)

    def feed(asked: Asked, _connection: object) -> Answer:
        if asked.headers.get("if-none-match") == '"f"':
            return Answer(status=304, kind="")
        return rss(item("/10"))._replace(headers={"ETag": '"f"'})

    server.routes["/feed"] = feed
    one.run(until=3000)
    assert server.paths().count("/feed") in {5, 6}
    assert sum(isinstance(event, Event) and event.what == "unchanged" for event in one.told) >= 4
    assert one.paths() == ["10"]


def test_an_edited_page_is_filed_again_and_an_unchanged_one_is_not(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path, recheck=3600.0)
    server.routes["/feed"] = rss(item("/10"))
    one.run(until=3000)
    one.run(until=1000)
    assert (server.paths().count("/10"), one.paths()) == (2, ["10"])
    server.routes["/10"] = story_page(99)
    one.run(until=4000)
    assert one.paths() == ["10", "10"]
    assert "arrested 99" in one.filed[1].text


def test_a_new_date_in_the_feed_asks_for_the_page_again(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path, recheck=0.0)
    server.routes["/feed"] = rss(item("/10"), item("/11"))
    one.run()
    server.routes["/10"] = story_page(98)
    server.routes["/feed"] = rss(item("/10", day=20), item("/11"))
    one.run()
    assert one.paths() == ["10", "11", "10"]


def test_articles_that_stand_in_the_feed_are_taken_from_there(server: Server, tmp_path: Path) -> None:
    def feed(number: int) -> Answer:
        text = escape(story(number)[story(number).index("<p>") : story(number).index("</article>")])
        return rss(item("/w", more=f"<c:encoded xmlns:c='http://purl.org/rss/1.0/modules/content/'>{text}</c:encoded>"))

    one = desk(server, tmp_path)
    server.routes["/feed"] = feed(1)
    one.run()
    one.run()
    assert len(one.filed) == 1
    server.routes["/feed"] = feed(2)
    one.run()
    assert ["arrested 2 " in source.text for source in one.filed] == [False, True]
    assert "/w" not in server.paths()


def test_a_sitemap_index(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path, kind="sitemap", recheck=0.0)
    server.routes["/feed"] = sitemap(server.url + "/s1", root="sitemapindex", inner="sitemap")
    server.routes["/s1"] = sitemap(server.url + "/10")
    one.run()
    server.routes["/s1"] = sitemap(server.url + "/10", server.url + "/11")
    one.run()
    assert one.paths() == ["10", "11"]


def test_a_page_that_is_watched_itself(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path, kind="page")
    server.routes["/feed"] = story_page(1)
    one.run()
    one.run()
    server.routes["/feed"] = story_page(2)
    one.run()
    assert ["arrested 2 " in source.text for source in one.filed] == [False, True]


def test_what_goes_wrong_is_told_with_its_address_and_the_rest_is_filed(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path)
    server.routes["/loop"] = redirect("/loop")
    server.routes["/inside"] = redirect("http://192.168.0.1/")
    server.routes["/file"] = redirect("file:///etc/passwd")
    server.routes["/cut"] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<html>"
    server.routes["/lie"] = Answer(b"\x89PNG\r\n\x1a\n\0\0")
    server.routes["/empty"] = Answer(b"<html><body></body></html>")
    bad = ("/loop", "/inside", "/file", "/cut", "/lie", "/gone", "/empty")
    server.routes["/feed"] = rss(*(item(path) for path in bad), item("/10"))
    one.run()
    notices = [notice for notice in one.told if isinstance(notice, Notice)]
    for path, code in zip(bad, ("WQ657", "WQ651", "WQ650", "WQ656", "WQ660", "WQ658", "WQ601"), strict=True):
        assert any(notice.problem.code == code and notice.source.startswith(server.url + path) for notice in notices), path
    assert one.codes().count("WQ656") > 1, "an answer that was cut short is asked for again"
    assert one.paths() == ["10"]


def test_malformed_feeds_and_what_is_no_feed(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path)
    server.routes["/feed"] = rss(item("/10"))._replace(body=b"<rss version='2.0'><channel><item><link>")
    one.run()
    assert one.codes()
    server.routes["/feed"] = Answer(b"<html><body>We are moving house.</body></html>", headers={"ETag": '"x"'})
    one.run()
    assert one.codes()[-1] == "WQ671"
    server.routes["/feed"] = rss(item("/10"))
    one.run()
    assert one.paths() == ["10"]
    assert "if-none-match" not in server.asked[-2].headers


def test_retry_after_survives_a_restart(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path)
    server.routes["/feed"] = Answer(b"", 503, headers={"Retry-After": "5000"})
    one.run()
    assert one.codes() == ["WQ659"]
    asked = len(server.asked)
    server.routes["/feed"] = rss(item("/10"))
    one.run(until=4900)
    assert len(server.asked) == asked
    one.run(until=300)
    assert one.paths() == ["10"]


def test_a_page_that_fails_for_a_while_comes_in_the_end(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path)
    server.routes["/feed"] = rss(item("/bad"))
    server.routes["/bad"] = Answer(b"", 500)
    one.run(until=100)
    assert one.paths() == []
    server.routes["/bad"] = story_page(1)
    one.run(until=400)
    assert one.paths() == ["bad"]


def test_a_ledger_that_is_busy_gets_the_articles_later(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path)
    server.routes["/feed"] = rss(item("/10"), item("/11"))
    one.busy = 3
    one.run(until=500)
    assert one.codes().count("WQ403") == 3
    assert one.paths() == ["10", "11"]


def test_articles_that_were_not_filed_are_filed_by_the_next_run_as_they_were(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path)
    server.routes["/feed"] = rss(item("/10"))
    one.busy = 1
    with pytest.raises(WaqaiError, match="WQ403"):
        one.run()
    state = State(one.path)
    ((_, fetched),) = state.waiting(9)
    state.close()
    server.routes.clear()
    one.run()
    assert one.filed == [fetched]


def test_a_stop_finishes_what_is_in_hand(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path)
    server.routes["/feed"] = rss(*(item(f"/{number}") for number in range(10, 20)))
    one.run(until=3)
    done = len(one.filed)
    assert 0 < done < 10
    assert len([path for path in server.paths() if path[1:].isdigit()]) == done
    one.run(until=60)
    assert one.paths() == [str(number) for number in range(10, 20)]


def test_feeds_that_are_no_longer_wanted(server: Server, tmp_path: Path) -> None:
    one = desk(server, tmp_path)
    server.routes["/feed"] = rss(*(item(f"/{number}") for number in range(10, 20)))
    server.routes["/other"] = rss(item("/25"))
    one.run(until=2)
    asked = len(server.asked)
    one.feeds = (Feed(url=server.url + "/other"),)
    one.run(until=1000)
    later = server.paths()[asked:]
    assert set(later) <= {"/robots.txt", "/other", "/25"}
    one.feeds = (*one.feeds, Feed(url=server.url + "/feed"))
    one.run(until=60)
    assert "/feed" in server.paths()[asked:]


def test_two_watches_of_one_state_file_and_files_that_are_none(server: Server, tmp_path: Path) -> None:
    state = State(tmp_path / "state")
    with pytest.raises(WaqaiError, match="WQ672"):
        State(tmp_path / "state")
    state.close()
    (tmp_path / "notes").write_text("no database at all, but long enough to be taken for one\n" * 40, encoding="utf-8")
    with pytest.raises(WaqaiError, match="WQ674"):
        State(tmp_path / "notes")
    with pytest.raises(WaqaiError, match="WQ674"):
        State(tmp_path / "none" / "state")
    with sqlite3.connect(tmp_path / "new") as newer:
        newer.execute("PRAGMA user_version = 9")
    newer.close()
    with pytest.raises(WaqaiError, match="WQ673"):
        State(tmp_path / "new")
    assert server.asked == []


def test_a_host_that_rests_does_not_hold_up_the_others(tmp_path: Path) -> None:
    with (
        serving({"/feed": Answer(b"", 503, headers={"Retry-After": "3600"})}) as slow,
        serving({"/feed": rss(item("/1")), "/1": story_page(1)}) as quick,
    ):
        one = Desk(tmp_path / "state", Time(), Feed(url=slow.url + "/feed"), Feed(url=quick.url + "/feed"))
        one.run(until=60)
    assert one.paths() == ["1"]
