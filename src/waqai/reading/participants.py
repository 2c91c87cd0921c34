"""Who did it and to whom: the roles of a frame filled from its arguments, pronouns and implied parties from the discourse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from waqai.languages.base import Arguments, Phrase, Sense, Sentence
from waqai.reading.discourse import PAIR, Focus, Statements, Subjects, advance, focus_after
from waqai.reading.draft import Candidate, Draft, Slot, Told
from waqai.reading.entities import is_location
from waqai.reading.filler import Filler
from waqai.tables import prepositions

_COORDINATE: Final = 8  # words between two verbal nouns joined by "and"
# Acts that may be about a thing (a price, a law): a thing is no participant in them.
_ABOUT_THINGS: Final = frozenset(("PROTEST", "REQUEST", "AGREE", "CONSULT"))
_MUTUAL: Final = frozenset(("CONSULT", "COOPERATE"))
_FORCE: Final = frozenset(("ASSAULT", "MOBILIZE", "PROTEST"))
_PASSIVE_TYPES: Final = frozenset(("ASSAULT", "COERCE", "SANCTION"))


def with_participants(draft: Draft) -> Draft:
    """Set actors, recipients, statement and content words of every candidate, walking the article in text order."""
    focus = Focus()
    found: list[Candidate] = []
    earlier: Candidate | None = None  # what a weak candidate tells is not certain enough to tell who others are
    subjects, statements = Subjects(draft), Statements(draft)
    for candidate in draft.candidates:
        focus = advance(draft, focus, candidate, subjects)
        told = statements.around(candidate)
        filled = _fill(draft, candidate, focus, told, earlier)
        found.append(filled)
        if not candidate.weak:
            earlier, focus = filled, focus_after(filled, focus)
    return msgspec.structs.replace(draft, candidates=tuple(found))


def _fill(draft: Draft, candidate: Candidate, focus: Focus, told: Told | None, earlier: Candidate | None) -> Candidate:
    filler = Filler(draft, candidate, focus, told)
    sense, arguments = candidate.sense, candidate.arguments
    if candidate.noun:
        _noun_roles(filler, sense, arguments)
    else:
        _verb_roles(filler, sense, arguments, candidate)
    _prepositions(filler, sense, arguments)
    if not candidate.noun and not filler.roles["actor"]:
        filler.relations(arguments.relations)
    _loose(filler, sense, arguments)
    if candidate.noun and arguments.found.startswith("carrier:"):
        _carrier_subject(filler, arguments)
    _implied(filler, sense, candidate, earlier)
    _proposer(filler, sense, candidate, earlier)
    actors, recipients = filler.roles["actor"], filler.roles["recipient"]
    if sense.type in _MUTUAL and candidate.sense.mode != "visit":
        actors, recipients = [*actors, *(s for s in recipients if s not in actors)], []
    recipients = [slot for slot in recipients if not any(slot.entity and slot.entity == other.entity for other in actors)]
    return msgspec.structs.replace(
        candidate,
        actors=tuple(actors),
        recipients=tuple(recipients),
        statement=told.record.id if told else None,
        speakers=told.speakers if told else (),
        content=_content_words(draft, candidate),
    )


def _verb_roles(filler: Filler, sense: Sense, arguments: Arguments, candidate: Candidate) -> None:
    subject_role, object_role = sense.subj, sense.obj
    sentence = filler.draft.sentences[candidate.sentence]
    if candidate.passive or _looks_passive(sentence, sense, arguments, candidate):
        subject_role, object_role = (sense.obj if sense.obj != "none" else "recipient"), "none"
    filler.group(subject_role, arguments.subject)
    if not arguments.subject and arguments.found != "other":
        named = filler.pronoun(arguments.pronoun) if arguments.pronoun else _dropped(filler, candidate)
        filler.put(subject_role, named)
    elif candidate.weak and arguments.found == "other":
        filler.put(subject_role, (filler.loose(arguments.other),))
    filler.group(object_role, arguments.object)
    if arguments.object_pronoun:
        filler.put(object_role, filler.pronoun(arguments.object_pronoun))


def _dropped(filler: Filler, candidate: Candidate) -> tuple[Slot, ...]:
    """Return the subject that a verb leaves out: the speaker for the first person, else who is in focus and agrees."""
    if candidate.person == 1:
        speakers = filler.told.speakers if filler.told else ()
        return filler.partners(speakers) if candidate.number == "p" else speakers
    if candidate.passive:
        return ()
    if candidate.number in ("d", "p"):
        pair = filler.focus.pair
        return pair or tuple(slot for slot in filler.focus.subject if slot.number != "s")
    found = next((slot for slot in filler.focus.antecedents() if slot.gender in ("x", candidate.gender)), None)
    return (found,) if found else ()


def _looks_passive(sentence: Sentence, sense: Sense, arguments: Arguments, candidate: Candidate) -> bool:
    """Tell whether an unvowelled past is passive: a verb of violence or force whose only argument follows it, no object.

    (قتل جندي, اعتقل ناشط.) With an actor noun that uses force as its subject the active reading stays.
    """
    return (
        sense.type in _PASSIVE_TYPES
        and candidate.tense == "past"
        and sense.obj == "recipient"
        and sense.subj == "actor"
        and arguments.found in ("after", "before", "pronoun", "relative")
        and not arguments.object
        and not arguments.object_pronoun
        and (arguments.found == "after" or not _has_object(arguments))
        and not _is_force(sentence, arguments.subject)
    )


def _has_object(arguments: Arguments) -> bool:
    """Tell whether a noun that no table knows stands where the object does."""
    return any(place == "object" for place, _ in arguments.loose) or any(prep == "" for prep, _ in arguments.nouns)


def _is_force(sentence: Sentence, group: Sequence[int]) -> bool:
    """Tell whether a subject is a body that uses force (police, army, a group) and so the doer, not the one done to."""
    return any(sentence.phrases[number].kind in ("organization", "group", "state") for number in group)


def _noun_roles(filler: Filler, sense: Sense, arguments: Arguments) -> None:
    role = sense.genitive if sense.genitive in ("actor", "recipient") else ""
    if role == "actor" and arguments.found == "carrier:actor" and sense.type not in _MUTUAL:
        role = "recipient"  # the verb's subject acts, so the genitive is whom the act reaches
    if role == "recipient" and _acts_on(filler, arguments):
        role = "actor"
        filler.group("recipient", arguments.preps[0][1])
    if role == "actor" and sense.type == "ASSAULT" and _is_scene(filler, arguments):
        role = "recipient"
    filler.group(role or "actor", arguments.genitive if role else ())
    filler.group("recipient", arguments.object)
    filler.relations(arguments.relations)
    of_subject = arguments.found == "carrier:actor" and bool(arguments.subject) and role != "recipient"
    if arguments.pronoun and not of_subject:  # عبر الحزب عن استنكاره: the party's, whoever else was spoken of
        filler.put(role or "actor", filler.pronoun(arguments.pronoun))


def _acts_on(filler: Filler, arguments: Arguments) -> bool:
    """Tell whether the genitive of a verbal noun is its subject: the object follows, after "to" (اعتقال الشرطة لناشط)."""
    sentence = filler.draft.sentences[filler.candidate.sentence]
    if not arguments.genitive or not arguments.preps:
        return False
    prep, group = arguments.preps[0]
    return (
        prep in prepositions("genitive")
        and sentence.phrases[group[0]].first == sentence.phrases[arguments.genitive[-1]].last + 1
        and not is_location(sentence.phrases[group[0]])
    )


def _loose(filler: Filler, sense: Sense, arguments: Arguments) -> None:
    """Fill a role that is still empty with a noun that no table knows as a participant: its words are the evidence.

    Where the noun is somebody's (a decision of the court, the truck of the police), its owner is meant.
    """
    roles = dict(sense.preps)
    passive = filler.candidate.passive
    slots = {"object": "none" if passive else sense.obj, "genitive": sense.genitive}
    for place, word in arguments.loose:
        role = slots.get(place) or roles.get(place, "")
        definite = filler.draft.sentences[filler.candidate.sentence].words[word].article
        if place == "genitive" and role == "actor" and not definite:
            continue  # an indefinite word after an indefinite event noun is its adjective
        if role not in filler.roles or filler.roles[role]:
            continue
        owner = _owner(filler, word)
        if owner >= 0:
            filler.group(role, (owner,))
        elif sense.type not in _ABOUT_THINGS:
            filler.put(role, (filler.loose(word),))


def _owner(filler: Filler, word: int) -> int:
    """Return the phrase right behind an unknown noun that says whose it is, -1 for none."""
    sentence = filler.draft.sentences[filler.candidate.sentence]
    number = sentence.owner[word + 1] if word + 1 < len(sentence.words) else -1
    if number < 0:
        return -1
    phrase = sentence.phrases[number]
    genitive = phrase.first == word + 1 and not phrase.prep and not phrase.joined and not sentence.words[word].article
    body = phrase.human or phrase.kind in ("state", "organization", "group")
    return number if genitive and body and phrase.form != "demonym" else -1


def _carrier_subject(filler: Filler, arguments: Arguments) -> None:
    """Place the subject of a light verb: in the role it gives, unless the noun's own arguments have filled that one."""
    role = arguments.found.removeprefix("carrier:")
    if role == "recipient" and filler.roles["recipient"]:
        role = "" if filler.roles["actor"] or filler.candidate.sense.genitive == "recipient" else "actor"
    filler.group(role, arguments.subject)
    if arguments.subject:
        return
    if arguments.object_pronoun:
        filler.put(role, filler.pronoun(arguments.object_pronoun))
    elif filler.candidate.person == 1 and filler.told:
        filler.put(role, filler.told.speakers)


