"""One walk to the right of a verb or event noun: its object, prepositional phrases, event nouns and complement clause."""

from __future__ import annotations

from waqai.languages.base import Phrase, Sentence, Verb
from waqai.languages.en.grammar import lists

_OPEN = '“«„‹"'
_CLOSE = "”»›"
_STOPS = frozenset(";:!?…")
_REACH = 40
_LOOK = 4


def group_from(sentence: Sentence, first: int) -> tuple[int, ...]:
    """Return phrase ``first`` with the phrases coordinated to it on its right (A, B and C; A and B's C)."""
    group = [first]
    phrases = sentence.phrases
    while group[-1] + 1 < len(phrases):
        number = group[-1] + 1
        here, following = phrases[group[-1]], phrases[number]
        edge = following.first
        if following.prep == "'s" and here.prep != "'s" and number + 1 < len(phrases) and phrases[number + 1].joined:
            number += 1
            following = phrases[number]
        if following.prep and not (following.prep == "'s" and here.prep == "'s"):
            break
        gap = [
            word for word in sentence.words[here.last + 1 : edge] if word.group not in ("dem", "num", "poss") and word.norm != ","
        ]
        if any(word.group != "conj" and not _plain(word.norm, word.group, following) for word in gap):
            break
        if not following.joined and not _list_goes_on(sentence, number):
            break
        if following.name and following.name == here.name:
            break
        group.append(number)
    return tuple(group)


def _plain(norm: str, group: str, following: Phrase) -> bool:
    return following.joined and not group and norm.islower() and len(norm) > _LOOK


def _list_goes_on(sentence: Sentence, number: int) -> bool:
    """Tell whether a phrase after a comma is one of a list that ends with "and": A, B and C."""
    phrases = sentence.phrases
    before, here = phrases[number - 1], phrases[number]
    gap = sentence.words[before.last + 1 : here.first]
    if (
        not gap
        or gap[0].norm != ","
        or number + 1 >= len(phrases)
        or (here.form == "office" and here.name == before.name and here.name)
    ):
        return False
    following = phrases[number + 1]
    between = sentence.words[here.last + 1 : following.first]
    if following.prep or any(word.group not in ("conj", "dem", "num") and word.norm != "," for word in between):
        return False
    return following.joined or _list_goes_on(sentence, number + 1)


def opens_quote(sentence: Sentence, index: int) -> bool:
    """Tell whether the straight mark at ``index`` opens a quotation: the marks of a sentence alternate.

    A sentence that begins inside a quotation has its first mark right after a comma or stop.
    """
    marks = [at for at in range(index + 1) if sentence.words[at].norm == '"']
    first = sentence.words[marks[0] - 1].norm if marks[0] else ""
    inside = first in (",", ".", "?", "!") and sentence.words[marks[0]].start == sentence.words[marks[0] - 1].end
    return len(marks) % 2 == (0 if inside else 1)


