"""Phrases that name a source without a verb of saying (وفقا لـ, according to), from ``lexicon/<language>/according.tsv``."""

from __future__ import annotations

from functools import cache, lru_cache

from waqai.languages.base import Sentence
from waqai.memory import WORDS
from waqai.tables import cell, rows
from waqai.text.normalise import fold


def according_at(sentence: Sentence, index: int, language: str) -> int:
    """Return how many words of a source phrase start at ``index``; a last one-letter preposition may be attached."""
    words = sentence.words
    for parts in _according_from(language, words[index].norm, words[index].conj):
        size = len(parts)
        attached = size > 1 and len(parts[-1]) == 1
        whole = size - 1 if attached else size
        if index + whole >= len(words) or any(words[index + k].norm.casefold() != parts[k] for k in range(1, whole)):
            continue
        if attached and not words[index + whole].norm.startswith(parts[-1]):
            continue
        return whole
    return 0


@cache
def _according_phrases(language: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in rows("lexicon", language, "according.tsv"):
        if row["position"] != "before":
            continue
        for phrase in cell(row["phrase"]):
            parts = tuple(fold(phrase).casefold().split(" "))
            found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(parts, key=len, reverse=True)) for first, parts in found.items()}


@lru_cache(maxsize=WORDS)
def _according_from(language: str, norm: str, conj: str) -> tuple[tuple[str, ...], ...]:
    """Return the source phrases that begin with a word, with or without its conjunction, longest first."""
    phrases, first = _according_phrases(language), norm.casefold()
    return tuple(parts for spelling in dict.fromkeys((first, first.removeprefix(conj))) for parts in phrases.get(spelling, ()))
