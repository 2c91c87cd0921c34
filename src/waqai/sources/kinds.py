"""What a file holds: by the first bytes of it, and by its name."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import Final, Literal, TypeAlias

from waqai.sources.gdelt import layout_of
from waqai.sources.markup import prolog, xml_text
from waqai.sources.packing import SUFFIXES as PACKED
from waqai.sources.packing import Packing

Kind: TypeAlias = Literal["text", "jsonl", "html", "list", "warc", "table", "parquet", "other"]

# What the kinds are called in messages.
NAMES: Final[dict[Kind, str]] = {
    "text": "plain text",
    "jsonl": "JSON Lines",
    "html": "a web page",
    "list": "a list of articles",
    "warc": "a WARC archive",
    "table": "a table",
    "parquet": "a Parquet file",
    "other": "something else",
}
SUFFIXES: Final[dict[str, Kind]] = {
    ".atom": "list",
    ".csv": "table",
    ".htm": "html",
    ".html": "html",
    ".json": "list",
    ".jsonl": "jsonl",
    ".list": "list",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".rdf": "list",
    ".rss": "list",
    ".tsv": "table",
    ".txt": "text",
    ".urls": "list",
    ".warc": "warc",
    ".xhtml": "html",
    ".xml": "list",
}
# Suffixes of folders' files that are read; a packed file counts by the suffix before.
READ: Final = frozenset(SUFFIXES) | frozenset(inner + outer for inner in SUFFIXES for outer in PACKED)

FEEDS: Final = frozenset(("rss", "feed", "rdf", "channel"))
SITEMAPS: Final = frozenset(("urlset", "sitemapindex"))
JSON_LIST: Final = re.compile(r'\s*\{\s*"articles"\s*:\s*\[|[^\n]{0,2000}https?:\\?/\\?/jsonfeed\.org\\?/version', re.DOTALL)
_OTHER: Final = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)
_SPACE: Final = b" \t\r\n\x0b\x0c"


def named_kind(name: str) -> tuple[Kind | None, Packing, str]:
    """Return the kind that the name of a file stands for (``None`` if none), its packing, and the suffix that says so."""
    path = PurePath(name)
    packing = PACKED.get(path.suffix.lower(), "")
    if packing:
        path = path.with_suffix("")
    suffix = path.suffix.lower()
    return SUFFIXES.get(suffix), packing, suffix


def content_kind(head: bytes) -> Kind | None:
    """Return the kind of data, unpacked, that begin with ``head``; ``None`` where only a name can tell (texts and tables)."""
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    if other_content(head):
        return "other"
    begin = head.removeprefix(codecs.BOM_UTF8).lstrip(_SPACE)
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or head[:2] in {b"<\x00", b"\x00<"}
    if begin.startswith(b"{") or (wide and head[2:4] in {b"{\x00", b"\x00{"}):
        text = head.decode("utf-16" if wide else "utf-8", "replace")
        return "list" if JSON_LIST.match(text.lstrip("\ufeff")) else "jsonl"
    if begin.startswith(b"<") or wide:
        return _markup_kind(head)
    return "list" if layout_of(head.split(b"\n", 1)[0]) else None


def other_content(head: bytes) -> str:
    """Return what a file holds that no reader of articles can use, an empty string if it may be one."""
    return next((name for magic, name in _OTHER if head.startswith(magic)), "")


def _markup_kind(head: bytes) -> Kind | None:
    """Return the kind that the root element of a document shows."""
    text, _ = xml_text(head, "")
    root = prolog(text if text is not None else head.decode("latin-1")).root
    if root == "html":
        return "html"
    return "list" if root in FEEDS | SITEMAPS else None
