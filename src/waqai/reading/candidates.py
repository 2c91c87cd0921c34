"""Words that may name an event, each with the one sense that fits its clause; what is left out says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from waqai.languages.base import Arguments, Grammar, Light, Noun, Sense, Sentence, Verb, Word
from waqai.languages.registry import grammar
from waqai.model import Rejected
from waqai.reading.draft import Candidate, Draft
from waqai.reading.senses import BEFORE, WINDOW, Choice, choose, weakly
from waqai.tables import instruments, prepositions
from waqai.text.letters import ALEF, DUAL, LAM, OBLIQUE, TEH_MARBUTA, YEH

# Acts that are about another act: what they promise, ask for, refuse or threaten is their content, not a second event.
_ABOUT: Final = frozenset(("AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"))


_TELLING: Final = frozenset(("say", "announce", "think", "write"))  # verbs that mostly tell, whatever else they may name
_MATERIAL: Final = frozenset(("ASSAULT", "PROTEST", "COERCE"))
_DESCRIBING: Final = Light("", "", "none", (), "")


def candidates(draft: Draft) -> Draft:
    """Add ``candidates`` in text order."""
    found: list[Candidate] = []
    rejected: list[Rejected] = []
    rules = grammar(draft.language)
    for number, sentence in enumerate(draft.sentences):
        if number in draft.skip:
            continue
        reader = _SentenceReader(number, sentence, rules)
        reader.read()
        found.extend(sorted(reader.found, key=lambda candidate: candidate.start))
        rejected.extend(reader.rejected)
    return msgspec.structs.replace(draft, candidates=tuple(found), rejected=(*draft.rejected, *rejected))


class _SentenceReader:
    """Finds the candidates of one sentence: verbs first, since they decide what the nouns in their reach are."""

    def __init__(self, number: int, sentence: Sentence, rules: Grammar) -> None:
        self.number = number
        self.sentence = sentence
        self.rules = rules
        self.found: list[Candidate] = []
        self.rejected: list[Rejected] = []
        self.consumed: dict[int, str] = {}
        self.carried: dict[int, tuple[int, Light, Arguments, Verb]] = {}

    def read(self) -> None:
        for index, verb in enumerate(self.sentence.verbs):
            if verb is not None and (verb.senses or verb.lights):
                self._verb(index, verb)
        for index, noun in enumerate(self.sentence.nouns):
            if noun is not None:
                self._noun(index, noun)

    def _verb(self, index: int, verb: Verb) -> None:
        word = self.sentence.words[index]
        if index in self.consumed:
            self._reject(word, self.consumed[index])
            return
        arguments = self.rules.verb_arguments(self.sentence, index, verb)
        choice = choose(self.sentence, index, 1, _open_senses(verb))
        described = self._described(index, arguments, choice)
        if described is not None:
            self.carried.setdefault(described, (index, _DESCRIBING, arguments, verb))
            return
        carried = next(_carried_nouns(verb.lights, arguments), None) or self._antecedent(index, verb)
        named = self._named_by(choice, arguments)
        if named is not None and choice is not None:
            carrier = Light(verb.lemma, "", choice.sense.subj, (), "")
            self.carried.setdefault(named, (index, carrier, arguments, verb))
            return
        nearer = carried is not None and choice is not None and choice.word > carried[0] and verb.lights
        if carried is not None and (choice is None or choice.sense.type == "NONE" or nearer):
            noun_index, light = carried
            self.carried.setdefault(noun_index, (index, light, arguments, verb))
            return
        if choice is None and (verb.saying is None or verb.saying.kind not in _TELLING):
            choice = weakly(self.sentence, index, 1, _open_senses(verb))
        if choice is None:
            return
        if choice.sense.type == "NONE":
            self._reject(word, f"{verb.lemma} is no event here")
            return
        if not _complete(choice.sense, arguments, verb):
            self._reject(word, f"{verb.lemma} without the arguments of its frame")
            return
        if not self._can_act(choice.sense, arguments):
            choice = msgspec.structs.replace(choice, weak=True)
        if not choice.weak:
            self._consume(verb, choice, arguments)
        self.found.append(
            Candidate(
                sentence=self.number,
                word=index,
                start=word.stem_start,
                end=word.end,
                sense=choice.sense,
                arguments=arguments,
                noun=False,
                tense=verb.tense,
                person=verb.person,
                number=verb.number,
                gender=verb.gender,
                passive=verb.passive,
                weak=choice.weak,
            )
        )

    def _visitor(self, index: int, arguments: Arguments) -> Arguments:
        """Add the visitor of a headline without a verb (وزير الخارجية الإيطالي في زيارة إلى تونس)."""
        owner = self.sentence.owner[index - 2] if index > 1 else -1
        if (
            owner < 0
            or arguments.genitive
            or arguments.relations
            or self.sentence.words[index - 1].norm not in prepositions("place")
        ):
            return arguments
        if any(verb is not None for verb in self.sentence.verbs[:index]):
            return arguments
        return msgspec.structs.replace(arguments, relations=(owner,))

    def _can_act(self, sense: Sense, arguments: Arguments) -> bool:
        """Tell whether the subject may do what the verb says: no unknown thing (floods besiege, years assassinate).

        An unknown noun may stand for an actor only as a weapon, an event or words (a shell killed, an attack hit, a law forbids).
        """
        if arguments.found != "other" or sense.subj != "actor":
            return True
        word = self.sentence.words[arguments.other]
        return bool(word.nouns or word.saying_noun) or word.stem in instruments()

    def _described(self, index: int, arguments: Arguments, choice: Choice | None) -> int | None:
        """Return the event noun that a verb of the same type has as its subject (هجوم استهدف حافلة): it is the event."""
        if choice is None or choice.sense.type not in _MATERIAL:
            return None
        at = arguments.other
        if 0 <= at < index and self.sentence.nouns[at] is None:
            at = -1  # a topic far before; the event noun may still stand right before the verb
        if at < 0 and index and self.sentence.words[index - 1].group == "rel":
            at = index - 2
        elif at < 0 and index:
            at = index - 1
        while at > 0 and index - at < BEFORE and self.sentence.nouns[at] is None and self._qualifies(at):
            at -= 1
        noun = self.sentence.nouns[at] if at >= 0 else None
        if noun is None or self.sentence.owner[at] >= 0:
            return None
        return at if any(sense.type == choice.sense.type for sense in noun.senses) else None

    def _named_by(self, choice: Choice | None, arguments: Arguments) -> int | None:
        """Return the word that decided a verb's sense if it is itself a noun for that event (وقع هجوم, أجرى محادثات)."""
        if choice is None or choice.word < 0 or choice.sense.type == "NONE":
            return None
        noun = self.sentence.nouns[choice.word]
        if noun is None or (
            all(at != choice.word for prep, at in arguments.nouns if prep == "") and choice.word != arguments.other
        ):
            return None
        return choice.word if any(sense.type == choice.sense.type for sense in noun.senses) else None

    def _antecedent(self, index: int, verb: Verb) -> tuple[int, Light] | None:
        """Return the event noun before a light verb that takes it up by a pronoun (هجوم شنه مسلحون) or as a relative clause."""
        light = next((light for light in verb.lights if light.prep == ""), None)
        if light is None or index == 0:
            return None
        at = index - 1
        if self.sentence.words[at].group == "rel":
            at -= 1
        elif not verb.pronoun:
            return None
        while at > 0 and index - at < BEFORE and self.sentence.nouns[at] is None and self._qualifies(at):
            at -= 1
        return (at, light) if at >= 0 and self.sentence.nouns[at] is not None else None

    def _qualifies(self, at: int) -> bool:
        """Tell whether a word may stand between an event noun and its relative clause: an adjective of it."""
        word = self.sentence.words[at]
        return (
            self.sentence.owner[at] < 0
            and not word.prep
            and not word.conj
            and not word.group
            and (word.article or word.norm.endswith((TEH_MARBUTA, YEH, DUAL, OBLIQUE)))
        )

    def _consume(self, verb: Verb, choice: Choice, arguments: Arguments) -> None:
        """Mark the nouns and verbs that belong to a verb's event: the word that decided its sense, and its content."""
        if choice.word >= 0 and not self._is_means(choice, arguments):
            self.consumed.setdefault(choice.word, f"part of {verb.lemma}")
        for light in verb.lights:
            for prep, noun in arguments.nouns[:1]:
                if prep == light.prep:
                    self.consumed.setdefault(noun, f"carried by {verb.lemma}, which is the event")
        denied = verb.saying is not None and verb.saying.kind == "deny" and "act" in verb.saying.takes
        if choice.sense.type not in _ABOUT or denied:
            return  # what is denied is told as well: it did not happen
        reason = f"content of {verb.lemma} ({choice.sense.type})"
        for _, noun in arguments.nouns:
            self.consumed.setdefault(noun, reason)
        follow = arguments.content
        if 0 <= follow < len(self.sentence.words) - 1:
            following = self.sentence.verbs[follow + 1]
            if following is not None and following.tense == "present":
                self.consumed.setdefault(follow + 1, reason)
                inner = self.rules.verb_arguments(self.sentence, follow + 1, following)
                for _, noun in inner.nouns:
                    self.consumed.setdefault(noun, reason)

    def _is_means(self, choice: Choice, arguments: Arguments) -> bool:
        """Tell whether the word that decided a killing's sense is the attack by which it came: an event of its own."""
        noun = self.sentence.nouns[choice.word]
        if noun is None or choice.sense.type != "ASSAULT" or all(sense.type != "ASSAULT" for sense in noun.senses):
            return False
        return any(at == choice.word and prep in prepositions("means") for prep, at in arguments.nouns)

    def _noun(self, index: int, noun: Noun) -> None:
        word = self.sentence.words[index]
        if index in self.consumed:
            self._reject(word, self.consumed[index])
            return
        arguments = self.rules.noun_arguments(self.sentence, index, noun)
        choice = choose(self.sentence, index, noun.size, noun.senses, carried=index in self.carried)
        choice = choice or weakly(self.sentence, index, noun.size, noun.senses)
        if choice is None:
            return
        sense = choice.sense
        carrier = self.carried.get(index)
        if carrier is not None:
            sense = _turned(sense, carrier[1])
            if carrier[1] is _DESCRIBING and carrier[2].object and sense.genitive != "recipient":
                arguments = msgspec.structs.replace(arguments, object=carrier[2].object)
            if not (noun.befalls and carrier[3].saying is not None):
                arguments = _with_carrier(arguments, carrier[2], carrier[1], first=carrier[3].person == 1)
        if sense.type == "NONE":
            self._reject(word, f"{noun.lemma} is no event here")
            return
        if sense.mode == "visit" and carrier is None:
            arguments = self._visitor(index, arguments)
        if sense.type == "PROTEST" and not choice.weak:
            self._consume_cause(index, noun)
        if carrier is None and not choice.weak and sense.type in _ABOUT:
            for _, inner in arguments.nouns[:2]:
                self.consumed.setdefault(inner, f"content of {noun.lemma} ({sense.type})")
        last = self.sentence.words[index + noun.size - 1]
        verb = carrier[3] if carrier else None
        self.found.append(
            Candidate(
                sentence=self.number,
                word=index,
                start=word.stem_start,
                end=last.end,
                sense=sense,
                arguments=arguments,
                noun=True,
                tense=verb.tense if verb else "",
                person=verb.person if verb else 3,
                number=verb.number if verb else noun.number,
                gender=verb.gender if verb else "x",
                carrier=carrier[0] if carrier else -1,
                weak=choice.weak,
                notes=(carrier[1].status,) if carrier and carrier[1].status else (),
            )
        )

    def _consume_cause(self, index: int, noun: Noun) -> None:
        """Mark the nouns that say what a protest is about (مسيرة للتنديد، احتجاجا): they are part of it."""
        for at in range(index + 1, min(len(self.sentence.words), index + WINDOW)):
            about = self.sentence.nouns[at]
            purpose = self.sentence.words[at].prep == LAM or self.sentence.words[at].norm == self.sentence.words[at].stem + ALEF
            if about is not None and purpose and about.senses[0].type in ("ACCUSE", "REQUEST", "REJECT", "PROTEST"):
                self.consumed.setdefault(at, f"what {noun.lemma} is about")

    def _reject(self, word: Word, reason: str) -> None:
        self.rejected.append(Rejected(start=word.stem_start, end=word.end, what="event", reason=reason))


