"""Calendar arithmetic for time expressions: from what the words of a language say to a TIMEX3 value.

The language modules read words into a :class:`Frame`, which knows no language; :func:`resolve` turns a frame into a
value, against the publication date or, without one, symbolically (``ANCHOR-P1D``; ``docs/record.md``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import msgspec

from waqai import hijri
from waqai.model import Anchor, TimeType

_WEEKDAYS: Final = ("", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_STEPS: Final = {"before last": -2, "last": -1, "this": 0, "next": 1}
_UNITS: Final = {
    "D": ("P", "D", "day"),
    "W": ("P", "W", "week"),
    "WE": ("P", "WE", "weekend"),
    "M": ("P", "M", "month"),
    "Y": ("P", "Y", "year"),
    "DE": ("P", "DE", "decade"),
    "CE": ("P", "CE", "century"),
    "TH": ("PT", "H", "hour"),
    "TM": ("PT", "M", "minute"),
    "TS": ("PT", "S", "second"),
}
_BEGINS: Final = {"Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7, "SP": 3, "SU": 6, "FA": 9, "WI": 12}
_QUARTER: Final = 3  # months
_HALF: Final = 6
TEXT: Final = "TEXT"  # begins a value that counts from the time the text spoke of last (TEXT+1D)
# A yearless date this near is meant whatever the tense of the clause says; beyond it the tense decides.
_NEAR: Final = 92
_SLACK: Final = 20  # days that a month may lie against the tense: the middle of the current one


class Expression(msgspec.Struct, frozen=True):
    """A time expression in a sentence: ``[start, end)`` in the stored text, words ``first`` to ``last``, TIMEX3 meaning."""

    start: int
    end: int
    first: int
    last: int
    type: TimeType
    value: str
    anchor: Anchor
    precision: str
    method: str


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What the words of a time expression say, before any calendar is looked at. Empty slots are 0, "" or None.

    ``direction`` (last, this, next; before last for a unit) pins a unit, a weekday or a month; ``shift`` counts days from
    the day of the text; ``share`` is a part of a year (H1, Q3, SU), ``part`` a part of the day (MO, EV), ``clock`` an hour
    (10:30) and ``zone`` Z or local. ``value`` is a meaning that needs no calendar (a duration, a set, PAST_REF, a decade).
    A ``weak`` frame means nothing by itself.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    hijri: bool = False
    weekday: int = 0
    direction: str = ""
    shift: int | None = None
    unit: str = ""
    steps: int | None = None
    share: str = ""
    part: str = ""
    clock: str = ""
    zone: str = ""
    value: str = ""
    type: TimeType = "DATE"
    precision: str = ""
    method: str = ""
    weak: bool = False

    @property
    def dated(self) -> bool:
        """Whether the frame names a day, month or year of the calendar."""
        return bool(self.year or self.month or self.day)


class Meaning(msgspec.Struct, frozen=True):
    """The TIMEX3 side of an expression."""

    type: TimeType
    value: str
    anchor: Anchor
    precision: str
    method: str


def merge(left: Frame, right: Frame) -> Frame | None:
    """Return the frame that says what both say, or ``None`` when they fill the same slot or do not go together."""
    if left.value or right.value:
        return None
    if (left.dated and right.dated and not _complete(left, right)) or (left.weekday and right.weekday):
        return None
    if (left.shift is not None and right.shift is not None) or (left.clock and right.clock):
        return None
    if left.zone and not (right.weekday or right.dated):
        return None
    if (right.zone and not left.clock) or (left.part and right.part and not left.weak) or (left.unit and right.unit):
        return None
    both = _join(left, right)
    return both if _fits(both) else None


def _complete(left: Frame, right: Frame) -> bool:
    """Tell whether one frame lacks exactly what the other has: the year of a day and month, the month of a day."""
    return not (left.year and right.year) and not (left.month and right.month) and not (left.day and right.day)


def _join(left: Frame, right: Frame) -> Frame:
    return Frame(
        year=left.year or right.year,
        month=left.month or right.month,
        day=left.day or right.day,
        hijri=left.hijri or right.hijri,
        weekday=left.weekday or right.weekday,
        direction=right.direction or left.direction,
        shift=left.shift if left.shift is not None else right.shift,
        unit=left.unit or right.unit,
        steps=left.steps if left.steps is not None else right.steps,
        share=left.share or right.share,
        part=right.part or left.part,
        clock=left.clock or right.clock,
        zone=left.zone or right.zone,
        method=left.method or right.method,
        weak=left.weak and right.weak,
    )


def _fits(frame: Frame) -> bool:
    """Tell whether a unit stands with nothing but what lies within it: a weekday of a week, a day of a month."""
    if not frame.unit:
        return not frame.share or frame.dated
    if frame.shift is not None or frame.part or frame.clock:
        return frame.unit == "W" and bool(frame.weekday)
    if frame.weekday:
        return frame.unit == "W" and not frame.dated
    if frame.unit == "Y":
        return not frame.year and (bool(frame.month) or not frame.day)
    return not frame.dated or (frame.unit == "M" and bool(frame.day) and not frame.month and not frame.year)


def duration(amount: float | None, unit: str) -> str:
    """Return the TIMEX3 duration of ``amount`` units, ``X`` for an amount that the text leaves open.

    Half hours and half years are told in minutes and months, decades and centuries that do not come out even in years.
    """
    before, letter, _ = _UNITS[unit]
    if amount is None:
        return f"{before}X{letter}"
    if amount == int(amount):
        return f"{before}{int(amount)}{letter}"
    small = {"TH": ("M", 60), "TM": ("S", 60), "Y": ("M", 12)}.get(unit)
    if small:
        rest = round((amount - int(amount)) * small[1])
        return f"{before}{int(amount)}{letter}{rest}{small[0]}" if int(amount) else f"{before}{rest}{small[0]}"
    years = {"DE": 10, "CE": 100}.get(unit)
    return f"P{amount * years:g}Y" if years else f"{before}{amount:g}{letter}"


def precision(unit: str) -> str:
    """Return the name of a unit's length: D is a day."""
    return _UNITS[unit][2]


