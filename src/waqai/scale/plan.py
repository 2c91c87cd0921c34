"""The plan of a batch: which bytes of which files make which shard. Pure: the same files and target give the same parts."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

import msgspec

Cut: TypeAlias = Literal["lines", "records", ""]


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the input: ``given`` as the user named it, ``path`` as a worker opens it, ``size`` in bytes.

    ``cut`` tells what a range of its bytes may be read by: lines, records of an archive, or nothing.
    """

    given: str
    path: str
    size: int
    cut: Cut = ""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """The articles of a file that begin in the bytes ``start`` (inclusive) to ``end`` (exclusive)."""

    file: File
    start: int
    end: int


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """The input of one shard; ``number`` counts from 0 and names it."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def size(self) -> int:
        """The number of its bytes."""
        return sum(piece.end - piece.start for piece in self.pieces)


def parts(files: Iterable[File], target: int) -> Iterator[Part]:
    """Yield parts of at most ``target`` bytes each, in the order of the files, every byte in exactly one.

    Large files are cut into pieces of even size where that can be; small files share a part. What cannot be cut is one piece,
    however large.

    Args:
        files: in the order in which they are read.
        target: bytes, at least 1.
    """
    number = 0
    held: list[Piece] = []
    size = 0
    for piece in (piece for file in files for piece in _pieces(file, target)):
        if held and size + piece.end - piece.start > target:
            yield Part(number=number, pieces=tuple(held))
            number, held, size = number + 1, [], 0
        held.append(piece)
        size += piece.end - piece.start
    if held:
        yield Part(number=number, pieces=tuple(held))


def _pieces(file: File, target: int) -> Iterator[Piece]:
    count = max(1, -(-file.size // target)) if file.cut else 1
    bounds = [file.size * number // count for number in range(count + 1)]
    for start, end in itertools.pairwise(bounds):
        yield Piece(file=file, start=start, end=end)
