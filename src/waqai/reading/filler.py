"""The roles of one event while they are filled: phrases, pronouns and descriptions resolved to the parties in focus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from waqai.languages.base import Phrase
from waqai.reading.discourse import PAIR, Focus
from waqai.reading.draft import Candidate, Draft, Slot, Told
from waqai.reading.spans import noun_span
from waqai.tables import pronouns

_SECTOR: Final = {"ASSAULT": "MIL", "MOBILIZE": "MIL", "PROTEST": "CVL"}  # who acts when a state is named by an adjective


class Filler:
    """Fills the roles of one candidate: ``roles`` grows, the rest is looked up."""

    def __init__(self, draft: Draft, candidate: Candidate, focus: Focus, told: Told | None) -> None:
        """Begin with no party; ``told`` is the innermost statement that the event stands in."""
        self.draft = draft
        self.candidate = candidate
        self.focus = focus
        self.told = told
        self.roles: dict[str, list[Slot]] = {"actor": [], "recipient": []}
        self.place: Phrase | None = None

    def put(self, role: str, slots: Iterable[Slot]) -> None:
        """Add participants to a role, each entity once for a code; other roles than actor and recipient are no parties."""
        if role in self.roles:
            for slot in slots:
                if slot not in self.roles[role] and not (
                    slot.entity and any(s.entity == slot.entity and s.code == slot.code for s in self.roles[role])
                ):
                    self.roles[role].append(slot)

    def group(self, role: str, group: Sequence[int]) -> None:
        """Put the participants that phrases name; a pronoun phrase or a description of the parties is resolved first."""
        sentence = self.draft.sentences[self.candidate.sentence]
        for number in group:
            phrase = sentence.phrases[number]
            slots = self.draft.mentions[self.candidate.sentence][number]
            if phrase.form == "pronoun":
                slots = self._home(phrase)
            elif _is_pair(phrase):
                slots = self._parties(phrase, slots)
            self.put(role, slots)

    def relations(self, group: Sequence[int]) -> None:
        """Put the states that adjectives of an event noun name as actors: of an attack their army, of a protest their people."""
        sentence = self.draft.sentences[self.candidate.sentence]
        sector = _SECTOR.get(self.candidate.sense.type, "")
        for number in group:
            slots = self.draft.mentions[self.candidate.sentence][number]
            if sector and sentence.phrases[number].form == "demonym":
                slots = tuple(
                    msgspec.structs.replace(slot, code=f"{slot.code.split(' ')[0]} {sector}")
                    if slot.code and slot.code.endswith(" GOV")
                    else slot
                    for slot in slots
                )
            self.put("actor", slots)

    def _home(self, phrase: Phrase) -> tuple[Slot, ...]:
        for slot in self.focus.antecedents():
            if slot.code and not slot.code.startswith(("---", "IGO", "NGO")):
                return (
                    msgspec.structs.replace(
                        slot, start=phrase.start, end=phrase.end, entity=None, code=slot.code.split(" ")[0] + " GOV"
                    ),
                )
        return ()

    def _parties(self, phrase: Phrase, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        """Resolve "the two leaders", "the two sides" to the pair in focus, each at the words of the description."""
        pair = self.focus.pair if len(self.focus.pair) >= 2 else _two_states(self.focus.named, phrase)
        if len(pair) < 2:
            return slots
        return tuple(msgspec.structs.replace(slot, start=phrase.start, end=phrase.end) for slot in pair)

    def pronoun(self, pronoun: str) -> tuple[Slot, ...]:
        """Resolve a pronoun by person, number and gender to speaker, subject or pair in focus; unresolved is allowed."""
        person, gender, number = pronouns().get(pronoun, (3, "m", "s"))
        if person == 1:
            speakers = self.told.speakers if self.told else ()
            return self.partners(speakers) if number == "p" else speakers
        if number != "s":
            return self.focus.pair or tuple(s for s in self.focus.subject if s.number != "s") or self.focus.subject
        wanted = "f" if gender == "f" else "m"
        speaker = self.told.speakers if self.told and "pronoun" in self.candidate.arguments.found else ()
        taken = {slot.entity for slot in self.roles["actor"]} if not self.candidate.noun else set()
        for slot in (*speaker, *self.focus.antecedents()):
            if slot.entity not in taken and (_english(slot, gender) if pronoun.isascii() else slot.gender in (wanted, "x")):
                return (slot,)
        return ()

    def loose(self, word: int) -> Slot:
        """Return the participant that an unknown noun and the adjectives after it name."""
        start, end = noun_span(self.draft.sentences[self.candidate.sentence], word)
        return Slot(None, start, end, None)

    def partners(self, speakers: tuple[Slot, ...]) -> tuple[Slot, ...]:
        """Add the other party of the pair in focus to a speaker who says "we agreed", "we met"."""
        if self.candidate.sense.type not in PAIR or not speakers:
            return speakers
        partner = tuple(s for s in self.focus.pair if s.entity != speakers[0].entity and s.code != speakers[0].code)
        return (*speakers, *partner[:1])


def _english(slot: Slot, gender: str) -> bool:
    """Tell whether an English pronoun of the third person may mean somebody: he and she persons, it a body or state."""
    if gender == "x":
        return not slot.human
    return slot.human and slot.gender in ("x", gender)


def _is_pair(phrase: Phrase) -> bool:
    return (
        phrase.form in ("nominal", "office")
        and not phrase.name
        and phrase.number in ("d", "p")
        and phrase.definite
        and phrase.sector in ("", "UNK")
        and not phrase.state
    )


def _two_states(named: Sequence[Slot], phrase: Phrase) -> tuple[Slot, ...]:
    """Return the last two different parties named, oldest first: what a dual without a pair in focus points to."""
    found: list[Slot] = []
    for slot in named:
        code = slot.code or ""
        known = " " in code and not code.startswith("---") and slot.start < phrase.start
        if known and all(code.split(" ")[0] != (other.code or "").split(" ")[0] for other in found):
            found.append(slot)
        if len(found) == 2:
            break
    return tuple(reversed(found)) if len(found) == 2 else ()
