"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed, each entry a link with its article where the feed carries it whole."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from time import struct_time
from typing import Any, Final

from waqai.errors import BAD_LIST, BROKEN_FEED, NO_ADDRESS, Notice
from waqai.sources.gdelt import answer_links
from waqai.sources.jsonl import language_code
from waqai.sources.link import Link, address, moment, text_or_none

_MAX_REASON: Final = 200
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


def feed_links(text: str, source: str, url: str) -> Iterator[Link | Notice]:
    """Yield the entries of an RSS or Atom feed, after a warning if it is not well formed.

    Args:
        text: the feed, decoded, without entities of its own.
        source: how the feed is told apart in messages.
        url: its own address.
    """
    found = _parsed(text, url)
    if isinstance(found, str):
        yield BAD_LIST.at(source, reason=found)
        return
    broken = found.get("bozo_exception") if found.get("bozo") else None
    if broken is not None and not found.entries:
        yield BAD_LIST.at(source, reason=_reason(broken))
        return
    if broken is not None:
        yield BROKEN_FEED.at(source, reason=_reason(broken))
    outlet = text_or_none(found.feed.get("title"))
    language = language_code(text_or_none(found.feed.get("language")) or "")
    base = address(text_or_none(found.feed.get("link")) or "", url) or url
    for number, entry in enumerate(found.entries, start=1):
        where = address(text_or_none(entry.get("link")) or text_or_none(entry.get("id")) or "", base)
        whole = _whole(entry.get("content") or ())
        if where is None and whole is None:
            yield NO_ADDRESS.at(source, what=f"entry {number}")
            continue
        yield Link(
            url=where or "",
            title=_plain(text_or_none(entry.get("title"))),
            published=_published(entry),
            outlet=_plain(text_or_none((entry.get("source") or {}).get("title")) or outlet),
            language=language_code(text_or_none(entry.get("language")) or "") or language,
            html=whole,
        )


def json_links(text: str, source: str, url: str) -> Iterator[Link | Notice]:
    """Yield the items of a JSON Feed, or the articles of an answer of GDELT's DOC API."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = "too deeply nested" if isinstance(error, RecursionError) else f"no JSON: {error}"
        yield BAD_LIST.at(source, reason=reason)
        return
    feed = value if isinstance(value, dict) else {}
    if isinstance(articles := feed.get("articles"), list):
        yield from answer_links(articles, source)
        return
    items = feed.get("items")
    if not isinstance(items, list):
        yield BAD_LIST.at(source, reason="JSON, but neither a JSON Feed nor an answer of GDELT")
        return
    outlet, language = text_or_none(feed.get("title")), text_or_none(feed.get("language"))
    for number, item in enumerate(items, start=1):
        yield _item(item if isinstance(item, dict) else {}, outlet, language, url) or NO_ADDRESS.at(
            source, what=f"entry {number}"
        )


def _item(item: Mapping[str, object], outlet: str | None, language: str | None, base: str) -> Link | None:
    """Return the link of one item of a JSON Feed, ``None`` if it names nothing."""
    known = (text_or_none(item.get(key)) for key in ("url", "external_url", "id"))
    where = next((found for value in known if value and (found := address(value, base))), None)
    whole = text_or_none(item.get("content_html")) or _paragraphs(text_or_none(item.get("content_text")))
    if where is None and whole is None:
        return None
    return Link(
        url=where or "",
        title=text_or_none(item.get("title")),
        published=moment(text_or_none(item.get("date_published")) or ""),
        outlet=outlet,
        language=language_code(text_or_none(item.get("language")) or language or ""),
        html=whole,
    )


def _parsed(text: str, url: str) -> Any | str:  # noqa: ANN401  # feedparser has no types
    """Return what feedparser makes of a feed, or why it gave up."""
    import feedparser  # noqa: PLC0415  # only feeds need it

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    data = io.BytesIO(text.encode("utf-8", "replace"))
    try:
        return feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=bool(url))
    except Exception as error:  # noqa: BLE001  # it meets any input, and its exceptions are not documented; the notice tells
        return _reason(error)


def _whole(contents: object) -> str | None:
    """Return the article that an entry carries as HTML; a content that only points elsewhere is none."""
    if not isinstance(contents, list | tuple):
        return None
    for content in contents:
        value = text_or_none(content.get("value"))
        if value is not None:
            return _paragraphs(value) if content.get("type") == "text/plain" else value
    return None


def _paragraphs(text: str | None) -> str | None:
    """Return plain text as HTML, a paragraph a line."""
    if text is None:
        return None
    return "".join(f"<p>{html.escape(line)}</p>\n" for line in text.splitlines() if line.strip())


def _plain(title: str | None) -> str | None:
    """Return a title without the tags, escapes and line breaks that HTML in a feed leaves in it."""
    return " ".join(html.unescape(_TAG.sub("", title)).split()) or None if title else None


def _published(entry: Mapping[str, Any]) -> str | None:
    """Return the moment that an entry was published, in the zone in which it is written, else in UTC."""
    fields = dict(entry.items())  # the entry itself gives `updated` for a missing `published`, with a warning
    for key in ("published", "created", "updated"):
        value = text_or_none(fields.get(key))
        if value is None:
            continue
        if found := moment(value):
            return found
        try:
            return parsedate_to_datetime(value).isoformat()
        except (ValueError, OverflowError):
            parsed = fields.get(f"{key}_parsed")
        if isinstance(parsed, struct_time) and parsed.tm_year > 0:
            stamp = f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}T{parsed.tm_hour:02}:{parsed.tm_min:02}"
            return moment(f"{stamp}:{min(parsed.tm_sec, 59):02}+00:00")
    return None


def _reason(error: object) -> str:
    return str(error)[:_MAX_REASON].rstrip(".") or type(error).__name__
