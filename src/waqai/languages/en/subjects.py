"""The subject of an English verb: before it, after it in "…, said X", of its relative clause, or carried from another verb."""

from __future__ import annotations

import msgspec

from waqai.languages.base import Sentence, Verb
from waqai.languages.en.grammar import lists
from waqai.languages.en.scan import Scan, group_from, has_verb

_CLOSE = '”»›"'
_PARENTHESIS = 22
_DEPTH = 4
_SET_PHRASE = 4
_BEFORE_PREP = 8
_LIST = 8
_TOLD = frozenset(("ask", "order"))


class Subject(msgspec.Struct, frozen=True):
    """Phrases of a subject, how they were found, its pronoun, and the noun of a subject that no table knows."""

    group: tuple[int, ...] = ()
    found: str = "none"
    pronoun: str = ""
    other: int = -1


def subject_after(sentence: Sentence, index: int, verb: Verb) -> Subject | None:
    """Return the subject after a verb of saying that follows its content ('"…," said the minister')."""
    words = sentence.words
    if verb.saying is None or verb.participle or verb.passive or index == 0 or words[index - 1].kind != "mark":
        return None
    mark = words[index - 1].norm
    quoted = mark in _CLOSE or (mark == "," and index > 1 and words[index - 2].norm in _CLOSE)
    if not quoted and not (mark == "," and verb.saying.lemma == "say" and not has_verb(sentence, index + 1)):
        return None
    at = index + 1
    while (
        at < len(words)
        and sentence.owner[at] < 0
        and words[at].kind in ("latin", "number")
        and words[at].group in ("", "dem", "num")
    ):
        at += 1
    if at < len(words) and sentence.owner[at] >= 0 and not sentence.phrases[sentence.owner[at]].prep.strip("'s"):
        number = sentence.owner[at]
        return Subject(group_from(sentence, number), "after")
    noun = at - 1
    return Subject(found="other", other=noun) if noun > index and words[noun].group == "" else None


def subject_before(sentence: Sentence, index: int, verb: Verb, depth: int = 0) -> Subject:
    """Return the subject that stands before the verb, or that another verb of the sentence lends it."""
    words = sentence.words
    if verb.jussive:
        return _antecedent(sentence, index - 1)
    at = index - 1
    infinitive = False
    while at >= 0 and sentence.owner[at] < 0 and (words[at].group in ("aux", "adv", "neg") or words[at].norm in ("both", "all")):
        at -= 1
    if at >= 0 and words[at].norm.casefold() == "to" and words[at].group == "comp":
        infinitive, at = True, at - 1
    if infinitive or verb.participle:
        return _of_nonfinite(sentence, index, at, infinitive=infinitive, depth=depth)
    if at < 0:
        return Subject()
    if words[at].group == "conj" or (words[at].kind == "mark" and words[at].norm == "," and not _parenthesis(sentence, at)):
        return _carried(sentence, index, depth)
    return _walk(sentence, at)


def _walk(sentence: Sentence, at: int) -> Subject:
    """Walk left over prepositional phrases and parentheses to the head of the subject."""
    words = sentence.words
    start = at
    while at >= 0:
        word = words[at]
        number = sentence.owner[at]
        if number >= 0:
            phrase = sentence.phrases[number]
            if not phrase.prep or (phrase.prep == "'s" and at == start):
                return _group(sentence, number)
            at = _before_prep(sentence, phrase.first)
            continue
        if word.group == "pron":
            return _pronoun(word.norm.casefold(), at)
        if word.group == "rel":
            return _antecedent(sentence, at - 1)
        if word.kind == "mark":
            if at == start and word.norm in (",", "-", "–", "—", ")"):
                at = _parenthesis(sentence, at)
                start = at
                if at > 0:
                    continue
            return Subject()
        if _inside(sentence, at):
            at -= 1
            continue
        if sentence.verbs[at] is not None or word.group in ("comp", "sub"):
            return Subject()
        if word.group in ("", "num", "dem") and not _is_governed(sentence, at):
            return Subject(found="other", other=noun_head(sentence, at))
        if word.group in ("", "num", "dem"):
            at = _before_prep(sentence, at)
            continue
        at -= 1
    return Subject()


def _pronoun(folded: str, at: int) -> Subject:
    if folded in lists().plural_subjects or folded in lists().singular_subjects:
        return Subject(found="pronoun", pronoun=folded)
    return Subject(found="other", other=at)


def noun_head(sentence: Sentence, at: int) -> int:
    """Return the first word of the event noun of several words that ends at ``at`` (air strikes), else ``at`` itself."""
    for first in range(at, max(-1, at - _SET_PHRASE), -1):
        noun = sentence.nouns[first]
        if noun is not None and first + noun.size > at:
            return first
    return at


