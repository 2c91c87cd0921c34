"""What tells two texts of one template apart: the names, numbers and ordinals in them, and whether they are weather bulletins.

Two telegrams of congratulation differ in a state and a name, two reports of aid planes in an ordinal; all other words agree.
Names come from the knowledge tables, so that نيجر and نيجري, Paris and باريس are one; numbers are read from digits and words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, Literal

import msgspec

from waqai import knowledge, timewords
from waqai.languages.ar.clitics import proclitics
from waqai.languages.registry import LANGUAGES
from waqai.tables import cell, rows
from waqai.text.letters import ARTICLE, BEH, CONJUNCTIONS, NOON, PREPOSITIONS, SERVANT, WAW
from waqai.text.normalise import fold

Kind = Literal["state", "place", "body", "person", "chain", "number", "ordinal"]

_WORD: Final = re.compile(r"\d+(?:[.,٫٬]\d+)*|[^\W\d_]+")
_GROUPS: Final = re.compile(r"(?<=\d)[,٬](?=\d{3}(?!\d))")
_POINTS: Final = str.maketrans(",٫", "..")
_SON: Final = frozenset((BEH + NOON, "bin", "ibn", "ben"))
_TABLE: Final = "time_numbers.tsv"
_ORDINAL_ENDINGS: Final = frozenset(("st", "nd", "rd", "th"))  # 21st: two words here, as is an article and 21
_TEN: Final = 10
_HUNDRED: Final = 100
_TIMES: Final = (100, 1000)  # what a number before them counts
_TELLING: Final = 3  # "one" and "two" are pronouns and days as often as numbers
_STRONG: Final = 3  # strength of a guard that nearly decides
_BULLETIN: Final = 2
_REMEMBERED: Final = 1 << 17  # words
_OUTLETS: Final = "JRN"  # who printed a text is no part of what it tells


class Particular(msgspec.Struct, frozen=True):
    """A name, number or ordinal: ``value`` is the key of a table, the chain or the number, ``wider`` the state of a capital."""

    kind: Kind
    value: str
    wider: str = ""

    @property
    def key(self) -> str:
        """What stands for it in a fingerprint."""
        return f"{self.kind} {self.value}"

    @property
    def keys(self) -> tuple[str, ...]:
        """The same with that of the state whose capital it is."""
        return (self.key, f"state {self.wider}") if self.wider else (self.key,)


# Names that begin with one word: for each number of words, longest first, what the words after the first make of it.
_Names = tuple[tuple[int, dict[tuple[str, ...], Particular]], ...]


class _Sense(msgspec.Struct, frozen=True):
    """What a word may be: number, teen, ten, ordinal (0 if not), joined by "and", a demonym's state, beginnings of names."""

    number: float = 0
    teen: int = 0
    ten: bool = False
    ordinal: int = 0
    joined: bool = False
    state: str = ""
    names: _Names = ()


_NOTHING: Final = _Sense()


def words_of(folded: str) -> list[str]:
    """Return the words and numbers of a folded text."""
    return _WORD.findall(folded)


def particulars(words: Sequence[str], language: str) -> Iterator[Particular]:
    """Yield the names, numbers and ordinals among ``words`` (as :func:`words_of` gives them) in text order."""
    senses = list(map(_senses(language).__getitem__, words))
    done = 0
    for at, sense in enumerate(senses):
        if sense is _NOTHING or at < done:
            continue
        name = _name(sense.names, words, at)
        if name is not None:
            yield name[0]
            done = at + name[1]
            continue
        if sense.state:
            yield Particular("state", sense.state)
        value, done = _counted(senses, at)
        if value:
            marked = (at > 0 and words[at - 1] == ARTICLE) or (done < len(words) and words[done] in _ORDINAL_ENDINGS)
            ordinal = bool(sense.ordinal) or marked
            if ordinal or value >= _TELLING:
                yield Particular("ordinal" if ordinal else "number", f"{value:g}")


def chains(words: Sequence[str]) -> Iterator[Particular]:
    """Yield the names that no table needs to know: two words joined by "son of", each chain by itself."""
    for at, word in enumerate(words[1:-1], start=1):
        if word in _SON:
            # A name of two words is written in one or two.
            son = words[at - 2] + words[at - 1] if at > 1 and words[at - 2] == SERVANT else words[at - 1]
            father = "".join(words[at + 1 : at + 3]) if words[at + 1] == SERVANT else words[at + 1]
            yield Particular("chain", f"{son} {father}")


def _name(names: _Names, words: Sequence[str], at: int) -> tuple[Particular, int] | None:
    """Return the longest name that begins at a word, and how many words it takes."""
    for length, found in names:
        named = found.get(tuple(words[at + 1 : at + length]))
        if named is not None:
            return named, length
    return None


