"""Samples of sets of shingles, from which the overlap of two texts is estimated.

A sketch holds the smallest hashes of a set (MinHash with one hash function). Below the smaller of the two largest hashes both
sketches are complete, so what they share there estimates how much of *either* text the other holds: a short cut inside a long
article shows as well as a copy of equal length, which the usual signature of independent minima blurs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

SHINGLE: Final = 5  # characters
_RANGE: Final = 1 << 32
_SHIFT: Final = np.uint64(32)
# Odd constants that spread the bits of a code by its place in the run: multiplicative hashing.
_FACTORS: Final = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD], dtype=np.uint64
)
_LAST: Final = np.uint64(0x9FB21C651E98DF25)
_STORED: Final = np.dtype("<u4")  # the same bytes on every machine

Hashes = npt.NDArray[np.uint32]


class Shared(msgspec.Struct, frozen=True):
    """Estimates for two sets: Jaccard index, and the share of each that the other holds."""

    jaccard: float
    one: float
    other: float

    @property
    def overlap(self) -> float:
        """The share of the smaller set that the larger holds."""
        return max(self.one, self.other)


def shingles(text: str) -> Hashes:
    """Return the distinct hashes of the character 5-grams of ``text``, sorted; a shorter text is one shingle."""
    letters = text.ljust(SHINGLE).encode("utf-32-le", "surrogatepass") if text else b""
    return _runs(np.frombuffer(letters, dtype=_STORED), SHINGLE)


def passages(text: str, words: int) -> Hashes:
    """Return the distinct hashes of the runs of so many words of ``text``, sorted; a shorter text is one run."""
    codes = [crc32(word) for word in text.encode("utf-8", "surrogatepass").split()]
    return _runs(np.array(codes, dtype=np.uint32), min(words, len(codes)))


def _runs(codes: Hashes, length: int) -> Hashes:
    """Return the distinct hashes of the runs of ``length`` codes, sorted."""
    if not codes.size:
        return np.empty(0, dtype=np.uint32)
    count = codes.size - length + 1
    wide = codes.astype(np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(length):
        mixed += wide[place : place + count] * _FACTORS[place]
    mixed ^= mixed >> _SHIFT
    mixed *= _LAST
    return _distinct((mixed >> _SHIFT).astype(np.uint32))


def _distinct(hashes: Hashes) -> Hashes:
    hashes.sort()
    return hashes[np.concatenate(([True], hashes[1:] != hashes[:-1]))] if hashes.size else hashes


def bottom(hashes: Hashes, most: int) -> bytes:
    """Return the ``most`` smallest of sorted hashes as bytes."""
    return hashes[:most].astype(_STORED).tobytes()


def hashes_of(words: Iterable[str]) -> Hashes:
    """Return the distinct hashes of strings, sorted."""
    return _distinct(np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint32))


def packed(hashes: Hashes) -> bytes:
    """Return all of the hashes as bytes."""
    return bottom(hashes, hashes.size)


def unpacked(stored: bytes) -> Hashes:
    """Return the hashes of :func:`bottom` or :func:`packed`."""
    return np.frombuffer(stored, dtype=_STORED)


def shared(one: bytes, other: bytes, sizes: tuple[int, int]) -> Shared:
    """Return what two sets have in common, from their sketches and their numbers of members."""
    first, second = unpacked(one), unpacked(other)
    limit = min(_limit(first, sizes[0]), _limit(second, sizes[1]))
    first, second = first[: np.searchsorted(first, limit, "right")], second[: np.searchsorted(second, limit, "right")]
    both = np.intersect1d(first, second, assume_unique=True).size
    union = first.size + second.size - both
    return Shared(*(both / whole if whole else 0.0 for whole in (union, first.size, second.size)))


def held(part: bytes, whole: bytes, sizes: tuple[int, int]) -> float:
    """Return the share of the set ``part`` that the set ``whole`` holds, 0 where the sketches cannot tell."""
    return shared(part, whole, sizes).one


def _limit(sketch: Hashes, size: int) -> int:
    """Return the hash up to which a sketch holds all of its set."""
    return int(sketch[-1]) if 0 < sketch.size < size else _RANGE - 1