def _is_scene(filler: Filler, arguments: Arguments) -> bool:
    """Tell whether the genitive of an attack says where it struck: a place, or a state and no target (هجوم نيس)."""
    sentence = filler.draft.sentences[filler.candidate.sentence]
    kinds = {sentence.phrases[number].kind for number in arguments.genitive}
    targets = {prep for prep, role in filler.candidate.sense.preps if role == "recipient"}
    aimed = any(prep in targets for prep, _ in arguments.preps) or any(prep in targets for prep, _ in arguments.loose)
    return bool(kinds) and kinds <= {"place", "state"} and not aimed


def _prepositions(filler: Filler, sense: Sense, arguments: Arguments) -> None:
    roles = dict(sense.preps)
    sentence = filler.draft.sentences[filler.candidate.sentence]
    for prep, group in arguments.preps:
        phrase = sentence.phrases[group[0]]
        role = roles.get(prep, "") or _default_role(filler.candidate, arguments, prep)
        if prep in prepositions("agent") and _of_later_noun(sentence, filler.candidate, phrase):
            continue
        if role in ("actor", "recipient") and not (is_location(phrase) and (prep not in roles or _qualifies(filler, phrase))):
            filler.group(role, group)


def _qualifies(filler: Filler, phrase: Phrase) -> bool:
    """Tell whether "from X" only says where somebody named before comes from (الرئيس فلان من روسيا)."""
    return phrase.kind in ("state", "place") and any(
        (slot.code or "").split(" ")[0] == phrase.state for slots in filler.roles.values() for slot in slots
    )


