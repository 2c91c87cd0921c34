"""Packed files (gzip, Zstandard, zip) unpacked as they are read; where the data break off is told with the offset."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, TypeAlias, cast

from waqai.errors import DAMAGED, Notice, WaqaiError

if TYPE_CHECKING:
    from backports.zstd import ZstdFile
    from typing_extensions import Buffer

Packing: TypeAlias = Literal["gzip", "zstd", "zip", ""]

SUFFIXES: Final[dict[str, Packing]] = {".gz": "gzip", ".zst": "zstd", ".zip": "zip"}
_MAGIC: Final[tuple[tuple[bytes, Packing], ...]] = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PK\x03\x04", "zip"),
)
_BUFFER: Final = 1 << 16


def packing_of(head: bytes) -> Packing:
    """Return how the data that begin with ``head`` are packed, an empty string if they are not."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), "")


def unpacked(handle: BinaryIO, packing: Packing, source: str) -> BinaryIO:
    """Return a stream of what ``handle`` holds packed; a zip archive must be a file and hold one file only.

    Reading from it raises :class:`WaqaiError` where the data are damaged or break off; what came before has been given then.

    Raises:
        WaqaiError: if a zip archive holds not exactly one file or is damaged.
    """
    counted = _Counted(handle)
    if packing == "zip":
        return io.BufferedReader(_Unpacked(_only_member(handle, source), counted, source), _BUFFER)
    if packing == "zstd":
        from backports.zstd import ZstdFile  # noqa: PLC0415  # few files need it

        return io.BufferedReader(_Unpacked(ZstdFile(counted), counted, source), _BUFFER)
    return io.BufferedReader(_Unpacked(gzip.GzipFile(fileobj=counted, mode="rb"), counted, source), _BUFFER)


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were read from it."""

    def __init__(self, handle: BinaryIO) -> None:
        """Begin at 0."""
        super().__init__()
        self._handle = handle
        self.count = 0

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Read as :class:`io.RawIOBase` asks, and count."""
        view = memoryview(buffer).cast("B")
        data = self._handle.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Unpacked(io.RawIOBase):
    """What a packed stream holds; the errors of all kinds of packing become one."""

    def __init__(self, inner: zipfile.ZipExtFile | gzip.GzipFile | ZstdFile, counted: _Counted, source: str) -> None:
        """Keep the stream that unpacks and the one that counts what goes into it."""
        super().__init__()
        self._inner = inner
        self._counted = counted
        self._source = source
        self._failed: Notice | None = None

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Read as :class:`io.RawIOBase` asks.

        Raises:
            WaqaiError: where the packed data are damaged or break off.
        """
        from backports.zstd import ZstdError  # noqa: PLC0415  # few files need it

        view = memoryview(buffer).cast("B")
        if self._failed:
            raise WaqaiError(self._failed)
        try:
            data = self._inner.read1(len(view))  # not read: it would lose what comes before the damage
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, ZstdError) as error:
            reason = str(error).rstrip(".") or type(error).__name__
            self._failed = DAMAGED.at(self._source, byte=self._counted.count or None, reason=reason)
            raise WaqaiError(self._failed) from error
        view[: len(data)] = data
        return len(data)


def _only_member(handle: BinaryIO, source: str) -> zipfile.ZipExtFile:
    """Return the one file of a zip archive, opened."""
    try:
        if not handle.seekable():
            raise WaqaiError(DAMAGED.at(source, reason="a zip archive cannot be read from a pipe"))
        archive = zipfile.ZipFile(handle)
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) != 1:
            raise WaqaiError(DAMAGED.at(source, reason=f"a zip archive of {len(members)} files; one is expected"))
        return cast("zipfile.ZipExtFile", archive.open(members[0]))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError) as error:
        # A password, an unknown method, an entry that points outside: zipfile has an exception of its own for each.
        raise WaqaiError(DAMAGED.at(source, reason=str(error) or type(error).__name__)) from error
