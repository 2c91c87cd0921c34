"""What a user names for a batch: files with their sizes, and the articles of a piece of one."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from waqai.errors import NO_SUCH_PATH, NOT_FOR_BATCH, UNREADABLE, Notice
from waqai.scale.plan import Cut, File, Piece
from waqai.sources import Source, Stream, articles, usage_problems
from waqai.sources.base import once, printable_path
from waqai.sources.columns import Columns
from waqai.sources.folder import listing
from waqai.sources.jsonl import jsonl_range
from waqai.sources.kinds import READ, content_kind, named_kind
from waqai.sources.packing import packing_of
from waqai.sources.warc import warc_range

_HEAD: Final = 4096  # bytes by which a kind is recognised
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
                count += block.count(b"\n") if piece.file.cut == "lines" else 0
    except OSError:
        return Surveyed(0, "")
    return Surveyed(count, digest.hexdigest())


def articles_of(piece: Piece, line: int, columns: Columns) -> Stream:
    """Yield the articles that begin in a piece, as they would come out of the whole file.

    Args:
        piece: of a file.
        line: the number of line ends before the piece.
        columns: of tables.
    """
    file, path = piece.file, Path(piece.file.path)
    if piece.start == 0 and piece.end == file.size:
        for item in articles([file.path], io.BytesIO(), columns=columns):
            yield _named(item, file)
    elif file.cut == "lines":
        yield from jsonl_range(path, piece.start, piece.end, given=file.given, line=line)
    else:
        yield from once(warc_range(path, piece.start, piece.end, given=file.given))


def _file(path: Path) -> File | Notice:
    given = printable_path(str(path))
    try:
        with path.open("rb") as handle:
            cut = _cut(path.name, handle.read(_HEAD))
            size = handle.seek(0, io.SEEK_END)
    except FileNotFoundError:
        return NO_SUCH_PATH.at(given)
    except OSError as error:
        return UNREADABLE.at(given, reason=error.strerror or type(error).__name__)
    return File(given=given, path=str(path.resolve()), size=size, cut=cut)


def _cut(name: str, head: bytes) -> Cut:
    """Return where a file may be cut: only where its first bytes are what its name says."""
    kind, packed, _ = named_kind(name)
    if packing_of(head) != packed:
        return ""
    if kind == "jsonl" and not packed and content_kind(head) in {"jsonl", None}:
        return "lines"
    return "records" if kind == "warc" and (packed == "gzip" or content_kind(head) == "warc") else ""


def _blocks(handle: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (block := handle.read(min(_BLOCK, size))):
        size -= len(block)
        yield block


def _named(item: Source | Notice, file: File) -> Source | Notice:
    """Name the file as the user did, wherever the worker opened it."""
    if isinstance(item, Notice):
        return msgspec.structs.replace(item, source=file.given) if item.source else item
    return msgspec.structs.replace(item, article=msgspec.structs.replace(item.article, source=file.given))
