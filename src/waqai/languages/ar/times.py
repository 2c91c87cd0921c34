"""Arabic time expressions: a grammar over the word classes of ``lexicon/ar/time*.tsv``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from waqai import timewords, timex
from waqai.languages.ar import durations
from waqai.languages.ar.clitics import proclitics
from waqai.languages.ar.numbers import number, ordinal
from waqai.memory import WORDS
from waqai.timewords import Found, Lexicon, Peeled, Scan, Senses, Tag
from waqai.timex import Expression, Frame

_ARTICLE: Final = "ال"
_LONG_UNITS: Final = ("W", "M", "Y", "DE", "CE")
_LAST_HIJRI: Final = 1700  # years below are Hijri where a date is written in digits or has a Hijri month
_HOURS: Final = 24
_MINUTES: Final = 60


def times(words: Sequence[timewords.Token], published: str | None, tense: Callable[[int], str]) -> list[Expression]:
    """Return the time expressions of a sentence, resolved against ``published`` or symbolically.

    Args:
        words: the tokens or words of one sentence.
        published: ISO date of the text, if known.
        tense: "past", "future" or "" for the clause around a word.
    """
    return timewords.expressions(_scan(words), _grammar(), published, tense)


def written(words: Sequence[timewords.Token], published: str) -> str | None:
    """Return the day on which the text was written, if the sentence names today's weekday (اليوم الأربعاء)."""
    scan = _scan(words)
    if not any(tag is not None and "weekday" in tag.senses for tag in scan.tags):
        return None
    days = (timex.written(frame, published) for _, _, frame in timewords.frames(scan, _grammar()))
    return next((day for day in days if day), None)


def _lexicon() -> Lexicon:
    return timewords.lexicon("ar", "times.tsv", "time_numbers.tsv", "time_guards.tsv")


def _grammar() -> timewords.Grammar:
    return timewords.Grammar((_clock, _zone, _day, _part, _date, _weekday, _edge, _share, _unit, _decade, _fixed), _keep, _SILENT)


def _scan(words: Sequence[timewords.Token]) -> Scan:
    return Scan(words, _lexicon(), _read)


@lru_cache(maxsize=WORDS)
def _read(norm: str) -> Tag | None:
    """Return the time senses of a spelling: of the least peeled form that the tables know, with and without article."""
    known = _lexicon()
    for split in proclitics(norm):
        senses: Senses = dict(known.words.get(split.stem, {}))
        article = split.article
        if not article and split.stem.startswith(_ARTICLE) and len(split.stem) > len(_ARTICLE) + 1:
            bare = known.words.get(split.stem[len(_ARTICLE) :], {})
            if senses and bare:
                senses, article = {**bare, **senses}, True
        if senses or split.stem in known.phrases:
            stem = split.stem
            return Tag(Peeled(stem, article, bool(split.conj), len(split.conj) + len(split.prep)), senses)
    return None


# Classes of words that stand before or inside an expression and begin none.
_SILENT: Final = frozenset(
    (
        *("and", "article", "back", "compare", "during", "in", "length", "link"),
        *("measure", "named", "of", "relative", "same", "that", "year_prep"),
    )
)


def _keep(scan: Scan, first: int, _stop: int, frame: Frame) -> bool:
    """Drop what names no time: a bare part of the day, a day that is a name (حركة 14 آذار)."""
    if frame.weak or (frame.zone and not frame.clock):
        return False
    named = scan.has(first - 1, "named") and frame.month and frame.day
    return not (named and not frame.year and not frame.direction)


# Days ---------------------------------------------------------------------------------------------------------------


def _day(scan: Scan, at: int) -> Found | None:
    """Read أمس، اليوم، غدا، الليلة; "the second day" and "one day" are none."""
    night = scan.value(at, "night")
    if night:
        return Frame(shift=int(night), part="NI"), scan.after(at, "night")
    shift = scan.value(at, "day")
    if not shift or scan.has(at - 1, "that"):
        return None
    stop = scan.after(at, "day")
    if scan.has(stop, "relative") or (scan.has(stop, "ordinal") and scan.article(stop)):
        return None
    return Frame(shift=int(shift)), stop


def _part(scan: Scan, at: int) -> Found | None:
    """Read a part of the day; only the adverb (مساء، صباحا) is a time by itself."""
    for name in ("late", "adverb", "part"):
        value = scan.value(at, name)
        if value:
            return Frame(part=value, weak=name != "adverb"), scan.after(at, name)
    return None


