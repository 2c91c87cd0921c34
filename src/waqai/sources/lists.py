"""Lists of articles: feeds, sitemaps, the lists of GDELT and plain addresses, each turned into links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from waqai.errors import BAD_LIST, NO_ADDRESS, Notice
from waqai.sources.link import Link, address
from waqai.sources.text import decoded

__all__ = ["MAX_LIST", "Link", "links"]

MAX_LIST: Final = 100_000_000  # bytes of one list; the standard of sitemaps allows half of it


def links(data: bytes, source: str, *, kind: str = "", url: str = "") -> Iterator[Link | Notice]:
    """Yield what an RSS, Atom or JSON Feed, a sitemap or sitemap index, a GDELT list or a plain list of addresses names.

    Args:
        data: the list, as fetched or saved; gzip is unpacked.
        source: how it is told apart in messages: a path or an address.
        kind: a content type or suffix where it is known.
        url: the list's own address, for relative links.
    """
    if len(data) > MAX_LIST:
        yield BAD_LIST.at(source, reason=f"more than {MAX_LIST:,} bytes")
        return
    yield from _addresses(data, source)


def _addresses(data: bytes, source: str) -> Iterator[Link | Notice]:
    """Yield the addresses of a plain list, one a line; blank lines and those that begin with # are left out."""
    text, notice = decoded(data, source)
    if notice is not None:
        yield notice
    for number, line in enumerate((text or "").split("\n"), start=1):
        value = line.strip()
        if not value or value.startswith("#"):
            continue
        found = address(value)
        yield Link(url=found) if found else NO_ADDRESS.at(source, line=number, what="the line")
