"""The structures that the modules of every language fill and the reading steps use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal

import msgspec

from waqai.text.tokens import Token
from waqai.timex import Expression

Role = Literal["actor", "recipient", "topic", "place", "content", "none"]


class Sense(msgspec.Struct, frozen=True, gc=False):
    """What a verb or noun names when its conditions hold: type, mode and the roles of its arguments.

    ``needs`` and ``blocks`` are words that must, or must not, stand in the clause after the trigger; ``needs_before`` before it.
    ``kind`` is ``verb``, ``incident`` or ``notion``; ``type`` is ``NONE`` for a use that is no event.
    """

    lemma: str
    type: str
    mode: str
    cameo: str
    subj: str
    obj: str
    preps: tuple[tuple[str, str], ...]
    genitive: str
    needs: tuple[str, ...]
    needs_before: tuple[str, ...]
    blocks: tuple[str, ...]
    kind: str


class Saying(msgspec.Struct, frozen=True, gc=False):
    """A verb of saying: ``kind`` (say, deny, promise …), how its content follows, the status it lends.

    ``takes`` holds ``that`` for a complement clause, ``quote``, ``obj``, ``:``, or the prepositions of the language.
    """

    lemma: str
    kind: str
    takes: tuple[str, ...]
    status: str


class Light(msgspec.Struct, frozen=True, gc=False):
    """A verb that carries an event noun: after which preposition, and the role of its own subject in that event."""

    lemma: str
    prep: str
    subj: str
    turns: tuple[tuple[str, str, str], ...]
    status: str


class Verb(msgspec.Struct, frozen=True, gc=False):
    """One way to read a word as a verb.

    ``tense`` is past, present, future or participle where the grammar is done with it, ``gender`` x where the form tells none,
    ``pronoun`` an object written onto the verb.
    """

    lemma: str
    tense: str
    person: int = 3
    gender: str = "x"
    number: str = "s"
    passive: bool = False
    jussive: bool = False
    participle: bool = False
    pronoun: str = ""
    senses: tuple[Sense, ...] = ()
    saying: Saying | None = None
    lights: tuple[Light, ...] = ()


class Noun(msgspec.Struct, frozen=True, gc=False):
    """One way to read a word (or set phrase of ``size`` words) as a noun that names an event.

    ``befalls`` marks nouns for what befell someone ("death of"): who announces it need not have done it.
    """

    lemma: str
    number: str
    gender: str
    pronoun: str
    size: int
    senses: tuple[Sense, ...]
    befalls: bool = False


class Word(msgspec.Struct, frozen=True, gc=False):
    """A token with what the tables say of it. ``start`` and ``end`` are offsets in the stored text.

    ``stem_start`` is the offset where the word begins once particles are peeled. ``group`` is the class of a function word
    (prep, when, during, comp, rel, sub, conj, neg, aux, pron, dem, adv, time) or empty, ``known`` whether any table knows the
    word, ``offsets`` where each letter of ``norm`` stands if marks stand between them.
    """

    index: int
    start: int
    end: int
    stem_start: int
    norm: str
    stem: str
    kind: str
    conj: str = ""
    prep: str = ""
    article: bool = False
    group: str = ""
    known: bool = False
    verbs: tuple[Verb, ...] = ()
    nouns: tuple[Noun, ...] = ()
    saying_noun: str = ""
    offsets: tuple[int, ...] = ()

    def offset(self, letter: int) -> int:
        """Return where letter number ``letter`` of the folded spelling stands in the stored text."""
        return self.offsets[letter] if self.offsets else self.start + letter


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """A noun phrase that names somebody, some body or some place: words ``[first, last]`` of its sentence.

    ``keys`` are the knowledge ids it may stand for, ``codes`` one or more ``COUNTRY SECTOR`` codes (several for
    "the foreign ministers of A and B"), ``office`` and ``state`` what an office phrase says, ``name`` the folded words of a
    personal name, ``prep`` the preposition that governs it, ``joined`` whether a conjunction stands before it, ``pronoun`` the
    possessive on its head.
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    form: str
    keys: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    sector: str = ""
    office: str = ""
    state: str = ""
    name: tuple[str, ...] = ()
    gender: str = "m"
    number: str = "s"
    human: bool = True
    prep: str = ""
    pronoun: str = ""
    joined: bool = False
    definite: bool = True
    place: str = ""


