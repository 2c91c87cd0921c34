"""How Arabic is read: its functions, for :mod:`waqai.languages.registry`."""

from __future__ import annotations

from typing import Final

from waqai.languages.ar import clauses, sentences, times
from waqai.languages.base import Grammar

GRAMMAR: Final = Grammar(
    sentence=sentences.sentence,
    again=sentences.again,
    verb_arguments=clauses.verb_arguments,
    noun_arguments=clauses.noun_arguments,
    times=times.times,
    written=times.written,
)
