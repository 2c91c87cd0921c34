"""The beginning of XML and HTML: encoding, root element, and declarations that are not to be followed."""

from __future__ import annotations

import codecs
import re
from typing import Final

import msgspec

from waqai.errors import WRONG_CHARSET, Notice
from waqai.sources.text import decoded

_DECLARED: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_XML_HEAD: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
# Encodings of text that a feed may name; others that Python knows (punycode, unicode_escape) are no encodings of pages.
_ENCODING: Final = re.compile(r"(?:utf|windows|cp|iso|latin|us|ascii|mac|koi8|gb|big5|shift|euc)[a-z0-9._-]*")
_NAME: Final = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_SPACE: Final = " \t\r\n\ufeff"
_WIDE: Final = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))


class Prolog(msgspec.Struct, frozen=True):
    """What stands before the content: the name of the root element without its prefix, and whether entities are declared."""

    root: str
    entities: bool


def prolog(text: str) -> Prolog:
    """Return what the beginning of a document says; the root is empty where there is none, lower case where there is one."""
    at, entities, doctype = 0, False, ""
    while True:
        while at < len(text) and text[at] in _SPACE:
            at += 1
        if text.startswith("<?", at):
            end = text.find("?>", at)
        elif text.startswith("<!--", at):
            end = text.find("-->", at)
        elif text[at : at + 9].lower() == "<!doctype":
            end, declared = _doctype(text, at)
            entities = entities or declared
            doctype = text[at + 9 : at + 40].split(">", maxsplit=1)[0].strip().lower()
        else:
            found = _NAME.match(text, at)
            root = found.group(2).lower() if found else ""
            return Prolog(root or ("html" if doctype.startswith("html") else ""), entities)
        if end < 0:
            return Prolog("html" if doctype.startswith("html") else "", entities)
        at = text.find(">", end) + 1


def _doctype(text: str, at: int) -> tuple[int, bool]:
    """Return where a document type declaration ends (-1 if nowhere), and whether it declares entities."""
    end = text.find(">", at)
    inner = text.find("[", at, end if end >= 0 else len(text))
    if inner < 0:
        return end, False
    close = re.compile(r"\]\s*>").search(text, inner)
    end = close.end() - 1 if close else -1
    return end, "<!ENTITY" in text[inner : end if end >= 0 else len(text)]


def xml_text(data: bytes, source: str, charset: str = "") -> tuple[str | None, Notice | None]:
    """Return an XML document as text without its XML declaration, and a warning or error about its encoding.

    A byte order mark goes before the encoding that the document declares, and that before ``charset``, which the header of an
    answer names. Bytes that are valid UTF-8 are UTF-8 whatever is declared: no other encoding makes such bytes of real text.
    """
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _body(data.decode(encoding, "replace")), None
    for begin, encoding in _WIDE:
        if data.startswith(begin):
            return _body(data.decode(encoding, "replace")), None
    found = _DECLARED.search(data[:400])
    said = (found.group(1).decode("ascii") if found else charset).strip().lower()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        wrong = text if not text.isascii() and _known(said) not in {"", "utf-8"} else ""
        return _body(text), WRONG_CHARSET.at(source, said=said, read="utf-8") if wrong else None
    known = _known(said)
    if known and known != "utf-8":
        return _body(data.decode(known, "replace")), None
    text_or_none, notice = decoded(data, source)
    return None if text_or_none is None else _body(text_or_none), notice


def _known(name: str) -> str:
    """Return the name by which Python knows an encoding of text, an empty string if it knows none."""
    if not _ENCODING.fullmatch(name):
        return ""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _body(text: str) -> str:
    return _XML_HEAD.sub("", text.removeprefix("\ufeff"), count=1)
