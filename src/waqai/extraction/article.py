"""The article of a page: the page's own words, the outlet's rules and trafilatura put together in one order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urljoin, urlsplit

import msgspec
from lxml.html import HtmlElement

from waqai.extraction.blocks import Block, blocks, key_of
from waqai.extraction.lines import is_boilerplate
from waqai.extraction.names import authors_of, site_name, title_of
from waqai.extraction.outlets import Outlet, all_selected, host_of, outlet_of, selected
from waqai.extraction.published import day_of
from waqai.extraction.region import Line, covers, densest, enough, extracted, repaired, voted, votes_of, within
from waqai.extraction.said import Said, said
from waqai.extraction.tree import parsed, words_of

_LEAST: Final = 25  # words of an article on a page that does not call itself one
_LEAST_OWN: Final = 5  # of one that does: breaking news is a line
_LEAST_RULE: Final = 15  # words that an outlet's rule for the body must find
_SITE_WORDS: Final = 4  # of a site's name that a line has after the title


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """The article of a page. ``missed`` are the parts that the rules of the file ``rules`` did not find."""

    title: str | None
    published: str | None
    authors: tuple[str, ...]
    outlet: str | None
    url: str | None
    lines: tuple[Line, ...]
    rules: str = ""
    missed: tuple[str, ...] = ()


class _Context(msgspec.Struct, frozen=True, kw_only=True):
    """A page on its way to an article."""

    root: HtmlElement
    own: Said
    url: str | None
    outlet: Outlet | None
    lines: list[Block]
    title: str | None


def article_of(
    text: str,
    *,
    url: str | None = None,
    published: str | None = None,
    title: str | None = None,
    retrieved: str | None = None,
    known: dict[str, Outlet] | None = None,
) -> Extracted | str:
    """Return the article of a page, or in a few words why it has none.

    Args:
        text: the page, decoded.
        url: where it was fetched from, if it was.
        published: what a feed or an archive gives as its day or moment.
        title: the same of its title.
        retrieved: when it was fetched: no page is from a later day.
        known: outlets by host; those of the package if ``None``.
    """
    root = parsed(text)
    if root is None:
        return "it is empty"
    own = said(root)
    address = _address(own, url)
    outlet = outlet_of(address, known)
    context = _context(root, own, address, outlet, title)
    chosen, after, body_missed = _chosen(context)
    found = _lines(context, chosen, after)
    words = sum(key_of(line.text).count(" ") + 1 for line in found if line.kind == "body")
    if words < (_LEAST_OWN if own.article or (outlet and not body_missed) else _LEAST):
        return "it has no text that reads like one" if not words else f"{words} words are too few"
    header = _header(context, after, chosen)
    day = day_of(root, own, outlet, address, [block.text for block in header], published, retrieved)
    return Extracted(
        title=context.title,
        published=day,
        authors=_authors(context),
        outlet=outlet.name if outlet else site_name(own.sites) or host_of(address) or None,
        url=address,
        lines=tuple(found),
        rules=outlet.file if outlet else "",
        missed=tuple(_missed(outlet, body=body_missed, title=context.title is None, date=day is None)),
    )


def _address(own: Said, url: str | None) -> str | None:
    """Return the article's address: the one that the page calls its own, if it is of the host that it was fetched from."""
    for one in own.urls:
        full = urljoin(url or "", one)
        try:
            parts = urlsplit(full)
            fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.path not in ("", "/")
        except ValueError:
            continue
        if fits and (url is None or host_of(full) == host_of(url)):
            return full
    return url


def _context(root: HtmlElement, own: Said, url: str | None, outlet: Outlet | None, title: str | None) -> _Context:
    lines = blocks(root)
    headings = [line for element in root.iter("h1") if (line := words_of(element))]
    ruled = [line for element in selected(root, outlet.title) if (line := words_of(element))] if outlet else []
    candidates = [*own.titles[:1], *ruled[:1], *own.titles[1:]]
    return _Context(
        root=root,
        own=own,
        url=url,
        outlet=outlet,
        lines=lines,
        title=title_of([*candidates, *([title] if title else [])], headings, _sites(own, outlet, url)),
    )


