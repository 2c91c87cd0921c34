"""From tokens to words: what the tables say of each, once attached particles and pronouns are peeled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

import msgspec

from waqai.languages.ar import grammar
from waqai.languages.ar import lexicon as tables
from waqai.languages.ar.clitics import Split, enclitics, noun_splits, proclitics
from waqai.languages.base import Noun, Verb, Word
from waqai.memory import WORDS
from waqai.text.letters import ALEF, ARTICLE, BEH, CONJUNCTIONS, KAF, LAM, PREPOSITIONS, TEH, TEH_MARBUTA, YEH
from waqai.text.normalise import fold
from waqai.text.tokens import Token

_PARTICLE_REACH: Final = 10


class _Reading(msgspec.Struct, frozen=True, gc=False):
    """What the tables say of one spelling, whatever stands around it."""

    split: Split
    group: str
    known: bool
    verbs: tuple[Verb, ...]
    nouns: tuple[Noun, ...]
    saying_noun: str


def annotate(found: Sequence[Token]) -> list[Word]:
    """Return the words of one sentence with their readings; set phrases are marked on their first word."""
    words = [_word(index, token) for index, token in enumerate(found)]
    _set_phrases(words)
    _group_phrases(words)
    _particle_verbs(words)
    return words


def _word(index: int, token: Token) -> Word:
    if token.kind != "arabic":
        return Word(
            index, token.start, token.end, token.start, token.norm, token.norm, token.kind, "", "", False, "", False, (), ()
        )
    reading = _read(token.norm)
    split = reading.split
    return Word(  # by position, in the order of Word: made for every word, and twice as fast as by name
        index,
        token.start,
        token.end,
        token.offset(split.cut),
        token.norm,
        split.stem,
        token.kind,
        split.conj,
        split.prep,
        split.article,
        reading.group,
        reading.known,
        reading.verbs,
        reading.nouns,
        reading.saying_noun,
        token.offsets,
    )


@cache
def _lone_particles() -> frozenset[str]:
    """Return the particles that tatweel or a mark may set apart from their word."""
    return frozenset((*CONJUNCTIONS, *PREPOSITIONS, *grammar.load().lone_particles))


@lru_cache(maxsize=WORDS)
def _read(norm: str) -> _Reading:
    lexicon = tables.load()
    if len(norm) < 3 and norm in _lone_particles():
        group = "conj" if norm in CONJUNCTIONS else "prep"
        return _Reading(Split("", norm if group == "prep" else "", False, norm, "", 0), group, True, (), (), "")
    for split in (Split("", "", False, norm, "", 0), *(s for s in proclitics(norm) if s.conj and not s.prep and not s.article)):
        group = lexicon.groups.get(split.stem, "")
        if group == "verb" and (split.stem in lexicon.verbs or split.stem in lexicon.nouns):
            group = ""
        if group:
            return _Reading(split, group, True, _verbs_of(split.stem) if group in ("aux", "time") else (), (), "")
    for split in proclitics(norm):
        group = lexicon.groups.get(split.stem if not split.article else ARTICLE + split.stem, "")
        if group in ("dem", "time", "pron"):
            return _Reading(split, group, True, (), (), "")
    return _content(norm)


def _content(norm: str) -> _Reading:
    """Read a content word: the least peeled split that any table knows."""
    lexicon = tables.load()
    nouns = {(s.conj, s.prep, s.article): s for s in reversed(list(noun_splits(norm, lexicon.nouns.__contains__)))}
    best: Split | None = None
    verbs: tuple[Verb, ...] = ()
    noun: Split | None = None
    for split in proclitics(norm):
        found_verbs = () if split.article or split.prep in (BEH, KAF) else _verbs_of(split.stem)
        if split.stem in lexicon.common:  # نصف is half before it is "we describe"
            found_verbs = tuple(v for v in found_verbs if v.person == 3)
        if split.prep == LAM:
            found_verbs = tuple(v for v in found_verbs if v.tense == "present")
        noun = nouns.get((split.conj, split.prep, split.article))
        if found_verbs or noun:
            best, verbs = split, found_verbs
            break
        if split.stem in lexicon.saying_nouns or split.stem in lexicon.common:
            best = split
            break
    if best is None:
        best = next((s for s in noun_splits(norm, lexicon.common.__contains__) if s.pronoun and s.prep), None)  # بشاحنته
    if best is None:
        return _Reading(Split("", "", False, norm, "", 0), "", False, (), (), "")
    entries: tuple[Noun, ...] = ()
    if noun and noun.pronoun == YEH:  # اجتماعي is social before it is "my meeting"
        noun = None
    if noun:
        entry = lexicon.nouns[noun.stem]
        befalls = fold(entry.lemma) in grammar.load().befallen
        entries = (Noun(entry.lemma, entry.number, entry.gender, noun.pronoun, 1, entry.senses, befalls),)
        best = noun if not verbs else msgspec.structs.replace(best, pronoun=noun.pronoun)
    saying = lexicon.saying_nouns.get(best.stem) if best.stem in lexicon.saying_nouns else None
    return _Reading(best, "", True, verbs, entries, "" if saying is None else saying or "statement")


def _verbs_of(stem: str) -> tuple[Verb, ...]:
    lexicon = tables.load()
    direct = lexicon.verbs.get(stem, ())
    if direct:
        return direct
    for base, pronoun in enclitics(stem):
        if pronoun == YEH:  # "me" on a verb is ني: رسمي is official, no "he drew me"
            continue
        if base[-1] == TEH and base[:-1] + TEH_MARBUTA in lexicon.common:  # صفحته is his page before it is "she pardoned him"
            return ()
        verbs = lexicon.verbs.get(base, ()) + lexicon.verbs.get(base + "+", ())
        verbs = tuple(v for v in verbs if not v.participle and not v.passive)
        if verbs:
            return tuple(msgspec.structs.replace(verb, pronoun=pronoun) for verb in verbs)
    return ()


def _set_phrases(words: list[Word]) -> None:
    """Mark set phrases (وقف إطلاق النار) on their first word; the words inside lose their own noun readings."""
    covered = -1
    for index, word in enumerate(words):
        if index <= covered or word.kind != "arabic":
            continue
        match = _phrase_at(words, index)
        if match is None:
            continue
        split, size, noun = match
        words[index] = msgspec.structs.replace(
            word,
            stem=split.stem,
            stem_start=word.offset(split.cut),
            conj=split.conj,
            prep=split.prep,
            article=split.article,
            group="",
            known=True,
            nouns=(noun,),
        )
        for inner in range(index + 1, index + size):
            words[inner] = msgspec.structs.replace(words[inner], nouns=(), verbs=(), known=True)
        covered = index + size - 1


def _phrase_at(words: Sequence[Word], index: int) -> tuple[Split, int, Noun] | None:
    for split, parts, entry in _phrase_starts(words[index].norm):
        size = len(parts)
        if index + size <= len(words) and all(_same(words[index + k].norm, parts[k]) for k in range(1, size)):
            return split, size, Noun(entry.lemma, entry.number, entry.gender, "", size, entry.senses)
    return None


@lru_cache(maxsize=WORDS)
def _phrase_starts(norm: str) -> tuple[tuple[Split, tuple[str, ...], tables.NounEntry], ...]:
    """Return the set phrases that may begin with this spelling, by how little of it is peeled, then longest first."""
    phrases = tables.load().phrases
    found: list[tuple[Split, tuple[str, ...], tables.NounEntry]] = []
    for split in proclitics(norm):
        stem = split.stem if not split.article else ARTICLE + split.stem
        for spelling in dict.fromkeys((stem, split.stem, stem.removesuffix(ALEF))):
            found.extend((split, parts, entry) for parts, entry in phrases.get(spelling, ()))
    return tuple(found)


def _same(norm: str, part: str) -> bool:
    """Tell whether a later word of a set phrase is ``part``, with or without the article or a case ending."""
    return norm == part or norm in (ARTICLE + part, part + ALEF)


def _group_phrases(words: list[Word]) -> None:
    """Give every word of a function phrase (من أجل، بعد أن) the group of the phrase, and the whole phrase as its stem."""
    for index, word in enumerate(words):
        for parts, group in _group_starts(word.norm, word.conj):
            size = len(parts)
            if index + size > len(words) or words[index + 1].norm != parts[1]:
                continue
            if all(words[index + k].norm == parts[k] for k in range(2, size)):
                for inner in range(index, index + size):
                    words[inner] = msgspec.structs.replace(
                        words[inner], group=group, stem=" ".join(parts), verbs=(), nouns=(), known=True
                    )
                break


def _particle_verbs(words: list[Word]) -> None:
    """Read a preposition as the verb of the same spelling where the verb's own preposition follows (عبر الحزب عن قلقه)."""
    pairs = grammar.load().particle_verbs
    for index, word in enumerate(words):
        wanted = pairs.get(word.norm.removeprefix(word.conj)) if word.group == "prep" else None
        if wanted is None:
            continue
        for later in words[index + 1 : index + _PARTICLE_REACH]:
            if later.kind == "mark" or later.group in ("comp", "sub", "rel"):
                break
            if later.norm == wanted:
                verbs = _verbs_of(word.norm.removeprefix(word.conj))
                words[index] = msgspec.structs.replace(word, group="", verbs=verbs)
                break


@lru_cache(maxsize=WORDS)
def _group_starts(norm: str, conj: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    phrases = tables.load().group_phrases
    return phrases.get(norm.removeprefix(conj) if conj else norm, ()) or phrases.get(norm, ())
