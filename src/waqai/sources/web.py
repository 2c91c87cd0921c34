"""Web addresses: the article of a page, or the articles of a feed, a sitemap or a list whose links are followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

import msgspec

from waqai.errors import INTERNAL, MORE_LISTED, NOT_A_PAGE, Notice
from waqai.fetching import Failure, Page, Visitor
from waqai.fetching.urls import show
from waqai.sources import html
from waqai.sources.base import Source, Stream
from waqai.sources.guard import guarded
from waqai.sources.kinds import content_kind
from waqai.sources.link import Link
from waqai.sources.linked import linked
from waqai.sources.lists import links
from waqai.sources.text import text_bytes
from waqai.tracing import span

_MOST_LISTS: Final = 100  # lists that one list may lead to: sitemaps of a sitemap index
_DEPTH: Final = 3
_HEAD: Final = 4096
_HTML: Final = frozenset(("text/html", "application/xhtml+xml"))


def web_articles(link: Link, visitor: Visitor, *, follow: int) -> Stream:
    """Yield the article at a web address, or those that the list there leads to; a notice where one could not be had.

    Args:
        link: to a page, a feed, a sitemap or a list of addresses.
        visitor: asks for it and for what it leads to, with pauses.
        follow: how many links of a list are followed at most.
    """
    found = visitor.patiently(link.url)
    if isinstance(found, Failure):
        yield found.notice
    elif is_list(found):
        yield from _followed(found, visitor, follow)
    else:
        yield from fetched(found, link)


def is_list(found: Page) -> bool:
    """Tell whether what came is a list of articles rather than an article."""
    if found.kind == "application/zip":
        return True
    kind = content_kind(found.data[:_HEAD])
    if kind is None and found.kind not in _HTML:
        return found.data[:_HEAD].lstrip().lower().startswith((b"http://", b"https://"))
    return kind == "list"


def fetched(found: Page, link: Link) -> Stream:
    """Yield the article of a page that was fetched, after any warnings, or the notice why there is none.

    Args:
        found: what was fetched.
        link: what led to it; what it says is used where the page says nothing.
    """
    yield from linked([msgspec.structs.replace(link, html=None)], show(link.url), link.url, lambda one: _read(found, one))


def carried(link: Link, retrieved: str) -> Stream:
    """Yield the article that a feed carries whole, after any warnings, or the notice why there is none.

    Args:
        link: with the article as HTML.
        retrieved: when the feed was fetched, ISO 8601.
    """
    with span("waqai.extract", url=show(link.url)):
        items = list(linked([link], show(link.url), link.url, None))
    for item in items:
        yield item if isinstance(item, Notice) else _changed(item, retrieved=retrieved)


def _read(found: Page, link: Link) -> Stream:
    source = show(link.url)
    if found.kind in _HTML or content_kind(found.data[:_HEAD]) == "html":
        with span("waqai.extract", url=source):
            items = list(
                guarded(
                    html.page(
                        found.data,
                        source,
                        url=found.final,
                        charset=found.charset,
                        retrieved=found.retrieved,
                        published=link.published,
                        title=link.title,
                    ),
                    source,
                    source,
                )
            )
        for item in items:
            yield item if isinstance(item, Notice) else _at_home(item, found.final)
    elif found.kind == "text/plain":
        for item in text_bytes(found.data, source, found.final):
            yield item if isinstance(item, Notice) else _changed(item, url=found.final, retrieved=found.retrieved)
    else:
        yield NOT_A_PAGE.at(source, kind=found.kind or "of a kind that nobody tells")


def _changed(item: Source, **known: str) -> Source:
    return msgspec.structs.replace(item, article=msgspec.structs.replace(item.article, **known))


def _at_home(item: Source, final: str) -> Source:
    """Keep the address that a page gives itself only if it is one of its own site: no page may pass for another outlet's."""
    article = item.article
    if article.url is None or _same_site(article.url, final):
        return item
    return _changed(item, url=final, id=final if article.id == article.url else article.id)


def _same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are of one site: hosts that end in the same two labels, three below endings such as com.eg."""
    sites = set[tuple[str, ...]]()
    for url in (one, other):
        labels = (urlsplit(url).hostname or "").split(".")
        short = len(labels) > 2 and len(labels[-2]) <= 3
        sites.add(tuple(labels[-3:] if short else labels[-2:]))
    return len(sites) == 1


def _followed(start: Page, visitor: Visitor, follow: int) -> Stream:
    """Yield the articles that a list leads to; lists of lists are followed a few steps."""
    seen = {start.url, start.final}
    lists, count = 1, 0
    waiting: list[tuple[Link | Notice, int, str]] = [*_listed(start, 0)]
    while waiting:
        item, depth, retrieved = waiting.pop(0)
        if isinstance(item, Notice):
            yield item
            continue
        if item.url in seen:
            continue
        if count == follow:
            yield MORE_LISTED.at(show(start.url), limit=follow)
            return
        seen.add(item.url)
        if item.more:
            if depth < _DEPTH and lists < _MOST_LISTS:
                lists += 1
                found = visitor.patiently(item.url)
                waiting[:0] = [(found.notice, depth, "")] if isinstance(found, Failure) else _listed(found, depth + 1)
            continue
        count += 1
        if item.html:
            yield from carried(item, retrieved)
            continue
        found = visitor.patiently(item.url)
        if isinstance(found, Failure):
            yield found.notice
        else:
            yield from fetched(found, item)


def _listed(found: Page, depth: int) -> Iterator[tuple[Link | Notice, int, str]]:
    for one in named(found):
        yield one, depth, found.retrieved


def named(found: Page) -> Iterator[Link | Notice]:
    """Yield what a list that was fetched names. A list that breaks the reader must not cost those that follow."""
    source = show(found.url)
    kind = f"{found.kind}; charset={found.charset}" if found.charset else found.kind
    try:
        yield from links(found.data, source, kind=kind, url=found.final)
    except Exception as error:  # noqa: BLE001  # any list must be survived; the notice tells
        yield INTERNAL.at(source, article=source, reason=f"{type(error).__name__}: {error}")
