"""Arabic noun phrases: offices and agents, names of the knowledge base, demonyms, names that no table knows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

from waqai.languages.ar import grammar, nominals
from waqai.languages.ar.clitics import before_name
from waqai.languages.ar.demonyms import armed, demonym_at, may_be_demonym, single
from waqai.languages.ar.names import Named, known_at, may_begin_name, person_size
from waqai.languages.ar.nominals import Head
from waqai.languages.ar.offices import headed
from waqai.languages.ar.scan import governor
from waqai.languages.base import NOBODY, Introduced, Phrase, Word
from waqai.memory import WORDS
from waqai.text.letters import ALEF, ARTICLE, DUAL, NISBA, OBLIQUE, TEH_MARBUTA

_SEVERAL: Final = (DUAL, OBLIQUE)
_SHORTEST_NAME: Final = 3  # letters of a family name that may stand anywhere


def phrases(words: Sequence[Word], local: Introduced = NOBODY) -> list[Phrase]:
    """Return the noun phrases of one sentence that name participants or places, left to right, not overlapping.

    ``local`` are the names of persons that the article itself introduces. The phrases' ``start`` and ``end`` are offsets in
    the stored text, attached particles left out.
    """
    found: list[Phrase] = []
    index = 0
    while index < len(words):
        phrase = _phrase_at(words, index) or (_local_name(words, index, local) if local else None)
        if phrase is None:
            index += 1
        else:
            phrase = _governed(words, armed(words, phrase))
            if found and _counted_from(words, found[-1], phrase):
                found[-1] = _with_body(found[-1], phrase)
            else:
                found.append(phrase)
            index = phrase.last + 1
    return found


def _counted_from(words: Sequence[Word], person: Phrase, body: Phrase) -> bool:
    """Tell whether a counted person noun says by "of" to which body it belongs (19 شخصا من قوات الأمن)."""
    at = person.last + 1
    if at + 1 != body.first or words[at].norm != grammar.load().partitive or not person.human or person.name or person.keys:
        return False
    plural = body.kind in ("organization", "group") or (body.human and body.number == "p")
    if not plural or not body.definite or (person.codes and person.state):
        return False
    if words[person.first].group == "num":
        return person.form == "nominal"
    before = words[person.first - 1] if person.first else None
    counted = person.number == "d" or (before is not None and (before.kind == "number" or before.group == "num"))
    return counted and person.form == "nominal"


def _with_body(person: Phrase, body: Phrase) -> Phrase:
    return msgspec.structs.replace(
        person, last=body.last, end=body.end, codes=body.codes, sector=body.sector, state=body.state, keys=()
    )


def _governed(words: Sequence[Word], phrase: Phrase) -> Phrase:
    """Add the preposition before the phrase: attached to its first word, or the function word before it."""
    if phrase.prep or phrase.first == 0:
        return phrase
    phrase = _one_of(words, phrase)
    at = phrase.first - 1
    while at > 0 and (words[at].group == "num" or words[at].kind == "number") and not words[at].prep:
        at -= 1
    if at > 0 and words[at].norm == grammar.load().partitive and words[at - 1].group == "num":
        at -= 2
    if at < 0:
        return phrase
    before = words[at]
    if before.group in ("prep", "when", "during") and not phrase.joined:
        return msgspec.structs.replace(phrase, prep=governor(before))
    return phrase


def _one_of(words: Sequence[Word], phrase: Phrase) -> Phrase:
    """Begin a phrase at the word that takes one or many out of those it names (أحد الخبراء، العديد من السكان)."""
    at = phrase.first - 1
    singles = grammar.load().singles
    gender = singles.get(words[at].norm.removeprefix(words[at].conj)) if at >= 0 and phrase.human else None
    if gender:
        word = words[at]
        start = word.start + len(word.conj)
        return msgspec.structs.replace(phrase, first=at, start=start, number="s", gender=gender, joined=bool(word.conj))
    many = at > 0 and words[at].norm == grammar.load().partitive and words[at - 1].group == "num"
    if many and phrase.human and not words[at - 1].prep and words[at - 1].kind == "arabic":
        word = words[at - 1]
        return msgspec.structs.replace(phrase, first=at - 1, start=word.start + len(word.conj), joined=bool(word.conj))
    return phrase


def _phrase_at(words: Sequence[Word], index: int) -> Phrase | None:
    word = words[index]
    if word.kind in ("mark", "number") or word.group or (word.kind == "arabic" and not _may_begin(word.norm, word.stem)):
        return None
    if _says(words, index):
        return None
    named = known_at(words, index)
    head = nominals.head_at(words, index)
    if head is not None and word.nouns and head[0].kind in ("person", "people") and head[0].number != "s":
        head = None  # مفاوضات are talks before they are women who negotiate
    if head is not None and _is_adjective(words, index, head[0]):
        head = None
    if (
        head is not None
        and (named is None or head[1] > named.size)
        and (head[2].conj != word.conj or not _is_verb_here(words, index))
    ):
        phrase = headed(words, index, *head)
        if phrase is not None:
            return phrase
    if named is not None and not _qualifies_noun(words, index, named):
        return _named(words, index, named)
    if word.kind == "arabic":
        return _home(word) or demonym_at(words, index) or _unknown_person(words, index)
    return None


def _is_adjective(words: Sequence[Word], index: int, head: Head) -> bool:
    """Tell whether a relational noun (عسكرية) qualifies the noun before it instead of naming somebody."""
    norm = words[index].norm
    relational = head.kind == "person" and norm.endswith(NISBA)
    feminine = head.kind in ("person", "people") and head.gender == "f" and norm.endswith(TEH_MARBUTA)
    if index == 0:
        return False
    before = words[index - 1]
    several = head.kind in ("person", "people") and head.number in ("d", "p") and norm.endswith(_SEVERAL)
    if several and before.norm.endswith(_SEVERAL) and before.nouns and before.article == words[index].article:
        return True  # هجومين إرهابيين
    if head.number != "s" or not (relational or feminine):
        return False
    if any(noun.befalls for noun in before.nouns):  # مقتل متظاهرة
        return False
    return before.kind == "arabic" and not before.group and not before.verbs and before.article == words[index].article


@lru_cache(maxsize=WORDS)
def _may_begin(norm: str, stem: str) -> bool:
    """Tell whether a phrase may begin with a word at all: most words begin none, and are passed over by this."""
    lists = grammar.load()
    if may_begin_name(norm) or nominals.may_begin(norm) or may_be_demonym(norm, stem):
        return True
    return lists.home in norm or norm in nominals.load().given or norm in lists.name_beginnings


def _says(words: Sequence[Word], index: int) -> bool:
    """Tell whether a word that might be a name or title says something here: "that" follows, or it is a participle after a comma.

    (وأفاد بأن … is no organisation, ، مشيرا إلى … no marshal.)
    """
    word = words[index]
    if word.article or not any(verb.saying for verb in word.verbs):
        return False
    if index + 1 < len(words) and words[index + 1].group == "comp":
        return True
    participle = any(verb.participle and verb.saying for verb in word.verbs)
    return participle and word.norm.endswith(ALEF) and (bool(word.conj) or (index > 0 and words[index - 1].kind == "mark"))


def _is_verb_here(words: Sequence[Word], index: int) -> bool:
    """Tell whether a word that could be a head (طالب student / demanded) is the verb: bare, at the start of a clause.

    A clause begins with the sentence, after a mark, a particle or an attached "and"; its subject follows, definite or a name.
    """
    word = words[index]
    if word.article or word.prep or not word.verbs:
        return False
    if index and words[index - 1].group in ("comp", "rel", "neg", "aux", "sub"):
        return True
    begins = index == 0 or bool(word.conj) or words[index - 1].kind == "mark" or words[index - 1].group in ("conj", "adv", "time")
    if not begins or index + 1 >= len(words):
        return index == 0
    following = words[index + 1]
    named = known_at(words, index + 1)
    head = nominals.head_at(words, index + 1)
    plain = head is not None and not head[2].prep and not head[2].conj
    return (
        following.article
        or (named is not None and not named.prep and not named.conj)
        or plain
        or following.norm in nominals.load().given
    )


def _qualifies_noun(words: Sequence[Word], index: int, named: Named) -> bool:
    """Tell whether the name of a place is an adjective here: definite, right after a definite noun (العقوبات الجديدة)."""
    place = named.entries and all(entry.kind == "place" for entry in named.entries)
    if index == 0 or not place or named.size > 1 or named.prep or named.conj or not words[index].norm.startswith(ARTICLE):
        return False
    before = words[index - 1]
    noun = before.kind == "arabic" and not before.group and before.norm.removeprefix(before.conj).startswith(ARTICLE)
    return noun and before.norm.removeprefix(before.conj).removeprefix(ARTICLE) not in grammar.load().settlements


def _named(words: Sequence[Word], index: int, named: Named) -> Phrase:
    last = index + named.size - 1
    name = tuple(word.norm for word in words[index : last + 1])
    if not named.entries:  # a run of Latin capitals
        return Phrase(index, last, named.start, words[last].end, "person", "name", name=name, gender="x")
    entry = named.entries[0]
    kind = {"capital": "place", "seat": "organization"}.get(entry.kind, entry.kind)
    bare = name[0][len(named.conj) + len(named.prep) :]
    return Phrase(
        first=index,
        last=last,
        start=named.start,
        end=words[last].end,
        kind=kind,
        form="metonym" if entry.kind in ("capital", "seat") else "name",
        keys=tuple(entry.key for entry in named.entries),
        codes=(entry.code,) if entry.code else (),
        sector=entry.code.split(" ")[-1] if " " in entry.code else "",
        state=entry.state,
        name=(bare, *name[1:]) if kind == "person" else (),
        gender=entry.gender,
        human=kind == "person",
        prep=named.prep,
        joined=bool(named.conj),
        place=entry.key if entry.kind in ("capital", "place", "state") else "",
    )


def _home(word: Word) -> Phrase | None:
    """Read بلاده ("his country"): a state to be found from who is spoken of."""
    lists = grammar.load()
    if lists.home not in word.norm:
        return None
    for conj, prep, cut in before_name(word.norm):
        noun, _, pronoun = word.norm[cut:].partition(lists.home)
        if not noun and pronoun in lists.home_pronouns:
            return single(word, cut, conj, prep, kind="state", form="pronoun", gender="f", human=False)
    return None


def _local_name(words: Sequence[Word], index: int, local: Introduced) -> Phrase | None:
    """Read a family name that the article introduced, with particles attached; a given name only as who is said to speak."""
    word = words[index]
    if word.kind != "arabic" or word.group:
        return None
    speaks = index > 0 and any(verb.saying for verb in words[index - 1].verbs)
    for conj, prep, cut in before_name(word.norm):
        rest = word.norm[cut:]
        known = rest in local.family and (speaks or len(rest) >= _SHORTEST_NAME)
        if known or (speaks and not cut and rest in local.given):
            return single(word, cut, conj, prep, kind="person", form="name", name=(rest,), gender="x")
    return None


def _unknown_person(words: Sequence[Word], index: int) -> Phrase | None:
    size = person_size(words, index, after_title=False)
    if not size:
        return None
    last = index + size - 1
    name = tuple(word.norm for word in words[index : last + 1])
    gender = nominals.load().given.get(name[0], "x")
    return Phrase(
        index, last, words[index].start, words[last].end, "person", "name",
        name=name, gender={"both": "x"}.get(gender, gender),
    )  # fmt: skip
