"""Subjects that do not follow their verb: before it, in a relative clause, as a pronoun, carried over from an earlier verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from waqai.languages.ar import grammar
from waqai.languages.ar.clitics import PRONOUN_FEATURES
from waqai.languages.ar.scan import CLOSING, COMMAS, STOPS, Scan, group_from, is_comma
from waqai.languages.base import Phrase, Sentence, Verb
from waqai.text.letters import WAW

_ASIDE = frozenset("()[]-–—")
_CARRY = 60  # words: a subject further back in an endless sentence carries no more


def _agrees_before(verb: Verb, group: Sequence[int], sentence: Sentence) -> bool:
    """Tell whether a verb may follow this subject: full agreement in gender and number."""
    if verb.person != 3:
        return False
    phrase = sentence.phrases[group[0]]
    number = phrase.number if len(group) == 1 else "d" if len(group) == 2 else "p"
    if verb.number != "s":
        return number in ("d", "p") or (not phrase.human and verb.number == "p")
    if number != "s" and phrase.human and len(group) == 1:
        return verb.gender == "f" and phrase.form == "nominal" and not phrase.pronoun
    return phrase.gender in ("x", verb.gender) or len(group) > 1


class Before(msgspec.Struct, frozen=True, gc=False):
    """The subject before a verb: its phrases, how it was found, its pronoun if it is one, the noun of an unknown one (or -1).

    ``found`` is before, relative, pronoun, other or none, as in :class:`waqai.languages.base.Arguments`.
    """

    group: tuple[int, ...] = ()
    found: str = "none"
    pronoun: str = ""
    other: int = -1


NONE: Final = Before()


def subject_before(sentence: Sentence, index: int, verb: Verb) -> Before:
    """Return the subject that stands before the verb at word ``index``."""
    words = sentence.words
    at = index - 1
    commas = 0
    if verb.pronoun and at >= 0 and sentence.owner[at] < 0 and (sentence.nouns[at] is not None or _is_quality(sentence, at)):
        return NONE  # غارة شنتها طائرات: the pronoun is the noun before, the subject follows
    while at >= 0:
        word = words[at]
        number = sentence.owner[at]
        if number >= 0:
            group = _group_to(sentence, number)
            head = sentence.phrases[group[0]]
            bare = not head.prep and not _is_genitive(sentence, head)
            if bare and verb.tense != "participle" and _agrees_before(verb, group, sentence):
                return Before(group, "before")
            at = head.first - 1
            continue
        if word.group == "comp":
            pronoun = _attached(word.norm)
            if pronoun and _fits(pronoun, verb):
                return Before(found="pronoun", pronoun=pronoun)
            return _topic(sentence, at + 1, index, verb)
        if word.group == "rel":
            if _resumed(sentence, index, verb):  # التي طلبت منها قطر: the pronoun is the antecedent, the subject follows
                break
            return Before(_antecedent(sentence, at), "relative")
        if word.norm in COMMAS:
            commas += 1
            if commas > 2 or at == index - 1:
                break
        if word.group in ("sub", "aux", "conj") and at < index - 1:
            return _topic(sentence, at + 1, index, verb)
        if _ends_search(sentence, at) or (at == index - 1 and words[index].conj):
            break
        at -= 1
    return _topic(sentence, 0, index, verb) if at < 0 else NONE


def _topic(sentence: Sentence, at: int, index: int, verb: Verb) -> Before:
    """Return the noun right after "that" as the subject of a verb further on, where no table knows it (أن المرأة قتلت …)."""
    words = sentence.words
    while at < index and (words[at].group in ("dem", "num") or words[at].norm in grammar.load().before_noun):
        at += 1
    if at >= index or verb.person != 3 or verb.participle:
        return NONE
    word = words[at]
    noun = word.kind == "arabic" and not word.group and not word.prep and sentence.owner[at] < 0 and sentence.verbs[at] is None
    return Before(found="other", other=at) if noun and not word.conj else NONE


def _group_to(sentence: Sentence, number: int) -> tuple[int, ...]:
    """Return phrase ``number`` with the phrases that it is coordinated to on its left."""
    first = number
    while first and sentence.phrases[first].joined and group_from(sentence, first - 1)[-1] >= number:
        first -= 1
    group = group_from(sentence, first)
    return group[: group.index(number) + 1]


def _ends_search(sentence: Sentence, at: int) -> bool:
    """Tell whether the clause of a verb cannot reach over word ``at`` to its left."""
    word = sentence.words[at]
    mark = word.norm in STOPS or word.norm in CLOSING or word.norm in _ASIDE
    return word.group in ("sub", "verb") or mark or sentence.verbs[at] is not None


def _is_genitive(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether the phrase depends on a noun right before it that is in no phrase (رفض روسيا, تحالف السعودية)."""
    if phrase.first == 0:
        return False
    before = sentence.words[phrase.first - 1]
    if sentence.owner[phrase.first - 1] >= 0 or before.kind != "arabic" or before.group:
        return False
    return not phrase.joined and sentence.verbs[phrase.first - 1] is None and not before.article


