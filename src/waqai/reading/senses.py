"""The one sense of a verb or event noun whose conditions hold in its clause."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

from waqai.languages.base import Sense, Sentence, Word
from waqai.memory import WORDS
from waqai.tables import prepositions
from waqai.text.letters import ARTICLE

WINDOW: Final = 9
BEFORE: Final = 5


class Choice(msgspec.Struct, frozen=True):
    """The sense chosen for a word and the word of its clause that decided, -1 if none was asked for.

    ``weak`` marks a sense whose words were asked for and not found.
    """

    sense: Sense
    word: int
    weak: bool = False


def weakly(sentence: Sentence, index: int, size: int, senses: Sequence[Sense]) -> Choice | None:
    """Return the widest sense whose words do not stand there and that nothing speaks against: to be judged by who takes part."""
    after = _window(sentence, index + size)
    present = _present(sentence, after)
    for sense in sorted(senses, key=lambda one: -len(one.needs)):
        blocked = sense.blocks and _possible(present, sense.blocks) and _first(sentence, after, sense.blocks) >= 0
        if sense.type != "NONE" and not blocked:
            return Choice(sense, -1, weak=True)
    return None


def choose(sentence: Sentence, index: int, size: int, senses: Sequence[Sense], *, carried: bool = False) -> Choice | None:
    """Return the sense whose conditions hold in the clause around words ``[index, index + size)``.

    A sense that asks for a word beats one that does not; of several, the one whose word is nearest wins.
    """
    after = _window(sentence, index + size)
    before = _window_before(sentence, index)
    present = _present(sentence, after)
    best: Choice | None = None
    distance = 1 << 20
    for sense in senses:
        if sense.blocks and _possible(present, sense.blocks) and _first(sentence, after, sense.blocks) >= 0:
            continue
        if not sense.needs and (carried or not sense.needs_before):
            if best is None:
                return Choice(sense, -1)
            continue
        at = -1
        if sense.needs and _possible(present, sense.needs):
            at = _first(sentence, after, sense.needs, skip_place=_object_decides(sense))
        if at < 0 and sense.needs_before:
            at = _first(sentence, before, sense.needs_before)
        if at >= 0 and abs(at - index) < distance:
            best, distance = Choice(sense, at), abs(at - index)
    return best


def _window(sentence: Sentence, start: int) -> range:
    """Return the words after a trigger that its conditions look at; a noun phrase counts as one word."""
    at, units = start, 0
    while at < len(sentence.words) and units < WINDOW:
        phrase = sentence.phrase_at(at)
        at = phrase.last + 1 if phrase else at + 1
        units += 1
    return range(start, at)


def _window_before(sentence: Sentence, index: int) -> range:
    """Return the few words before a trigger that its conditions look at, from the last break of the clause on."""
    start = max(0, index - BEFORE)
    return range(max((at for at in range(start, index) if sentence.breaks(at)), default=start), index)


def _object_decides(sense: Sense) -> bool:
    """Tell whether a verb's sense turns on its object: then words in an adjunct of place or time do not count."""
    place = prepositions("place")
    return (
        sense.kind == "verb"
        and sense.type != "NONE"
        and sense.obj not in ("none", "")
        and not any(p in place for p, _ in sense.preps)
    )


def _first(sentence: Sentence, span: range, wanted: Sequence[str], *, skip_place: bool = False) -> int:
    """Return the first word in ``span`` that is one of ``wanted`` (raw, peeled or as a noun's lemma), -1 for none."""
    words = sentence.words
    place = prepositions("place")
    conditions = _conditions(tuple(wanted))
    for at in span:
        word = words[at]
        if skip_place and at and words[at - 1].norm in place:
            continue
        if word.norm in (".", "؛", ";", "!", "?", "؟") or (at > span.start and sentence.breaks(at)):
            return -1
        spellings = _spellings(word.norm, word.stem, word.prep, word.nouns[0].lemma if word.nouns else "")
        if not conditions.plain.isdisjoint(spellings):
            return at
        if conditions.special and any(_special(sentence, span, at, want) for want in conditions.special):
            return at
        if not conditions.firsts.isdisjoint(spellings) and any(_sequence(words, at, parts) for parts in conditions.several):
            return at
    return -1


class _Conditions(msgspec.Struct, frozen=True):
    """The condition words of a sense by kind: plain words, special ones (``+في``, ``@person``), runs of several words.

    ``firsts`` are the first words of the runs.
    """

    plain: frozenset[str]
    special: tuple[str, ...]
    several: tuple[tuple[str, ...], ...]
    firsts: frozenset[str]


@lru_cache(maxsize=1 << 13)
def _conditions(wanted: tuple[str, ...]) -> _Conditions:
    several = tuple(tuple(want.split(" ")) for want in wanted if " " in want)
    return _Conditions(
        frozenset(want for want in wanted if want[0] not in "+@" and " " not in want),
        tuple(want for want in wanted if want[0] in "+@"),
        several,
        frozenset(parts[0] for parts in several),
    )


@lru_cache(maxsize=WORDS)
def _spellings(norm: str, stem: str, prep: str, lemma: str) -> frozenset[str]:
    """Return the spellings under which a condition may name a word: raw, peeled, without the article, as a noun's lemma."""
    return frozenset((norm.casefold(), stem.casefold(), norm.removeprefix(ARTICLE), prep, lemma)) - {""}


def _present(sentence: Sentence, span: range) -> frozenset[str]:
    """Return every spelling under which a condition may name a word of the span."""
    words = (sentence.words[at] for at in span)
    return frozenset().union(
        *(_spellings(word.norm, word.stem, word.prep, word.nouns[0].lemma if word.nouns else "") for word in words)
    )


def _possible(present: frozenset[str], wanted: tuple[str, ...]) -> bool:
    """Tell whether a condition can hold at all: mostly none of its words is there, and the walk can be spared."""
    conditions = _conditions(wanted)
    return bool(conditions.special) or not (conditions.plain.isdisjoint(present) and conditions.firsts.isdisjoint(present))


def _special(sentence: Sentence, span: range, at: int, want: str) -> bool:
    """Tell whether a special condition holds at ``at``: ``+word`` right behind the trigger, ``@person`` as its object."""
    if want == "@person":
        phrase = sentence.phrase_at(at)
        near = at - span.start <= 1 or sentence.phrase_at(at - 1) is not None
        return (
            phrase is not None
            and phrase.first == at
            and phrase.human
            and phrase.kind == "person"
            and not phrase.prep
            and near
            and bool(phrase.name)
        )
    word = sentence.words[at]
    between = range(span.start, at)
    following = all(
        sentence.owner[k] >= 0 or sentence.words[k].article or sentence.words[k].group in ("adv", "time") for k in between
    )
    return following and want[1:] in (word.norm, word.prep)


def _sequence(words: Sequence[Word], at: int, parts: Sequence[str]) -> bool:
    if at + len(parts) > len(words):
        return False
    first = words[at]
    return parts[0] in (first.norm.casefold(), first.stem.casefold()) and all(
        parts[k] in (words[at + k].norm.casefold(), words[at + k].stem.casefold()) for k in range(1, len(parts))
    )
