"""Words of time: what the tables say of each word of a sentence, and the chains that time expressions are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final, Protocol

import msgspec

from waqai import timex
from waqai.tables import cell, rows
from waqai.text.normalise import fold

_GUARD: Final = "guard"


class Token(Protocol):
    """What the time grammar needs to know of a word."""

    @property
    def start(self) -> int:
        """Offset of the first character in the stored text."""

    @property
    def end(self) -> int:
        """Offset after the last character."""

    @property
    def norm(self) -> str:
        """The folded spelling."""

    @property
    def kind(self) -> str:
        """The kind of token: arabic, latin, number or mark."""


class Peeled(msgspec.Struct, frozen=True, gc=False):
    """A spelling without the particles written onto it; ``cut`` letters were taken off its start (the article stays)."""

    stem: str
    article: bool = False
    conj: bool = False
    cut: int = 0


Senses = dict[str, tuple[str, int]]
Phrase = tuple[tuple[str, ...], str, str]
Peel = Callable[[str], Iterable[Peeled]]


class Tag(msgspec.Struct, frozen=True):
    """What the tables say of a word: for each class its value and how many words the entry takes."""

    peeled: Peeled
    senses: Senses


class Lexicon(msgspec.Struct, frozen=True):
    """The time words of one language: single words by class, set phrases by their first word."""

    words: dict[str, Senses]
    phrases: dict[str, tuple[Phrase, ...]]


@cache
def lexicon(language: str, *tables: str) -> Lexicon:
    """Return the time words of ``language`` from ``lexicon/<language>/<table>`` for each table named."""
    words: dict[str, Senses] = {}
    phrases: dict[str, tuple[Phrase, ...]] = {}
    for table in tables:
        for row in rows("lexicon", language, table):
            for spelling in cell(row["words"]):
                parts = tuple(fold(spelling).split())
                if len(parts) == 1:
                    words.setdefault(parts[0], {})[row["class"]] = (row["value"], 1)
                else:
                    phrases[parts[0]] = (*phrases.get(parts[0], ()), (parts, row["class"], row["value"]))
    return Lexicon(words, {first: tuple(sorted(found, key=lambda p: len(p[0]))) for first, found in phrases.items()})


class Scan:
    """A sentence with the time senses of its words. Word numbers outside the sentence have none."""

    def __init__(self, words: Sequence[Token], known: Lexicon, read: Callable[[str], Tag | None]) -> None:
        """Tag ``words`` with ``read``, which gives the tag of a spelling, and with the set phrases of ``known``."""
        self.words = words
        self.count = len(words)
        self.tags: list[Tag | None] = [read(word.norm) for word in words]
        blocked: set[int] = set()
        for index, tag in enumerate(self.tags):
            if tag is not None and tag.peeled.stem in known.phrases:
                self.tags[index] = self._with_phrases(index, tag, known.phrases[tag.peeled.stem], blocked)
        for index in blocked:
            self.tags[index] = None

    def _with_phrases(self, index: int, tag: Tag, phrases: tuple[Phrase, ...], blocked: set[int]) -> Tag:
        senses = tag.senses
        for parts, name, value in phrases:
            size = len(parts)
            if index + size > self.count:
                continue
            if any(self.words[index + k].norm != parts[k] and self._stem(index + k) != parts[k] for k in range(1, size)):
                continue
            if name == _GUARD:
                blocked.update(range(index, index + size))
            senses = {**senses, name: (value, size)}
        return Tag(tag.peeled, senses)

    def _stem(self, index: int) -> str:
        tag = self.tags[index]
        return "" if tag is None or tag.peeled.article else tag.peeled.stem

    def has(self, index: int, *names: str) -> bool:
        """Tell whether word ``index`` is of one of the classes."""
        tag = self.tags[index] if 0 <= index < self.count else None
        return tag is not None and any(name in tag.senses for name in names)

    def value(self, index: int, name: str) -> str:
        """Return the value of word ``index`` in class ``name``, "" if it is not of that class."""
        tag = self.tags[index] if 0 <= index < self.count else None
        return "" if tag is None else tag.senses.get(name, ("", 0))[0]

    def after(self, index: int, name: str) -> int:
        """Return the number of the word after the entry of class ``name`` at ``index``; ``index`` if there is none."""
        tag = self.tags[index] if 0 <= index < self.count else None
        return index if tag is None else index + tag.senses.get(name, ("", 0))[1]

    def skip(self, index: int, *names: str) -> int:
        """Return ``index`` or the number of the word after an entry of one of the classes there."""
        for name in names:
            after = self.after(index, name)
            if after > index:
                return after
        return index

    def article(self, index: int) -> bool:
        """Tell whether word ``index`` carries the article."""
        tag = self.tags[index] if 0 <= index < self.count else None
        return tag is not None and tag.peeled.article

    def joined(self, index: int) -> bool:
        """Tell whether a conjunction is written onto word ``index``."""
        tag = self.tags[index] if 0 <= index < self.count else None
        return tag is not None and tag.peeled.conj

    def norm(self, index: int) -> str:
        """Return the folded spelling of word ``index``, "" outside the sentence."""
        return self.words[index].norm if 0 <= index < self.count else ""

    def kind(self, index: int) -> str:
        """Return the kind of word ``index``, "" outside the sentence."""
        return self.words[index].kind if 0 <= index < self.count else ""

    def number(self, index: int) -> str:
        """Return the digits of word ``index`` if it is a whole number, else ""."""
        norm = self.norm(index)
        return norm if norm.isascii() and norm.isdigit() else ""

    def year(self, index: int) -> int:
        """Return word ``index`` as a year between 1000 and 2100, or 0."""
        digits = self.number(index)
        return int(digits) if len(digits) == 4 and 1000 <= int(digits) <= 2100 else 0

    def touching(self, index: int) -> bool:
        """Tell whether no space stands between word ``index`` and the one before it."""
        return 0 < index < self.count and self.words[index - 1].end == self.words[index].start

    def start(self, index: int) -> int:
        """Return where word ``index`` begins in the stored text, without the particles written onto it."""
        word, tag = self.words[index], self.tags[index]
        cut = tag.peeled.cut if tag is not None else 0
        return word.start + (cut if word.end - word.start == len(word.norm) else 0)


Found = tuple[timex.Frame, int]
Component = Callable[[Scan, int], Found | None]


class Grammar(msgspec.Struct, frozen=True):
    """How a language builds time expressions.

    ``components`` read one piece (a weekday, a date, an hour) and say where it ends; pieces that stand side by side, or
    with a word of class ``link``, a bracket or a comma between them, are merged. ``keep`` judges the finished frame.
    ``silent`` are the classes of words that no piece begins with (prepositions, links), ``leading`` those that begin one only
    where another word of time or a number follows (the, a).
    """

    components: tuple[Component, ...]
    keep: Callable[[Scan, int, int, timex.Frame], bool]
    silent: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()


def frames(scan: Scan, grammar: Grammar) -> list[tuple[int, int, timex.Frame]]:
    """Return (first word, word after the last, frame) of each time expression of the sentence, left to right."""
    found: list[tuple[int, int, timex.Frame]] = []
    at = 0
    while at < scan.count:
        tag = scan.tags[at]
        begins = scan.words[at].kind == "number" or (tag is not None and not grammar.silent.issuperset(tag.senses))
        if begins and tag is not None and grammar.leading and grammar.leading.issuperset(tag.senses):
            begins = at + 1 < scan.count and (scan.tags[at + 1] is not None or scan.words[at + 1].kind in ("number", "mark"))
        chain = _chain(scan, at, grammar) if begins else None
        if chain is not None and grammar.keep(scan, at, chain[1], chain[0]):
            found.append((at, chain[1], chain[0]))
            at = chain[1]
        else:
            at += 1
    return found


def expressions(scan: Scan, grammar: Grammar, published: str | None, tense: Callable[[int], str]) -> list[timex.Expression]:
    """Return the resolved time expressions of the sentence."""
    found: list[timex.Expression] = []
    for first, stop, frame in frames(scan, grammar):
        meaning = timex.resolve(frame, published, lambda first=first: tense(first))  # type: ignore[misc]
        found.append(
            timex.Expression(
                scan.start(first),
                scan.words[stop - 1].end,
                first,
                stop - 1,
                meaning.type,
                meaning.value,
                meaning.anchor,
                meaning.precision,
                meaning.method,
            )
        )
    return found


def _chain(scan: Scan, at: int, grammar: Grammar) -> Found | None:
    found = _piece(scan, at, grammar)
    if found is None:
        return None
    frame, end = found
    while True:
        longer = _next(scan, end, frame, grammar)
        if longer is None:
            return frame, end
        frame, end = longer


def _piece(scan: Scan, at: int, grammar: Grammar) -> Found | None:
    for component in grammar.components:
        found = component(scan, at)
        if found is not None:
            return found
    return None


def _next(scan: Scan, end: int, frame: timex.Frame, grammar: Grammar) -> Found | None:
    """Return the frame with the next piece merged into it, if one follows that fits."""
    norm = scan.norm(end)
    at = end if scan.article(end) else scan.skip(end, "link")
    if at == end and norm and norm in "(,،":
        at = scan.skip(end + 1, "link")
    found = _piece(scan, at, grammar) if at < scan.count else None
    if found is None or (norm and norm in ",،" and not (found[0].weekday or found[0].dated)):
        return None
    piece, stop = found
    if norm == "(":
        if scan.norm(stop) != ")":
            return None
        stop += 1
    both = timex.merge(frame, piece)
    return None if both is None else (both, stop)
