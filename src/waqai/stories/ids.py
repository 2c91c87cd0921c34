"""Ids made from content: the same on every machine, in whatever order things come."""

from __future__ import annotations

import hashlib
from typing import Final

_DIGITS: Final = 16  # 64 bits: among a billion things two share an id with a chance of about 3 in 100


def digest(key: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a string."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
