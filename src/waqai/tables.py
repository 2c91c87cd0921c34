"""Reading of the TSV tables under ``waqai/data`` (``docs/tables.md`` describes each)."""

from __future__ import annotations

from functools import cache
from importlib import resources

from waqai.text.normalise import fold

Row = dict[str, str]


def rows(*path: str) -> list[Row]:
    """Return the lines of ``waqai/data/<path>`` as dictionaries keyed by the names in the first line.

    Raises:
        FileNotFoundError: if the package has no such table.
        ValueError: if a line has not as many cells as the first one; the message names file and line.
    """
    name = "/".join(path)
    text = resources.files("waqai").joinpath("data", *path).read_text(encoding="utf-8")
    lines = text.split("\n")
    names = lines[0].split("\t")
    found: list[Row] = []
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(names):
            message = f"data/{name}, line {number}: {len(cells)} cells where the first line names {len(names)}"
            raise ValueError(message)
        found.append(dict(zip(names, cells, strict=True)))
    return found


def cell(text: str) -> tuple[str, ...]:
    """Return the alternatives of a cell (``a|b``) as a tuple, empty for an empty cell."""
    return tuple(part for part in text.split("|") if part)


@cache
def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Return a cell of ``key:value`` alternatives (``مع:actor|على:topic``) as pairs."""
    return tuple((key, value) for key, _, value in (part.partition(":") for part in cell(text)))


@cache
def pronouns() -> dict[str, tuple[int, str, str]]:
    """Return (person, gender, number) of the pronouns of both languages: the attached ones of Arabic, all of English."""
    return {row["pronoun"]: (int(row["person"]), row["gender"], row["number"]) for row in rows("lexicon", "pronouns.tsv")}


@cache
def instruments() -> dict[str, str]:
    """Return the folded nouns that stand for whoever uses or issues them, each with its kind: weapon, vehicle, document."""
    return {fold(word): row["kind"] for row in rows("lexicon", "instruments.tsv") for word in (row["noun"], *cell(row["forms"]))}


@cache
def prepositions(kind: str) -> frozenset[str]:
    """Return the folded prepositions of both languages that mark ``kind``.

    Kinds are place, owner, party (with, between), agent, means (killed *in* a raid), genitive (for the genitive of an indefinite
    noun) and addressee (to).
    """
    return frozenset(fold(row["word"]) for row in rows("lexicon", "prepositions.tsv") if row["kind"] == kind)
