"""Inflected forms of an Arabic verb from two of its forms, as newspapers write them, without vowel marks.

The endings of every class of verb are the table ``lexicon/ar/conjugation.tsv``; here stands which class a verb belongs to and
what becomes of its stem. Only what unvowelled news prose shows is generated: the past, the indicative and subjunctive present,
the jussive where its spelling differs (marked, since it may only follow لم or لا), the passive where its spelling differs, and
the accusative active participle (متهماً، رافضاً). A wider paradigm costs more false readings than it finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, Literal, cast

import msgspec

from waqai.languages.ar import grammar
from waqai.tables import rows
from waqai.text.letters import (
    ALEF,
    ALEF_HAMZA,
    ALEF_MADDA,
    ALEF_MAKSURA,
    HAMZA,
    MEEM,
    NOON,
    SEEN,
    TAH,
    TEH,
    WAW,
    YEH,
    YEH_HAMZA,
)

Tense = Literal["past", "present", "future", "participle"]

_WEAK: Final = frozenset((ALEF, ALEF_MAKSURA, YEH))
_LONG: Final = frozenset((ALEF, WAW, YEH))  # long vowels that a closed syllable shortens
_HAMZAS: Final = frozenset((HAMZA, ALEF_HAMZA, YEH_HAMZA))
_DEFECTIVE: Final = {ALEF: "past_alef", ALEF_MAKSURA: "past_maksura", YEH: "past_yeh"}
_WEAK_PRESENT: Final = {WAW: "present_waw", YEH: "present_yeh", ALEF_MAKSURA: "present_maksura"}


class Form(msgspec.Struct, frozen=True, gc=False):
    """One spelling of a verb. ``number`` is s, d or p, ``gender`` m, f or x (both), ``person`` 1, 2 or 3.

    ``jussive`` forms stand only after لم and لا; ``bare`` is false for forms that need an attached pronoun (التقاه).
    """

    text: str
    tense: Tense
    person: int = 3
    gender: str = "m"
    number: str = "s"
    passive: bool = False
    jussive: bool = False
    bare: bool = True


@cache
def _endings() -> dict[str, tuple[tuple[str, str, Form], ...]]:
    """Return (prefix, ending, form without a stem) by class, in the order in which forms of one spelling are preferred."""
    found: dict[str, list[tuple[str, str, Form]]] = {}
    for row in rows("lexicon", "ar", "conjugation.tsv"):
        form = Form(
            "",
            cast("Tense", row["tense"]),
            int(row["person"]),
            row["gender"],
            row["number"],
            row["flag"] == "passive",
            row["flag"] == "jussive",
            row["flag"] != "attached",
        )
        found.setdefault(row["class"], []).append((row["prefix"], row["ending"], form))
    return {name: tuple(endings) for name, endings in found.items()}


def _inflect(name: str, stem: str) -> Iterator[Form]:
    for prefix, ending, form in _endings()[name]:
        joined = stem[:-1] if stem.endswith(NOON) and ending.startswith(NOON) else stem  # أعلن + نا is أعلنا
        yield Form(
            prefix + joined + ending, form.tense, form.person, form.gender, form.number, form.passive, form.jussive, form.bare
        )


def conjugate(past: str, present: str) -> Iterator[Form]:
    """Yield the forms of the verb with third person masculine singular ``past`` (اتفق) and ``present`` (يتفق).

    An empty ``present`` gives the past alone: a passive whose present is spelt like the active one (هوجم). The first form is
    ``past`` itself.
    """
    yield from _past(past, present)
    if present:
        yield from _present(present[1:])
        base = _participle(past, present)
        if base:
            yield from _inflect("participle", base)


def given_participle(masculine: str) -> Iterator[Form]:
    """Yield the forms of an active participle given in the accusative, masculine singular (مؤكدا)."""
    yield Form(masculine, "participle")
    yield from _inflect("participle_given", masculine.removesuffix(ALEF))


def _hollow(past: str, present: str) -> bool:
    return len(past) > 2 and past[-2] == ALEF and past[-1] not in _WEAK and len(present) > 2 and present[-2] in _LONG


def _doubled(past: str) -> bool:
    """Tell whether the last root letter is doubled (رد، أصر، احتل، استمر، انضم), as far as the spelling shows."""
    if past[-1] in _WEAK or past[-1] in _HAMZAS:
        return False
    size = len(past)
    return (
        size == 2
        or (size == 3 and past[0] == ALEF_HAMZA)
        or (size == 4 and past[0] == ALEF and (past[2] in (TEH, TAH) or past[1] == NOON))
        or (size == 5 and past.startswith(ALEF + SEEN + TEH))
    )


def _past(past: str, present: str) -> Iterator[Form]:
    yield from _inflect("past", past)
    if past[-1] in _WEAK and len(past) > 2:
        yield from _inflect(_DEFECTIVE[past[-1]], past[:-1])
    else:
        yield from _inflect("past_sound", past)
        if past[-1] in (ALEF_HAMZA, HAMZA):
            yield from _inflect("past_hamza", past[:-1])
        for short in _short_stems(past, present):
            yield from _inflect("past_short", short)
    if _hollow(past, present):
        yield from _inflect("past_hollow", past[:-2] + YEH + past[-1])


def _short_stems(past: str, present: str) -> Iterator[str]:
    """Yield the stems that the endings of the first person are written onto (قلت, رددت)."""
    given = grammar.load().short_stems.get(past)
    if given:
        yield given
    elif _hollow(past, present):
        yield past[:-2] + past[-1]
    elif _doubled(past):
        yield past + past[-1]
        if len(past) > 3:
            yield past
    else:
        yield past


def _present(body: str) -> Iterator[Form]:
    """Yield the forms of the present and future whose stem, without its prefix, is ``body``."""
    weak = _WEAK_PRESENT.get(body[-1]) if len(body) > 1 else None
    stem = body[:-1] if weak else body
    yield from _inflect(weak or "present_sound", stem)
    hollow = len(body) > 2 and body[-2] in _LONG
    short = stem if weak else body[:-2] + body[-1] if hollow else ""
    if len(short) > 1:
        yield from _inflect("present_short", short)
    if weak and body[-1] != ALEF_MAKSURA:
        yield from _inflect("present_passive", stem)


def _participle(past: str, present: str) -> str:
    """Return the active participle before its accusative ending, empty where the spelling does not tell it."""
    if len(past) == 3 and past[1] != ALEF and past[0] not in (ALEF_HAMZA, ALEF, ALEF_MADDA):
        return past[0] + ALEF + past[1] + (YEH if past[-1] in _WEAK else past[2])
    if len(past) > 3 or (len(past) == 3 and past[0] == ALEF_HAMZA):
        base = MEEM + present[1:]
        return base[:-1] + YEH if base[-1] == ALEF_MAKSURA else base
    return ""
