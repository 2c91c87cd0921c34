"""Streams whose beginning has been read already."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, Final

from waqai.errors import WaqaiError

if TYPE_CHECKING:
    from typing_extensions import Buffer

HEAD: Final = 1 << 16  # bytes that are enough to see what a stream holds
_ENOUGH: Final = 1 << 10


def head_of(handle: BinaryIO) -> bytes:
    """Return the beginning of a stream: as much as comes at once, and more only where that shows nothing.

    Whoever types lines into a terminal or a pipe gets an answer after the first one.
    """
    head = b""
    while (len(head) < _ENOUGH or not head.strip()) and (data := some_of(handle, HEAD)):
        head += data
        if len(head) >= HEAD or (b"\n" in head and head.lstrip()[:1] == b"{"):
            break
    return head


def start_of(handle: BinaryIO, size: int) -> bytes:
    """Return the next bytes of a stream, ``size`` of them or a few more, fewer only at the end."""
    parts: list[bytes] = []
    while size > 0 and (data := some_of(handle, size)):
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


def joined(head: bytes, handle: BinaryIO) -> BinaryIO:
    """Return one stream of ``head`` and then what is left in ``handle``; closing it leaves ``handle`` open."""
    return io.BufferedReader(_Joined(head, handle), HEAD)


def some_of(handle: BinaryIO, size: int) -> bytes:
    """Return what comes at once, at most ``size`` bytes; nothing at the end and where packed data are damaged.

    The damage is told by whoever reads on: what comes before it is not to be lost.
    """
    try:
        return handle.read1(size) if isinstance(handle, io.BufferedReader | io.BytesIO) else handle.read(min(size, _ENOUGH))
    except WaqaiError:
        return b""


class _Joined(io.RawIOBase):
    """The bytes of ``head``, then those of a stream."""

    def __init__(self, head: bytes, handle: BinaryIO) -> None:
        """Begin with ``head``."""
        super().__init__()
        self._head = head
        self._handle = handle

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Read as :class:`io.RawIOBase` asks."""
        view = memoryview(buffer).cast("B")
        data = self._head[: len(view)]
        self._head = self._head[len(data) :]
        if not data:
            data = self._handle.read1(len(view)) if isinstance(self._handle, io.BufferedReader) else self._handle.read(len(view))
        view[: len(data)] = data
        return len(data)
