"""Which language a text is in: by letters and frequent words where these decide, by py3langid where they do not."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_SAMPLE: Final = 4000
_ARABIC: Final = re.compile("[\u0621-\u064a]")
_LATIN: Final = re.compile("[A-Za-z]")
_WORD: Final = re.compile(r"\w+")
# Letters that Persian, Urdu, Pashto, Kurdish and Uyghur have and Arabic has not.
_OTHER: Final = re.compile(
    "[\u067e\u0686\u0698\u06a9\u06af\u06cc\u06d2\u06c1\u06ba\u0679\u0688\u0691\u0695\u06b5\u06c6\u06ce\u06d5\u0681\u0685\u0693\u0696\u06bc\u06cd\u06d0\u06c7\u06c8\u06cb\u06ad]"
)
_ARABIC_WORDS: Final = frozenset(
    ("في", "من", "على", "إلى", "الى", "أن", "ان", "التي", "الذي", "عن", "هذا", "مع", "بعد", "قال", "إن")
)
_ENGLISH_WORDS: Final = frozenset(
    ("the", "of", "and", "to", "in", "a", "that", "said", "on", "for", "with", "was", "by", "has", "is")
)
_SHARE: Final = 0.06


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language of ``text``, ``und`` when there are no letters to tell by."""
    sample = text[:_SAMPLE]
    arabic, latin = len(_ARABIC.findall(sample)), len(_LATIN.findall(sample))
    if not arabic and not latin:
        return "und" if not _WORD.search(sample) else _identified(sample)
    words = [word.casefold() for word in _WORD.findall(sample)]
    if arabic >= latin and len(_OTHER.findall(sample)) <= arabic // 50 and _share(words, _ARABIC_WORDS) >= _SHARE:
        return "ar"
    if latin > arabic and _share(words, _ENGLISH_WORDS) >= _SHARE * 2:
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
