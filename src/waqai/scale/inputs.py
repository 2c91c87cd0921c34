"""What a user names for a batch: files with their sizes, and the articles of a piece of one."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from waqai.errors import NO_ARTICLE, NO_SUCH_PATH, NOT_FOR_BATCH, UNREADABLE, Notice
from waqai.scale.plan import File, Piece
from waqai.sources import Source, Stream, articles, usage_problems
from waqai.sources.base import printable_path
from waqai.sources.folder import listing
from waqai.sources.inputs import READ
from waqai.sources.jsonl import Line, jsonl_lines, lines

_JSONL: Final = frozenset((".jsonl", ".ndjson"))
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_BLOCK: Final = 1 << 20


class Surveyed(msgspec.Struct, frozen=True):
    """What is known of a piece once its bytes went by: the line ends in them, and their digest (empty if unreadable)."""

    lines: int
    sha256: str


def problems(inputs: Iterable[str]) -> list[Notice]:
    """Return what is wrong with the names themselves, so that nothing is read before the user has been told."""
    names = list(inputs)
    found = [NOT_FOR_BATCH.at(value=printable_path(name)) for name in names if name == "-" or _URL.match(name)]
    return found or usage_problems(names)


def files(inputs: Iterable[str]) -> Iterator[File | Notice]:
    """Yield the files of the inputs and of folders among them, in the order of reading, and what is told of them."""
    for name in inputs:
        path = Path(name)
        if not path.is_dir():
            yield _file(path)
            continue
        found = listing(path, READ)
        yield from found.notices
        for one in found.files:
            yield _file(one)


def survey(piece: Piece) -> Surveyed:
    """Return what the bytes of a piece are; a file that cannot be read is told of when its articles are read."""
    digest = hashlib.sha256()
    count = 0
    try:
        with Path(piece.file.path).open("rb") as handle:
            handle.seek(piece.start)
            for block in _blocks(handle, piece.end - piece.start):
                digest.update(block)
                count += block.count(b"\n") if piece.file.divisible else 0
    except OSError:
        return Surveyed(0, "")
    return Surveyed(count, digest.hexdigest())


def articles_of(piece: Piece, line: int) -> Stream:
    """Yield the articles that begin in a piece, as they would come out of the whole file.

    Args:
        piece: of a file.
        line: the number of line ends before the piece.
    """
    if piece.file.divisible and (piece.start or piece.end < piece.file.size):
        yield from jsonl_range(Path(piece.file.path), piece.start, piece.end, given=piece.file.given, line=line)
    else:
        for item in articles([piece.file.path], io.BytesIO()):
            yield _named(item, piece.file)


def jsonl_range(path: Path, start: int, end: int, *, given: str, line: int) -> Stream:
    """Yield the articles on the lines that begin in the bytes from ``start`` up to ``end``; ``line`` ends come before."""
    source = printable_path(given)
    try:
        with path.open("rb") as handle:
            if start:
                handle.seek(start - 1)
                while (data := handle.readline(_BLOCK)) and not data.endswith(b"\n"):
                    pass  # the rest of a line that begins before
                line += handle.tell() > start
            for item in jsonl_lines(_lines(handle, end, line), source, printable_path(path.stem)):
                if not (isinstance(item, Notice) and item.problem is NO_ARTICLE):  # other parts of the file may hold some
                    yield item
    except OSError as error:
        yield UNREADABLE.at(source, reason=error.strerror or type(error).__name__)


def _lines(handle: BinaryIO, end: int, before: int) -> Iterator[Line]:
    begin = handle.tell()
    for line in lines(handle):
        if begin + line.byte >= end:
            return
        yield Line(line.number + before, line.byte + begin, line.data)


def _file(path: Path) -> File | Notice:
    given = printable_path(str(path))
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return NO_SUCH_PATH.at(given)
    except OSError as error:
        return UNREADABLE.at(given, reason=error.strerror or type(error).__name__)
    return File(given=given, path=str(path.resolve()), size=size, divisible=path.suffix.lower() in _JSONL)


def _blocks(handle: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (block := handle.read(min(_BLOCK, size))):
        size -= len(block)
        yield block


def _named(item: Source | Notice, file: File) -> Source | Notice:
    """Name the file as the user did, wherever the worker opened it."""
    if isinstance(item, Notice):
        return msgspec.structs.replace(item, source=file.given) if item.source else item
    return msgspec.structs.replace(item, article=msgspec.structs.replace(item.article, source=file.given))
