"""The lists of GDELT: its files of tab-separated columns and the answers of its DOC API name articles by their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from waqai.errors import NO_ADDRESS, Notice
from waqai.sources.jsonl import language_code
from waqai.sources.link import Link, address, moment, text_or_none
from waqai.tables import rows

_WEB: Final = "1"  # of the collections that a mention can be from, the one whose identifiers are addresses
_STAMP: Final = re.compile(rb"\d{8}(?:\d{6})?")


class Layout(msgspec.Struct, frozen=True):
    """Which columns of a GDELT file hold address and day, counted from 0; ``collection`` tells the kind of address, if any."""

    columns: int
    url: int
    day: int
    collection: int | None = None


# Codebooks: Event 1.0 and 2.0, Mentions 2.0, Global Knowledge Graph 2.1.
_LAYOUTS: Final = (
    Layout(58, url=57, day=56),
    Layout(61, url=60, day=59),
    Layout(16, url=5, day=2, collection=3),
    Layout(27, url=4, day=1, collection=2),
)


def layout_of(line: bytes) -> Layout | None:
    """Return the layout of a GDELT file by its first line, ``None`` if it is none."""
    cells = line.rstrip(b"\r\n").split(b"\t")
    return next((one for one in _LAYOUTS if one.columns == len(cells) and _STAMP.fullmatch(cells[one.day])), None)


def gdelt_links(text: str, layout: Layout, source: str) -> Iterator[Link | Notice]:
    """Yield each address of a GDELT file once, with the moment when GDELT saw it."""
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        url = address(cells[layout.url]) if len(cells) == layout.columns else None
        if layout.collection is not None and len(cells) == layout.columns and cells[layout.collection] != _WEB:
            continue  # a broadcast or a citation of a book: nothing that has an address
        if url is None:
            yield NO_ADDRESS.at(source, line=number, what="the line")
        elif url not in seen:
            seen.add(url)
            yield Link(url=url, published=moment(cells[layout.day]))


def answer_links(articles: list[object], source: str) -> Iterator[Link | Notice]:
    """Yield the articles of an answer of the DOC API in JSON."""
    for number, item in enumerate(articles, start=1):
        found = item if isinstance(item, dict) else {}
        url = address(text_or_none(found.get("url")) or "")
        if url is None:
            yield NO_ADDRESS.at(source, what=f"article {number}")
            continue
        yield Link(
            url=url,
            title=text_or_none(found.get("title")),
            published=moment(text_or_none(found.get("seendate")) or ""),
            outlet=text_or_none(found.get("domain")),
            language=named_language(text_or_none(found.get("language")) or ""),
        )


def named_language(name: str) -> str | None:
    """Return the code of a language for its tag or English name, ``None`` for those that waqai does not read."""
    names = {row["name"]: row["language"] for row in rows("sources", "languages.tsv")}
    return names.get(name.casefold()) or language_code(name)
