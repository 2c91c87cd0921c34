"""The English word tables, inflected as the tables say and indexed by the first word of every form, folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeVar

import msgspec

from waqai.languages.base import Light, Noun, Saying, Sense, Verb
from waqai.languages.en.grammar import lists
from waqai.languages.senses import by_condition, light_of, sense_of
from waqai.tables import Row, cell, rows
from waqai.text.normalise import fold

_T = TypeVar("_T")
_FOLDER = ("lexicon", "en")
# The form a verb stands in, before the sentence decides what it is there.
_FORMS = (("lemma", "base"), ("third", "third"), ("past", "past"), ("participle", "participle"), ("ing", "ing"))


class Lexicon(msgspec.Struct, frozen=True):
    """All word tables of English. Keys are folded to lower case.

    ``verbs`` and ``nouns`` hold (words, reading) by first word, longest first; ``groups`` spells words with a capital as
    they are; ``classes`` are ordinary words, which are no names, with their class.
    """

    verbs: dict[str, tuple[tuple[tuple[str, ...], Verb], ...]]
    nouns: dict[str, tuple[tuple[tuple[str, ...], Noun], ...]]
    groups: dict[str, str]
    group_phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    saying_nouns: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    classes: dict[str, str]


@cache
def load() -> Lexicon:
    """Return the lexicon, built once per process from the tables."""
    groups, group_phrases = _groups()
    saying_nouns: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for row in rows(*_FOLDER, "saying_nouns.tsv"):
        for form in (row["noun"], *cell(row["forms"])):
            parts = split(form)
            saying_nouns[parts[0]].append((parts, row["venue"] or "statement"))
    classes = {fold(row["word"]).casefold(): row["class"] for row in rows(*_FOLDER, "common_words.tsv")}
    return Lexicon(
        _longest_first(_verbs()), _longest_first(_nouns()), groups, group_phrases, _longest_first(saying_nouns), classes
    )


def split(text: str) -> tuple[str, ...]:
    """Return the folded words of a table cell as the tokeniser cuts them: full stops left out, possessive endings apart."""
    return tuple(fold(text).casefold().replace(".", "").replace("'s ", " 's ").replace("s' ", "s ' ").split())


def _longest_first(index: Mapping[str, list[tuple[tuple[str, ...], _T]]]) -> dict[str, tuple[tuple[tuple[str, ...], _T], ...]]:
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in index.items()}


@cache
def _predicate_rows() -> tuple[Row, ...]:
    return tuple(rows(*_FOLDER, "predicates.tsv"))


def _verbs() -> dict[str, list[tuple[tuple[str, ...], Verb]]]:
    senses: dict[str, list[Sense]] = defaultdict(list)
    sayings: dict[str, Saying] = {}
    lights: dict[str, list[Light]] = defaultdict(list)
    forms: dict[str, Row] = {}
    for row in _predicate_rows():
        senses[row["lemma"]].append(sense_of(row, row["lemma"], row["subj"], row["obj"], "verb"))
        forms.setdefault(row["lemma"], row)
    for row in rows(*_FOLDER, "sayings.tsv"):
        if row["lemma"].split(" ")[-1] not in lists().complementisers:
            sayings[row["lemma"]] = Saying(row["lemma"], row["kind"], cell(row["takes"]), row["status"])
            forms.setdefault(row["lemma"], row)
    for row in rows(*_FOLDER, "light_verbs.tsv"):
        lights[row["lemma"]].append(light_of(row))
        forms.setdefault(row["lemma"], row)
    index: dict[str, list[tuple[tuple[str, ...], Verb]]] = defaultdict(list)
    for lemma, row in forms.items():
        if not (lemma in senses or lemma in sayings) and lemma.rpartition(" ")[0] in senses:
            continue  # "withdraw from" that only carries a noun is "withdraw" with a preposition
        for form, spelling in _inflected(row):
            found = _verb(lemma, form, by_condition(senses[lemma]), sayings.get(lemma), tuple(lights[lemma]))
            index[spelling[0]].append((spelling, found))
    return index


def _inflected(row: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column, form in _FORMS:
        for text in cell(row[column]):
            yield form, split(text)


def _verb(lemma: str, form: str, senses: tuple[Sense, ...], saying: Saying | None, lights: tuple[Light, ...]) -> Verb:
    return Verb(lemma, form, senses=senses, saying=saying, lights=lights)


def _nouns() -> dict[str, list[tuple[tuple[str, ...], Noun]]]:
    collected: dict[tuple[str, ...], tuple[str, list[Sense]]] = {}

    def add(form: str, lemma: str, sense: Sense) -> None:
        _, known = collected.setdefault(split(form), (lemma, []))
        if sense not in known:
            known.append(sense)

    for row in rows(*_FOLDER, "nouns.tsv"):
        for form in (row["noun"], *cell(row["forms"])):
            add(form, row["noun"], sense_of(row, row["noun"], "none", "none", row["kind"]))
    for row in _predicate_rows():
        for form in cell(row["nouns"]):
            add(form, row["lemma"], sense_of(row, row["lemma"], row["subj"], row["obj"], "incident"))
    index: dict[str, list[tuple[tuple[str, ...], Noun]]] = defaultdict(list)
    for words, (lemma, senses) in collected.items():
        plural = words[-1].endswith("s") and not words[-1].endswith("ss")
        noun = Noun(lemma, "p" if plural else "s", "x", "", len(words), by_condition(senses))
        index[words[0]].append((words, noun))
    return index


def _groups() -> tuple[dict[str, str], dict[str, tuple[tuple[tuple[str, ...], str], ...]]]:
    singles: dict[str, str] = {}
    several: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for row in rows(*_FOLDER, "function_words.tsv"):
        words = tuple(fold(row["word"]).split(" "))
        if len(words) == 1:
            singles[words[0]] = row["group"]
        else:
            several[words[0]].append((words, row["group"]))
    return singles, _longest_first(several)
