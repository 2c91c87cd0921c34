"""The tree of a page: parsed once, and the few questions that every step asks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

# What no XML tree can hold: controls other than tab and line ends, halves of characters, non-characters.
_UNSTORABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")


def parsed(text: str) -> HtmlElement | None:
    """Return the root of a page, ``None`` where nothing of it is HTML."""
    plain = _UNSTORABLE.sub(" ", _DECLARATION.sub("", text))
    if not plain.strip():
        return None
    try:
        root = document_fromstring(plain.encode(), parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True))
    except etree.ParserError:
        return None
    return root if isinstance(root, HtmlElement) and root.find("body") is not None else None


def words_of(element: HtmlElement) -> str:
    """Return the text of an element on one line."""
    return squeezed(" ".join(str(part) for part in element.itertext()))


def squeezed(text: str) -> str:
    """Return a text on one line, with single spaces."""
    return " ".join(text.split())


def classes(element: HtmlElement) -> Iterator[str]:
    """Yield the words of an element's class and id, lower case, taken apart at hyphens and underscores."""
    for name in ("class", "id"):
        value = element.get(name)
        if value:
            yield from _NAME.split(value.lower())


_NAME: Final = re.compile(r"[\s_-]+")
