"""What is asked for next, and when what was asked for is due again: pure functions of what is remembered and of the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from waqai.fetching import Failure, Host
from waqai.fetching.manners import backoff
from waqai.fetching.urls import host_of
from waqai.watching.feeds import Feed

_TRIES: Final = 8  # of a page that fails; the waits between them add up to two hours
_PASSING: Final = frozenset(("WQ652", "WQ653", "WQ654", "WQ656", "WQ659", "WQ661", "WQ662", "WQ664"))
_SERVER_ERROR: Final = 500
_NOT_NOW: Final = frozenset((408, 425, 429))


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of an address that is asked for.

    Attributes:
        url: the address.
        feed: the address of the feed that it comes from; its own if it is one.
        is_list: whether it leads to articles rather than being one.
        depth: 0 for what the user names, 1 for what that leads to, and so on.
        due: the moment (seconds since 1970) from which it is to be asked for; ``None`` for never again.
        first: when it was first seen.
        failures: failures in a row.
        etag: what the server called the state that came last.
        modified: when that state was made, in the server's words.
        digest: of the article that came last.
        title: what the feed says, as are ``published``, ``outlet`` and ``language``.
    """

    url: str
    feed: str
    is_list: bool
    depth: int = 0
    due: float | None = None
    first: float = 0.0
    failures: int = 0
    etag: str = ""
    modified: str = ""
    digest: str = ""
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None

    @property
    def host(self) -> str:
        """The host whose pauses count."""
        return host_of(self.url)


class Next(msgspec.Struct, frozen=True):
    """What to do next: ``ask`` from the moment ``at`` on."""

    ask: Ask
    at: float


def next_ask(asks: Iterable[Ask], hosts: Mapping[str, Host]) -> Next | None:
    """Return what can be asked for first: when it is due and its host may be asked; of several, lists before pages.

    Args:
        asks: those that are due at some time; one of each host is enough, if it is the first of them.
        hosts: what is remembered of the hosts.
    """
    found = [Next(ask, max(ask.due, hosts.get(ask.host, Host()).ready)) for ask in asks if ask.due is not None]
    return min(found, key=lambda one: (one.at, not one.ask.is_list, one.ask.url), default=None)


def answered(ask: Ask, feed: Feed, now: float) -> Ask:
    """Return an ask after an answer: a list and a watched page are due again by their feed, other pages for a while."""
    if ask.is_list or ask.depth == 0:
        due = now + feed.every if ask.depth == 0 else None  # lists further down are due when the list above names them again
    else:
        due = now + feed.recheck if feed.recheck and now + feed.recheck <= ask.first + feed.recheck_for else None
    return msgspec.structs.replace(ask, due=due, failures=0)


def failed(ask: Ask, feed: Feed, failure: Failure, now: float, draw: float) -> Ask:
    """Return an ask after a failure: what may pass is asked for again, later and later; what lasts is not, feeds aside.

    Args:
        ask: what failed.
        feed: that it comes from.
        failure: how it failed.
        now: seconds since 1970.
        draw: by chance, 0 to 1.
    """
    failures = ask.failures + 1
    wait = max(failure.wait or 0.0, backoff(failures, draw))
    due: float | None = now + wait
    if ask.depth == 0:
        due = now + max(feed.every, wait)
    elif not passing(failure) or failures >= _TRIES:
        due = None
    return msgspec.structs.replace(ask, due=due, failures=failures)


def passing(failure: Failure) -> bool:
    """Tell whether a failure may be over the next time."""
    return failure.notice.problem.code in _PASSING or failure.status >= _SERVER_ERROR or failure.status in _NOT_NOW


def listed(known: Ask | None, said: Ask, now: float) -> Ask | None:
    """Return an ask for what a list names, ``None`` if nothing has changed.

    An address in several feeds belongs to the first of them: they may give it different dates, which are no news.

    Args:
        known: what is remembered of the address.
        said: what the list says of it now.
        now: seconds since 1970.
    """
    if known is None:
        return msgspec.structs.replace(said, due=now, first=now)
    if said.feed != known.feed:
        return None
    again = said.is_list and said.published is None  # a list that does not say when it changed is asked for each time
    if said.published == known.published and not again:
        return None
    return msgspec.structs.replace(known, due=now, title=said.title, published=said.published)