class Scan:
    """The walk. Local to a call: it collects what :class:`Arguments` freezes."""

    def __init__(self, sentence: Sentence, start: int, *, verb: Verb | None) -> None:
        """Walk from word ``start`` on; ``verb`` is the verb whose arguments are read, ``None`` for an event noun."""
        self.sentence = sentence
        self.verb = verb
        self.start = start
        self.object: tuple[int, ...] = ()
        self.object_pronoun = ""
        self.preps: list[tuple[str, tuple[int, ...]]] = []
        self.nouns: list[tuple[str, int]] = []
        self.loose: list[tuple[str, int]] = []
        self.content = -1
        self.quoted = -1
        self.end = start
        self._late = False
        self._taken = False
        self._pending = ""
        self._first_of_run = -1
        self._walk()

    def _walk(self) -> None:
        words = self.sentence.words
        index, commas = self.start, 0
        stop = min(len(words), self.start + _REACH)
        while index < stop:
            word = words[index]
            if self.sentence.owner[index] >= 0:
                step = self._phrase(index)
                if not step:
                    break
                index = step
                continue
            if word.kind == "mark":
                commas += word.norm == ","
                if not self._mark(index, commas):
                    break
            elif not self._word(index):
                break
            index += 1
        self.end = index

    def _mark(self, index: int, commas: int) -> bool:
        """Take a mark; return False where the clause ends."""
        norm = self.sentence.words[index].norm
        self._pending, self._first_of_run = "", -1
        if norm == '"' and not opens_quote(self.sentence, index):
            return False
        if norm in _OPEN:
            self.quoted = index if self.quoted < 0 else self.quoted
            return self.quoted == index
        if norm in _CLOSE:
            return False
        if norm in _STOPS:
            if norm == ":" and self.content < 0 and index + 1 < len(self.sentence.words):
                self.content = index + 1
            return False
        if norm in ("-", "–", "—", "("):
            return self.sentence.words[index].start == self.sentence.words[index - 1].end
        return norm != "," or (commas <= 2 and not self._clause_begins(index + 1))

    def _clause_begins(self, index: int) -> bool:
        """Tell whether a clause of its own begins at ``index``: with a verb, or with a subject and its verb."""
        words = self.sentence.words
        if index >= len(words):
            return True
        if words[index].group in ("comp", "sub", "rel", "aux", "neg", "conj", "when") or self.sentence.verbs[index] is not None:
            return words[index].group != "conj" or self._clause_begins(index + 1)
        return has_verb(self.sentence, index)

    def _phrase(self, index: int) -> int:
        """Take the phrase at ``index``; return the word after it, 0 where the clause ends before it."""
        sentence = self.sentence
        number = sentence.owner[index]
        phrase = sentence.phrases[number]
        group = group_from(sentence, number)
        last = sentence.phrases[group[-1]].last
        own = index == self.start and self.verb is not None and " " in self.verb.lemma
        prep = "" if own else phrase.prep if phrase.prep != "'s" else self._pending
        self._pending = ""
        if not prep and (phrase.joined or index > self.start) and has_verb(sentence, index):
            return 0
        if phrase.prep == "'s" and phrase.form != "demonym" and sentence.words[last + 1 : last + 2]:
            self._pending = prep
            return last + 1
        if phrase.form == "demonym" and phrase.prep == "'s":
            self._pending = prep
            return last + 1
        if prep == "of" and self._nested(phrase.first):
            pass  # the use of force: "of" belongs to the noun before it
        elif prep:
            self.preps.append((prep, group))
        elif not self._taken and not phrase.joined:
            self.object = group
            self._taken = True
        return last + 1

    def _nested(self, first: int) -> bool:
        """Tell whether the "of" before a phrase follows a noun of its own and not the word whose arguments are read."""
        words = self.sentence.words
        at = first - 1
        while at > self.start and words[at].norm != "of":
            at -= 1
        return at > self.start and self.sentence.owner[at - 1] < 0 and words[at - 1].group in ("", "time", "num")

    def _word(self, index: int) -> bool:
        """Take a word outside any phrase; return False where the clause ends."""
        word = self.sentence.words[index]
        group = word.group
        if group in ("comp", "rel", "sub"):
            if group == "comp" and self.content < 0 and self.quoted < 0:
                self.content = self._complement(index)
            return False
        if self.sentence.verbs[index] is not None:
            return False
        if group == "pron":
            folded = word.norm.casefold()
            if index == self.start and folded in lists().objects and not has_verb(self.sentence, index):
                self.object_pronoun, self._taken = folded, True
                return True
            return not has_verb(self.sentence, index)
        if group in ("aux", "neg"):
            return False
        if group == "conj":
            after = index + 1
            return not (
                after < len(self.sentence.words) and (self.sentence.verbs[after] is not None or has_verb(self.sentence, after))
            )
        return self._rest(index)

    def _rest(self, index: int) -> bool:
        word = self.sentence.words[index]
        group = word.group
        if group in ("prep", "when", "during"):
            self._late = self._late or group in ("when", "during")
            self._pending = word.prep or word.norm.casefold()
            return True
        if group in ("dem", "num"):
            return not (index > self.start and not self._pending and has_verb(self.sentence, index))
        if group or word.kind == "number":
            return True
        if self.sentence.nouns[index] is not None and not self._late:
            self.nouns.append((self._pending, index))
        if self._first_of_run < 0:
            self._first_of_run = index
        if not self._followed(index):
            self._close_run(index)
        return True

    def _close_run(self, last: int) -> None:
        """End a noun phrase of ordinary words: a participant that no table knows, unless it names an abstract thing."""
        place = self._pending or ("" if self._taken else "object")
        head = self.sentence.words[last]
        if not self._pending:
            self._taken = True
        if place and not self._late and not head.nouns and not head.saying_noun and not head.norm.endswith(lists().abstract):
            self.loose.append((place, self._first_of_run))
        self._pending, self._first_of_run = "", -1

    def _followed(self, index: int) -> bool:
        """Tell whether the noun phrase goes on after this word: the next one is an ordinary noun or in a phrase."""
        after = index + 1
        if after >= len(self.sentence.words):
            return False
        word = self.sentence.words[after]
        return word.kind == "latin" and not word.group and self.sentence.verbs[after] is None

    def _complement(self, index: int) -> int:
        """Return where the complement begins so that the word after it is its first verb (to -immediately- halt)."""
        at = index
        words = self.sentence.words
        if words[index].norm.casefold() == "to":
            while at + 2 < len(words) and words[at + 1].group == "adv":
                at += 1
        return at


def _verb_follows(sentence: Sentence, at: int) -> bool:
    return at + 1 < len(sentence.words) and sentence.verbs[at + 1] is not None


def has_verb(sentence: Sentence, start: int) -> bool:
    """Tell whether a noun phrase begins at ``start`` that a finite verb follows: a clause with its own subject."""
    words = sentence.words
    at, heads = start, 0
    while at < len(words):
        word = words[at]
        verb = sentence.verbs[at]
        if word.group == "aux" or (verb is not None and not verb.participle and not verb.jussive):
            return heads > 0
        if sentence.owner[at] >= 0:
            at = sentence.phrases[sentence.owner[at]].last + 1
            heads += 1
            continue
        ends = verb is not None or word.kind == "mark" or word.group in ("prep", "when", "during", "comp", "rel", "sub", "conj")
        joins = heads > 0 and (word.norm == "of" or (word.group == "conj" and at > start and not _verb_follows(sentence, at)))
        if (ends and not joins) or (word.group == "pron" and heads):
            return False  # the soldiers they are holding
        heads += 1 if word.group in ("", "pron", "num") else 0
        at += 1
    return False
