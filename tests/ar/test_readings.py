"""What the tables say of a word in its sentence: verb or noun, person and number, particles and pronoun."""

from __future__ import annotations

import pytest

from waqai.languages.ar import sentences as ar
from waqai.languages.base import Sentence, Word
from waqai.text.normalise import fold, shadow
from waqai.text.tokens import tokens


def parse(text: str) -> Sentence:
    return ar.sentence(tokens(shadow(text)), 0, len(text))


def word(text: str, spelling: str) -> Word:
    return next(w for w in parse(text).words if w.norm == fold(spelling))


@pytest.mark.parametrize(
    ("text", "spelling", "lemma"),
    [
        ("التقى الوزير نظيره المصري في القاهرة.", "التقى", "التقى"),
        ("واتفق الجانبان على عقد اجتماع آخر.", "واتفق", "اتفق"),
        ("وصرحت المتحدثة بأن الحكومة سترد.", "سترد", "رد"),
        ("أدانت الجامعة العربية الهجوم.", "أدانت", "أدان"),
        ("الوزيران يبحثان ملف المياه.", "يبحثان", "بحث"),
        ("لم يلتق الرئيس الوفد.", "يلتق", "التقى"),
        ("هاجمت طائرات مسيرة الميناء.", "هاجمت", "هاجم"),
    ],
)
def test_verbs(text: str, spelling: str, lemma: str) -> None:
    assert lemma in {verb.lemma for verb in word(text, spelling).verbs}


@pytest.mark.parametrize(
    ("text", "spelling", "number", "gender"),
    [
        ("اتفقا على وقف القتال.", "اتفقا", "d", "m"),
        ("أعلنوا الإضراب.", "أعلنوا", "p", "m"),
        ("رفضت الحكومة الطلب.", "رفضت", "s", "f"),
    ],
)
def test_agreement_of_verbs(text: str, spelling: str, number: str, gender: str) -> None:
    assert (number, gender) in {(verb.number, verb.gender) for verb in word(text, spelling).verbs}


@pytest.mark.parametrize(
    ("text", "spelling", "stem", "conj", "prep", "article"),
    [
        ("وصل في زيارة رسمية.", "زيارة", "زيارة", "", "", False),
        ("عقب الهجوم على الميناء.", "الهجوم", "هجوم", "", "", True),
        ("ندد بالهجوم أمس.", "بالهجوم", "هجوم", "", "ب", True),
        ("وللهجوم أسباب.", "وللهجوم", "هجوم", "و", "ل", True),
        ("تعرض لهجوم مسلح.", "لهجوم", "هجوم", "", "ل", False),
    ],
)
def test_particles_of_nouns(text: str, spelling: str, stem: str, conj: str, prep: str, *, article: bool) -> None:
    found = word(text, spelling)
    assert found.nouns
    assert (found.stem, found.conj, found.prep, found.article) == (stem, conj, prep, article)


@pytest.mark.parametrize(
    ("text", "spelling", "pronoun"), [("خلال زيارته للكويت.", "زيارته", "ه"), ("في اجتماعهما أمس.", "اجتماعهما", "هما")]
)
def test_pronouns_of_nouns(text: str, spelling: str, pronoun: str) -> None:
    assert pronoun in {noun.pronoun for noun in word(text, spelling).nouns}


@pytest.mark.parametrize(
    ("text", "spelling"),
    [("قال وزير الخارجية.", "وزير"), ("أشاد بوتين بالاتفاق.", "بوتين"), ("غادر كييف أمس.", "كييف"), ("زار لبنان.", "لبنان")],
)
def test_names_and_titles_keep_their_first_letter(text: str, spelling: str) -> None:
    found = word(text, spelling)
    assert not found.conj
    assert not found.prep
    assert found.stem_start == found.start


@pytest.mark.parametrize(
    ("text", "spelling", "group"),
    [
        ("قال إن الوفد غادر.", "إن", "comp"),
        ("لم يوافق.", "لم", "neg"),
        ("الذي وصل.", "الذي", "rel"),
        ("في القاهرة.", "في", "prep"),
        ("وفي القاهرة.", "وفي", "prep"),
    ],
)
def test_groups(text: str, spelling: str, group: str) -> None:
    assert word(text, spelling).group == group


def test_set_phrase_is_read_as_a_whole() -> None:
    sentence = parse("دعا إلى وقف إطلاق النار فورا.")
    first = next(w for w in sentence.words if w.norm == "وقف")
    assert [noun.size for noun in first.nouns] == [3]
    assert not any(sentence.words[first.index + k].nouns for k in (1, 2))


@pytest.mark.parametrize("text", ["قال الرئيسُ: “نعم”.", "وَقَالَ الـرئيس إنَّ", "بـ الاتفاق", "و الرئيس", "ﻻ يمكن"])
def test_words_slice_their_sentence(text: str) -> None:
    for found in parse(text).words:
        assert 0 <= found.start <= found.stem_start <= found.end <= len(text)
