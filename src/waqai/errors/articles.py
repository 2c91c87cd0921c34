"""WQ200 to WQ399: articles as lines of JSON, and their texts."""

from __future__ import annotations

from typing import Final

from waqai.errors.base import Problem

BAD_JSON: Final = Problem(
    code="WQ201",
    level="error",
    message="not valid JSON ({reason})",
    advice="Write one complete JSON object a line, without line breaks inside.",
)
NOT_OBJECT: Final = Problem(
    code="WQ202",
    level="error",
    message="a JSON object is needed, not {kind}",
    advice='Write each article as {"text": "…"} on a line of its own.',
)
NO_TEXT: Final = Problem(
    code="WQ203",
    level="error",
    message="the field text is missing",
    advice="Put the words of the article into the field text.",
)
WRONG_TYPE: Final = Problem(
    code="WQ204",
    level="error",
    message="the field {field} must be {wanted}, not {kind}",
    advice="Correct the field; only text is required, the others may be left out.",
)
BAD_PUBLISHED: Final = Problem(
    code="WQ205",
    level="error",
    message="the field published is not an ISO date ({value})",
    advice="Write it as 2025-02-13 or 2025-02-13T18:30:00Z, or leave it out.",
)
BAD_LANGUAGE: Final = Problem(
    code="WQ206",
    level="error",
    message="the field language names a language that waqai does not read ({value})",
    advice="waqai reads ar and en; leave the field out to have the language found.",
)
EMPTY_TEXT: Final = Problem(
    code="WQ301",
    level="error",
    message="the text is empty or blank",
    advice="Check where it was saved from: there is nothing to read.",
)
TOO_LONG: Final = Problem(
    code="WQ302",
    level="error",
    message="the text has {count} characters, more than 5,000,000",
    advice="Split it into articles.",
)
NUL: Final = Problem(
    code="WQ303",
    level="error",
    message="the text holds a NUL character (U+0000)",
    advice="No text has one: check that the file is not binary, or remove it.",
)
LONE_SURROGATE: Final = Problem(
    code="WQ304",
    level="error",
    message="the {field} holds half of a character (a lone surrogate, {value})",
    advice="It was cut or wrongly escaped before it came here: correct or remove it.",
)
LANGUAGE_NOT_READ: Final = Problem(
    code="WQ351",
    level="warning",
    message="neither Arabic nor English was found, so the record holds no events",
    advice="If it is Arabic or English, say so with --language.",
)
