"""English times that need another: the next day, a year earlier, the third quarter, the spring."""

from __future__ import annotations

from typing import Final

from waqai import timex
from waqai.languages.en import durations
from waqai.timewords import Found, Scan
from waqai.timex import Frame

POINTED: Final = ("D", "W", "M", "Y")


def season(scan: Scan, at: int) -> Found | None:
    """Read the spring, this summer, last winter: a season of a year that the text does not name."""
    direction = scan.value(at, "direction")
    value = scan.value(at + 1, "season") if direction or scan.has(at, "the") else ""
    if not value or scan.kind(at + 2) == "number" or scan.has(at + 2, "named_season"):
        return None
    return Frame(unit="Y", direction=direction, share=value), at + 2


def quarter(scan: Scan, at: int) -> Found | None:
    """Read the third quarter, last year's first half, Q1 2020: a part of a year that the text may leave out."""
    start = at + 1 if scan.has(at, "the") or scan.has(at, "direction") else at
    start += scan.has(start, "fiscal")
    value = scan.value(start, "quarter_of_year")
    here = scan.after(start, "quarter_of_year")
    if not value:
        return None
    if scan.year(here):
        return Frame(year=scan.year(here), share=value), here + 1
    bare = start == at and "-" not in scan.norm(start) and not scan.has(at - 1, "in")
    return None if bare or scan.norm(here) == "of" else (Frame(unit="Y", share=value), here)


def pointed(scan: Scan, at: int) -> Found | None:
    """Read the next day, that year, a day later, two months before: counted from the time that the text spoke of last."""
    here = at + 1 if scan.has(at, "the") else at
    step, unit = scan.value(here, "pointed"), scan.value(here + 1, "unit")
    word = scan.norm(here)
    told = here > at or word in ("that", "That")
    if step and unit in POINTED and told and (word != "next" or unit == "D"):
        return _from_text(int(step), unit), here + 2
    counted = durations.counted(scan, at)
    if counted is None:
        return None
    amount, unit, stop = counted
    sign = scan.value(stop, "back_or_on")
    if (
        not sign
        or unit not in POINTED
        or amount != int(amount)
        or (scan.norm(stop) in ("after", "before") and not _ends(scan, stop + 1))
    ):
        return None
    return _from_text(int(sign) * int(amount), unit), stop + 1


def _from_text(step: int, unit: str) -> Frame:
    return Frame(
        value=f"{timex.TEXT}{step:+d}{unit}", precision=timex.precision(unit), method="counted from the text's last time"
    )


def _ends(scan: Scan, at: int) -> bool:
    """Tell whether a clause ends here, so that "before" and "after" are adverbs (two days before)."""
    return at >= scan.count or scan.norm(at) in (".", ",", ";", ")", "?", "!")
