"""Flags for a human reader: contested figures, names left in Latin letters, traces of machine translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

import msgspec

from waqai import knowledge
from waqai.languages.base import Sentence, Verb, Word
from waqai.languages.registry import grammar
from waqai.memory import WORDS
from waqai.model import Flag
from waqai.reading.draft import Draft
from waqai.tables import cell, rows
from waqai.text.normalise import fold

_NEAR: Final = 4
_FIGURE_REACH: Final = 8


class _Calque(msgspec.Struct, frozen=True, gc=False):
    words: tuple[str, ...]
    cause: str
    reading: str
    needs: frozenset[str]
    unless: frozenset[str]


@cache
def _calques() -> dict[str, tuple[_Calque, ...]]:
    found: dict[str, list[_Calque]] = {}
    for row in rows("lexicon", "ar", "calques.tsv"):
        needs = frozenset(fold(word) for word in cell(row["needs"]))
        unless = frozenset(fold(word) for word in cell(row["unless"]))
        for pattern in cell(row["pattern"]):
            words = tuple(fold(pattern).split(" "))
            found.setdefault(words[0], []).append(_Calque(words, row["cause"], row["reading"], needs, unless))
    return {first: tuple(sorted(items, key=lambda c: -len(c.words))) for first, items in found.items()}


@cache
def _contested(language: str) -> tuple[dict[str, tuple[tuple[str, ...], ...]], frozenset[str]]:
    """Return the phrases that contest a figure, by first word, and the words for figures."""
    cues: dict[str, list[tuple[str, ...]]] = {}
    figures: set[str] = set()
    for row in rows("lexicon", language, "contested.tsv"):
        words = tuple(fold(row["words"]).casefold().split(" "))
        if row["kind"] == "cue":
            cues.setdefault(words[0], []).append(words)
        else:
            figures.add(words[0])
    return {first: tuple(found) for first, found in cues.items()}, frozenset(figures)


def flags(draft: Draft) -> Draft:
    """Add ``flags`` in text order; what a repeat repeats is flagged once."""
    found: list[Flag] = []
    vocabulary = frozenset(word.norm for sentence in draft.sentences for word in sentence.words)
    for number, sentence in enumerate(draft.sentences):
        if number in draft.skip:
            continue
        found.extend(_contested_figures(draft, sentence))
        if draft.language == "ar":
            found.extend(_translated(sentence, vocabulary))
            found.extend(_latin_names(draft, sentence))
            found.extend(_broken_grammar(draft, sentence))
    return msgspec.structs.replace(draft, flags=tuple(_distinct(sorted(found, key=lambda f: (f.start, -f.end, f.kind)))))


def _distinct(found: Sequence[Flag]) -> Iterator[Flag]:
    """Leave out a flag that lies inside another one of its kind."""
    ends: dict[str, int] = {}
    for flag in found:
        if flag.end > ends.get(flag.kind, -1):
            ends[flag.kind] = flag.end
            yield flag


@lru_cache(maxsize=WORDS)
def _starts(norm: str, stem: str, conj: str, prep: str, *, article: bool) -> tuple[tuple[_Calque, int], ...]:
    """Return the calques that may begin with a word, and how many of its letters stand before each."""
    bare = norm.removeprefix(conj).removeprefix(prep)
    spellings = dict.fromkeys(((norm, 0), (bare, len(norm) - len(bare)), *(((stem, 0),) if article else ())))
    return tuple((calque, cut) for spelling, cut in spellings for calque in _calques().get(spelling, ()))


def _at(words: Sequence[Word], index: int, parts: Sequence[str]) -> bool:
    return index + len(parts) <= len(words) and all(words[index + k].norm.casefold() == parts[k] for k in range(1, len(parts)))


def _translated(sentence: Sentence, vocabulary: frozenset[str]) -> Iterator[Flag]:
    words = sentence.words
    following = [*(word.norm.casefold() for word in words[1:]), ""]
    for index, word in enumerate(words):
        for calque, cut in _starts(word.norm, word.stem, word.conj, word.prep, article=word.article):
            if len(calque.words) > 1 and calque.words[1] != following[index]:
                continue  # nearly always so
            if _calque_holds(words, index, calque, vocabulary):
                yield Flag(
                    start=word.offset(cut),
                    end=words[index + len(calque.words) - 1].end,
                    kind="translation",
                    note=f"word-for-word translation: {calque.cause}",
                    reading=calque.reading,
                )
                break


def _calque_holds(words: Sequence[Word], index: int, calque: _Calque, vocabulary: frozenset[str]) -> bool:
    if not _at(words, index, calque.words):
        return False
    after = words[index + len(calque.words) : index + len(calque.words) + _NEAR]
    if any(word.norm in calque.unless or word.stem in calque.unless for word in after):
        return False
    return not calque.needs or bool(calque.needs & vocabulary)


def _latin_names(draft: Draft, sentence: Sentence) -> Iterator[Flag]:
    """Flag personal names in Latin letters, with the Arabic name where the table knows the person."""
    base = knowledge.load("ar")
    for phrase in sentence.phrases:
        run = [word for word in sentence.words[phrase.first : phrase.last + 1] if word.kind == "latin"]
        if phrase.kind != "person" or not run or not run[0].norm[0].isupper():
            continue
        titled = phrase.form == "office" or (phrase.first > 0 and sentence.verbs[phrase.first - 1] is not None)
        if not phrase.keys and not titled:
            continue
        entry = next((base.entries[key] for key in phrase.keys if key in base.entries), None)
        reading = " ".join(entry.full) if entry else None
        name = draft.text[run[0].start : run[-1].end]
        yield Flag(
            start=run[0].start, end=run[-1].end, kind="untranslated_name", note=f"{name} stands in Latin letters", reading=reading
        )


def _broken_grammar(draft: Draft, sentence: Sentence) -> Iterator[Flag]:
    """Flag what no Arabic writer writes: a verb in the wrong gender, a verb repeated as its own complement, said + verb."""
    rules = grammar(draft.language)
    for index, verb in enumerate(sentence.verbs):
        if verb is None or verb.participle:
            continue
        if not _may_break(sentence, index, verb):
            continue
        word = sentence.words[index]
        arguments = rules.verb_arguments(sentence, index, verb)
        if arguments.disagrees and _named_next(sentence, index, arguments.subject):
            subject = sentence.phrases[arguments.subject[0]]
            yield Flag(
                start=word.stem_start,
                end=word.end,
                kind="translation",
                note=f"gender of the verb disagrees with its subject {draft.text[subject.start : subject.end]}",
                reading=verb.lemma if verb.tense == "past" and subject.gender == "m" else None,
            )
        follow = arguments.content + 1
        if arguments.content >= 0 and follow < len(sentence.words):
            inner = sentence.verbs[follow]
            if inner is not None and inner.lemma == verb.lemma and inner.tense == "present" and verb.tense == "past":
                yield Flag(
                    start=word.stem_start, end=sentence.words[follow].end, kind="translation",
                    note="the verb is repeated as its own complement", reading=verb.lemma,
                )  # fmt: skip
        said = _says_that(verb)
        named = bool(arguments.subject) and sentence.phrases[arguments.subject[0]].human
        if said and named and arguments.content < 0 and arguments.quoted < 0:
            yield from _missing_that(sentence, index, arguments.end)


def _may_break(sentence: Sentence, index: int, verb: Verb) -> bool:
    """Tell whether a verb is worth a look: a name follows at once, it says that, or it comes again. Most verbs do none of it."""
    owner = sentence.owner[index + 1] if index + 1 < len(sentence.words) else -1
    if owner >= 0 and sentence.phrases[owner].name and sentence.phrases[owner].keys:
        return True
    again = verb.tense == "past" and any(
        later is not None and later.lemma == verb.lemma and later.tense == "present" for later in sentence.verbs[index + 1 :]
    )
    return again or _says_that(verb)


def _says_that(verb: Verb) -> bool:
    return verb.saying is not None and verb.saying.kind == "say" and "that" in verb.saying.takes and not verb.senses


def _named_next(sentence: Sentence, index: int, subject: tuple[int, ...]) -> bool:
    """Tell whether the subject right after a verb is a person that the tables know by name, so that the gender is sure."""
    phrase = sentence.phrases[subject[0]]
    return (
        phrase.first == index + 1
        and bool(phrase.name)
        and bool(phrase.keys)
        and phrase.last == phrase.first + len(phrase.name) - 1
    )


def _missing_that(sentence: Sentence, index: int, end: int) -> Iterator[Flag]:
    """Flag "said X did": a verb of saying, its speaker, and at once another past verb without إن."""
    if end >= len(sentence.words) or end - index > _FIGURE_REACH:
        return
    following = sentence.verbs[end]
    word = sentence.words[end]
    if following is None or following.tense != "past" or word.conj or (following.saying is not None and not following.senses):
        return
    if any(w.kind == "mark" or w.group in ("rel", "comp", "sub") for w in sentence.words[index + 1 : end]):
        return
    note = "a verb of saying is followed by its content with no particle between; speaker and doer may be confused"
    yield Flag(start=sentence.words[index].stem_start, end=word.end, kind="translation", note=note, reading=None)


def _contested_figures(draft: Draft, sentence: Sentence) -> Iterator[Flag]:
    """Flag a figure that the text itself calls unconfirmed or disputed."""
    cues, figures = _contested(draft.language)
    words = sentence.words
    for index, word in enumerate(words):
        if word.norm.casefold() not in cues:
            continue
        match = next((parts for parts in cues.get(word.norm.casefold(), ()) if _at(words, index, parts)), None)
        if match is None:
            continue
        last = index + len(match) - 1
        low, high = max(0, index - _FIGURE_REACH), min(len(words), last + _FIGURE_REACH)
        near = [k for k in range(low, high) if words[k].kind == "number" or {words[k].norm.casefold(), words[k].stem} & figures]
        if near:
            first = min([k for k in near if k <= index and index - k <= _NEAR], default=index)
            yield Flag(
                start=words[first].start, end=words[last].end, kind="contested_figure",
                note="the text itself calls this figure unconfirmed or disputed", reading=None,
            )  # fmt: skip
