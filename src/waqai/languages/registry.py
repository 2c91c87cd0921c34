"""The languages that waqai reads: the one place that names them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final

from waqai.languages.base import Grammar

# ISO 639-1 code and English name. A language is the package of its code, whose module ``reader`` holds its ``GRAMMAR``.
LANGUAGES: Final = {
    "ar": "Arabic",
    "en": "English",
}


@cache
def grammar(language: str) -> Grammar:
    """Return the grammar of ``language``, a code of :data:`LANGUAGES`; its modules are loaded when it is first asked for.

    Raises:
        KeyError: for a language that waqai does not read.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    # By name, so that a reader of one language does not wait for the others.
    found: Grammar = import_module(f"waqai.languages.{language}.reader").GRAMMAR
    return found
