"""Hijri dates as Gregorian TIMEX3 values (Umm al-Qura calendar)."""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Gregorian, Hijri

from waqai.model import Anchor


def resolve(year: int, month: int, day: int, today: date | None) -> tuple[str, Anchor, str, str]:
    """Return value, anchor, precision and method of a Hijri day, month or year.

    A month or year, which no Gregorian month or year equals, becomes the interval of its first and last day. Without its
    year and without a publication date nothing can be said of the Gregorian day: its value is all X.
    """
    precision = "day" if day else "month" if month else "year"
    anchor: Anchor = "text" if year else "published" if today else "none"
    method = f"Hijri {precision}"
    years = [year] if year else _years(today) if today else []
    spans = [found for found in (_span(each, month, day) for each in years) if found]
    if not spans:
        return ("XXXX-XX-XX" if day else "XXXX-XX" if month else "XXXX"), "none", precision, method
    first, last = min(spans, key=lambda ends: abs((ends[0] - today).days)) if today else spans[0]
    value = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    return value, anchor, precision, method


def _years(today: date) -> list[int]:
    year = Gregorian.fromdate(today).to_hijri().year
    return [year - 1, year, year + 1]


def _span(year: int, month: int, day: int) -> tuple[date, date] | None:
    """Return first and last Gregorian day, ``None`` outside the years of the calendar's table or for no such day."""
    try:
        first = Hijri(year, month or 1, day or 1).to_gregorian()
        if day:
            last = first
        elif month:
            last = first + timedelta(Hijri(year, month, 1).month_length() - 1)
        else:
            last = first + timedelta(Hijri(year, 1, 1).year_length() - 1)
    except (OverflowError, ValueError):
        return None
    return date(first.year, first.month, first.day), last