def _resumed(sentence: Sentence, index: int, verb: Verb) -> bool:
    """Tell whether a relative clause takes its antecedent up by a pronoun, attached to the verb or to a preposition after it."""
    following = sentence.words[index + 1] if index + 1 < len(sentence.words) else None
    return bool(verb.pronoun) or (
        following is not None
        and following.group == "adv"
        and any(following.norm.endswith(pronoun) for pronoun in grammar.load().home_pronouns)
    )


def _is_quality(sentence: Sentence, at: int) -> bool:
    """Tell whether word ``at`` is an adjective right after an event noun (غارة جوية شنتها …)."""
    word = sentence.words[at]
    return at > 0 and sentence.nouns[at - 1] is not None and word.kind == "arabic" and not word.group and not word.conj


def _fits(pronoun: str, verb: Verb) -> bool:
    """Tell whether the pronoun of أنه/أنها can be the verb's subject; a masculine one before another form is a dummy."""
    person, gender, number = PRONOUN_FEATURES.get(pronoun, (3, "x", "s"))
    if person != verb.person:
        return verb.person != 3
    return (gender in ("x", verb.gender) or verb.gender == "x") and (number == verb.number or "p" in (number, verb.number))


def _antecedent(sentence: Sentence, at: int) -> tuple[int, ...]:
    """Return the phrase that a relative pronoun refers to: right before it, or before a noun or adjective that belongs to it."""
    before = at - 1
    while before >= 0 and is_comma(sentence.words[before]):
        before -= 1
    for _ in range(2):
        if before >= 0 and sentence.owner[before] < 0 and sentence.words[before].article and sentence.nouns[before] is None:
            before -= 1
    return (sentence.owner[before],) if before >= 0 and sentence.owner[before] >= 0 else ()


def _attached(norm: str) -> str:
    """Return the pronoun attached to a complementiser (أنه، إنهم), empty if none."""
    bare = norm.removeprefix(WAW)
    for lead in grammar.load().complementisers:
        if bare.startswith(lead) and bare[len(lead) :] in PRONOUN_FEATURES:
            return bare[len(lead) :]
    return ""


def carried_subject(sentence: Sentence, index: int, verb: Verb) -> tuple[tuple[int, ...], str]:
    """Return the subject of an earlier verb of the sentence with which this verb agrees, and ``carried`` or ``none``.

    A participle continues the nearest main clause (قال … إن … محذرا: who speaks warns), a finite verb the nearest verb.
    """
    earlier_verbs = range(index - 1, max(-1, index - _CARRY), -1)
    main = [at for at in earlier_verbs if _is_main(sentence, at)] if verb.tense == "participle" else []
    for at in [*main, *earlier_verbs]:
        if sentence.words[at].norm in CLOSING and verb.tense != "participle":
            continue
        earlier = sentence.verbs[at]
        if earlier is None or earlier.person != 3:
            continue
        before = subject_before(sentence, at, earlier)
        group = before.group
        if not group:
            scan = Scan(sentence, at + 1, earlier, want_subject=before.found == "none")
            group = scan.subject
        if group and _carries(verb, group, sentence):
            return group, "carried"
    return (), "none"


def _is_main(sentence: Sentence, at: int) -> bool:
    """Tell whether a verb heads a main clause: no complementiser or relative is before it, or it says something after "and"."""
    verb = sentence.verbs[at]
    if verb is None or verb.participle:
        return False
    if verb.saying is not None and sentence.words[at].conj:
        return True
    return all(word.group not in ("comp", "rel", "sub") for word in sentence.words[:at])


def _carries(verb: Verb, group: tuple[int, ...], sentence: Sentence) -> bool:
    phrase = sentence.phrases[group[0]]
    if verb.number in ("d", "p"):
        return len(group) > 1 or phrase.number in ("d", "p") or not phrase.human
    return phrase.gender in ("x", verb.gender) or (phrase.number == "p" and verb.gender == "f")
