"""Names inside English text: of the knowledge base; of persons and bodies that no table knows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from waqai import knowledge
from waqai.knowledge import Entry
from waqai.languages.base import Word
from waqai.languages.en import lexicon, nominals
from waqai.languages.en.grammar import lists
from waqai.languages.en.words import begins, title_case
from waqai.memory import WORDS

_MAX_NAME = 5
_MAX_BODY = 6
_MAX_RUN = 3


class Named(msgspec.Struct, frozen=True, gc=False):
    """A name of the knowledge base found at a word: how many words it has and the entries it may stand for."""

    size: int
    entries: tuple[Entry, ...]


@lru_cache(maxsize=WORDS)
def _parts(norm: str) -> tuple[str, ...]:
    """Return the parts of a word as the index of names spells them (al-Assad: al, Assad; U.S.: US)."""
    return tuple(norm.replace("-", " ").replace("'", " '").replace(".", "").split())


@lru_cache(maxsize=WORDS)
def _candidates(first: str) -> tuple[tuple[tuple[str, ...], Entry], ...]:
    return knowledge.load("en").names.get(first, ())


def known_at(words: Sequence[Word], index: int) -> Named | None:
    """Return the longest name of the knowledge base that starts at word ``index``; names need their capitals."""
    word = words[index]
    if word.kind not in ("latin", "number") or (word.group and word.group not in ("dem", "time", "num", "adv")):
        return None
    own = _parts(word.norm)
    entries = _candidates(own[0]) if own else ()
    best = words_taken = 0
    found: list[Entry] = []
    for name, entry in entries:
        if found and len(name) < best:
            break
        size = 1 if len(own) == len(name) == 1 else _spelt(words, index, name)
        if size and not (size == 1 and word.group):
            best = len(name)
            found.append(entry)
            words_taken = size
    if not found or (len(own) == 1 and words_taken == 1 and _is_doubtful(words, index, found)):
        return None
    return Named(words_taken, tuple(found))


def _spelt(words: Sequence[Word], index: int, name: Sequence[str]) -> int:
    """Return how many words spell the name from ``index`` on, 0 if they do not."""
    at, done = index, 0
    while done < len(name):
        if at >= len(words):
            return 0
        if words[at].norm == "." and at > index and len(words[at - 1].norm) <= 2:
            at += 1
            continue
        parts = _parts(words[at].norm) if words[at].norm != "'s" else ("'s",)
        if not parts or tuple(name[done : done + len(parts)]) != parts:
            return 0
        done += len(parts)
        at += 1
    return at - index


def _is_doubtful(words: Sequence[Word], index: int, found: Sequence[Entry]) -> bool:
    """Tell whether a one-word name is better read otherwise: an ordinary word, or a given name before a family name."""
    norm = words[index].norm
    folded = norm.casefold()
    places = all(entry.kind == "place" for entry in found)
    if places and norm in nominals.load().given:
        return True  # Florence is a woman before it is a town
    ordinary = folded in lexicon.load().classes or bool(words[index].verbs) or bool(words[index].nouns)
    if ordinary and begins(words, index) and not norm.isupper():
        return True
    if not norm[0].isupper():
        return places
    follows = index + 1 < len(words) and _is_name(words, index + 1)
    return all(entry.kind == "person" and entry.short for entry in found) and follows and norm in nominals.load().given


def person_size(words: Sequence[Word], index: int, *, after_title: bool) -> int:
    """Return how many words from ``index`` form the name of a person that the knowledge base lacks, 0 for none.

    Without a title before it, a name begins with a known given name and has two words at least.
    """
    if index >= len(words) or not _is_name(words, index):
        return 0
    given = _given(words[index].norm) or bool(_initial(words, index))
    if not given and not after_title:
        return 0
    at = index + 1 + _initial(words, index)
    while at < len(words) and at - index < _MAX_NAME:
        if words[at].norm.casefold() in lists().name_links and at + 1 < len(words) and _is_name(words, at + 1):
            at += 2
        elif _is_name(words, at) or _hyphened(words[at].norm) or _capital_inside(words, at):
            at += 1 + _initial(words, at)
        else:
            break
    size = at - index
    return size if after_title or size > 1 else 0


def _capital_inside(words: Sequence[Word], index: int) -> bool:
    """Tell whether an ordinary word with a capital goes on a name (Van Hung): no title, people or time, in no headline."""
    word = words[index]
    plain = word.kind == "latin" and word.norm[0].isupper() and not word.group and (word.verbs or word.nouns)
    return bool(plain) and not (
        nominals.relation_at(words, index) or nominals.head_at(words, index) or known_at(words, index) or title_case(words)
    )


def run_size(words: Sequence[Word], index: int) -> int:
    """Return how many words with capitals stand in a row that no table knows: a name of two or three, else 0."""
    if not _is_name(words, index) or words[index].known or words[index].norm.isupper() or title_case(words):
        return 0
    before = words[index - 1] if index else None
    if before is not None and (before.norm.casefold() in lists().place_prepositions or before.kind == "number"):
        return 0
    at = index + 1
    while at < len(words) and at - index <= _MAX_RUN and words[at].kind == "latin" and words[at].norm[0].isupper():
        if not (_is_name(words, at) or _capital_inside(words, at)) or words[at].norm.isupper():
            return 0
        at += 1
    return at - index if 1 < at - index <= _MAX_RUN else 0


def _hyphened(norm: str) -> bool:
    return norm.startswith(lists().name_prefixes) and norm[norm.index("-") + 1 :][:1].isupper()


def _initial(words: Sequence[Word], index: int) -> int:
    """Return 1 where a full stop follows an initial (John F. Kerry), else 0."""
    single = len(words[index].norm) == 1 and words[index].norm.isupper()
    return 1 if single and index + 1 < len(words) and words[index + 1].norm == "." else 0


def _given(norm: str) -> bool:
    given = nominals.load().given
    return norm in given or norm.split("-", maxsplit=1)[0] in given


def given_gender(norm: str) -> str:
    """Return the gender that a given name tells: m, f or x."""
    found = nominals.load().given.get(norm) or nominals.load().given.get(norm.split("-", maxsplit=1)[0], "x")
    return "x" if found == "both" else found


def _is_name(words: Sequence[Word], index: int) -> bool:
    """Tell whether the word may be part of a name: a capital and no function word, title, people or ordinary word."""
    word = words[index]
    if word.kind == "latin" and word.group in ("aux", "time") and word.norm in nominals.load().given and word.norm[0].isupper():
        after = words[index + 1] if index + 1 < len(words) else word
        return not after.group and after.norm[0].isupper() and after.kind == "latin"
    if word.kind != "latin" or word.group or not (word.norm[0].isupper() or _hyphened(word.norm)):
        return False
    if word.norm in nominals.load().given:
        return True
    if word.norm.isupper() and len(word.norm) > 1 and "." not in word.norm and len(word.norm) < 5:
        return False
    if nominals.relation_at(words, index) or nominals.head_at(words, index):
        return False
    folded = word.norm.casefold()
    return (folded not in lexicon.load().classes and not (word.nouns or word.verbs)) or (
        index > 0 and _given(words[index - 1].norm)
    )


def lone_name(words: Sequence[Word], index: int) -> bool:
    """Tell whether a single unknown word with a capital may be a family name: it stands in no longer run of capitals."""
    word = words[index]
    if not _is_name(words, index) or len(word.norm) < 3 or word.known or word.norm.isupper():
        return False
    around = [words[at] for at in (index - 1, index + 1) if 0 <= at < len(words)]
    if index and (words[index - 1].norm.casefold() in ("the", "a", "an", "-", "'") or words[index - 1].kind == "number"):
        return False
    return not any(other.kind == "latin" and other.norm[0].isupper() and not other.group for other in around)


def body_size(words: Sequence[Word], index: int) -> int:
    """Return the length of an unknown body's name after "the" (the Highland Front, the Federation of Port Labourers)."""
    if index == 0 or words[index - 1].norm.casefold() != "the":
        return 0
    at = index
    while at < len(words) and at - index < _MAX_BODY:
        if _capital(words[at]):
            at += 1
        elif words[at].norm in lists().body_links and at + 1 < len(words) and _capital(words[at + 1]) and at > index:
            at += 2
        else:
            break
    return at - index if at - index > 1 else 0


def _capital(word: Word) -> bool:
    return word.kind == "latin" and word.norm[0].isupper() and word.group not in ("time", "dem", "pron")


def folded_name(words: Sequence[Word]) -> tuple[str, ...]:
    """Return the words of a personal name as the index of names spells them."""
    return tuple(part for word in words if word.norm not in (".", "'s") for part in _parts(word.norm))
