"""Answers of web servers as archives keep them: status, fields, and the content without chunks and compression."""

from __future__ import annotations

import re
import zlib
from typing import Final

import msgspec

from waqai.sources.tape import MAX_BODY

_STATUS: Final = re.compile(rb"HTTP/[0-9](?:\.[0-9])?[ ]+([0-9]{3})")
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_CHUNK_SIZE: Final = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,12})[ \t]*(?:;[^\r\n]{0,500})?\r?\n")
_HTML: Final = frozenset(("text/html", "application/xhtml+xml"))
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MAX_HEAD: Final = 1 << 16


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A server's answer: ``kind`` is its content type without parameters, ``content`` as it was sent."""

    status: int
    kind: str
    charset: str | None
    transfer: str
    codings: tuple[str, ...]
    content: bytes


class BodyError(Exception):
    """Why the content of an answer cannot be had."""


class LargeError(BodyError):
    """The content is larger than an article can be."""


def answer(data: bytes) -> Answer | None:
    """Return the answer that ``data`` holds as it came over the wire, ``None`` if it is none."""
    status = _STATUS.match(data)
    found = _HEAD_END.search(data, 0, _MAX_HEAD)
    if status is None or found is None:
        return None
    fields: dict[str, str] = {}
    for line in data[: found.start()].decode("latin-1").split("\n")[1:]:
        name, _, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    content = data[found.end() :]
    kind = content_type(fields.get("content-type", "")) or ("text/html" if _MARKUP.match(content) else "")
    codings = tuple(part for value in fields.get("content-encoding", "").lower().split(",") if (part := value.strip()))
    return Answer(
        status=int(status.group(1)),
        kind=kind,
        charset=charset(fields.get("content-type", "")),
        transfer=fields.get("transfer-encoding", "").lower(),
        codings=codings,
        content=content,
    )


def content_type(value: str) -> str:
    """Return a content type in lower case without its parameters."""
    return value.partition(";")[0].strip().lower()


def charset(value: str) -> str | None:
    """Return the encoding that the parameters of a content type name."""
    found = _CHARSET.search(value)
    return found.group(1) if found else None


def is_html(kind: str) -> bool:
    """Whether a content type is that of web pages."""
    return kind in _HTML


def plain_content(found: Answer) -> bytes:
    """Return the content without chunks and compression.

    Archives often keep the content unpacked under the fields of the packed one: what is not packed as they say is taken as it is.

    Raises:
        LargeError: if it has more than ``MAX_BODY`` bytes.
        BodyError: if it is damaged, breaks off, or is packed in an unknown way.
    """
    content = found.content
    if "chunked" in found.transfer:
        content = _joined(content)
    for coding in reversed(found.codings):
        content = _decoded(content, coding)
    if len(content) > MAX_BODY:
        raise LargeError
    return content


def _joined(data: bytes) -> bytes:
    """Return the chunks of ``data`` joined, or ``data`` itself where it has none."""
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(data, at):
        length = int(size.group(1), 16)
        if length == 0:
            return b"".join(parts)
        part = data[size.end() : size.end() + length]
        if len(part) < length:
            message = "its chunks break off"
            raise BodyError(message)
        parts.append(part)
        at = size.end() + length
        at += 2 if data[at : at + 2] == b"\r\n" else data[at : at + 1] == b"\n"
    if not parts:
        return data
    message = "its chunks break off" if at >= len(data) else "its chunks are damaged"
    raise BodyError(message)


def _decoded(data: bytes, coding: str) -> bytes:
    if coding in {"identity", "none", "utf-8"} or _MARKUP.match(data):
        return data
    if coding in {"gzip", "x-gzip"}:
        return _inflated(data, 31) if data.startswith(b"\x1f\x8b") else data
    if coding == "deflate":
        # Servers disagree whether the head of zlib belongs to it.
        return _inflated(data, 15 if len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0 else -15)
    if coding == "br":
        return _brotli(data)
    if coding == "zstd":
        return _zstd(data)
    message = f"compression {coding[:20]} is not known"
    raise BodyError(message)


def _inflated(data: bytes, bits: int) -> bytes:
    unpack = zlib.decompressobj(bits)
    try:
        found = unpack.decompress(data, MAX_BODY + 1)
    except zlib.error as error:
        raise BodyError(str(error)) from error
    return _whole(found, ended=unpack.eof)


def _brotli(data: bytes) -> bytes:
    import brotli  # noqa: PLC0415  # few pages need it

    unpack = brotli.Decompressor()
    try:
        found: bytes = unpack.process(data, output_buffer_limit=MAX_BODY + 1)
    except brotli.error as error:
        raise BodyError(str(error) or "brotli") from error
    return _whole(found, ended=unpack.is_finished())


def _zstd(data: bytes) -> bytes:
    from backports.zstd import ZstdDecompressor, ZstdError  # noqa: PLC0415  # few pages need it

    unpack = ZstdDecompressor()
    try:
        found = unpack.decompress(data, MAX_BODY + 1)
    except ZstdError as error:
        raise BodyError(str(error)) from error
    return _whole(found, ended=unpack.eof)


def _whole(found: bytes, *, ended: bool) -> bytes:
    if len(found) > MAX_BODY:
        raise LargeError
    if not ended:
        message = "its compressed data break off"
        raise BodyError(message)
    return found
