"""Arabic durations (ثلاثة أيام، ساعة ونصف) and recurring times (كل يوم جمعة)."""

from __future__ import annotations

from typing import Final

from waqai import timex
from waqai.languages.ar.numbers import number
from waqai.timewords import Found, Scan
from waqai.timex import Frame

_REFERENCES: Final = {"last": "PAST_REF", "next": "FUTURE_REF", "this": "PRESENT_REF"}
_LARGEST: Final = 100_000
# How a definite noun looks: an adjective with the article follows only such a noun (a family name follows any).
_DEFINITE: Final = ("ال", "وال", "بال", "لل")
_OWNED: Final = ("ه", "ها", "هم", "نا")


def recurring(scan: Scan, at: int) -> Found | None:
    """Read كل أسبوع، كل ثلاثة أشهر، كل يوم جمعة."""
    value = scan.value(at, "set")
    if not scan.has(at, "every"):
        shy = scan.has(at, "support") and not (scan.norm(at - 1).startswith(_DEFINITE) or scan.norm(at - 1).endswith(_OWNED))
        return (_set(value), at + 1) if value and not shy else None
    here = at + 1
    day = here + 1 if scan.has(here, "intro") else here
    if scan.has(day, "weekday") and (day > here or scan.article(day)):
        return _set(f"XXXX-WXX-{scan.value(day, 'weekday')}"), day + 1
    unit = "" if scan.article(here) else scan.value(here, "unit") or scan.value(here, "dual")
    if unit:
        return _set(timex.duration(2 if scan.has(here, "dual") else 1, unit)), here + 1
    counted = _counted(scan, here)
    if counted is None:
        return None
    amount, unit, stop = counted
    return _set(timex.duration(amount, unit)), stop


def _set(value: str) -> Frame:
    return Frame(value=value, type="SET", precision="set", method="recurring time")


def duration(scan: Scan, at: int) -> Found | None:
    """Read a length of time; a definite plural with a direction (الأيام المقبلة) is a vague time instead."""
    method = "duration, back from the text" if scan.has(at - 1, "back") else "duration"
    counted = _counted(scan, at)
    if counted is not None:
        amount, unit, stop = counted
        more, stop = _fraction(scan, stop)
        frame, stop = _with_rest(scan, timex.span(amount + more, unit, method), stop)
        return frame, _tail(scan, stop)
    return _open(scan, at, method) or _definite(scan, at, method) or _plain(scan, at, method)


def _with_rest(scan: Scan, frame: Frame, at: int) -> Found:
    """Add a smaller unit that a conjunction joins: ثلاث ساعات و40 دقيقة."""
    rest = _counted(scan, scan.skip(at, "and")) if scan.has(at, "and") or scan.joined(at) else None
    both = timex.longer(frame, timex.span(rest[0], rest[1])) if rest is not None else None
    return (both, rest[2]) if both is not None and rest is not None else (frame, at)


def _counted(scan: Scan, at: int) -> tuple[float, str, int] | None:
    """Read a number (or half, quarter) with its unit: 24 ساعة، ثلاثة أيام، نصف ساعة."""
    share = scan.value(at, "fraction")
    if share and not scan.article(at):
        unit = scan.value(at + 1, "counted")
        return (float(share), unit, at + 2) if unit and not scan.year(at + 2) else None
    found = number(scan, at)
    if found is None or found[0] > _LARGEST:
        return None
    amount, here = found
    unit = scan.value(here, "units") or scan.value(here, "counted") or scan.value(here, "dual")
    if not unit or scan.joined(here) or (scan.article(here) and not scan.has(here, "units", "counted")):
        return None
    if scan.has(here, "year_intro") and scan.year(here + 1):
        return None
    return amount, unit, here + 1


def _fraction(scan: Scan, at: int) -> tuple[float, int]:
    """Read "and a half" after a unit, with the unit repeated or not: ونصف، ونصف الساعة."""
    value = scan.value(at, "fraction") if scan.joined(at) else ""
    if not value:
        return 0.0, at
    return float(value), at + 2 if scan.has(at + 1, "counted") and not scan.joined(at + 1) else at + 1


def _tail(scan: Scan, at: int) -> int:
    """Return the word after the adjectives that belong to a duration: ثلاثة أيام متتالية، الساعات الـ24 الماضية."""
    while scan.has(at, "measure") or (scan.has(at, "direction") and scan.article(at)):
        at += 1
    return at


def _open(scan: Scan, at: int, method: str) -> Found | None:
    """Read an amount that is left open: عدة أيام، عشرات السنين."""
    if not scan.has(at, "some", "many"):
        return None
    unit = scan.value(at + 1, "units")
    return (timex.span(None, unit, method), _tail(scan, at + 2)) if unit else None


def _definite(scan: Scan, at: int, method: str) -> Found | None:
    """Read the definite plural or dual: السنوات الخمس الماضية (a duration), الأيام القليلة المقبلة (vague)."""
    if not scan.article(at):
        return None
    unit = scan.value(at, "units") or scan.value(at, "dual")
    if not unit and not scan.has(at, "period"):
        return None
    here = scan.skip(at + 1, "measure")
    here = scan.skip(here, "article")
    found = number(scan, here) if unit and (scan.article(here) or scan.kind(here) == "number") else None
    if found is not None:
        return timex.span(found[0], unit, method), _tail(scan, found[1])
    direction = scan.value(here, "direction") if scan.article(here) else ""
    if not direction:
        return None
    if scan.has(at, "dual"):
        return timex.span(2, unit, method), here + 1
    return Frame(value=_REFERENCES[direction], precision="vague", method=f"{direction} times"), here + 1


def _plain(scan: Scan, at: int, method: str) -> Found | None:
    """Read an indefinite unit: يومين، أسابيع، ساعة ونصف، and عام after a preposition of length."""
    if scan.article(at):
        return None
    lengthy = scan.has(at - 1, "length", "some") or (scan.has(at - 1, "of") and scan.has(at - 2, "compare"))
    unit = scan.value(at, "dual")
    if unit:
        more, stop = _fraction(scan, at + 1)
        return timex.span(2 + more, unit, method), _tail(scan, scan.skip(stop, "one"))
    unit = scan.value(at, "units")
    if unit:
        shy = scan.has(at, "support") and not lengthy
        owned = scan.has(at + 1, "weekday") or scan.norm(at + 1).startswith(_DEFINITE[0])
        return None if shy or owned else (timex.span(None, unit, method), _tail(scan, at + 1))
    unit = scan.value(at, "unit")
    if not unit:
        return None
    more, stop = _fraction(scan, at + 1)
    one = scan.skip(stop, "one")
    if not (more or one > stop or lengthy) or scan.kind(one) == "number":
        return None
    return timex.span(1 + more, unit, method), _tail(scan, one)
