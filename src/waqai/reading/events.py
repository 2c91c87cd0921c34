"""Events from candidates: future acts recoded as PLOVER asks, dates and places attached, mentions of one event linked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Reversible, Sequence
from typing import Final, cast

import msgspec

from waqai.languages.base import Word
from waqai.model import Event, EventType, Participant, Place, Rejected, Span, Time
from waqai.reading.countries import Countries
from waqai.reading.draft import Candidate, Draft, Slot, headlined, within
from waqai.reading.recoding import recoded
from waqai.reading.status import as_status
from waqai.reading.when import NEAR, crosses, date_of, dated_status, time_of

# PLOVER draft 0.8, "Auxiliary modes": what is only announced is the promise of it.
_SPOKEN: Final = frozenset(("AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"))
_MATERIAL: Final = frozenset(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "AID", "RETREAT"))
# Events of one type among which the one is sought that a later mention is of. No reader goes further back; of 1,960 real articles
# the fullest has 47. Without a bound the time of reading would grow with the square of an article's events.
_MENTIONS: Final = 200
_KNOWN: Final = frozenset(("AGREE", "CONSULT", "SUPPORT", "SANCTION", "COOPERATE"))


def events(draft: Draft) -> Draft:
    """Add ``events`` in text order."""
    found: list[Event] = []
    kept: list[Candidate] = []
    told: dict[str, deque[tuple[Candidate, Event]]] = {}  # mentions that later ones may be of, by type
    rejected: list[Rejected] = []
    for candidate in draft.candidates:
        time = time_of(draft, candidate)
        candidate = dated_status(draft, candidate, time)  # noqa: PLW2901
        same = _same(candidate, time, told.get(candidate.sense.type, ()))
        candidate = _background(draft, candidate, time, same)  # noqa: PLW2901
        event = _event(draft, candidate, time, f"v{len(found) + 1}", same)
        if event is None:
            rejected.append(
                Rejected(start=candidate.start, end=candidate.end, what="event", reason="no participant, time or place in reach")
            )
            continue
        found.append(event)
        kept.append(candidate)
        if not event.generic and not candidate.weak:
            told.setdefault(candidate.sense.type, deque(maxlen=_MENTIONS)).append((candidate, event))
    countries = Countries(draft)
    found = [countries.of(event, candidate.sentence) for event, candidate in zip(_shared(found), kept, strict=True)]
    return msgspec.structs.replace(draft, events=tuple(found), rejected=(*draft.rejected, *rejected))


def _background(draft: Draft, candidate: Candidate, time: Time | None, same: Event | None) -> Candidate:
    """Make background what the clause presupposes: a relative clause in the past, "the talks" never told before.

    A definite noun that points to no event of this article is known from earlier news; so is a past act by which a relative
    clause identifies somebody. What has a time of this news cycle, or is told by its own clause, stays as it is.
    """
    if candidate.status != "actual" or time is not None:
        return candidate
    if same is not None:
        return msgspec.structs.replace(candidate, status=same.status) if same.status == "historical" else candidate
    words = draft.sentences[candidate.sentence].words
    relative = not candidate.noun and candidate.arguments.found == "relative" and candidate.tense == "past"
    definite = _known_before(candidate, words)
    after = candidate.noun and candidate.word > 0 and words[candidate.word - 1].group == "when" and candidate.sense.type in _KNOWN
    if relative or definite or after:
        return msgspec.structs.replace(candidate, status="historical")
    return candidate


def _known_before(candidate: Candidate, words: Sequence[Word]) -> bool:
    """Tell whether a bare definite noun ("the talks", not "these talks") names what readers know from earlier news."""
    pointed = candidate.word > 0 and words[candidate.word - 1].group == "dem"
    return (
        candidate.noun
        and candidate.carrier < 0
        and words[candidate.word].article
        and candidate.sense.type in _KNOWN
        and not pointed
    )


def _event(draft: Draft, candidate: Candidate, time: Time | None, identifier: str, same: Event | None) -> Event | None:
    generic = _generic(candidate, time, same) and not _headline(draft, candidate)
    kind, mode, status = recoded(candidate, draft.sentences[candidate.sentence])
    actors, recipients = candidate.actors, candidate.recipients
    if same is not None and not actors and not recipients:
        return _mention(candidate, identifier, same)
    place = _place(draft, candidate)
    return Event(
        id=identifier,
        type=cast("EventType", kind),
        mode=mode or None,
        contexts=_contexts(candidate),
        trigger=Span(candidate.start, candidate.end),
        actors=_participants(actors),
        recipients=_participants(recipients),
        status=as_status(status),
        status_cue=Span(*candidate.cue) if candidate.cue else None,
        generic=generic,
        date=date_of(time) or (same.date if same else None),
        time=time.id if time else same.time if same else None,
        place=place.id if place else None,
        statement=candidate.statement,
        same_as=(same.same_as or same.id) if same else None,
        confidence=_confidence(candidate, generic=generic),
        reason=_reason(candidate),
    )


def _mention(candidate: Candidate, identifier: str, same: Event) -> Event:
    """Return a bare mention ("the call") with the parties of the event it points to."""
    return msgspec.structs.replace(
        same,
        id=identifier,
        trigger=Span(candidate.start, candidate.end),
        status_cue=Span(*candidate.cue) if candidate.cue else None,
        status=as_status(candidate.status if candidate.status != "actual" else same.status),
        generic=False,
        statement=candidate.statement,
        same_as=same.same_as or same.id,
        confidence=_confidence(candidate, generic=False),
        reason=f"{candidate.sense.lemma}: definite mention of {same.same_as or same.id}",
    )


def _participants(slots: Sequence[Slot]) -> tuple[Participant, ...]:
    return tuple(
        Participant(entity=s.entity, start=s.start, end=s.end, code=None if (s.code or "---").startswith("---") else s.code)
        for s in slots
    )


def _generic(candidate: Candidate, time: Time | None, same: Event | None) -> bool:
    """Tell whether a noun is spoken of in general (ACE: generic): no verb carries it and nobody, no day is tied to it."""
    if not candidate.noun or candidate.carrier >= 0 or same is not None:
        return False
    parties = len(candidate.actors) + len(candidate.recipients)
    if candidate.sense.kind == "notion":
        return parties == 0 or time is None
    return parties == 0 and (time is None or time.value.endswith("_REF"))


def _headline(draft: Draft, candidate: Candidate) -> bool:
    """Tell whether an event noun opens the headline (مظاهرات في صنعاء): there it tells the news without a verb."""
    sentence = draft.sentences[candidate.sentence]
    if not headlined(draft, sentence.start) or candidate.sense.kind != "incident":
        return False
    before = sentence.words[: candidate.word]
    return all(word.kind in ("mark", "number") or word.group == "num" for word in before) or (
        bool(before) and before[-1].norm == ":"
    )


def _confidence(candidate: Candidate, *, generic: bool) -> float:
    score = 0.85 if not candidate.noun else 0.7 if candidate.carrier >= 0 else 0.6
    if not candidate.actors:
        score -= 0.15
    if candidate.sense.needs:
        score += 0.05
    if candidate.sense.kind == "notion" or generic:
        score -= 0.2
    return round(max(0.05, score), 2)


def _reason(candidate: Candidate) -> str:
    sense = candidate.sense
    what = "noun" if candidate.noun else "passive verb" if candidate.passive else "verb"
    detail = f"; {'|'.join(sense.needs[:3])}" if sense.needs else ""
    carried = "; carried by a verb" if candidate.carrier >= 0 else ""
    return f"{what} {sense.lemma} ({sense.cameo}){detail}{carried}; subject {candidate.arguments.found}"


# time and place


def _shared(found: Sequence[Event]) -> Iterator[Event]:
    """Give mentions without a date, an actor or a recipient those that another mention of the same event has."""
    dated = {event.same_as or event.id: event for event in reversed(found) if event.date}
    acted = {event.same_as or event.id: event for event in reversed(found) if event.actors}
    suffered = {event.same_as or event.id: event for event in reversed(found) if event.recipients}
    for event in found:
        key = event.same_as or event.id
        if event.date is None and key in dated:
            event = msgspec.structs.replace(event, date=dated[key].date, time=dated[key].time)  # noqa: PLW2901
        if not event.actors and key in acted:
            event = msgspec.structs.replace(event, actors=_new(acted[key].actors, event.recipients))  # noqa: PLW2901
        if not event.recipients and key in suffered:
            event = msgspec.structs.replace(event, recipients=_new(suffered[key].recipients, event.actors))  # noqa: PLW2901
        yield event


def _new(parties: Sequence[Participant], others: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the parties that are not among ``others``."""
    taken = {party.entity for party in others if party.entity}
    return tuple(party for party in parties if party.entity not in taken)


