"""On which day a page was published: what it says, shows, and has in its address, weighed against one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date
from typing import Final

from lxml.html import HtmlElement

from waqai.extraction.days import Day, of_url, written
from waqai.extraction.outlets import Outlet, selected
from waqai.extraction.said import Said
from waqai.extraction.tree import words_of

_LONGEST: Final = 160  # characters of a line that shows a day, not of a sentence that tells one
_SINCE: Final = "1995-01-01"
_UNTIL: Final = "2100-01-01"


def day_of(
    root: HtmlElement,
    own: Said,
    outlet: Outlet | None,
    url: str | None,
    header: Sequence[str],
    given: str | None,
    retrieved: str | None,
) -> str | None:
    """Return the day of publication as ISO 8601, ``None`` where nothing gives one.

    A day that the page gives with its own zone counts as it is written. Of a moment in UTC, a day that the page marks elsewhere
    or has in its address counts where it is a neighbour, else what the outlet's zone makes of it, else the day that it shows.
    """
    day_first = outlet.day_first if outlet else True
    ruled = [day for text in _ruled(root, outlet) if (day := written(text, day_first=day_first))]
    said = [day for text in own.days if (day := written(text, day_first=day_first))]
    zone = outlet.zone if outlet else ""
    local = next((day for day in said if day.moment is not None and not day.universal), None)
    first = next(iter(said), None)
    if first is not None and first.universal:
        visible = [day for text in header if len(text) <= _LONGEST and (day := written(text, day_first=day_first))]
        marked = [local, *ruled, Day(addressed) if url and (addressed := of_url(url)) else None]
        shown = [day.day for day in marked if day and not day.universal and _neighbours(day.day, first.day)]
        found = next(iter(shown), None) or (first.where(zone) if zone else None)
        found = found or next((day.day for day in visible if _neighbours(day.day, first.day)), first.day)
    else:
        found = (first.day if first else None) or next((day.where(zone) for day in ruled), None)
    found = found or _marked(root, zone, day_first=day_first) or (of_url(url) if url else None)
    found = found or _shown(header, day_first=day_first) or _given(given, zone) or _guessed(root, url, retrieved)
    return found.isoformat() if found else None


def _ruled(root: HtmlElement, outlet: Outlet | None) -> Iterator[str]:
    for element in selected(root, outlet.date) if outlet else ():
        yield element.get("datetime") or element.get("content") or words_of(element)


def _neighbours(one: date, other: date) -> bool:
    return abs((one - other).days) <= 1


def _shown(header: Sequence[str], *, day_first: bool) -> date | None:
    """Return the first day that the lines around the title show."""
    return next((day.day for text in header if len(text) <= _LONGEST and (day := written(text, day_first=day_first))), None)


def _marked(root: HtmlElement, zone: str, *, day_first: bool) -> date | None:
    """Return the day of the first time element that says it is the publication's."""
    times = [element for element in root.iter("time") if element.get("itemprop") in ("datePublished", "dateCreated")]
    times += [element for element in root.iter("time") if element.get("pubdate") is not None]
    texts = [element.get("datetime") or words_of(element) for element in times]
    marked = next((day for text in texts if (day := written(text, day_first=day_first))), None)
    return marked.where(zone) if marked else None


def _given(given: str | None, zone: str) -> date | None:
    day = written(given) if given else None
    return day.where(zone) if day else None


def _guessed(root: HtmlElement, url: str | None, retrieved: str | None) -> date | None:
    from htmldate import find_date  # noqa: PLC0415  # most pages say their day

    limit = (retrieved or "")[:10] or _UNTIL
    try:
        found = find_date(deepcopy(root), url=url, original_date=True, extensive_search=False, min_date=_SINCE, max_date=limit)
    except ValueError:
        return None  # what htmldate makes of a broken page is no day
    day = written(found) if found else None
    return day.day if day else None
