"""English noun phrases: titles and names, agents with what stands before and after them, states, places, unknown names."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from waqai.languages.base import Phrase, Word
from waqai.languages.en import nominals
from waqai.languages.en.grammar import lists
from waqai.languages.en.modified import Modified, inner_head, modified, named_after
from waqai.languages.en.names import Named, body_size, folded_name, given_gender, known_at, lone_name, person_size, run_size
from waqai.languages.en.nominals import relation_at
from waqai.languages.en.words import begins, title_case

_BEFORE = 4
_AGENTIVE = 7


def phrases(words: Sequence[Word], local: frozenset[str] = frozenset()) -> list[Phrase]:
    """Return the noun phrases of one sentence that name participants or places, left to right, not overlapping.

    ``local`` are family names that the article has introduced.
    """
    headline = title_case(words)
    found: list[Phrase] = []
    index = 0
    while index < len(words):
        phrase = _phrase_at(words, index, local, headline=headline)
        if phrase is None:
            index += 1
            continue
        found.append(_apposed(words, found, _governed(words, phrase, found[-1] if found else None)))
        index = phrase.last + 1
    return found


def _governed(words: Sequence[Word], phrase: Phrase, before: Phrase | None) -> Phrase:
    """Add the preposition or conjunction before the phrase, looking past determiners, numbers and adjectives.

    A phrase with a possessive ending is governed by it: its preposition is "'s".
    """
    after = phrase.last + 1
    if phrase.form == "demonym" and phrase.prep:
        return phrase
    if after < len(words) and words[after].group == "poss":
        return msgspec.structs.replace(phrase, prep="'s")
    at = phrase.first - 1
    definite = phrase.definite
    pair = False
    while (
        at >= 0
        and phrase.first - at <= _BEFORE
        and (words[at].group in ("dem", "num", "poss") or nominals.is_qualifier(words[at]) or _is_epithet(words, at, phrase))
    ):
        definite = definite or words[at].group == "poss" or words[at].norm.casefold() in lists().definite
        pair = pair or words[at].norm.casefold() in lists().pair
        if words[at].group == "poss":
            at = before.first - 1 if before is not None and before.last == at - 1 else -1
            break
        at -= 1
    changed = msgspec.structs.replace(phrase, definite=definite)
    if (pair or (definite and phrase.form == "office")) and phrase.number == "p" and not phrase.state and not phrase.keys:
        changed = msgspec.structs.replace(changed, form="nominal", number="d" if pair else "p", sector="", codes=())
    return _with_prep(words, changed, at)


def _is_epithet(words: Sequence[Word], at: int, phrase: Phrase) -> bool:
    """Tell whether a word that no table knows describes the phrase right after it (tribal gunmen)."""
    word = words[at]
    alone = (
        at == phrase.first - 1 and phrase.form == "nominal" and at > 0 and words[at - 1].group in ("conj", "prep", "dem", "num")
    )
    return alone and word.kind == "latin" and not (word.group or word.verbs or word.nouns) and word.norm.islower()


def _with_prep(words: Sequence[Word], phrase: Phrase, at: int) -> Phrase:
    """Add what stands at word ``at``, before the phrase and its modifiers: a preposition or a conjunction."""
    if at < 0:
        return phrase
    before = words[at]
    if before.group == "conj":
        return msgspec.structs.replace(phrase, joined=True)
    if before.group not in ("prep", "when", "during"):
        return phrase
    counted = at > 0 and (words[at - 1].group == "num" or words[at - 1].norm.casefold() in lists().quantities)
    if before.norm.casefold() == "of" and not before.prep and counted:
        return phrase  # thousands of dockworkers: the quantity does not govern
    return msgspec.structs.replace(phrase, prep=before.prep or before.norm.casefold())


def _apposed(words: Sequence[Word], found: Sequence[Phrase], phrase: Phrase) -> Phrase:
    """Give an office after a name and a comma (Salem Harun, the chief negotiator,) the name it belongs to."""
    if not found or phrase.form != "office" or phrase.name or phrase.prep or phrase.joined or phrase.number != "s":
        return phrase
    before = found[-1]
    gap = words[before.last + 1 : phrase.first]
    if (
        before.kind != "person"
        or not before.name
        or not gap
        or gap[0].norm != ","
        or any(word.norm.casefold() not in lists().articles for word in gap[1:])
    ):
        return phrase
    return msgspec.structs.replace(phrase, name=before.name, keys=before.keys, gender=before.gender)


def _phrase_at(words: Sequence[Word], index: int, local: frozenset[str], *, headline: bool) -> Phrase | None:
    word = words[index]
    if word.kind not in ("latin", "number") or word.group in (
        "prep",
        "conj",
        "poss",
        "pron",
        "rel",
        "comp",
        "sub",
        "when",
        "during",
        "neg",
    ):
        return _home(words, index) if word.group == "dem" else None
    if word.group == "dem" and word.norm.casefold() in lists().owners:
        return _home(words, index)
    named = known_at(words, index)
    if word.group == "num" and word.norm.casefold() in lists().crowds and index + 1 < len(words) and words[index + 1].verbs:
        return Phrase(index, index, word.start, word.end, "person", "nominal", gender="x", number="p", definite=False)
    if word.group and named is None and word.group != "adv":
        return _unknown(words, index, local) if word.group in ("aux", "time") and word.norm[0].isupper() else None
    found = modified(words, index) if word.kind == "latin" and word.group != "num" else None
    if found is not None and (named is None or found.last > index + named.size - 1) and not _is_verb(words, index, found):
        phrase = _headed(words, found)
        if phrase is not None:
            return phrase
    if named is not None:
        return _named(words, index, named)
    return _related(words, index) or (None if headline and word.norm not in local else _unknown(words, index, local))


def _is_verb(words: Sequence[Word], index: int, found: Modified) -> bool:
    """Tell whether a lone word that could be a head is a verb: after "to", a modal or a pronoun; in -ed without a determiner."""
    if not words[index].verbs or found.first != found.last:
        return False
    before = words[index - 1] if index else None
    if any(verb.tense in ("past", "participle") for verb in words[index].verbs):
        return before is None or before.group != "dem"
    return before is not None and (before.group in ("aux", "pron", "rel", "neg") or before.norm.casefold() == "to")


def _headed(words: Sequence[Word], found: Modified) -> Phrase | None:
    head = found.head
    name: tuple[str, ...] = ()
    last = found.last
    keys = found.keys
    code = found.code
    after = named_after(words, found)
    gender = head.gender
    if after is not None:
        size, entries, start = after
        last = start + size - 1
        name = folded_name(words[start : last + 1])
        gender = gender if gender != "x" else given_gender(words[start].norm)
        if entries:
            keys = tuple(entry.key for entry in entries)
            gender = entries[0].gender
            code = code or entries[0].code
            code = entries[0].code if code.startswith("---") or " " not in code else code
    elif head.kind == "title" and head.office == "title":
        return None
    human = head.kind in ("title", "person", "people")
    return Phrase(
        first=found.first,
        last=last,
        start=words[found.first].start,
        end=words[last].end,
        kind={"title": "person", "people": "person"}.get(head.kind, head.kind),
        form="office" if name or head.kind == "title" else "nominal",
        keys=keys,
        codes=_codes(found, code),
        sector=found.sector,
        office=found.office if found.office != "title" else "",
        state=found.state,
        name=name,
        gender=gender if human else "x",
        number=head.number,
        human=human,
        definite=bool(found.state or name or found.keys),
    )


def _codes(found: Modified, code: str) -> tuple[str, ...]:
    if found.head.number == "p" and len(found.states) > 1:
        return tuple(f"{state} {found.sector or 'GOV'}" for state in found.states)
    return (code,) if code else ()


def _named(words: Sequence[Word], index: int, named: Named) -> Phrase | None:
    entries = named.entries
    entry = entries[0]
    last = index + named.size - 1
    if entry.kind == "person" and entry.short and named.size == 1:
        size = person_size(words, index, after_title=False)
        if size > 1:  # a namesake with another family name
            return _person(words, index, size)
    head = inner_head(words, last + 1)
    if (
        entry.kind == "place"
        and head is not None
        and words[last].norm.casefold() not in lists().bare_places
        and named.size == 1
        and begins(words, index)
    ):
        return None
    name = folded_name(words[index : last + 1])
    return Phrase(
        first=index,
        last=last,
        start=words[index].start,
        end=words[last].end,
        kind={"capital": "place", "seat": "organization"}.get(entry.kind, entry.kind),
        form={"capital": "metonym", "seat": "metonym"}.get(entry.kind, "name"),
        keys=tuple(e.key for e in entries),
        codes=(entry.code,) if entry.code else (),
        sector=entry.code.split(" ")[-1] if " " in entry.code else "",
        state=entry.state,
        name=name if entry.kind == "person" else (),
        gender=entry.gender if entry.kind == "person" else "x",
        human=entry.kind == "person",
        place=entry.key if entry.kind in ("capital", "place", "state") else "",
    )


def _home(words: Sequence[Word], index: int) -> Phrase | None:
    """Read "his country": a state to be found from who is spoken of."""
    if (
        words[index].norm.casefold() not in lists().owners
        or index + 1 >= len(words)
        or words[index + 1].norm not in lists().homes
    ):
        return None
    return Phrase(index, index + 1, words[index].start, words[index + 1].end, "state", "pronoun", gender="x", human=False)


def _related(words: Sequence[Word], index: int) -> Phrase | None:
    """Read a relational adjective before a noun (Russian strikes), a people (the Palestinians) or a thing of a state."""
    relation = relation_at(words, index)
    if relation is None or not relation.code:
        return None
    last = index + relation.size - 1
    after = words[last + 1] if last + 1 < len(words) else None
    article = index > 0 and words[index - 1].norm.casefold() in lists().articles
    code = relation.code
    state = code.split(" ")[0]
    people = code if " " in code else f"{code} CVL"
    alone = (
        after is None
        or after.kind == "mark"
        or bool(after.group)
        or (bool(after.verbs) and not after.nouns and not after.norm.endswith("s"))
    )
    if relation.number == "p" or (article and alone):
        return Phrase(
            index, last, words[index].start, words[last].end, "group", "demonym",
            codes=(people,), state=state, gender="x", number="p" if relation.number == "p" else "s",
        )  # fmt: skip
    if alone:
        return None
    kind = "state" if " " not in code else "group"
    codes = (f"{code} GOV",) if kind == "state" else (code,)
    return Phrase(
        index, last, words[index].start, words[last].end, kind, "demonym",
        codes=codes, state=state, gender="x", human=False, prep="'s", definite=False,
    )  # fmt: skip


def _unknown(words: Sequence[Word], index: int, local: frozenset[str]) -> Phrase | None:
    size = person_size(words, index, after_title=False)
    if size:
        return _person(words, index, size)
    size = body_size(words, index)
    if size:
        last = index + size - 1
        return Phrase(index, last, words[index].start, words[last].end, "organization", "name", gender="x", human=False)
    size = run_size(words, index)
    if size:
        return _person(words, index, size)
    if _is_agentive(words[index]):
        return Phrase(
            index, index, words[index].start, words[index].end, "person", "nominal", gender="x", number="p", definite=False
        )
    if words[index].norm in local or (lone_name(words, index) and not _is_place(words, index)):
        return _person(words, index, 1)
    return None


def _is_agentive(word: Word) -> bool:
    """Tell whether a plural that no table knows names people by its ending (dockworkers, abolitionists)."""
    return not word.known and word.norm.islower() and len(word.norm) > _AGENTIVE and word.norm.endswith(lists().agentive)


def _is_place(words: Sequence[Word], index: int) -> bool:
    """Tell whether an unknown capitalised word is rather a place: it follows a preposition of place or "town of"."""
    if index == 0:
        return len(words) == 1 or (words[1].kind == "mark" and not _described(words, 1))
    before = words[index - 1].norm.casefold()
    if before == "of":
        return index > 1 and not words[index - 2].verbs and not words[index - 2].nouns
    return before in lists().place_prepositions or (
        words[index - 1].group == "conj" and index > 1 and words[index - 2].norm[0].isupper()
    )


def _described(words: Sequence[Word], at: int) -> bool:
    """Tell whether a comma opens what describes a person (Basak, who …; Basak, a former …; Basak, 43, …)."""
    after = words[at + 1] if at + 1 < len(words) else words[at]
    return words[at].norm == "," and (after.norm == "who" or after.group == "dem" or after.kind == "number")


def _person(words: Sequence[Word], index: int, size: int) -> Phrase:
    last = index + size - 1
    name = folded_name(words[index : last + 1])
    return Phrase(
        index, last, words[index].start, words[last].end, "person", "name",
        name=name, gender=given_gender(words[index].norm) if size > 1 else "x",
    )  # fmt: skip
