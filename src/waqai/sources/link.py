"""The address of an article, with what a list of articles says of it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import urljoin

import msgspec

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"\x00-\x1f\x7f-\x9f\ud800-\udfff]+", re.IGNORECASE)
_MAX_ADDRESS: Final = 8_000
_RUN_OF_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?", re.ASCII)


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """An article's address with what a list of articles says of it; ``html`` is the article where the list carries it whole.

    ``published`` is an ISO 8601 day or moment, ``language`` a code that waqai reads, ``more`` marks another list (a sitemap of an
    index) rather than an article.
    """

    url: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    html: str | None = None
    more: bool = False


def address(value: str, base: str = "") -> str | None:
    """Return ``value`` as an absolute http or https address, seen from ``base`` if it is relative; ``None`` if it is none."""
    value = value.strip()
    if not value or len(value) > _MAX_ADDRESS:
        return None
    try:
        whole = urljoin(base, value) if base else value
    except ValueError:  # an address such as http://[x
        return None
    return whole if _ADDRESS.fullmatch(whole) else None


def moment(value: str) -> str | None:
    """Return an ISO 8601 day or moment for ``value``: ISO, or digits in a run as GDELT writes them (in UTC); else ``None``."""
    value = value.strip()
    try:
        if found := _RUN_OF_DIGITS.fullmatch(value):
            numbers = [int(part) for part in found.groups() if part is not None]
            if len(numbers) == 3:
                return date(*numbers).isoformat()
            year, month, day, hour, minute, second = numbers
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat()
        if len(value) == len("2025-02-13"):
            return date.fromisoformat(value).isoformat()
        return datetime.fromisoformat(value).isoformat()
    except ValueError:
        return None


def text_or_none(value: object) -> str | None:
    """Return a string without the white space around it, ``None`` if it is blank or no string."""
    if not isinstance(value, str):
        return None
    return value.strip() or None
