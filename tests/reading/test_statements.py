"""Who said what: one rule per test, on sentences of our own."""

from __future__ import annotations

import pytest

import waqai


def told(text: str) -> list[tuple[str | None, str]]:
    """Return (name of the speaker, content) of each statement in text order."""
    record = waqai.read(text, published="2023-05-17", language="ar")
    names = {entity.id: entity.name for entity in record.entities}
    return [
        (names.get(statement.speaker or ""), " … ".join(text[span.start : span.end] for span in statement.content))
        for statement in record.statements
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("أوضح الدكتور سامي الكريبي أن الهدنة قائمة.", "سامي الكريبي"),
        ("قال الناطق باسم الحكومة سامي الكريبي إن الهدنة قائمة.", "سامي الكريبي"),
        ("قال اللواء فيصل رجب إن الهدنة قائمة.", "فيصل رجب"),
    ],
)
def test_titles_in_all_their_spellings_lead_to_the_name(text: str, speaker: str) -> None:
    assert told(text)[0][0] == speaker


def test_who_speaks_does_not_stand_inside_the_quotation() -> None:
    text = 'التقى الوزير نزار الحمداني وفدا قبليا. وقال "الهدنة التي أعلنها الرئيس ستصمد أسبوعا آخر".'
    assert told(text)[-1] == ("نزار الحمداني", "الهدنة التي أعلنها الرئيس ستصمد أسبوعا آخر")


def test_a_given_name_speaks_again() -> None:
    text = "رحب نزار الحمداني باسم الجماعة بالقرار. وقال نزار إن الطريق مفتوح."
    assert told(text)[-1][0] == "نزار الحمداني"


def test_the_speaker_goes_on_and_not_whom_he_told_of() -> None:
    text = "أكد نزار الحمداني أن المبعوث يسعى إلى حل، وأوضح أن الطرفين مستعدان."
    assert [speaker for speaker, _ in told(text)] == ["نزار الحمداني", "نزار الحمداني"]


def test_content_behind_a_preposition_and_that() -> None:
    text = "شدد نزار الحمداني على أن الطريق مفتوح أمام القوافل."
    assert told(text) == [("نزار الحمداني", "الطريق مفتوح أمام القوافل")]


def test_a_plural_participle_at_the_start_of_a_sentence_says_something() -> None:
    text = "دعا المحتجون إلى إطلاق الموقوفين. مشيرين إلى أنهم يحرمون من العلاج."
    assert "أنهم يحرمون من العلاج" in [content for _, content in told(text)]


def test_an_act_called_for_is_content() -> None:
    assert told("دعا المحتجون إلى الإفراج عن الموقوفين.")[0][1] == "الإفراج عن الموقوفين"


def test_a_verb_of_saying_before_that_is_no_name() -> None:
    text = "أفاد بأن الطريق مفتوح نزار الحمداني."
    assert told(text)[0][1].startswith("الطريق مفتوح")
