"""Rows of CSV and TSV: encoding and separator found, huge fields read, bad rows told and passed over."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec

from waqai.errors import UTF_16, WINDOWS_1256, Notice
from waqai.sources.jsonl import MAX_LINE
from waqai.sources.streams import joined
from waqai.sources.text import plausible_arabic

_SAMPLE: Final = 1 << 20
_SEPARATORS: Final = ",;\t|"
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')
_LINE_ENDS: Final = "\r\n"


class Row(msgspec.Struct, frozen=True):
    """A row: the number of the line on which it begins, from 1, and its cells, or why it has none."""

    line: int
    cells: tuple[str, ...]
    problem: str = ""


def text_of(handle: BinaryIO, source: str) -> tuple[io.TextIOWrapper, Notice | None]:
    """Return a table as a stream of text, and a warning if its first megabyte is not UTF-8 but another encoding.

    Single bytes that are no UTF-8 become halves of characters (U+DC80 to U+DCFF), so that only their rows are lost.
    """
    sample = handle.read(_SAMPLE)
    whole = joined(sample, handle)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return io.TextIOWrapper(whole, "utf-16", errors="surrogatepass", newline=""), UTF_16.at(source)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        if plausible_arabic(sample.decode("cp1256", "replace")):
            return io.TextIOWrapper(whole, "cp1256", errors="replace", newline=""), WINDOWS_1256.at(source)
    return io.TextIOWrapper(whole, "utf-8-sig", errors="surrogateescape", newline=""), None


def separator_of(first: str) -> str:
    """Return what separates the cells of a table by its first line: the sign that stands in it most often, outside quotes."""
    bare = _QUOTED.sub("", first)
    return max(_SEPARATORS, key=bare.count)


def rows_of(text: io.TextIOBase, separator: str = "") -> Iterator[Row]:
    """Yield the rows of a table, the head first; blank lines are left out, a row with too many or too few cells has a problem.

    A row that cannot be read costs its first line only: reading goes on with the next one, as a quotation mark that is never
    closed would otherwise swallow the rest. Where tabs separate, such a line is read again with its quotation marks as letters.
    """
    csv.field_size_limit(MAX_LINE)  # for the whole process, always to this; the limit of 131,072 is too low for articles
    lines = _Lines(text)
    width = 0
    while (line := lines.take()) is not None:
        number = lines.number
        if not line.strip(_LINE_ENDS):
            continue
        separator = separator or separator_of(line)
        row = _row(line, lines, number, separator, width)
        width = width or len(row.cells)
        yield row
    if lines.problem:
        yield Row(lines.number + 1, (), lines.problem)


class _Lines:
    """The lines of a text with their line ends; lines can be put back."""

    def __init__(self, text: io.TextIOBase) -> None:
        """Begin with the first line."""
        self._text = text
        self._back: deque[str] = deque()
        self.number = 0
        self.problem = ""

    def take(self) -> str | None:
        """Return the next line, ``None`` at the end or where ``problem`` says why there is none.

        Of a line longer than an article can be, the rest comes as another one.
        """
        try:
            line = self._back.popleft() if self._back else self._text.readline(MAX_LINE)
        except UnicodeDecodeError as error:
            self.problem = f"it is not valid {error.encoding.upper()}: {error.reason}"
            return None
        self.number += bool(line)
        return line or None

    def put_back(self, taken: list[str]) -> None:
        """Put the last lines that were taken back, in their order."""
        self._back.extendleft(reversed(taken))
        self.number -= len(taken)


def _row(first: str, lines: _Lines, number: int, separator: str, width: int) -> Row:
    """Return the row that begins with a line, and may go on in the next ones."""
    more: list[str] = []

    def taken() -> Iterator[str]:
        yield first
        while (line := lines.take()) is not None:
            more.append(line)
            yield line

    try:
        cells = next(csv.reader(taken(), delimiter=separator, strict=True))
        problem = _wrong(cells, width)
    except csv.Error as error:
        cells, problem = [], str(error)
    if problem:
        lines.put_back(more)
        if separator == "\t":
            cells = first.rstrip(_LINE_ENDS).split(separator)
            problem = _wrong(cells, width)
    return Row(number, tuple(cells[: width or None]), problem)


def _wrong(cells: list[str], width: int) -> str:
    """Return what is wrong with the number of cells; empty ones at the end do no harm."""
    if not width or (len(cells) >= width and not any(cells[width:])):
        return ""
    return f"it has {len(cells)} cells where the first line names {width}"
