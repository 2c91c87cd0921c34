"""The encoding of a page: its bytes decide, then what the server and the page call it."""

from __future__ import annotations

import codecs
import re
from typing import Final

from waqai.errors import WRONG_CHARSET, Notice
from waqai.sources.text import plausible_arabic

_HEAD: Final = 4096
_NAMED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# Names that browsers read as the code page that holds them.
_WIDER: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-6": "cp1256", "iso8859-9": "cp1254"}
_BROKEN: Final = 0.01  # share of characters that a page in UTF-8 may have lost


def decoded_page(data: bytes, charset: str | None, source: str) -> tuple[str, Notice | None]:
    """Return the text of a page, and a warning where its encoding is not the one that it is said to be.

    Bytes that are valid UTF-8 are UTF-8. Others are read as the server says, else as the page says; as Windows-1256 where they
    make plausible Arabic only so; bytes that no encoding has are replaced.
    """
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        return _not_utf8(data, charset, source)


def _not_utf8(data: bytes, charset: str | None, source: str) -> tuple[str, Notice | None]:
    named = _NAMED.search(data[:_HEAD])
    page = (named.group(1) or named.group(2)).decode("ascii", "replace") if named else ""
    said = next((name for name in (charset or "", page) if known(name)), "")
    if known(said) not in ("", "utf-8", "cp1252"):
        return data.decode(known(said), "replace"), None
    arabic = data.decode("cp1256", "replace")
    if plausible_arabic(arabic):
        return arabic, WRONG_CHARSET.at(source, said=said, read="windows-1256") if said else None
    mended = data.decode("utf-8", "replace")
    if mended.count("\ufffd") <= _BROKEN * len(mended):
        return mended, None if known(said) in ("", "utf-8") else WRONG_CHARSET.at(source, said=said, read="utf-8")
    return data.decode("cp1252", "replace"), WRONG_CHARSET.at(source, said=said, read="windows-1252") if known(
        said
    ) == "utf-8" else None


def known(name: str) -> str:
    """Return Python's name of a text encoding as browsers read it, empty where there is none of that name."""
    try:
        found = codecs.lookup(name.strip())
        "".encode(found.name)  # some codecs are none of text
    except (LookupError, UnicodeError, ValueError, TypeError):
        return ""
    return _WIDER.get(found.name, found.name)