def _inside(sentence: Sentence, at: int) -> bool:
    """Tell whether a verb belongs to the noun phrase itself: a reduced relative or a gerund."""
    verb = sentence.verbs[at]
    return verb is not None and (verb.jussive or verb.participle)


def _np_start(sentence: Sentence, at: int) -> int:
    """Return the word before the noun phrase whose word is ``at``."""
    words = sentence.words
    k = at
    while k >= 0 and (
        (
            sentence.owner[k] >= 0
            and (k == at or sentence.phrases[sentence.owner[k]].prep == "'s" or sentence.owner[k] == sentence.owner[k + 1])
        )
        or (
            sentence.owner[k] < 0
            and words[k].group in ("", "num", "dem", "poss")
            and words[k].kind != "mark"
            and sentence.verbs[k] is None
            and not _unknown_participle(sentence, k)
        )
    ):
        k -= 1
    return k


def _is_governed(sentence: Sentence, at: int) -> bool:
    k = _np_start(sentence, at)
    return k >= 0 and _governs(sentence, k)


def _governs(sentence: Sentence, at: int) -> bool:
    """Tell whether a word has the noun phrase after it as its object: a preposition or a participle."""
    group = sentence.words[at].group
    return group in ("prep", "when", "during") or _inside(sentence, at) or _unknown_participle(sentence, at)


def _unknown_participle(sentence: Sentence, at: int) -> bool:
    """Tell whether a form in -ing that no table knows follows a noun phrase (troops guarding the port)."""
    word = sentence.words[at]
    return at > 0 and not word.known and word.norm.endswith("ing") and sentence.owner[at] < 0 and sentence.owner[at - 1] >= 0


def _before_prep(sentence: Sentence, first: int) -> int:
    """Return the word before the preposition that governs the phrase beginning at ``first``."""
    words = sentence.words
    k = first - 1
    while k >= 0 and not _governs(sentence, k) and k > first - _BEFORE_PREP and words[k].kind != "mark":
        k -= 1
    while k >= 0 and _governs(sentence, k):
        k -= 1
    return k


def _group(sentence: Sentence, number: int) -> Subject:
    first = next((one for one in range(max(0, number - _LIST), number) if number in group_from(sentence, one)), number)
    head = sentence.phrases[first]
    group = tuple(one for one in group_from(sentence, first) if one <= number)
    if head.prep and head.prep != "'s":
        return _walk(sentence, _before_prep(sentence, head.first))
    return Subject(group, "before")


def _parenthesis(sentence: Sentence, close: int) -> int:
    """Return the word before the comma or dash that opens the parenthesis ending at ``close``, 0 if there is none."""
    words = sentence.words
    mark = words[close].norm if words[close].norm != ")" else "("
    for at in range(close - 1, max(0, close - _PARENTHESIS), -1):
        if words[at].norm in (";", ":"):
            return 0
        if words[at].norm == mark:
            ends = sentence.owner[at - 1] >= 0 or (words[at - 1].kind == "latin" and words[at - 1].group in ("", "time", "pron"))
            return at - 1 if ends and not _has_clause(sentence, at + 1, close) else 0
    return 0


def _has_clause(sentence: Sentence, start: int, close: int) -> bool:
    """Tell whether a main clause with "and" stands between the commas, which then are no parenthesis."""
    return start < close and sentence.words[start].group == "conj"


def _antecedent(sentence: Sentence, at: int) -> Subject:
    words = sentence.words
    while at >= 0 and ((words[at].kind == "mark" and words[at].norm == ",") or words[at].group in ("aux", "adv", "rel", "prep")):
        at -= 1
    if at < 0:
        return Subject()
    if sentence.owner[at] < 0:
        return Subject(found="other", other=noun_head(sentence, at)) if words[at].group == "" else Subject()
    number = sentence.owner[at]
    return Subject((number,), "relative")


