"""English hours: 10:30 a.m., 5 o'clock, 1500 GMT, midnight."""

from __future__ import annotations

from typing import Final

from waqai.timewords import Found, Scan
from waqai.timex import Frame

_HOURS: Final = 24
_MINUTES: Final = 60


def clock(scan: Scan, at: int) -> Found | None:
    """Read 10:30 a.m., 5 o'clock, 1500 GMT, midnight."""
    fixed = scan.value(at, "clock")
    if fixed:
        return Frame(clock=fixed), at + 1
    hour, here = scan.norm(at) if scan.kind(at) == "number" else scan.value(at, "number"), at + 1
    if not hour:
        return None
    told = scan.has(here, "meridiem", "oclock")
    if not (told or (scan.has(here, "zone") and len(hour) >= 4) or (":" in hour and scan.norm(at - 1) == "at")):
        return None
    if len(hour) == 4 and hour.isdigit():
        hour = f"{hour[:2]}:{hour[2:]}"
    clock = _digits(hour)
    if clock is None:
        return None
    part = scan.value(here, "meridiem")
    return Frame(clock=clock, part=part), scan.skip(here, "meridiem", "oclock")


def _digits(norm: str) -> str | None:
    hour, _, minute = norm.replace(".", ":").partition(":")
    if not hour.isdigit() or int(hour) > _HOURS or (minute and (len(minute) != 2 or not minute.isdigit())):
        return None
    return f"{int(hour):02d}:{minute or '00'}" if int(minute or 0) < _MINUTES else None


def zone(scan: Scan, at: int) -> Found | None:
    """Read GMT, EST, local time: which clock an hour is told by."""
    value = scan.value(at, "zone")
    return (Frame(zone=value), scan.after(at, "zone")) if value else None
