"""Whether a word is a verb in its sentence, and in which tense and voice: read from auxiliaries, subject and object."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from waqai.languages.base import Phrase, Verb, Word
from waqai.languages.en.grammar import lists
from waqai.languages.en.words import begins

_REACH = 14
_POSTMODIFIERS = 3
_MODIFIERS = 8


class Context(msgspec.Struct, frozen=True):
    """The sentence as far as it is read when its verbs are looked for."""

    words: list[Word]
    chunks: Sequence[Phrase]
    owner: Sequence[int]
    headline: bool = False

    def phrase(self, index: int) -> Phrase | None:
        """Return the phrase that covers word ``index``."""
        return self.chunks[self.owner[index]] if 0 <= index < len(self.words) and self.owner[index] >= 0 else None


class _Lead(msgspec.Struct, frozen=True):
    """What stands before a verb: its auxiliaries, nearest first, and the word before them (-1 at the start)."""

    aux: tuple[str, ...]
    before: int


def verb_at(context: Context, index: int) -> Verb | None:
    """Return the verb that word ``index`` is, with tense and voice, or ``None`` where it is a noun, name or adjective."""
    word = context.words[index]
    if not word.verbs or context.owner[index] >= 0 or (word.group and word.group != "aux"):
        return None
    if word.norm[0].isupper() and not context.headline and not begins(context.words, index):
        return None
    forms = {verb.tense: verb for verb in word.verbs}
    if word.group == "aux" and not _is_main(context, index, forms):
        return None
    lead = _lead(context, index)
    found = _after_auxiliary(context, index, lead, forms) if lead.aux else _bare(context, index, lead, forms)
    return _with_subject(context, found, lead) if found is not None else None


def _is_main(context: Context, index: int, forms: dict[str, Verb]) -> bool:
    """Tell whether "have", "do", "be" is a verb of its own here: part of a set phrase, or with a noun after it."""
    if any(" " in verb.lemma for verb in forms.values()):
        return True
    if next(iter(forms.values())).lemma != "have":
        return False
    at = index + 1
    while at < len(context.words) and (context.words[at].group in ("dem", "num") or not context.words[at].known):
        at += 1
    return (
        at < len(context.words)
        and bool(context.words[at].nouns)
        and context.words[at].group != "aux"
        and at - index <= _REACH // 4
    )


def _lead(context: Context, index: int) -> _Lead:
    words = context.words
    at = index - 1
    aux: list[str] = []
    while at >= 0 and (words[at].group in ("adv", "neg", "aux") or words[at].norm in ("both", "all")):
        folded = words[at].norm.casefold()
        if words[at].group == "aux" or folded.endswith("n't") or folded == "cannot":
            aux.append(folded)
        at -= 1
    if at >= 0 and words[at].norm.casefold() == "to" and words[at].group == "comp":
        aux.append("to")
        at -= 1
    if (
        not aux
        and at > 0
        and words[at].group == "pron"
        and words[at - 1].group == "aux"
        and words[at].norm.casefold() in (lists().plural_subjects | lists().singular_subjects)
    ):
        aux.append(words[at - 1].norm.casefold())  # did he say
    return _Lead(tuple(aux), at)


def _after_auxiliary(context: Context, index: int, lead: _Lead, forms: dict[str, Verb]) -> Verb | None:
    nearest = lead.aux[0]
    future = any(aux in lists().future for aux in lead.aux)
    tense = "future" if future else "past" if any(aux in lists().past for aux in lead.aux) and "to" not in lead.aux else "present"
    if nearest in lists().be:
        if "participle" in forms and not (nearest == "'s" and "ing" in forms):
            return _replace(forms["participle"], tense, passive=True)
        if "ing" in forms and not _is_predicate_noun(context, index):
            return _replace(forms["ing"], tense)
        return None
    if nearest in lists().have:
        return _replace(forms["participle"], "past" if not future else "future") if "participle" in forms else None
    if "base" in forms:
        return _replace(forms["base"], tense)
    return None


def _is_predicate_noun(context: Context, index: int) -> bool:
    return bool(context.words[index].nouns) and index > 0 and context.words[index - 1].group == "dem"


def _bare(context: Context, index: int, lead: _Lead, forms: dict[str, Verb]) -> Verb | None:
    """Read a form without an auxiliary before it."""
    words = context.words
    before = words[lead.before] if lead.before >= 0 else None
    if before is not None and before.group in ("dem", "poss", "num", "prep", "when", "during") and "ing" not in forms:
        return None if not _partitive(context, lead.before) else _finite(context, index, lead, forms)
    if before is not None and before.kind == "number" and "ing" not in forms and lead.before == index - 1:
        return None
    if "ing" in forms:
        return _gerund(context, index, lead, forms["ing"])
    if "participle" in forms and ("past" not in forms or _reduced(context, index, lead, forms["past"])):
        if "past" not in forms and not _after_noun(context, lead.before) and not _after_comma(context, lead.before):
            return None
        return _replace(forms["participle"], "past", passive=True, reduced=True)
    return _finite(context, index, lead, forms)


def _partitive(context: Context, at: int) -> bool:
    """Tell whether a number or demonstrative may be the subject itself (both agreed, many fled)."""
    word = context.words[at]
    return (
        word.group == "num" and (at == 0 or context.words[at - 1].kind == "mark") and word.norm.casefold() in lists().lone_numbers
    )


def _finite(context: Context, index: int, lead: _Lead, forms: dict[str, Verb]) -> Verb | None:
    word = context.words[index]
    if "past" in forms:
        if _is_attribute(context, index, lead):
            return None
        return _replace(forms["past"], "past")
    before = context.words[lead.before] if lead.before >= 0 else None
    subject = before.norm.casefold() if before is not None else ""
    relative = before is not None and (before.group == "rel" or subject == "that")
    if "third" in forms:
        if subject in lists().singular_subjects or relative:
            return _replace(forms["third"], "present")
        if not word.nouns:
            if context.owner[lead.before] < 0 and _finite_before(context, lead.before):
                return None
            fits = (
                _after_noun(context, lead.before)
                or _after_comma(context, lead.before)
                or (before is not None and before.group == "conj")
            )
            return _replace(forms["third"], "present") if fits else None
        return _replace(forms["third"], "present") if _between(context, index, lead.before) else None
    if "base" in forms:
        if subject in lists().plural_subjects or (relative and not word.nouns):
            return _replace(forms["base"], "present")
        if before is not None and before.group == "conj" and _joined_infinitive(context, lead.before):
            return _replace(forms["base"], "present")
        after = context.words[index + 1] if index + 1 < len(context.words) else word
        fits = (not word.nouns or _between(context, index, lead.before)) and _after_noun(context, lead.before)
        if fits and after.group != "aux" and _plural_ends_at(context, lead.before):  # not: the sanctions vote was delayed
            return _replace(forms["base"], "present")
    return None


def _plural_ends_at(context: Context, at: int) -> bool:
    """Tell whether a noun phrase in the plural ends at word ``at``, with what follows its head (voters in Nevada)."""
    words = context.words
    for _ in range(_POSTMODIFIERS):
        phrase = context.phrase(at)
        first = phrase.first if phrase is not None else at
        prep = phrase.prep if phrase is not None and phrase.prep != "'s" else ""
        if phrase is not None and not prep:
            return phrase.number == "p" or words[at].norm.casefold() in lists().plural_bodies
        if phrase is None and words[at].norm.casefold() in lists().plural_bodies:
            return True
        start = first - 1
        while start >= 0 and first - start < _MODIFIERS and _in_noun_phrase(context, start):
            start -= 1
        if start < 0 or words[start].group not in ("prep", "when", "during"):
            return phrase is None and _looks_plural(words[at].norm)
        while start >= 0 and words[start].group in ("prep", "when", "during"):
            start -= 1
        if start < 0 or not _after_noun(context, start):
            return False
        at = start
    return False


def _in_noun_phrase(context: Context, at: int) -> bool:
    word = context.words[at]
    return context.owner[at] >= 0 or word.group in ("dem", "num", "poss") or (word.kind != "mark" and not word.group)


def _looks_plural(norm: str) -> bool:
    return norm.endswith("s") and not norm.endswith(("ss", "us", "is"))


def _joined_infinitive(context: Context, conj: int) -> bool:
    """Tell whether the verb before "and" is an infinitive or follows a modal (to meet and sign)."""
    words = context.words
    for at in range(conj - 1, max(-1, conj - _REACH), -1):
        if words[at].kind == "mark" and words[at].norm != ",":
            return False
        if (words[at].norm == "to" and words[at].group == "comp") or words[at].norm.casefold() in lists().future | lists().modals:
            return True
        if words[at].group in ("rel", "sub", "comp"):
            return False
    return False


def _after_noun(context: Context, at: int) -> bool:
    """Tell whether word ``at`` ends a noun phrase: of a phrase or an ordinary noun that no preposition begins."""
    if at < 0:
        return False
    word = context.words[at]
    if context.owner[at] >= 0:
        return context.chunks[context.owner[at]].prep != "'s"
    return (
        (word.kind == "latin" and word.group in ("", "time", "pron", "rel"))
        or word.kind == "number"
        or word.norm in ("%", ")", *'"”')
    )


def _after_comma(context: Context, at: int) -> bool:
    return at >= 0 and context.words[at].kind == "mark" and context.words[at].norm not in ("-", "(", "/")


def _object_follows(context: Context, index: int, size: int = 1) -> bool:
    """Tell whether an object follows right after the verb: a noun phrase, determiner, number or object pronoun."""
    at = index + size
    while at < len(context.words) and context.words[at].group == "adv":
        at += 1
    if at >= len(context.words):
        return False
    word = context.words[at]
    if context.owner[at] >= 0 or word.group in ("dem", "num") or word.kind == "number":
        return True
    if word.group == "pron":
        return word.norm.casefold() in lists().objects
    return word.kind == "latin" and not word.group


def _between(context: Context, index: int, before: int) -> bool:
    """Tell whether a word that may be noun or verb stands between subject and object (Russia strikes Kyiv)."""
    phrase = context.phrase(before)
    subject = (phrase is not None and phrase.prep != "'s" and phrase.form != "demonym") or (
        phrase is not None and phrase.number == "p"
    )
    at = index + 1
    if not subject or at >= len(context.words):
        return False
    word = context.words[at]
    follows = context.owner[at] >= 0 or word.group in ("dem", "num", "comp", "pron") or word.kind == "number"
    return follows or (context.headline and word.kind == "latin" and not word.group)


def _is_attribute(context: Context, index: int, lead: _Lead) -> bool:
    """Tell whether a past form only describes the noun after it (detained activists, planned talks)."""
    words = context.words
    before = words[lead.before] if lead.before >= 0 else None
    if (
        before is None
        or before.group in ("conj", "rel", "pron", "comp", "sub")
        or before.kind == "mark"
        or _after_noun(context, lead.before)
    ):
        return before is None and not (index + 1 < len(words) and words[index + 1].group)
    return True


def _reduced(context: Context, index: int, lead: _Lead, verb: Verb) -> bool:
    """Tell whether a form in -ed is a passive participle after its noun (troops deployed to the border) and no finite verb."""
    words = context.words
    size = len(verb.lemma.split(" "))
    comma = _after_comma(context, lead.before) and lead.before == index - 1 and words[lead.before].norm == ","
    if index == 0:
        return index + 1 < len(words) and words[index + 1].group in ("prep", "comp") and words[index + 1].norm != "to"
    if (not comma and not _after_noun(context, lead.before)) or words[lead.before].group in ("pron", "rel"):
        return False
    at = index + size
    if at < len(words) and words[at].norm == "by" and not words[at].prep:
        return True
    transitive = any(sense.obj not in ("none", "") for sense in verb.senses) or bool(verb.lights) or _plans(verb)
    if not transitive or _object_follows(context, index, size):
        return False
    if at < len(words) and words[at].group in ("comp", "sub") and words[at].norm != "to":
        return False
    if comma:
        return at < len(words) and words[at].group in ("prep", "time", "during") and _interrupts(context, lead.before, at)
    return _finite_before(context, lead.before) or _finite_after(context, at)


def _plans(verb: Verb) -> bool:
    """Tell whether a verb of saying is of the kind whose participle stands after its noun (talks aimed at)."""
    return verb.saying is not None and verb.saying.kind in ("promise", "order", "ask")


def _interrupts(context: Context, comma: int, start: int) -> bool:
    """Tell whether a participle after a comma only describes the noun before it: the clause has its verb before or after it."""
    words = context.words
    if any(_surely_finite(context, at) and context.owner[at] < 0 for at in range(comma)):
        return True
    after = next((at for at in range(start, len(words)) if words[at].norm == ","), len(words))
    return any(_surely_finite(context, at) and context.owner[at] < 0 for at in range(after + 1, min(len(words), after + 4)))


def _finite_before(context: Context, at: int) -> bool:
    """Tell whether the clause has a finite verb already, so that the noun before is its object."""
    for index in range(at, max(-1, at - _REACH), -1):
        word = context.words[index]
        if word.kind == "mark" or word.group in ("comp", "rel", "sub", "conj"):
            return False
        if context.owner[index] < 0 and _surely_finite(context, index):
            return True
    return False


def _finite_after(context: Context, start: int) -> bool:
    """Tell whether a finite verb follows before the clause ends: what stands before it is then its subject."""
    for index in range(start, min(len(context.words), start + _REACH)):
        word = context.words[index]
        if word.kind == "mark" or word.group in ("comp", "rel", "sub", "conj", "when", "during"):
            return False
        if context.owner[index] < 0 and _surely_finite(context, index):
            return True
    return False


def _surely_finite(context: Context, index: int) -> bool:
    word = context.words[index]
    if word.group == "aux":
        return word.norm.casefold() not in lists().nonfinite
    tenses = {verb.tense for verb in word.verbs}
    before = context.words[index - 1] if index else None
    if before is None or before.group in ("dem", "prep", "poss", "num", "when", "during", "comp"):
        return False
    return "past" in tenses or ("third" in tenses and not word.nouns)


def _gerund(context: Context, index: int, lead: _Lead, verb: Verb) -> Verb | None:
    """Read a form in -ing: after a comma or noun it continues the clause, after a preposition it is an act of its subject."""
    words = context.words
    before = words[lead.before] if lead.before >= 0 else None
    size = len(verb.lemma.split(" "))
    noun = bool(words[index].nouns)
    follows = _object_follows(context, index, size) or (index + 1 < len(words) and words[index + 1].norm in ("that", "to"))
    if before is None or before.kind == "mark" or before.group in ("conj", "sub", "when", "during"):
        return _replace(verb, "present", participle=True) if follows or not noun else None
    if before.group == "prep":
        if before.norm.casefold() == "without":
            verb = msgspec.structs.replace(verb, saying=None)
        return _replace(verb, "present", participle=True) if follows or not noun else None
    if before.group in ("dem", "poss", "num") or before.kind == "number":
        return None
    if _after_noun(context, lead.before) and (follows or not noun) and context.owner[lead.before] >= 0:
        return _replace(verb, "present", participle=True)
    if _after_noun(context, lead.before) and index + 1 < len(words) and words[index + 1].norm == "that":
        return _replace(verb, "present", participle=True)  # a declaration demanding that
    if before.norm.casefold() in lists().aspectual and context.owner[lead.before] < 0:
        return _replace(verb, "present", participle=True)
    return None


def _replace(verb: Verb, tense: str, *, passive: bool = False, participle: bool = False, reduced: bool = False) -> Verb:
    """Return the verb as it stands in the sentence; ``jussive`` marks the reduced relative, which has no Arabic mood.

    Who is told or asked does not speak: a passive verb of saying tells nothing.
    """
    if passive:
        verb = msgspec.structs.replace(verb, saying=None)
    return msgspec.structs.replace(verb, tense=tense, passive=passive, participle=participle, jussive=reduced)


def _with_subject(context: Context, verb: Verb, lead: _Lead) -> Verb:
    """Add person, number and gender that a pronoun right before the verb tells."""
    pronoun = context.words[lead.before].norm.casefold() if lead.before >= 0 else ""
    if pronoun in ("i", "we"):
        return msgspec.structs.replace(verb, person=1, number="s" if pronoun == "i" else "p")
    gender = {"he": "m", "she": "f"}.get(pronoun, verb.gender)
    return msgspec.structs.replace(verb, gender=gender, number="p" if pronoun == "they" else verb.number)
