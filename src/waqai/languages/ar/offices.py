"""Phrases built on a title or agent noun: وزير الخارجية الأميركي ماركو روبيو, قوات الحكومة السورية, عناصر من الجيش."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from waqai.languages.ar import grammar, nominals
from waqai.languages.ar.clitics import Split
from waqai.languages.ar.names import Named, known_at, person_size
from waqai.languages.ar.nominals import Head
from waqai.languages.base import Phrase, Word
from waqai.text.letters import ALEF, ARTICLE, DUAL, LAM, OBLIQUE, PLURAL, YEH

_MAX_INSIDE: Final = 6
_PRESS: Final = " JRN"
_PERSONS: Final = frozenset(("title", "person", "people"))
_BODIES: Final = frozenset(("organization", "group"))


class _Partial(msgspec.Struct):
    """What has been read of a phrase so far (a builder, local to one call). ``last`` is its last word."""

    last: int
    sector: str
    office: str
    state: str = ""
    states: tuple[str, ...] = ()
    code: str = ""
    keys: tuple[str, ...] = ()

    def own_code(self) -> str:
        """Return the code of who is described: a body's own one, else that of the state and the sector, as far as known."""
        if self.code:
            return self.code
        if self.state and self.sector and " " not in self.state:
            return f"{self.state} {self.sector}"
        return self.state or (f"--- {self.sector}" if self.sector else "")

    def codes(self, number: str) -> tuple[str, ...]:
        """Return one code, or one for each state that a plural office is held in."""
        if number == "s" or not self.states:
            return (self.own_code(),)
        return tuple(f"{state} {self.sector or 'GOV'}" for state in self.states)


def headed(words: Sequence[Word], index: int, head: Head, size: int, split: Split) -> Phrase | None:
    """Return the phrase whose title or agent noun ``head`` takes ``size`` words from word ``index``, ``split`` the first of them.

    ``None`` for a form of address without a name.
    """
    word = words[index]
    part = _Partial(index + size - 1, head.sector, head.office)
    _inside(words, part, head)
    name = _name_after(words, part, head)
    if not name and head.office == "title":
        return None
    human = head.kind in _PERSONS
    inanimate_plural = not human and head.number == "p"
    # The article belongs to the phrase; after ل its alef is not written (للرئيس), so the phrase begins at the ل.
    before = len(split.conj) + (0 if split.article and split.prep == LAM else len(split.prep))
    return Phrase(
        first=index,
        last=part.last,
        start=word.offset(before),
        end=words[part.last].end,
        kind="person" if human else head.kind,
        form="office" if name or head.kind == "title" else "nominal",
        keys=part.keys,
        codes=tuple(code for code in part.codes(head.number) if code),
        sector=part.sector,
        office=part.office if part.office != "title" else "",
        state=part.state,
        name=name,
        gender="f" if inanimate_plural else head.gender,
        number="s" if inanimate_plural else head.number,
        human=human,
        prep=split.prep,
        pronoun=split.pronoun,
        joined=bool(split.conj),
        definite=split.article or bool(part.state or part.code or name or split.pronoun),
    )


def _inside(words: Sequence[Word], part: _Partial, head: Head) -> None:
    """Read what follows the head inside its phrase: fields, nationality, qualifiers, the body or state it belongs to."""
    for _ in range(_MAX_INSIDE):
        at = part.last + 1
        if at >= len(words) or words[at].kind not in ("arabic", "latin"):
            return
        if not (
            _domain(words, part, at)
            or _nationality(words, part, at)
            or _qualifier(words, part, at)
            or _belongs(words, part, at, head)
            or _located(words, part, at, head)
        ):
            return


def _domain(words: Sequence[Word], part: _Partial, at: int) -> bool:
    """Read the field of a minister or committee (وزير الخارجية)."""
    word = words[at]
    if part.keys or word.prep or part.office not in ("minister", "deputy_minister", ""):
        return False
    for parts, office in nominals.load().domains.get(word.norm.removeprefix(ARTICLE), ()):
        if all(at + k < len(words) and words[at + k].norm == parts[k] for k in range(1, len(parts))):
            part.office = office if part.office == "minister" else part.office
            part.last = at + len(parts) - 1
            return True
    return False


def _nationality(words: Sequence[Word], part: _Partial, at: int) -> bool:
    """Read a relational adjective; a code of its own (``IGO EUR``) takes the place of state and sector."""
    word = words[at]
    if word.kind != "arabic" or word.group or word.norm in nominals.load().given:
        return False
    relation = nominals.relation(word.norm)
    if relation is None or (words[at - 1].norm.startswith(ARTICLE) and word.norm.endswith(YEH + ALEF)):  # الشرطة تونسيا
        return False
    code = relation[0]
    if code and not part.state and not part.code:
        if " " in code:
            part.code = code
            part.state = code.split(" ")[1]
        else:
            part.state = code
            part.states = (code,)
    part.last = at
    return True


def _qualifier(words: Sequence[Word], part: _Partial, at: int) -> bool:
    if words[at].norm not in grammar.load().qualifiers:
        return False
    part.last = at
    return True


def _belongs(words: Sequence[Word], part: _Partial, at: int, head: Head) -> bool:
    """Read the genitive after the head: a state, seat, body or person, or another agent noun."""
    word = words[at]
    if word.group or word.conj:
        return False
    named = known_at(words, at)
    if named is not None and named.entries and not named.conj and (not named.prep or _serves(words, at, head, named)):
        closed = words[at - 1].norm.startswith(ARTICLE) and named.entries[0].kind in ("state", "capital", "seat")
        return not closed and _belongs_to_name(part, at, head, named)  # شكرت الوزارة موسكو: two parties
    if head.kind == "title" and (part.code or part.keys):
        return False  # the body is named: what follows is somebody else
    return _belongs_to_noun(words, part, at, head)


