"""Which language a text is in: by letters and frequent words where these decide, by py3langid where they do not."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final

import msgspec

_SAMPLE: Final = 4000
_ARABIC: Final = re.compile("[\u0621-\u064a]")
_LATIN: Final = re.compile("[A-Za-z]")
_WORD: Final = re.compile(r"\w+")
_SHARE: Final = 0.06


class _Signs(msgspec.Struct, frozen=True):
    """What tells Arabic and English from their neighbours: their frequent words, and letters that Arabic has not."""

    arabic: frozenset[str]
    english: frozenset[str]
    foreign: re.Pattern[str]


@cache
def _signs() -> _Signs:
    text = resources.files("waqai").joinpath("data", "text", "languages.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    words = table["words"]
    return _Signs(frozenset(words["ar"]), frozenset(words["en"]), re.compile(f"[{table['letters']['not_ar']}]"))


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language of ``text``, ``und`` when there are no letters to tell by."""
    sample = text[:_SAMPLE]
    arabic, latin = len(_ARABIC.findall(sample)), len(_LATIN.findall(sample))
    if not arabic and not latin:
        return "und" if not _WORD.search(sample) else _identified(sample)
    words = [word.casefold() for word in _WORD.findall(sample)]
    signs = _signs()
    if arabic >= latin and len(signs.foreign.findall(sample)) <= arabic // 50 and _share(words, signs.arabic) >= _SHARE:
        return "ar"
    if latin > arabic and _share(words, signs.english) >= _SHARE * 2:
        return "en"
    return _identified(sample)


def _share(words: list[str], frequent: frozenset[str]) -> float:
    return sum(word in frequent for word in words) / max(1, len(words))


def _identified(sample: str) -> str:
    return str(_identifier().classify(sample)[0])


@cache
def _identifier():  # type: ignore[no-untyped-def]  # noqa: ANN202
    """Return the statistical identifier, loaded only for texts that need it (half a second, a hundred megabytes)."""
    import py3langid  # noqa: PLC0415

    return py3langid
