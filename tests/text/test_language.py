from __future__ import annotations

import pytest
from conftest import article_lines, pages
from hypothesis import given, settings

from waqai.text.language import language_of

PASSAGES = [
    ("ar", "قال وزير الخارجية إن المحادثات التي جرت في القاهرة كانت مثمرة، وأضاف أن الجولة المقبلة ستعقد بعد أسبوع."),
    ("ar", "قال Volodymyr Zelensky إنه ناقش “فرصًا لتحقيق السلام” في دعوة “ذات مغزى” مع ترامب."),
    ("fa", "وزیر امور خارجه ایران روز دوشنبه در تهران با همتای خود دیدار کرد و درباره گفتگوهای هسته‌ای صحبت کردند."),
    ("ur", "وزیر خارجہ نے کہا ہے کہ پاکستان اور بھارت کے درمیان مذاکرات کا اگلا دور اسلام آباد میں ہوگا۔"),
    ("ps", "د افغانستان د بهرنیو چارو وزارت وايي چې د دواړو هېوادونو ترمنځ خبرې به په راتلونکې اونۍ کې پیل شي."),
    ("ckb", "سەرۆکی هەرێمی کوردستان لە هەولێر پێشوازی لە وەزیری دەرەوەی فەرەنسا کرد و باسی پەیوەندییەکانیان کرد."),
    ("en", "The foreign minister said on Monday that the talks in Cairo had been productive and would go on."),
    ("fr", "Le ministre des Affaires étrangères a déclaré lundi que les pourparlers du Caire avaient été fructueux."),
    ("de", "Der Außenminister sagte am Montag, die Gespräche in Kairo seien ergiebig gewesen und würden fortgesetzt."),
]


@pytest.mark.parametrize(("code", "text"), PASSAGES)
def test_language(code: str, text: str) -> None:
    found = language_of(text)
    # What matters is that nothing but Arabic is read as Arabic and nothing but English as English.
    assert (found in ("ar", "en")) == (code in ("ar", "en"))
    if code in ("ar", "en"):
        assert found == code


@pytest.mark.parametrize("text", ["", " \n", "***", "…\u200f"])
def test_nothing_to_tell_by(text: str) -> None:
    assert language_of(text) == "und"


@pytest.mark.parametrize("text", ["123 456", "😀", "Отговор", "\x00"])
def test_digits_and_other_scripts_are_neither(text: str) -> None:
    assert language_of(text) not in ("ar", "en")


def test_sample_articles() -> None:
    for language in ("ar", "en"):
        text = "\n".join(article_lines(language)[:6])
        assert language_of(text) == language


@settings(max_examples=50)
@given(pages("ar", 3))
def test_always_an_answer(text: str) -> None:
    assert language_of(text)
