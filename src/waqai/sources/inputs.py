"""What the user names on the command line, turned into one stream of articles in that order."""

from __future__ import annotations

import codecs
import errno
import itertools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final

from waqai.errors import LATER_KIND, NO_SUCH_PATH, STDIN_TWICE, TOO_MANY_BYTES, UNKNOWN_KIND, UNREADABLE, Notice
from waqai.sources.base import Stream, printable_path
from waqai.sources.folder import listing
from waqai.sources.jsonl import Line, jsonl_file, jsonl_lines, lines
from waqai.sources.text import MAX_BYTES, text_file, text_stream

STDIN: Final = "-"

_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_TEXT: Final = frozenset({".txt"})
_JSONL: Final = frozenset({".jsonl", ".ndjson"})
READ: Final = _TEXT | _JSONL
_LATER: Final = {
    ".html": "HTML pages",
    ".htm": "HTML pages",
    ".xhtml": "HTML pages",
    ".warc": "WARC archives",
    ".gz": "compressed files and WARC archives",
}
_SPACE: Final = b" \t\r\n"


def usage_problems(inputs: Iterable[str]) -> list[Notice]:
    """Return what is wrong with the names themselves, so that nothing is read before the user has been told."""
    names = list(inputs)
    found = [STDIN_TWICE.at()] if names.count(STDIN) > 1 else []
    found.extend(NO_SUCH_PATH.at(printable_path(name) or '""') for name in names if _missing(name))
    return found


def articles(inputs: Iterable[str], stdin: BinaryIO) -> Stream:
    """Yield every article of the inputs in their order, a notice where one could not be had.

    Args:
        inputs: paths of files and folders, or ``-`` for standard input.
        stdin: what ``-`` stands for, as bytes.
    """
    for name in inputs:
        if name == STDIN:
            yield from _opened(stdin, STDIN, "stdin")
        elif _URL.match(name):
            yield LATER_KIND.at(printable_path(name), kind="web addresses")
        elif _is_folder(name):
            found = listing(Path(name), READ)
            yield from found.notices
            for path in found.files:
                yield from _file(path, str(path))
        else:
            yield from _file(Path(name), name)


def _file(path: Path, given: str) -> Stream:
    """Yield the articles of one file by what its suffix says; a file without one is looked into, like standard input."""
    suffix = path.suffix.lower()
    source = printable_path(given)
    if suffix in _TEXT:
        yield from text_file(path, given)
    elif suffix in _JSONL:
        yield from jsonl_file(path, given)
    elif suffix in _LATER:
        yield LATER_KIND.at(source, kind=_LATER[suffix])
    elif suffix:
        yield UNKNOWN_KIND.at(source, suffix=suffix)
    else:
        try:
            handle = path.open("rb")
        except OSError as error:
            yield UNREADABLE.at(source, reason=error.strerror or type(error).__name__)
            return
        with handle:
            yield from _opened(handle, source, printable_path(path.stem))


def _opened(handle: BinaryIO, source: str, name: str) -> Stream:
    """Yield the articles of an open stream, or why it cannot be read."""
    try:
        yield from _recognised(handle, source, name)
    except OSError as error:
        yield UNREADABLE.at(source, reason=error.strerror or type(error).__name__)


def _recognised(handle: BinaryIO, source: str, name: str) -> Stream:
    """Yield the articles of a stream: JSON Lines if its first byte that is no space is ``{``, else one plain text."""
    head: list[Line] = []
    rest = lines(handle)
    begin = b""
    for line in rest:
        if line.data is None:
            # Too long for either kind; of such a line the bytes are gone.
            yield TOO_MANY_BYTES.at(source, line=line.number, limit=f"{MAX_BYTES:,}")
            return
        head.append(line)
        begin = line.data.removeprefix(codecs.BOM_UTF8).lstrip(_SPACE)
        if begin:
            break
    if begin.startswith(b"{"):
        yield from jsonl_lines(itertools.chain(head, rest), source, name)
    else:
        yield from text_stream(b"".join(line.data or b"" for line in head), handle, source, name)


def _missing(name: str) -> bool:
    """Whether ``name`` is a path where nothing is; what cannot be looked at is left to the reading, which says why."""
    if name == STDIN or _URL.match(name):
        return False
    if not name:
        return True  # Path("") is the current folder, and a shell variable without a value must not mean that
    try:
        Path(name).stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError as error:
        return error.errno == errno.ENAMETOOLONG
    return False


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except OSError:
        return False
