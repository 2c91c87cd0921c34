"""What a message is: its kind, one occurrence of it, the exception that carries it.

A :class:`Problem` is the kind (number, words, advice), a :class:`Notice` one occurrence of it with its place in the input.
Only callers of the Python API meet the exception :class:`WaqaiError`; the sources hand notices on as values, so that one
bad article never costs another.
"""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

PAGE: Final = "docs/errors.md"
MAX_CHARACTERS: Final = 5_000_000

Level = Literal["usage", "error", "warning"]

# A notice is one line: a file name or a quoted value may hold line breaks, terminal escapes or bidi controls.
_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of problem: ``message`` is a template, ``advice`` tells what to do about it."""

    code: str
    level: Level
    message: str
    advice: str

    @property
    def anchor(self) -> str:
        """The place in the documentation that explains this number."""
        return f"{PAGE}#{self.code.lower()}"

    def at(
        self,
        source: str = "",
        *,
        line: int | None = None,
        column: int | None = None,
        byte: int | None = None,
        offset: int | None = None,
        **values: object,
    ) -> Notice:
        """Return a notice of this problem, with the template filled from ``values``."""
        message = self.message.format(**values)
        return Notice(problem=self, message=message, source=source, line=line, column=column, byte=byte, offset=offset)


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One problem met: lines and columns count from 1, bytes and character offsets from 0."""

    problem: Problem
    message: str
    source: str = ""
    line: int | None = None
    column: int | None = None
    byte: int | None = None
    offset: int | None = None

    @property
    def failed(self) -> bool:
        """Whether something was not read (a warning only informs)."""
        return self.problem.level != "warning"

    def render(self) -> str:
        """Return the notice as one printable line: number, place, what is wrong, what to do."""
        named = (("line", self.line), ("column", self.column), ("byte", self.byte), ("character", self.offset))
        source = "standard input" if self.source == "-" else self.source
        place = ", ".join([source, *(f"{name} {value}" for name, value in named if value is not None)])
        level = "" if self.problem.level == "usage" else f"{self.problem.level} "
        head = f"{level}{self.problem.code}: "
        where = f"{place.removeprefix(', ')}: " if place else ""
        return _UNPRINTABLE.sub(_escape, f"{head}{where}{self.message}. {self.problem.advice}")


class WaqaiError(Exception):
    """An article or argument that waqai refuses; ``notice`` holds the number and the advice."""

    def __init__(self, notice: Notice) -> None:
        """Keep the notice; the exception's words are its line."""
        super().__init__(notice.render())
        self.notice = notice

    def __reduce__(self) -> tuple[type[WaqaiError], tuple[Notice]]:
        """Come whole out of another process."""
        return WaqaiError, (self.notice,)


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # the last code of two hex digits