def _default_role(candidate: Candidate, arguments: Arguments, prep: str) -> str:
    """Return the role that a preposition gives whatever the word.

    With and between give it to a mutual act, by to any; "of" and its like take the place of a genitive that a noun has not
    (هجوم للحزب beside هجوم الحزب).
    """
    sense = candidate.sense
    if prep in prepositions("party") and sense.type in PAIR:
        return "actor"
    if prep in prepositions("agent"):
        return "actor"
    bare = candidate.noun and not (arguments.genitive or arguments.relations or arguments.pronoun)
    if bare and prep in prepositions("genitive") and sense.type in _FORCE and sense.genitive == "actor":
        return "actor"
    return ""


def _of_later_noun(sentence: Sentence, candidate: Candidate, phrase: Phrase) -> bool:
    """Tell whether another event noun stands between the trigger and who acts: it is his act (هجوم … خلال التحقيق من قبل …)."""
    return any(sentence.nouns[at] is not None for at in range(candidate.word + 1, phrase.first))


def _implied(filler: Filler, sense: Sense, candidate: Candidate, earlier: Candidate | None) -> None:
    """Add the parties that a clause leaves unsaid.

    A carried noun takes its verb's dropped subject; a verbal noun in an adjunct (خلال زيارة، بعد لقاء) the subject of the clause
    it qualifies; a verb of meeting with one party only the subject in focus.
    """
    actors = filler.roles["actor"]
    if not candidate.noun:
        if (
            sense.type == "CONSULT"
            and len(actors) + len(filler.roles["recipient"]) == 1
            and candidate.person == 3
            and sense.obj == "actor"
        ):
            partner = next((s for s in filler.focus.antecedents() if s.human and s.gender in ("x", candidate.gender)), None)
            filler.put("actor", (partner,) if partner else ())
        return
    if actors and not (sense.type in _MUTUAL and len(actors) == 1 and sense.mode != "visit"):
        return
    if candidate.carrier >= 0:
        if candidate.arguments.found in ("none", "carried") and not actors:
            if candidate.person == 1 and filler.told:
                filler.put("actor", filler.partners(filler.told.speakers))
            elif candidate.number in ("d", "p") and filler.focus.pair:
                filler.put("actor", filler.focus.pair)
        return
    controller = _controller(candidate, earlier) or _coordinated(filler, candidate, earlier)
    if controller:
        filler.put("actor", controller)
    elif "actor" in (sense.genitive, sense.subj) and filler.focus.local and _in_adjunct(filler, candidate):
        filler.put("actor", tuple(s for s in filler.focus.local[0] if s not in filler.roles["recipient"]))


