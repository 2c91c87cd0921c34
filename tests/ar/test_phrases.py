"""Phrases and triggers point at exactly the words meant, whatever marks stand between, before or behind the letters."""

from __future__ import annotations

import unicodedata

import pytest

from waqai.languages.ar import sentences as ar
from waqai.languages.base import Phrase
from waqai.reading.pipeline import read
from waqai.text.normalise import shadow
from waqai.text.tokens import tokens


def phrases(text: str) -> list[tuple[str, str]]:
    """Return the words and the preposition of every phrase of ``text``."""
    return [(text[p.start : p.end], p.prep) for p in parsed(text)]


def parsed(text: str) -> tuple[Phrase, ...]:
    return ar.sentence(tokens(shadow(text)), 0, len(text)).phrases


@pytest.mark.parametrize(
    ("text", "words", "prep"),
    [
        ("زار روسيا", "روسيا", ""),
        ("زار وَرُوسيا", "رُوسيا", ""),
        ("زار وروسيا", "روسيا", ""),
        ("سافر لِرُوسيا", "رُوسيا", "ل"),
        ("سافر وَلِرُوسيا", "رُوسيا", "ل"),
        ("زار والطيّبة", "الطيّبة", ""),
        ("قال وَالرَّئيس الرُّوسي", "الرَّئيس الرُّوسي", ""),
        ("ندد بِالرَّئيس الرُّوسي", "الرَّئيس الرُّوسي", "ب"),
        ("قال لِلرَّئيس الرُّوسي", "لِلرَّئيس الرُّوسي", "ل"),
        ("أشاد بـالرئيس الروسي", "الرئيس الروسي", "ب"),
        ("زار وَبِلادَه", "بِلادَه", ""),
        ("سافر لِبِلادِهِ", "بِلادِهِ", "ل"),
        ("وصل الأمريكيّون", "الأمريكيّون", ""),
        ("وصل وَالأمريكيّون", "الأمريكيّون", ""),
    ],
)
def test_particles_are_left_out_whatever_marks_they_bear(text: str, words: str, prep: str) -> None:
    assert (words, prep) in phrases(text)


@pytest.mark.parametrize("mark", ["\u200f", "\u200e", "\u202c", "\u2069", "\ufeff"])
def test_controls_behind_a_word_are_not_of_it(mark: str) -> None:
    assert phrases(f"زار روسيا{mark} أمس")[0][0] == "روسيا"
    assert phrases(f"قال الرئيس الروسي{mark}{mark}.")[0][0] == "الرئيس الروسي"


@pytest.mark.parametrize("text", ["زار رُوسيَا.", "زار روسيـا.", "زار روســيـا.", "زار روسيًا."])
def test_marks_and_tatweel_of_a_word_are_of_it(text: str) -> None:
    found = parsed(text)
    assert [text[p.start : p.end] for p in found if p.kind == "state"] == [text[4:-1]]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("وَهَاجَمَ الجيش الإسرائيلي لبنان.", "هَاجَمَ"),
        ("وهـاجم الجيش الإسرائيلي لبنان.", "هـاجم"),
        ("\u202bوهاجم\u202c الجيش الإسرائيلي لبنان.", "هاجم"),
        ("فَهاجَمت إسرائيل لبنان.", "هاجَمت"),
    ],
)
def test_triggers_begin_behind_their_particle(text: str, trigger: str) -> None:
    assert trigger in [text[e.trigger.start : e.trigger.end] for e in read(text, language="ar").events]


@pytest.mark.parametrize(
    "text",
    ["قال الرئيس الروسي فلاديمير بوتين إن بلاده تدعم لبنان.", "هاجم الجيش الإسرائيلي مواقع في لبنان، وأدانت مصر الهجوم."],
)
@pytest.mark.parametrize("inserted", ["\u064e", "\u0640", "\u0651\u064f"])
def test_marks_change_no_phrase(text: str, inserted: str) -> None:
    marked = "".join(letter + inserted if unicodedata.category(letter) == "Lo" else letter for letter in text)
    assert [words.replace(inserted, "") for words, _ in phrases(marked)] == [words for words, _ in phrases(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("فرقت الشرطة المتظاهرين.", ["الشرطة", "المتظاهرين"]),
        ("فرقت القوى الأمنية المعتصمين.", ["القوى الأمنية", "المعتصمين"]),
    ],
)
def test_a_noun_with_the_article_takes_no_genitive(text: str, expected: list[str]) -> None:
    assert [words for words, _ in phrases(text)] == expected
