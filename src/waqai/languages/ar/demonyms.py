"""States and peoples named by an adjective: the Palestinians, a Palestinian, Russian raids, Russian aircraft."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from waqai.languages.ar import nominals
from waqai.languages.ar.clitics import before_name
from waqai.languages.base import Phrase, Word
from waqai.tables import instruments
from waqai.text.letters import ALEF, ARTICLE, HYPHENS, LAM, TEH_MARBUTA, YEH


def demonym_at(words: Sequence[Word], index: int) -> Phrase | None:
    """Return the phrase that a demonym makes at word ``index``: weapons, a people, an acting state or one person."""
    found = _weapon_of(words, index) or _people_by_demonym(words[index])
    return found or _state_by_adjective(words, index) or _one_by_demonym(words, index)


def may_be_demonym(norm: str, stem: str) -> bool:
    """Tell whether a word may be a demonym or the weapon of a state, whatever stands around it."""
    if instruments().get(stem) == "weapon" or nominals.relation(norm) or nominals.relation(norm.removesuffix(ALEF)):
        return True
    return any(nominals.relation(norm[cut:]) or nominals.relation(norm[cut + 1 :]) for _, _, cut in before_name(norm))


def _people_by_demonym(word: Word) -> Phrase | None:
    """Read a plural demonym that stands alone (الأمريكيون, للفلسطينيين)."""
    if word.group or word.verbs or word.nouns:
        return None
    for conj, prep, cut in before_name(word.norm):
        rest = word.norm[cut:]
        joined_article = prep == LAM and rest.startswith(LAM)  # للفلسطينيين: the alef of the article is not written
        definite = rest.startswith(ARTICLE) or joined_article
        relation = nominals.relation(rest[1:] if joined_article else rest)
        if relation is None or ((prep or conj) and not definite):
            continue
        code, gender, number = relation
        if gender != "m" or number == "s":
            continue
        if not code:
            return None
        codes = (code,) if " " in code else (f"{code} CVL",)
        return single(
            word, cut, conj, prep,
            kind="group", form="demonym", codes=codes, state=code.split(" ")[0], number=number, definite=definite,
        )  # fmt: skip
    return None


def is_relation(phrase: Phrase) -> bool:
    """Tell whether a phrase is a relational adjective that names the state or body whose act the noun before it is."""
    return phrase.form == "demonym" and phrase.kind in ("state", "organization") and not phrase.human


def _state_by_adjective(words: Sequence[Word], index: int) -> Phrase | None:
    """Read the demonym that qualifies an event noun (غارة روسية، القصف المدفعي التركي، مشاورات جزائرية روسية): the state acts."""
    word = words[index]
    if index == 0 or word.group or word.verbs or word.nouns or word.conj or word.prep:
        return None
    relation = nominals.relation(word.norm.removesuffix(ALEF) if word.norm.endswith(YEH + ALEF) else word.norm)
    if relation is None or relation[2] != "s" or not relation[0] or not _qualifies_event(words, index):
        return None
    code = relation[0]
    if " " in code:
        return single(word, 0, "", "", kind="organization", form="demonym", codes=(code,), human=False)
    return single(word, 0, "", "", kind="state", form="demonym", state=code, gender="f", human=False, definite=_definite(word))


def _weapon_of(words: Sequence[Word], index: int) -> Phrase | None:
    """Read the weapons of a state (طائرات روسية، الصواريخ الباليستية الإيرانية): its army acts by them."""
    word = words[index]
    if word.group or word.verbs or instruments().get(word.stem) != "weapon":
        return None
    for at in range(index + 1, min(index + 3, len(words))):
        after = words[at]
        if after.kind != "arabic" or after.group or after.conj or after.prep or _definite(after) != _definite(word):
            return None
        relation = nominals.relation(after.norm.removesuffix(ALEF) if after.norm.endswith(YEH + ALEF) else after.norm)
        if relation is not None and relation[2] == "s" and relation[0] and " " not in relation[0]:
            return Phrase(
                index, at, word.stem_start, after.end, "organization", "nominal", codes=(f"{relation[0]} MIL",),
                state=relation[0], gender="x", number="p", human=False, definite=_definite(word),
                prep=word.prep, joined=bool(word.conj),
            )  # fmt: skip
        if not after.norm.endswith((TEH_MARBUTA, YEH)):
            return None
    return None


def armed(words: Sequence[Word], phrase: Phrase) -> Phrase:
    """Return the phrase with the weapons before it that are a body's (طائرات التحالف، مدفعية النظام): the body acts by them."""
    at = phrase.first - 1
    if (
        at < 0
        or phrase.prep
        or phrase.joined
        or phrase.kind not in ("organization", "group", "state")
        or phrase.form == "demonym"
    ):
        return phrase
    weapon = words[at]
    if weapon.article or weapon.group or instruments().get(weapon.stem) != "weapon":
        return phrase
    codes = (f"{phrase.state} MIL",) if phrase.kind == "state" and phrase.state else phrase.codes
    return msgspec.structs.replace(
        phrase, first=at, start=weapon.stem_start, kind="organization", form="nominal", keys=(), codes=codes, name=(),
        gender="x", number="p", human=False, prep=weapon.prep, joined=bool(weapon.conj), place="",
    )  # fmt: skip


