"""Which language a text is in: by letters and frequent words where these decide, by py3langid where they do not."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final

import msgspec

_SAMPLE: Final = 4000
_WORD: Final = re.compile(r"\w+")
_FOREIGN: Final = 50  # letters for which one may be foreign


class _Signs(msgspec.Struct, frozen=True):
    """What tells a language from its neighbours: its letters, letters it has not, its frequent words and their least share."""

    code: str
    letters: re.Pattern[str]
    foreign: re.Pattern[str] | None
    words: frozenset[str]
    share: float


@cache
def _signs() -> tuple[_Signs, ...]:
    text = resources.files("waqai").joinpath("data", "text", "languages.toml").read_text(encoding="utf-8")
    return tuple(
        _Signs(
            code,
            re.compile(f"[{signs['letters']}]"),
            re.compile(f"[{signs['foreign']}]") if signs["foreign"] else None,
            frozenset(signs["words"]),
            signs["share"],
        )
        for code, signs in tomllib.loads(text).items()
        if code != "provenance"
    )


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language of ``text``, ``und`` when there are no letters to tell by."""
    sample = text[:_SAMPLE]
    counts = {signs.letters.pattern: len(signs.letters.findall(sample)) for signs in _signs()}
    most = max(counts.values())
    if not most:
        return "und" if not _WORD.search(sample) else _identified(sample)
    script = next(pattern for pattern, count in counts.items() if count == most)
    words = [word.casefold() for word in _WORD.findall(sample)]
    shares = {
        signs.code: _share(words, signs.words)
        for signs in _signs()
        if signs.letters.pattern == script
        and (signs.foreign is None or len(signs.foreign.findall(sample)) <= most // _FOREIGN)
        and _share(words, signs.words) >= signs.share
    }
    return max(shares, key=lambda code: shares[code]) if shares else _identified(sample)


def _share(words: list[str], frequent: frozenset[str]) -> float:
    return sum(word in frequent for word in words) / max(1, len(words))


def _identified(sample: str) -> str:
    return str(_identifier().classify(sample)[0])


@cache
def _identifier():  # type: ignore[no-untyped-def]  # noqa: ANN202
    """Return the statistical identifier, loaded only for texts that need it (half a second, a hundred megabytes)."""
    import py3langid  # noqa: PLC0415

    return py3langid
