from __future__ import annotations

import pytest
from conftest import pages
from hypothesis import given

from waqai.text.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال كذا. وأضاف كذا.", ["قال كذا.", "وأضاف كذا."]),
        ("هل وصل؟ نعم!", ["هل وصل؟", "نعم!"]),
        ("سطر أول\nسطر ثان", ["سطر أول", "سطر ثان"]),
        ("بلغ 3.5 مليون. ثم", ["بلغ 3.5 مليون.", "ثم"]),
        ("قال أ. د. محمد إن ذلك تم.", ["قال أ. د. محمد إن ذلك تم."]),
        ("Mr. Smith met Gen. Jones. They spoke.", ["Mr. Smith met Gen. Jones.", "They spoke."]),
        ("The U.S. Senate voted. It passed.", ["The U.S. Senate voted.", "It passed."]),
        ("J. D. Vance spoke.", ["J. D. Vance spoke."]),
        ("He left at 5 p.m. Monday. Then", ["He left at 5 p.m. Monday.", "Then"]),
        ("قال: “انتهى الأمر.” ثم خرج.", ["قال: “انتهى الأمر.”", "ثم خرج."]),
        ("قال «نعم». ثم", ["قال «نعم».", "ثم"]),
        ("قال... ثم صمت.", ["قال...", "ثم صمت."]),
        ("قال… ثم صمت.", ["قال…", "ثم صمت."]),
        ("waqai.org is a page. Yes.", ["waqai.org is a page.", "Yes."]),
        ("***\n---\nنص", ["نص"]),
        ("  نص  ", ["نص"]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(pages("ar", 4))
def test_sentences_stand_in_order_and_are_trimmed(text: str) -> None:
    found = sentences(text)
    end = 0
    for start, stop in found:
        assert end <= start < stop <= len(text)
        assert text[start:stop] == text[start:stop].strip()
        assert "\n" not in text[start:stop]
        end = stop


@given(pages("en", 4))
def test_no_letter_is_lost(text: str) -> None:
    covered = {at for start, end in sentences(text) for at in range(start, end)}
    assert all(at in covered for at, letter in enumerate(text) if letter.isalnum())


def test_a_text_without_stops_is_cut_at_spaces() -> None:
    text = "قال الوزير، " * 2000
    found = sentences(text)
    assert len(found) > 1
    assert all(end - start <= 4100 for start, end in found)
    assert "".join(text[start:end] for start, end in found).replace(" ", "") == text.replace(" ", "")