def _qualifies_event(words: Sequence[Word], index: int) -> bool:
    """Tell whether an event noun stands before an adjective, at most two others of the same definiteness between."""
    definite = words[index].norm.startswith(ARTICLE)
    for at in range(index - 1, max(-1, index - 4), -1):
        before = words[at]
        if before.norm in HYPHENS:
            continue
        if before.kind != "arabic" or before.group or before.norm.startswith(ARTICLE) != definite:
            return _ends_set_phrase(words, at, index)
        if before.nouns:
            return not any(noun.befalls for noun in before.nouns)
        if before.verbs or not before.norm.endswith((TEH_MARBUTA, YEH, YEH + ALEF)):
            return _ends_set_phrase(words, at, index)
    return False


def _ends_set_phrase(words: Sequence[Word], at: int, index: int) -> bool:
    """Tell whether word ``at`` is the last of a set phrase for an event right before ``index`` (إطلاق النار الإسرائيلي)."""
    return at == index - 1 and any(
        words[first].nouns and words[first].nouns[0].size == at - first + 1 for first in range(max(0, at - 4), at)
    )


def _one_by_demonym(words: Sequence[Word], index: int) -> Phrase | None:
    """Read an indefinite demonym for a person (قتل فلسطيني، أن فلسطينيا هاجم، مقتل تونسي): it qualifies no noun."""
    word = words[index]
    if index == 0 or word.group or word.verbs or word.nouns or _definite(word):
        return None
    before = words[index - 1]
    accusative = word.norm.endswith(ALEF)
    free = (before.verbs and not before.group and not before.nouns) or before.group in ("comp", "time", "prep")
    free = free or (accusative and before.norm.startswith(ARTICLE))  # قتل الجيش فلسطينيا
    if not free and not any(noun.befalls for noun in before.nouns):
        return None
    relation = nominals.relation(word.norm.removesuffix(ALEF) if accusative else word.norm)
    if relation is None or relation[2] != "s" or " " in relation[0] or not relation[0]:
        return None
    code, gender, _ = relation
    return single(
        word, 0, "", "", kind="person", form="demonym", codes=(f"{code} CVL",), state=code, gender=gender, human=True,
    )  # fmt: skip


def _definite(word: Word) -> bool:
    """Tell whether a word bears the article, whether or not a table knows it."""
    return word.article or word.norm.startswith(ARTICLE)


def single(word: Word, cut: int, conj: str, prep: str, **features: object) -> Phrase:
    """Return the phrase of one word whose first ``cut`` letters are the particles before it."""
    at = word.index
    return Phrase(at, at, word.offset(cut), word.end, prep=prep, joined=bool(conj), **features)  # type: ignore[arg-type]
