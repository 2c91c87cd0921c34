"""Files that are whole or not there: written aside, forced to the disk, then renamed."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from waqai.errors import RUN_BUSY, WaqaiError
from waqai.sources.base import printable_path

ASIDE: Final = ".aside"  # folder of what is being written
_LOCK: Final = ".lock"


def aside(folder: Path, name: str) -> Path:
    """Return a path beside the finished files for one that is being written; no other process writes there."""
    return folder / ASIDE / f"{name}.{os.uname().nodename if hasattr(os, 'uname') else 'host'}.{os.getpid()}"


def put(written: Path, final: Path) -> None:
    """Move a finished file to its place in one step, once its bytes are on the disk."""
    with written.open("rb+") as handle:
        os.fsync(handle.fileno())
    written.replace(final)
    sync_folder(final.parent)


def put_bytes(data: bytes, final: Path, folder: Path) -> None:
    """Write a small file in one step."""
    written = aside(folder, final.name)
    written.write_bytes(data)
    put(written, final)


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system lets one."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """Return the digest of a file in hexadecimal digits."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold a folder for one run; the lock goes with the process that holds it, however it ends.

    Raises:
        WaqaiError: if another run holds it.
    """
    if sys.platform == "win32":  # no such lock: two runs write the same bytes, but may delete each other's unfinished files
        yield
        return
    import fcntl  # noqa: PLC0415  # not on Windows

    with (folder / _LOCK).open("ab") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WaqaiError(RUN_BUSY.at(printable_path(str(folder)))) from None
        yield
