"""English time expressions: a grammar over the word classes of ``lexicon/en/time*.tsv``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from waqai import timewords, timex
from waqai.languages.en import durations
from waqai.languages.en.clocks import clock, zone
from waqai.languages.en.relative import POINTED, pointed, quarter, season
from waqai.memory import WORDS
from waqai.timewords import Found, Peeled, Scan, Tag
from waqai.timex import Expression, Frame

_LONG_UNITS: Final = ("W", "WE", "M", "Y", "DE", "CE")
# Classes of words that no time begins with: they only stand before, between or behind its pieces.
_SILENT: Final = frozenset(
    (
        *("link", "in", "on", "month_prep", "year_prep", "length", "then", "told_past", "told_future", "back"),
        *("back_or_on", "range", "named", "plural", "suffix", "support", "per"),
    )
)
_LEADING: Final = frozenset(("the", "one", "every", *_SILENT))


def times(words: Sequence[timewords.Token], published: str | None, tense: Callable[[int], str]) -> list[Expression]:
    """Return the time expressions of a sentence, resolved against ``published`` or symbolically.

    Args:
        words: the tokens or words of one sentence.
        published: ISO date of the text, if known.
        tense: "past", "future" or "" for the clause around a word.
    """
    scan = _scan(words)
    return timewords.expressions(scan, _grammar(), published, lambda index: _told(scan, index) or tense(index))


def _told(scan: Scan, index: int) -> str:
    """Return the tense that the preposition before a time tells: since Monday, by Friday; empty where it tells none."""
    return "past" if scan.has(index - 1, "told_past") else "future" if scan.has(index - 1, "told_future") else ""


def written(words: Sequence[timewords.Token], published: str) -> str | None:
    """Return the day on which the text was written, if the sentence names today's weekday (today, Wednesday)."""
    scan = _scan(words)
    if not any(scan.has(at, "day", "night", "alone") for at in range(scan.count)):
        return None
    days = (timex.written(frame, published) for _, _, frame in timewords.frames(scan, _grammar()))
    return next((day for day in days if day), None)


def _grammar() -> timewords.Grammar:
    return timewords.Grammar(
        (clock, zone, pointed, _day, _part, _share, _edge, _date, _weekday, _unit, _decade, _fixed), _keep, _SILENT, _LEADING
    )


def _scan(words: Sequence[timewords.Token]) -> Scan:
    return Scan(words, durations.lexicon(), _read)


@lru_cache(maxsize=WORDS)
def _read(norm: str) -> Tag | None:
    """Return the time senses of a spelling: as written, in lower case, or a headline's capitals as a name."""
    known = durations.lexicon()
    for stem in _spellings(norm):
        senses = known.words.get(stem, {})
        if senses or stem in known.phrases:
            return Tag(Peeled(stem), senses)
    first, hyphen, _ = norm.lower().partition("-")
    return Tag(Peeled(norm), {"hyphen": ("", 1)}) if hyphen and "number" in known.words.get(first, {}) else None


def _spellings(norm: str) -> Iterator[str]:
    bare = norm.removesuffix("'s").removesuffix("'")
    yield bare
    if bare != bare.lower():
        yield bare.lower()
        if bare.isupper() and len(bare) > 3:
            yield bare.capitalize()


def _keep(scan: Scan, first: int, stop: int, frame: Frame) -> bool:
    """Drop what names no time: a bare part of the day, a day that is a name (March 14 Alliance)."""
    if frame.weak or (frame.zone and not frame.clock):
        return False
    if scan.value(first, "month") and frame.month and not (frame.day or frame.year or frame.direction or frame.unit):
        return not scan.has(first, "shy") or scan.has(first - 1, "month_prep")
    return not (frame.month and frame.day and not frame.year and scan.has(stop, "named"))


# Days ---------------------------------------------------------------------------------------------------------------


def _day(scan: Scan, at: int) -> Found | None:
    """Read yesterday, tonight, last night, this morning, overnight."""
    night = scan.value(at, "night")
    if night:
        return Frame(shift=int(night), part="NI"), scan.after(at, "night")
    if scan.has(at, "alone"):
        return Frame(shift=-1, part=scan.value(at, "alone")), at + 1
    shift = scan.value(at, "day")
    if shift:
        return Frame(shift=int(shift)), scan.after(at, "day")
    if scan.value(at, "direction") == "this" and scan.has(at + 1, "part"):
        return Frame(shift=0, part=scan.value(at + 1, "part")), at + 2
    return None


def _part(scan: Scan, at: int) -> Found | None:
    """Read a part of the day, which needs a day beside it."""
    value = scan.value(at, "part")
    return (Frame(part=value, weak=True), at + 1) if value else None


def _weekday(scan: Scan, at: int) -> Found | None:
    """Read (last) Friday; short names need their full stop."""
    direction = scan.value(at, "direction")
    here = at + 1 if direction else at
    value = scan.value(here, "weekday")
    if not value or not scan.norm(here)[:1].isupper():
        return None
    stop = here + 1
    if scan.has(here, "support"):
        return (Frame(weekday=int(value), direction=direction), stop + 1) if scan.norm(stop) == "." else None
    return Frame(weekday=int(value), direction=direction), stop


