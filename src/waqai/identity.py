"""Who bears a name, whatever the script: a spelling is compared by its consonants and by the vowels that both scripts write.

Arabic writes consonants and long vowels, Latin letters render both in many ways (Zelensky, Zelenskyy, زيلنسكي). A name is turned
into its *sounds*, one part for each word: consonant classes that hold in either script (b and p, k and kh, g and gh are one) with
the vowels between them. Two spellings are one name only if all consonants agree and no vowel contradicts the other's (حسن is no
Hussein). Anything less is a candidate, to be listed, never a match.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

import msgspec

from waqai.memory import WORDS
from waqai.tables import cell, rows
from waqai.text.letters import ARTICLE
from waqai.text.normalise import fold

_MARKS: Final = re.compile(r"[-.\s]+")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
ARTICLES: Final = ("al", "el", "ad", "ar", "as", "ash", "at", "az", "an")
_SERVANT: Final = ("abdul", "abdel", "abdal", "abdur", "abder", "abdor")  # Abdulrahman is Abd al-Rahman
_SERVANT_OF: Final = "abd"
_HASH: Final = 12  # hexadecimal digits
_LEAST_FULL: Final = 5  # consonants of a full name that can be told from others by them
_LEAST_FAMILY: Final = 3
_LEAST_GIVEN: Final = 2
_MOST_CANDIDATES: Final = 5
_STEM: Final = 5  # letters of an Arabic word from which a beginning ال is the article
# Vowels that may render one another across the scripts; an unwritten Arabic vowel is any short one.
_ALIKE: Final = {"a": "ae", "e": "aei", "i": "ei", "o": "ou", "u": "ou"}
_TELLING: Final = frozenset("ai")  # endings that tell names apart


class Sounds(msgspec.Struct, frozen=True):
    """One word of a name: its consonants, the vowels written before, between and after them, and whether in Arabic letters."""

    consonants: str
    vowels: tuple[str, ...]
    arabic: bool


class People(msgspec.Struct, frozen=True):
    """The people of the tables by the consonants of a full name and by those of its last word, with all its sounds."""

    full: dict[tuple[str, ...], tuple[tuple[str, tuple[Sounds, ...]], ...]]
    last: dict[str, tuple[str, ...]]


class Match(msgspec.Struct, frozen=True):
    """Who bears a name: ``key`` the one person it must be, else ``candidates`` whom it may be; both are keys of people.tsv."""

    key: str = ""
    candidates: tuple[str, ...] = ()


@cache
def _letters() -> dict[str, tuple[str, str]]:
    """Return (sound, vowel) of letters and pairs of letters, in both scripts."""
    return {fold(row["letters"]): (row["sound"], row["vowel"]) for row in rows("text", "sounds.tsv")}


@cache
def _longest() -> int:
    return max(len(letters) for letters in _letters())


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name that carry sounds: folded, without accents, articles apart or written onto the word."""
    found: list[str] = []
    for spelt in _MARKS.sub(" ", name.replace("'", "").replace("’", "")).split():
        bare = spelt[len(ARTICLE) :] if spelt.startswith(ARTICLE) and len(spelt) >= _STEM else spelt
        word = _plain(bare)
        if word in ARTICLES or word == ARTICLE:
            continue
        servant = next((start for start in _SERVANT if word.startswith(start)), "")
        if servant:
            found.extend(piece for piece in (_SERVANT_OF, word.removeprefix(servant)) if piece)
        else:
            found.append(word)
    return tuple(found)


def _plain(word: str) -> str:
    """Return a word folded and without accents."""
    folded = fold(word).casefold()
    if folded.isascii() or _ARABIC.match(folded):
        return folded
    return "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))


@lru_cache(maxsize=WORDS)
def sounds(word: str) -> Sounds:
    """Return the sounds of one word as :func:`words_of` gives it; a doubled consonant is one, a final h is none."""
    known, consonants, vowels = _letters(), "", [""]
    at = 0
    while at < len(word):
        size = next((n for n in range(_longest(), 0, -1) if word[at : at + n] in known), 0)
        sound, vowel = known[word[at : at + size]] if size else ("", "")
        at += size or 1
        if sound and not (consonants.endswith(sound) and not vowels[-1]):
            consonants += sound
            vowels.extend([""] * len(sound))
        vowels[-1] += vowel
    if consonants.endswith("h") and not vowels[-1]:
        consonants = consonants[:-1]
        vowels.pop()
    return Sounds(consonants, tuple(vowels), not word.isascii())


def agree(one: Sounds, other: Sounds) -> bool:
    """Tell whether two words may spell one name: the same consonants, and no vowel that contradicts the other's."""
    if one.consonants != other.consonants:
        return False
    inner = zip(one.vowels[1:-1], other.vowels[1:-1], strict=True)
    return _ends_agree(one.vowels[-1], other.vowels[-1]) and all(_vowels_agree(a, b, one.arabic, other.arabic) for a, b in inner)


