"""The Arabic word tables, inflected and indexed by folded spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import msgspec

from waqai.languages.ar import grammar
from waqai.languages.ar.conjugate import Form, conjugate, given_participle
from waqai.languages.base import Light, Saying, Sense, Verb
from waqai.languages.senses import by_condition, light_of, sense_of
from waqai.tables import Row, cell, rows
from waqai.text.letters import DUAL, FEMININE_PLURAL, OBLIQUE, TEH, TEH_MARBUTA
from waqai.text.normalise import fold

_FOLDER = ("lexicon", "ar")


class NounEntry(msgspec.Struct, frozen=True, gc=False):
    """One spelling of an event noun: its lemma, number and gender, and what it may name."""

    lemma: str
    number: str
    gender: str
    senses: tuple[Sense, ...]


class Lexicon(msgspec.Struct, frozen=True):
    """All word tables of Arabic, keyed by folded spelling.

    ``phrases`` holds set phrases of several words by their first word, longest first. ``common`` are ordinary words that are
    no names.
    """

    verbs: dict[str, tuple[Verb, ...]]
    nouns: dict[str, NounEntry]
    phrases: dict[str, tuple[tuple[tuple[str, ...], NounEntry], ...]]
    groups: dict[str, str]
    group_phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    saying_nouns: dict[str, str]
    common: frozenset[str]


@cache
def load() -> Lexicon:
    """Return the lexicon, built once per process from the tables."""
    senses = _predicate_senses()
    nouns, phrases = _nouns()
    groups, group_phrases = _groups()
    saying_nouns = {
        fold(form): row["venue"]
        for row in rows(*_FOLDER, "saying_nouns.tsv")
        for form in (row["noun"], *cell(row["forms"]))
        if " " not in form
    }
    common_rows = rows(*_FOLDER, "common_words.tsv")
    common = frozenset(fold(row["word"]) for row in common_rows)
    for row in common_rows:  # a verb that names no event still ends the clause before it
        if row["class"] == "verb":
            groups.setdefault(fold(row["word"]), "verb")
    return Lexicon(_verbs(senses, _plain_nouns(common_rows)), nouns, phrases, groups, group_phrases, saying_nouns, common)


def _plain_nouns(table: Iterable[Row]) -> frozenset[str]:
    """Return the ordinary nouns: مدينة is a town before it is "condemning"."""
    return frozenset(fold(row["word"]) for row in table if row["class"] == "noun")


@cache
def _predicate_rows() -> tuple[Row, ...]:
    return tuple(rows(*_FOLDER, "predicates.tsv"))


def _predicate_senses() -> dict[tuple[str, str], tuple[Sense, ...]]:
    found: dict[tuple[str, str], list[Sense]] = defaultdict(list)
    for row in _predicate_rows():
        found[row["lemma"], row["present"]].append(sense_of(row, row["lemma"], row["subj"], row["obj"], "verb"))
    return {key: by_condition(senses) for key, senses in found.items()}


def _verbs(senses: dict[tuple[str, str], tuple[Sense, ...]], common: frozenset[str]) -> dict[str, tuple[Verb, ...]]:
    sayings: dict[tuple[str, str], Saying] = {}
    participles: dict[tuple[str, str], str] = {}
    for row in rows(*_FOLDER, "sayings.tsv"):
        key = (row["lemma"], row["present"])
        sayings[key] = Saying(row["lemma"], row["kind"], _takes(cell(row["takes"])), row["status"])
        participles[key] = row["participle"]
    lights: dict[tuple[str, str], list[Light]] = defaultdict(list)
    for row in rows(*_FOLDER, "light_verbs.tsv"):
        lights[row["lemma"], row["present"]].append(light_of(row))
    index: dict[str, list[Verb]] = defaultdict(list)
    for key in sorted(senses.keys() | sayings.keys() | lights.keys()):
        past, present = key
        forms = list(conjugate(past, present))
        if participles.get(key):
            forms = [form for form in forms if form.tense != "participle"]
            forms += given_participle(participles[key])
        seen: set[str] = set()
        for form in forms:
            spelling = fold(form.text)
            if (form.passive or form.tense == "participle") and spelling in common:
                continue  # دين is faith before it is "was condemned", مستقبلا the future before "receiving"
            mark = f"{spelling} {form.jussive} {form.tense == 'participle'} {form.number}{form.person}"
            if mark in seen:
                continue
            seen.add(mark)
            index[spelling if form.bare else spelling + "+"].append(
                _verb(key[0], form, senses.get(key, ()), sayings.get(key), tuple(lights.get(key, ())))
            )
    return {spelling: tuple(verbs) for spelling, verbs in index.items()}


def _takes(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return how the content of a verb follows; a complementiser of any spelling is ``that``, as in every language."""
    that = fold(grammar.load().that)
    return (*cells, "that") if any(fold(take) == that for take in cells) else cells


