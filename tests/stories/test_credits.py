"""Credit lines in the dateline, in brackets and at the end; names of agencies elsewhere are none."""

from __future__ import annotations

import pytest
from conftest import pages
from hypothesis import given

from waqai.stories.credits import origin
from waqai.tables import rows


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("لندن (رويترز) - قال وزير إن الأسعار ارتفعت.", "Reuters"),
        ("الخرطوم 3 رجب 1440 هـ الموافق 10 مارس 2019 م واس\nوصل الوزير.", "Saudi Press Agency"),
        ("واس - الرياض\nوصل الوزير.", "Saudi Press Agency"),
        ("القاهرة - أ ش أ: بحث الوزير الأمر.", "Middle East News Agency"),
        ("بيروت- أ ف ب\nبحث الوزير الأمر.", "Agence France-Presse"),
        ("بحث الوزير الأمر.\n(أ. ف. ب)", "Agence France-Presse"),
        ("بحث الوزير الأمر. (د ب أ)", "Deutsche Presse-Agentur"),
        ("وصل الوزير. انتهى/واس", "Saudi Press Agency"),
        ("الدوحة - قنا: وصل الوزير.", "Qatar News Agency"),
        ("واشنطن / 3 مايو / أ.ب. / قال الوزير", "Associated Press"),
        ("MOSCOW, May 3 (AP) - The minister said so.", "Associated Press"),
        ("KUWAIT, Jan 4 (KUNA) -- The minister said so.", "Kuwait News Agency"),
        ("The minister said so.\nReuters", "Reuters"),
        ("قالت رويترز إن الوزير استقال: بيان.", None),
        ("ذكرت وكالة الأنباء الرسمية الصينية المعروفة (شينخوا) أن الوزير استقال.", None),
        ("قنا - سالم راشد: وقع حادث.", None),
        ("يفتتح المعرض في أغسطس (آب)", None),
        ("عواصم - وكالات: قال الوزير.", None),
        ("", None),
    ],
)
def test_origin(text: str, agency: str | None) -> None:
    assert origin(text, None) == agency


def test_a_title_may_carry_the_credit() -> None:
    assert origin("قال مسؤول إن الأرض اهتزت.", "زلزال يهز الجزيرة (شينخوا)") == "Xinhua"
    assert origin("(رويترز) - قال مسؤول إن الأرض اهتزت.", "زلزال يهز الجزيرة (شينخوا)") == "Reuters"


@pytest.mark.parametrize("row", rows("lexicon", "credits.tsv"), ids=lambda row: row["agency"])
def test_every_spelling_is_found(row: dict[str, str]) -> None:
    for cell in ("ar", "en", "beside"):
        for spelling in filter(None, row[cell].split("|")):
            assert origin(f"عمان ({spelling}) - قال الوزير كلاما.", None) == row["agency"], spelling


def test_there_are_enough_agencies() -> None:
    assert len(rows("lexicon", "credits.tsv")) >= 60


@given(pages("ar"), pages("en"))
def test_any_text_has_an_origin_or_none(text: str, title: str) -> None:
    agencies = {row["agency"] for row in rows("lexicon", "credits.tsv")}
    assert origin(text, title) in agencies | {None}
