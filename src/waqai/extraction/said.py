"""What a page says of itself: its JSON-LD (schema.org) and its meta fields."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec
from lxml.html import HtmlElement

from waqai.extraction.tree import squeezed

_ARTICLE: Final = re.compile(r"(?:Article|Posting|Report|Review|AnalysisNewsArticle)\Z")
_WRAPPED: Final = re.compile(r"\A\s*(?:<!\[CDATA\[|<!--|/\*.*?\*/|//[^\n]*\n)+|(?:\]\]>|-->|//\]\]>|;)+\s*\Z", re.DOTALL)
_MARKUP: Final = re.compile(r"<[a-zA-Z/][^>]*>")
_BREAK: Final = re.compile(r"<(?:br|/?p|/?div|/?h[1-6]|/?li)\b[^>]*>", re.IGNORECASE)
_DEEPEST: Final = 12
# In the order in which they are believed.
_DAYS: Final = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "date.published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "cxenseparse:recs:publishtime",
    "datecreated",
    "date",
)
_AUTHORS: Final = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """The page's own words: each a list of what it gives, the most trustworthy first, empty where it gives nothing."""

    titles: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    description: str = ""
    body: str = ""
    article: bool = False  # whether it calls itself an article


def said(root: HtmlElement) -> Said:
    """Return what the page says of itself."""
    fields = _fields(root)
    found = list(_objects(root))
    known = {str(one["@id"]): one for one in found if "@id" in one and "name" in one}
    kinds = [one for one in found if any(_ARTICLE.search(kind) for kind in _strings(one.get("@type")))]
    best = max(kinds, key=lambda one: (bool(one.get("articleBody")), bool(one.get("datePublished"))), default={})
    others = [one for one in found if one is not best and one.get("datePublished") and one in kinds]
    meta_days = [value for key in _DAYS for value in fields.get(key, ())]
    return Said(
        titles=_distinct(
            [
                *_strings(best.get("headline")),
                *fields.get("og:title", ()),
                *fields.get("twitter:title", ()),
                *[squeezed("".join(title.itertext())) for title in root.iter("title")][:1],
            ]
        ),
        days=_distinct(
            [*_strings(best.get("datePublished")), *meta_days, *_strings(best.get("dateCreated"))]
            + [day for one in others for day in _strings(one.get("datePublished"))]
        ),
        authors=_distinct(_people(best.get("author"), known) or [name for key in _AUTHORS for name in fields.get(key, ())]),
        sites=_distinct(
            [*fields.get("og:site_name", ()), *_people(best.get("publisher"), known)]
            + [*fields.get("application-name", ()), *fields.get("publisher", ())]
            + [name for one in found if "WebSite" in _strings(one.get("@type")) for name in _strings(one.get("name"))]
        ),
        urls=tuple(_urls(root, fields, best)),
        description=next(iter([*fields.get("og:description", ()), *fields.get("description", ())]), ""),
        body=_body(best),
        article=bool(best) or "article" in fields.get("og:type", ()),
    )


def _fields(root: HtmlElement) -> dict[str, list[str]]:
    """Return the values of the meta fields by their lower-case names, in the page's order."""
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        value = squeezed(html.unescape(meta.get("content") or ""))
        for name in ("property", "name", "itemprop"):
            key = (meta.get(name) or "").strip().lower()
            if key and value:
                found.setdefault(key, []).append(value)
    return found


def _objects(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield every object of the page's JSON-LD, however deep; what is no JSON says nothing."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text:
            continue
        try:
            value = json.loads(_WRAPPED.sub("", script.text), strict=False)
        except (ValueError, RecursionError):
            continue  # a broken script is the page's fault; its meta fields say the same
        yield from _inside(value, _DEEPEST)


def _inside(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth and isinstance(value, dict):
        yield value
        value = list(value.values())
    if depth and isinstance(value, list):
        for part in value:
            yield from _inside(part, depth - 1)


def _strings(value: object) -> list[str]:
    """Return the strings of a value that may be one string or a list."""
    many = value if isinstance(value, list) else [value]
    return [text for one in many if isinstance(one, str) and (text := squeezed(html.unescape(html.unescape(one))))]


def _people(value: object, known: dict[str, dict[str, Any]]) -> list[str]:
    """Return the names in an author or publisher: strings, objects with a name, or references to such."""
    found: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            named = one if "name" in one else known.get(str(one.get("@id")), {})
            found.extend(_strings(named.get("name")))
        else:
            found.extend(_strings(one))
    return found


def _urls(root: HtmlElement, fields: dict[str, list[str]], best: dict[str, Any]) -> Iterator[str]:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield str(link.get("href")).strip()
    yield from fields.get("og:url", ())
    yield from _strings(best.get("url"))
    main = best.get("mainEntityOfPage")
    yield from _strings(main.get("@id") if isinstance(main, dict) else main)


def _body(best: dict[str, Any]) -> str:
    """Return the article's text as the JSON-LD has it, markup taken out, its paragraphs on lines."""
    value = best.get("articleBody")
    if not isinstance(value, str):
        return ""
    plain = _MARKUP.sub(" ", _BREAK.sub("\n", html.unescape(html.unescape(value))))
    return "\n".join(line for raw in re.split(r"[\r\n]+", plain) if (line := squeezed(raw)))


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