def _of_nonfinite(sentence: Sentence, index: int, at: int, *, infinitive: bool, depth: int) -> Subject:
    """Return the subject of an infinitive or participle: the noun before it, or what governs it lends its own."""
    words = sentence.words
    if (
        not infinitive
        and at == index - 1
        and at >= 0
        and sentence.owner[at] >= 0
        and sentence.phrases[sentence.owner[at]].prep != "'s"
    ):
        return Subject((sentence.owner[at],), "relative")
    if depth > _DEPTH:
        return Subject()
    if infinitive and at > 0 and not words[at].known and words[at].norm.endswith("ed") and sentence.owner[at] < 0:
        return _walk(sentence, at - 1)  # a verb that no table knows: voted to
    for k in range(at, -1, -1):
        verb = sentence.verbs[k]
        if words[k].norm == ";":
            break
        if verb is None or (verb.participle and k and infinitive and k != at):
            continue
        found = subject_after(sentence, k, verb) or subject_before(sentence, k, verb, depth + 1)
        close = words[at].group == "prep" or infinitive
        if close and _lends_object(verb):
            lent = Scan(sentence, k + len(verb.lemma.split(" ")), verb=verb)
            if lent.object:
                return Subject(lent.object, "carried")
        if verb.passive and not found.group:
            return found
        return Subject(found.group, "carried" if found.group else found.found, found.pronoun, found.other)
    return _of_predicate(sentence, at) if infinitive else _topic(sentence, index)


def _of_predicate(sentence: Sentence, at: int) -> Subject:
    """Return the subject of an infinitive after an adjective with "be" (France is ready to send)."""
    words = sentence.words
    aux = next((k for k in range(at, max(-1, at - _DEPTH), -1) if words[k].group == "aux"), -1)
    while aux > 0 and words[aux - 1].group in ("aux", "adv", "neg"):
        aux -= 1
    return _walk(sentence, aux - 1) if aux > 0 else Subject()


def _topic(sentence: Sentence, index: int) -> Subject:
    """Return the subject that follows an opening participle (Speaking in Cairo, the minister …)."""
    words = sentence.words
    if any(sentence.verbs[k] is not None for k in range(index)):
        return Subject()
    for at in range(index + 1, len(words)):
        if words[at].norm != ",":
            continue
        for k in range(at + 1, len(words)):
            if sentence.owner[k] >= 0:
                return (
                    Subject(group_from(sentence, sentence.owner[k]), "carried")
                    if not sentence.phrases[sentence.owner[k]].prep
                    else Subject()
                )
            if words[k].group == "pron":
                return Subject(found="pronoun", pronoun=words[k].norm.casefold())
            if words[k].group not in ("dem", "num", ""):
                return Subject()
    return Subject()


def _lends_object(verb: Verb) -> bool:
    if verb.saying is not None and verb.saying.kind in _TOLD:
        return True
    return (verb.saying is None and bool(verb.senses) and verb.senses[0].obj == "recipient") or verb.lemma in (
        "accuse",
        "suspect",
    )


def _carried(sentence: Sentence, index: int, depth: int) -> Subject:
    """Return the subject of the finite verb that "and" joins this one to.

    A verb of saying continues a verb of saying; after a comma and "and" what is told (denied that …, and said) is passed over.
    """
    if depth > _DEPTH:
        return Subject()
    words = sentence.words
    verb = sentence.verbs[index]
    saying = verb is not None and verb.saying is not None
    wide = saying or (index > 1 and words[index - 2].norm == "," and words[index - 1].group == "conj")
    earlier = [at for at in range(index) if _finite(sentence, at)]
    last_stop = max((at for at in range(index) if words[at].norm == ";"), default=-1)
    earlier = [at for at in earlier if at > last_stop]
    if wide:
        told = [at for at in earlier if (other := sentence.verbs[at]) is not None and other.saying is not None]
        outer = [at for at in told if not any(_tells(sentence, one, at) for one in told if one < at)]
        if outer and (saying or _tells(sentence, outer[-1], earlier[-1])):
            earlier = [at for at in earlier if at <= outer[-1]]
    for at in reversed(earlier):
        other = sentence.verbs[at]
        found = subject_before(sentence, at, other, depth + 1) if other is not None else _walk(sentence, at - 1)
        if found.group:
            return Subject(found.group, "carried")
        if found.found != "none":
            return found
    return Subject()


def _finite(sentence: Sentence, at: int) -> bool:
    """Tell whether word ``at`` is a finite verb, or an auxiliary that stands for one no table knows."""
    verb = sentence.verbs[at]
    if verb is not None:
        return not (verb.participle or verb.jussive)
    if sentence.words[at].group != "aux" or sentence.owner[at] >= 0:
        return False
    after = at + 1
    while after < len(sentence.words) and sentence.words[after].group in ("aux", "adv", "neg"):
        after += 1
    return after >= len(sentence.words) or sentence.verbs[after] is None


def _tells(sentence: Sentence, at: int, other: int) -> bool:
    """Tell whether word ``other`` stands in what the verb of saying at ``at`` tells, with "that" between them."""
    return any(word.group == "comp" for word in sentence.words[at + 1 : other])
