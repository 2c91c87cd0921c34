"""Spans of words that no phrase covers."""

from __future__ import annotations

from waqai.languages.base import Sentence


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
