"""One clause to the right of a verb or event noun: its bare phrases, prepositions, nouns, and where its content begins."""

from __future__ import annotations

from typing import Final

from waqai.languages.ar import grammar
from waqai.languages.base import Phrase, Sentence, Verb, Word
from waqai.text.letters import ALEF, ARTICLE, HER, NISBA, WAW
from waqai.text.normalise import fold

OPENING: Final = "“«„‹"
CLOSING: Final = "”»›"
STOPS: Final = frozenset(":؛;!?؟…")
COMMAS: Final = frozenset(",،")
_LINKS: Final = frozenset((WAW, "/", "-"))
_TELLING: Final = frozenset(("say", "announce", "think", "write"))
_REACH: Final = 40
_SUBJECT_REACH: Final = 3  # words between a verb and an unknown noun that may still be its subject


def is_comma(word: Word) -> bool:
    """Tell whether the word is a comma of either script."""
    return word.norm in COMMAS


def group_from(sentence: Sentence, first: int) -> tuple[int, ...]:
    """Return phrase ``first`` with the phrases coordinated to it on its right (A وB وC, with or without commas)."""
    group = [first]
    while group[-1] + 1 < len(sentence.phrases):
        here, following = sentence.phrases[group[-1]], sentence.phrases[group[-1] + 1]
        gap = sentence.words[here.last + 1 : following.first]
        listed = following.joined and (not gap or is_comma(gap[0]))
        linked = len(gap) == 1 and gap[0].norm in _LINKS
        if following.prep or len(gap) > 1 or not (listed or linked):
            break
        group.append(group[-1] + 1)
    return tuple(group)


