"""Times: the expressions of each sentence resolved against the publication date, the tense of the clause deciding direction."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

import msgspec

from waqai import timex
from waqai.languages.base import Grammar, Sentence
from waqai.languages.registry import grammar
from waqai.model import Time
from waqai.reading.draft import Cue, Draft
from waqai.timex import Expression

_FIRST: Final = 6
_DAY: Final = 10  # characters of an ISO date
_IS_DATE: Final = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?![\d-]|W)")
_IS_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_SHIFT: Final = 3


class _Last(msgspec.Struct):
    """The last day and the last date that the text spoke of, as the values of their times (grows with one article)."""

    any: bool = False
    day: str = ""
    date: str = ""

    def note(self, read: Expression) -> None:
        """Note one more time of the text."""
        self.any = True
        if read.type in ("DATE", "TIME"):
            self.day = read.value[:_DAY] if _IS_DAY.match(read.value) else self.day
            self.date = read.value if _IS_DATE.match(read.value) else self.date


def times(draft: Draft) -> Draft:
    """Add ``times`` in text order."""
    rules = grammar(draft.language)
    published = _written(draft, rules)
    found: list[Time] = []
    last = _Last()
    for number, sentence in enumerate(draft.sentences):
        if number in draft.skip:
            continue
        known = [cue for cue in draft.cues[number] if cue.status in ("future", "hypothetical")]
        for read in rules.times(sentence.words, published, _tense(sentence, known)):
            expression = _on_its_day(read, last, published)
            last.note(expression)
            found.append(
                Time(
                    id=f"t{len(found) + 1}",
                    start=expression.start,
                    end=expression.end,
                    type=expression.type,
                    value=expression.value,
                    anchor=expression.anchor,
                    precision=expression.precision,
                    method=expression.method,
                )
            )
    return msgspec.structs.replace(draft, times=tuple(found))


def _on_its_day(read: Expression, last: _Last, published: str | None) -> Expression:
    """Return an hour without a day on the day that the text spoke of last, else on the day of publication."""
    if read.value.startswith(timex.TEXT):
        return _from_the_text(read, last, published)
    if read.type != "TIME" or not read.value.startswith("T") or published is None:
        return read
    return msgspec.structs.replace(
        read, value=(last.day or published[:_DAY]) + read.value, anchor="published", method=f"{read.method}, day of the text"
    )


def _from_the_text(read: Expression, last: _Last, published: str | None) -> Expression:
    """Return "the next day", "a year earlier" counted from the date that the text gave last, else from its publication."""
    reference = last.date or published or ""
    if not reference:
        value = read.value.replace(timex.TEXT, "ANCHOR")
        return msgspec.structs.replace(read, value=re.sub(r"([+-])(\d+)([A-Z])$", r"\1P\2\3", value), anchor="none")
    day = _IS_DATE.match(reference)
    value = timex.from_text(read.value, day.group(1) if day else reference)
    return msgspec.structs.replace(read, value=value, anchor="text" if last.any else "published")


def _written(draft: Draft, rules: Grammar) -> str | None:
    """Return the day the text was written: the published date, corrected where the text names its own weekday nearby.

    Pages date an article by the day it was posted or by UTC; "today, Wednesday" in its first sentences says which day it was.
    """
    if draft.published is None:
        return None
    for number, sentence in enumerate(draft.sentences[:_FIRST]):
        day = rules.written(sentence.words, draft.published) if number not in draft.skip else None
        if day is not None and abs((date.fromisoformat(day) - date.fromisoformat(draft.published)).days) <= _SHIFT:
            return day
    return draft.published


def _tense(sentence: Sentence, known: list[Cue]) -> Callable[[int], str]:
    """Return a function that tells the tense of the clause around a word.

    It is that of the nearest verb, or future where a plan is announced before the word.
    """

    def tense(index: int) -> str:
        low = 0
        for at in range(index - 1, -1, -1):
            if sentence.words[at].group in ("sub", "comp") and sentence.words[at].norm != sentence.words[0].norm:
                low = at
                break
        if any(low - 1 <= cue.last and cue.first < index for cue in known):
            return "future"
        verbs = [(abs(at - index), verb) for at, verb in enumerate(sentence.verbs) if verb is not None and at >= low]
        if not verbs:
            return ""
        nearest = min(verbs, key=lambda item: item[0])[1]
        return {"past": "past", "future": "future"}.get(nearest.tense, "")

    return tense
