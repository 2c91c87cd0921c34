"""JSON Lines: the whole record, one object a line, the same bytes for the same record."""

from __future__ import annotations

from typing import Final

import msgspec

from waqai.model import Record

# JSON allows these raw in a string, but many readers (str.splitlines, JavaScript) take them for the end of a line.
_BREAKS: Final = (("\u0085", b"\\u0085"), ("\u2028", b"\\u2028"), ("\u2029", b"\\u2029"))


def encode(record: Record) -> bytes:
    """Return the record as one line of JSON in UTF-8, with its line feed."""
    line = msgspec.json.encode(record)
    for character, escape in _BREAKS:
        line = line.replace(character.encode(), escape)
    return line + b"\n"