def _place(draft: Draft, candidate: Candidate) -> Place | None:
    sentence = draft.sentences[candidate.sentence]
    best: Place | None = None
    distance = NEAR
    for place in within(draft.places, sentence.start, sentence.end):
        word = next((w.index for w in sentence.words if w.start <= place.start < w.end), -1)
        gap = word - candidate.word
        if 0 < gap < distance and not crosses(sentence, candidate.word, word):
            best, distance = place, gap
    return best


def _contexts(candidate: Candidate) -> tuple[str, ...]:
    """Return PLOVER contexts that the parties and the act themselves imply; the words around give no context yet."""
    sectors = {s.code.split(" ")[-1] for s in (*candidate.actors, *candidate.recipients) if s.code and " " in s.code}
    states = {s.code.split(" ")[0] for s in (*candidate.actors, *candidate.recipients) if s.code} - {"---"}
    found: list[str] = []
    if "MIL" in sectors:
        found.append("military")
    if len(states) > 1 and candidate.sense.type in ("AGREE", "CONSULT", "SUPPORT", "REQUEST", "REJECT", "ACCUSE", "COOPERATE"):
        found.append("diplomatic")
    if "LEG" in sectors:
        found.append("legislative")
    if "JUD" in sectors or candidate.sense.mode == "convict":
        found.append("legal")
    if candidate.sense.mode in ("cyber", "misinformation"):
        found.append(candidate.sense.mode)
    if candidate.sense.mode in ("suicide-attack", "explosives") and "REB" in sectors:
        found.append("terrorism")
    return tuple(found)


