"""Who acts and on whom, where only endings and the article tell two parties apart."""

from __future__ import annotations

import pytest

import waqai


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        # A plural that keeps its n takes no genitive.
        ("هاجم مسلحون موكبا عسكريا في سيناء.", "هاجم", ["مسلحون"], ["موكبا"]),
        ("خطف ملثمون مدير المستشفى أمس.", "خطف", ["ملثمون"], ["مدير المستشفى"]),
        # An indefinite accusative is no genitive.
        ("أوقفت شرطة تونس سائقا متهما بالتهريب.", "أوقفت", ["شرطة تونس"], ["سائقا"]),
        # A noun with the article takes no genitive.
        ("اتهمت وزارة الدفاع كتائب الصحراء بقصف القرية.", "اتهمت", ["وزارة الدفاع"], ["كتائب"]),
        # What "and" joins goes on with who acted, not with the noun before it.
        ("هاجم مسلحون موكب الوالي وجرحوا سائقه.", "جرحوا", ["مسلحون"], ["سائقه"]),
    ],
)
def test_two_parties_are_two(text: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    events = [one for one in waqai.read(text, language="ar").events if text[one.trigger.start : one.trigger.end] == trigger]
    assert [[text[one.start : one.end] for one in event.actors] for event in events] == [actors]
    assert [[text[one.start : one.end] for one in event.recipients] for event in events] == [recipients]
