"""WQ001 to WQ099: what was asked for cannot be done as it was asked."""

from __future__ import annotations

from typing import Final

from waqai.errors.base import Problem

BAD_USAGE: Final = Problem(
    code="WQ001",
    level="usage",
    message="{reason}",
    advice="waqai --help and waqai read --help show what can be asked for.",
)
BAD_DATE_OPTION: Final = Problem(
    code="WQ002",
    level="usage",
    message="{option} {value} is not a date",
    advice="Write year, month and day as 2025-02-13.",
)
UNKNOWN_LANGUAGE_OPTION: Final = Problem(
    code="WQ003",
    level="usage",
    message="--language {value} is not a language that waqai reads",
    advice="Write ar or en, or leave the option out and waqai finds the language itself.",
)
NO_SUCH_PATH: Final = Problem(
    code="WQ004",
    level="usage",
    message="there is no such file or folder",
    advice="Check the spelling; nothing was read.",
)
STDIN_TWICE: Final = Problem(
    code="WQ005",
    level="usage",
    message="- (standard input) is given more than once",
    advice="Standard input can be read only once: give - once.",
)
BAD_PARSER: Final = Problem(
    code="WQ006",
    level="usage",
    message="{value} names no parser",
    advice="Write spacy, or spacy: and the name of an installed pipeline, or leave the parser out.",
)
NO_SPACY: Final = Problem(
    code="WQ007",
    level="usage",
    message="the parser {value} needs spaCy, which is not installed",
    advice="Install it with: pip install 'waqai[spacy]'; or leave the parser out, waqai reads without one.",
)
NO_MODEL: Final = Problem(
    code="WQ008",
    level="usage",
    message="the spaCy pipeline {model} cannot be used ({reason})",
    advice="Install a pipeline with: python -m spacy download en_core_web_sm; and name it as in spacy:en_core_web_sm.",
)
