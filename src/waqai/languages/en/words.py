"""From tokens to words: possessive and contracted endings cut off, and what the tables say of each word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

import msgspec

from waqai.languages.base import Verb, Word
from waqai.languages.en import lexicon as tables
from waqai.memory import WORDS
from waqai.text.tokens import Token

_T = TypeVar("_T")
_ENDINGS = ("'s", "'ll", "'re", "'ve", "'d", "'m")
_QUOTES = frozenset('"“”«»„‹›')
_TITLE_CASE = 0.8
_MANY = 5


class _Reading(msgspec.Struct, frozen=True, gc=False):
    """What the tables say of one spelling, whatever stands around it."""

    group: str
    known: bool
    verbs: tuple[Verb, ...]


def annotate(found: Sequence[Token]) -> list[Word]:
    """Return the words of one sentence with their readings; set phrases are marked on their first word.

    ``conj`` of a word names the conjunction right before it, ``prep`` the preposition of several words it belongs to, and
    the group ``poss`` marks a possessive ending.
    """
    words = [_word(index, *part) for index, part in enumerate(part for token in found for part in _parts(token))]
    folded = tuple(word.norm.casefold() for word in words)
    _possessive_marks(words)
    _group_phrases(words, folded)
    _multiword_verbs(words, folded)
    _event_nouns(words, folded)
    _saying_nouns(words, folded)
    _pronouns(words, folded)
    _conjunctions(words)
    return words


def title_case(words: Sequence[Word]) -> bool:
    """Tell whether the sentence is a headline whose Every Word Begins With a Capital."""
    content = [word for word in words if word.kind == "latin" and len(word.norm) > 3]
    return len(content) >= _MANY and sum(word.norm[0].isupper() for word in content) / len(content) >= _TITLE_CASE


def begins(words: Sequence[Word], index: int) -> bool:
    """Tell whether a capital at ``index`` says nothing: the word begins its sentence, a quotation or what follows a colon."""
    return index == 0 or words[index - 1].norm in _QUOTES or words[index - 1].norm in (":", "-", "–", "—")


def _parts(token: Token) -> Iterator[tuple[int, int, str, str]]:
    """Cut "Russia's" into the name and the ending; "didn't" stays whole."""
    norm = token.norm
    for ending in _ENDINGS:
        if token.kind == "latin" and norm.casefold().endswith(ending) and len(norm) > len(ending):
            cut = token.end - len(ending)
            yield token.start, cut, norm[: -len(ending)], token.kind
            yield cut, token.end, norm[-len(ending) :].casefold(), token.kind
            return
    yield token.start, token.end, norm, token.kind


def _word(index: int, start: int, end: int, norm: str, kind: str) -> Word:
    reading = _read(norm) if kind == "latin" else _Reading("", False, ())
    return Word(
        index=index,
        start=start,
        end=end,
        stem_start=start,
        norm=norm,
        stem=norm.casefold(),
        kind=kind,
        conj="",
        prep="",
        article=False,
        group=reading.group,
        known=reading.known,
        verbs=reading.verbs,
        nouns=(),
    )


@lru_cache(maxsize=WORDS)
def _read(norm: str) -> _Reading:
    lexicon = tables.load()
    folded = norm.casefold()
    group = lexicon.groups.get(norm) or lexicon.groups.get(folded, "")
    if norm == "US":  # the state, not the pronoun
        return _Reading("", False, ())
    verbs = tuple(verb for words, verb in lexicon.verbs.get(folded, ()) if len(words) == 1)
    if group and not (group == "aux" and verbs):
        return _Reading(group, True, ())
    known = bool(group or verbs or folded in lexicon.classes or folded in lexicon.nouns)
    return _Reading(group, known, verbs)


def _possessive_marks(words: list[Word]) -> None:
    """Mark the endings "'s" and "s'" as possessive; after a pronoun, "there" or "that" the ending is the verb "is"."""
    for index, word in enumerate(words):
        if index == 0:
            continue
        before = words[index - 1]
        if word.norm == "'s":
            verb = before.group in ("pron", "comp", "rel") or before.norm.casefold() in ("that", "there", "here", "let")
            words[index] = msgspec.structs.replace(word, group="aux" if verb else "poss", known=True, verbs=())
        elif word.norm == "'" and before.norm.endswith("s") and before.end == word.start:
            words[index] = msgspec.structs.replace(word, group="poss", kind="latin", known=True)


def match(folded: tuple[str, ...], index: int, entries: Sequence[tuple[tuple[str, ...], _T]]) -> tuple[int, _T] | None:
    """Return (size, value) of the first entry whose words stand at ``index``."""
    for parts, value in entries:
        size = len(parts)
        if size == 1 or folded[index : index + size] == parts:
            return size, value
    return None


def _group_phrases(words: list[Word], folded: tuple[str, ...]) -> None:
    """Give every word of a function phrase (because of, even if) the group of the phrase."""
    phrases = tables.load().group_phrases
    index = 0
    while index < len(words):
        entries = phrases.get(folded[index])
        found = match(folded, index, entries) if entries else None
        size, group = found or (1, "")
        if found:
            prep = " ".join(folded[index : index + size]) if group in ("prep", "when", "during") else ""
            for inner in range(index, index + size):
                words[inner] = msgspec.structs.replace(words[inner], group=group, prep=prep, verbs=(), known=True)
        index += size


def _multiword_verbs(words: list[Word], folded: tuple[str, ...]) -> None:
    """Read "call off", "pull out": the longest verb that stands at a word replaces the verb of one word."""
    verbs = tables.load().verbs
    for index, word in enumerate(words):
        known = verbs.get(folded[index])
        entries = [item for item in known if len(item[0]) > 1] if known else ()
        if not entries or (word.group and word.group != "aux"):
            continue
        found = match(folded, index, entries)
        if found:
            size = found[0]
            same = tuple(verb for parts, verb in entries if parts == tuple(folded[index : index + size]))
            words[index] = msgspec.structs.replace(word, verbs=same, known=True)


def _event_nouns(words: list[Word], folded: tuple[str, ...]) -> None:
    """Mark event nouns and set phrases (peace talks, cease-fire) on their first word."""
    nouns = tables.load().nouns
    covered = -1
    for index, word in enumerate(words):
        if index <= covered or word.kind != "latin" or (word.group and word.group not in ("num", "adv")):
            continue
        entries = nouns.get(folded[index])
        found = match(folded, index, entries) if entries else None
        if found is None:
            continue
        size, noun = found
        if size == 1 and word.group:
            continue
        words[index] = msgspec.structs.replace(word, nouns=(noun,), known=True, verbs=() if size > 1 else word.verbs)
        for inner in range(index + 1, index + size):
            words[inner] = msgspec.structs.replace(words[inner], verbs=(), known=True, nouns=())
        covered = index + size - 1


def _saying_nouns(words: list[Word], folded: tuple[str, ...]) -> None:
    nouns = tables.load().saying_nouns
    for index, word in enumerate(words):
        found = match(folded, index, nouns.get(folded[index], ())) if word.kind == "latin" and not word.group else None
        if found:
            words[index] = msgspec.structs.replace(word, saying_noun=found[1], known=True)


def _pronouns(words: list[Word], folded: tuple[str, ...]) -> None:
    """Tell "her" the pronoun from "her" the determiner, and "no" before a noun from an answer."""
    for index, word in enumerate(words):
        if folded[index] == "her":
            after = words[index + 1] if index + 1 < len(words) else None
            alone = after is None or after.kind in ("mark", "number") or after.group not in ("", "num")
            words[index] = msgspec.structs.replace(word, group="pron" if alone else "dem")


def _conjunctions(words: list[Word]) -> None:
    for index in range(1, len(words)):
        if words[index - 1].group == "conj" and words[index].kind != "mark":
            words[index] = msgspec.structs.replace(words[index], conj=words[index - 1].norm.casefold())
