"""Time expressions of both languages: spans, TIMEX3 values and what is no time."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from waqai.languages.ar import times as arabic
from waqai.languages.en import times as english
from waqai.reading.pipeline import read
from waqai.text.normalise import shadow
from waqai.text.tokens import Token, tokens
from waqai.timex import Expression

_CASES = Path(__file__).parent / "cases"
_READERS = {"ar": arabic, "en": english}
Case = tuple[str, str, str, str]


def _cases(language: str) -> list[Case]:
    with (_CASES / f"times_{language}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["text"], row["published"], row["tense"], row["expected"]) for row in rows]


def _words(text: str) -> list[Token]:
    return tokens(shadow(text))


def _tense(name: str) -> Callable[[int], str]:
    return lambda _word: name


def _read(language: str, text: str, published: str, tense: str = "") -> list[Expression]:
    found: list[Expression] = _READERS[language].times(_words(text), published or None, _tense(tense))
    return found


def _shown(text: str, found: Sequence[Expression]) -> str:
    return " ; ".join(f"{text[each.start : each.end]}={each.value}" for each in found)


@pytest.mark.parametrize("case", _cases("ar"), ids=lambda case: case[0][:40])
def test_arabic_case(case: Case) -> None:
    text, published, tense, expected = case
    assert _shown(text, _read("ar", text, published, tense)) == expected


@pytest.mark.parametrize("case", _cases("en"), ids=lambda case: case[0][:40])
def test_english_case(case: Case) -> None:
    text, published, tense, expected = case
    assert _shown(text, _read("en", text, published, tense)) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "وصل الوفد مساء الاثنين", ("TIME", "published", "part of day")),
        ("ar", "وقع الاتفاق في 3 مايو 2015", ("DATE", "text", "day")),
        ("ar", "استمرت الجلسة ثلاث ساعات", ("DURATION", "none", "hour")),
        ("ar", "تجتمع اللجنة شهريا", ("SET", "none", "set")),
        ("en", "They met last week", ("DATE", "published", "week")),
        ("en", "They met in the 1990s", ("DATE", "text", "decade")),
    ],
)
def test_type_anchor_and_precision(language: str, text: str, expected: tuple[str, str, str]) -> None:
    (found,) = _read(language, text, "2025-02-13")
    assert (found.type, found.anchor, found.precision) == expected
    assert found.method


def test_offsets_and_word_numbers_with_vowel_marks() -> None:
    text = "وصلَ الوفدُ في الـ٣ من يُوليو ٢٠١٥ إلى بغداد"
    (found,) = _read("ar", text, "")
    assert found.value == "2015-07-03"
    assert text[found.start : found.end].endswith("٢٠١٥")
    words = _words(text)
    assert (words[found.first].norm, words[found.last].norm) == ("3", "2015")


@pytest.mark.parametrize(
    ("language", "text", "published", "expected"),
    [
        ("ar", "قال الوزير اليوم الأربعاء إن بلاده ترحب", "2015-07-31", "2015-07-29"),
        ("ar", "وصل الوفد أمس (الثلاثاء)", "2015-07-31", "2015-07-29"),
        ("ar", "قال الوزير اليوم إن بلاده ترحب", "2015-07-31", None),
        ("en", "The minister said today, Wednesday, that talks go on", "2015-07-31", "2015-07-29"),
    ],
)
def test_day_of_writing(language: str, text: str, published: str, expected: str | None) -> None:
    assert _READERS[language].written(_words(text), published) == expected


def test_thirty_words_take_no_time_to_speak_of() -> None:
    text = (
        "قال وزير الخارجية أمس في مؤتمر صحفي عقده في العاصمة إن بلاده ستوقع الاتفاق الأسبوع المقبل بعد مفاوضات دامت "
        "ثلاثة أعوام مع الدول الكبرى في فيينا وجنيف منذ عام 2013"
    )
    words = _words(text)
    arabic.times(words, "2025-02-13", _tense(""))
    best = min(_timed(words) for _ in range(5))
    assert best < 0.005  # ten times what it takes: a busy machine must not fail it


def _timed(words: Sequence[Token]) -> float:
    begin = time.perf_counter()
    for _ in range(20):
        arabic.times(words, "2025-02-13", _tense(""))
    return (time.perf_counter() - begin) / 20


def test_what_is_counted_from_the_text_starts_at_its_last_date() -> None:
    text = "The army shelled the port on 4 May 2019. Two days later it withdrew. The previous year it had held the town."
    values = [time.value for time in read(text, published="2025-02-13", language="en").times]
    assert values == ["2019-05-04", "2019-05-06", "2018"]
    undated = read("They met in Oslo. The next day they left.", language="en").times
    assert [time.value for time in undated] == ["ANCHOR+P1D"]
