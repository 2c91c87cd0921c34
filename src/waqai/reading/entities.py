"""Who is meant: phrases of all sentences gathered into entities by table, office on the article's date, and name parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, cast

import msgspec

from waqai import identity, knowledge
from waqai.knowledge import Entry, Knowledge
from waqai.languages.base import Phrase
from waqai.model import Entity, EntityKind, Mention, MentionForm
from waqai.reading.bearers import Names, Officers
from waqai.reading.draft import Draft, Slot
from waqai.reading.sentences import acronyms
from waqai.tables import prepositions
from waqai.text.normalise import shadow
from waqai.text.tokens import tokens

_HEADS: Final = ("president", "king", "emir", "sultan", "supreme_leader", "prime_minister", "leader")
_ANY_HEAD: Final = frozenset(("leader", "head_of_state", "president", "head"))


class _Known(msgspec.Struct):
    """An entity being gathered (a builder, local to one article); ``key`` is its id."""

    key: str
    name: str
    kind: str
    code: str
    gender: str
    human: bool = True
    wikidata: str = ""
    office: str = ""
    state: str = ""
    order: int = 0  # which of the article's entities it is
    candidates: tuple[str, ...] = ()
    mentions: list[Mention] = []  # grows: a name may stand a hundred thousand times


def entities(draft: Draft) -> Draft:
    """Add ``entities`` and, for every phrase, the participants it names (``mentions``)."""
    gatherer = _Gatherer(draft)
    table = tuple(tuple(gatherer.slots(phrase) for phrase in sentence.phrases) for sentence in draft.sentences)
    return msgspec.structs.replace(draft, entities=gatherer.records(), mentions=table)


class _Gatherer:
    """Gathers the entities of one article in text order."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.base: Knowledge = knowledge.load(draft.language)
        self.by_key: dict[str, _Known] = {}
        self.names = Names()
        self.officers = Officers()
        self.last_office: dict[str, str] = {}
        # Short names in brackets, with the phrase they stand for in this article.
        self.short = {word: phrase for sentence in draft.sentences for word, phrase in acronyms(sentence)}

    def slots(self, phrase: Phrase) -> tuple[Slot, ...]:
        """Return the participants that a phrase names, noting a mention of each."""
        if phrase.form == "pronoun":
            return (Slot(None, phrase.start, phrase.end, None, phrase.gender, phrase.number, phrase.human),)
        known = list(self._identify(phrase))
        for entity in known:
            mention = Mention(start=phrase.start, end=phrase.end, form=cast("MentionForm", phrase.form))
            entity.mentions.append(mention)
        if len(phrase.codes) > 1:
            entity_id = known[0].key if known else None
            return tuple(Slot(entity_id, phrase.start, phrase.end, code, "x", "p") for code in phrase.codes)
        return tuple(
            Slot(
                entity.key, phrase.start, phrase.end, _code(entity, phrase), _gender(entity, phrase), phrase.number, phrase.human
            )
            for entity in known
        )

    def _identify(self, phrase: Phrase) -> Iterator[_Known]:
        full = self.short.get(self.draft.text[phrase.start : phrase.end])
        if full is not None and full is not phrase:
            yield from self._identify(full)
        elif phrase.kind == "person":
            yield self._person(phrase)
        elif phrase.keys and phrase.form in ("name", "metonym"):
            yield self._table_entry(phrase)
        elif phrase.form == "demonym" and phrase.kind == "state":
            yield self._state(phrase.state)
        else:
            yield self._described(phrase)

    def _table_entry(self, phrase: Phrase) -> _Known:
        entry = self._choose(phrase.keys)
        if entry.kind == "capital" and phrase.form == "metonym" and not is_location(phrase):
            return self._state(entry.state)
        if entry.kind == "seat":
            return self._get(entry.key, entry.name, "organization", entry.code, entry.gender)
        kind = {"capital": "place"}.get(entry.kind, entry.kind)
        return self._get(entry.key, entry.name, kind, entry.code, entry.gender, entry.wikidata)

    def _state(self, code: str) -> _Known:
        entry = self.base.entries.get(code)
        return self._get(code, entry.name if entry else code, "state", f"{code} GOV", entry.gender if entry else "f")

    def _choose(self, keys: Sequence[str]) -> Entry:
        entries = [self.base.entries[key] for key in keys]
        order = {"state": 0, "capital": 1, "seat": 2, "organization": 3, "group": 3, "person": 4, "place": 5}
        return min(entries, key=lambda entry: (order[entry.kind], -entry.population))

    def _get(self, key: str, name: str, kind: str, code: str, gender: str, wikidata: str = "") -> _Known:
        if key not in self.by_key:
            self.by_key[key] = _Known(key, name, kind, code, gender, kind == "person", wikidata, order=len(self.by_key))
            self._note_person(self.by_key[key])
        return self.by_key[key]

    def _described(self, phrase: Phrase) -> _Known:
        """Return the entity of a description (الجيش السوري): the words themselves are its key and name."""
        words = self.draft.text[phrase.start : phrase.end]
        code = phrase.codes[0] if phrase.codes else ""
        kind = {"people": "group", "place": "place"}.get(phrase.kind, phrase.kind)
        found = self._get(identity.said_id(f"{words} {code}"), words, kind, code, phrase.gender)
        found.human = phrase.human
        return found

    # people

    def _person(self, phrase: Phrase) -> _Known:
        if phrase.keys:
            found = self._from_table(phrase)
        elif phrase.name:
            found = self._by_name(phrase)
        elif phrase.form == "office" and phrase.office:
            return self._by_office(phrase)
        else:
            return self._described(phrase)
        self._note_office(found, phrase)
        return found

    def _from_table(self, phrase: Phrase) -> _Known:
        people = [self.base.entries[key] for key in phrase.keys if self.base.entries[key].kind == "person"]
        if not people:
            return self._table_entry(phrase)
        same = self._earlier_with(phrase.name)
        if same is not None and same.key not in {entry.key for entry in people} and len(phrase.name) == 1:
            return same
        entry = min(people, key=lambda one: self._fit(one, phrase))
        found = self._get(entry.key, entry.name, "person", self._code_on_date(entry), entry.gender, entry.wikidata)
        found.state = found.state or entry.state
        self._note_person(found, phrase.name, entry.full)
        return found

    def _fit(self, entry: Entry, phrase: Phrase) -> tuple[bool, bool, bool]:
        """Rank the people who may bear a name: named before, of the state the phrase tells, in office on the date."""
        date = self.draft.published
        tenures = self.base.tenures.get(entry.key, ())
        return (
            entry.key not in self.by_key,
            bool(phrase.state) and phrase.state not in (entry.state, *(tenure.of for tenure in tenures)),
            not any(tenure.holds(date) for tenure in tenures) if date else False,
        )

    def _code_on_date(self, entry: Entry) -> str:
        """Return the code of the office that a person holds on the article's date, else of the latest one."""
        tenures = self.base.tenures.get(entry.key, ())
        date = self.draft.published
        held = [tenure for tenure in tenures if date and tenure.holds(date)]
        latest = max(tenures, key=lambda tenure: tenure.start, default=None)
        if held:
            return max(held, key=lambda tenure: tenure.start).code
        return latest.code if latest else entry.code

    def _by_name(self, phrase: Phrase) -> _Known:
        same = self._earlier_with(phrase.name)
        code = phrase.codes[0] if phrase.codes else ""
        if same is None:
            same = self._unknown(phrase, code)
        if code and (not same.code or same.code.startswith("---")):
            same.code = code
        self.names.add(same.key, same.order, phrase.name)
        self._note_person(same)
        return same

    def _unknown(self, phrase: Phrase, code: str) -> _Known:
        """Return the person of the tables whose name is spelt otherwise there, else somebody new with those it may be."""
        spelt = self._spelt(phrase)
        found = identity.match(spelt)
        entry = self.base.entries.get(found.key)
        if entry is not None:
            return self._get(entry.key, entry.name, "person", self._code_on_date(entry), entry.gender, entry.wikidata)
        known = self._get(identity.name_id(spelt), spelt, "person", code, phrase.gender)
        known.candidates = found.candidates
        return known

    def _spelt(self, phrase: Phrase) -> str:
        """Return the name as the text spells it: the last words of the phrase, as many as the name has."""
        words = tokens(shadow(self.draft.text[phrase.start : phrase.end]))
        at, parts = len(words), 0
        while at and parts < len(phrase.name):
            at -= 1
            parts += words[at].norm.count("-") + 1
        return self.draft.text[phrase.start + words[at].start : phrase.end]

    def _earlier_with(self, name: tuple[str, ...]) -> _Known | None:
        """Return the person named earlier of whom ``name`` is the whole name or its end (كيري after جون كيري)."""
        key = self.names.bearer(name)
        return None if key is None else self.by_key[key]

    def _note_person(self, known: _Known, *names: tuple[str, ...]) -> None:
        """Note the names of somebody, and the offices and states that :meth:`_holds` knows of him by now."""
        for name in filter(None, names):
            self.names.add(known.key, known.order, name)
        if known.kind == "person":
            held = {known.office, *(tenure.office for tenure in self._current(known.key))}
            self.officers.add(known.key, known.order, {known.state, known.code.split(" ")[0]}, held)

    def _note_office(self, found: _Known, phrase: Phrase) -> None:
        if phrase.office and phrase.form == "office":
            found.office = found.office or phrase.office
            found.state = phrase.state or found.state
            self.last_office[phrase.office] = found.key
        if phrase.codes and (not found.code or found.code.startswith("---") or " " not in found.code):
            found.code = phrase.codes[0]
        self._note_person(found)

    def _by_office(self, phrase: Phrase) -> _Known:
        """Resolve an office without a name: to its holder in this article, else on its date, else to the office itself."""
        if len(phrase.codes) > 1 or phrase.number != "s":
            return self._described(phrase)
        for key in self.officers.of(phrase.state, _wanted(phrase)):
            known = self.by_key[key]
            if self._holds(known, phrase):
                self._note_office(known, phrase)
                return known
        if not phrase.state and self.last_office.get(phrase.office):
            return self.by_key[self.last_office[phrase.office]]
        holder = self._holder(phrase)
        if holder is not None:
            found = self._get(holder.key, holder.name, "person", self._code_on_date(holder), holder.gender, holder.wikidata)
            self._note_person(found, holder.full)
            self._note_office(found, phrase)
            return found
        return self._described(phrase)

    def _holds(self, known: _Known, phrase: Phrase) -> bool:
        if not phrase.state or phrase.state not in (known.state, known.code.split(" ")[0]):
            return False
        offices = {known.office, *(tenure.office for tenure in self._current(known.key))} - {""}
        return not offices.isdisjoint(_wanted(phrase))

    def _current(self, key: str) -> list[knowledge.Tenure]:
        date = self.draft.published
        tenures = self.base.tenures.get(key, ())
        return [tenure for tenure in tenures if not date or tenure.holds(date)]

    def _holder(self, phrase: Phrase) -> Entry | None:
        """Return the person who held the office on the article's date; without a date or a single holder, nobody."""
        date = self.draft.published
        if not phrase.state or date is None:
            return None
        offices = _HEADS if phrase.office in ("leader", "head_of_state") else (phrase.office,)
        for office in offices:
            held = [t for t in self.base.holders.get((office, phrase.state), ()) if t.holds(date)]
            entry = self.base.entries.get(max(held, key=lambda tenure: tenure.start).person) if held else None
            if entry is not None and not (phrase.gender == "f" and entry.gender == "m"):
                return entry
        return None

    def records(self) -> tuple[Entity, ...]:
        """Return the entities in the order of their first mention."""
        return tuple(
            Entity(
                id=known.key,
                name=known.name,
                kind=cast("EntityKind", known.kind if known.kind in _kinds() else "organization"),
                code=known.code or None,
                wikidata=known.wikidata or None,
                office=known.office or self._office_on_date(known.key),
                candidates=known.candidates,
                mentions=tuple(known.mentions),
            )
            for known in self.by_key.values()
        )

    def _office_on_date(self, key: str) -> str | None:
        held = self._current(key) if self.draft.published else []
        return max(held, key=lambda tenure: tenure.start).office if held else None


def _wanted(phrase: Phrase) -> Sequence[str]:
    """Return the offices whose holder the office of a phrase may mean."""
    any_head = phrase.office in _ANY_HEAD and phrase.office != "president" and not phrase.sector.startswith("LEG")
    return _HEADS if any_head else (phrase.office,)


@cache
def _kinds() -> frozenset[str]:
    return frozenset(("person", "organization", "state", "place", "group", "office"))


def is_location(phrase: Phrase) -> bool:
    """Tell whether a capital or state is a place here: it follows a preposition of place."""
    return phrase.prep in prepositions("place")


def _gender(entity: _Known, phrase: Phrase) -> str:
    return phrase.gender if phrase.gender != "x" else entity.gender


def _code(entity: _Known, phrase: Phrase) -> str | None:
    if entity.code and not entity.code.startswith("---") and " " in entity.code:
        return entity.code
    if phrase.kind == "person" and phrase.keys and entity.key not in phrase.keys:
        return entity.code or None  # who bears the name here is not the one that the table knows by it
    if phrase.codes and not phrase.codes[0].startswith("---"):
        return phrase.codes[0]
    return entity.code or (phrase.codes[0] if phrase.codes else None)
