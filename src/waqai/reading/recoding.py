"""What PLOVER calls an act once status and parties are known: planned acts, refusals, obstruction by civilians, threats."""

from __future__ import annotations

from functools import cache
from typing import Final

from waqai.languages.base import Sentence
from waqai.reading.draft import Candidate
from waqai.tables import rows
from waqai.text.normalise import fold

# PLOVER manual, draft 0.8: future cooperation is agreed, a withdrawal that is only announced is conceded.
_ANNOUNCED: Final = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
_CIVILIANS: Final = frozenset(("CVL", "LAB", "AGR", "EDU", "SOC", "OPP", "REL", "HLH", "MED"))
_OBSTRUCTION: Final = "191"  # CAMEO: impose blockade, restrict movement
_RESTRICTING: Final = frozenset(("SANCTION", "PROTEST", "COERCE"))
_FORCE: Final = frozenset(("ASSAULT", "MOBILIZE"))

Coding = tuple[str, str, str]


def recoded(candidate: Candidate, sentence: Sentence) -> Coding:
    """Return type, mode and status of a candidate as PLOVER codes it."""
    kind, mode, status = candidate.sense.type, candidate.sense.mode, candidate.status
    if status in ("future", "hypothetical") and not candidate.noun and _conditional(candidate, sentence):
        if kind in _RESTRICTING:
            return "THREATEN", "restrict", "actual"
        if kind in _FORCE:
            return "THREATEN", "violence", "actual"
    if status == "future" and kind in _ANNOUNCED:
        return _ANNOUNCED[kind], "", status
    if status == "negation" and mode == "access" and not candidate.noun and candidate.tense != "past":
        return "REJECT", "", "actual"  # "will not let in" is a refusal made
    if kind == "COERCE" and candidate.sense.cameo.startswith(_OBSTRUCTION) and _by_civilians(candidate):
        return "PROTEST", "obstruct", status
    return kind, mode, status


def _by_civilians(candidate: Candidate) -> bool:
    """Tell whether all who act are civilians: a road that farmers block is a protest."""
    sectors = {(slot.code or "").split(" ")[-1] for slot in candidate.actors}
    return bool(sectors) and sectors <= _CIVILIANS


def _conditional(candidate: Candidate, sentence: Sentence) -> bool:
    """Tell whether the act is announced for the case that others do not yield: "unless" follows in its sentence."""
    if candidate.tense != "future":
        return False
    words = [word.norm.casefold() for word in sentence.words[candidate.word + 1 :]]
    return any(words[at : at + len(parts)] == list(parts) for parts in _conditions() for at in range(len(words)))


@cache
def _conditions() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(row["words"]).split()) for row in rows("lexicon", "conditions.tsv"))
