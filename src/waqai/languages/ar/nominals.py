"""The Arabic tables for noun phrases: titles, agents, fields of ministers, relational adjectives, given names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache, lru_cache

import msgspec

from waqai import knowledge
from waqai.knowledge import nisba_forms
from waqai.languages.ar import grammar
from waqai.languages.ar.clitics import Split, enclitics, proclitics
from waqai.languages.base import Word
from waqai.memory import WORDS
from waqai.tables import cell, rows
from waqai.text.letters import ALEF, ARTICLE, DUAL, FEMININE_PLURAL, HAMZA, OBLIQUE, TEH, TEH_MARBUTA
from waqai.text.normalise import fold

_FOLDER = ("lexicon", "ar")
_DUALS = (DUAL, OBLIQUE)
_SHORT = 4  # letters


class Head(msgspec.Struct, frozen=True, gc=False):
    """A title or agent noun in one of its forms."""

    lemma: str
    kind: str  # title, person, people, organization, group
    sector: str
    office: str
    takes: tuple[str, ...]
    gender: str
    number: str


class Nominals(msgspec.Struct, frozen=True):
    """Heads by their first folded word (longest first), and the words that may follow them."""

    heads: dict[str, tuple[tuple[tuple[str, ...], Head], ...]]
    domains: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    adjectives: dict[str, tuple[str, str, str]]
    given: dict[str, str]


@cache
def load() -> Nominals:
    """Return the tables, built once per process."""
    index: dict[str, list[tuple[tuple[str, ...], Head]]] = defaultdict(list)
    for words, head in (*_titles(), *_agents()):
        index[words[0]].append((words, head))
    adjectives: dict[str, tuple[str, str, str]] = {}
    for row in rows(*_FOLDER, "adjectives.tsv"):
        for form, value in nisba_forms(cell(row["adjective"]), cell(row["forms"]), row["code"]):
            adjectives.setdefault(form, value)
    return Nominals(
        {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in index.items()},
        _domains(),
        adjectives,
        {fold(row["ar"]): row["gender"] for row in rows(*_FOLDER, "given_names.tsv")},
    )


def _domains() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the fields of ministers by their first word without the article: all their words and the office, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows(*_FOLDER, "domains.tsv"):
        for domain in cell(row["domain"]):
            words = tuple(fold(domain).split(" "))
            index.setdefault(words[0].removeprefix(ARTICLE), []).append((words, row["office"]))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in index.items()}


def relation(norm: str) -> tuple[str, str, str] | None:
    """Return (code, gender, number) of a demonym or another relational adjective, with or without the article."""
    bare = norm.removeprefix(ARTICLE)
    return knowledge.load("ar").demonyms.get(bare) or load().adjectives.get(bare)


def form_features(lemma: str, form: str) -> tuple[str, str]:
    """Return (gender, number) of a listed form of a noun, from its ending and its lemma."""
    first, base = form.split(" ", 1)[0], lemma.split(" ", 1)[0]
    lists = grammar.load()
    if first.removeprefix(ARTICLE) in lists.feminine_plurals:
        return "f", "p"
    if first.removeprefix(ARTICLE) in lists.masculine_titles:
        return "m", "s"
    if first.endswith(FEMININE_PLURAL) and len(first.removeprefix(ARTICLE)) > _SHORT - 1:
        return "f", "p"
    if form == lemma or first == base + ALEF:
        return ("f" if first.endswith(TEH_MARBUTA) or _feminine_by_hamza(first) else "m"), "s"
    if first.endswith(TEH_MARBUTA) and first.removesuffix(TEH_MARBUTA) == base:
        return "f", "s"
    stem = base.removesuffix(TEH_MARBUTA)
    if first.endswith(_DUALS) and first[:-2] in (base, stem + TEH):
        return ("f" if base.endswith(TEH_MARBUTA) else "m"), ("d" if first.endswith(DUAL) else "p")
    return "m", "p"


def _feminine_by_hamza(word: str) -> bool:
    """Tell whether a noun in اء is feminine (صحراء): no short one (لواء) and no broken plural (أعضاء)."""
    return (
        word.endswith(ALEF + HAMZA)
        and len(word.removeprefix(ARTICLE)) > _SHORT
        and not word.endswith(grammar.load().broken_plurals)
    )


def _forms(lemma: str, forms: Iterable[str], feminine: Iterable[str] = ()) -> Iterator[tuple[tuple[str, ...], str, str]]:
    folded = fold(lemma)
    seen: set[str] = set()
    for form in (lemma, *forms):
        spelling = fold(form)
        if spelling not in seen:
            seen.add(spelling)
            gender, number = form_features(folded, spelling)
            yield (
                tuple(part.removeprefix(ARTICLE) if k == 0 else part for k, part in enumerate(spelling.split(" "))),
                gender,
                number,
            )
    for form in feminine:
        spelling = fold(form)
        if spelling not in seen:
            seen.add(spelling)
            number = "s" if spelling.split(" ", 1)[0].endswith(TEH_MARBUTA) else "p"
            yield tuple(spelling.split(" ")), "f", number


def _titles() -> Iterator[tuple[tuple[str, ...], Head]]:
    for row in rows(*_FOLDER, "titles.tsv"):
        for number_of_spelling, title in enumerate(cell(row["title"])):
            for words, gender, number in _forms(title, cell(row["forms"]) if number_of_spelling == 0 else ()):
                yield words, Head(fold(title), "title", row["sector"], row["office"], cell(row["takes"]), gender, number)


def _agents() -> Iterator[tuple[tuple[str, ...], Head]]:
    for row in rows(*_FOLDER, "agents.tsv"):
        for words, gender, number in _forms(row["noun"], cell(row["forms"]), cell(row["feminine"])):
            yield words, Head(fold(row["noun"]), row["kind"], row["sector"], "", (), gender, number)


@lru_cache(maxsize=WORDS)
def _head_splits(norm: str) -> tuple[tuple[Split, str], ...]:
    """Return the splits of a spelling whose stem begins some head, with the stem as the index spells it."""
    heads = load().heads
    found: list[tuple[Split, str]] = []
    for split in proclitics(norm):
        for stem in (split.stem, split.stem[:-1] if split.stem.endswith(ALEF) and not split.article else ""):
            if stem in heads and len(stem) > 1:
                found.append((split, stem))
                break
        else:
            found.extend(_possessed(split, heads))
    return tuple(found)


def _possessed(split: Split, heads: Container[str]) -> Iterator[tuple[Split, str]]:
    """Yield the reading of a head that bears a pronoun (نظيره، وزيرتها)."""
    if split.article:
        return
    for base, pronoun in enclitics(split.stem):
        for stem in (base, base[:-1] + TEH_MARBUTA if base.endswith(TEH) else base):
            if stem in heads and len(stem) > 3:
                yield msgspec.structs.replace(split, stem=stem, pronoun=pronoun), stem
                return


def may_begin(norm: str) -> bool:
    """Tell whether a title or agent noun may begin with a word."""
    return bool(_head_splits(norm))


def head_at(words: Sequence[Word], index: int) -> tuple[Head, int, Split] | None:
    """Return the longest title or agent noun that starts at word ``index``: (head, how many words, split of the first)."""
    if words[index].kind != "arabic":
        return None
    heads = load().heads
    best: tuple[Head, int, Split] | None = None
    for split, stem in _head_splits(words[index].norm):
        for parts, head in heads[stem]:
            size = len(parts)
            if best is not None and size <= best[1]:
                break
            if index + size <= len(words) and all(_follows(words[index + k].norm, parts[k]) for k in range(1, size)):
                best = (head, size, split)
                break
    return best


def _follows(norm: str, part: str) -> bool:
    """Tell whether a later word of a title is ``part``, whichever of the two has the article."""
    return norm in (part, ARTICLE + part) or ARTICLE + norm == part