def _serves(words: Sequence[Word], at: int, head: Head, named: Named) -> bool:
    """Tell whether a body after "for" is whose office it is: a title of several words is before it."""
    entry = named.entries[0]
    return (
        named.prep == LAM
        and " " in head.lemma
        and "organization" in head.takes
        and entry.kind in ("organization", "group")
        and not entry.code.endswith(_PRESS)
        and words[at - 1].norm in grammar.load().qualifiers
    )


def _is_member(head: Head) -> bool:
    """Tell whether the head acts for the body named after it, so that the body's sector becomes its own."""
    return head.kind == "title" or head.lemma in grammar.load().members


def _belongs_to_name(part: _Partial, at: int, head: Head, named: Named) -> bool:
    entry = named.entries[0]
    if entry.kind == "place":
        if part.state or head.kind not in (*_BODIES, "title"):
            return False
        part.state = entry.state
    elif entry.kind == "person" and head.kind in _PERSONS and not head.lemma.endswith(grammar.load().speaks_for):
        return False
    elif entry.kind in ("organization", "group", "seat"):
        member = _is_member(head)
        part.code = part.code or (entry.code if not part.state else "")
        part.state = part.state or entry.state
        if member or not part.sector:
            part.sector = entry.code.split(" ")[-1]
        if not member:
            part.keys = (*part.keys, entry.key)
    else:
        part.state = part.state or entry.state
        part.states = (*part.states, entry.state)
    part.last = at + named.size - 1
    return True


def _belongs_to_noun(words: Sequence[Word], part: _Partial, at: int, head: Head) -> bool:
    inner = nominals.head_at(words, at)
    if inner is None:
        return False
    owner, size, split = inner
    if owner.kind == "title" and head.lemma.endswith(grammar.load().speaks_for):
        return _speaks_for(words, part, at, inner)
    if owner.kind == "title" or split.conj or split.prep or (head.kind in _BODIES and owner.kind == "person"):
        return False
    if split.pronoun and owner.kind in _PERSONS:  # استقبلت الوزيرة نظيرتها: two people
        return False
    if _keeps_ending(words, at - 1, head) and not words[at].norm.endswith(words[at - 1].norm[-2:]):
        return False
    if owner.number == "s" and words[at].norm.endswith(ALEF) and not split.article and not owner.lemma.endswith(ALEF):
        return False  # رئيس جيشا: an indefinite accusative is no genitive
    if words[at - 1].article and not split.article:
        return False  # اعتقل الجنود شابين: a noun with the article takes neither a genitive nor an indefinite adjective
    closed = split.article and words[at - 1].norm.startswith(ARTICLE)
    if closed and owner.kind in _PERSONS and (head.kind not in _PERSONS or head.number != owner.number):
        return False  # فرقت الشرطة المتظاهرين
    if owner.sector and head.kind != "title" and _is_member(head):
        part.sector = owner.sector
    part.last = at + size - 1
    return True


def _keeps_ending(words: Sequence[Word], at: int, head: Head) -> bool:
    """Tell whether a dual or plural has the n that it loses before a genitive (هاجم مسلحون موكبا: two parties)."""
    if head.number == "s" or head.kind not in _PERSONS or not words[at].norm.endswith((DUAL, OBLIQUE, PLURAL)):
        return False
    here = nominals.head_at(words, at)
    return here is not None and here[0] == head


def _speaks_for(words: Sequence[Word], part: _Partial, at: int, inner: tuple[Head, int, Split]) -> bool:
    """Read whose spokesperson somebody is: an office of its own (متحدث باسم الأمين العام للأمم المتحدة)."""
    phrase = headed(words, at, *inner)
    if phrase is None or phrase.prep or phrase.joined:
        return False
    part.code = phrase.codes[0] if phrase.codes and not phrase.codes[0].startswith("---") else part.code
    part.state = part.state or phrase.state
    part.last = phrase.last
    return True


def _located(words: Sequence[Word], part: _Partial, at: int, head: Head) -> bool:
    """Read "in A and B" after the plural of a title: the ministers of several states (وزراء الخارجية في فرنسا وألمانيا)."""
    if head.kind != "title" or head.number == "s" or part.states or words[at].norm != grammar.load().within:
        return False
    index = at + 1
    states: list[str] = []
    while index < len(words):
        named = known_at(words, index)
        if named is None or not named.entries or named.entries[0].kind != "state" or (states and not named.conj):
            break
        states.append(named.entries[0].state)
        index += named.size
    if not states:
        return False
    part.states = tuple(states)
    part.state = states[0]
    part.last = index - 1
    return True


def _name_after(words: Sequence[Word], part: _Partial, head: Head) -> tuple[str, ...]:
    """Read the person's name after an office or a person noun; return its folded words, none if there is none."""
    at = part.last + 1
    if head.kind not in ("title", "person") or head.number != "s" or at >= len(words):
        return ()
    inner = nominals.head_at(words, at)
    if inner is not None and inner[0].office == "title" and not inner[2].conj and not inner[2].prep:
        at += inner[1]  # a form of address between office and name: وزير الخارجية الدكتور …
    if at >= len(words) or (words[at].conj and words[at].norm not in nominals.load().given):
        return ()
    named = known_at(words, at)
    if named is not None and named.entries:
        if named.entries[0].kind != "person" or named.prep or named.conj:
            return ()
        part.keys = tuple(entry.key for entry in named.entries if entry.kind == "person")
        if not part.state and not part.code:
            part.code = named.entries[0].code
        size = named.size
    else:
        size = person_size(words, at, after_title=True)
    if size:
        part.last = at + size - 1
    return tuple(word.norm for word in words[at : at + size])
