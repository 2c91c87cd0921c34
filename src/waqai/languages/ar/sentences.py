"""An Arabic sentence from its tokens: words, phrases, and for each word whether it is a verb or an event noun here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from waqai.languages.ar import grammar
from waqai.languages.ar.phrases import phrases
from waqai.languages.ar.scan import COMMAS, agrees
from waqai.languages.ar.words import annotate
from waqai.languages.base import NOBODY, Introduced, Noun, Phrase, Sentence, Verb, Word
from waqai.text.letters import ALEF, WAW
from waqai.text.tokens import Token

_CLAUSE: Final = 16  # words


def sentence(found: Sequence[Token], start: int, end: int, local: Introduced = NOBODY) -> Sentence:
    """Return the annotated sentence ``[start, end)`` that consists of the tokens ``found``.

    ``local`` are the names of persons that the article has introduced in full.
    """
    return _built(annotate(found), start, end, local)


def again(_found: Sequence[Token], known: Sentence, local: Introduced) -> Sentence:
    """Return a sentence annotated anew with the names that the article has introduced; its words stay as they are."""
    return _built(known.words, known.start, known.end, local)


def _built(words: Sequence[Word], start: int, end: int, local: Introduced) -> Sentence:
    chunks = phrases(words, local)
    owner = [-1] * len(words)
    for number, phrase in enumerate(chunks):
        for index in range(phrase.first, phrase.last + 1):
            owner[index] = number
    verbs = tuple(_verb_at(words, owner, chunks, index) for index in range(len(words)))
    nouns = tuple(_noun_at(words, owner, verbs, index) for index in range(len(words)))
    return Sentence(start, end, tuple(words), tuple(chunks), tuple(owner), verbs, nouns)


def _noun_at(words: Sequence[Word], owner: Sequence[int], verbs: Sequence[Verb | None], index: int) -> Noun | None:
    """Return the event noun that word ``index`` is, unless it is a verb here or inside a name."""
    if not words[index].nouns or owner[index] >= 0 or verbs[index] is not None:
        return None
    return words[index].nouns[0]


def _verb_at(words: Sequence[Word], owner: Sequence[int], chunks: Sequence[Phrase], index: int) -> Verb | None:
    """Return the verb that word ``index`` is, or ``None`` when it is better read as a noun, name or particle."""
    word = words[index]
    if not word.verbs or word.article or (word.group and word.group != "aux"):
        return None
    if owner[index] >= 0:
        return None
    if index and words[index - 1].group == "prep" and not word.conj and all(verb.tense == "past" for verb in word.verbs):
        return None  # في سجن: a preposition takes a noun
    verbs = [verb for verb in word.verbs if _mood_fits(words, index, verb)]
    finite = [verb for verb in verbs if not verb.participle]
    if not finite:
        return next((verb for verb in verbs if _continues(words, index)), None)
    if word.nouns and not _verbal_context(words, owner, index, finite[0]):
        return None
    return _best(finite, chunks[owner[index + 1]] if index + 1 < len(words) and owner[index + 1] >= 0 else None)


def _mood_fits(words: Sequence[Word], index: int, verb: Verb) -> bool:
    before = words[index - 1].norm if index else ""
    if verb.jussive:
        return before.removeprefix(WAW) in grammar.load().before_jussive
    if verb.participle:
        return True
    return not (verb.tense == "past" and before.removeprefix(WAW) in grammar.load().not_before_past)


def _continues(words: Sequence[Word], index: int) -> bool:
    """Tell whether a participle continues a clause (، مؤكداً / ومطالباً): after a comma, a closing mark or a conjunction."""
    word = words[index]
    if index == 0 and any(verb.participle and verb.saying for verb in word.verbs):
        return bool(word.conj) or any(later.group == "comp" for later in words[1:4])  # مشيرين إلى أنهم …
    if word.conj or index == 0:
        return bool(word.conj)
    before = words[index - 1]
    return before.kind == "mark" or (word.norm.endswith(ALEF) and before.group in ("", "time", "adv"))


def _verbal_context(words: Sequence[Word], owner: Sequence[int], index: int, verb: Verb) -> bool:
    """Tell whether a spelling that is both verb and event noun (قتل، بحث) is a verb here."""
    word = words[index]
    if word.prep:
        return False
    if verb.tense != "past":
        return True
    if index == 0:
        return True
    before = words[index - 1]
    if before.group == "aux":
        return before.stem not in grammar.load().noun_auxiliaries
    if before.group in ("prep", "when", "during", "dem") or before.norm in grammar.load().privatives:
        return False
    if before.group in ("comp", "rel", "neg", "sub", "pron"):
        return True
    if word.conj:
        # After و a noun continues a list of nouns, a verb begins a clause: a phrase or number behind speaks for the verb.
        return index + 1 < len(words) and (owner[index + 1] >= 0 or words[index + 1].kind == "number")
    if verb.pronoun and _within_clause(words, index):  # أعلن الوزير رفضه: his refusal
        return False
    return before.kind == "mark" or owner[index - 1] >= 0


def _within_clause(words: Sequence[Word], index: int) -> bool:
    """Tell whether a verb stands before a word in its clause, commas and asides passed over."""
    for at in range(index - 1, max(-1, index - _CLAUSE), -1):
        word = words[at]
        if word.group in ("comp", "rel", "sub") or (word.kind == "mark" and word.norm not in COMMAS):
            return False
        if word.verbs and not word.nouns and not word.group and not word.article:
            return True
    return False


def _best(verbs: Sequence[Verb], following: Phrase | None) -> Verb:
    """Choose between readings: with a meaning before without, active before passive, third person outside quotations.

    Of two forms of one spelling the one that agrees with the phrase behind it wins (تلقى المديرون received, not تلقي throws).
    """
    return min(
        verbs,
        key=lambda v: (
            not (v.senses or v.saying or v.lights),
            v.passive,
            v.person != 3,
            bool(v.pronoun),
            following is not None and not following.prep and not agrees(v, following),
            not v.senses,
            v.number == "d",
        ),
    )
