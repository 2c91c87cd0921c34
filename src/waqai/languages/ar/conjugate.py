"""Inflected forms of an Arabic verb from two of its forms, as newspapers write them, without vowel marks.

Only what unvowelled news prose shows is generated: the past, the indicative and subjunctive present, the jussive where its
spelling differs (marked, since it may only follow لم or لا), the passive where its spelling differs, and the accusative
active participle (متهماً، رافضاً). A wider paradigm costs more false readings than it finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import msgspec

Tense = Literal["past", "present", "future", "participle"]

_WEAK: Final = "اىي"
_HAMZA_PRESENT: Final = {"أ": "ؤ"}


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


def conjugate(past: str, present: str) -> Iterator[Form]:
    """Yield the forms of the verb with third person masculine singular ``past`` (اتفق) and ``present`` (يتفق).

    An empty ``present`` gives the past alone: a passive whose present is spelt like the active one (هوجم).
    """
    yield from _past(past, present)
    if present:
        yield from _present(present)
        yield from _participle(past, present)


def _hollow(past: str, present: str) -> bool:
    return len(past) > 2 and past[-2] == "ا" and past[-1] not in _WEAK and len(present) > 2 and present[-2] in "اوي"


def _doubled(past: str) -> bool:
    """Tell whether the last root letter is doubled (رد، أصر، احتل، استمر، انضم), as far as the spelling shows."""
    if past[-1] in "اىيأءئ":
        return False
    size = len(past)
    return (
        size == 2
        or (size == 3 and past[0] == "أ")
        or (size == 4 and past[0] == "ا" and (past[2] in "تط" or past[1] == "ن"))
        or (size == 5 and past.startswith("است"))
    )


def _past(past: str, present: str) -> Iterator[Form]:
    third = Form(past, "past")
    yield third
    if past.endswith(("ى", "ا", "ي")) and len(past) > 2:
        yield from _past_defective(past)
    else:
        stem = past
        yield Form(stem + "ت", "past", 3, "f")
        yield Form(stem + "ا", "past", 3, "m", "d")
        yield Form(stem + "تا", "past", 3, "f", "d")
        yield Form(stem + "وا", "past", 3, "m", "p")
        yield Form(stem + "و", "past", 3, "m", "p", bare=False)
        if stem.endswith("أ"):
            yield Form(stem[:-1] + "ؤوا", "past", 3, "m", "p")
        if stem.endswith("ء"):
            yield Form(stem[:-1] + "ؤوا", "past", 3, "m", "p")
        for short in _short_stems(past, present):
            yield from _first_person(short)
    if _hollow(past, present):
        passive = past[:-2] + "ي" + past[-1]
        for ending, gender, number in (("", "m", "s"), ("ت", "f", "s"), ("ا", "m", "d"), ("وا", "m", "p")):
            yield Form(passive + ending, "past", 3, gender, number, passive=True)


def _short_stems(past: str, present: str) -> Iterator[str]:
    if past == "جاء":
        yield "جئ"
    elif _hollow(past, present):
        yield past[:-2] + past[-1]
    elif _doubled(past):
        yield past + past[-1]
        if len(past) > 3:
            yield past
    else:
        yield past


def _first_person(stem: str) -> Iterator[Form]:
    yield Form(stem + "ت", "past", 1, "x")
    yield Form(stem + "نا", "past", 1, "x", "p")
    yield Form(stem + "ن", "past", 3, "f", "p")


def _past_defective(past: str) -> Iterator[Form]:
    stem, last = past[:-1], past[-1]
    glide = "و" if last == "ا" else "ي"
    feminine = past + "ت" if last == "ي" else stem + "ت"
    yield Form(feminine, "past", 3, "f")
    yield Form(stem + glide + "ا", "past", 3, "m", "d")
    yield Form((past if last == "ي" else stem) + "تا", "past", 3, "f", "d")
    yield Form(stem + "وا", "past", 3, "m", "p")
    yield Form(stem + "و", "past", 3, "m", "p", bare=False)
    yield from _first_person(stem + glide)
    if last == "ى":
        yield Form(stem + "ا", "past", bare=False)
    if last != "ي":
        yield Form(stem + "ي", "past", passive=True)
        yield Form(stem + "يت", "past", 3, "f", passive=True)


_PERSONS: Final = (("ي", 3, "m", "s"), ("ت", 3, "f", "s"), ("أ", 1, "x", "s"), ("ن", 1, "x", "p"))


def _present(present: str) -> Iterator[Form]:
    body = present[1:]
    weak = body[-1] in "وىي" and len(body) > 1
    cut = body[:-1] if weak else body
    for tense, lead in (("present", ""), ("future", "س")):
        for prefix, person, gender, number in _PERSONS:
            yield Form(lead + prefix + body, tense, person, gender, number)  # type: ignore[arg-type]
            if weak and body[-1] == "ى":
                yield Form(lead + prefix + cut + "ا", tense, person, gender, number, bare=False)  # type: ignore[arg-type]
        glide = body[-1] if weak and body[-1] != "ى" else "ي" if weak else ""
        for prefix, gender in (("ي", "m"), ("ت", "f")):
            yield Form(lead + prefix + cut + glide + "ان", tense, 3, gender, "d")  # type: ignore[arg-type]
        yield Form(lead + "ي" + cut + "ون", tense, 3, "m", "p")  # type: ignore[arg-type]
        yield Form(lead + "ي" + cut + glide + "ن", tense, 3, "f", "p")  # type: ignore[arg-type]
    for prefix, gender in (("ي", "m"), ("ت", "f")):
        yield Form(prefix + cut + glide + "ا", "present", 3, gender, "d")
    yield Form("ي" + cut + "وا", "present", 3, "m", "p")
    yield Form("ي" + cut + "و", "present", 3, "m", "p", bare=False)
    short = cut if weak else body[:-2] + body[-1] if len(body) > 2 and body[-2] in "اوي" else ""
    if len(short) > 1:
        for prefix, person, gender, number in _PERSONS:
            yield Form(prefix + short, "present", person, gender, number, jussive=True)
    if weak and body[-1] in "وي":
        yield Form("ي" + cut + "ى", "present", passive=True)
        yield Form("ت" + cut + "ى", "present", 3, "f", passive=True)


def _participle(past: str, present: str) -> Iterator[Form]:
    if len(past) == 3 and past[1] != "ا" and past[0] not in "أاآ":
        if past[-1] in _WEAK:
            base = past[0] + "ا" + past[1] + "ي"
        else:
            base = past[0] + "ا" + past[1:]
    elif len(past) > 3 or (len(past) == 3 and past[0] == "أ"):
        base = "م" + present[1:]
        if base.endswith("ى"):
            base = base[:-1] + "ي"
    else:
        return
    yield Form(base + "ا", "participle")