def _open_senses(verb: Verb) -> tuple[Sense, ...]:
    """Return the senses a verb may have: with an object pronoun none that turns on which thing the object is."""
    if not verb.pronoun:
        return verb.senses
    return tuple(sense for sense in verb.senses if not (sense.needs and sense.obj in ("topic", "content")))


def _carried_nouns(lights: Iterable[Light], arguments: Arguments) -> Iterator[tuple[int, Light]]:
    """Yield the event nouns that a light verb carries: the first one after the preposition it takes."""
    for light in lights:
        for prep, noun in arguments.nouns:
            if prep == light.prep or (light.prep == "" and prep == ""):
                yield noun, light
                break


def _turned(sense: Sense, light: Light) -> Sense:
    for old, new, mode in light.turns:
        if old in ("*", sense.type) and sense.type != "NONE":
            return msgspec.structs.replace(sense, type=new, mode=mode)
    return sense


def _with_carrier(own: Arguments, carrier: Arguments, light: Light, *, first: bool) -> Arguments:
    """Join the arguments of an event noun with those of the light verb that carries it (``first``: in the first person)."""
    role_subject = carrier.subject if light.subj in ("actor", "recipient") else ()
    extra = tuple(item for item in carrier.preps if item not in own.preps and item[0] != "genitive")
    return msgspec.structs.replace(
        own,
        subject=role_subject,
        found=f"carrier:{light.subj}" if role_subject or carrier.pronoun or first else carrier.found,
        object_pronoun=carrier.pronoun if light.subj in ("actor", "recipient") else "",
        preps=(*own.preps, *extra),
    )


def _complete(sense: Sense, arguments: Arguments, verb: Verb) -> bool:
    """Tell whether a verb has at least one argument in its reach, or a subject to look for."""
    has = arguments.subject or arguments.object or arguments.object_pronoun or arguments.preps or arguments.pronoun
    return bool(has) or verb.person != 3 or arguments.found in ("none", "other") or sense.subj == "none"
