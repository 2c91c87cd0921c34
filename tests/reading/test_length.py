"""The time of reading grows with the length of an article, not with its square."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

import waqai
from waqai.reading.bearers import Names, Officers
from waqai.reading.spans import Cover, Stabbed
from waqai.text.quotations import holders, quotations

if TYPE_CHECKING:
    from collections.abc import Callable

STATES = ("Russia", "France", "Egypt", "Iran", "Turkey", "Germany", "Japan", "Italy", "Spain", "China")
GIVEN = ("John", "Peter", "Maria", "Anna", "James")
SYLLABLES = ("ka", "lo", "mi", "ne", "ru", "sa", "to", "vi", "ba", "de")


def _name(number: int) -> str:
    return "B" + "".join(SYLLABLES[int(digit)] for digit in str(number + 100))


def _quoted(n: int) -> str:
    return f'The minister of {STATES[n % 10]} said: "We met {STATES[n * 7 % 10]} officials in round {n} and condemn the attack."'


def _pronoun(n: int) -> str:
    return f"He met him and they attacked it {n} times. She said it was killed."


def _named(n: int) -> str:
    return f"President {GIVEN[n % 5]} {_name(n)} of {STATES[n % 10]} met {GIVEN[n % 3]} {_name(n * 7)} in Paris."


def _told(n: int) -> str:
    return (
        f"{STATES[n % 10]} attacked {STATES[n * 3 % 10]} on {1 + n % 28} May {1990 + n % 30} and condemned {STATES[n * 7 % 10]}."
    )


def _seconds(sentence: Callable[[int], str], count: int) -> float:
    text = "\n".join(sentence(number) for number in range(count))
    begun = time.process_time()
    waqai.read(text, language="en", published="2025-02-14")
    return time.process_time() - begun


@pytest.mark.parametrize("sentence", [_quoted, _pronoun, _named, _told])
def test_twice_as_many_sentences_take_about_twice_the_time(sentence: Callable[[int], str]) -> None:
    _seconds(sentence, 20)
    short = min(_seconds(sentence, 300) for _ in range(2))
    assert min(_seconds(sentence, 600) for _ in range(2)) < 3 * short


def test_a_cover_knows_what_its_spans_cover() -> None:
    chance = random.Random(1)  # noqa: S311  # no secret
    cover, covered = Cover(), set[int]()
    for _ in range(300):
        start, size = chance.randrange(2000), chance.randrange(1, 9)
        asked = range(start, start + size)
        assert cover.touches(start, start + size) == any(at in covered for at in asked)
        if chance.random() < 0.5:
            cover.add(start, start + size)
            covered.update(asked)


def test_spans_around_another_are_found() -> None:
    chance = random.Random(2)  # noqa: S311  # no secret
    spans = [(low, low + chance.randrange(1, 300), number) for number in range(200) for low in [chance.randrange(1000)]]
    tree = Stabbed(spans)
    for start, end, _ in spans:
        assert sorted(tree.around(start, end)) == sorted(span for span in spans if span[0] <= start and end <= span[1])
    assert not list(Stabbed([]).around(0, 1))


def test_the_holder_of_a_quotation_is_the_innermost_around_it() -> None:
    found = quotations('“a «b» “c «d» e” f” and "g" then “h «i')
    held = holders(found)
    for number, one in enumerate(found):
        around = [k for k, other in enumerate(found) if k != number and other.start <= one.start and one.end <= other.end]
        assert held[number] == max(around, default=-1)


def test_of_two_bearers_of_a_name_the_last_is_meant() -> None:
    names = Names()
    names.add("one", 0, ("John", "Smith"))
    names.add("two", 1, ("Anna", "Smith"))
    assert names.bearer(("Smith",)) == "two"
    assert names.bearer(("John",)) == "one"
    assert names.bearer(("Old", "John", "Smith")) == "one"
    assert names.bearer(("Smithson",)) is None


def test_officers_come_in_the_order_of_the_article() -> None:
    officers = Officers()
    officers.add("late", 5, {"FRA"}, {"king"})
    officers.add("early", 2, {"FRA", ""}, {"emir", ""})
    assert list(officers.of("FRA", ("king", "emir"))) == ["early", "late"]
    assert not list(officers.of("EGY", ("king",)))
