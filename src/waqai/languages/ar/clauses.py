"""The shallow clause model of Arabic: which phrase is subject, object or governed by which preposition of a verb or noun.

Written from the grammar of news prose, not trained: verb-subject-object and subject-verb-object order told apart by
agreement (a verb before its subject is singular), clauses cut at complementisers, relatives and finite verbs, subjects
carried over to coordinated predicates, verbal nouns with their genitives.
"""

from __future__ import annotations

from waqai.languages.ar import grammar
from waqai.languages.ar.demonyms import is_relation
from waqai.languages.ar.scan import Scan, group_from
from waqai.languages.ar.subjects import carried_subject, subject_before
from waqai.languages.base import Arguments, Noun, Sentence, Verb
from waqai.text.letters import ALEF, ARTICLE, BEH, HYPHENS, TEH_MARBUTA, WAW, YEH

_DOING_REACH = 5  # words and phrases between a noun of doing and what is done
# Acts by words: whom they are done to is hardly left out, so one phrase alone is the object.
_SPOKEN = frozenset(("ACCUSE", "REQUEST", "SUPPORT", "THREATEN"))
_ADJECTIVAL = (TEH_MARBUTA, YEH, ALEF)


def verb_arguments(sentence: Sentence, index: int, verb: Verb) -> Arguments:
    """Return the arguments of the verb at word ``index``."""
    before = subject_before(sentence, index, verb)
    left, origin, pronoun = before.group, before.found, before.pronoun
    scan = Scan(sentence, index + 1, verb, want_subject=_wants(verb, left, origin))
    subject, found = scan.subject, "after" if scan.subject else "other" if scan.other >= 0 else "none"
    if left and origin == "before" and scan.subject_candidate and _prefers_after(sentence, index, left, scan.subject_candidate):
        scan = Scan(sentence, index + 1, verb, want_subject=True)
        subject, found = scan.subject, "after"
    elif left or origin == "pronoun":
        subject, found = left, origin
        if (
            origin == "before" and sentence.words[index].conj == WAW
        ):  # هاجم ملثمون الموكب وجرحوا سائقه: who did the one did the other
            earlier, carried = carried_subject(sentence, index, verb)
            subject, found = (earlier, carried) if earlier else (left, origin)
    elif origin == "other" and not subject:
        found = "other"
    elif origin == "relative" and not subject:
        found = "relative"  # of somebody that no phrase names: nobody is carried over
    elif not subject and scan.other < 0:
        subject, found = carried_subject(sentence, index, verb)
    objects = scan.object
    if found == "after" and _wants_object(sentence, index, verb, scan):
        earlier, carried = carried_subject(sentence, index, verb)
        if earlier:
            subject, found, objects = earlier, carried, scan.subject
    return Arguments(
        subject=subject,
        found=found,
        pronoun=pronoun,
        object=objects,
        object_pronoun=verb.pronoun,
        preps=tuple(scan.preps),
        content=scan.content,
        nouns=tuple(scan.nouns),
        end=scan.end,
        disagrees=scan.disagrees and found == "after",
        quoted=scan.quoted,
        other=scan.other if origin != "other" or subject else before.other,
        loose=tuple(item for item in scan.loose if item[1] != scan.other),
    )


def _wants(verb: Verb, left: tuple[int, ...], origin: str) -> bool:
    """Tell whether a subject may follow: a finite third person verb without a subject or pronoun before it."""
    return not left and verb.person == 3 and origin not in ("pronoun", "relative") and not verb.participle


def _wants_object(sentence: Sentence, index: int, verb: Verb, scan: Scan) -> bool:
    """Tell whether the one phrase after a verb joined by "and" is its object: an act of words done to somebody needs one.

    (نددت الرابطة بالقرار واتهمت الوزارة بالتستر: the league accuses the ministry.)
    """
    if not sentence.words[index].conj or scan.object or verb.pronoun or scan.content >= 0:
        return False
    after = sentence.phrases[scan.subject[-1]].last + 1
    following = sentence.words[after] if after < len(sentence.words) else None
    plain = following is not None and following.kind == "arabic" and not following.group and not following.prep
    if plain and following is not None and not following.norm.startswith(BEH + ARTICLE):
        return False  # a noun that no table knows may be the object
    senses = [sense for sense in verb.senses if sense.type != "NONE"]
    return bool(senses) and all(sense.obj == "recipient" and sense.type in _SPOKEN for sense in senses)


