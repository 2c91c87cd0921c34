"""Links become articles: of those that a list carries whole at once, of the others by whoever fetches them."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from typing import TypeAlias

import msgspec

from waqai.errors import NOT_FETCHED, Notice
from waqai.sources.base import Source, Stream
from waqai.sources.html import page
from waqai.sources.link import Link

# Fetches what a link names and yields its articles, or the notice why there are none; a link with ``more`` names another list.
Fetch: TypeAlias = Callable[[Link], Stream]


def linked(links: Iterable[Link | Notice], source: str, name: str, fetch: Fetch | None) -> Stream:
    """Yield the articles that links name, in order.

    Args:
        links: and notices, which are passed on.
        source: where the links stand, kept as the source of the articles that stand there too.
        name: what an article without an address is called after, with its number.
        fetch: gets the others; without it each is told and left out.
    """
    for number, link in enumerate(links, start=1):
        if isinstance(link, Notice):
            yield link
        elif link.html is not None:
            yield from _carried(link, link.html, source, f"{name}:{number}")
        elif fetch is None:
            yield NOT_FETCHED.at(source, url=link.url)
        else:
            for item in fetch(link):
                yield item if isinstance(item, Notice) else _completed(item, link)


def _carried(link: Link, content: str, source: str, name: str) -> Stream:
    """Yield the article that a list carries: its HTML made a page, since that is what the reading of pages knows."""
    title = html.escape(link.title or "")
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
    data = f"{head}<body><article><h1>{title}</h1>\n{content}</article></body></html>"
    for item in page(
        data.encode("utf-8", "replace"),
        source,
        url=link.url or None,
        charset="utf-8",
        published=link.published,
        title=link.title,
        name=link.url or name,
    ):
        if isinstance(item, Notice):
            yield msgspec.structs.replace(item, source=f"{source} {link.url or name}")
        else:
            yield _completed(item, link)


def _completed(item: Source, link: Link) -> Source:
    """Return the article with what the list says of it and the page does not."""
    article = item.article
    article = msgspec.structs.replace(
        article,
        outlet=article.outlet or link.outlet,
        title=article.title or link.title,
        published=article.published or (link.published[:10] if link.published else None),
    )
    return msgspec.structs.replace(item, article=article, language=item.language or link.language)
