"""Lists of articles: feeds, sitemaps, the lists of GDELT and plain addresses, each turned into links."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from waqai.errors import BAD_LIST, EMPTY_LIST, ENTITIES, NO_ADDRESS, Notice, WaqaiError
from waqai.sources.answers import charset, content_type
from waqai.sources.feeds import feed_links, json_links
from waqai.sources.gdelt import gdelt_links, layout_of
from waqai.sources.kinds import FEEDS, NAMES, SITEMAPS, content_kind
from waqai.sources.link import Link, address
from waqai.sources.markup import prolog, xml_text
from waqai.sources.packing import packing_of, unpacked
from waqai.sources.sitemaps import sitemap_links

__all__ = ["MAX_LIST", "Link", "links"]

MAX_LIST: Final = 100_000_000  # bytes of one list, unpacked; the standard of sitemaps allows half of it

_ROOT: Final = "<{name}> is no feed and no sitemap"
_PLAIN: Final = frozenset((".urls", ".list", "text/plain", "text/uri-list"))


def links(data: bytes, source: str, *, kind: str = "", url: str = "") -> Iterator[Link | Notice]:
    """Yield what an RSS, Atom or JSON Feed, a sitemap or sitemap index, a GDELT list or a plain list of addresses names.

    The content tells what it is; ``kind`` only tells a list of addresses from any other text.

    Args:
        data: the list, as fetched or saved; gzip, Zstandard and zip are unpacked.
        source: how it is told apart in messages: a path or an address.
        kind: a content type or suffix where it is known.
        url: the list's own address, for relative links.
    """
    try:
        data = _whole(data, source)
    except WaqaiError as error:
        yield error.notice
        return
    empty = True
    for found in _links(data, source, kind, url):
        empty = empty and isinstance(found, Notice) and not found.failed
        yield found
    if empty:
        yield EMPTY_LIST.at(source)


def _whole(data: bytes, source: str) -> bytes:
    """Return the list unpacked.

    Raises:
        WaqaiError: if it is too large, or packed and damaged.
    """
    if packing := packing_of(data[:4]):
        data = unpacked(io.BytesIO(data), packing, source).read(MAX_LIST + 1)
    if len(data) > MAX_LIST:
        raise WaqaiError(BAD_LIST.at(source, reason=f"more than {MAX_LIST:,} bytes"))
    return data


def _links(data: bytes, source: str, kind: str, url: str) -> Iterator[Link | Notice]:
    text, notice = xml_text(data, source, charset(kind) or "")
    if notice is not None:
        yield notice
    if text is None:
        return
    begin = text.lstrip()
    if begin.startswith("{"):
        yield from json_links(begin, source, url)
    elif begin.startswith("<"):
        yield from _xml_links(begin, source, url)
    elif layout := layout_of(begin.split("\n", 1)[0].encode()):
        yield from gdelt_links(begin, layout, source)
    elif not begin or content_type(kind) in _PLAIN or address(begin.split(None, 1)[0]):
        yield from _addresses(text, source)
    else:
        found = content_kind(data[:1000])
        yield BAD_LIST.at(source, reason=f"it is {NAMES[found]}" if found else "neither XML nor JSON nor addresses")


def _xml_links(text: str, source: str, url: str) -> Iterator[Link | Notice]:
    """Yield the links of a feed or a sitemap; a document with entities of its own is not read, as they can blow up a reader."""
    head = prolog(text)
    if head.entities:
        yield ENTITIES.at(source)
    elif head.root in FEEDS:
        yield from feed_links(text, source, url)
    elif head.root in SITEMAPS:
        yield from sitemap_links(text, source, url)
    else:
        reason = "it is a web page" if head.root == "html" else _ROOT.format(name=head.root or "nothing")
        yield BAD_LIST.at(source, reason=reason)


def _addresses(text: str, source: str) -> Iterator[Link | Notice]:
    """Yield the addresses of a plain list, one a line; blank lines and those that begin with # are left out."""
    for number, line in enumerate(text.split("\n"), start=1):
        value = line.strip()
        if not value or value.startswith("#"):
            continue
        found = address(value)
        yield Link(url=found) if found else NO_ADDRESS.at(source, line=number, what="the line")
