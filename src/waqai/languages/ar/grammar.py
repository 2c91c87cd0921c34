"""The closed word lists of the Arabic grammar, from ``lexicon/ar/grammar.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec

from waqai.text.normalise import fold


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists, folded; the comments in the table say what each is for. ``short_stems`` alone is spelt in full."""

    qualifiers: frozenset[str]
    members: frozenset[str]
    befallen: frozenset[str]
    doings: frozenset[str]
    perpetrators: frozenset[str]
    speaks_for: str
    home: str
    home_pronouns: frozenset[str]
    within: str
    name_links: frozenset[str]
    name_beginnings: frozenset[str]
    privatives: frozenset[str]
    partitive: str
    singles: dict[str, str]
    before_jussive: frozenset[str]
    not_before_past: frozenset[str]
    noun_auxiliaries: frozenset[str]
    complementisers: tuple[str, ...]
    that: str
    broken_plurals: str
    feminine_plurals: frozenset[str]
    masculine_titles: frozenset[str]
    settlements: frozenset[str]
    before_noun: frozenset[str]
    lone_particles: frozenset[str]
    particle_verbs: dict[str, str]
    short_stems: dict[str, str]


@cache
def load() -> Lists:
    """Return the lists, read once per process.

    Raises:
        msgspec.ValidationError: if the table lacks a list or has one that no grammar asks for.
    """
    text = resources.files("waqai").joinpath("data", "lexicon", "ar", "grammar.toml").read_text(encoding="utf-8")
    table = {key: value for key, value in tomllib.loads(text).items() if key != "provenance"}
    single = ("speaks_for", "home", "within", "partitive", "that", "broken_plurals")
    lists = {
        key: fold(value) if key in single else fold(value).split() if isinstance(value, str) else value
        for key, value in table.items()
    }
    singles = {fold(word): gender for word, gender in table["singles"].items()}
    return msgspec.convert(lists | {"that": table["that"], "singles": singles}, Lists)
