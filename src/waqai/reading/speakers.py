"""Who speaks, read from the sentence: subjects, nouns that no table knows, pronouns, and where the words were said."""

from __future__ import annotations

from collections.abc import Sequence

from waqai.languages.base import Arguments, Grammar, Sentence
from waqai.reading.draft import Slot
from waqai.tables import prepositions, pronouns


def negated(sentence: Sentence, index: int) -> bool:
    """Tell whether a negation stands before the verb; after a preposition the word is a relative one ("what it called …")."""
    words = sentence.words
    return index > 0 and words[index - 1].group == "neg" and not (index > 1 and words[index - 2].group == "prep")


def owner_of_noun(sentence: Sentence, arguments: Arguments) -> tuple[int, ...]:
    """Return whose statement or report an unknown subject is (بيان الكرملين, بيان للخارجية)."""
    if not sentence.words[arguments.other].saying_noun:
        return ()
    for prep, group in arguments.preps:
        if prep == "genitive" or prep in prepositions("owner"):
            return group
    return ()


def agrees(slots: Sequence[Slot], pronoun: str) -> bool:
    """Tell whether a pronoun may stand for somebody: he and she for a person of that gender, it for a body, they for several."""
    first = slots[0]
    _, gender, number = pronouns().get(pronoun, (3, "x", "s"))
    if number == "p":
        return len(slots) > 1 or first.number != "s" or not first.human
    if gender in ("m", "f"):
        return len(slots) == 1 and first.human and first.number == "s" and first.gender in ("x", gender)
    return len(slots) == 1 and not first.human


def main_subject(rules: Grammar, sentence: Sentence, index: int) -> tuple[int, ...]:
    """Return the subject of the first verb of the sentence: whom a participle at its end continues."""
    for at, verb in enumerate(sentence.verbs[:index]):
        if verb is not None and verb.person == 3 and not verb.participle:
            return rules.verb_arguments(sentence, at, verb).subject
    return ()


def topic(sentence: Sentence, index: int) -> tuple[int, ...]:
    """Return the phrase that a participle continues when no verb has a subject: a speaker's noun, else the first bare one."""
    for at in range(index - 1, -1, -1):
        if sentence.words[at].saying_noun and at + 1 < index and sentence.owner[at + 1] >= 0:
            return (sentence.owner[at + 1],)
    for number, phrase in enumerate(sentence.phrases):
        if phrase.last < index and not phrase.prep and (phrase.human or phrase.kind in ("state", "organization", "group")):
            return (number,)
    return ()


def words_between(sentence: Sentence, mark: int, index: int) -> tuple[int, int]:
    """Return the noun phrase between the mark after a content and its cue, without determiners before it."""
    first = mark + 1
    while first < index - 1 and sentence.words[first].group in ("dem", "num"):
        first += 1
    last = index - 1 if sentence.words[index - 1].kind != "mark" else index - 2
    return sentence.words[first].start, sentence.words[max(first, last)].end


def venue(sentence: Sentence, index: int) -> str | None:
    """Return where the words were said, if a venue is named beside the cue (في تغريدة, in an interview)."""
    for at in range(max(0, index - 8), min(len(sentence.words), index + 10)):
        word = sentence.words[at]
        if (
            word.saying_noun
            and word.saying_noun != "statement"
            and (word.prep or (at and sentence.words[at - 1].group == "prep"))
        ):
            return word.saying_noun
    return None
