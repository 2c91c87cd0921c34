"""Which functions read which language: the one place that names the languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from waqai.languages.ar import clauses as ar_clauses
from waqai.languages.ar import sentences as ar_sentences
from waqai.languages.ar import times as ar_times
from waqai.languages.base import Arguments, Introduced, Noun, Sentence, Verb, Word
from waqai.languages.en import clauses as en_clauses
from waqai.languages.en import sentences as en_sentences
from waqai.languages.en import times as en_times
from waqai.text.tokens import Token
from waqai.timex import Expression


class Grammar(msgspec.Struct, frozen=True):
    """The functions of one language that the reading steps call."""

    code: str
    sentence: Callable[[Sequence[Token], int, int, Introduced], Sentence]
    again: Callable[[Sequence[Token], Sentence, Introduced], Sentence]
    verb_arguments: Callable[[Sentence, int, Verb], Arguments]
    noun_arguments: Callable[[Sentence, int, Noun], Arguments]
    times: Callable[[Sequence[Word], str | None, Callable[[int], str]], list[Expression]]
    written: Callable[[Sequence[Word], str], str | None]


def grammar(language: str) -> Grammar:
    """Return the grammar of ``language`` ("ar" or "en").

    Raises:
        KeyError: for a language that waqai does not read.
    """
    return {
        "ar": Grammar(
            "ar",
            ar_sentences.sentence,
            ar_sentences.again,
            ar_clauses.verb_arguments,
            ar_clauses.noun_arguments,
            ar_times.times,
            ar_times.written,
        ),
        "en": Grammar(
            "en",
            en_sentences.sentence,
            en_sentences.again,
            en_clauses.verb_arguments,
            en_clauses.noun_arguments,
            en_times.times,
            en_times.written,
        ),
    }[language]
