"""A small learned judgement over the rules: how likely it is that a candidate is a concrete event of its type.

A logistic regression over the yes-or-no features below, trained by ``tools/train.py`` on our annotated articles and test
sentences; its weights are a table (``data/learned/acceptance.tsv``). The probability is the event's ``confidence``; where it is
low the event is left out, and a mention that the rules hold for generic is told as concrete where it is high.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

import msgspec

from waqai.languages.base import Sentence, Word
from waqai.model import Event, Participant, Rejected
from waqai.reading.draft import Candidate, Draft, Slot, headlined
from waqai.tables import rows

_LEAST: Final = 0.2  # probability under which an event is left out
_LEAST_ELSEWHERE: Final = 0.5  # the same in an article that hardly names states and political bodies
_POLITICAL_ARTICLE: Final = 1.5  # mentions of states and political bodies in 100 words of an article about politics
_LEAST_WEAK: Final = 0.5  # the same where the words that the table asks for beside it do not stand there
_LEAST_WEAK_IN: Final = {"en": 0.45}  # the same in a language whose chances are drawn down by having fewer examples
_CONCRETE: Final = 0.65  # probability from which a mention that the rules hold for generic is concrete
_SHORTEST: Final = 40  # words
_BIAS: Final = "bias"
_POLITICAL: Final = frozenset(("GOV", "MIL", "COP", "REB", "OPP", "PTY", "LEG", "JUD", "SPY", "PRM", "UAF", "SEP"))
_LEAD: Final = 3  # sentences
_FAR: Final = 6


@cache
def weights(language: str) -> dict[str, float]:
    """Return the weight of each feature; none where a language has no learned part."""
    return {row["feature"]: float(row["weight"]) for row in rows("learned", "acceptance.tsv") if row["language"] == language}


def judged(draft: Draft) -> Draft:
    """Set the confidence of each event and leave out those that are hardly events."""
    known = weights(draft.language)
    if not known:
        return draft
    kept: list[Event] = []
    rejected: list[Rejected] = []
    lost: dict[str, str | None] = {}
    weak = _LEAST_WEAK_IN.get(draft.language, _LEAST_WEAK)
    usual = _LEAST if is_political(draft) else _LEAST_ELSEWHERE
    for event, candidate in zip(draft.events, draft.candidates, strict=True):
        chance = probability(known, features(draft, candidate, event))
        least = weak if candidate.weak else usual
        first = lost.get(event.same_as or "", event.same_as)
        event = msgspec.structs.replace(event, confidence=round(chance, 2), same_as=first)  # noqa: PLW2901
        if chance < least and not event.generic:
            reason = f"judged unlikely ({chance:.2f}): {event.reason}"
            rejected.append(Rejected(start=event.trigger.start, end=event.trigger.end, what="event", reason=reason))
            lost[event.id] = first
            continue
        if event.generic and chance >= _CONCRETE:
            event = msgspec.structs.replace(event, generic=False)  # noqa: PLW2901
        kept.append(event)
    return msgspec.structs.replace(draft, events=tuple(kept), rejected=(*draft.rejected, *rejected))


def certain(draft: Draft) -> Draft:
    """Leave out the events whose words the tables ask for were not found: what the rules alone cannot judge."""
    kept = [not candidate.weak for candidate in draft.candidates]
    gone = {event.id for event, stays in zip(draft.events, kept, strict=True) if not stays}
    rejected = tuple(
        Rejected(start=event.trigger.start, end=event.trigger.end, what="event", reason=f"not certain: {event.reason}")
        for event in draft.events
        if event.id in gone
    )
    events = [
        msgspec.structs.replace(event, same_as=None if event.same_as in gone else event.same_as)
        for event, stays in zip(draft.events, kept, strict=True)
        if stays
    ]
    return msgspec.structs.replace(draft, events=tuple(events), rejected=(*draft.rejected, *rejected))


def probability(known: Mapping[str, float], found: Iterable[str]) -> float:
    """Return the probability that the features speak for."""
    return 1 / (1 + math.exp(-(known.get(_BIAS, 0.0) + sum(known.get(feature, 0.0) for feature in found))))


def features(draft: Draft, candidate: Candidate, event: Event) -> Iterator[str]:
    """Yield the features of an event: its act, how it is told, who takes part, where in the article it stands."""
    sense, sentence = candidate.sense, draft.sentences[candidate.sentence]
    form = "noun" if candidate.noun else "passive" if candidate.passive else "verb"
    yield f"type={event.type}"
    yield f"form={form}"
    yield f"type+form={event.type}+{form}"
    yield f"lemma={sense.lemma}+{sense.type}"
    yield f"kind={sense.kind}"
    yield f"status={event.status}"
    yield f"type+status={event.type}+{event.status}"
    yield f"tense={candidate.tense or 'none'}"
    yield f"subject={candidate.arguments.found.split(':')[0]}"
    yield f"needs={bool(sense.needs)}"
    yield f"weak={candidate.weak}+{form}"
    if candidate.weak:
        yield f"weak+type={event.type}"
        yield f"weak+parties={_political(event.actors)}+{_political(event.recipients)}"
    yield from _parties("actor", event.actors, event.type)
    yield from _parties("recipient", event.recipients, event.type)
    yield f"generic={event.generic}+{form}"
    yield f"mention={event.same_as is not None}+{form}"
    yield f"dated={event.date is not None}"
    yield f"placed={event.place is not None}"
    yield f"told={event.statement is not None}"
    yield f"sentence={_part(draft, candidate.sentence, sentence)}"
    yield from _around(draft, candidate, form)
    yield f"named_actor={_named(candidate.actors)}"
    yield f"named_recipient={_named(candidate.recipients)}"
    yield f"named_parties={_named(candidate.actors) + _named(candidate.recipients)}+{event.type}"


def is_political(draft: Draft) -> bool:
    """Tell whether an article names as many states and political bodies as political news does; too few words tell nothing.

    Local news, sport and business name few.
    """
    bodies = words = 0
    for number, sentence in enumerate(draft.sentences):
        if number in draft.skip:
            continue
        words += len(sentence.words)
        for slots in draft.mentions[number]:
            bodies += sum(_is_body(slot.code or "") for slot in slots)
    return words < _SHORTEST or 100 * bodies / words >= _POLITICAL_ARTICLE


def _political(parties: Sequence[Participant]) -> str:
    """Return whether those who take part are political bodies or people: yes, no, or none where nobody does."""
    if not parties:
        return "none"
    return "yes" if any(_is_body(party.code or "") for party in parties) else "no"


def _is_body(code: str) -> bool:
    country, _, sector = code.partition(" ")
    return country not in ("", "---") and sector in _POLITICAL


def _named(slots: Sequence[Slot]) -> bool:
    """Tell whether the words themselves, not the place or the story, say of which country or body somebody is."""
    return any(slot.code and not slot.code.startswith("---") for slot in slots)


def _part(draft: Draft, number: int, sentence: Sentence) -> str:
    """Return which part of the article a sentence belongs to."""
    if headlined(draft, sentence.start):
        return "title"
    return "lead" if number < _LEAD else "body" if number < _FAR else "late"


def _parties(role: str, parties: Sequence[Participant], kind: str) -> Iterator[str]:
    """Yield whether anybody fills a role, of which sector, and whether a political body does."""
    codes = [party.code or "" for party in parties]
    sectors = {code.split(" ")[-1] for code in codes if " " in code}
    yield f"{role}s={min(len(parties), 3)}"
    yield f"{role}+type={bool(parties)}+{kind}"
    yield f"{role}_political={bool(sectors & _POLITICAL)}"
    yield f"{role}_known={any(codes)}"
    for sector in sorted(sectors):
        yield f"{role}_sector={sector}"


def _around(draft: Draft, candidate: Candidate, form: str) -> Iterator[str]:
    """Yield what the words around say: carrier, article, particles before, the class of the words beside the trigger."""
    sentence = draft.sentences[candidate.sentence]
    words = sentence.words
    word = words[candidate.word]
    yield f"carried={candidate.carrier >= 0}"
    yield f"article={word.article}+{form}"
    yield f"particle={word.prep or 'none'}+{form}"
    before = words[candidate.word - 1] if candidate.word else None
    after = words[candidate.word + 1] if candidate.word + 1 < len(words) else None
    yield f"before={_class(before)}"
    yield f"after={_class(after)}"
    yield f"initial={candidate.word == 0}+{form}"


def _class(word: Word | None) -> str:
    """Return the class of a word beside the trigger: function word, mark, number, possible event noun or verb, other."""
    if word is None:
        return "edge"
    if word.group or word.kind != "arabic":
        return word.group or word.kind
    return "noun" if word.nouns else "verb" if word.verbs else "word"
