"""Lines of the predicate, noun and light verb tables, whose columns mean the same in every language, as senses."""

from __future__ import annotations

from collections.abc import Iterable

from waqai.languages.base import Light, Sense
from waqai.tables import Row, cell, pairs
from waqai.text.normalise import fold


def sense_of(row: Row, lemma: str, subj: str, obj: str, kind: str) -> Sense:
    """Return the sense that a line of a predicate or noun table describes, conditions folded to lower case."""
    needs = [fold(word).casefold() for word in cell(row["with"])]
    return Sense(
        lemma=lemma,
        type=row["type"],
        mode=row["mode"],
        cameo=row["cameo"],
        subj=subj,
        obj=obj,
        preps=tuple((fold(prep), role) for prep, role in pairs(row["preps"])),
        genitive=row["genitive"],
        needs=tuple(word for word in needs if not word.startswith("<")),
        needs_before=tuple(word[1:] for word in needs if word.startswith("<")),
        blocks=tuple(fold(word).casefold() for word in cell(row["without"])),
        kind=kind,
    )


def by_condition(senses: Iterable[Sense]) -> tuple[Sense, ...]:
    """Put the senses that ask for a word before those that always hold."""
    return tuple(sorted(senses, key=lambda sense: not (sense.needs or sense.needs_before)))


def light_of(row: Row) -> Light:
    """Return the light verb that a line of ``light_verbs.tsv`` describes."""
    turns = tuple(_turn(part) for part in cell(row["turns"]))
    return Light(row["lemma"], fold(row["prep"]), row["subj"], turns, row["status"])


def _turn(text: str) -> tuple[str, str, str]:
    old, _, new = text.partition(">")
    kind, _, mode = new.partition(":")
    return old, kind, mode
