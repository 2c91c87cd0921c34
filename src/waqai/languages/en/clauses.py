"""The shallow clause model of English: which phrase is subject, object or governed by which preposition of a verb or noun.

Written from the grammar of news prose, not trained: subject, verb, object; clauses cut at complementisers, relatives and
finite verbs; subjects carried over to coordinated and non-finite verbs; speakers after the verb where a quotation stands first.
"""

from __future__ import annotations

from waqai.languages.base import Arguments, Noun, Sentence, Verb
from waqai.languages.en.contents import content_before, quoted_before, zero_content
from waqai.languages.en.grammar import lists
from waqai.languages.en.parsed import object_in_tree, refined_subject
from waqai.languages.en.scan import Scan, group_from
from waqai.languages.en.subjects import Subject, subject_after, subject_before

_REACH = 4


def verb_arguments(sentence: Sentence, index: int, verb: Verb) -> Arguments:
    """Return the arguments of the verb at word ``index``."""
    size = len(verb.lemma.split(" "))
    inverted = subject_after(sentence, index, verb)
    subject = inverted or subject_before(sentence, index, verb)
    if sentence.tree:
        subject = refined_subject(sentence, index, verb, subject)
    start = sentence.phrases[inverted.group[-1]].last + 1 if inverted and inverted.group else index + size
    scan = Scan(sentence, start, verb=verb)
    content, quoted, closed = scan.content, scan.quoted, -1
    if verb.saying is not None:
        content, quoted, closed = _spoken(sentence, index, verb, subject, scan)
    cut = content if content >= 0 and content > index else len(sentence.words)
    found = scan.object
    if sentence.tree and not (found or scan.object_pronoun):
        found = object_in_tree(sentence, index)
    return Arguments(
        subject=subject.group,
        found=subject.found,
        pronoun=subject.pronoun,
        object=tuple(n for n in found if sentence.phrases[n].first < cut),
        object_pronoun=scan.object_pronoun,
        preps=tuple((prep, group) for prep, group in scan.preps if sentence.phrases[group[0]].first < cut),
        content=content,
        content_end=closed,
        nouns=(*_passive_subject(sentence, verb, subject), *((prep, noun) for prep, noun in scan.nouns if noun < cut)),
        loose=tuple((place, word) for place, word in scan.loose if word < cut),
        end=scan.end,
        quoted=quoted,
        other=subject.other,
    )


def _passive_subject(sentence: Sentence, verb: Verb, subject: Subject) -> tuple[tuple[str, int], ...]:
    """Return the event noun that is the subject of a passive light verb (the visit was cancelled) as what the verb carries."""
    carried = (
        verb.passive
        and any(light.subj == "actor" for light in verb.lights)
        and subject.other >= 0
        and sentence.nouns[subject.other] is not None
    )
    return (("", subject.other),) if carried else ()


def _spoken(sentence: Sentence, index: int, verb: Verb, subject: Subject, scan: Scan) -> tuple[int, int, int]:
    """Return (first word of the content, opening quotation mark, mark after a content before the cue) of a verb of saying."""
    content, quoted = scan.content, scan.quoted
    if verb.saying is None or quoted >= 0:
        return content, quoted, -1
    if content >= 0:
        told = verb.saying.kind != "describe" or sentence.words[content].norm == "that" or sentence.words[content].group != "comp"
        return (content if told else -1), quoted, -1
    at = min([index, *(sentence.phrases[number].first for number in subject.group if sentence.phrases[number].first < index)])
    if subject.other >= 0:
        at = min(at, subject.other)
    quoted = quoted_before(sentence, at, index)
    if quoted >= 0:
        return -1, quoted, -1
    before, closed = content_before(sentence, at, index, verb)
    if before >= 0:
        return before, -1, closed
    return zero_content(sentence, scan.start, verb), -1, -1


def noun_arguments(sentence: Sentence, index: int, noun: Noun) -> Arguments:
    """Return the arguments of an event noun: possessor, relational adjective or body before it, prepositions after it."""
    scan = Scan(sentence, index + noun.size, verb=None)
    genitive, relation, pronoun = _possessor(sentence, index)
    role = noun.senses[0].genitive if noun.senses else ""
    governed = dict(scan.preps)
    if genitive and (role not in ("actor", "recipient") or (role == "recipient" and "of" in governed)):
        # Russia's arrest of a journalist: the possessor acts, whatever role "of" has
        relation = genitive[0] if relation < 0 else relation
        genitive = ()
    if not genitive and relation < 0 and role == "actor" and "of" in governed and "by" not in governed and _of_is_actor(noun):
        genitive = governed["of"]
    return Arguments(
        genitive=genitive,
        relations=(relation,) if relation >= 0 else (),
        pronoun=pronoun,
        preps=tuple(scan.preps),
        content=scan.content,
        nouns=tuple(scan.nouns),
        loose=tuple(item for item in scan.loose if item[0] != "object"),
        end=scan.end,
        quoted=scan.quoted,
    )


def _of_is_actor(noun: Noun) -> bool:
    return all("of" not in dict(sense.preps) for sense in noun.senses)


def _possessor(sentence: Sentence, index: int) -> tuple[tuple[int, ...], int, str]:
    """Return (possessor phrases, relational phrase, possessive pronoun) found right before an event noun."""
    words = sentence.words
    relation = -1
    at = index - 1
    steps = 0
    while at >= 0 and steps < _REACH:
        number = sentence.owner[at]
        word = words[at]
        if number >= 0:
            phrase = sentence.phrases[number]
            possessive = at + 1 < len(words) and words[at + 1].group == "poss"
            if possessive:
                return group_to(sentence, number), relation, ""
            if relation < 0 and (phrase.form == "demonym" or _as_modifier(sentence, number, index)):
                relation = number
                at = phrase.first - 1
                continue
            return (), relation, ""
        if word.norm.casefold() in lists().possessives and word.group == "dem":
            return (), relation, word.norm.casefold()
        if word.group not in ("", "num", "poss") or word.kind not in ("latin", "number") or sentence.verbs[at] is not None:
            return (), relation, ""
        at -= 1
        steps += 1
    return (), relation, ""


def group_to(sentence: Sentence, number: int) -> tuple[int, ...]:
    """Return the coordinated phrases that end with phrase ``number``."""
    first = number
    while first and number in group_from(sentence, first - 1):
        first -= 1
    return tuple(range(first, number + 1))


def _as_modifier(sentence: Sentence, number: int, index: int) -> bool:
    """Tell whether a name or agent noun right before an event noun describes it (US strikes, Hamas attack, police raid)."""
    phrase = sentence.phrases[number]
    if phrase.last != index - 1 and any(word.group for word in sentence.words[phrase.last + 1 : index]):
        return False
    if phrase.kind == "state":
        return sentence.words[phrase.last].norm.isupper()
    if phrase.form == "metonym" or (phrase.kind in ("place", "person") and phrase.form != "nominal"):
        return False
    return phrase.prep != "'s"