def _weekday(scan: Scan, at: int) -> Found | None:
    """Read (يوم) الجمعة (الماضي); without يوم the name of the day needs its article."""
    here = at
    if scan.has(at, "intro") and scan.has(at + 1, "weekday"):
        here = at + 1
    value = scan.value(here, "weekday")
    if not value or (here == at and not scan.article(here)):
        return None
    direction, stop = _direction(scan, here + 1)
    return Frame(weekday=int(value), direction=direction), stop


def _direction(scan: Scan, at: int) -> tuple[str, int]:
    """Read الماضي، المقبل، الجاري at word ``at``."""
    value, stop = scan.value(at, "direction"), scan.after(at, "direction")
    return (value, stop) if value and (stop > at + 1 or scan.article(at)) else ("", at)


# Calendar dates -----------------------------------------------------------------------------------------------------


def _date(scan: Scan, at: int) -> Found | None:
    return _numeric(scan, at) or _day_month(scan, at) or _month_alone(scan, at) or _year(scan, at)


def _numeric(scan: Scan, at: int) -> Found | None:
    """Read 14/7/2015, 2015-07-14 and the like, day before month."""
    if scan.kind(at) != "number":
        return None
    parts, stop = scan.norm(at).replace(".", "/").split("/"), at + 1
    if (
        len(parts) == 1
        and scan.norm(at + 1) == scan.norm(at + 3)
        and (scan.norm(at + 1) == "/" or (scan.norm(at + 1) == "-" and scan.touching(at + 1) and scan.touching(at + 4)))
    ):
        parts, stop = [scan.norm(at), scan.norm(at + 2), scan.norm(at + 4)], at + 5
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    first, month, last = (int(part) for part in parts)
    year, day = (first, last) if len(parts[0]) == 4 else (last, first)
    hijri = year < _LAST_HIJRI
    if not 1000 <= year <= 2100 or not 1 <= month <= 12 or not (1 <= day <= 30 if hijri else timex.valid(day, month, year)):
        return None
    return Frame(year=year, month=month, day=day, hijri=hijri), scan.skip(stop, "era_hijri", "era")


def _day_month(scan: Scan, at: int) -> Found | None:
    """Read a day of a month: 14 يوليو، الخامس من أغسطس، غرة محرم، الخامس من الشهر الجاري."""
    found = _day_number(scan, at)
    if found is None:
        return None
    day, here = found
    if scan.has(here, "of"):
        relative = _unit(scan, here + 1)
        if relative is not None and relative[0].unit == "M":
            return timex.merge(Frame(day=day), relative[0]) or relative[0], relative[1]
        here += 1
    month = _month(scan, here)
    if month is None:
        return None
    frame, stop = month
    if not frame.hijri and not timex.valid(day, frame.month):
        return None
    return _with_year(scan, timex.merge(Frame(day=day), frame) or frame, stop)


def _day_number(scan: Scan, at: int) -> tuple[int, int] | None:
    if scan.has(at, "first"):
        return 1, at + 1
    found = ordinal(scan, at) or number(scan, at)
    if found is None or found[0] != int(found[0]) or not 1 <= found[0] <= 31:
        return None
    return int(found[0]), found[1]


def _month(scan: Scan, at: int) -> Found | None:
    """Read a month with its second name and direction: شهر يوليو (تموز) الماضي."""
    here = at + 1 if scan.has(at, "month_intro") else at
    for name in ("month", "hijri"):
        value = scan.value(here, name)
        if value and not scan.article(here):
            stop = _second_name(scan, scan.after(here, name), value)
            direction, stop = _direction(scan, stop)
            return Frame(month=int(value), hijri=name == "hijri", direction=direction), stop
    return None


def _second_name(scan: Scan, at: int, value: str) -> int:
    """Return the word after the month's other name, written in brackets, after a stroke or beside it."""
    norm = scan.norm(at)
    here = at + 1 if norm in ("(", "/", "-", "[") else at
    if scan.value(here, "month") != value:
        return at
    stop = scan.after(here, "month")
    return stop + 1 if norm in ("(", "[") and scan.norm(stop) in (")", "]") else stop


