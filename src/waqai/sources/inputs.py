"""What the user names on the command line, turned into one stream of articles in that order."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

import msgspec

from waqai.errors import (
    BAD_PARQUET,
    NO_SUCH_PATH,
    OTHER_CONTENT,
    STDIN_TWICE,
    UNKNOWN_CONTENT,
    UNKNOWN_KIND,
    UNREADABLE,
    Notice,
    WaqaiError,
)
from waqai.sources import packing
from waqai.sources.base import Stream, once, printable_path
from waqai.sources.columns import Columns
from waqai.sources.folder import listing
from waqai.sources.html import page
from waqai.sources.jsonl import jsonl_lines, lines
from waqai.sources.kinds import NAMES, READ, Kind, content_kind, named_kind, other_content
from waqai.sources.link import Link
from waqai.sources.linked import Fetch, linked
from waqai.sources.lists import MAX_LIST, links
from waqai.sources.packing import Packing
from waqai.sources.streams import head_of, joined
from waqai.sources.table import parquet_file, table_stream
from waqai.sources.text import MAX_BYTES, text_stream
from waqai.sources.warc import warc_range, warc_stream

__all__ = ["READ", "STDIN", "articles", "usage_problems"]

STDIN: Final = "-"

_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# Kinds that any name may have without a word: a text may begin like JSON, and a table may list what GDELT lists.
_ALIKE: Final[frozenset[tuple[Kind, Kind]]] = frozenset(
    (("text", "jsonl"), ("table", "list"), ("list", "jsonl"), ("jsonl", "list"))
)


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A file or standard input, opened and unpacked: ``path`` is there where the file itself may be opened again."""

    handle: BinaryIO
    source: str
    name: str
    suffix: str = ""
    path: Path | None = None


class How(msgspec.Struct, frozen=True, kw_only=True):
    """How the inputs are read: the columns of tables that the user named, and what fetches the articles of lists, if anything."""

    columns: Columns = Columns()
    fetch: Fetch | None = None


Reader: TypeAlias = Callable[[Opened, How], Stream]


def usage_problems(inputs: Iterable[str]) -> list[Notice]:
    """Return what is wrong with the names themselves, so that nothing is read before the user has been told."""
    names = list(inputs)
    found = [STDIN_TWICE.at()] if names.count(STDIN) > 1 else []
    found.extend(NO_SUCH_PATH.at(printable_path(name) or '""') for name in names if _missing(name))
    return found


def articles(
    inputs: Iterable[str], stdin: BinaryIO, *, columns: Columns | None = None, fetch: Callable[[Link], Stream] | None = None
) -> Stream:
    """Yield every article of the inputs in their order, a notice where one could not be had.

    Args:
        inputs: paths of files and folders, addresses, or ``-`` for standard input.
        stdin: what ``-`` stands for, as bytes.
        columns: which columns of tables hold what, as far as the user says.
        fetch: gets what stands behind an address, of a list or among the inputs: articles, or the notice why there are none.
            Without it each address is told and left out. A link with ``more`` names another list.
    """
    yield from once(_articles(inputs, stdin, How(columns=columns or Columns(), fetch=fetch)))


def _articles(inputs: Iterable[str], stdin: BinaryIO, how: How) -> Stream:
    for name in inputs:
        if name == STDIN:
            yield from _read(stdin, STDIN, "stdin", None, how)
        elif _URL.match(name):
            yield from linked([Link(url=name)], "", name, how.fetch)
        elif _is_folder(name):
            found = listing(Path(name), READ)
            yield from found.notices
            for path in found.files:
                yield from _file(path, str(path), how)
        else:
            yield from _file(Path(name), name, how)


def _file(path: Path, given: str, how: How) -> Stream:
    """Yield the articles of one file."""
    source = printable_path(given)
    try:
        with path.open("rb") as handle:
            yield from _read(handle, source, printable_path(_stem(path)), path, how)
    except OSError as error:
        yield UNREADABLE.at(source, reason=error.strerror or type(error).__name__)


