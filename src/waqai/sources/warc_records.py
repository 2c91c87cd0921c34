"""The records of a WARC archive, one after the other, whole or from a range of bytes, packed or not.

The libraries for WARC stop at the first damage, and FastWARC gives a record that is cut as an empty one. Here a damaged record is
told with its offset, reading goes on behind it, and readers of neighbouring ranges share the records exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, TypeAlias

import msgspec

from waqai.errors import BAD_RECORD, CUT_ARCHIVE, Notice
from waqai.sources.tape import MAX_BODY, RECORD, Member, Tape, begins, next_member

_ALL: Final = 1 << 62
_MAX_HEAD: Final = 1 << 16
_SHORTEST: Final = 200  # bytes that are enough to see whether a record begins
_MAGIC: Final = b"\x1f\x8b\x08"
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_LENGTH: Final = re.compile(r"[0-9]{1,18}")


class WarcRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record: the offset where it begins (of its gzip member, if packed), its fields by lower-case names, its content.

    ``length`` is how many bytes the content has; ``body`` holds only the beginning where that is more than ``MAX_BODY``.
    """

    offset: int
    fields: dict[str, str]
    length: int
    body: bytes

    @property
    def whole(self) -> bool:
        """Whether all of the content is here."""
        return len(self.body) == self.length


Records: TypeAlias = Iterator[WarcRecord | Notice]


def records(handle: BinaryIO, source: str, start: int = 0, end: int | None = None) -> Records:
    """Yield the records that begin in ``[start, end)`` of an archive, and a notice where one cannot be read.

    Every record of an archive begins in exactly one range of a partition of its bytes, so that several processes can share it.
    In an archive that is not packed, the heads of the records before are read to find the first one. In a packed one the first
    gzip member at or after ``start`` that holds a record is looked for; if a page of the archive is itself an archive, stored in
    gzip without compression, a range that begins inside it takes its records for records.

    Args:
        handle: the archive. A range other than the whole, or a packed archive, asks for one that can seek.
        source: how it is told apart in notices.
        start: the first byte, from 0.
        end: the byte after the last one; the end of the archive if not given.
    """
    last = _ALL if end is None else end
    if handle.seekable():
        handle.seek(0)
        packed = handle.read(len(_MAGIC)) == _MAGIC
        handle.seek(0)
        if packed:
            yield from _members(handle, source, start, last)
            return
    yield from _plain(Tape(handle), source, start, last)


def _members(handle: BinaryIO, source: str, start: int, end: int) -> Records:
    """Yield the records of the gzip members that begin in the range.

    What stands between two members is told by the reader of the first of them, so that ranges tell it once.
    """
    at = 0 if start == 0 else next_member(handle, start)
    while at is not None and at < end:
        member = Member(handle, at)
        tape = Tape(member)
        yield from _plain(tape, source, 0, _ALL, at)
        tape.to_end()
        if tape.broken:
            at = next_member(handle, at + 1)
            continue
        at = member.end
        kind = begins(handle, at)
        if kind == "end":
            return
        if kind != "record":
            cut = CUT_ARCHIVE.at(source, byte=at)
            yield cut if kind == "cut" else BAD_RECORD.at(source, byte=at, reason="no packed record")
            at = next_member(handle, at + 1)


def _plain(tape: Tape, source: str, start: int, end: int, member: int | None = None) -> Records:
    """Yield the records on a tape that begin in the range.

    Args:
        tape: an archive that is not packed, or the content of one gzip member.
        source: how the archive is told apart in notices.
        start: the first byte.
        end: the byte after the last one.
        member: the offset of the gzip member, which then stands for the offsets of its records.
    """
    while True:
        tape.skip_line_ends()
        at = tape.at
        if (not tape.peek(1) and not tape.damage) or at >= end:
            return
        offset = at if member is None else member
        found = _record(tape, source, offset, wanted=at >= start)
        if tape.damage:
            yield BAD_RECORD.at(source, byte=offset, reason=tape.damage)
            return
        if at >= start:
            yield found
        if isinstance(found, Notice) and not tape.to_record():
            return


def _record(tape: Tape, source: str, offset: int, *, wanted: bool) -> WarcRecord | Notice:
    """Return the record at the head of the tape, which goes on behind it, or the notice why there is none.

    After a notice the tape stands where the search for the next record is to begin.
    """
    head = tape.peek(_MAX_HEAD)
    if not RECORD.match(head):
        # What breaks off within its first lines is the beginning of a record; anything else never was one.
        cut = tape.breaks_off and len(head) < _SHORTEST and b"WARC/".startswith(head[:5])
        reason = "it does not begin with WARC/"
        return CUT_ARCHIVE.at(source, byte=offset) if cut else BAD_RECORD.at(source, byte=offset, reason=reason)
    found = _HEAD_END.search(head)
    if found is None:
        tape.skip(1)
        cut = tape.breaks_off and len(head) < _MAX_HEAD and not RECORD.search(head, 1)
        reason = "its head does not end"
        return CUT_ARCHIVE.at(source, byte=offset) if cut else BAD_RECORD.at(source, byte=offset, reason=reason)
    fields = _fields(head[: found.start()])
    said = fields.get("content-length", "")
    tape.skip(found.end())
    if not _LENGTH.fullmatch(said):
        return BAD_RECORD.at(source, byte=offset, reason=f"its length is {said[:20]!r}")
    return _with_body(tape, source, WarcRecord(offset=offset, fields=fields, length=int(said), body=b""), wanted=wanted)


def _with_body(tape: Tape, source: str, record: WarcRecord, *, wanted: bool) -> WarcRecord | Notice:
    """Return the record with its content, or the notice that its length does not lead to an end of a record."""
    end = tape.at + record.length
    body = tape.peek(record.length if record.length <= MAX_BODY else _MAX_HEAD) if wanted else b""
    after = tape.after(record.length)
    if after is not None and _ends(after):
        tape.skip(end - tape.at)
        return msgspec.structs.replace(record, body=body)
    if after is None and not tape.to_record() and tape.breaks_off:
        return CUT_ARCHIVE.at(source, byte=record.offset)
    reason = f"its length, {record.length}, does not lead to the end of a record"
    return BAD_RECORD.at(source, byte=record.offset, reason=reason)


def _ends(after: bytes) -> bool:
    """Whether a record ends before these bytes."""
    rest = after.lstrip(b"\r\n")
    return after.startswith(b"\r\n\r\n") or b"WARC/".startswith(rest[:5])


def _fields(head: bytes) -> dict[str, str]:
    """Return the fields of a record's head by their names in lower case."""
    found: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").split("\n")[1:]:
        name, _, value = line.partition(":")
        found.setdefault(name.strip().lower(), value.strip())
    return found
