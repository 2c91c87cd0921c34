"""Sitemaps and indexes of them, with what the tags for news say of each article."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from waqai.errors import BAD_LIST, BROKEN_FEED, NO_ADDRESS, Notice
from waqai.sources.jsonl import language_code
from waqai.sources.link import Link, address, moment, text_or_none

if TYPE_CHECKING:
    from lxml import etree

# An address with a plain & is no XML; without this the reader would drop a part of the address.
_PLAIN_AND: Final = re.compile(r"&(?!#?\w+;)")
_ENTRIES: Final = frozenset(("url", "sitemap"))


def sitemap_links(text: str, source: str, url: str) -> Iterator[Link | Notice]:
    """Yield the pages of a sitemap or the sitemaps of an index; nothing outside the text is followed.

    Args:
        text: the sitemap, decoded, without its XML declaration.
        source: how it is told apart in messages.
        url: its own address.
    """
    from lxml import etree  # noqa: PLC0415  # `waqai --help` does without it

    data = io.BytesIO(_PLAIN_AND.sub("&amp;", text).encode("utf-8", "replace"))
    number = 0
    try:
        events = etree.iterparse(
            data, events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            encoding="utf-8",
        )  # fmt: skip
        for _, element in events:
            name = _name(element)
            if name not in _ENTRIES:
                continue
            number += 1
            yield _link(element, url, more=name == "sitemap") or NO_ADDRESS.at(source, what=f"entry {number}")
            element.clear()
            while element.getprevious() is not None:  # what is read is let go, so that memory does not grow
                del element.getparent()[0]
        faults = [fault for fault in events.error_log if fault.level >= etree.ErrorLevels.ERROR]
        if faults:
            yield BROKEN_FEED.at(source, reason=f"line {faults[0].line}: {faults[0].message}".rstrip())
    except (etree.XMLSyntaxError, ValueError) as error:
        yield BAD_LIST.at(source, reason=str(error) or "no XML")


def _link(entry: etree._Element, base: str, *, more: bool) -> Link | None:
    """Return the link of one entry, ``None`` if it has no address."""
    values: dict[str, str] = {}
    for element in entry.iter():
        value = text_or_none(element.text)
        if value is not None:
            values.setdefault(_inside(element), value)
    where = address(values.get("loc", ""), base)
    if where is None:
        return None
    if more:
        return Link(url=where, more=True)
    return Link(
        url=where,
        title=values.get("news:title"),
        published=moment(values.get("news:publication_date", "")),
        outlet=values.get("news:name"),
        language=language_code(values.get("news:language", "")),
    )


def _inside(element: etree._Element) -> str:
    """Return the name of an element; those of the namespace for news begin with ``news:``, those of images are told apart."""
    name = _name(element)
    tag = element.tag if isinstance(element.tag, str) else ""
    if "sitemap-news" in tag or element.prefix == "news":
        return f"news:{name}"
    return f"{element.prefix}:{name}" if element.prefix else name


def _name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""
