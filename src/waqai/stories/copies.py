"""Whether two articles are copies of one text.

Two rules make a copy, each about *both* texts: a cut of the other that begins as it begins, or the same text for the most part
under another lead. What an article takes up after a lead of its own is a story of its own. Guards follow for templates.
"""

from __future__ import annotations

from typing import Final

import msgspec

from waqai.stories.fingerprints import Fingerprint
from waqai.stories.particulars import Particular
from waqai.stories.sketches import Shared, hashes_of, held, shared, unpacked

OVERLAP: Final = 0.65  # of the shorter text, held by the longer
LEAD: Final = 0.5  # of each lead, held by the other text
JACCARD: Final = 0.5  # of texts with leads of their own
NEW_LEAD: Final = 0.25
SAME_LEAD: Final = 0.6
BULLETIN: Final = 0.8  # Jaccard index of bulletins, in which only the values change
_FIRST: Final = frozenset(hashes_of([Particular("ordinal", "1").key]).tolist())


class Verdict(msgspec.Struct, frozen=True):
    """Whether two articles are copies, how alike they are (0 to 1) and why: ``lead``, ``whole`` or what speaks against it."""

    copy: bool
    score: float
    reason: str


def verdict(one: Fingerprint, other: Fingerprint) -> Verdict:
    """Return whether two articles are copies of one text.

    Symmetric and deterministic. ``score`` is the mean of Jaccard index, overlap and shared leads. Reasons for a copy are
    ``lead`` and ``whole``; against it ``language``, ``overlap`` (too little is shared), ``opening`` (they open with other news),
    ``bulletin`` (other values) and the kind of particular in which they differ: ``state``, ``person``, ``chain`` (X son of Y),
    ``body``, ``place``, ``number``, ``ordinal``.
    """
    if one.language != other.language:
        return Verdict(copy=False, score=0.0, reason="language")
    texts = shared(one.whole, other.whole, (one.size, other.size))
    leads = min(
        held(one.lead, other.whole, (one.lead_size, other.size)),
        held(other.lead, one.whole, (other.lead_size, one.size)),
    )
    score = round((texts.jaccard + texts.overlap + leads) / 3, 6)
    found = _likeness(texts, leads)
    against = found in ("overlap", "opening")
    if not against:
        difference = _difference(one, other, leads) or ("bulletin" if _other_bulletin(one, other, texts) else "")
        found, against = difference or found, bool(difference)
    return Verdict(copy=not against, score=score, reason=found)


def _likeness(texts: Shared, leads: float) -> str:
    """Return by which rule texts are alike, ``overlap`` or ``opening`` if they are not."""
    if texts.overlap >= OVERLAP and leads >= LEAD:
        return "lead"
    if texts.jaccard >= JACCARD and leads >= NEW_LEAD:
        return "whole"
    return "opening" if texts.overlap >= OVERLAP else "overlap"


def _other_bulletin(one: Fingerprint, other: Fingerprint, texts: Shared) -> bool:
    return one.bulletin and other.bulletin and texts.jaccard < BULLETIN


def _difference(one: Fingerprint, other: Fingerprint, leads: float) -> str:
    """Return the kind of particular in which two articles differ, empty if there is none.

    They differ if each tells one that the other does not hold at all. An instalment of a series may name those before it: where
    the leads are alike, ordinals differ if title and lead have none in common ("first" is too often a team or a day to tell).
    """
    for kind in sorted(one.told.keys() & other.told.keys()):
        mine, yours = _values(one.told[kind]), _values(other.told[kind])
        series = kind == "ordinal" and leads >= SAME_LEAD and mine - _FIRST and yours - _FIRST
        if (series and not mine & yours) or (not _holds(other, one.told[kind]) and not _holds(one, other.told[kind])):
            return kind
    return ""


def _values(stored: bytes) -> set[int]:
    return set(unpacked(stored).tolist())


def _holds(found: Fingerprint, told: bytes) -> bool:
    return _values(told) <= _values(found.held)