def _controller(candidate: Candidate, earlier: Candidate | None) -> tuple[Slot, ...]:
    """Return who did what somebody is thanked, blamed or called upon for: the one thanked, accused or called upon."""
    if earlier is None or earlier.sentence != candidate.sentence:
        return ()
    if earlier.sense.type != "REQUEST" and (earlier.noun or earlier.sense.type not in ("SUPPORT", "ACCUSE")):
        return ()
    return earlier.recipients if any(noun == candidate.word for _, noun in earlier.arguments.nouns) else ()


def _coordinated(filler: Filler, candidate: Candidate, earlier: Candidate | None) -> tuple[Slot, ...]:
    """Return who does the act that this noun is joined to by "and" (انسحابهم وتسليم الرهائن): the same does both."""
    if earlier is None or not earlier.noun or earlier.sentence != candidate.sentence or "actor" not in _roles_of(candidate.sense):
        return ()
    sentence = filler.draft.sentences[candidate.sentence]
    between = range(earlier.word + 1, candidate.word)
    parted = any(sentence.verbs[at] is not None or sentence.words[at].norm in ("،", ",") for at in between)
    if not sentence.words[candidate.word].conj or parted or len(between) > _COORDINATE:
        return ()
    return tuple(slot for slot in earlier.actors if slot not in filler.roles["recipient"])


def _roles_of(sense: Sense) -> tuple[str, ...]:
    return (sense.genitive, sense.subj, *(role for _, role in sense.preps))


def _proposer(filler: Filler, sense: Sense, candidate: Candidate, earlier: Candidate | None) -> None:
    """Give a refusal of "the proposal" its recipient: who made the offer or demand told just before."""
    if sense.type != "REJECT" or filler.roles["recipient"] or earlier is None or earlier.sense.type not in ("AGREE", "REQUEST"):
        return
    words = filler.draft.sentences[candidate.sentence].words
    definite = any(words[at].article for _, at in (*candidate.arguments.loose, *candidate.arguments.nouns))
    if definite and candidate.sentence - earlier.sentence <= 1:
        filler.put("recipient", (slot for slot in earlier.actors if slot not in filler.roles["actor"]))


def _in_adjunct(filler: Filler, candidate: Candidate) -> bool:
    """Tell whether the noun is governed by a word of time (during, after): its subject is the clause's."""
    words = filler.draft.sentences[candidate.sentence].words
    for at in range(candidate.word - 1, max(-1, candidate.word - 5), -1):
        if words[at].group in ("when", "during"):
            return True
        if words[at].group not in ("", "time", "num", "prep"):
            return False
    return False


def _content_words(draft: Draft, candidate: Candidate) -> tuple[str, ...]:
    """Return the content words of the clause after the trigger: what tells one agreement or demand from another."""
    words = draft.sentences[candidate.sentence].words
    after = words[candidate.word + 1 : candidate.word + 14]
    return tuple(word.stem for word in after if word.kind in ("arabic", "latin") and not word.group and len(word.stem) > 2)
