"""What an answer is, by its first bytes rather than by what the server says of it."""

from __future__ import annotations

import codecs
import re
from typing import Final

_HEAD: Final = 1024
_MAGIC: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90", "application/x-executable"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
)
_INSIDE: Final = ((4, b"ftyp", "video/mp4"), (8, b"WEBP", "image/webp"), (8, b"WAVE", "audio/wav"), (8, b"AVI ", "video/avi"))
_ROOTS: Final = (
    (re.compile(rb"<rss[\s>]|<rdf:rdf[\s>]"), "application/rss+xml"),
    (re.compile(rb"<feed[\s>]"), "application/atom+xml"),
    (re.compile(rb"<(?:urlset|sitemapindex)[\s>]"), "application/xml"),
    (re.compile(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]"), "text/html"),
)
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_READABLE: Final = re.compile(r"text/.*|(?:application/)?(?:.*[+])?(?:xml|json|xhtml)|application/(?:x-)?ndjson|application/zip|")
_UNREAD: Final = ("audio/", "font/", "image/", "video/")


def media_type(header: str) -> str:
    """Return the media type of a Content-Type header, without its parameters and in lower case."""
    return header.partition(";")[0].strip().lower()


def surely_unread(declared: str) -> bool:
    """Tell whether a declared type is one of which not even the beginning need be fetched."""
    return declared.startswith(_UNREAD) and not declared.endswith("+xml")


def kind_of(data: bytes, declared: str) -> str:
    """Return the media type of a body: by its first bytes where they tell, else as declared."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    for offset, magic, kind in _INSIDE:
        if data[offset : offset + len(magic)] == magic:
            return kind
    head = data[:_HEAD]
    if head.startswith(_WIDE):
        head = head.decode("utf-16", "ignore").encode()
    elif b"\x00" in head:
        return "application/octet-stream"
    head = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    first = [(found.start(), kind) for pattern, kind in _ROOTS if (found := pattern.search(head))]
    if head.startswith(b"<") and first:
        return min(first)[1]
    if head.startswith((b"{", b"[")) and declared in {"", "text/html", "text/plain", "application/octet-stream"}:
        return "application/json" if head.startswith(b"{") else declared or "application/json"
    return declared if readable(declared) or not _is_text(head) else "text/plain"


def readable(kind: str) -> bool:
    """Tell whether a kind is a page, a feed, a list (some come as zip archives) or text."""
    return _READABLE.fullmatch(kind) is not None


def _is_text(head: bytes) -> bool:
    """Tell whether bytes without NUL are text rather than anything else: hardly any control among them."""
    controls = sum(byte < 32 and byte not in b"\t\n\f\r\x1b" for byte in head)
    return bool(head) and controls * 50 < len(head)
