"""Spans of words that no phrase covers."""

from __future__ import annotations

from typing import Final

from waqai.languages.base import Sentence
from waqai.tables import prepositions
from waqai.text.letters import ARTICLE

_ADJECTIVES: Final = 2


def noun_span(sentence: Sentence, index: int) -> tuple[int, int]:
    """Return where the noun at word ``index`` and what qualifies it stand in the text: up to three plain words behind it."""
    words = sentence.words
    last = index
    while last + 1 < len(words) and sentence.owner[last + 1] < 0 and words[last + 1].kind == words[index].kind:
        word = words[last + 1]
        if word.group or sentence.verbs[last + 1] is not None or word.conj or word.prep or last - index > 2:
            break
        last += 1
    return words[index].stem_start, words[last].end


def before_addressee(sentence: Sentence, at: int) -> int:
    """Return the word before the one that is spoken to (رئيس أوغندا لنظيره المصري), or ``at`` itself where nobody is."""
    first = at
    while first > 0 and sentence.owner[first] < 0 and sentence.words[first].norm.startswith(ARTICLE) and at - first < _ADJECTIVES:
        first -= 1
    owner = sentence.owner[first]
    prep = sentence.words[first].prep
    if owner >= 0:
        prep, first = sentence.phrases[owner].prep, sentence.phrases[owner].first
    return first - 1 if first > 0 and prep in prepositions("addressee") else at
