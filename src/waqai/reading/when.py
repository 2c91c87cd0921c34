"""When an event was: the time of its clause, its date, and what the date says of its status."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from waqai.languages.base import Sentence
from waqai.model import Time
from waqai.reading.draft import Candidate, Draft, within

_CYCLE: Final = 7  # days: what is older is background to this news
NEAR: Final = 14
_DATELINE: Final = 14  # words
_COMMAS: Final = (",", "\N{ARABIC COMMA}")
_DASHES: Final = ("-", "\N{EN DASH}", "\N{EM DASH}", "\N{HORIZONTAL BAR}")


def dated_status(draft: Draft, candidate: Candidate, time: Time | None) -> Candidate:
    """Make an event of an earlier year background and one of a coming day a plan: news tells its own events by day."""
    if candidate.status == "actual" and time is not None and time.value.startswith("ANCHOR+") and candidate.tense != "past":
        return msgspec.structs.replace(candidate, status="future", cue=(time.start, time.end))
    if candidate.status == "historical" and _recent(time, draft.published):
        return msgspec.structs.replace(candidate, status="actual", cue=None)
    if candidate.status != "actual" or time is None or not time.value[:4].isdigit():
        return candidate
    if draft.published is None:
        status = "historical" if time.precision == "year" else ""
    elif _older(time, draft.published):
        status = "historical"
    else:
        coming = candidate.tense != "past" and _coming(time, draft.published)
        status = "future" if coming else ""
    if not status:
        return candidate
    return msgspec.structs.replace(candidate, status=status, cue=(time.start, time.end))


def _recent(time: Time | None, published: str | None) -> bool:
    """Tell whether a time is a day of this news cycle, whatever tense tells it (كان قد شن أمس …)."""
    if time is None or published is None or time.precision not in ("day", "time") or not time.value[:4].isdigit():
        return False
    return time.value[: len(published)] <= published and not _older(time, published)


def _coming(time: Time, published: str) -> bool:
    """Tell whether a time lies after the publication date: a later day, week or month."""
    value = time.value
    if time.precision == "week" and "W" in value:
        year, week, _ = date.fromisoformat(published).isocalendar()
        return value[: len("2025-W07")] > f"{year}-W{week:02}"
    if time.precision in ("day", "month"):
        day = value[: len(published)]
        return day > published[: len(day)]
    return False


def _older(time: Time, published: str) -> bool:
    """Tell whether a time lies before this news cycle: a week ago by day, an earlier week, month or year."""
    today = date.fromisoformat(published)
    value = time.value
    if time.precision == "year":
        return value[:4] < published[:4]
    if time.precision == "week" and "W" in value:
        year, week = value.split("-W")
        return date.fromisocalendar(int(year), int(week[:2]), 7) < today
    if time.precision == "month":
        return (today - date.fromisoformat(f"{value[:7]}-28")).days > _CYCLE
    if time.precision in ("day", "time"):
        return (today - date.fromisoformat(value[: len(published)])).days > _CYCLE
    return False


def time_of(draft: Draft, candidate: Candidate) -> Time | None:
    """Return the nearest date or time of the trigger's clause: the clause ends at complementisers and subordinators."""
    sentence = draft.sentences[candidate.sentence]
    best: Time | None = None
    dateline: Time | None = None  # tells the day only where nothing else does
    distance = NEAR
    for time in within(draft.times, sentence.start, sentence.end):
        if time.type not in ("DATE", "TIME"):
            continue
        word = next((w.index for w in sentence.words if w.start <= time.start < w.end), -1)
        if word < 0 or crosses(sentence, candidate.word, word) or _in_relative_clause(sentence, word, candidate.word):
            continue
        if _in_dateline(sentence, word, candidate.word):
            dateline = time
            continue
        gap = abs(word - candidate.word)
        if gap < distance and time.value not in ("PRESENT_REF", "FUTURE_REF", "PAST_REF"):
            best, distance = time, gap
    return best or dateline


def _in_relative_clause(sentence: Sentence, time: int, trigger: int) -> bool:
    """Tell whether a time is in a relative clause that a comma closes before the trigger (X, which fell in 2022, welcomed)."""
    if time >= trigger:
        return False
    words = sentence.words
    comma = any(words[at].norm in _COMMAS for at in range(time + 1, trigger))
    opening = next((at for at in range(time - 1, -1, -1) if words[at].norm in _COMMAS or words[at].group == "rel"), -1)
    return comma and opening >= 0 and words[opening].group == "rel"


def _in_dateline(sentence: Sentence, time: int, trigger: int) -> bool:
    """Tell whether a time belongs to the dateline before the trigger (NIAMEY, June 14 (Agency) - Gunmen killed …)."""
    dash = next((at for at in range(time + 1, min(trigger, _DATELINE)) if sentence.words[at].norm in _DASHES), -1)
    return dash > 0 and sentence.words[dash].start > sentence.words[dash - 1].end


def crosses(sentence: Sentence, one: int, other: int) -> bool:
    """Tell whether a clause ends between two words: at a subordinator, before a joined verb, at a colon or semicolon."""
    low, high = sorted((one, other))
    for at in range(low + 1, high):
        word = sentence.words[at]
        if (
            word.group in ("sub", "comp", "when")
            or (word.conj and sentence.verbs[at] is not None)
            or word.norm in (":", "؛", ";")
        ):
            return True
    return False


def date_of(time: Time | None) -> str | None:
    """Return the day, month or year of a time; of a week the month that holds all of it, else the year."""
    if time is None or not time.value[:4].isdigit():
        return None
    year, _, rest = time.value.partition("T")[0].partition("-")
    if rest[:2].isdigit():
        return f"{year}-{rest}"
    if rest[:1] == "W" and rest[1:3].isdigit():
        first, last = (date.fromisocalendar(int(year), int(rest[1:3]), day) for day in (1, 7))
        return f"{first:%Y-%m}" if first.month == last.month else year
    return year
