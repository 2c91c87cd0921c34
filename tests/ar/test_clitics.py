from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.languages.ar.clitics import PRONOUN_FEATURES, enclitics, noun_splits, proclitics

LETTERS = st.text(st.characters(min_codepoint=0x621, max_codepoint=0x64A, exclude_characters="ـ"), min_size=1, max_size=9)


def parts(word: str) -> set[tuple[str, str, bool, str]]:
    return {(s.conj, s.prep, s.article, s.stem) for s in proclitics(word)}


@pytest.mark.parametrize(
    ("word", "split"),
    [
        ("هجوم", ("", "", False, "هجوم")),
        ("وهجوم", ("و", "", False, "هجوم")),
        ("فهجوم", ("ف", "", False, "هجوم")),
        ("بهجوم", ("", "ب", False, "هجوم")),
        ("الهجوم", ("", "", True, "هجوم")),
        ("بالهجوم", ("", "ب", True, "هجوم")),
        ("للهجوم", ("", "ل", True, "هجوم")),
        ("وللهجوم", ("و", "ل", True, "هجوم")),
        ("كالهجوم", ("", "ك", True, "هجوم")),
        ("لهجوم", ("", "ل", False, "هجوم")),
        ("وبالهجوم", ("و", "ب", True, "هجوم")),
        ("فبالهجوم", ("ف", "ب", True, "هجوم")),
    ],
)
def test_proclitics(word: str, split: tuple[str, str, bool, str]) -> None:
    assert split in parts(word)


@pytest.mark.parametrize("word", ["وزير", "بوتين", "كييف", "فرنسا", "لبنان", "و"])
def test_the_whole_word_comes_first(word: str) -> None:
    first = proclitics(word)[0]
    assert (first.stem, first.conj, first.prep, first.article, first.cut) == (word, "", "", False, 0)


@given(LETTERS)
def test_stem_stands_at_the_cut(word: str) -> None:
    for split in proclitics(word):
        assert word[split.cut :] == split.stem
        assert split.stem


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("محادثاته", ("محادثات", "ه")),
        ("محادثاتهما", ("محادثات", "هما")),
        ("زيارتها", ("زيارت", "ها")),
        ("بلادنا", ("بلاد", "نا")),
        ("التقاهم", ("التقا", "هم")),
    ],
)
def test_enclitics(word: str, found: tuple[str, str]) -> None:
    assert found in list(enclitics(word))


@given(LETTERS)
def test_enclitics_leave_two_letters_and_have_features(word: str) -> None:
    for stem, pronoun in enclitics(word):
        assert stem + pronoun == word
        assert len(stem) >= 2
        assert pronoun in PRONOUN_FEATURES


@pytest.mark.parametrize(
    ("word", "stem", "prep", "pronoun", "article"),
    [
        ("هجوما", "هجوم", "", "", False),
        ("محادثته", "محادثة", "", "ه", False),
        ("زيارته", "زيارة", "", "ه", False),
        ("بزيارتهما", "زيارة", "ب", "هما", False),
        ("والهجوم", "هجوم", "", "", True),
        ("للزيارة", "زيارة", "ل", "", True),
        ("لزيارتنا", "زيارة", "ل", "نا", False),
        ("وهجومهم", "هجوم", "", "هم", False),
    ],
)
def test_noun_splits(word: str, stem: str, prep: str, pronoun: str, *, article: bool) -> None:
    known = {"هجوم", "زيارة", "محادثة"}.__contains__
    found = [(s.stem, s.prep, s.pronoun, s.article) for s in noun_splits(word, known)]
    assert (stem, prep, pronoun, article) in found


@pytest.mark.parametrize("word", ["وزير", "بوتين", "الوزير", "هجومية", "ال", "الهجومها", "و", ""])
def test_nothing_is_peeled_when_the_rest_is_no_known_noun(word: str) -> None:
    # Peeling blindly would turn بوتين into وتين; after the article no pronoun may follow (الهجومها).
    assert not list(noun_splits(word, {"هجوم"}.__contains__))
