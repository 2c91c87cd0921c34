"""What is asked for next, and when again: functions of what is remembered and of the time."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.errors import BAD_STATUS, HOST_REFUSED, NOT_A_PAGE, ROBOTS_FORBID, TOLD_TO_WAIT, TOO_SLOW
from waqai.fetching import Failure, Host
from waqai.watching.feeds import Feed
from waqai.watching.plan import Ask, answered, failed, listed, next_ask, passing

NOW = 1_000_000.0
FEED = Feed(url="https://a.example/rss", every=600.0, recheck=3600.0, recheck_for=7200.0)
LIST = Ask(url=FEED.url, feed=FEED.url, is_list=True, due=NOW, first=NOW)
PAGE = Ask(url="https://a.example/1", feed=FEED.url, is_list=False, depth=1, due=NOW, first=NOW, published="2025-02-13")


def failure(status: int = 0, wait: float | None = None) -> Failure:
    return Failure(notice=BAD_STATUS.at("", status=status), status=status, wait=wait)


def test_what_is_due_first_is_asked_for_first_lists_before_pages() -> None:
    later = msgspec.structs.replace(PAGE, url="https://b.example/2", due=NOW + 1)
    never = msgspec.structs.replace(PAGE, url="https://a.example/0", due=None)
    found = next_ask([later, never, PAGE, LIST], {})
    assert found is not None
    assert (found.ask, found.at) == (LIST, NOW)
    assert next_ask([never], {}) is None


def test_a_host_that_rests_lets_others_go_first() -> None:
    other = msgspec.structs.replace(PAGE, url="https://b.example/2", due=NOW + 5)
    found = next_ask([PAGE, other], {"https://a.example": Host(NOW + 60)})
    assert found is not None
    assert (found.ask, found.at) == (other, NOW + 5)


asks = st.builds(
    Ask,
    url=st.sampled_from([f"https://{host}.example/{n}" for host in "abc" for n in range(4)]),
    feed=st.just(FEED.url),
    is_list=st.booleans(),
    due=st.one_of(st.none(), st.floats(0, 1000)),
)


@given(
    st.lists(asks, max_size=12),
    st.dictionaries(st.sampled_from(["https://a.example", "https://b.example"]), st.builds(Host, st.floats(0, 1000))),
)
def test_nothing_is_asked_before_it_is_due_or_its_host_may_be_asked(found: list[Ask], hosts: dict[str, Host]) -> None:
    chosen = next_ask(found, hosts)
    waiting = [one for one in found if one.due is not None]
    assert (chosen is None) == (not waiting)
    if chosen is not None:
        times = [max(one.due or 0.0, hosts.get(one.host, Host()).ready) for one in waiting]
        assert chosen.at == min(times)
        assert chosen.ask in waiting


def test_when_an_answer_makes_it_due_again() -> None:
    assert answered(LIST, FEED, NOW).due == NOW + 600
    assert answered(msgspec.structs.replace(LIST, depth=1), FEED, NOW).due is None
    assert answered(msgspec.structs.replace(LIST, is_list=False), FEED, NOW).due == NOW + 600
    assert answered(PAGE, FEED, NOW).due == NOW + 3600
    assert answered(PAGE, FEED, NOW + 3600).due == NOW + 7200
    assert answered(PAGE, FEED, NOW + 3601).due is None
    assert answered(PAGE, msgspec.structs.replace(FEED, recheck=0.0), NOW).due is None


def test_what_passes_is_asked_for_again_and_what_lasts_is_not() -> None:
    slow = Failure(notice=TOO_SLOW.at("", limit=60))
    assert failed(PAGE, FEED, slow, NOW, 0.0).due == NOW + 30
    assert failed(PAGE, FEED, failure(503, 500.0), NOW, 0.0).due == NOW + 500
    assert failed(PAGE, FEED, failure(404), NOW, 0.0).due is None
    page = PAGE
    for _ in range(8):
        assert page.due is not None
        page = failed(page, FEED, slow, NOW, 0.0)
    assert page.due is None


@pytest.mark.parametrize(
    "found", [failure(404), failure(500), failure(429, 9000.0), Failure(notice=ROBOTS_FORBID.at("", host=""))]
)
def test_a_feed_is_never_given_up(found: Failure) -> None:
    ask = LIST
    for _ in range(50):
        ask = failed(ask, FEED, found, NOW, 0.5)
        assert ask.due is not None
        assert ask.due >= NOW + max(600.0, found.wait or 0.0)


@pytest.mark.parametrize(
    ("found", "passes"),
    [
        (failure(404), False),
        (failure(410), False),
        (failure(429), True),
        (failure(500), True),
        (Failure(notice=NOT_A_PAGE.at("", kind="")), False),
        (Failure(notice=HOST_REFUSED.at("", host="", reason="")), False),
        (Failure(notice=TOLD_TO_WAIT.at("", status=503, wait="")), True),
    ],
)
def test_which_failures_pass(found: Failure, passes: bool) -> None:  # noqa: FBT001
    assert passing(found) is passes


def test_what_a_list_names() -> None:
    said = msgspec.structs.replace(PAGE, due=None, first=0.0)
    new = listed(None, said, NOW)
    assert new is not None
    assert (new.due, new.first) == (NOW, NOW)
    known = msgspec.structs.replace(PAGE, due=None, etag='"1"', digest="d")
    assert listed(known, said, NOW + 9) is None
    redated = listed(known, msgspec.structs.replace(said, published="2025-02-14"), NOW + 9)
    assert redated is not None
    assert (redated.due, redated.etag, redated.digest, redated.published) == (NOW + 9, '"1"', "d", "2025-02-14")
    elsewhere = msgspec.structs.replace(said, feed="https://b.example/rss", published="2025-02-15")
    assert listed(known, elsewhere, NOW + 9) is None


def test_a_sitemap_without_a_date_is_asked_for_each_time_one_with_a_date_when_it_changes() -> None:
    dated = msgspec.structs.replace(PAGE, is_list=True)
    assert listed(dated, dated, NOW) is None
    undated = msgspec.structs.replace(dated, published=None)
    assert listed(undated, undated, NOW) is not None
