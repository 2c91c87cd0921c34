"""Particles and pronouns that Arabic writes onto a word, peeled only when what is left is a known word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

import msgspec

from waqai.tables import pronouns
from waqai.text.letters import ALEF, ARTICLE, CONJUNCTIONS, LAM, PREPOSITIONS, TEH, TEH_MARBUTA

_CONJUNCTIONS: Final = ("", *CONJUNCTIONS)
_PREPOSITIONS: Final = ("", *PREPOSITIONS)

# Read when the module is: every word of every text asks for them.
PRONOUN_FEATURES: Final = {pronoun: features for pronoun, features in pronouns().items() if not pronoun.isascii()}
_PRONOUNS: Final = tuple(sorted(PRONOUN_FEATURES, key=len, reverse=True))
_LAST: Final = frozenset(pronoun[-1] for pronoun in _PRONOUNS)


class Split(msgspec.Struct, frozen=True, gc=False):
    """A word taken apart: conjunction, preposition, article, stem, pronoun. ``cut`` is where the stem starts."""

    conj: str
    prep: str
    article: bool
    stem: str
    pronoun: str
    cut: int


@lru_cache(maxsize=1 << 12)
def proclitics(word: str) -> tuple[Split, ...]:
    """Return the ways to take conjunction, one-letter preposition and article off a folded word, least peeled first.

    Remembered for a while: several tables ask for the same word one after the other.
    """
    return tuple(_proclitics(word))


def _proclitics(word: str) -> Iterator[Split]:
    yield Split("", "", False, word, "", 0)
    for conj in _CONJUNCTIONS:
        if conj and not word.startswith(conj):
            continue
        rest = word[len(conj) :]
        if len(rest) < 2:
            continue
        if conj:
            yield Split(conj, "", False, rest, "", len(conj))
        for prep in _PREPOSITIONS:
            if prep and not rest.startswith(prep):
                continue
            tail = rest[len(prep) :]
            cut = len(conj) + len(prep)
            if prep and len(tail) > 1:
                yield Split(conj, prep, False, tail, "", cut)
            if tail.startswith(ARTICLE) and len(tail) > 3:
                yield Split(conj, prep, True, tail[2:], "", cut + 2)
            elif prep == LAM and tail.startswith(LAM) and len(tail) > 2:
                yield Split(conj, prep, True, tail[1:], "", cut + 1)


def before_name(word: str) -> Iterator[tuple[str, str, int]]:
    """Yield (conjunction, preposition, cut) for the particles that may stand before a name or definite noun, none first."""
    yield "", "", 0
    for conj in _CONJUNCTIONS:
        rest = word.removeprefix(conj)
        if conj and rest == word:
            continue
        if conj:
            yield conj, "", len(conj)
        yield from ((conj, prep, len(conj) + len(prep)) for prep in PREPOSITIONS if rest.startswith(prep))


def enclitics(word: str) -> Iterator[tuple[str, str]]:
    """Yield (stem, pronoun) for the pronouns that ``word`` may end in, longest first."""
    if word[-1:] not in _LAST:
        return
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun) and len(word) - len(pronoun) >= 2:
            yield word[: -len(pronoun)], pronoun


def noun_splits(word: str, known: Callable[[str], bool]) -> Iterator[Split]:
    """Yield the splits of a folded word whose stem is a known noun; case endings and pronouns are tried as well.

    ``known`` tells whether a bare singular, plural or dual spelling is in the table. The accusative ا of an indefinite
    noun (هجوما) and the ت that ة becomes before a pronoun (محادثته) are undone.
    """
    for split in proclitics(word):
        stem = split.stem
        if known(stem):
            yield split
        if split.article:
            continue
        if stem.endswith(ALEF) and len(stem) > 3 and known(stem[:-1]):
            yield msgspec.structs.replace(split, stem=stem[:-1])
        for base, pronoun in enclitics(stem):
            for candidate in (base, base[:-1] + TEH_MARBUTA if base.endswith(TEH) else base):
                if len(candidate) > 2 and known(candidate):
                    yield msgspec.structs.replace(split, stem=candidate, pronoun=pronoun)
                    break
