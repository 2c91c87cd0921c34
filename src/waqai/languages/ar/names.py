"""Names inside Arabic text: of the knowledge base, with particles attached; of persons no table knows; in Latin letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from waqai import knowledge
from waqai.knowledge import Entry
from waqai.languages.ar import grammar, nominals
from waqai.languages.base import Word
from waqai.memory import WORDS
from waqai.text.letters import (
    ALEF,
    ARTICLE,
    CONJUNCTIONS,
    FEMININE_PLURAL,
    LAM,
    NISBA,
    OBLIQUE,
    PLURAL,
    PREPOSITIONS,
)

_MAX_NAME = 5


_Names = tuple[tuple[tuple[str, ...], Entry], ...]


class Named(msgspec.Struct, frozen=True, gc=False):
    """A name found at a word: how many words, the entries it may stand for, particles before it and where it starts."""

    size: int
    entries: tuple[Entry, ...]
    conj: str
    prep: str
    start: int


@lru_cache(maxsize=WORDS)
def _variants(norm: str) -> tuple[tuple[str, str, str, int], ...]:
    """Return (spelling, conjunction, preposition, cut) for the ways a name may begin in this word, least peeled first."""
    names = knowledge.load("ar").names
    return tuple(item for item in _spellings(norm) if item[0] in names)


def _spellings(norm: str) -> Iterator[tuple[str, str, str, int]]:
    yield norm, "", "", 0
    for conj in ("", *CONJUNCTIONS):
        if not norm.startswith(conj) or len(norm) - len(conj) < 3:
            continue
        rest = norm[len(conj) :]
        if conj:
            yield rest, conj, "", len(conj)
        for prep in PREPOSITIONS:
            if rest.startswith(prep) and len(rest) > 3:
                tail, cut = rest[1:], len(conj) + 1
                yield tail, conj, prep, cut
                if prep == LAM and tail.startswith(LAM):
                    yield ARTICLE + tail[1:], conj, prep, cut


def may_begin_name(norm: str) -> bool:
    """Tell whether a name of the knowledge base may begin with a word."""
    return bool(_variants(norm))


def known_at(words: Sequence[Word], index: int) -> Named | None:
    """Return the longest name of the knowledge base that starts at word ``index``.

    A family name alone counts only where it is marked as standing for the person; the shortest peeling that matches wins.
    """
    word = words[index]
    if word.kind == "latin":
        return latin_at(words, index)
    if word.kind != "arabic" or word.group:
        return None
    following = _canonical(words[index + 1].norm) if index + 1 < len(words) else ""
    for spelling, conj, prep, cut in _variants(word.norm):
        best = 0
        entries: list[Entry] = []
        alone, longer = _by_second(spelling)
        for parts, entry in longer.get(following) or alone:
            size = len(parts)
            if size < best:
                break
            if index + size <= len(words) and all(_part(words[index + k].norm, parts[k]) for k in range(1, size)):
                best = size
                entries.append(entry)
        if best == 1 and all(entry.kind == "place" for entry in entries) and spelling in nominals.load().given and not prep:
            entries = []  # Vladimir is a man before it is a town
        if entries:
            return Named(best, tuple(entries), conj, prep, word.offset(cut))
    return None


@lru_cache(maxsize=1 << 14)
def _by_second(spelling: str) -> tuple[_Names, dict[str, _Names]]:
    """Return the names that begin with a word: those of this word alone, and by their second word all that may then stand here.

    Names stay in the order of the index, longest first, since the longest that matches wins.
    """
    found = knowledge.load("ar").names[spelling]
    alone = tuple((parts, entry) for parts, entry in found if len(parts) == 1)
    seconds = dict.fromkeys(_canonical(parts[1]) for parts, _ in found if len(parts) > 1)
    return alone, {
        second: tuple((parts, entry) for parts, entry in found if len(parts) == 1 or _canonical(parts[1]) == second)
        for second in seconds
    }


def _canonical(norm: str) -> str:
    """Return a word with the sound plural in one case, so that both cases are looked up as one."""
    return norm[:-2] + PLURAL if norm.endswith(OBLIQUE) else norm


def _part(norm: str, part: str) -> bool:
    """Tell whether a later word of a name is ``part``, in either case of the sound plural."""
    return norm == part or (part.endswith((PLURAL, OBLIQUE)) and norm[:-2] == part[:-2] and norm.endswith((PLURAL, OBLIQUE)))


def latin_at(words: Sequence[Word], index: int) -> Named | None:
    """Return a capitalised Latin-script name inside Arabic text: the longest known one, or an unknown run of capitals."""
    run = index
    while run < len(words) and run - index < _MAX_NAME and words[run].kind == "latin" and words[run].norm[0].isupper():
        run += 1
    if run == index:
        return None
    names = knowledge.load("en").names
    parts = [part for word in words[index:run] for part in _latin_parts(word.norm)]
    entries = tuple(entry for spelling, entry in names.get(parts[0], ()) if list(spelling) == parts)
    if not entries and run == index + 1 and words[index].norm.isupper():
        return None  # an abbreviation is nobody's name
    return Named(run - index, entries, "", "", words[index].start)


def _latin_parts(norm: str) -> list[str]:
    return norm.replace("-", " ").replace(".", "").split()


def person_size(words: Sequence[Word], index: int, *, after_title: bool) -> int:
    """Return how many words from ``index`` form the name of a person that the knowledge base lacks, 0 for none.

    Without a title before it, a name must begin with a known given name and have two words at least.
    """
    if index >= len(words) or not _may_be_name(words[index], first=True):
        return 0
    given, lists = nominals.load().given, grammar.load()
    word = words[index]
    is_given = word.norm in given or word.norm in lists.name_beginnings
    if not is_given and not after_title:
        return 0
    size = 1
    while index + size < len(words) and size < _MAX_NAME:
        here = words[index + size]
        if f"{words[index + size - 1].norm} {here.norm}" in given:  # نور الدين is one given name
            size += 1
            continue
        link = here.norm in lists.name_links or words[index + size - 1].norm in lists.name_links
        if not link and not _may_be_name(here, first=False):
            break
        if not link and size >= 3 and here.norm not in given:
            break
        size += 1
    while size and words[index + size - 1].norm in lists.name_links:
        size -= 1
    if after_title:
        return size if is_given or size > 1 or not word.known else 0
    return size if size > 1 else 0


def _may_be_name(word: Word, *, first: bool) -> bool:
    if word.kind == "latin":
        return word.norm[0].isupper()
    if word.kind == "arabic" and word.group == "time" and not first:
        return word.norm in nominals.load().given  # the month of رجب after a given name
    if word.kind != "arabic" or word.group or len(word.norm) < 2:
        return False
    if word.norm in nominals.load().given or word.norm in grammar.load().name_links:
        return True
    if word.known or word.verbs or word.nouns or word.conj:
        return False
    if nominals.head_at((word,), 0) is not None or nominals.relation(word.norm) is not None:
        return False
    if word.norm.endswith(ALEF) and first and len(word.norm) > 6:
        return True
    return not word.norm.endswith((FEMININE_PLURAL, NISBA[1])) or len(word.norm) < 5