def _read(handle: BinaryIO, source: str, name: str, path: Path | None, how: How) -> Stream:
    """Yield the articles of an open file or standard input by what it holds and is called."""
    try:
        head = head_of(handle)
        packed = _packing(head, path)
        stream = joined(head, handle)
        if packed:
            # A zip archive is read from its end, so it takes the file itself.
            stream = packing.unpacked(handle if packed == "zip" else stream, packed, source)
            head = head_of(stream)
            stream = joined(head, stream)
        kind, suffix, notice = _kind(head, packed, source, path)
        if notice is not None:
            yield notice
            if notice.failed:
                return
        if kind == "text" and not suffix and how.columns.named:
            kind = "table"  # only a table has columns that the user could name
        whole = path if not packed or (kind == "warc" and packed == "gzip") else None
        opened = Opened(handle=stream, source=source, name=name, suffix=suffix, path=whole)
        yield from READERS[kind](opened, how)
    except WaqaiError as error:
        yield error.notice
    except OSError as error:
        yield UNREADABLE.at(source, reason=error.strerror or type(error).__name__)


def _packing(head: bytes, path: Path | None) -> Packing:
    """Return how a file is packed; a zip archive by another name is a document of some program."""
    packed = packing.packing_of(head)
    return "" if packed == "zip" and path and path.suffix.lower() not in {"", ".zip"} else packed


def _kind(head: bytes, packed: Packing, source: str, path: Path | None) -> tuple[Kind, str, Notice | None]:
    """Return the kind to read a file as, its suffix, and what is to be told of a name that says something else."""
    named, said, suffix = named_kind(path.name) if path else (None, packed, "")
    found = content_kind(head)
    if not head and named:
        return named, suffix, None
    if found == "other" and (named or not suffix):
        return "other", suffix, UNKNOWN_CONTENT.at(source, found=other_content(head))
    if named is None:
        if not suffix:
            return found or "text", suffix, None
        if found is None or found == "other":
            return "other", suffix, UNKNOWN_KIND.at(source, suffix=suffix)
        return found, suffix, OTHER_CONTENT.at(source, said=suffix, found=NAMES[found])
    if found and found != named and (named, found) not in _ALIKE:
        return found, suffix, OTHER_CONTENT.at(source, said=NAMES[named], found=NAMES[found])
    kind = found if found and (named, found) in _ALIKE and named != "text" else named
    if said != packed:
        told = (f"{words} packed by {way}" if way else words for words, way in ((NAMES[named], said), (NAMES[kind], packed)))
        return kind, suffix, OTHER_CONTENT.at(source, said=next(told), found=next(told))
    return kind, suffix, None


def _text(opened: Opened, _how: How) -> Stream:
    yield from text_stream(b"", opened.handle, opened.source, opened.name)


def _jsonl(opened: Opened, _how: How) -> Stream:
    yield from jsonl_lines(lines(opened.handle), opened.source, opened.name)


def _html(opened: Opened, _how: How) -> Stream:
    yield from page(opened.handle.read(MAX_BYTES + 1), opened.source, name=opened.name)


def _list(opened: Opened, how: How) -> Stream:
    data = opened.handle.read(MAX_LIST + 1)
    yield from linked(links(data, opened.source, kind=opened.suffix), opened.source, opened.name, how.fetch)


def _warc(opened: Opened, _how: How) -> Stream:
    if opened.path is None:
        yield from warc_stream(opened.handle, opened.source, opened.name)
    else:
        yield from warc_range(opened.path, given=opened.source)


def _table(opened: Opened, how: How) -> Stream:
    separator = "\t" if opened.suffix == ".tsv" else ""
    yield from table_stream(opened.handle, opened.source, opened.name, columns=how.columns, fetch=how.fetch, separator=separator)


def _parquet(opened: Opened, how: How) -> Stream:
    if opened.path is None:
        yield BAD_PARQUET.at(opened.source, reason="it is packed or comes through a pipe")
    else:
        yield from parquet_file(opened.path, opened.source, columns=how.columns, fetch=how.fetch)


def _other(opened: Opened, _how: How) -> Stream:
    yield UNKNOWN_CONTENT.at(opened.source, found="something else")


READERS: Final[Mapping[Kind, Reader]] = {
    "text": _text,
    "jsonl": _jsonl,
    "html": _html,
    "list": _list,
    "warc": _warc,
    "table": _table,
    "parquet": _parquet,
    "other": _other,
}


def _stem(path: Path) -> str:
    """Return the name of a file without its suffix, of a packed one without both."""
    return Path(path.stem).stem if path.suffix.lower() in packing.SUFFIXES else path.stem


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
