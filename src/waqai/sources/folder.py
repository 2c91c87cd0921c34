"""Folders: every file in them that waqai reads, in one order on every machine."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import msgspec

from waqai.errors import EMPTY_FOLDER, LEFT_OUT, UNREADABLE, Notice
from waqai.sources.base import printable_path


class Listing(msgspec.Struct, frozen=True):
    """The files of a folder that are read, sorted by the names on their paths, and what is to be told about the rest."""

    files: tuple[Path, ...]
    notices: tuple[Notice, ...]


def listing(folder: Path, suffixes: frozenset[str]) -> Listing:
    """Return the files below ``folder`` whose suffix, or last two, is one of ``suffixes``, and notices about what is not read.

    Hidden files and folders are left out. Symbolic links to folders are not followed, as they may lead in a circle.
    """
    files: list[Path] = []
    notices: list[Notice] = []
    others: Counter[str] = Counter()

    def failed(error: OSError) -> None:
        notices.append(UNREADABLE.at(printable_path(str(error.filename)), reason=error.strerror or "OSError"))

    for parent, folders, names in os.walk(folder, onerror=failed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if name.startswith("."):
                continue
            ends = "".join(path.suffixes[-2:]).lower()
            if not suffixes.isdisjoint((path.suffix.lower(), ends)):
                files.append(path)
            else:
                others[path.suffix.lower() or "without suffix"] += 1
    source = printable_path(str(folder))
    if others:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(others.items()))
        total = sum(others.values())
        notices.append(LEFT_OUT.at(source, count=f"{total} file" if total == 1 else f"{total} files", kinds=kinds))
    if not files and not any(notice.failed for notice in notices):
        notices.append(EMPTY_FOLDER.at(source))
    return Listing(tuple(sorted(files, key=lambda path: path.parts)), tuple(notices))
