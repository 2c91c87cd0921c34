"""The heart of an English noun phrase: modifiers before the head (Russian, U.S., Sudan's, senior), complements after it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from waqai.knowledge import Entry
from waqai.languages.base import Word
from waqai.languages.en import lexicon, nominals
from waqai.languages.en.grammar import lists
from waqai.languages.en.names import known_at, person_size
from waqai.languages.en.nominals import Head, head_at, is_qualifier, relation_at
from waqai.languages.en.words import begins

_MAX_BEFORE = 7
_MAX_AFTER = 3
_FULL_NAME = 2


class Modified(msgspec.Struct):
    """A head with what has been read around it (a builder, local to one call)."""

    first: int
    last: int
    head: Head
    state: str = ""
    states: tuple[str, ...] = ()
    sector: str = ""
    office: str = ""
    code: str = ""
    keys: tuple[str, ...] = ()


class _Before(msgspec.Struct):
    """Modifiers read before a head."""

    states: tuple[str, ...] = ()
    code: str = ""
    sector: str = ""
    office: str = ""


def modified(words: Sequence[Word], index: int) -> Modified | None:
    """Return the noun phrase with a title or agent as its head that starts at word ``index``, complements included."""
    before = _Before()
    at = index
    for _ in range(_MAX_BEFORE):
        if at >= len(words):
            return None
        head = head_at(words, at)
        if head is not None:
            found = _compound(words, before, index, at, head)
            if found is not None:
                _complements(words, found)
                _finish(found, before)
                return found
        step = _modifier(words, before, at)
        if not step:
            return None
        at += step
    return None


def inner_head(words: Sequence[Word], index: int) -> Head | None:
    """Return the head that starts right at ``index``, if any."""
    found = head_at(words, index) if index < len(words) else None
    return found[0] if found else None


def _compound(words: Sequence[Word], before: _Before, index: int, at: int, head: tuple[Head, int]) -> Modified | None:
    """Return the phrase whose head starts at ``at``: of several heads in a row the last one (rebel commander)."""
    here, size = head
    last = at + size - 1
    while last + 1 < len(words):
        following = head_at(words, last + 1)
        if (
            following is None
            or (here.kind == "title" and here.number == "p")
            or (words[last + 1].norm[0].isupper() and following[0].office == "title")
        ):
            break
        if words[last + 1].norm[0].isupper() and not words[last].norm[0].isupper():
            break
        if here.number == "p" and here.kind not in ("group", "organization"):
            break
        if words[last + 1].verbs and _is_clause(words, last + 2):
            break
        before.sector = before.sector or here.sector
        here, size = following[0], following[1]
        last += size
    if _is_adjective(words, at, last, here):
        return None
    return Modified(index, last, here)


def _is_clause(words: Sequence[Word], at: int) -> bool:
    """Tell whether what follows a doubtful word looks like its object: the word is a verb then (police guard the palace)."""
    return at < len(words) and (words[at].group in ("dem", "num", "pron") or words[at].kind == "number")


def _is_adjective(words: Sequence[Word], at: int, last: int, head: Head) -> bool:
    """Tell whether a lower-case head only describes the noun after it (general elections, private homes, major blow)."""
    if last + 1 >= len(words) or (words[at].norm[0].isupper() and not begins(words, at)):
        return False
    after = words[last + 1]
    plain = after.kind == "latin" and not after.group and not after.verbs and after.norm[0].islower() and ordinary(after)
    if words[last].group == "adv":
        return True
    if is_qualifier(words[at]) and at == last and (plain or bool(after.nouns)):
        return True
    return plain and not after.nouns and head.number == "s" and not head_at(words, last + 1)


def ordinary(word: Word) -> bool:
    """Tell whether the tables know the word, if at all, as a noun."""
    return lexicon.load().classes.get(word.norm.casefold(), "noun") == "noun"


def _modifier(words: Sequence[Word], before: _Before, at: int) -> int:
    """Read one modifier at ``at``; returns how many words it takes, 0 if there is none."""
    word = words[at]
    if word.group and word.group != "num":
        return _and(words, before, at) if word.group == "conj" else 0
    named = known_at(words, at)
    if named is not None:
        return _owner(words, before, at, named.size, named.entries[0])
    relation = relation_at(words, at)
    if relation is not None:
        if relation.code and not (" " in relation.code and before.states):
            before.states = (*before.states, relation.code.split(" ")[0])
            before.code = before.code or (relation.code if " " in relation.code else "")
        return relation.size
    for size in (2, 1):
        domain = " ".join(other.norm.casefold() for other in words[at : at + size])
        if domain in nominals.load().domains and at + size < len(words) and head_at(words, at + size):
            before.office = nominals.load().domains[domain]
            return size
    return 1 if is_qualifier(word) and (word.norm[0].islower() or word.kind == "number") else 0


def _and(words: Sequence[Word], before: _Before, at: int) -> int:
    """Read "and" between two peoples (the Serbian and Croatian presidents)."""
    if not before.states or at + 1 >= len(words) or words[at].norm.casefold() != "and":
        return 0
    return 1 if relation_at(words, at + 1) is not None else 0


def _owner(words: Sequence[Word], before: _Before, at: int, size: int, entry: Entry) -> int:
    """Read a state, seat or body before the head, with or without a possessive ending (Sudan's, U.S., Hamas)."""
    after = at + size
    possessive = after < len(words) and words[after].group == "poss"
    short = words[at].norm.isupper()
    if entry.kind in ("person", "place") and not (
        entry.kind == "place" and size == 1 and not possessive and head_at(words, after) and not before.states
    ):
        return 0
    if entry.kind in ("state", "capital") and not possessive and not short and not before.states:
        title = inner_head(words, after)
        if title is None or title.kind != "title":
            return 0
    if entry.kind == "place" or entry.kind in ("state", "capital"):
        before.states = (*before.states, entry.state)
    else:
        before.code = before.code or entry.code
        before.states = (*before.states, entry.state)
    return size + (1 if possessive else 0)


def _complements(words: Sequence[Word], found: Modified) -> None:
    """Read "of", "for" and "to" after the head: the state, body or field that it belongs to."""
    for _ in range(_MAX_AFTER):
        at = found.last + 1
        if at + 1 >= len(words) or words[at].norm not in ("of", "for", "to") or words[at].prep:
            return
        start = at + 1
        while start < len(words) and (words[start].group == "dem"):
            start += 1
        if start >= len(words) or not _complement(words, found, start, words[at].norm):
            return


def _complement(words: Sequence[Word], found: Modified, start: int, prep: str) -> bool:
    head = found.head
    if prep == "to":
        named = known_at(words, start) if head.office in lists().sent else None
        if named is None:
            return False
        found.last = start + named.size - 1
        return True
    if prep == "for" and not (head.kind == "title" or head.lemma in lists().members):
        return False
    if _domain(words, found, start):
        return True
    named = known_at(words, start)
    inner = modified(words, start)
    if inner is not None and (named is None or inner.last > start + named.size - 1):
        if head.kind in ("organization", "group") and inner.head.kind in ("person", "title") and inner.head.number == "s":
            return False
        found.last = inner.last
        found.state = found.state or inner.state
        found.states = found.states or inner.states
        if head.lemma in lists().members or head.kind == "title":
            found.sector = found.sector or inner.sector
            found.code = found.code or (
                inner.code if inner.code and " " in inner.code and not inner.code.startswith("---") else ""
            )
        return True
    if named is None:
        return _unknown_body(words, found, start)
    return _of_named(words, found, start, named.size, named.entries[0])


def _of_named(words: Sequence[Word], found: Modified, start: int, size: int, entry: Entry) -> bool:
    if entry.kind == "person":
        return False
    if start + size < len(words) and words[start + size].group == "poss":
        return False
    if entry.kind == "place" and found.head.kind == "person" and found.head.number == "p":
        found.state = found.state or entry.state
    elif entry.kind in ("organization", "group", "seat"):
        found.code = found.code or entry.code
        found.state = found.state or (entry.state)
    else:
        found.state = found.state or entry.state
        found.states = (*found.states, entry.state)
    found.last = start + size - 1
    after = found.last + 1
    if found.head.number == "p" and after + 1 < len(words) and words[after].norm == "and":
        other = known_at(words, after + 1)
        if other is not None and other.entries[0].kind == entry.kind == "state":
            found.states = (*found.states, other.entries[0].state)
            found.last = after + other.size
    return True


def _unknown_body(words: Sequence[Word], found: Modified, start: int) -> bool:
    """Read a body that no table knows after "of the" (the chief negotiator of the Highland Front)."""
    if words[start - 1].norm.casefold() != "the" and not words[found.last].norm[0].isupper():
        return False
    last = start
    while last < len(words) and words[last].kind == "latin" and words[last].norm[0].isupper() and words[last].group != "time":
        last += 1
    if last == start:
        return False
    found.last = last - 1
    return True


def _domain(words: Sequence[Word], found: Modified, start: int) -> bool:
    if found.office not in ("", "minister", "deputy_minister") and found.head.office not in ("minister", "deputy_minister"):
        return False
    for size in (2, 1):
        domain = " ".join(word.norm.casefold() for word in words[start : start + size])
        if domain in nominals.load().domains and "domain" in found.head.takes:
            found.office = nominals.load().domains[domain]
            found.last = start + size - 1
            return True
    return False


def _finish(found: Modified, before: _Before) -> None:
    """Settle state, sector, office and code from head, modifiers and complements."""
    head = found.head
    states = tuple(dict.fromkeys(state for state in before.states if state)) or found.states
    found.states = states
    found.state = states[0] if states else found.state
    contained = head.lemma in lists().members or head.kind == "title"
    found.sector = (before.sector if contained and before.sector else "") or (found.sector if contained else "") or head.sector
    found.office = found.office or (before.office if head.office == "minister" else head.office)
    outer = before.code or found.code
    if outer and (contained or (" " in outer and outer.startswith(("IGO", "NGO")))):
        found.code = outer
        found.sector = outer.split(" ")[-1]
        return
    if outer and not found.state and outer.split(" ")[0] not in ("IGO", "NGO"):
        found.state = outer.split(" ")[0]
    found.code = (
        f"{found.state} {found.sector}"
        if found.state and found.sector
        else found.state or (f"--- {found.sector}" if found.sector else "")
    )


def named_after(words: Sequence[Word], found: Modified) -> tuple[int, tuple[Entry, ...], int] | None:
    """Return (size, entries, first word) of the person's name after an office or person noun, also after a comma."""
    head = found.head
    at = found.last + 1
    if head.kind not in ("title", "person") or head.number != "s" or at >= len(words):
        return None
    comma = words[at].norm == ","
    if words[at].norm == "." and words[found.last].norm[0].isupper():
        at += 1
    at += 1 if comma else 0
    inner = head_at(words, at) if at < len(words) else None
    if inner is not None and inner[0].kind == "title" and words[at].norm[0].isupper():
        at += inner[1]
        if at < len(words) and words[at].norm == ".":
            at += 1
    if at >= len(words) or (words[at].group and words[at].group not in ("time", "adv")):
        return None
    named = known_at(words, at)
    if named is not None and named.entries[0].kind == "person":
        size, entries = named.size, tuple(entry for entry in named.entries if entry.kind == "person")
        longer = person_size(words, at, after_title=True)
        if longer > size and not (comma and longer > size + 1):
            size, entries = longer, entries if not entries[0].short else ()
    elif named is not None and not (named.entries[0].kind == "place" and person_size(words, at, after_title=True) > named.size):
        return None
    else:
        size, entries = person_size(words, at, after_title=True), ()
        if comma and size < _FULL_NAME:
            return None
    if not size or (comma and not _closed(words, at + size - 1)):
        return None
    return size, entries, at


def _closed(words: Sequence[Word], last: int) -> bool:
    """Tell whether a comma or the end of the sentence follows the word: a name that ends there is an apposition."""
    return last + 1 >= len(words) or words[last + 1].norm in (",", ".", "-", "–", "—", ")")