class Introduced(msgspec.Struct, frozen=True, gc=False):
    """Names of persons whom an article has introduced in full: family names, and the given names before them."""

    family: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether anybody was introduced."""
        return bool(self.family)


NOBODY: Final = Introduced()


class Dependency(msgspec.Struct, frozen=True, gc=False):
    """What a parser says of a word: the word it depends on (-1 for the root), by which relation, and its part of speech."""

    head: int
    relation: str
    tag: str


class Sentence(msgspec.Struct, frozen=True):
    """One sentence, annotated.

    ``owner`` gives for each word the index of its phrase or -1, ``verbs`` and ``nouns`` the reading chosen for it in this
    sentence, if any: a word is a verb, an event noun or neither. ``tree`` gives for each word what a parser says of it; it is
    empty unless one was asked for.
    """

    start: int
    end: int
    words: tuple[Word, ...]
    phrases: tuple[Phrase, ...]
    owner: tuple[int, ...]
    verbs: tuple[Verb | None, ...] = ()
    nouns: tuple[Noun | None, ...] = ()
    tree: tuple[Dependency, ...] = ()

    def breaks(self, word: int) -> bool:
        """Tell whether word number ``word`` begins a circumstance: what follows tells when or why, not what."""
        return self.words[word].group in ("when", "during", "sub", "rel")

    def phrase_at(self, word: int) -> Phrase | None:
        """Return the phrase that covers word number ``word``."""
        return self.phrases[self.owner[word]] if self.owner[word] >= 0 else None


class Arguments(msgspec.Struct, frozen=True, gc=False):
    """What the clause model finds around a verb or event noun; phrases are given by index, words by index.

    ``found`` tells where the subject came from: after, before, relative, carried, pronoun, none, or other (a noun that no table
    knows fills the place). ``content`` is the first word of a complement clause, ``content_end`` the mark after it where it
    stands before its cue, ``nouns`` the event nouns in the verb's reach with the preposition before each, ``end`` the first
    word after the clause, ``quoted`` the first opening mark, ``other`` the noun of an unknown subject,
    ``loose`` nouns that no table knows as participants, with their place: object, genitive or a preposition.
    """

    subject: tuple[int, ...] = ()
    found: str = "none"
    pronoun: str = ""
    object: tuple[int, ...] = ()
    object_pronoun: str = ""
    preps: tuple[tuple[str, tuple[int, ...]], ...] = ()
    genitive: tuple[int, ...] = ()
    relations: tuple[int, ...] = ()
    content: int = -1
    content_end: int = -1
    nouns: tuple[tuple[str, int], ...] = ()
    end: int = 0
    disagrees: bool = False
    quoted: int = -1
    other: int = -1
    loose: tuple[tuple[str, int], ...] = ()


class Grammar(msgspec.Struct, frozen=True):
    """The functions of one language that the reading steps call (``docs/add-a-language.md`` says what each must do).

    ``sentence`` annotates the tokens of ``[start, end)``, ``again`` does so with the names that the article introduces elsewhere;
    ``verb_arguments`` and ``noun_arguments`` are the clause model. ``times`` gives the time expressions of a sentence,
    resolved against the publication date and the tense around a word, ``written`` the day that the sentence calls today.
    """

    sentence: Callable[[Sequence[Token], int, int, Introduced], Sentence]
    again: Callable[[Sequence[Token], Sentence, Introduced], Sentence]
    verb_arguments: Callable[[Sentence, int, Verb], Arguments]
    noun_arguments: Callable[[Sentence, int, Noun], Arguments]
    times: Callable[[Sequence[Word], str | None, Callable[[int], str]], list[Expression]]
    written: Callable[[Sequence[Word], str], str | None]