class Scan:
    """One walk to the right of a verb or noun from word ``start``, which ends with the clause.

    Local to a call: it collects what :class:`waqai.languages.base.Arguments` freezes. ``verb`` is ``None`` for a noun.
    ``late`` is set once a circumstance has begun: nouns behind it are not the verb's.
    """

    def __init__(self, sentence: Sentence, start: int, verb: Verb | None, *, want_subject: bool) -> None:
        """Walk from word ``start``; ``want_subject`` tells whether a subject may still follow the verb."""
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
        self._depth = 0
        self._commas = 0
        self._walk(start)

    def _walk(self, start: int) -> None:
        words = self.sentence.words
        index = start
        stop = min(len(words), start + _REACH)
        while index < stop:
            if self.sentence.owner[index] >= 0:
                index = self._phrase(index)
                continue
            goes_on = self._mark(index) if words[index].kind == "mark" else self._word(index)
            if not goes_on:
                break
            index += 1
        self.end = index

    def _mark(self, index: int) -> bool:
        """Pass a mark; return False where it ends the clause."""
        norm = self.sentence.words[index].norm
        if norm in OPENING or norm == '"':
            if self.quoted < 0:
                self.quoted = index
            if self.verb is not None and self.verb.saying is not None:
                self.want_subject = False  # قال "الهدنة …": who speaks does not stand inside the words said
            self._depth += 1
        elif norm in CLOSING:
            self._depth -= 1
            if self._depth < 0:
                return False
        elif norm in STOPS:
            if norm == ":" and self.content < 0 and index + 1 < len(self.sentence.words):
                self.content = index + 1
            return False
        elif norm in COMMAS:
            self._commas += 1
            if self.content < 0 and index + 1 < len(self.sentence.words) and self.sentence.words[index + 1].group == "comp":
                self.content = index + 1
                return False
            if self._commas > 2 or self._clause_begins(index + 1):
                return False
        if norm not in OPENING and norm != '"':  # a quotation mark does not part a preposition from its noun
            self._pending = ""
        return True

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
        if self._apposition(phrase, index):
            return last + 1
        if prep:
            self.preps.append((prep, group))
        elif self._bare_noun == index - 1 and not phrase.joined:
            self.preps.append(("genitive", group))
        elif phrase.joined and (self.subject or self.object or self.preps):
            pass  # coordinated to something that is no phrase
        else:
            self._bare(phrase, group)
        return last + 1

    def _apposition(self, phrase: Phrase, index: int) -> bool:
        """Tell whether a person after a comma only names the office before it (رئيس الحزب، فلان)."""
        words, owner = self.sentence.words, self.sentence.owner
        if (
            phrase.kind != "person"
            or not phrase.name
            or phrase.prep
            or phrase.joined
            or index < 2
            or not is_comma(words[index - 1])
        ):
            return False
        before = next((owner[at] for at in range(index - 2, max(-1, index - 6), -1) if owner[at] >= 0), -1)
        return (
            before >= 0 and self.sentence.phrases[before].form in ("office", "name") and not self.sentence.phrases[before].joined
        )

    def _bare(self, phrase: Phrase, group: tuple[int, ...]) -> None:
        if not self.subject_candidate and self.other < 0 and self.verb is not None:
            if agrees(self.verb, phrase):
                self.subject_candidate = group
            elif self.want_subject and not self.subject and not self.object and phrase.name and phrase.keys:
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
            if self.content < 0 and (group == "comp" or self._that(word)):
                self.content = index + (word.group != "comp")
            return group == "neg" and word.norm in grammar.load().privatives
        if self.sentence.verbs[index] is not None:
            return False
        if group == "prep" and self._partitive(index):
            return True
        if group in ("prep", "when", "during"):
            self.late = self.late or group != "prep"
            self._pending = governor(word)
        elif (not group and word.kind != "number") or (group == "num" and self._of_them(index + 1)):
            self._noun(index, word)
        return True

    def _of_them(self, index: int) -> bool:
        """Tell whether "of them" stands at ``index``: the number before it is a noun (أُفرج عن ستة منهم)."""
        word = self.sentence.words[index] if index < len(self.sentence.words) else None
        partitive = grammar.load().partitive
        return (
            word is not None and word.group == "adv" and word.norm.startswith(partitive) and len(word.norm) <= len(partitive) + 3
        )

    def _that(self, word: Word) -> bool:
        """Tell whether a subordinator is the verb's own preposition with "that" (شدد على أن …)."""
        first, _, last = word.stem.partition(" ")
        if self.verb is None or not last or last not in grammar.load().complementisers:
            return False
        saying = self.verb.saying
        told = saying is not None and saying.kind in _TELLING and first in map(fold, saying.takes)
        return told or any((first, "content") in sense.preps for sense in self.verb.senses)

    def _partitive(self, index: int) -> bool:
        """Tell whether "of" only counts (عدد من السكان): the phrase behind it is what the number word counts."""
        words = self.sentence.words
        return index > 0 and words[index].norm == grammar.load().partitive and words[index - 1].group == "num"

    def _noun(self, index: int, word: Word) -> None:
        """Take a noun or adjective that is in no phrase."""
        prep = word.prep or self._pending
        self._pending = ""
        if word.nouns and not self.late:
            self.nouns.append((prep, index))
        genitive = self._bare_noun == index - 1
        if not word.conj and not genitive:
            adverb = word.norm.endswith(ALEF) and not word.article and not word.norm.endswith(HER)
            if not word.nouns and not self.late and (prep or not (adverb or word.article or word.norm.endswith(NISBA))):
                self.loose.append((prep or ("genitive" if self.verb is None and index == self.start else "object"), index))
            near = index - self.start <= _SUBJECT_REACH and not self.preps
            subject_due = near and self.want_subject and not self.subject and self.other < 0 and not self.object
            leads = word.norm in grammar.load().before_noun and index + 1 < len(self.sentence.words)
            if subject_due and not prep and not leads and (not adverb or (index == self.start and not word.known)):
                self.other = index
        self._bare_noun = -2 if _closed(word) else index


def governor(word: Word) -> str:
    """Return the preposition that a function word is, without a conjunction before it; of a phrase (على يد) all its words."""
    return word.stem if " " in word.stem else word.norm.removeprefix(word.conj)


def _closed(word: Word) -> bool:
    """Tell whether a noun ends in a pronoun or an indefinite accusative, so that no genitive follows."""
    return len(word.conj) + len(word.prep) + len(ARTICLE) * word.article + len(word.stem) < len(word.norm)


def agrees(verb: Verb, phrase: Phrase) -> bool:
    """Tell whether a verb before its subject may have this one: it is singular and agrees in gender.

    A masculine verb may precede a feminine noun that is no person; broken plurals may take either gender.
    """
    if verb.number != "s" or verb.person != 3:
        return False
    if phrase.pronoun and verb.gender == "f" and phrase.gender == "m":
        return False  # دعت أوغندا ... واتهمت خصومها: whose they are is the subject
    if phrase.gender == "x":
        return True
    if verb.gender == "f":
        return (
            phrase.gender == "f"
            or (phrase.number == "p" and phrase.form == "nominal")
            or (not phrase.human and phrase.kind == "group")
        )
    return phrase.gender == "m" or not phrase.human