# one event, several mentions


def _same(candidate: Candidate, time: Time | None, told: Reversible[tuple[Candidate, Event]]) -> Event | None:
    """Return the earlier mention of the same event, if there is one among those ``told`` of its type."""
    for earlier, event in reversed(told):
        if not _statuses_agree(earlier.status, candidate):
            continue
        other_word = candidate.sense.type in _MATERIAL and earlier.sense.lemma != candidate.sense.lemma
        if other_word and not _bare(candidate) and not (earlier.sentence == 0 and _bare(earlier)):
            continue
        if not _modes_agree(earlier.sense.mode, candidate.sense.mode) or not _dates_agree(event.date, date_of(time)):
            continue
        if _parties_agree(earlier, candidate, event) and _content_agrees(earlier, candidate):
            return event
    return None


def _statuses_agree(earlier: str, candidate: Candidate) -> bool:
    """Tell whether a mention may be of an event told before: a bare noun may point back to what was told as background."""
    return earlier == candidate.status or (earlier == "historical" and candidate.status == "actual" and candidate.noun)


def _modes_agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _dates_agree(one: str | None, other: str | None) -> bool:
    return not one or not other or one.startswith(other) or other.startswith(one)


def _keys(slots: Sequence[Slot]) -> frozenset[str]:
    """Return what identifies the parties: the state or body, or the entity where no code is known."""
    return frozenset(
        (s.code or "---").split(" ")[0] if not (s.code or "---").startswith("---") else (s.entity or "?") for s in slots
    )


def _parties_agree(earlier: Candidate, candidate: Candidate, event: Event) -> bool:
    old = _keys((*earlier.actors, *earlier.recipients)) or frozenset(
        (p.code or "---").split(" ")[0] for p in (*event.actors, *event.recipients)
    )
    new = _keys((*candidate.actors, *candidate.recipients))
    if not new:
        # A bare definite noun points back to the latest event of its kind; a bare verb does not.
        return candidate.noun and _definite(candidate)
    if candidate.sense.type == "AGREE" and (_offered(earlier, candidate) or _offered(candidate, earlier)):
        return False
    if candidate.sense.type in ("CONSULT", "AGREE", "COOPERATE", "ASSAULT", "PROTEST", "RETREAT"):
        return new <= old or old <= new
    return new == old and _keys(earlier.actors) == _keys(candidate.actors)


def _offered(one: Candidate, joint: Candidate) -> bool:
    """Tell whether one party offers the other what both settle in ``joint``: an invitation is no mention of an agreement."""
    return bool(_keys(one.recipients) & _keys(joint.actors))


def _bare(candidate: Candidate) -> bool:
    return candidate.noun and not candidate.actors and not candidate.recipients


def _definite(candidate: Candidate) -> bool:
    return "definite" in candidate.notes or candidate.sense.kind == "incident"


def _content_agrees(earlier: Candidate, candidate: Candidate) -> bool:
    """Tell whether two agreements, demands or charges between the same parties are about the same thing."""
    if candidate.sense.type not in _SPOKEN:
        return True
    one, other = set(earlier.content), set(candidate.content)
    if not one or not other:
        return candidate.noun
    return len(one & other) / min(len(one), len(other)) >= 0.25
