"""Who is in focus while an article is read: subjects, pairs of parties, those named, and the statement around a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from waqai.languages.registry import grammar
from waqai.reading.draft import Candidate, Draft, Slot, Told

PAIR: Final = frozenset(("CONSULT", "AGREE", "COOPERATE"))


class Focus(msgspec.Struct, frozen=True):
    """Who is in focus: the last subject, the last pair of parties, and those named in the last sentences, latest first.

    ``local`` are the subjects of the verbs before in the same sentence, nearest first.
    """

    subject: tuple[Slot, ...] = ()
    pair: tuple[Slot, ...] = ()
    named: tuple[Slot, ...] = ()
    local: tuple[tuple[Slot, ...], ...] = ()

    def antecedents(self) -> Iterator[Slot]:
        """Yield whom a singular pronoun may mean, likeliest first: subjects of its sentence, the last subject, those named."""
        for slots in self.local:
            if len(slots) == 1:
                yield slots[0]
        yield from self.subject
        yield from self.named


class Subjects:
    """The subjects of the verbs of each sentence, found once and only where asked for."""

    def __init__(self, draft: Draft) -> None:
        """Prepare for ``draft``; no sentence is looked at yet."""
        self.draft = draft
        self.rules = grammar(draft.language)
        self.known: dict[int, tuple[tuple[int, tuple[Slot, ...]], ...]] = {}

    def before(self, sentence: int, word: int) -> tuple[tuple[Slot, ...], ...]:
        """Return the subjects of the verbs before a word of its sentence, nearest first."""
        if sentence not in self.known:
            self.known[sentence] = tuple(self._of(sentence))
        return tuple(slots for at, slots in reversed(self.known[sentence]) if at < word)

    def _of(self, number: int) -> Iterator[tuple[int, tuple[Slot, ...]]]:
        sentence = self.draft.sentences[number]
        for index, verb in enumerate(sentence.verbs):
            if verb is None or verb.person != 3 or verb.passive:
                continue
            group = self.rules.verb_arguments(sentence, index, verb).subject
            slots = tuple(slot for one in group for slot in self.draft.mentions[number][one])
            if slots:
                yield index, slots


def advance(draft: Draft, focus: Focus, candidate: Candidate, subjects: Subjects) -> Focus:
    """Note the subjects before a candidate in its sentence and the persons and bodies named in the last sentences."""
    named: list[Slot] = []
    for number in range(max(0, candidate.sentence - 3), candidate.sentence + 1):
        for phrase, slots in zip(draft.sentences[number].phrases, draft.mentions[number], strict=True):
            if number == candidate.sentence and phrase.start >= candidate.start:
                break
            if phrase.form != "pronoun" and (phrase.human or phrase.kind in ("state", "organization", "group")):
                named.extend(slots)
    local = subjects.before(candidate.sentence, candidate.word)
    return msgspec.structs.replace(focus, local=local, named=tuple(reversed(named)))


class Statements:
    """The statements of an article by their sentence, so that those near a word are found without a look at all."""

    def __init__(self, draft: Draft) -> None:
        """Note where each statement of ``draft`` is told."""
        self.by_sentence: dict[int, list[tuple[int, Told]]] = {}
        for number, told in enumerate(draft.statements):
            self.by_sentence.setdefault(told.sentence, []).append((number, told))

    def around(self, candidate: Candidate) -> Told | None:
        """Return the innermost statement of this sentence or one beside it whose content holds the trigger."""
        here = candidate.sentence
        near = [one for number in (here - 1, here, here + 1) for one in self.by_sentence.get(number, ())]
        best: Told | None = None
        size = 1 << 30
        for _, told in sorted(near, key=lambda one: one[0]):
            for span in told.record.content:
                if span.start <= candidate.start < span.end and span.end - span.start < size:
                    best, size = told, span.end - span.start
        return best


def focus_after(candidate: Candidate, focus: Focus) -> Focus:
    """Return the focus once an event has been told: its actors are the subject, its parties the pair."""
    parties = (*candidate.actors, *candidate.recipients)
    different = {slot.entity or slot.code for slot in parties}
    return msgspec.structs.replace(
        focus,
        subject=candidate.actors or focus.subject,
        pair=parties if len(different) >= 2 and candidate.sense.type in PAIR else focus.pair,
    )
