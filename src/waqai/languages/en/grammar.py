"""The closed word lists of the English grammar, from ``lexicon/en/grammar.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists; the comments in the table say what each is for. Endings and beginnings are tuples, all others sets."""

    be: frozenset[str]
    have: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    modals: frozenset[str]
    nonfinite: frozenset[str]
    plural_subjects: frozenset[str]
    singular_subjects: frozenset[str]
    objects: frozenset[str]
    possessives: frozenset[str]
    homes: frozenset[str]
    owners: frozenset[str]
    plural_bodies: frozenset[str]
    pair: frozenset[str]
    quantities: frozenset[str]
    lone_numbers: frozenset[str]
    crowds: frozenset[str]
    articles: frozenset[str]
    definite: frozenset[str]
    place_prepositions: frozenset[str]
    clause_prepositions: frozenset[str]
    times_after: frozenset[str]
    after_goals: frozenset[str]
    complementisers: frozenset[str]
    body_links: frozenset[str]
    name_links: frozenset[str]
    name_prefixes: tuple[str, ...]
    bare_places: frozenset[str]
    members: frozenset[str]
    sent: frozenset[str]
    attributes: frozenset[str]
    aspectual: frozenset[str]
    feminine: tuple[str, ...]
    masculine: tuple[str, ...]
    agentive: tuple[str, ...]
    abstract: tuple[str, ...]


@cache
def lists() -> Lists:
    """Return the lists, read once per process.

    Raises:
        msgspec.ValidationError: if the table lacks a list or has one that no grammar asks for.
    """
    text = resources.files("waqai").joinpath("data", "lexicon", "en", "grammar.toml").read_text(encoding="utf-8")
    return msgspec.convert({key: value.split() for key, value in tomllib.loads(text).items() if key != "provenance"}, Lists)
