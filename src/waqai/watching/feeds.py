"""The file that says what is watched (``feeds.toml``): read whole, every mistake told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from waqai.errors import BAD_FEEDS, UNREADABLE, Notice, WaqaiError
from waqai.fetching import Rules
from waqai.fetching.urls import checked
from waqai.languages.registry import LANGUAGES

Kind = Literal["feed", "sitemap", "page"]

_UNITS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_DURATION: Final = re.compile(r"([0-9]{1,6})\s*([smhd])")
_LEAST_EVERY: Final = 60.0
_KINDS: Final = ("feed", "sitemap", "page")
_SHARED: Final = ("every", "language", "recheck", "recheck_for")
_OF_FEED: Final = ("url", "kind", "outlet", *_SHARED)
_OF_DEFAULTS: Final = ("pause", "contact", "agent", *_SHARED)
_DURATIONS: Final = frozenset(("every", "recheck", "recheck_for", "pause"))
_HEADER: Final = re.compile(r"\s*\[\[\s*feed\s*\]\]")
_DEFAULTS: Final = re.compile(r"\s*\[\s*defaults\s*\]")
_ANY_HEADER: Final = re.compile(r"\s*\[")


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to watch; times in seconds.

    ``every`` lies between two requests, a page that it led to is asked for again each ``recheck`` (0: never) until
    ``recheck_for`` after it was first seen.
    """

    url: str
    kind: Kind = "feed"
    outlet: str | None = None
    language: str | None = None
    every: float = 900.0
    recheck: float = 86_400.0
    recheck_for: float = 259_200.0


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """All that a file asks for."""

    feeds: tuple[Feed, ...]
    pause: float = 2.0
    contact: str = ""
    agent: str = ""


def read_feeds(path: Path, rules: Rules | None = None) -> Watched | list[Notice]:
    """Return what the file asks for, or everything that is wrong with it.

    Args:
        path: of the file.
        rules: the hosts and ports that are allowed.
    """
    source = str(path)
    try:
        text = path.read_text(encoding="utf-8")
        found = tomllib.loads(text)
    except OSError as error:
        return [UNREADABLE.at(source, reason=error.strerror or type(error).__name__)]
    except UnicodeDecodeError as error:
        return [BAD_FEEDS.at(source, byte=error.start, reason="it is not UTF-8")]
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (None, None)
        return [BAD_FEEDS.at(source, line=line, column=column, reason=re.sub(r" \(at .*", "", str(error)))]
    places = _Places(text)
    mistakes = [BAD_FEEDS.at(source, line=line, reason=reason) for line, reason in _mistakes(found, places, rules or Rules())]
    return sorted(mistakes, key=lambda notice: notice.line or 0) or _watched(found)


class _Places:
    """Where the tables and keys of a file stand; tomllib does not tell."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._starts = [number for number, line in enumerate(self._lines, start=1) if _HEADER.match(line)]
        self._defaults = [number for number, line in enumerate(self._lines, start=1) if _DEFAULTS.match(line)]

    def of(self, index: int | None, key: str = "") -> int | None:
        """Return the line of a key of a feed (by its number from 0) or of the defaults (``None``); else that of the table."""
        known = self._defaults if index is None else self._starts[index : index + 1]
        start = known[0] if known else None
        if start is None or not key:
            return start
        for number, line in enumerate(self._lines[start:], start=start + 1):
            if _ANY_HEADER.match(line):
                break
            if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return number
        return start

    def top(self, key: str) -> int | None:
        """Return the line of a key or table at the top."""
        pattern = rf"\s*(?:\[+\s*)?[\"']?{re.escape(key)}\b"
        return next((number for number, line in enumerate(self._lines, start=1) if re.match(pattern, line)), None)


def _mistakes(found: Mapping[str, Any], places: _Places, rules: Rules) -> Iterator[tuple[int | None, str]]:
    for key in found:
        if key not in {"defaults", "feed"}:
            yield places.top(key), f"{key} is not known; there are [defaults] and [[feed]]"
    defaults, feeds = found.get("defaults", {}), found.get("feed", [])
    if isinstance(defaults, dict):
        wrong = ((key, _wrong(key, value, _OF_DEFAULTS)) for key, value in defaults.items())
        yield from ((places.of(None, key), reason) for key, reason in wrong if reason)
    else:
        yield places.top("defaults"), "defaults must be a table, [defaults]"
    if not isinstance(feeds, list) or not all(isinstance(feed, dict) for feed in feeds):
        yield places.top("feed"), "feed must be a table in double brackets, [[feed]]"
        return
    if not feeds:
        yield None, "it names no feed; write a [[feed]] with its url"
    urls = [feed.get("url") for feed in feeds]
    for index, feed in enumerate(feeds):
        for key, reason in _mistakes_of(feed, rules):
            yield places.of(index, key), reason
        if (first := urls.index(urls[index])) < index and urls[index] is not None:
            yield places.of(index, "url"), f"the same url as in feed {first + 1}"


def _mistakes_of(feed: Mapping[str, Any], rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield the mistakes in one feed, each with its key."""
    for key, value in feed.items():
        if reason := _wrong(key, value, _OF_FEED):
            yield key, reason
    url = feed.get("url")
    if url is None:
        yield "", "url is missing"
    elif isinstance(url, str) and (reason := _refused(url, rules)):
        yield "url", reason


def _wrong(key: str, value: object, known: tuple[str, ...]) -> str | None:
    if key not in known:
        return f"{key} is not known here; there are {', '.join(known)}"
    if not isinstance(value, str):
        return f"{key} must be a string in quotation marks"
    if key in _DURATIONS:
        if not _DURATION.fullmatch(value):
            return f'{key} must be a number with s, m, h or d, such as "15m"'
        if key == "every" and seconds(value) < _LEAST_EVERY:
            return "every must be a minute at least"
    if key == "kind" and value not in _KINDS:
        return f"kind must be one of {', '.join(_KINDS)}"
    if key == "language" and value not in LANGUAGES:
        return f"language must be one of {', '.join(LANGUAGES)}"
    if key in {"agent", "contact"} and not (value.isascii() and value.isprintable()):
        return f"{key} goes into the head of a request: printable ASCII only"
    return None


def _refused(url: str, rules: Rules) -> str | None:
    try:
        checked(url, rules, url)
    except WaqaiError as error:
        return error.notice.message
    return None


def seconds(value: str) -> float:
    """Return the seconds of a duration such as ``15m``.

    Raises:
        ValueError: if it is none.
    """
    found = _DURATION.fullmatch(value)
    if found is None:
        raise ValueError(value)
    return int(found[1]) * _UNITS[found[2]]


def _watched(found: Mapping[str, Any]) -> Watched:
    defaults = _measured(found.get("defaults", {}))
    shared = {key: value for key, value in defaults.items() if key in _SHARED}
    own = {key: value for key, value in defaults.items() if key not in _SHARED}
    return Watched(feeds=tuple(Feed(**{**shared, **_measured(feed)}) for feed in found["feed"]), **own)


def _measured(table: Mapping[str, str]) -> dict[str, Any]:
    return {key: seconds(value) if key in _DURATIONS else value for key, value in table.items()}