# Calendar dates -----------------------------------------------------------------------------------------------------


def _date(scan: Scan, at: int) -> Found | None:
    return (
        _numeric(scan, at)
        or _fiscal(scan, at)
        or _hyphened_year(scan, at)
        or _day_month(scan, at)
        or _month_day(scan, at)
        or _month_alone(scan, at)
        or _year(scan, at)
    )


def _numeric(scan: Scan, at: int) -> Found | None:
    """Read 2015-07-14, and 25/12/2015 or 12/25/2015 where only one reading is a date."""
    if scan.kind(at) != "number":
        return None
    parts, stop = scan.norm(at).split("/"), at + 1
    if len(parts) == 1 and scan.norm(at + 1) == scan.norm(at + 3) == "-" and scan.touching(at + 1) and scan.touching(at + 4):
        parts, stop = [scan.norm(at), scan.norm(at + 2), scan.norm(at + 4)], at + 5
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    one, two, three = (int(part) for part in parts)
    readings = [(one, two, three)] if len(parts[0]) == 4 else [(three, two, one), (three, one, two)]
    valid = {r for r in readings if 1000 <= r[0] <= 2100 and 1 <= r[1] <= 12 and timex.valid(r[2], r[1], r[0])}
    if len(valid) != 1:
        return None
    year, month, day = valid.pop()
    return Frame(year=year, month=month, day=day), stop


def _month(scan: Scan, at: int) -> tuple[int, int] | None:
    """Return month and the word after it; the full stop of a short name (Feb.) belongs to it."""
    value = scan.value(at, "month")
    if not value or not (scan.norm(at)[:1].isupper() or "-" in scan.norm(at)):
        return None
    short = len(scan.norm(at)) <= 4 and scan.norm(at + 1) == "." and scan.touching(at + 1)
    return int(value), at + 1 + short


def _ordinal_day(scan: Scan, at: int) -> tuple[int, int] | None:
    """Return a day of the month (12, 12th, twelfth) and the word after it."""
    digits = scan.number(at)
    if digits and len(digits) <= 2 and 1 <= int(digits) <= 31:
        return int(digits), at + 2 if scan.has(at + 1, "suffix") and scan.touching(at + 1) else at + 1
    value = scan.value(at, "ordinal")
    return (int(value), at + 1) if value else None


def _day_month(scan: Scan, at: int) -> Found | None:
    """Read 12 February (2025), the 12th of February."""
    found = _ordinal_day(scan, at)
    if found is None:
        return None
    day, here = found
    month = _month(scan, here + 1 if scan.norm(here) == "of" else here)
    if month is None or not timex.valid(day, month[0]):
        return None
    return _with_year(scan, Frame(day=day, month=month[0]), month[1])


def _month_day(scan: Scan, at: int) -> Found | None:
    """Read February 12(th) (, 2025)."""
    direction = scan.value(at, "direction")
    month = _month(scan, at + 1 if direction else at)
    if month is None:
        return None
    found = _ordinal_day(scan, month[1])
    if found is None or not timex.valid(found[0], month[0]) or scan.has(found[1], "units", "oclock", "meridiem"):
        return None
    return _with_year(scan, Frame(day=found[0], month=month[0], direction=direction), found[1])


def _month_alone(scan: Scan, at: int) -> Found | None:
    """Read (last) February (2025), mid-March; :func:`_keep` judges the names that are common words as well."""
    direction = scan.value(at, "direction")
    month = _month(scan, at + 1 if direction else at)
    if month is None or (scan.has(at, "shy") and _ordinal_day(scan, at - 1) is not None):
        return None
    return _with_year(scan, Frame(month=month[0], direction=direction), month[1])


def _with_year(scan: Scan, frame: Frame, at: int) -> Found:
    here = at + 1 if scan.norm(at) in (",", "of") else at
    year = scan.year(here)
    if year and not scan.has(here + 1, "units"):
        return timex.merge(frame, Frame(year=year)) or frame, here + 1
    relative = _unit(scan, here)
    if relative is not None and relative[0].unit == "Y" and not frame.direction:
        return timex.merge(frame, relative[0]) or frame, relative[1]
    return frame, at


def _fiscal(scan: Scan, at: int) -> Found | None:
    """Read fiscal 1990, fiscal year 1989."""
    if not scan.has(at, "fiscal"):
        return None
    here = at + 2 if scan.value(at + 1, "unit") == "Y" else at + 1
    year = scan.year(here)
    return (Frame(value=f"FY{year}", precision="year", method="fiscal year"), here + 1) if year else None


def _hyphened_year(scan: Scan, at: int) -> Found | None:
    """Read mid-2014, late-2016."""
    joined = scan.has(at, "hyphen_edge") and scan.norm(at + 1) == "-" and scan.touching(at + 1) and scan.touching(at + 2)
    year = scan.year(at + 2) if joined else 0
    return (Frame(year=year), at + 3) if year else None