def _prefers_after(sentence: Sentence, index: int, left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    """Tell whether the phrase after the verb is its subject although one before it agrees too.

    Right after a comma or at a new line the phrase before belongs to what precedes; a topic at the very start of the sentence
    or after إن is the subject.
    """
    first = sentence.phrases[left[0]].first
    if first == 0 or sentence.words[first - 1].group == "comp" or sentence.words[first - 1].kind == "mark":
        return False
    return sentence.phrases[right[0]].first == index + 1 and bool(sentence.words[index].conj)


def noun_arguments(sentence: Sentence, index: int, noun: Noun) -> Arguments:
    """Return the arguments of an event noun: genitive or attached pronoun, relational adjective, prepositions."""
    after = index + noun.size
    words = sentence.words
    genitive: tuple[int, ...] = ()
    relations: tuple[int, ...] = ()
    if noun.pronoun == "":
        at = after
        while at < len(words) and (words[at].kind == "number" or words[at].group == "num"):
            at += 1
        after = at
        while at < len(words) and _adjective(sentence, at):
            at += 1
        relations = _relations(sentence, at)
        number = sentence.owner[at] if at == after and at < len(words) else -1
        if relations:
            after = sentence.phrases[relations[-1]].last + 1
        elif number >= 0 and not sentence.phrases[number].prep and not sentence.phrases[number].joined:
            genitive = group_from(sentence, number)
    if not relations and not genitive:
        relations = _doer(sentence, index)
    scan = Scan(sentence, after, None, want_subject=False)
    return Arguments(
        genitive=genitive,
        relations=relations,
        pronoun=noun.pronoun,
        preps=tuple(scan.preps),
        content=scan.content,
        nouns=tuple(scan.nouns),
        end=scan.end,
        quoted=scan.quoted,
        loose=tuple(scan.loose),
    )


def _relations(sentence: Sentence, at: int) -> tuple[int, ...]:
    """Return the relational adjectives from ``at`` on that name states (قصف تركي، مشاورات جزائرية روسية، اتفاق أمريكي - صيني)."""
    found: list[int] = []
    words = sentence.words
    while at < len(words):
        number = sentence.owner[at]
        if number >= 0 and is_relation(sentence.phrases[number]) and not sentence.phrases[number].prep:
            found.append(number)
            at += 1
        elif found and words[at].norm in HYPHENS:
            at += 1
        else:
            break
    return tuple(found)


def _doer(sentence: Sentence, index: int) -> tuple[int, ...]:
    """Return who does what the event noun at ``index`` names, if a noun of doing before it says so (قيام الجيش بقصف …)."""
    at = index - 1
    lists = grammar.load()
    doings = lists.doings
    number = sentence.owner[at] if at >= 0 else -1
    if number >= 0 and sentence.words[at].stem in lists.perpetrators and sentence.phrases[number].first == at:
        named = number - 1  # فلان منفذ الهجوم: the name before it says who
        return (named,) if number and sentence.phrases[named].last == at - 1 and sentence.phrases[named].name else (number,)
    for _ in range(_DOING_REACH):
        if at < 1 or sentence.words[at].kind == "mark" or sentence.verbs[at] is not None:
            return ()
        number = sentence.owner[at]
        if number < 0:
            at -= 1
            continue
        phrase = sentence.phrases[number]
        before = sentence.words[phrase.first - 1] if phrase.first else None
        if before is not None and not phrase.prep and before.stem in doings:
            return (number,)
        at = phrase.first - 1
    return ()


def _adjective(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    return (
        sentence.owner[at] < 0
        and word.kind == "arabic"
        and not word.group
        and not word.conj
        and not word.prep
        and not word.nouns
        and sentence.verbs[at] is None
        and (word.article or word.norm.endswith(_ADJECTIVAL))
    )
