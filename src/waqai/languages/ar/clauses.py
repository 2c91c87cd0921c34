"""The shallow clause model of Arabic: which phrase is subject, object or governed by which preposition of a verb or noun.

Written from the grammar of news prose, not trained: verb-subject-object and subject-verb-object order told apart by
agreement (a verb before its subject is singular), clauses cut at complementisers, relatives and finite verbs, subjects
carried over to coordinated predicates, verbal nouns with their genitives.
"""

from __future__ import annotations

from collections.abc import Sequence

from waqai.languages.base import Arguments, Noun, Phrase, Sentence, Verb, Word

_OPEN = "“«„‹"
_CLOSE = "”»›"
_STOPS = frozenset(":؛;!?؟…")
_COMMA = frozenset(",،")
_REACH = 40


def is_comma(word: Word) -> bool:
    """Tell whether the word is a comma of either script."""
    return word.norm in _COMMA


def group_from(sentence: Sentence, first: int) -> tuple[int, ...]:
    """Return phrase ``first`` with the phrases coordinated to it on its right (A وB وC, with or without commas)."""
    group = [first]
    while group[-1] + 1 < len(sentence.phrases):
        here, following = sentence.phrases[group[-1]], sentence.phrases[group[-1] + 1]
        gap = sentence.words[here.last + 1 : following.first]
        if not following.joined or following.prep or len(gap) > 1 or (gap and not is_comma(gap[0])):
            if not (len(gap) == 1 and gap[0].norm in ("و", "/", "-") and not following.prep):
                break
        group.append(group[-1] + 1)
    return tuple(group)


def verb_arguments(sentence: Sentence, index: int, verb: Verb) -> Arguments:
    """Return the arguments of the verb at word ``index``."""
    left, origin, pronoun = _subject_before(sentence, index, verb)
    scan = _Scan(sentence, index + 1, verb, want_subject=_wants(verb, left, origin))
    subject, found = scan.subject, "after" if scan.subject else "other" if scan.other >= 0 else "none"
    if (
        left
        and origin == "before"
        and scan.subject_candidate
        and _prefers_after(sentence, index, verb, left, scan.subject_candidate)
    ):
        scan = _Scan(sentence, index + 1, verb, want_subject=True)
        subject, found = scan.subject, "after"
    elif left or origin == "pronoun":
        subject, found = left, origin
    elif not subject and scan.other < 0:
        subject, found = _carried(sentence, index, verb)
    return Arguments(
        subject=subject,
        found=found,
        pronoun=pronoun,
        object=scan.object,
        object_pronoun=verb.pronoun,
        preps=tuple(scan.preps),
        content=scan.content,
        nouns=tuple(scan.nouns),
        end=scan.end,
        disagrees=scan.disagrees and found == "after",
        quoted=scan.quoted,
        other=scan.other,
        loose=tuple(item for item in scan.loose if item[1] != scan.other),
    )


def _wants(verb: Verb, left: tuple[int, ...], origin: str) -> bool:
    """Tell whether a subject may follow: a finite third person verb without a subject or pronoun before it."""
    return not left and verb.person == 3 and origin != "pronoun" and not verb.participle


