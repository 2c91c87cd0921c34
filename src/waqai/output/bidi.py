"""Arabic in English lines: Unicode isolates, so that a terminal orders each part by itself (UAX 9).

Everything here works on what is shown. Records and JSON Lines hold the stored text, character for character.
"""

from __future__ import annotations

import re
from typing import Final, Literal

Direction = Literal["ltr", "rtl"]

LRI: Final = "\u2066"
RLI: Final = "\u2067"
FSI: Final = "\u2068"
PDI: Final = "\u2069"

_RTL: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_STRONG: Final = re.compile(f"(?P<rtl>[{_RTL}])|(?P<ltr>[^\\W\\d_])")
_LTR_RUN: Final = re.compile(f"[^\\W\\d_{_RTL}](?:[^{_RTL}]*[^\\W{_RTL}])?")
_RTL_RUN: Final = re.compile(f"[{_RTL}](?:[^A-Za-z\u00c0-\u02af]*[{_RTL}])?")
_BREAK: Final = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
_EMBEDDING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_SPACE: Final = 0x20
_DELETE: Final = 0x7F
_PICTURES: Final = 0x2400


def direction(text: str, default: Direction = "ltr") -> Direction:
    """Return the direction of the first strong letter of ``text``."""
    found = _STRONG.search(text)
    if found is None:
        return default
    return "rtl" if found["rtl"] else "ltr"


def visible(text: str) -> str:
    """Return ``text`` as it may go to a terminal: on one line, and unable to command it or to reorder what stands around.

    Line breaks become spaces, control characters their Unicode pictures; the embedding, override and isolate controls,
    which have no look of their own, are left out.
    """
    return _CONTROL.sub(_picture, _EMBEDDING.sub("", _BREAK.sub(" ", text)))


def isolate(text: str, base: Direction = "ltr") -> str:
    """Return ``text`` in an isolate of its own direction, and the runs of the other direction inside it in theirs.

    A text that has no letter of the direction other than ``base`` is returned as it is.
    """
    own = direction(text, base)
    run = _LTR_RUN if own == "rtl" else _RTL_RUN
    inner = run.sub(lambda found: f"{LRI if own == 'rtl' else RLI}{found.group()}{PDI}", text)
    if own == base and inner == text:
        return text
    if own == base:
        return inner
    return f"{RLI if own == 'rtl' else LRI}{inner}{PDI}"


def still_open(line: str, before: str = "") -> str:
    """Return the isolates open at the end of ``line``, when those in ``before`` were open at its start.

    A wrapped line is a paragraph of its own to a terminal: what is still open is to be closed there and opened in the next.
    """
    found = list(before)
    for character in line:
        if character in (LRI, RLI, FSI):
            found.append(character)
        elif character == PDI and found:
            found.pop()
    return "".join(found)


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < _SPACE:
        return chr(_PICTURES + code)
    return "\u2421" if code == _DELETE else "\ufffd"