def from_text(value: str, reference: str) -> str:
    """Return a value that counts from the text's last time (``TEXT+1D``), the ISO date ``reference``, no preciser than that."""
    step, unit = int(value[len(TEXT) : -1]), value[-1]
    if unit == "Y" or len(reference) == 4:
        return str(int(reference[:4]) + (step if unit == "Y" else 0))
    if unit == "M" or len(reference) == 7:
        months = int(reference[:4]) * 12 + int(reference[5:7]) - 1 + (step if unit == "M" else 0)
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    day = date.fromisoformat(reference[:10]) + timedelta(step * (7 if unit == "W" else 1))
    if unit == "W":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    return day.isoformat()


def span(amount: float | None, unit: str, method: str = "duration") -> Frame:
    """Return the frame of a duration."""
    return Frame(value=duration(amount, unit), type="DURATION", precision=_UNITS[unit][2], method=method)


def longer(long: Frame, short: Frame) -> Frame | None:
    """Return the sum of two durations of falling units (three hours and 40 minutes), ``None`` if they are not that."""
    clocks = long.value.startswith("PT"), short.value.startswith("PT")
    order, before = ("HMS", "PT") if all(clocks) else ("YMWD", "P")
    last, first = long.value[-1], short.value[-1]
    if clocks[0] != clocks[1] or last not in order or first not in order or order.index(last) >= order.index(first):
        return None
    value = long.value + short.value.removeprefix(before)
    return Frame(value=value, type="DURATION", precision=short.precision, method=long.method)


def resolve(frame: Frame, published: str | None, tense: Callable[[], str]) -> Meaning:
    """Return what ``frame`` means in a text of ``published`` (ISO date), whose clause has the tense that ``tense`` gives."""
    if frame.value:
        anchor: Anchor = "text" if frame.precision in ("decade", "century") and frame.type == "DATE" else "none"
        return Meaning(frame.type, frame.value, anchor, frame.precision, frame.method)
    today = date.fromisoformat(published[:10]) if published else None
    value, anchor, precision, method = _day_or_longer(frame, today, tense)
    if frame.share and precision == "year":
        return Meaning("DATE", f"{value}-{frame.share}", anchor, "part of year", method)
    if (frame.clock or frame.part) and precision in ("day", ""):
        method = ", ".join(part for part in (method, "clock" if frame.clock else "part of day") if part)
        hour = _hour(frame) if frame.clock else frame.part
        return Meaning("TIME", f"{value}T{hour}", anchor, "time" if frame.clock else "part of day", method)
    return Meaning("DATE", value, anchor, precision, method)


