"""The day of publication: dates as pages write them, and which day a moment is where the outlet sits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from waqai import hijri
from waqai.tables import cell, rows
from waqai.text.normalise import fold

_FIRST: Final = date(1990, 1, 1)  # before, there were no web pages
_ISO: Final = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)(?:\s*T?\s*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_YEAR_FIRST: Final = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})(?![\d/])")
_DAY_FIRST: Final = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_COMPACT: Final = re.compile(r"\A((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}Z?)?\Z")
_URL_PARTS: Final = re.compile(r"/((?:19|20)\d\d)/(?:[a-z_]+/)?(\d{1,2})/(\d{1,2})(?=/)", re.IGNORECASE)
_URL_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d{2})-(\d{2})(?!\d)")
_URL_COMPACT: Final = re.compile(r"(?<=[/_-])((?:19|20)\d\d)(\d\d)(\d\d)(?=\d{6,12}(?!\d)|[/._-]|\Z)")
_HIJRI_YEARS: Final = range(1390, 1500)


class Day(msgspec.Struct, frozen=True):
    """A day as it is written; ``moment`` where hour and zone stand beside it."""

    day: date
    moment: datetime | None = None

    @property
    def universal(self) -> bool:
        """Whether the moment is given in UTC, which tells nothing of the outlet's day."""
        return self.moment is not None and self.moment.utcoffset() == timedelta(0)

    def where(self, zone: str) -> date:
        """Return the day in a zone of the IANA database; as it is written if the moment is none in UTC."""
        known = _zone(zone) if zone else None
        return self.moment.astimezone(known).date() if self.universal and self.moment and known else self.day


@cache
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None  # the machine has no such zone: the day stays as it is written


def written(text: str, *, day_first: bool = True) -> Day | None:
    """Return the first day that a text gives, ``None`` where it gives none that a page can be of.

    Args:
        text: a date in ISO 8601, as in mail headers, in numbers, or in words of English or Arabic (months of all Arab states,
            Hijri months), with digits of any script.
        day_first: how two numbers below 13 before a year are read.
    """
    plain = "".join(str(int(char)) if char.isdigit() and char.isdecimal() else char for char in fold(text[:200]))
    for found in (_iso(plain), _mail(plain), _numbers(plain, day_first=day_first), _words(plain)):
        if found is not None:
            return found
    return None


def of_url(url: str) -> date | None:
    """Return the day that stands in an address, as in /2020/11/9/ or /202003171044893040-."""
    path = re.sub(r"\A[a-z+]+://[^/]*", "", re.split("[?#]", url, maxsplit=1)[0], flags=re.IGNORECASE)
    for pattern in (_URL_PARTS, _URL_DAY, _URL_COMPACT):
        for match in pattern.finditer(path):
            found = _date(*map(int, match.groups()))
            if found is not None:
                return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found >= _FIRST else None


def _iso(text: str) -> Day | None:
    match = _ISO.search(text)
    compact = None if match else _COMPACT.match(text.strip())
    if compact is not None:
        found = _date(*map(int, compact.groups()))
        return Day(found) if found else None
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    found = _date(int(year), int(month), int(day))
    if found is None:
        return None
    if hour is None or zone is None:
        return Day(found)
    try:
        moment = datetime(found.year, found.month, found.day, int(hour), int(minute), int(second or 0), tzinfo=_offset(zone))
    except ValueError:
        return Day(found)
    return Day(found, moment)


def _offset(text: str) -> timezone:
    """Return the zone of an offset.

    Raises:
        ValueError: if it is a day or more.
    """
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _mail(text: str) -> Day | None:
    if not re.match(r"\s*[A-Za-z]{3},? +\d{1,2} [A-Za-z]{3} \d{4} \d", text):
        return None
    try:
        moment = parsedate_to_datetime(text.strip())
    except (TypeError, ValueError):
        return None
    return Day(moment.date(), moment if moment.tzinfo else None) if moment.date() >= _FIRST else None


def _numbers(text: str, *, day_first: bool) -> Day | None:
    match = _YEAR_FIRST.search(text)
    if match is not None:
        found = _date(*map(int, match.groups()))
        return Day(found) if found else None
    match = _DAY_FIRST.search(text)
    if match is None:
        return None
    one, two, year = map(int, match.groups())
    order = ((two, one), (one, two)) if day_first else ((one, two), (two, one))
    found = next((day for month, number in order if (day := _date(year, month, number))), None)
    return Day(found) if found else None


class _Months(msgspec.Struct, frozen=True):
    """The names of months, folded, longest first, as one pattern, and the number and calendar of each."""

    names: dict[str, tuple[int, bool]]
    day_first: re.Pattern[str]
    month_first: re.Pattern[str]


@cache
def _months() -> _Months:
    names = {
        fold(word).casefold(): (int(row["value"]), row["class"] == "hijri")
        for language in ("ar", "en")
        for row in rows("lexicon", language, "times.tsv")
        if row["class"] in ("month", "hijri")
        for word in cell(row["words"])
    }
    any_name = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    beside = rf"(?:\s*[/(،,-]\s*(?:{any_name})\)?)?"  # the same month by its other name
    return _Months(
        names,
        re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s./-]*\b({any_name})\b{beside}[\s.,،/-]*(\d{{4}})(?!\d)"),
        re.compile(rf"\b({any_name})\b\.?{beside}\s*(\d{{1,2}})(?:st|nd|rd|th)?[\s,،]+(\d{{4}})(?!\d)"),
    )


def _words(text: str) -> Day | None:
    """Return a day with a month in words: of the common calendar where the text has one, else the Hijri day."""
    found = list(_named(text.casefold()))
    plain = next((day for day, lunar in found if not lunar), None)
    chosen = plain or next((day for day, _ in found), None)
    return Day(chosen) if chosen else None


def _named(text: str) -> Iterator[tuple[date, bool]]:
    months = _months()
    for pattern, order in ((months.day_first, (3, 2, 1)), (months.month_first, (3, 1, 2))):
        for match in pattern.finditer(text):
            year, name, day = (match.group(number) for number in order)
            number, lunar = months.names[name]
            if lunar and int(year) in _HIJRI_YEARS:
                value, *_ = hijri.resolve(int(year), number, int(day), None)
                found = written(value) if value[0].isdigit() else None
                if found is not None:
                    yield found.day, True
            elif not lunar and (plain := _date(int(year), number, int(day))) is not None:
                yield plain, False