def _with_year(scan: Scan, frame: Frame, at: int) -> Found:
    """Add the year that follows: 2015، من عام 2015، 1436هـ، من العام الماضي."""
    here = at + 1 if scan.norm(at) in ("،", ",") or scan.has(at, "of") else at
    introduced = scan.has(here, "year_intro")
    relative = _unit(scan, here) if introduced and here > at else None
    if relative is not None and relative[0].unit == "Y" and not frame.direction:
        return timex.merge(frame, relative[0]) or frame, relative[1]
    here += introduced
    year = scan.year(here)
    if (
        not year
        or frame.hijri != (year < _LAST_HIJRI)
        or (here > at and not introduced and scan.has(here + 1, "counted", "units"))
    ):
        return frame, at
    stop = scan.skip(here + 1, "era_hijri", "era")
    return timex.merge(frame, Frame(year=year)) or frame, stop


def _month_alone(scan: Scan, at: int) -> Found | None:
    """Read a month without a day; a name that is a common word as well needs support around it."""
    found = _month(scan, at)
    if found is None or _day_number(scan, at - 1) is not None:
        return None
    frame, stop = found
    plain = at + (1 if scan.has(at, "month_intro") else 0)
    supported = plain > at or frame.direction or stop > scan.skip(plain, "hijri" if frame.hijri else "month")
    frame, stop = _with_year(scan, frame, stop)
    if scan.has(plain, "shy") and not (supported or frame.year or frame.unit or scan.has(at - 1, "year_prep", "edge")):
        return None
    return (frame, stop) if scan.value(at - 1, "year_prep") != "weak" or not scan.has(plain, "shy") else None


def _year(scan: Scan, at: int) -> Found | None:
    """Read عام 2014 and a bare year after a preposition, in brackets or after another year."""
    introduced = scan.has(at, "year_intro")
    here = at + introduced
    year = scan.year(here)
    if not year:
        return None
    stop = scan.skip(here + 1, "era_hijri", "era")
    hijri = stop > here + 1 and scan.has(here + 1, "era_hijri")
    if introduced or stop > here + 1:
        return Frame(year=year, hijri=hijri), stop
    return (Frame(year=year), stop) if year >= 1900 and _bare_year(scan, at) else None


def _bare_year(scan: Scan, at: int) -> bool:
    """Tell whether the four digits at ``at``, which nothing introduces, are a year and no count."""
    before, after = scan.norm(at - 1), scan.norm(at + 1)
    if before == "(" and after == ")":
        return True
    if scan.has(at + 1, "counted", "units") or (scan.norm(at).endswith("00") and scan.kind(at + 1) == "arabic"):
        return False
    if before in ("-", "–", "/") or (scan.has(at - 1, "and") and scan.touching(at)):
        return bool(scan.year(at - 2))
    weak = scan.value(at - 1, "year_prep") == "weak"
    if weak:
        return scan.kind(at + 1) in ("mark", "") or scan.has(at + 1, "year_prep")
    return scan.has(at - 1, "year_prep")


# Weeks, months, years -----------------------------------------------------------------------------------------------


def _unit(scan: Scan, at: int) -> Found | None:
    """Read هذا الأسبوع، العام الماضي، القرن التاسع عشر."""
    this = scan.has(at, "this")
    here = at + this
    unit = scan.value(here, "unit")
    if unit not in _LONG_UNITS or not scan.article(here):
        return None
    weekend = unit == "W" and scan.has(at - 1, "weekend_edge")
    direction, stop = _direction(scan, here + 1)
    century = ordinal(scan, here + 1) if unit == "CE" else None
    if century is not None:
        return Frame(value=f"{century[0] - 1:02d}", precision="century", method="century"), century[1]
    bounded = scan.has(at - 1, "edge", "during") and not scan.has(here + 1, "same")
    if not (direction or this or bounded):
        return None
    year = scan.year(stop) if unit == "Y" else 0
    if year:
        return Frame(year=year), stop + 1
    return Frame(unit="WE" if weekend else unit, direction=direction or "this"), stop


def _edge(scan: Scan, at: int) -> Found | None:
    """Read the beginning, middle or end of a longer time: its value is that of the whole."""
    if not scan.has(at, "edge"):
        return None
    here = scan.skip(scan.after(at, "edge"), "of")
    for component in (_date, _unit, _decade):
        found = component(scan, here)
        if found is not None:
            return found
    return None


