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
    while len(head) < _ENOUGH or not head.strip():
        try:
            data = _some(handle)
        except WaqaiError:
            break  # packed data that are damaged: told where they are read on, after what came before
        head += data
        if not data or len(head) >= HEAD or (b"\n" in head and head.lstrip()[:1] == b"{"):
            break
    return head


def joined(head: bytes, handle: BinaryIO) -> BinaryIO:
    """Return one stream of ``head`` and then what is left in ``handle``; closing it leaves ``handle`` open."""
    return io.BufferedReader(_Joined(head, handle), HEAD)


def _some(handle: BinaryIO) -> bytes:
    """Return what comes at once, nothing only at the end."""
    if isinstance(handle, io.BufferedReader | io.BytesIO):
        return handle.read1(HEAD)
    return handle.read(_ENOUGH)


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