def _counted(senses: Sequence[_Sense], at: int) -> tuple[float, int]:
    """Return the number or ordinal that begins at a word and the word after it; 0 if there is none."""
    sense = senses[at]
    after = senses[at + 1] if at + 1 < len(senses) else _NOTHING
    value = sense.ordinal or sense.number or sense.teen
    if value < _TEN and after.ten and not after.joined:
        return value + _TEN, at + 2
    if not value or (sense.teen and not sense.number and not after.joined):
        return 0, at + 1
    more = after.ordinal or after.number
    if sense.number and after.number in _TIMES and value < after.number and not after.joined:
        return value * after.number, at + 2
    ones_first = value < _TEN and after.joined and _TEN < more < _HUNDRED
    tens_first = _TEN < value < _HUNDRED and value % _TEN == 0 and 0 < more < _TEN and not after.joined
    return (value + more, at + 2) if ones_first or tens_first else (value, at + 1)


class _Senses(dict[str, _Sense]):
    """What the words of a language may be, each looked up in the tables when first met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> _Sense:
        """Look a word up; all are forgotten when they are too many."""
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[word] = _sense(word, self.language)
        return found


@cache
def _senses(language: str) -> _Senses:
    return _Senses(language)


def _sense(word: str, language: str) -> _Sense:
    """Return what the tables say of a word, of the least peeled form that they know."""
    if word[0].isdigit():
        return _digits(word)
    if language not in LANGUAGES:
        return _NOTHING
    numbers, names, demonyms = timewords.lexicon(language, _TABLE).words, _names(language), knowledge.load(language).demonyms
    for split in proclitics(word):
        stem = ARTICLE + split.stem if split.article else split.stem
        senses = numbers.get(split.stem.casefold(), {})
        name = names.get(stem, ())
        bare = split.stem.casefold()
        state = demonyms[bare][0] if bare in demonyms and (bare != split.stem or not bare.isascii()) else ""
        if senses or name or state:
            # Tens are both; with the article they are ordinals.
            ordinal = int(_value(senses, "ordinal")) if split.article or "number" not in senses else 0
            return _Sense(
                number=0 if ordinal else _value(senses, "number"),
                teen=int(_value(senses, "teen") or _value(senses, "ordinal_teen")),
                ten="ten" in senses,
                ordinal=ordinal,
                joined=split.conj == WAW,
                state=state,
                names=name,
            )
    return _NOTHING


def _value(senses: timewords.Senses, name: str) -> float:
    return float(senses[name][0]) if name in senses else 0.0


def _digits(word: str) -> _Sense:
    """Read digits: 1,500 and 1500 are one, 1,5 and 1.5 too; what is no number (10.8.2015) gives its first part."""
    plain = _GROUPS.sub("", word).translate(_POINTS)
    whole, _, rest = plain.partition(".")
    try:
        return _Sense(number=float(f"{whole}.{rest.partition('.')[0] or 0}"))
    except ValueError:
        return _NOTHING


@cache
def _names(language: str) -> dict[str, _Names]:
    """Return the names of the tables by their first word."""
    index: dict[str, dict[int, dict[tuple[str, ...], Particular]]] = {}
    for entries in knowledge.load(language).names.values():
        for spelt, entry in entries:
            words = tuple(words_of(" ".join(spelt)))
            if words and not entry.code.endswith(_OUTLETS):
                found = index.setdefault(words[0], {}).setdefault(len(words), {})
                found.setdefault(words[1:], _named(entry))
    return {first: tuple(sorted(found.items(), reverse=True)) for first, found in index.items()}


def _named(entry: knowledge.Entry) -> Particular:
    """Return what an entry stands for: a seat of power for its state, a capital for itself and its state."""
    match entry.kind:
        case "state" | "seat":
            return Particular("state", entry.state)
        case "capital":
            return Particular("place", entry.key, entry.state)
        case "organization" | "group":
            return Particular("body", entry.key)
        case "person":
            return Particular("person", entry.key)
        case _:
            return Particular("place", entry.key)


def bulletin(words: Sequence[str], language: str) -> bool:
    """Tell whether ``words`` begin a weather bulletin: two different strong words of the weather guards."""
    if language not in LANGUAGES:
        return False
    return len(set(_weather(language).findall(f" {' '.join(words).casefold()} "))) >= _BULLETIN


@cache
def _weather(language: str) -> re.Pattern[str]:
    phrases = {
        fold(phrase).casefold()
        for row in rows("lexicon", language, "guards.tsv")
        if row["topic"] == "weather" and int(row["strength"]) >= _STRONG
        for phrase in cell(row["words"])
    }
    longest = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
    particles = "".join((*CONJUNCTIONS, *PREPOSITIONS))
    return re.compile(rf" [{particles}]?(?:{ARTICLE})?({longest})(?= )")
