from __future__ import annotations

import unicodedata

import pytest
from conftest import CONTROLS, PRESENTATION, pages
from hypothesis import given
from hypothesis import strategies as st

from waqai.text.normalise import fold, shadow

ANY = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(CONTROLS + PRESENTATION)), max_size=60)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أإآٱا", "ااااا"),
        ("مستشفى", "مستشفي"),
        ("مُحَمَّدٌ", "محمد"),
        ("الـــرئيس", "الرئيس"),
        ("٢٠٢٥", "2025"),
        ("ﻻ", "لا"),
        ("ﷲ", "الله"),
        ("ايران\u200c", "ايران"),
        ("\u202bقال\u202c", "قال"),
        ("Trump’s", "Trump's"),
        ("كلمة\u00a0أخرى", "كلمة اخرى".replace("ى", "ي")),
        ("مسؤول رئيس", "مسؤول رئيس"),
        ("حكومة", "حكومة"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_shadow_is_what_fold_gives(text: str) -> None:
    copy = shadow(text)
    assert copy.length == len(text)
    assert copy.text == fold(text) or any(unicodedata.normalize("NFKC", c) != c for c in text)


@given(ANY)
def test_map_is_monotone_and_ends_at_the_end(text: str) -> None:
    copy = shadow(text)
    offsets = [copy.source(i) for i in range(len(copy.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert all(0 <= offset <= len(text) for offset in offsets)


@given(pages("ar", 2))
def test_every_shadow_letter_comes_from_a_source_letter_that_folds_to_it(text: str) -> None:
    copy = shadow(text)
    for at, letter in enumerate(copy.text):
        here = copy.source(at)
        assert letter in fold(text[here]) or letter == text[here]


def test_map_of_a_ligature_points_to_the_ligature() -> None:
    copy = shadow("قال ﻻ شك")
    assert copy.text == "قال لا شك"
    assert [copy.source(i) for i in range(len(copy.text) + 1)] == [0, 1, 2, 3, 4, 4, 5, 6, 7, 8]


def test_marks_belong_to_the_word_that_bears_them() -> None:
    text = "قَالَ الرَّئِيسُ أمس"
    copy = shadow(text)
    at = copy.text.index("الرئيس")
    assert text[copy.source(at) : copy.source(at + len("الرئيس"))].strip() == "الرَّئِيسُ"


def test_identity_without_special_characters() -> None:
    copy = shadow("قال الرئيس")
    assert copy.starts is None
    assert copy.source(4) == 4
