"""The bytes of an archive: a stream with a look ahead, and the members of a file packed by gzip."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO, Final, Literal

MAX_BODY: Final = 20_000_000  # bytes of a record that are taken into memory; of a larger one only the beginning
RECORD: Final = re.compile(rb"WARC/[0-9]\.[0-9]{1,2}\r?\n[A-Za-z][A-Za-z-]*:")

_CHUNK: Final = 1 << 16
_LONGEST_MATCH: Final = 200
_PROBE: Final = 1 << 12
_MAGIC: Final = re.compile(rb"\x1f\x8b\x08")
_AFTER: Final = 16
_GZIP: Final = 31  # zlib's way to say that a gzip head and check sum are there


class Tape:
    """A stream with a look ahead. Where its data break off or are damaged, it ends, and ``broken`` and ``damage`` say so."""

    def __init__(self, handle: BinaryIO | Member) -> None:
        """Begin at the first byte."""
        self._handle = handle
        self._ahead = bytearray()
        self._file = None if isinstance(handle, Member) or not handle.seekable() else handle
        self._size = self._file.seek(0, 2) if self._file else 0
        if self._file:
            self._file.seek(0)
        self.at = 0
        self.broken = False
        self.damage = ""

    @property
    def breaks_off(self) -> bool:
        """Whether a record may go on behind the end: not at the end of a gzip member, which has its own."""
        return self.broken or not isinstance(self._handle, Member)

    def peek(self, size: int) -> bytes:
        """Return the next bytes without going on: fewer only at the end."""
        while not self.broken and (missing := size - len(self._ahead)) > 0:
            try:
                data = self._handle.read(max(missing, _CHUNK))
            except (EOFError, zlib.error) as error:
                self.broken = True
                self.damage = "" if isinstance(error, EOFError) else str(error)
                break
            if not data:
                break
            self._ahead += data
        return bytes(self._ahead[:size])

    def skip(self, size: int) -> None:
        """Go on by ``size`` bytes, or to the end."""
        if self._file and size > len(self._ahead):
            self.at = min(self.at + size, self._size)
            self._file.seek(self.at)
            self._ahead.clear()
            return
        while size > 0 and (data := self.peek(min(size, _CHUNK))):
            del self._ahead[: len(data)]
            self.at += len(data)
            size -= len(data)

    def skip_line_ends(self) -> None:
        """Go on to the next byte that ends no line."""
        while (data := self.peek(_AFTER)) and not data.strip(b"\r\n"):
            self.skip(len(data))
        self.skip(len(data) - len(data.lstrip(b"\r\n")))

    def after(self, size: int) -> bytes | None:
        """Return some bytes of those that follow the next ``size`` ones, ``None`` if there are not so many.

        Does not go on, except where the stream cannot seek and ``size`` is more than ``MAX_BODY``.
        """
        begin = self.at
        if self._file is None:
            if size <= MAX_BODY:
                data = self.peek(size + _AFTER)
                return data[size:] if len(data) >= size else None
            self.skip(size)
            return self.peek(_AFTER) if self.at - begin == size else None
        if begin + size > self._size:
            return None
        if size + _AFTER <= len(self._ahead):
            return bytes(self._ahead[size : size + _AFTER])
        self._file.seek(begin + size)
        data = self._file.read(_AFTER)
        self._file.seek(begin + len(self._ahead))
        return data

    def to_record(self) -> bool:
        """Go on to the next beginning of a record; return whether there is one."""
        while data := self.peek(_CHUNK):
            found = RECORD.search(data)
            if found:
                self.skip(found.start())
                return True
            self.skip(len(data) - _LONGEST_MATCH if len(data) == _CHUNK else len(data))
        return False

    def to_end(self) -> None:
        """Go to the end."""
        while data := self.peek(_CHUNK):
            self.skip(len(data))


class Member:
    """The content of one member of a file packed by gzip; ``end`` is the offset behind it once it has been read to its end."""

    def __init__(self, handle: BinaryIO, at: int) -> None:
        """Begin at the offset of the member."""
        self._handle = handle
        self._unpack = zlib.decompressobj(_GZIP)
        self._packed = b""
        self._next = at
        self.end = at

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes, none at the end.

        Raises:
            EOFError: if the file ends inside the member.
            zlib.error: if the data are damaged.
        """
        while not self._unpack.eof:
            if not self._packed:
                self._handle.seek(self._next)
                self._packed = self._handle.read(_CHUNK)
                self._next += len(self._packed)
                if not self._packed:
                    raise EOFError
            data = self._unpack.decompress(self._packed, size)
            self._packed = self._unpack.unconsumed_tail
            self.end = self._next - len(self._unpack.unused_data)
            if data:
                return data
        return b""


def begins(handle: BinaryIO, at: int) -> Literal["record", "cut", "end", "other"]:
    """Return what begins at an offset of a packed archive: a member that holds a record, the rest of a cut one, the end."""
    handle.seek(at)
    data = handle.read(_PROBE)
    if not data:
        return "end"
    unpack = zlib.decompressobj(_GZIP)
    try:
        content = unpack.decompress(data, _LONGEST_MATCH)
    except zlib.error:
        return "other"
    if content.startswith(b"WARC/"):
        return "record"
    cut = len(data) < _PROBE and not unpack.eof and b"WARC/".startswith(content)
    return "cut" if cut else "other"


def next_member(handle: BinaryIO, start: int) -> int | None:
    """Return the offset of the first member at or after ``start`` that holds a record, ``None`` if there is none."""
    at = start
    while True:
        handle.seek(at)
        data = handle.read(_CHUNK)
        for found in _MAGIC.finditer(data):
            if begins(handle, at + found.start()) == "record":
                return at + found.start()
        if len(data) < _CHUNK:
            return None
        at += len(data) - 2
