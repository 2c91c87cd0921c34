"""Asking as hosts want to be asked: robots.txt, pauses, waits. Remembers hosts; the clock and the sleep are the caller's."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final

import msgspec
from protego import Protego

from waqai.errors import HOST_PAUSED, ROBOTS_FORBID, ROBOTS_UNKNOWN
from waqai.fetching.getting import Failure, Page, ask
from waqai.fetching.manners import Host, Manners, after, of_host
from waqai.fetching.rules import Rules
from waqai.fetching.urls import host_of, show
from waqai.tracing import span

_LONGEST_DELAY: Final = 3600.0  # a Crawl-delay beyond this keeps everybody out, which robots.txt has other words for
_TRIES: Final = 2
_UNREACHED: Final = frozenset(("WQ650", "WQ651", "WQ652", "WQ653"))


class _Robots(msgspec.Struct, frozen=True):
    """What a robots.txt says, or why it cannot be had, until a moment."""

    until: float
    rules: Protego | None = None
    failure: Failure | None = None


class Visitor:
    """Asks for pages, each host with its pauses. One for a run; not for several threads at once."""

    def __init__(
        self,
        rules: Rules,
        manners: Manners | None = None,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], object] = time.sleep,
        draw: Callable[[], float] = random.random,
        hosts: dict[str, Host] | None = None,
    ) -> None:
        """Begin with what is remembered of hosts.

        Args:
            rules: what each fetch may do.
            manners: pauses and patience.
            clock: gives seconds since 1970.
            sleep: waits so many seconds.
            draw: gives a number between 0 and 1 by chance.
            hosts: what is remembered of hosts by scheme, name and port; changed as the run goes on.
        """
        self.rules = rules
        self.manners = manners or Manners()
        self.hosts = {} if hosts is None else hosts
        self._clock, self._sleep, self._draw = clock, sleep, draw
        self._robots: dict[str, _Robots] = {}
        self._agent = rules.named().partition("/")[0]

    def ready(self, url: str) -> float:
        """Return the moment (seconds since 1970) from which the host of an address may be asked."""
        return self.hosts.get(host_of(url), Host()).ready

    def visit(self, url: str, *, etag: str = "", modified: str = "") -> Page | Failure:
        """Ask for an address at once, if robots.txt allows it, and remember how its host took it."""
        host = host_of(url)
        with span("waqai.fetch", url=show(url)):
            found = ask(url, self.rules, etag=etag, modified=modified, permit=self._permit)
        self._remember(host, found)
        if isinstance(found, Page) and (last := host_of(found.final)) != host:
            self._remember(last, found)
        return found

    def patiently(self, url: str, *, etag: str = "", modified: str = "") -> Page | Failure:
        """Wait until the host may be asked and ask; if it asks for a short wait then, wait and ask once more."""
        for attempt in range(_TRIES):
            wait = self.ready(url) - self._clock()
            if wait > self.manners.patience:
                return Failure(notice=HOST_PAUSED.at(show(url), host=host_of(url), wait=f"{wait:,.0f}"), wait=wait)
            if wait > 0:
                self._sleep(wait)
            found = self.visit(url, etag=etag, modified=modified)
            if not isinstance(found, Failure) or found.wait is None or found.wait > self.manners.patience:
                break
            if attempt + 1 == _TRIES:
                break
        return found

    def _remember(self, host: str, found: Page | Failure) -> None:
        robots = self._robots.get(host)
        delay = robots.rules.crawl_delay(self._agent) if robots and robots.rules else None
        pause = max(self.manners.pause, min(delay or 0.0, _LONGEST_DELAY))
        self.hosts[host] = after(self.hosts.get(host, Host()), found, self._clock(), pause=pause, draw=self._draw())

    def _permit(self, url: str) -> Failure | None:
        """Return why robots.txt keeps us from an address, ``None`` if it does not."""
        host, shown = host_of(url), show(url)
        robots = self._robots.get(host)
        if robots is None or robots.until <= self._clock():
            robots = self._robots[host] = self._asked(host)
        if robots.failure is not None:
            notice = robots.failure.notice
            if notice.problem.code in _UNREACHED:
                return Failure(notice=msgspec.structs.replace(notice, source=shown))
            return Failure(notice=ROBOTS_UNKNOWN.at(shown, host=host, reason=notice.message), wait=robots.failure.wait)
        if robots.rules is None or robots.rules.can_fetch(url, self._agent):
            return None
        return Failure(notice=ROBOTS_FORBID.at(shown, host=host))

    def _asked(self, host: str) -> _Robots:
        """Ask a host for its robots.txt. An answer 4xx, or no text at all, means that there are no rules (RFC 9309)."""
        found, now = ask(f"{host}/robots.txt", self.rules), self._clock()
        if isinstance(found, Page):
            return _Robots(now + self.manners.robots_for, Protego.parse(found.data.decode("utf-8", "replace")))
        if found.status and not of_host(found):
            return _Robots(now + self.manners.robots_for)
        return _Robots(now, failure=found)
