"""The watch itself: asks for what is due, keeps what came, files what is new, until it is told to stop."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec

from waqai.errors import NOT_A_LIST, Notice, WaqaiError
from waqai.fetching import Failure, Page, Visitor
from waqai.fetching.urls import show
from waqai.ledger.writing import Filed
from waqai.sources.base import Source
from waqai.sources.link import Link
from waqai.sources.web import carried, fetched, is_list, named
from waqai.watching.events import Event, Tell
from waqai.watching.feeds import Feed
from waqai.watching.plan import Ask, Next, answered, failed, listed, next_ask
from waqai.watching.state import State

_NOT_MODIFIED: Final = 304
_BATCH: Final = 20  # articles filed in one transaction
_DEPTH: Final = 3  # lists of lists of lists
_AGAIN: Final = 30.0  # seconds after which a ledger that could not be written is tried again

# Reads articles and files them in one transaction; says of each what came of it.
File = Callable[[Sequence[Source]], list[Filed | Notice]]


class Clock(msgspec.Struct, frozen=True):
    """The time as a watch knows it: the present moment (seconds since 1970), a wait that a signal ends, chance (0 to 1)."""

    now: Callable[[], float]
    sleep: Callable[[float], object]
    draw: Callable[[], float]


class Watcher:
    """Watches feeds until it is told to stop."""

    def __init__(self, feeds: Iterable[Feed], state: State, visitor: Visitor, file: File, tell: Tell, clock: Clock) -> None:
        """Begin with what the state remembers.

        Args:
            feeds: what is watched.
            state: an open state file.
            visitor: asks for pages; its hosts are remembered in the state.
            file: reads and files articles.
            tell: is given every event and notice.
            clock: the time.
        """
        self.counts: Counter[str] = Counter()
        self.stopped = False
        self._feeds = {feed.url: feed for feed in feeds}
        self._state, self._visitor, self._file, self._clock = state, visitor, file, clock
        self._say = tell
        self._kept = state.hosts()
        self._visitor.hosts.update(self._kept)
        self._file_from = 0.0

    def stop(self) -> None:
        """End when what is in hand is done; may be called from a signal handler."""
        self.stopped = True

    def run(self, *, once: bool = False) -> None:
        """Watch until stopped.

        Args:
            once: ask every feed once, then for what they lead to, and end; what is due later or after a long wait is left.

        Raises:
            WaqaiError: if the state file cannot be used any more, or, with ``once``, the ledger.
        """
        asks = [_first(feed) for feed in self._feeds.values()]
        self._state.start(asks, now=self._clock.now(), at_once=once)
        while not self.stopped:
            found = next_ask(self._state.heads(), self._visitor.hosts)
            wait = max(0.0, found.at - self._clock.now()) if found else 0.0
            if found is None or wait > 0:
                self._file_all(must=once)
                if self.stopped or found is None or (once and not self._soon(found)):
                    break
                self._wait(wait)
                continue
            self._ask(found.ask)
        self._file_all(must=once)
        self._tell(Event(what="stopped"))

    def _soon(self, found: Next) -> bool:
        """Tell whether a run with an end waits for an ask: only if it is due and nothing but its host's pause is in the way."""
        now = self._clock.now()
        return (found.ask.due or 0.0) <= now and found.at - now <= self._visitor.manners.patience

    def _wait(self, seconds: float) -> None:
        if seconds > self._visitor.manners.pause * 2:
            self._tell(Event(what="waiting", seconds=seconds))
        self._clock.sleep(min(seconds, _AGAIN) if self._file_from else seconds)

    def _tell(self, item: Event | Notice) -> None:
        if isinstance(item, Notice):
            self.counts["failed" if item.failed else "warnings"] += 1
        else:
            self.counts[item.outcome or item.what] += 1
        self._say(item)

    def _ask(self, ask: Ask) -> None:
        """Ask for one address and keep what came of it."""
        began = self._clock.now()
        found = self._visitor.visit(ask.url, etag=ask.etag, modified=ask.modified)
        now, feed = self._clock.now(), self._feeds[ask.feed]
        if isinstance(found, Failure):
            self._tell(found.notice)
            self._keep([failed(ask, feed, found, now, self._clock.draw())])
            return
        done = msgspec.structs.replace(answered(ask, feed, now), etag=found.etag, modified=found.modified)
        if found.status == _NOT_MODIFIED:
            self._tell(Event(what="unchanged", url=ask.url, seconds=now - began))
            kept = msgspec.structs.replace(done, etag=found.etag or ask.etag, modified=found.modified or ask.modified)
            self._keep([kept])
        elif ask.is_list:
            self._list(done, feed, found, now - began)
        else:
            link = Link(url=ask.url, title=ask.title, published=ask.published, outlet=ask.outlet, language=ask.language)
            self._article(done, fetched(found, link), now - began)

    def _list(self, ask: Ask, feed: Feed, found: Page, took: float) -> None:
        """Keep what a list names, and the articles that it carries whole, together with what is remembered of the list."""
        if not is_list(found):
            self._tell(NOT_A_LIST.at(show(ask.url), kind=found.kind or "of a kind that nobody tells"))
            # Not remembered as seen: once the server is right again, the list must be read.
            self._keep([msgspec.structs.replace(ask, etag="", modified="")])
            return
        asks: dict[str, Ask] = {}
        whole: list[Link] = []
        count = 0
        for item in named(found):
            if isinstance(item, Notice):
                self._tell(item)
                continue
            count += 1
            said = _said(item, ask, feed)
            if item.url in asks or (item.more and said.depth > _DEPTH) or item.url in self._feeds:
                continue
            known = self._state.ask(item.url)
            change = listed(known, said, self._clock.now())
            if change is None and item.html and known is not None and known.feed == said.feed:
                change = known  # the same date says little where the article stands in the feed: its text is compared
            if change is None:
                continue
            asks[item.url] = change
            if item.html:
                whole.append(msgspec.structs.replace(item, outlet=said.outlet, language=said.language))
        sources: list[Source] = []
        for link in whole:
            kept, came = self._compared(asks[link.url], carried(link, found.retrieved))
            asks[link.url] = msgspec.structs.replace(kept, due=None)
            sources.extend(came)
        fresh = len(asks) - len(whole) + len(sources)
        self._tell(Event(what="listed", url=ask.url, articles=count, new=fresh, seconds=took))
        self._keep([ask, *asks.values()], sources)

    def _article(self, ask: Ask, items: Iterable[Source | Notice], took: float) -> None:
        kept, sources = self._compared(ask, items)
        self._tell(Event(what="fetched" if sources else "unchanged", url=ask.url, seconds=took))
        self._keep([kept], sources)
        if sources:
            self._file_some()

    def _compared(self, ask: Ask, items: Iterable[Source | Notice]) -> tuple[Ask, list[Source]]:
        """Return the articles that are not what came last, and the ask with their digest; tell the notices."""
        feed = self._feeds[ask.feed]
        sources: list[Source] = []
        for item in items:
            if isinstance(item, Notice):
                self._tell(item)
                continue
            outlet = feed.outlet or item.article.outlet
            sources.append(
                msgspec.structs.replace(
                    item, article=msgspec.structs.replace(item.article, outlet=outlet), language=feed.language or item.language
                )
            )
        digest = _digest(sources) if sources else ask.digest
        return msgspec.structs.replace(ask, digest=digest), [] if digest == ask.digest else sources

    def _keep(self, asks: Sequence[Ask], sources: Sequence[Source] = ()) -> None:
        hosts = {name: host for name, host in self._visitor.hosts.items() if self._kept.get(name) != host}
        self._state.keep(asks, hosts, sources)
        self._kept |= hosts

    def _file_some(self) -> None:
        if len(self._state.waiting(_BATCH)) == _BATCH:
            self._file_all(most=1)

    def _file_all(self, *, must: bool = False, most: int | None = None) -> None:
        """File the articles that wait; if the ledger cannot be written now, they wait on.

        Args:
            must: whether a ledger that cannot be written ends the watch.
            most: how many batches; all if not given.

        Raises:
            WaqaiError: if the ledger cannot be written and this ends the watch.
        """
        if self._clock.now() < self._file_from and not must:
            return
        batches = 0
        while (most is None or batches < most) and (waiting := self._state.waiting(_BATCH)):
            try:
                done = self._file([source for _, source in waiting])
            except WaqaiError as error:
                if must:
                    raise
                self._file_from = self._clock.now() + _AGAIN
                self._tell(error.notice)
                return
            self._file_from = 0.0
            for (_, source), one in zip(waiting, done, strict=True):
                url = source.article.url or source.article.source or ""
                self._tell(one if isinstance(one, Notice) else Event(what="filed", url=url, outcome=one.outcome))
            self._state.keep([], {}, filed=[number for number, _ in waiting])
            batches += 1


def _first(feed: Feed) -> Ask:
    return Ask(url=feed.url, feed=feed.url, is_list=feed.kind != "page", outlet=feed.outlet, language=feed.language)


def _said(link: Link, above: Ask, feed: Feed) -> Ask:
    """Return an ask for what a list says; what the user says of the feed goes before it."""
    return Ask(
        url=link.url,
        feed=above.feed,
        is_list=link.more,
        depth=above.depth + 1,
        title=link.title,
        published=link.published,
        outlet=feed.outlet or link.outlet,
        language=feed.language or link.language,
    )


def _digest(sources: Sequence[Source]) -> str:
    """Return a digest of all that makes an article another version."""
    parts = [part or "" for one in sources for part in (one.article.title, one.article.published, one.text)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