def _ends_agree(one: str, other: str) -> bool:
    """Tell whether two endings may be one: -i and -a make another name (Mansour, Mansouri; Khaled, Khaleda)."""
    if one and other:
        return any(b in _ALIKE[a] for a in one for b in other)
    return not set(one + other) & _TELLING


def _vowels_agree(one: str, other: str, one_arabic: bool, other_arabic: bool) -> bool:  # noqa: FBT001  # of a pair of scripts
    if not one and not other:
        return True
    if one and other:
        return any(b in _ALIKE[a] for a in one for b in other)
    written, arabic = (one, other_arabic) if one else (other, one_arabic)
    if arabic:  # Arabic writes no short vowel: the other may have one, not a long one
        return len(set(written)) == 1
    return len(written) == 1 and (one_arabic == other_arabic)


@cache
def _given() -> dict[str, str]:
    """Return the Latin standard spelling of given names, by the folded Arabic one and by itself."""
    found: dict[str, str] = {}
    for row in rows("lexicon", "ar", "given_names.tsv"):
        standard = "-".join(words_of(row["en"]))
        found.setdefault(fold(row["ar"]), standard)
        found.setdefault(standard, standard)
    return found


@cache
def _given_by_consonants() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(_given().values()):
        if " " not in name and "-" not in name:
            index[sounds(name).consonants].append(name)
    return {consonants: tuple(names) for consonants, names in index.items()}


@lru_cache(maxsize=WORDS)
def part(word: str) -> str:
    """Return what stands for a word of a name in an id: the standard spelling of a given name, else its consonants."""
    given, heard = _given(), sounds(word)
    servant = sounds(_SERVANT_OF)
    if (heard.consonants, heard.vowels[1:]) == (servant.consonants, servant.vowels[1:]):
        return servant.consonants
    if word in given:
        return given[word]
    if len(heard.consonants) < _LEAST_GIVEN:
        return heard.consonants or word
    alike = [name for name in _given_by_consonants().get(heard.consonants, ()) if agree(heard, sounds(name))]
    nearest = sorted((-_same_vowels(heard, sounds(name)), name) for name in alike)
    if nearest and (len(nearest) == 1 or nearest[0][0] < nearest[1][0]):
        return nearest[0][1]
    return heard.consonants or word


def _same_vowels(one: Sounds, other: Sounds) -> int:
    return sum(a == b for a, b in zip(one.vowels, other.vowels, strict=True))


def name_id(name: str) -> str:
    """Return the id of a name that no table knows, the same for the spellings of either script (``name:bashir-hg``)."""
    return "name:" + "-".join(part(word) for word in words_of(name))


def said_id(words: str) -> str:
    """Return the id of something described in words that are no name (the protesters): the same words have the same id."""
    return "said:" + hashlib.sha256(" ".join(fold(words).casefold().split()).encode()).hexdigest()[:_HASH]


@cache
def people() -> People:
    """Return the people of the tables by their sounds, built when first asked for."""
    full: dict[tuple[str, ...], dict[str, list[tuple[Sounds, ...]]]] = defaultdict(lambda: defaultdict(list))
    last: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows("knowledge", "people.tsv"):
        for name in (row["en"], *cell(row["en_alt"]), row["ar"], *cell(row["ar_alt"])):
            heard = tuple(sounds(word) for word in words_of(name))
            if len(heard) > 1:
                spelt = full[tuple(one.consonants for one in heard)][row["id"]]
                if heard not in spelt:
                    spelt.append(heard)
                last[heard[-1].consonants][row["id"]] = None
    return People(
        {key: tuple((who, heard) for who, spelt in found.items() for heard in spelt) for key, found in full.items()},
        {key: tuple(found) for key, found in last.items()},
    )


def match(name: str) -> Match:
    """Return the person of the tables who must bear the name, else those who may.

    It must be somebody if the name has two words or more, its consonants are enough to tell names apart and they are one
    person's alone with no vowel against it. A family name alone never decides.
    """
    heard = tuple(sounds(word) for word in words_of(name))
    if not heard:
        return Match()
    if len(heard) == 1:
        alike = people().last.get(heard[0].consonants, ()) if len(heard[0].consonants) >= _LEAST_FAMILY else ()
        return Match(candidates=alike if len(alike) <= _MOST_CANDIDATES else ())
    found = people().full.get(tuple(one.consonants for one in heard), ())
    fitting = _distinct(who for who, spelt in found if all(agree(a, b) for a, b in zip(heard, spelt, strict=True)))
    if len(fitting) == 1 and sum(len(one.consonants) for one in heard) >= _LEAST_FULL:
        return Match(key=fitting[0])
    return Match(candidates=(fitting or _distinct(who for who, _ in found))[:_MOST_CANDIDATES])


def _distinct(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
