"""Harm and the attack that did it (قتل خمسة في غارة روسية): told by two words, they have the same parties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from waqai.reading.draft import Candidate, Draft, Slot
from waqai.tables import prepositions

_JUDGED: Final = frozenset(("ACCUSE", "SUPPORT"))


def with_means(draft: Draft) -> Draft:
    """Give a killing who acts in the attack by which it came, and the attack who came to harm, where the words leave it open."""
    found = list(draft.candidates)
    for number, harm in enumerate(found):
        if harm.weak:
            continue
        if harm.sense.type in _JUDGED and not harm.recipients and not harm.noun:
            found[number] = _judged(found, number)
        if harm.sense.type != "ASSAULT":
            continue
        attack = _attack_of(found, number)
        if attack is None:
            continue
        one, other = found[number], found[attack]
        found[number] = msgspec.structs.replace(one, actors=one.actors or _others(other.actors, one.recipients))
        found[attack] = msgspec.structs.replace(other, recipients=other.recipients or _others(one.recipients, other.actors))
    return msgspec.structs.replace(draft, candidates=tuple(found))


def _judged(found: Sequence[Candidate], number: int) -> Candidate:
    """Return a condemnation or welcome with its recipient: who did what is condemned (أدان الهجوم الذي نفذه …)."""
    judging = found[number]
    about = {at for _, at in judging.arguments.nouns}
    for other in found[number + 1 : number + 3]:
        if other.sentence == judging.sentence and other.noun and not other.weak and other.word in about:
            return msgspec.structs.replace(judging, recipients=_others(other.actors, judging.actors))
    return judging


def _attack_of(found: Sequence[Candidate], number: int) -> int | None:
    """Return the candidate that is the attack "in" which the harm of candidate ``number`` came."""
    harm = found[number]
    means = {at for prep, at in harm.arguments.nouns if prep in prepositions("means")}
    for later in range(number + 1, len(found)):
        other = found[later]
        if other.sentence != harm.sentence:
            return None
        if other.word in means and other.noun and not other.weak and other.sense.type == "ASSAULT":
            return later
    return None


def _others(slots: Sequence[Slot], parties: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return the slots that are not among ``parties`` already."""
    taken = {slot.entity for slot in parties if slot.entity}
    return tuple(slot for slot in slots if slot.entity not in taken)
