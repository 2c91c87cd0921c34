"""English durations (three days, an hour and a half) and recurring times (every Friday)."""

from __future__ import annotations

from typing import Final

from waqai import timewords, timex
from waqai.timewords import Found, Lexicon, Scan
from waqai.timex import Frame

_TEN: Final = 10
_HUNDRED: Final = 100
_LARGEST: Final = 100_000
_STEPPED: Final = ("D", "W", "M", "Y", "DE", "CE")


def lexicon() -> Lexicon:
    """Return the English time words."""
    return timewords.lexicon("en", "times.tsv", "time_numbers.tsv", "time_guards.tsv")


def number(scan: Scan, at: int) -> tuple[float, int, str] | None:
    """Return the number at word ``at``, the word after it and what a hyphen joins to it (two-week: week)."""
    if scan.kind(at) == "number":
        plain = scan.norm(at).replace(",", "")
        if plain.count(".") > 1 or not plain.replace(".", "").isdigit():
            return None
        return float(plain), at + 1, ""
    value = scan.value(at, "number")
    if value:
        stop = scan.after(at, "number")
        tens = int(value) if _TEN < int(value) < _HUNDRED else 0
        ones = scan.value(stop + 1, "number") if tens and scan.norm(stop) == "-" else ""
        return (tens + int(ones), stop + 2, "") if ones else (int(value), stop, "")
    return _hyphenated(scan.norm(at), at)


def _hyphenated(norm: str, at: int) -> tuple[float, int, str] | None:
    """Read a number joined to what follows by a hyphen: twenty-five, two-week, three-year-old."""
    first, hyphen, rest = norm.lower().partition("-")
    count = _word(first) if hyphen else 0
    if not count:
        return None
    second, _, tail = rest.partition("-")
    ones = _word(second) if count >= 2 * _TEN else 0
    return (count + ones, at + 1, tail) if ones else (count, at + 1, rest)


def _word(spelling: str) -> int:
    return int(lexicon().words.get(spelling, {}).get("number", ("0", 0))[0])


def recurring(scan: Scan, at: int) -> Found | None:
    """Read every week, every two years, every Friday."""
    if not scan.has(at, "every"):
        return None
    here = at + 1
    day = scan.value(here, "weekday")
    if day:
        return Frame(value=f"XXXX-WXX-{day}", type="SET", precision="set", method="recurring day"), here + 1
    unit = scan.value(here, "unit")
    if unit and unit != "WE":
        return Frame(value=timex.duration(1, unit), type="SET", precision="set", method="recurring time"), here + 1
    counted = _counted(scan, here)
    if counted is None:
        return None
    return Frame(value=timex.duration(counted[0], counted[1]), type="SET", precision="set", method="recurring time"), counted[2]


def duration(scan: Scan, at: int) -> Found | None:
    """Read a length of time; a plural with a direction and no number (recent weeks) is a vague time instead."""
    lasting = scan.value(at, "lasting")
    if lasting:
        return Frame(value=lasting, type="DURATION", precision="duration", method="duration"), at + 1
    return _directed(scan, at) or _number_of(scan, at) or _plain(scan, at)


def _length(scan: Scan, amount: float | None, unit: str, stop: int) -> Found:
    """Return a length of time, or the time so far back where "ago" follows: two months ago is a month (TimeML 1.2.1)."""
    if not scan.has(stop, "back"):
        return timex.span(amount, unit), stop
    steps = {"DE": 10, "CE": 100}.get(unit, 1) * (amount or 0)
    whole = unit in _STEPPED and steps == int(steps) and steps
    if not whole:
        return timex.span(amount, unit, "duration, back from the text"), stop + 1
    return Frame(unit="Y" if unit in ("DE", "CE") else unit, steps=-int(steps)), stop + 1


def counted(scan: Scan, at: int) -> tuple[float, str, int] | None:
    """Return (amount, unit, word after) of a counted unit of time: two months, a day."""
    found = _counted(scan, at)
    if found is not None:
        return found
    unit = scan.value(at + 1, "unit") if scan.has(at, "one") else ""
    return (1, unit, at + 2) if unit and unit != "WE" else None


def _counted(scan: Scan, at: int) -> tuple[float, str, int] | None:
    found = number(scan, at)
    if found is None or found[0] > _LARGEST:
        return None
    amount, here, tail = found
    if tail:
        unit = lexicon().words.get(tail, {}).get("counted", ("", 0))[0]
        return (amount, unit, here) if unit else None
    here += scan.norm(here) == "-"
    unit = scan.value(here, "counted")
    if not unit or (unit == "TS" and amount == 1):
        return None
    return amount, unit, here + 1


def _number_of(scan: Scan, at: int) -> Found | None:
    """Read 24 hours, two-week, half an hour, several years, dozens of years."""
    for name, share in (("half", 0.5), ("quarter", 0.25)):
        here = scan.after(at, name)
        if here > at and scan.has(here, "unit"):
            return _length(scan, share, scan.value(here, "unit"), here + 1)
    for name in ("some", "many"):
        here = scan.after(at, name)
        if here > at and scan.has(here, "units"):
            return _length(scan, None, scan.value(here, "units"), here + 1)
    counted = _counted(scan, at)
    if counted is None:
        return None
    amount, unit, stop = counted
    more = 0.5 if scan.has(stop, "and_half") else 0.0
    stop = scan.skip(stop, "and_half")
    one = amount == 1 and scan.has(at, "one") and not more
    return None if one and not _lengthy(scan, at, stop) else _length(scan, amount + more, unit, stop)


def _lengthy(scan: Scan, at: int, stop: int) -> bool:
    """Tell whether what stands around "a year" makes it a length of time and no rate (a million a year)."""
    return scan.has(at - 1, "length") or scan.has(stop, "then")


def _directed(scan: Scan, at: int) -> Found | None:
    """Read the past year, the next two days (durations), recent weeks, the coming days (vague)."""
    here = at + 1 if scan.has(at, "the") else at
    reference = scan.value(here, "past_times")
    if not reference:
        return None
    stop = here + 1
    counted = _counted(scan, stop)
    if counted is not None:
        return timex.span(counted[0], counted[1]), counted[2]
    if scan.has(here, "span_word") and scan.has(stop, "unit") and here > at:
        return timex.span(1, scan.value(stop, "unit")), stop + 1
    stop = scan.skip(stop, "some")
    if not scan.has(stop, "units"):
        return None
    return Frame(value=reference, precision="vague", method="vague time"), stop + 1


def _plain(scan: Scan, at: int) -> Found | None:
    """Read weeks, hours; "a year" beside a word of length; an hour and a half."""
    unit = scan.value(at, "units")
    if unit:
        return _length(scan, None, unit, at + 1)
    unit = scan.value(at + 1, "unit") if scan.has(at, "one") else ""
    if not unit or unit == "WE":
        return None
    stop = scan.skip(at + 2, "and_half")
    if stop > at + 2:
        return _length(scan, 1.5, unit, stop)
    return _length(scan, 1, unit, stop) if _lengthy(scan, at, stop) else None