def written(frame: Frame, published: str) -> str | None:
    """Return the day on which the text was written, if ``frame`` tells it by today's (or yesterday's …) weekday.

    Pages often carry the date of a later copy: "today, Wednesday" in a page of Friday was written on Wednesday.
    """
    if frame.shift is None or not frame.weekday:
        return None
    day = date.fromisoformat(published[:10]) + timedelta(frame.shift)
    return (_nearest_weekday(day, frame.weekday) - timedelta(frame.shift)).isoformat()


def _hour(frame: Frame) -> str:
    """Return the hour on the 24-hour clock that the part of the day tells (9:30 in the evening: 21:30)."""
    hour, _, rest = frame.clock.partition(":")
    count = int(hour)
    if (
        (frame.part in ("AF", "EV") and count < 12)
        or (frame.part == "MI" and count < 4)
        or (frame.part == "NI" and 5 < count < 12)
    ):
        count += 12
    elif count == 12 and frame.part in ("MO", "NI"):
        count = 0
    return f"{count:02d}:{rest or '00'}{'Z' if frame.zone == 'Z' else ''}"


_Found = tuple[str, Anchor, str, str]


def _day_or_longer(frame: Frame, today: date | None, tense: Callable[[], str]) -> _Found:
    if frame.hijri:
        return hijri.resolve(frame.year, frame.month, frame.day, today)
    if frame.unit:
        return _unit(frame, today, tense)
    if frame.dated:
        return _calendar(frame, today, tense)
    if frame.shift is not None:
        return _shifted(frame, frame.shift, today)
    if frame.weekday:
        return _weekday(frame, today, tense)
    return "", "none", "", ""


def _shifted(frame: Frame, shift: int, today: date | None) -> _Found:
    if today is None:
        return f"ANCHOR{shift:+d}D".replace("-", "-P").replace("+", "+P") if shift else "ANCHOR", "none", "day", "relative day"
    day = today + timedelta(shift)
    if not frame.weekday:
        return day.isoformat(), "published", "day", "relative day"
    return _nearest_weekday(day, frame.weekday).isoformat(), "published", "day", "relative day with its weekday"


def _nearest_weekday(day: date, weekday: int) -> date:
    return day + timedelta((weekday - day.isoweekday() + 3) % 7 - 3)


def _weekday(frame: Frame, today: date | None, tense: Callable[[], str]) -> _Found:
    ahead = frame.direction == "next" or (frame.direction in ("", "this") and tense() == "future")
    method = f"weekday, {frame.direction or ('coming' if ahead else 'latest')}"
    if today is None:
        return f"ANCHOR{'+' if ahead else '-'}{_WEEKDAYS[frame.weekday]}", "none", "day", method
    back = (today.isoweekday() - frame.weekday) % 7
    if ahead and (back or frame.direction == "next"):
        day = today + timedelta(7 - back)
    elif frame.direction == "last" and not back:
        day = today - timedelta(7)
    else:
        day = today - timedelta(back)
    return day.isoformat(), "published", "day", method


