"""What a watch tells while it runs: an event a line, for people or for programs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal, TypeAlias

import msgspec

from waqai.errors import Notice
from waqai.fetching.urls import show

What = Literal["listed", "unchanged", "fetched", "filed", "waiting", "stopped"]


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that a watch did.

    Attributes:
        what: ``listed`` (a list was read), ``unchanged``, ``fetched`` (an article waits to be filed), ``filed``, ``waiting``
            (until something is due), ``stopped``.
        url: what it is about.
        articles: of a list: how many it names.
        new: of a list: how many of them are to be asked for.
        outcome: of a filing: new, known, edited or older.
        seconds: how long it took; of ``waiting`` how long it will.
    """

    what: What
    url: str = ""
    articles: int | None = None
    new: int | None = None
    outcome: str = ""
    seconds: float | None = None


Tell: TypeAlias = Callable[[Event | Notice], None]


def line(item: Event | Notice, now: float) -> str:
    """Return an event or a notice as a line for people, with the local time."""
    if isinstance(item, Notice):
        return f"waqai: {item.render()}"
    details = [item.outcome] if item.outcome else []
    if item.articles is not None:
        details.append(f"{item.articles} named, {item.new or 0} to be fetched")
    if item.seconds is not None:
        details.append(f"{item.seconds:,.1f} s" if item.what != "waiting" else f"{item.seconds:,.0f} s")
    clock = datetime.fromtimestamp(now, UTC).astimezone().strftime("%H:%M:%S")
    return " ".join(
        part for part in (clock, f"{item.what:<9}", show(item.url), f"({', '.join(details)})" if details else "") if part
    )


def json_line(item: Event | Notice, now: float) -> str:
    """Return an event or a notice as one JSON object, with the moment in UTC."""
    at = datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(item, Notice):
        fields: dict[str, object] = {
            "level": item.problem.level,
            "what": "problem",
            "code": item.problem.code,
            "url": item.source,
            "message": item.message,
            "advice": item.problem.advice,
        }
    else:
        fields = {"level": "info", **msgspec.to_builtins(item), "url": show(item.url)}
    return msgspec.json.encode({"at": at, **fields}).decode()