def _sites(own: Said, outlet: Outlet | None, url: str | None) -> list[str]:
    host = host_of(url)
    labels = host.split(".")
    names = [*own.sites, host, *([labels[-2]] if len(labels) > 1 else [])]
    return [*names, outlet.name, *outlet.site] if outlet else names


def _chosen(context: _Context) -> tuple[list[int], int, bool]:
    """Return the numbers of the lines that are the article, that of its title, and whether the outlet's rule missed."""
    lines, outlet = context.lines, context.outlet
    ruled = _ruled(context)
    votes = votes_of(context.own.body) if enough(context.own.body) else None
    whole = votes is not None and covers(lines, votes)
    if votes and whole and ruled and not covers([lines[n] for n in ruled], votes):
        ruled = []  # what the rule found is not what the page itself calls its article
    if ruled:
        chosen = ruled
    elif votes is not None and whole:
        chosen = voted(lines, votes)
    elif votes is not None:
        chosen = []  # the text stands only in the JSON-LD
    else:
        chosen = voted(lines, votes_of(extracted(context.root)))
        if sum(lines[n].words for n in chosen) < _LEAST:
            chosen = max(chosen, densest(lines), key=lambda numbers: sum(lines[n].words for n in numbers))
    chosen = [n for n in chosen if not _is_title(lines[n], context)]
    first = chosen[0] if chosen else len(lines)
    same = [n for n, block in enumerate(lines[: first + 3]) if _is_title(block, context)]
    heads = [n for n, block in enumerate(lines[:first]) if block.element.tag == "h1"]
    after = max(same or heads or [-1])
    return [n for n in chosen if n > after], after, bool(outlet and outlet.body and not ruled)


def _is_title(block: Block, context: _Context) -> bool:
    """Tell whether a line is the title, or the title with the name of the site."""
    key = key_of(context.title or "")
    return bool(key) and (block.key == key or (key in block.key and block.words <= key.count(" ") + 1 + _SITE_WORDS))


def _ruled(context: _Context) -> list[int]:
    """Return the lines that the outlet's rules find, none where they find too little."""
    outlet = context.outlet
    if outlet is None or not outlet.body:
        return []
    elements = [
        *selected(context.root, outlet.lead),
        *selected(context.root, outlet.body),
        *selected(context.root, outlet.credit),
    ]
    found = [
        n for n in within(context.lines, elements) if context.lines[n].links <= 0.5 or context.lines[n].words > 2 * _LEAST_RULE
    ]
    return found if sum(context.lines[n].words for n in found) >= _LEAST_RULE else []


def _lines(context: _Context, chosen: Sequence[int], after: int) -> list[Line]:
    if not chosen:
        if not enough(context.own.body):
            return []
        texts = context.own.body.split("\n")
        return [
            Line(text, "boilerplate" if is_boilerplate(Block(text, context.root, 0, key_of(text))) else "body") for text in texts
        ]
    outlet = context.outlet
    cut = frozenset(all_selected(context.root, outlet.cut)) if outlet else frozenset()
    starts = tuple(key_of(line) for line in outlet.lines) if outlet else ()
    return repaired(context.lines, chosen, after, cut, starts)


def _header(context: _Context, after: int, chosen: Sequence[int]) -> list[Block]:
    """Return the lines around the title, among which a page shows its day."""
    first = chosen[0] if chosen else after + 1
    start = max(0, after - 4) if after >= 0 else max(0, first - 8)
    return [*context.lines[max(0, after) : max(first, after + 1)][:12], *context.lines[start : max(0, after)]]


def _authors(context: _Context) -> tuple[str, ...]:
    ruled = [words_of(element) for element in selected(context.root, context.outlet.authors)] if context.outlet else []
    sites = _sites(context.own, context.outlet, context.url)
    return authors_of(ruled, sites) or authors_of(context.own.authors, sites)


def _missed(outlet: Outlet | None, *, body: bool, title: bool, date: bool) -> Iterator[str]:
    """Yield the parts that the outlet has rules for and that were not found by them, nor by anything else if not the body."""
    if outlet is not None:
        for part, rules, missing in (("body", outlet.body, body), ("title", outlet.title, title), ("date", outlet.date, date)):
            if rules and missing:
                yield part