def _share(scan: Scan, at: int) -> Found | None:
    """Read النصف الأول من العام."""
    value = scan.value(at, "share")
    here = scan.after(at, "share")
    if not value:
        return None
    if scan.year(here) and not scan.has(here + 1, "counted", "units"):
        return Frame(year=scan.year(here), share=value), here + 1
    found = _year(scan, here) or _unit(scan, here)
    if found is None and scan.value(here, "unit") == "Y" and scan.article(here):
        return Frame(unit="Y", direction="this", share=value), here + 1
    if found is None or not (found[0].year or found[0].unit == "Y"):
        return None
    year, stop = found
    return Frame(year=year.year, unit=year.unit, direction=year.direction, share=value), stop


def _decade(scan: Scan, at: int) -> Found | None:
    """Read تسعينيات القرن الماضي; without its century the twentieth is meant."""
    value = scan.value(at, "decade")
    if not value:
        return None
    stop = at + 1
    century = _unit(scan, scan.skip(stop, "of"))
    digits = "19"
    if century is not None and (century[0].precision == "century" or century[0].unit == "CE"):
        digits, stop = century[0].value or {"last": "19", "this": "20"}.get(century[0].direction, "20"), century[1]
    return Frame(value=digits + value, precision="decade", method="decade"), stop


# Hours --------------------------------------------------------------------------------------------------------------


def _clock(scan: Scan, at: int) -> Found | None:
    """Read الساعة العاشرة والنصف، 10:30 صباحا، منتصف الليل."""
    fixed = scan.value(at, "clock")
    if fixed:
        return Frame(clock=fixed), scan.after(at, "clock")
    if scan.has(at, "hour") and scan.article(at):
        here = scan.skip(at + 1, "article")
        found = _digits(scan.norm(here), here + 1) if scan.kind(here) == "number" else _hour_word(scan, here)
        return None if found is None else (Frame(clock=found[0]), found[1])
    found = None
    if scan.kind(at) == "number" and scan.has(at + 1, "zone", "zone_of", "adverb"):
        found = _digits(scan.norm(at), at + 1)
    elif scan.has(at, "ordinal") and scan.article(at):
        found = _hour_word(scan, at)
        found = found if found is not None and scan.has(found[1], "adverb") else None
    return None if found is None else (Frame(clock=found[0]), found[1])


def _digits(norm: str, stop: int) -> tuple[str, int] | None:
    if len(norm) == 4 and norm.isdigit():
        norm = f"{norm[:2]}:{norm[2:]}"
    hour, _, minute = norm.replace(".", ":").replace(",", ":").partition(":")
    if not hour.isdigit() or int(hour) > _HOURS or (minute and (len(minute) != 2 or not minute.isdigit())):
        return None
    return (f"{int(hour):02d}:{minute or '00'}", stop) if int(minute or 0) < _MINUTES else None


def _hour_word(scan: Scan, at: int) -> tuple[str, int] | None:
    """Read an hour in words with its fraction: الثامنة والربع، التاسعة إلا ثلثا."""
    found = ordinal(scan, at) if scan.article(at) else None
    hour, stop = found if found is not None else (int(scan.value(at, "hour_word") or 0), at + 1)
    if not 1 <= hour <= 12:
        return None
    lacking = scan.value(stop, "lacking")
    if lacking:
        return f"{hour - 1:02d}:{_MINUTES - int(lacking):02d}", scan.after(stop, "lacking")
    fraction = scan.value(stop, "fraction") if scan.joined(stop) else ""
    return f"{hour:02d}:{round(float(fraction or 0) * _MINUTES):02d}", stop + bool(fraction)


def _zone(scan: Scan, at: int) -> Found | None:
    value = scan.value(at, "zone")
    if value:
        return Frame(zone=value), scan.after(at, "zone")
    return (Frame(zone="local"), at + 2) if scan.has(at, "zone_of") and at + 1 < scan.count else None


# Meanings that need no calendar -------------------------------------------------------------------------------------


def _fixed(scan: Scan, at: int) -> Found | None:
    """Read الآن، قريبا، سنويا and durations."""
    for name in ("vague", "after_in"):
        value = scan.value(at, name)
        if value and (name == "vague" or scan.has(at - 1, "in")):
            return Frame(value=value, precision="vague", method="vague time"), scan.after(at, name)
    return durations.recurring(scan, at) or durations.duration(scan, at)
