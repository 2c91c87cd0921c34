"""Politeness: robots.txt, pauses, waits and longer waits, with a clock of ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from server import QUICK, Answer, FakeTime, Server, redirect, serving, story_page

from waqai.errors import BAD_STATUS, NO_CONNECTION, NOT_A_PAGE, TOLD_TO_WAIT
from waqai.fetching import Failure, Host, Manners, Page, Visitor
from waqai.fetching.manners import after, backoff

NOW = 1_000_000.0


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({"/a": story_page(1), "/b": story_page(2), "/private/c": story_page(3)}) as one:
        yield one


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


def visitor(time: FakeTime, **manners: float) -> Visitor:
    return Visitor(QUICK, Manners(**manners), clock=time.now, sleep=time.sleep, draw=lambda: 0.0)


def code(found: Page | Failure) -> str:
    return found.notice.problem.code if isinstance(found, Failure) else str(found.status)


def test_robots_txt_is_asked_once_and_obeyed(server: Server, time: FakeTime) -> None:
    server.routes["/robots.txt"] = Answer(
        b"User-agent: *\nDisallow: /\nUser-agent: waqai\nDisallow: /private/\n", kind="text/plain"
    )
    one = visitor(time)
    assert [code(one.visit(server.url + path)) for path in ("/a", "/private/c", "/b")] == ["200", "WQ663", "200"]
    assert server.paths() == ["/robots.txt", "/a", "/b"]
    time.at += 86_400
    one.visit(server.url + "/a")
    assert server.paths()[-2:] == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "answer", [Answer(b"", 404), Answer(b"", 403), Answer(b"\x89PNG\r\n\x1a\n\0\0", kind="image/png"), Answer(b"")]
)
def test_no_robots_txt_means_no_rules(server: Server, time: FakeTime, answer: Answer) -> None:
    server.routes["/robots.txt"] = answer
    assert code(visitor(time).visit(server.url + "/a")) == "200"


@pytest.mark.parametrize("answer", [Answer(b"", 500), Answer(b"", 503, headers={"Retry-After": "90"}), Answer(b"", 429)])
def test_a_robots_txt_that_cannot_be_had_keeps_us_out_for_now(server: Server, time: FakeTime, answer: Answer) -> None:
    server.routes["/robots.txt"] = answer
    one = visitor(time)
    assert code(one.visit(server.url + "/a")) == "WQ664"
    assert server.paths() == ["/robots.txt"]
    assert one.ready(server.url + "/b") >= NOW + (90 if answer.headers else 30)
    server.routes["/robots.txt"] = Answer(b"", 404)
    time.at = one.ready(server.url + "/a")
    assert code(one.visit(server.url + "/a")) == "200"


def test_an_unreachable_host_is_told_as_such_and_not_as_robots_txt(time: FakeTime) -> None:
    with serving() as server:
        pass
    assert code(visitor(time).visit(server.url + "/a")) == "WQ653"
    assert code(visitor(time).visit("http://10.0.0.1/a")) == "WQ651"
    assert code(visitor(time).visit("ftp://10.0.0.1/a")) == "WQ650"


def test_robots_txt_of_the_host_that_a_redirect_leads_to(server: Server, time: FakeTime) -> None:
    with serving({"/robots.txt": Answer(b"User-agent: *\nDisallow: /\n", kind="text/plain"), "/x": story_page(1)}) as other:
        server.routes["/a"] = redirect(other.url + "/x")
        assert code(visitor(time).visit(server.url + "/a")) == "WQ663"
        assert other.paths() == ["/robots.txt"]


def test_a_pause_between_requests_and_a_longer_one_if_asked_for(server: Server, time: FakeTime) -> None:
    one = visitor(time, pause=2)
    for path in ("/a", "/b", "/a"):
        one.patiently(server.url + path)
    assert time.slept == [2, 2]
    server.routes["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 10\n", kind="text/plain")
    time.at += 90_000
    one.patiently(server.url + "/a")
    one.patiently(server.url + "/b")
    assert time.slept[2:] == [10]


def test_other_hosts_need_not_wait(server: Server, time: FakeTime) -> None:
    with serving({"/a": story_page(1)}) as other:
        one = visitor(time)
        one.patiently(server.url + "/a")
        one.patiently(other.url + "/a")
    assert time.slept == []


def test_retry_after_is_waited_for_once(server: Server, time: FakeTime) -> None:
    def busy_at_first(_asked: object, _connection: object) -> Answer:
        return Answer(b"", 429, headers={"Retry-After": "7"}) if server.paths().count("/busy") == 1 else story_page(1)

    server.routes["/busy"] = busy_at_first
    assert code(visitor(time).patiently(server.url + "/busy")) == "200"
    assert time.slept == [7]


def test_a_wait_that_is_too_long_for_a_run_with_an_end(server: Server, time: FakeTime) -> None:
    server.routes["/busy"] = Answer(b"", 503, headers={"Retry-After": "3600"})
    one = visitor(time)
    assert code(one.patiently(server.url + "/busy")) == "WQ659"
    found = one.patiently(server.url + "/a")
    assert isinstance(found, Failure)
    assert found.notice.message == f"{server.url} is not to be asked for another 3,600 seconds"
    assert server.paths() == ["/robots.txt", "/busy"]
    assert time.slept == []


def test_a_failing_host_is_asked_later_and_later_and_forgiven_at_once() -> None:
    failure = Failure(notice=NO_CONNECTION.at("http://a.example/", reason="refused"))
    host, waits = Host(), list[float]()
    for _ in range(12):
        host = after(host, failure, NOW, pause=2, draw=0.0)
        waits.append(host.ready - NOW)
    assert waits[:4] == [30, 60, 120, 240]
    assert waits[-1] == waits[-2] == 6 * 3600
    assert after(host, failure, NOW, pause=2, draw=1.0).ready - NOW == 9 * 3600
    gone = Failure(notice=BAD_STATUS.at("http://a.example/x", status=404), status=404)
    assert after(host, gone, NOW, pause=2, draw=0.0) == Host(NOW + 2)


def test_what_is_one_page_s_fault_does_not_stop_the_host() -> None:
    for failure in (
        Failure(notice=BAD_STATUS.at("", status=404), status=404),
        Failure(notice=NOT_A_PAGE.at("", kind="image/png"), status=200),
    ):
        assert after(Host(), failure, NOW, pause=2, draw=0.5) == Host(NOW + 2.5)
    for failure in (
        Failure(notice=BAD_STATUS.at("", status=502), status=502),
        Failure(notice=TOLD_TO_WAIT.at("", status=429, wait=""), status=429),
    ):
        assert after(Host(), failure, NOW, pause=2, draw=0.0) == Host(NOW + 30, 1)


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_backoff_grows_and_ends(failures: int, draw: float) -> None:
    assert 30 <= backoff(failures, draw) <= backoff(failures + 1, draw) <= 9 * 3600
