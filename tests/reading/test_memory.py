"""A reader remembers only so many words: its memory does not grow with the texts it has read."""

from __future__ import annotations

import functools
import gc
import sys
import tracemalloc

import waqai
from waqai.memory import WORDS

LETTERS = "bdfgklmnprstvz"


def _word(number: int) -> str:
    made = ""
    for _ in range(4):
        number, letter = divmod(number, len(LETTERS))
        made += LETTERS[letter] + "aeiou"[letter % 5]
    return made


def _read(numbers: range) -> dict[str, tuple[int | None, int]]:
    """Read articles of new words and return the bound and the size of everything that remembers something."""
    for number in numbers:
        words = [_word(number * 20 + at) for at in range(20)]
        names = f"President John {words[0].title()} of Egypt met Peter {words[1].title()} in Paris."
        waqai.read(f"{names} The {' '.join(words[2:])} ended.", language="en", published="2025-02-14")
    ours = [vars(module) for name, module in list(sys.modules.items()) if name.startswith("waqai.")]
    found = [one for names in ours for one in names.values()]
    found.extend(one for kind in found if isinstance(kind, type) for one in vars(kind).values())
    caches = [one for one in found if isinstance(one, functools._lru_cache_wrapper)]  # noqa: SLF001  # no other name
    return {f"{one.__module__}.{one.__qualname__}": one.cache_info()[2:] for one in caches}


def test_what_is_remembered_of_words_is_bounded() -> None:
    """A table without a bound is one of the language's own: it does not grow with the words of articles."""
    before = _read(range(100))
    after = _read(range(100, 600))
    assert {name for name, (bound, size) in after.items() if bound is None and size > before.get(name, (None, size))[1]} == set()
    assert max(bound for bound, _ in after.values() if bound is not None) == WORDS


def test_reading_keeps_nothing_else_of_a_text() -> None:
    waqai.read("President John Smith met Peter Brown.", language="en")
    _read(range(50))
    tracemalloc.start()
    try:
        _read(range(50))
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(4):
            _read(range(50))
        gc.collect()
        assert tracemalloc.get_traced_memory()[0] < before + 100_000
    finally:
        tracemalloc.stop()
