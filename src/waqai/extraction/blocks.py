"""The lines of a page as a reader sees them, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec
from lxml.html import HtmlElement

from waqai.extraction.tree import squeezed
from waqai.text.normalise import fold

_SILENT: Final = re.compile(
    "title|script|style|noscript|template|svg|math|iframe|object|embed|applet|canvas|audio|video|map|head|select|textarea|button"
    "|input|datalist|dialog"
)
_INLINE: Final = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|rp|rt|ruby|s|samp|small|span|strike"
    "|strong|sub|sup|time|tt|u|var|wbr|img|picture|source"
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")


class Block(msgspec.Struct, frozen=True):
    """One line of a page: its words, the nearest element that is no inline one, how many characters are links.

    ``key`` are its folded words, by which it is compared.
    """

    text: str
    element: HtmlElement
    linked: int
    key: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.key.count(" ") + 1 if self.key else 0

    @property
    def links(self) -> float:
        """Which share of its characters are links."""
        return self.linked / max(1, len(self.text))


def key_of(text: str) -> str:
    """Return the folded words of a text, by which lines are compared."""
    return " ".join(_WORD.findall(fold(text).casefold()))


def blocks(root: HtmlElement) -> list[Block]:
    """Return the lines of a page in order; scripts, forms' fields and what is hidden are left out."""
    gathered = _Gathered([], [], 0)
    for step in _walk(root):
        kind, element, text, in_link = step
        if kind == "text":
            gathered.parts.append(text)
            if in_link:
                gathered.linked += len(text)
        else:
            gathered.close(element)
    return gathered.found


class _Gathered(msgspec.Struct):
    """Lines being gathered (a builder, local to one page)."""

    found: list[Block]
    parts: list[str]
    linked: int

    def close(self, element: HtmlElement) -> None:
        """End the line that stands in ``element``."""
        text = squeezed("".join(self.parts))
        if text and (key := key_of(text)):
            self.found.append(Block(text, element, min(self.linked, len(text)), key))
        self.parts.clear()
        self.linked = 0


_Step = tuple[str, HtmlElement, str, bool]


def _walk(root: HtmlElement) -> Iterator[_Step]:
    """Yield the texts under ``root`` and, where a line ends, the element that it stands in; without recursion."""
    # Each entry: an element to enter, or one to leave with the block it stands in and whether it is a link.
    stack: list[tuple[HtmlElement, HtmlElement, bool, bool]] = [(root, root, False, True)]
    while stack:
        element, home, in_link, entering = stack.pop()
        block = isinstance(element.tag, str) and _ends_line(element)
        if not entering:
            if block:
                yield "end", element, "", False
            if element is not root and element.tail:
                yield "text", home, element.tail, in_link
            continue
        if not isinstance(element.tag, str) or _SILENT.fullmatch(element.tag) or _is_hidden(element):
            if element is not root and element.tail:
                yield "text", home, element.tail, in_link
            continue
        if block:
            yield "end", home, "", False
        stack.append((element, home, in_link, False))
        inner, link = (element if block else home), in_link or element.tag == "a"
        if element.text or element.tag in ("td", "th"):
            yield "text", inner, f" {element.text or ''}" if element.tag in ("td", "th") else element.text, link
        stack.extend((child, inner, link, True) for child in reversed(element))


def _ends_line(element: HtmlElement) -> bool:
    """Tell whether an element stands on lines of its own; of tables of figures, a row does and not each cell."""
    if element.tag in ("td", "th"):
        return any(_INLINE.fullmatch(str(child.tag)) is None for child in element)
    return _INLINE.fullmatch(element.tag) is None


def _is_hidden(element: HtmlElement) -> bool:
    if "hidden" in element.attrib:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None