class _Scan:
    """One walk to the right of a verb or noun. Local to a call: it collects what :class:`Arguments` freezes."""

    def __init__(self, sentence: Sentence, start: int, verb: Verb | None, *, want_subject: bool) -> None:
        self.sentence = sentence
        self.start = start
        self.verb = verb
        self.want_subject = want_subject
        self.subject: tuple[int, ...] = ()
        self.subject_candidate: tuple[int, ...] = ()
        self.other = -1
        self.object: tuple[int, ...] = ()
        self.preps: list[tuple[str, tuple[int, ...]]] = []
        self.nouns: list[tuple[str, int]] = []
        self.loose: list[tuple[str, int]] = []
        self.content = -1
        self.quoted = -1
        self.disagrees = False
        self.late = False
        self.end = start
        self._bare_noun = -2
        self._pending = ""
        self._walk(start)

    def _walk(self, start: int) -> None:
        words = self.sentence.words
        index, depth, commas = start, 0, 0
        stop = min(len(words), start + _REACH)
        while index < stop:
            word = words[index]
            if self.sentence.owner[index] >= 0:
                index = self._phrase(index)
                continue
            if word.kind == "mark":
                if word.norm in _OPEN or word.norm == '"':
                    if self.quoted < 0:
                        self.quoted = index
                    depth += 1
                elif word.norm in _CLOSE:
                    depth -= 1
                    if depth < 0:
                        break
                elif word.norm in _STOPS:
                    if word.norm == ":" and self.content < 0 and index + 1 < len(words):
                        self.content = index + 1
                    break
                elif word.norm in _COMMA:
                    commas += 1
                    if commas > 2 or self._clause_begins(index + 1):
                        break
                self._pending = ""
                index += 1
                continue
            if not self._word(index):
                break
            index += 1
        self.end = index

    def _clause_begins(self, index: int) -> bool:
        words = self.sentence.words
        if index >= len(words):
            return True
        return words[index].group in ("comp", "sub", "aux", "neg") or self.sentence.verbs[index] is not None

    def _phrase(self, index: int) -> int:
        sentence = self.sentence
        number = sentence.owner[index]
        phrase = sentence.phrases[number]
        group = group_from(sentence, number)
        last = sentence.phrases[group[-1]].last
        prep = phrase.prep or self._pending
        self._pending = ""
        if prep:
            self.preps.append((prep, group))
        elif self._bare_noun == index - 1 and not phrase.joined:
            self.preps.append(("genitive", group))
        elif phrase.joined and (self.subject or self.object or self.preps):
            pass  # coordinated to something that is no phrase
        else:
            self._bare(phrase, group, index)
        return last + 1

    def _bare(self, phrase: Phrase, group: tuple[int, ...], index: int) -> None:
        if not self.subject_candidate and self.other < 0 and self.verb is not None:
            if agrees(self.verb, phrase):
                self.subject_candidate = group
            elif self.want_subject and not self.subject and not self.object and phrase.human and phrase.number == "s":
                self.subject_candidate, self.disagrees = group, True
        if self.want_subject and not self.subject and self.other < 0 and self.subject_candidate == group:
            self.subject = group
        elif not self.object:
            self.object = group

    def _word(self, index: int) -> bool:
        """Take a word outside any phrase; return False where the clause ends."""
        word = self.sentence.words[index]
        group = word.group
        if group in ("comp", "rel", "sub", "aux", "neg", "pron", "verb"):
            if group == "comp" and self.content < 0:
                self.content = index
            return group == "neg" and word.norm in ("عدم", "دون", "بدون", "غير")
        if self.sentence.verbs[index] is not None:
            return False
        if group in ("prep", "when", "during"):
            self.late = self.late or group in ("when", "during")
            self._pending = word.norm.removeprefix(word.conj) if word.conj else word.norm
            return True
        if group:
            return True
        if word.kind == "number":
            return True
        prep = word.prep or self._pending
        self._pending = ""
        if word.nouns and not self.late:
            self.nouns.append((prep, index))
        genitive = self._bare_noun == index - 1
        adverb = word.norm.endswith("ا") and not word.article
        adjective = word.article or word.norm.endswith(("ي", "ية"))
        if not word.nouns and not genitive and not self.late and not word.conj and (prep or not (adverb or adjective)):
            self.loose.append((prep or ("genitive" if self.verb is None and index == self.start else "object"), index))
        if not prep and not word.conj:
            if not self.subject and not adverb and not genitive and self.want_subject and self.other < 0 and not self.object:
                self.other = index
        self._bare_noun = index
        return True


def agrees(verb: Verb, phrase: Phrase) -> bool:
    """Tell whether a verb before its subject may have this one: it is singular and agrees in gender.

    A masculine verb may precede a feminine noun that is no person; broken plurals may take either gender.
    """
    if verb.number != "s" or verb.person != 3:
        return False
    if phrase.gender == "x":
        return True
    if verb.gender == "f":
        return (
            phrase.gender == "f"
            or (phrase.number == "p" and phrase.form == "nominal")
            or not phrase.human
            and phrase.kind == "group"
        )
    return phrase.gender == "m" or not phrase.human


def _agrees_before(verb: Verb, group: Sequence[int], sentence: Sentence) -> bool:
    """Tell whether a verb may follow this subject: full agreement in gender and number."""
    if verb.person != 3:
        return False
    phrase = sentence.phrases[group[0]]
    number = phrase.number if len(group) == 1 else "d" if len(group) == 2 else "p"
    if verb.number != "s":
        return number in ("d", "p") or (not phrase.human and verb.number == "p")
    if number != "s" and phrase.human and len(group) == 1:
        return verb.gender == "f" and phrase.form == "nominal"
    return phrase.gender == "x" or verb.gender == phrase.gender or (len(group) > 1)


