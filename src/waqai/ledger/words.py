"""How the ledger spells the words that it finds texts and names by."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from waqai.text.letters import ARTICLE, CONJUNCTIONS, PREPOSITIONS
from waqai.text.normalise import fold

WORD: Final = re.compile(r"\w+")
_DIGIT: Final = re.compile(r"(?![0-9])\d")
_SHORTEST: Final = 3  # letters that must be left of a word without its particles


def forms(word: str) -> list[str]:
    """Return the spellings under which a folded word is found: as it is, without particles, without the article."""
    found = [word]
    rest = word
    for letters in (CONJUNCTIONS, PREPOSITIONS):
        if rest[:1] in letters and len(rest) > _SHORTEST:
            rest = rest[1:]
            found.append(rest)
    if rest.startswith(ARTICLE) and len(rest) - len(ARTICLE) >= _SHORTEST:
        found.append(rest[len(ARTICLE) :])
    return list(dict.fromkeys(found))


def folded(words: str) -> str:
    """Return a text as the index spells it: letters folded, small letters, European digits."""
    return plain(fold(words))


def plain(words: str) -> str:
    """Return a folded text in small letters with European digits, letter for letter."""
    small = words.lower()
    if len(small) != len(words):  # a letter whose small form is two
        small = "".join(letter.lower()[:1] for letter in words)
    return _DIGIT.sub(lambda found: str(unicodedata.decimal(found.group())), small)


def indexed(words: str) -> str:
    """Return the words of a text with all their forms, apart by spaces."""
    return " ".join(form for word in WORD.findall(folded(words)) for form in forms(word))
