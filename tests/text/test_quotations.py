from __future__ import annotations

import pytest
from conftest import pages
from hypothesis import given

from waqai.text.quotations import quotations

Found = list[tuple[str, int, bool]]


def found(text: str) -> Found:
    return [(text[q.start : q.end], q.level, q.closed) for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال: “نعم”.", [("نعم", 0, True)]),
        ("قال: «نعم».", [("نعم", 0, True)]),
        ('قال: "نعم".', [("نعم", 0, True)]),
        ("قال: ''نعم''.", [("نعم", 0, True)]),
        ("„ja”", [("ja", 0, True)]),
        ("« نعم »", [("نعم", 0, True)]),
        ("“قال «لا» أمس”", [("قال «لا» أمس", 0, True), ("لا", 1, True)]),
        ("“قال “لا” أمس”", [("قال “لا” أمس", 0, True), ("لا", 1, True)]),
        ('"قال «لا» أمس"', [("قال «لا» أمس", 0, True), ("لا", 1, True)]),
        ("قال “نعم\nثم", [("نعم", 0, False)]),
        ("قال “نعم", [("نعم", 0, False)]),
        ("نعم” ثم “لا”", [("لا", 0, True)]),
        ('"نعم" و"لا"', [("نعم", 0, True), ("لا", 0, True)]),
        ("“”", []),
        ("“ ”", []),
        ('"', []),
        ("", []),
        ("It's Trump's plan", []),
    ],
)
def test_quotations(text: str, expected: Found) -> None:
    assert found(text) == expected


def test_a_closing_mark_of_another_kind_leaves_the_quotation_open() -> None:
    assert found("«نعم” ثم» لا") == [("نعم” ثم", 0, True)]


def test_an_inner_slip_does_not_cost_the_outer_quotation() -> None:
    assert ("أ «ب ج", 0, True) in found("“أ «ب ج” د")


@given(pages("ar", 4))
def test_quotations_nest_on_one_line_without_outer_white_space(text: str) -> None:
    items = quotations(text)
    assert items == sorted(items, key=lambda q: (q.start, -q.end))
    for item in items:
        assert 0 <= item.start < item.end <= len(text)
        words = text[item.start : item.end]
        assert words == words.strip()
        assert "\n" not in words
        assert item.level >= 0
    for one in items:
        for other in items:
            crossing = one.start < other.start < one.end < other.end
            assert not crossing