def _subject_before(sentence: Sentence, index: int, verb: Verb) -> tuple[tuple[int, ...], str, str]:
    """Return the subject that stands before the verb, how it was found, and its pronoun if it is one."""
    words = sentence.words
    at = index - 1
    commas = 0
    while at >= 0:
        word = words[at]
        number = sentence.owner[at]
        if number >= 0:
            phrase = sentence.phrases[number]
            first = number
            while first and sentence.phrases[first].joined and group_from(sentence, first - 1)[-1] >= number:
                first -= 1
            group = group_from(sentence, first)
            group = group[: group.index(number) + 1]
            head = sentence.phrases[first]
            if (
                not head.prep
                and not _is_genitive(sentence, head)
                and verb.tense != "participle"
                and _agrees_before(verb, group, sentence)
            ):
                return group, "before", ""
            at = head.first - 1
            continue
        if word.group == "comp":
            pronoun = _attached(word.norm)
            return ((), "pronoun", pronoun) if pronoun else ((), "none", "")
        if word.group == "rel":
            return _antecedent(sentence, at), "relative", ""
        if word.group == "sub" or word.norm in _STOPS or word.norm in _CLOSE:
            return (), "none", ""
        if word.norm in _COMMA:
            commas += 1
            if commas > 2 or at == index - 1:
                return (), "none", ""
        if sentence.verbs[at] is not None or word.group == "verb":
            return (), "none", ""
        if at == index - 1 and words[index].conj:
            return (), "none", ""
        at -= 1
    return (), "none", ""


def _is_genitive(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether the phrase depends on a noun right before it that is in no phrase (رفض روسيا, تحالف السعودية)."""
    if phrase.first == 0:
        return False
    before = sentence.words[phrase.first - 1]
    if sentence.owner[phrase.first - 1] >= 0 or before.kind != "arabic" or before.group:
        return False
    return not phrase.joined and sentence.verbs[phrase.first - 1] is None and not before.article


def _antecedent(sentence: Sentence, at: int) -> tuple[int, ...]:
    before = at - 1
    while before >= 0 and is_comma(sentence.words[before]):
        before -= 1
    return (sentence.owner[before],) if before >= 0 and sentence.owner[before] >= 0 else ()


def _attached(norm: str) -> str:
    """Return the pronoun attached to a complementiser (أنه، إنهم), empty if none."""
    for lead in ("لان", "بان", "ان", "فان", "كان"):
        bare = norm.removeprefix("و")
        if bare.startswith(lead) and bare[len(lead) :] in ("ه", "ها", "هم", "هما", "هن", "نا", "ني", "ي", "ك", "كم"):
            return bare[len(lead) :]
    return ""


def _prefers_after(sentence: Sentence, index: int, verb: Verb, left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    """Tell whether the phrase after the verb is its subject although one before it agrees too.

    Right after a comma or at a new line the phrase before belongs to what precedes; a topic at the very start of the sentence
    or after إن is the subject.
    """
    first = sentence.phrases[left[0]].first
    if first == 0 or sentence.words[first - 1].group == "comp" or sentence.words[first - 1].kind == "mark":
        return False
    return sentence.phrases[right[0]].first == index + 1 and bool(sentence.words[index].conj)


def _carried(sentence: Sentence, index: int, verb: Verb) -> tuple[tuple[int, ...], str]:
    """Return the subject of the nearest earlier verb of the sentence with which this verb agrees."""
    for at in range(index - 1, -1, -1):
        if sentence.words[at].norm in _CLOSE and verb.tense != "participle":
            continue
        earlier = sentence.verbs[at]
        if earlier is None or earlier.person != 3:
            continue
        group, origin, _ = _subject_before(sentence, at, earlier)
        if not group:
            scan = _Scan(sentence, at + 1, earlier, want_subject=origin == "none")
            group = scan.subject
        if group and _carries(verb, group, sentence):
            return group, "carried"
    return (), "none"


def _carries(verb: Verb, group: tuple[int, ...], sentence: Sentence) -> bool:
    phrase = sentence.phrases[group[0]]
    if verb.number in ("d", "p"):
        return len(group) > 1 or phrase.number in ("d", "p") or not phrase.human
    return phrase.gender in ("x", verb.gender) or (phrase.number == "p" and verb.gender == "f")


def noun_arguments(sentence: Sentence, index: int, noun: Noun) -> Arguments:
    """Return the arguments of an event noun: genitive or attached pronoun, relational adjective, prepositions."""
    after = index + noun.size
    words = sentence.words
    genitive: tuple[int, ...] = ()
    relation = -1
    if noun.pronoun == "":
        at = after
        while at < len(words) and _adjective(sentence, at):
            at += 1
        number = sentence.owner[at] if at < len(words) else -1
        if number >= 0 and not sentence.phrases[number].prep and not sentence.phrases[number].joined:
            if sentence.phrases[number].form == "demonym" and not sentence.phrases[number].definite:
                relation = number
            elif at == after:
                genitive = group_from(sentence, number)
        if relation >= 0:
            after = sentence.phrases[relation].last + 1
    scan = _Scan(sentence, after, None, want_subject=False)
    return Arguments(
        genitive=genitive,
        relation=relation,
        pronoun=noun.pronoun,
        preps=tuple(scan.preps),
        content=scan.content,
        nouns=tuple(scan.nouns),
        end=scan.end,
        quoted=scan.quoted,
        loose=tuple(scan.loose),
    )


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
        and (word.article or word.norm.endswith(("ة", "ي", "ا")))
    )
