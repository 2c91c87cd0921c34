"""The country of participants whose words do not tell it ("the police"): that of the place or of the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

from waqai.model import Event, Participant
from waqai.reading.draft import Draft, Slot, within

_FOREIGN: Final = frozenset(("IGO", "NGO", "MNC", "IMG", "---", ""))
# Acts of people on the spot; who meets, agrees or judges is often from elsewhere.
_ON_THE_SPOT: Final = frozenset(("ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT", "AID", "SANCTION"))
_SHARE: Final = 0.25  # of all mentions of states that the state of the story has at least
_UNPLACED: Final = "--- "
_PEOPLE: Final = "CVL"


class Countries:
    """What an article tells about where its unnamed participants belong. Built once for an article, then only asked."""

    def __init__(self, draft: Draft) -> None:
        """Count the states that the phrases of the article name."""
        self.draft = draft
        self.slots = {(slot.start, slot.end): slot for sentence in draft.mentions for slots in sentence for slot in slots}
        self.country = {place.id: place.country for place in draft.places}
        self.story = _story(draft)

    def of(self, event: Event, sentence: int) -> Event:
        """Return the event with the country of each participant that has none, where place or story give one."""
        state = (self._place(event, sentence) if event.type in _ON_THE_SPOT else "") or self.story
        if not state:
            return event
        return msgspec.structs.replace(
            event, actors=self._with(event.actors, state), recipients=self._with(event.recipients, state)
        )

    def _with(self, parties: Sequence[Participant], state: str) -> tuple[Participant, ...]:
        return tuple(
            msgspec.structs.replace(party, code=f"{state} {self._sector(party)}".strip()) if party.code is None else party
            for party in parties
        )

    def _sector(self, party: Participant) -> str:
        """Return the sector that the words tell, civilians for people without one, nothing for a thing."""
        slot = self.slots.get((party.start, party.end))
        if slot is None:
            return ""
        sector = (slot.code or "").removeprefix(_UNPLACED)
        return sector or (_PEOPLE if slot.human else "")

    def _place(self, event: Event, sentence: int) -> str:
        """Return the country of the event's own place, else of the only places of its sentence."""
        own = self.country.get(event.place or "")
        if own:
            return own
        bounds = self.draft.sentences[sentence]
        here = {place.country for place in within(self.draft.places, bounds.start, bounds.end) if place.country}
        return here.pop() if len(here) == 1 else ""


def _story(draft: Draft) -> str:
    """Return the state that the article is about: named most often, with a clear share of all mentions."""
    counts: Counter[str] = Counter()
    for number, sentence in enumerate(draft.sentences):
        if number in draft.skip:
            continue
        for phrase, slots in zip(sentence.phrases, draft.mentions[number], strict=True):
            counts.update({_state(slot) for slot in slots} | ({phrase.state} if phrase.state else set()))
    for foreign in _FOREIGN:
        counts.pop(foreign, None)
    if not counts:
        return ""
    state, times = counts.most_common(1)[0]
    return state if times >= _SHARE * counts.total() else ""


def _state(slot: Slot) -> str:
    return (slot.code or "").split(" ")[0]