def _verb(lemma: str, form: Form, senses: tuple[Sense, ...], saying: Saying | None, lights: tuple[Light, ...]) -> Verb:
    return Verb(
        lemma=lemma,
        tense=form.tense,
        person=form.person,
        gender=form.gender,
        number=form.number,
        passive=form.passive,
        jussive=form.jussive,
        participle=form.tense == "participle",
        pronoun="",
        senses=senses,
        saying=saying,
        lights=lights,
    )


def noun_forms(noun: str, forms: Iterable[str]) -> dict[str, str]:
    """Return the folded spellings of a noun with their number (s, d, p): listed forms, regular dual, construct plural."""
    found = {fold(noun): "s"}
    for form in forms:
        folded = fold(form)
        number = "p" if not folded.endswith((DUAL, OBLIQUE)) else "d"
        found.setdefault(folded, number)
    if " " not in noun:
        stem = fold(noun).removesuffix(TEH_MARBUTA) + (TEH if noun.endswith(TEH_MARBUTA) else "")
        for ending in (DUAL, OBLIQUE):
            found.setdefault(stem + ending, "d")
    return found


def _nouns() -> tuple[dict[str, NounEntry], dict[str, tuple[tuple[tuple[str, ...], NounEntry], ...]]]:
    collected: dict[str, tuple[str, str, str, list[Sense]]] = {}

    def add(noun: str, forms: Iterable[str], gender: str, sense: Sense) -> None:
        for spelling, number in noun_forms(noun, forms).items():
            entry = collected.setdefault(spelling, (noun, number, gender, []))
            if sense not in entry[3]:
                entry[3].append(sense)

    for row in rows(*_FOLDER, "nouns.tsv"):
        add(row["noun"], cell(row["forms"]), row["gender"], sense_of(row, row["noun"], "none", "none", row["kind"]))
    for row in _predicate_rows():
        masdars = cell(row["masdar"])
        sense = sense_of(row, row["lemma"], row["subj"], row["obj"], "incident")
        for masdar in masdars:
            add(masdar, (), "f" if masdar.endswith((TEH_MARBUTA, FEMININE_PLURAL)) else "m", sense)
    nouns: dict[str, NounEntry] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], NounEntry]]] = defaultdict(list)
    for spelling, (lemma, number, gender, senses) in collected.items():
        entry = NounEntry(lemma, number, gender, by_condition(senses))
        words = tuple(spelling.split(" "))
        if len(words) == 1:
            nouns[spelling] = entry
        else:
            phrases[words[0]].append((words, entry))
    return nouns, {first: tuple(sorted(rest, key=lambda item: -len(item[0]))) for first, rest in phrases.items()}


def _groups() -> tuple[dict[str, str], dict[str, tuple[tuple[tuple[str, ...], str], ...]]]:
    singles: dict[str, str] = {}
    several: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for row in rows(*_FOLDER, "function_words.tsv"):
        words = tuple(fold(row["word"]).split(" "))
        if len(words) == 1:
            singles.setdefault(words[0], row["group"])
        else:
            several[words[0]].append((words, row["group"]))
    return singles, {first: tuple(rest) for first, rest in several.items()}