def _year(scan: Scan, at: int) -> Found | None:
    """Read a bare year after a preposition, in brackets, as an owner (2016's) or after another year."""
    digits = scan.number(at)
    year = scan.year(at)
    if not digits or year < 1900 or scan.has(at + 1, "counted", "plural"):
        return None
    before, after = scan.norm(at - 1), scan.norm(at + 1)
    if (before == "(" and after == ")") or (before in ("-", "–", "and", "to", "or") and scan.year(at - 2)):
        return Frame(year=year), at + 1
    if not scan.has(at - 1, "year_prep") or (digits.endswith("00") and scan.kind(at + 1) == "latin"):
        return None
    return Frame(year=year), at + 1


# Weeks, months, years -----------------------------------------------------------------------------------------------


def _unit(scan: Scan, at: int) -> Found | None:
    """Read last week, this month, the weekend, the 19th century."""
    here = at + 1 if scan.has(at, "the") else at
    century = _ordinal_day(scan, here)
    if century is not None and scan.value(century[1], "unit") == "CE":
        return Frame(value=f"{century[0] - 1:02d}", precision="century", method="century"), century[1] + 1
    direction = scan.value(here, "direction")
    if direction and not scan.has(here, "span_word") and scan.value(here + 1, "unit") in _LONG_UNITS:
        return Frame(unit=scan.value(here + 1, "unit"), direction=direction), here + 2
    unit = scan.value(here, "unit")
    if unit == "WE" or (here > at and unit in _LONG_UNITS and scan.has(at - 1, "edge_of")):
        return Frame(unit=unit, direction="this" if unit != "WE" else ""), here + 1
    return None


def _edge(scan: Scan, at: int) -> Found | None:
    """Read the beginning, middle or end of a longer time: its value is that of the whole."""
    if not scan.has(at, "edge"):
        return None
    here = scan.after(at, "edge")
    found = _date(scan, here) or _unit(scan, here) or _decade(scan, here)
    if found is None and here > at + 1 and scan.has(here, "the") and scan.value(here + 1, "unit") in _LONG_UNITS:
        return Frame(unit=scan.value(here + 1, "unit"), direction="this"), here + 2
    if found is not None:
        return found
    here = scan.skip(here, "on")
    inner = _day(scan, here) or _weekday(scan, here)
    part = scan.value(at, "day_edge")
    if inner is None or not (part or here == at + 1):
        return None
    frame, stop = inner
    if part and not frame.part and not scan.has(stop, "part"):
        frame = timex.merge(frame, Frame(part=part)) or frame
    return frame, stop


def _share(scan: Scan, at: int) -> Found | None:
    """Read (the) summer (of) 2014, the first half of last year."""
    start = at + 1 if scan.has(at, "the") else at
    value = scan.value(start, "share")
    here = scan.after(start, "share")
    if not value:
        return quarter(scan, at) or season(scan, at)
    if scan.year(here):
        return Frame(year=scan.year(here), share=value), here + 1
    found = _unit(scan, here)
    if found is None and scan.has(here, "the") and scan.value(here + 1, "unit") == "Y":
        return Frame(unit="Y", direction="this", share=value), here + 2
    if found is None or found[0].unit != "Y":
        return season(scan, at)
    return Frame(unit="Y", direction=found[0].direction, share=value), found[1]


def _decade(scan: Scan, at: int) -> Found | None:
    """Read the 1990s, '90s, the nineties."""
    here = at + 1 if scan.has(at, "the") else at
    apostrophe = scan.norm(here) == "'"
    here += apostrophe
    digits = scan.number(here)
    if digits.endswith("0") and scan.has(here + 1, "plural") and scan.touching(here + 1):
        if len(digits) == 4 and scan.year(here):
            return Frame(value=digits[:3], precision="decade", method="decade"), here + 2
        if len(digits) == 2 and apostrophe:
            return Frame(value=f"19{digits[0]}", precision="decade", method="decade"), here + 2
    value = scan.value(here, "decade")
    return (Frame(value=value, precision="decade", method="decade"), here + 1) if value and here > at else None


# Hours --------------------------------------------------------------------------------------------------------------


# Meanings that need no calendar -------------------------------------------------------------------------------------


def _fixed(scan: Scan, at: int) -> Found | None:
    """Read now, recently, annually and durations."""
    value = scan.value(at, "vague")
    if value:
        return Frame(value=value, precision="vague", method="vague time"), scan.after(at, "vague")
    value = scan.value(at, "set")
    if value:
        return Frame(value=value, type="SET", precision="set", method="recurring time"), at + 1
    often = scan.after(at, "how_often")
    if often > at and scan.has(often, "per") and scan.value(often + 1, "unit") in (*POINTED, "TH"):
        value = timex.duration(1, scan.value(often + 1, "unit"))
        return Frame(value=value, type="SET", precision="set", method="recurring time"), often + 2
    if scan.has(at, "year_end"):
        return Frame(unit="Y", direction="this"), scan.after(at, "year_end")
    found = durations.recurring(scan, at) or durations.duration(scan, at)
    value = scan.value(at, "after_in")
    if found is None and value and scan.has(at - 1, "in"):
        return Frame(value=value, precision="vague", method="vague time"), scan.after(at, "after_in")
    return found