def _unit(frame: Frame, today: date | None, tense: Callable[[], str]) -> _Found:
    direction = frame.direction or ("last" if frame.unit == "WE" and tense() != "future" else "this")
    step = _STEPS[direction] if frame.steps is None else frame.steps
    if frame.share and not frame.direction and today is not None:
        step = _year_of_share(frame.share, today, tense())
    name = _UNITS[frame.unit][2]
    method = f"{direction} {name}" if frame.steps is None else f"{frame.steps:+d} {name}"
    if today is None:
        return (*_unit_symbol(frame, step), method)
    if frame.unit in ("W", "WE"):
        year, week, _ = (today + timedelta(7 * step)).isocalendar()
        if frame.weekday:
            return date.fromisocalendar(year, week, frame.weekday).isoformat(), "published", "day", method
        return f"{year}-W{week:02d}{'-WE' if frame.unit == 'WE' else ''}", "published", name, method
    if frame.unit == "D":
        return (today + timedelta(step)).isoformat(), "published", "day", method
    if frame.unit == "M":
        months = today.year * 12 + today.month - 1 + step
        year, month = divmod(months, 12)
        return (*_written(year, month + 1, frame.day), method)
    if frame.unit == "Y":
        return (*_written(today.year + step, frame.month, frame.day), method)
    length = 10 if frame.unit == "DE" else 100
    return str(today.year // length + step), "published", name, method


def _year_of_share(share: str, today: date, tense: str) -> int:
    """Return in which year, counted from this one, a quarter, half or season lies that the text gives without a year."""
    begins = _BEGINS[share]
    if tense != "future":
        return 0 if begins <= today.month else -1
    return 0 if begins + (_HALF if share.startswith("H") else _QUARTER) > today.month else 1


def _written(year: int, month: int, day: int) -> tuple[str, Anchor, str]:
    value, precision = _iso(year, month, day)
    return value, "published", precision


def _unit_symbol(frame: Frame, step: int) -> tuple[str, Anchor, str]:
    _, letter, name = _UNITS[frame.unit]
    if frame.month or frame.day:
        value, precision = _iso(0, frame.month, frame.day)
        return value, "none", precision
    if frame.unit == "W" and frame.weekday:
        return f"ANCHOR{'-' if step < 0 else '+'}{_WEEKDAYS[frame.weekday]}", "none", "day"
    if not step:
        return f"ANCHOR-{name.upper()}", "none", name
    weekend = "-WE" if letter == "WE" else ""
    return f"ANCHOR{'-' if step < 0 else '+'}P{abs(step)}{'W' if weekend else letter}{weekend}", "none", name


def _iso(year: int, month: int, day: int) -> tuple[str, str]:
    """Return the ISO date of what is known, with X for an unknown year or month, and its precision."""
    left = f"{year:04d}" if year else "XXXX"
    if day:
        return f"{left}-{f'{month:02d}' if month else 'XX'}-{day:02d}", "day"
    return (f"{left}-{month:02d}", "month") if month else (left, "year")


def _calendar(frame: Frame, today: date | None, tense: Callable[[], str]) -> _Found:
    if frame.year:
        value, precision = _iso(frame.year, frame.month, frame.day)
        return value, "text", precision, "date" if precision == "day" else precision
    if today is None:
        value, precision = _iso(0, frame.month, frame.day)
        return value, "none", precision, f"{precision} without a year"
    if frame.month:
        year = _year_of(frame, today, tense)
        value, precision = _iso(year, frame.month, frame.day)
        return value, "published", precision, f"{precision} without a year, {frame.direction or 'nearest'}"
    value, precision = _iso(today.year, today.month, frame.day)
    return value, "published", precision, "day of this month"


def _year_of(frame: Frame, today: date, tense: Callable[[], str]) -> int:
    """Return the year of a month (and day) that the text gives without one."""
    here = today if frame.day else today.replace(day=15)
    days = {year: _safe(year, frame.month, frame.day or 15) for year in range(today.year - 5, today.year + 5)}
    gaps = {year: (day - here).days for year, day in days.items() if day}
    if frame.direction == "this" and frame.month == today.month:
        return today.year
    before = [year for year, gap in gaps.items() if gap < 0]
    after = [year for year, gap in gaps.items() if gap > 0]
    if frame.direction in ("last", "next"):
        return (before or [today.year])[-1] if frame.direction == "last" else (after or [today.year])[0]
    if frame.weekday:
        same = [y for y, day in days.items() if day and day.isoweekday() == frame.weekday and abs(gaps[y]) < 550]
        gaps = {year: gaps[year] for year in same} or gaps
    best = min(gaps, key=lambda year: abs(gaps[year]))
    told = tense()
    if abs(gaps[best]) <= _NEAR and not (told == "past" and gaps[best] > _SLACK):
        return best
    wanted = {"past": before[-1:], "future": after[:1]}.get(told)
    return wanted[0] if wanted else best


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def valid(day: int, month: int, year: int = 2000) -> bool:
    """Tell whether there is such a day (of a leap year, if the year is not known)."""
    return _safe(year, month, day) is not None
