"""The English tables for noun phrases: titles, agents, fields of ministers, relational adjectives, given names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from waqai import knowledge
from waqai.languages.base import Word
from waqai.languages.en import lexicon as tables
from waqai.languages.en.grammar import lists
from waqai.languages.en.lexicon import split
from waqai.tables import cell, rows

_FOLDER = ("lexicon", "en")
_RELATED = 3


class Head(msgspec.Struct, frozen=True, gc=False):
    """A title or agent noun in one of its forms."""

    lemma: str
    kind: str  # title, person, people, organization, group
    sector: str
    office: str
    takes: tuple[str, ...]
    gender: str
    number: str


class Relation(msgspec.Struct, frozen=True, gc=False):
    """A relational adjective or people: its code, its number (``p`` for a plural noun) and how many words it has."""

    code: str
    number: str
    size: int


class Nominals(msgspec.Struct, frozen=True):
    """Heads by their first folded word (longest first), and the words that may stand around them."""

    heads: dict[str, tuple[tuple[tuple[str, ...], Head], ...]]
    domains: dict[str, str]
    relations: dict[tuple[str, ...], tuple[str, str]]
    given: dict[str, str]


@cache
def load() -> Nominals:
    """Return the tables, built once per process."""
    index: dict[str, list[tuple[tuple[str, ...], Head]]] = defaultdict(list)
    for words, head in (*_titles(), *_agents()):
        if all(words != other for other, _ in index[words[0]]):
            index[words[0]].append((words, head))
    relations: dict[tuple[str, ...], tuple[str, str]] = {}
    for word, (code, _, number) in knowledge.load("en").demonyms.items():
        relations[tuple(word.split())] = (code, "s" if word.endswith("ss") else number)
    for row in rows(*_FOLDER, "adjectives.tsv"):
        for form in (row["adjective"], *cell(row["forms"])):
            number = "p" if form in cell(row["forms"]) and form.endswith("s") else "s"
            relations.setdefault(split(form), (row["code"], number))
    return Nominals(
        {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in index.items()},
        {row["domain"].casefold(): row["office"] for row in rows(*_FOLDER, "domains.tsv")},
        relations,
        {row["en"]: row["gender"] for row in rows(*_FOLDER, "given_names.tsv")},
    )


def _gender(words: Sequence[str]) -> str:
    return "f" if words[-1].endswith(lists().feminine) else "m" if words[-1].endswith(lists().masculine) else "x"


def _titles() -> Iterator[tuple[tuple[str, ...], Head]]:
    for row in rows(*_FOLDER, "titles.tsv"):
        takes = cell(row["takes"])
        for number, forms in (("s", (row["title"],)), ("p", cell(row["forms"]))):
            for form in forms:
                words = split(form)
                if words[-1] in ("of", "for", "to"):
                    words = words[:-1]  # complements are read where they stand
                yield words, Head(row["title"], "title", row["sector"], row["office"], takes, _gender(words), number)


def _agents() -> Iterator[tuple[tuple[str, ...], Head]]:
    for row in rows(*_FOLDER, "agents.tsv"):
        for number, forms in (("s", (row["noun"],)), ("p", cell(row["forms"]))):
            for form in forms:
                words = split(form)
                yield words, Head(row["noun"], row["kind"], row["sector"], "", (), _gender(words), number)


def head_at(words: Sequence[Word], index: int) -> tuple[Head, int] | None:
    """Return the longest title or agent noun that starts at word ``index`` and how many words it has."""
    if index >= len(words):
        return None
    word = words[index]
    if word.kind != "latin" or (word.group and word.group != "adv") or _acts(words, index):
        return None
    for parts, head in load().heads.get(word.norm.casefold().replace(".", ""), ()):
        size = _spelt(words, index, parts)
        if size:
            return head, size
    return None


def _acts(words: Sequence[Word], index: int) -> bool:
    """Tell whether a word in -ed that may name people (the accused) is the verb: no determiner or number stands before it."""
    past = words[index].norm.endswith("ed") and any(verb.tense == "past" for verb in words[index].verbs)
    return past and not (index and words[index - 1].group in ("dem", "num", "poss"))


def _spelt(words: Sequence[Word], index: int, parts: Sequence[str]) -> int:
    """Return how many words spell ``parts`` from ``index``, full stops of abbreviations (Lt. Gen.) included; 0 if none do."""
    at = index + 1  # the first part is how the entry was found
    for part in parts[1:]:
        if at < len(words) and words[at].norm == "." and words[at - 1].norm[0].isupper():
            at += 1
        if at >= len(words) or words[at].norm.casefold().replace(".", "") != part:
            return 0
        at += 1
    return at - index


def relation_at(words: Sequence[Word], index: int) -> Relation | None:
    """Return the relational adjective or people at word ``index`` (Russian, South Korean, Houthis); it needs a capital."""
    word = words[index]
    if word.kind != "latin" or not word.norm[0].isupper():
        return None
    relations = load().relations
    for size in range(min(_RELATED, len(words) - index), 0, -1):
        key = tuple(other.norm.casefold() for other in words[index : index + size])
        if key in relations:
            code, number = relations[key]
            return Relation(code, number, size)
    return None


def is_qualifier(word: Word) -> bool:
    """Tell whether an ordinary adjective may stand between the parts of a noun phrase (senior, armed, former, two)."""
    if word.kind == "number":
        return True
    if word.kind != "latin":
        return False
    folded = word.norm.casefold()
    if word.group:
        return word.group == "num"
    return tables.load().classes.get(folded) == "adjective" or (folded,) in load().relations or folded in lists().attributes
