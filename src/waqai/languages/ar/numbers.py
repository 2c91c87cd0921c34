"""Numbers of Arabic time expressions, in digits and in words: cardinals (خمسة وعشرين) and ordinals (الحادي عشر)."""

from __future__ import annotations

from typing import Final

from waqai.timewords import Scan

_LARGEST_WITH_TEN: Final = 10
_HUNDRED: Final = 100


def number(scan: Scan, at: int) -> tuple[float, int] | None:
    """Return the number that begins at word ``at`` and the word after it, or ``None``."""
    if scan.kind(at) == "number":
        return _digits(scan.norm(at), at + 1)
    teen = scan.value(at, "teen")
    if teen and scan.has(at + 1, "ten"):
        return int(teen) + 10, at + 2
    word = scan.value(at, "number")
    if not word:
        return _tens_after(scan, int(teen), at + 1) if teen else None
    count = int(word)
    if count < _LARGEST_WITH_TEN:
        if scan.has(at + 1, "ten") and not scan.joined(at + 1):
            return count + 10, at + 2
        return _tens_after(scan, count, at + 1) or (count, at + 1)
    return _rest(scan, count, at + 1) if count >= _HUNDRED else (count, at + 1)


def _digits(norm: str, stop: int) -> tuple[float, int] | None:
    plain = norm.replace("٫", ".").replace(",", "").replace("٬", "")
    return (float(plain), stop) if plain.count(".") <= 1 and plain.replace(".", "").isdigit() else None


def _tens_after(scan: Scan, count: int, at: int) -> tuple[float, int] | None:
    """Read the tens that follow the ones: خمسة وعشرين."""
    tens = scan.value(at, "number")
    if tens and scan.joined(at) and _LARGEST_WITH_TEN < int(tens) < _HUNDRED:
        return count + int(tens), at + 1
    return None


def _rest(scan: Scan, count: int, at: int) -> tuple[float, int]:
    """Read what follows hundreds and thousands: مئة وعشرين."""
    if scan.joined(at) and scan.has(at, "number"):
        rest = number(scan, at)
        if rest is not None and rest[0] < count:
            return count + rest[0], rest[1]
    return count, at


def ordinal(scan: Scan, at: int) -> tuple[int, int] | None:
    """Return the ordinal that begins at word ``at`` (الخامس والعشرين: 25) and the word after it, or ``None``."""
    word = scan.value(at, "ordinal") or scan.value(at, "ordinal_teen")
    if not word:
        return None
    count = int(word)
    if count < _LARGEST_WITH_TEN:
        if scan.has(at + 1, "ten") and not scan.joined(at + 1):
            return count + 10, at + 2
        tens = scan.value(at + 1, "ordinal")
        if tens and scan.joined(at + 1) and int(tens) > _LARGEST_WITH_TEN:
            return count + int(tens), at + 2
    return None if scan.has(at, "ordinal_teen") else (count, at + 1)
