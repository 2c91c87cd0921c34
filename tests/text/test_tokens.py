from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import pages
from hypothesis import given

from waqai.text.normalise import fold, shadow
from waqai.text.tokens import tokens


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.norm, token.kind) for token in tokens(shadow(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الرئيس", [("قال", "arabic"), ("الرئيس", "arabic")]),
        ("1,250.5 دولار", [("1,250.5", "number"), ("دولار", "arabic")]),
        ("١٢٫٥%", [("12٫5%", "number")]),
        ("في 14/2/2025", [("في", "arabic"), ("14/2/2025", "number")]),
        ("10:30", [("10:30", "number")]),
        ("U.S. vice-president's", [("U.S.", "latin"), ("vice-president's", "latin")]),
        ("Erdoğan", [("Erdoğan", "latin")]),
        ("“نعم”", [("“", "mark"), ("نعم", "arabic"), ("”", "mark")]),
        ("قال...", [("قال", "arabic"), ("...", "mark")]),
        ("ترامب،بوتين", [("ترامب", "arabic"), ("،", "mark"), ("بوتين", "arabic")]),
        ("روسيا/أوكرانيا", [("روسيا", "arabic"), ("/", "mark"), ("اوكرانيا", "arabic")]),
        ("JD Vanceقال", [("JD", "latin"), ("Vance", "latin"), ("قال", "arabic")]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize("text", ["قَالَ الرَّئِيسُ", "الـرئيس قـال", "قال\u200f الرئيس", "ﻻ ﷲ", "٢٠٢٥"])
def test_source_words_fold_to_the_norm(text: str) -> None:
    for token in tokens(shadow(text)):
        assert fold(text[token.start : token.end]).strip() == token.norm


def test_marks_at_the_end_of_a_word_belong_to_it() -> None:
    text = "محمداً، قالَ"
    first, comma, last = tokens(shadow(text))
    assert text[first.start : first.end] == "محمداً"
    assert text[comma.start : comma.end] == "،"
    assert text[last.start : last.end] == "قالَ"


@given(pages("ar", 3))
def test_tokens_stand_in_order_inside_the_text(text: str) -> None:
    copy = shadow(text)
    found = tokens(copy)
    for one, other in pairwise(found):
        assert one.end <= other.start or one.start == other.start  # two letters of one ligature
    for token in found:
        assert 0 <= token.start <= token.end <= len(text)
        assert copy.text[token.at : token.at + len(token.norm)] == token.norm


@given(pages("ar", 3))
def test_every_letter_is_in_a_token(text: str) -> None:
    copy = shadow(text)
    covered = {at for token in tokens(copy) for at in range(token.at, token.at + len(token.norm))}
    assert all(at in covered for at, letter in enumerate(copy.text) if not letter.isspace())
