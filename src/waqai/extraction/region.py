"""Which lines of a page are its article: votes of the outlet's rules, the page's own JSON-LD and trafilatura, then repairs."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Final, Literal

import msgspec
from lxml.html import HtmlElement

from waqai.extraction.blocks import Block, key_of
from waqai.extraction.days import written
from waqai.extraction.lines import container_kind, is_boilerplate

Kind = Literal["body", "lead", "caption", "boilerplate"]

_GRAM: Final = 3
_SHARE: Final = 0.7  # of a line's word triples that a vote must hold
_COVERED: Final = 0.8  # of the triples of an articleBody that the page's lines must hold for it to be their vote
_LEAST_BODY: Final = 60  # words of an articleBody that is more than a summary
_PROSE: Final = 8  # words from which a line reads like a sentence
_LINKED: Final = 0.5  # share of link characters from which a line is a list of links
_POINTER: Final = 0.9  # from which a line in the article only points to another page
_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
_LONGEST_HEADING: Final = 16
_DATELINE: Final = 16  # words of a line that shows a day and is no sentence
_ADDRESS: Final = re.compile(r"\S*(?:https?://|www\.)\S+")
_WHOLE: Final = 0.35  # of a region's characters: what holds more is no aside, whatever its name
_REACH: Final = 12  # lines before and after the voted ones that are looked at


class Line(msgspec.Struct, frozen=True):
    """A line of the article's region with what it is."""

    text: str
    kind: Kind


class Votes(msgspec.Struct, frozen=True):
    """The lines that somebody takes for the article, as counted keys and as word triples."""

    lines: Counter[str]
    triples: frozenset[str]

    @property
    def empty(self) -> bool:
        """Whether nothing was voted for."""
        return not self.lines


def votes_of(text: str) -> Votes:
    """Return the votes that a text of lines gives."""
    keys = [key for line in text.split("\n") if (key := key_of(line))]
    return Votes(Counter(keys), frozenset(triples(" ".join(keys))))


def triples(key: str) -> list[str]:
    """Return the word triples of folded words; fewer words are one."""
    words = key.split(" ")
    if len(words) < _GRAM:
        return [key] if key else []
    return [" ".join(words[at : at + _GRAM]) for at in range(len(words) - _GRAM + 1)]


def covers(lines: Iterable[Block], votes: Votes) -> bool:
    """Tell whether the page's lines hold nearly all that was voted for."""
    held = votes.triples & {triple for block in lines for triple in triples(block.key)}
    return len(held) >= _COVERED * len(votes.triples)


def enough(text: str) -> bool:
    """Tell whether an articleBody is more than a summary."""
    return key_of(text).count(" ") + 1 >= _LEAST_BODY


def extracted(root: HtmlElement) -> str:
    """Return the article as trafilatura finds it, empty where it finds none."""
    from trafilatura import bare_extraction  # noqa: PLC0415  # a third of a second, and outlets with rules do without it

    # It logs pages without an article as errors; here they are told as notices.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(deepcopy(root), favor_precision=True, include_comments=False, with_metadata=False)
    return "" if found is None or isinstance(found, dict) else found.text or ""


def within(lines: Sequence[Block], elements: Sequence[HtmlElement]) -> list[int]:
    """Return the numbers of the lines that stand in one of the elements."""
    wanted = set(elements)
    return [n for n, block in enumerate(lines) if any(one in wanted for one in upwards(block.element))]


def upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield an element and those around it, innermost first."""
    at: HtmlElement | None = element
    while at is not None:
        yield at
        at = at.getparent()


def voted(lines: Sequence[Block], votes: Votes) -> list[int]:
    """Return the numbers of the lines that the votes hold: long ones by their word triples, short ones whole, each once."""
    left = Counter(votes.lines)
    found: list[int] = []
    seen: set[str] = set()
    for number, block in enumerate(lines):
        if left[block.key] > 0:
            left[block.key] -= 1
        elif block.words < _PROSE or block.key in seen or _held(block, votes) < _SHARE:
            continue
        seen.add(block.key)
        found.append(number)
    return _together(lines, found)


def _held(block: Block, votes: Votes) -> float:
    parts = triples(block.key)
    return sum(part in votes.triples for part in parts) / len(parts)


def _together(lines: Sequence[Block], found: Sequence[int]) -> list[int]:
    """Return the voted lines without short ones far from any long one: the same word stands in a menu, too."""
    long = [number for number in found if lines[number].words >= _PROSE]
    if not long:
        return list(found)
    return [n for n in found if lines[n].words >= _PROSE or long[0] - 3 <= n <= long[-1] + 3]


def densest(lines: Sequence[Block]) -> list[int]:
    """Return the lines of the element that holds the most prose by itself, when nobody else finds an article."""
    scores: Counter[HtmlElement] = Counter()
    for block in lines:
        if block.words >= _PROSE and block.links < _LINKED and not is_boilerplate(block):
            parents = list(upwards(block.element))[1:3]
            for weight, parent in zip((2, 1), parents, strict=False):
                scores[parent] += weight * block.words
    if not scores:
        return []
    best = max(scores, key=lambda element: scores[element])
    return [n for n in within(lines, [best]) if lines[n].links < _LINKED]


def repaired(
    lines: Sequence[Block], chosen: Sequence[int], after: int, cut: frozenset[HtmlElement], own: Sequence[str]
) -> list[Line]:
    """Return the lines of the region from the first to the last chosen one, with what votes forget put back in.

    Args:
        lines: those of the page.
        chosen: the numbers of the voted lines, in order.
        after: the number of the title's line; nothing before it belongs to the article.
        cut: elements that the outlet's rules cut out.
        own: beginnings of lines that the outlet's rules cut out, as keys.
    """
    region = _Region(lines, frozenset(chosen), cut, tuple(own))
    first, last = region.widened(after)
    kept = [(n, region.kind(n)) for n in range(first, last + 1)]
    return [Line(lines[n].text, kind) for n, kind in kept if kind != "boilerplate" or not region.navigation(n)]


class _Region:
    """The lines around the voted ones, and what each of them is."""

    def __init__(self, lines: Sequence[Block], chosen: frozenset[int], cut: frozenset[HtmlElement], own: tuple[str, ...]) -> None:
        self.lines = lines
        self.chosen = chosen
        self.cut = cut
        self.own = own
        self.total = sum(len(lines[n].text) for n in chosen)
        self.homes = Counter(self._home(n) for n in chosen if lines[n].words >= _PROSE)
        self.held: Counter[HtmlElement] = Counter()
        for n in chosen:
            for element in upwards(lines[n].element):
                self.held[element] += len(lines[n].text)
        self.known: dict[HtmlElement, str] = {}

    def _home(self, number: int) -> tuple[HtmlElement | None, object]:
        element = self.lines[number].element
        return element.getparent(), element.tag

    def kind(self, number: int) -> Kind:
        """Return what a line of the region is."""
        block = self.lines[number]
        aside = self._aside(block.element)
        if aside == "cut" or block.links >= _POINTER or _ADDRESS.fullmatch(block.text) or is_boilerplate(block):
            return "boilerplate"
        if any(block.key.startswith(start) for start in self.own):
            return "boilerplate"
        if aside == "caption":
            return "caption"
        if number in self.chosen or self._sibling(number) or self._heading(number):
            return "body"
        return "lead" if self._lead(number) else "boilerplate"

    def navigation(self, number: int) -> bool:
        """Tell whether a cut line is nothing but links in a row of such: a menu, not something taken out of the article."""
        near = self.lines[max(0, number - 1) : number + 2]
        return number not in self.chosen and all(block.links > _LINKED and block.words < 2 * _PROSE for block in near)

    def widened(self, after: int) -> tuple[int, int]:
        """Return the first and last line of the region: the voted ones with forgotten ones before and after."""
        numbers = sorted(self.chosen)
        first, last = numbers[0], numbers[-1]
        for number in range(first - 1, max(after, first - _REACH - 1), -1):
            if self.kind(number) in ("body", "lead"):
                first = number
        for number in range(last + 1, min(len(self.lines), last + _REACH + 1)):
            if self.kind(number) == "body":
                last = number
        return first, last

    def _sibling(self, number: int) -> bool:
        """Tell whether a line that nobody voted for is a forgotten paragraph: prose, and a sibling of the voted ones."""
        block = self.lines[number]
        if block.links > _LINKED or self._home(number) not in self.homes or block.element.tag in ("li", "td", "a"):
            return False
        return (block.words >= _PROSE or block.element.tag == "p") and not _is_dateline(block)

    def _heading(self, number: int) -> bool:
        """Tell whether a line is a heading inside the article: the line after it is of the article."""
        block = self.lines[number]
        fits = block.element.tag in _HEADINGS and block.words <= _LONGEST_HEADING and not block.links
        return fits and number + 1 in self.chosen and any(n in self.chosen for n in range(number - 3, number))

    def _lead(self, number: int) -> bool:
        """Tell whether a line is a lead: prose between the title and the first voted line, in a container with them."""
        block = self.lines[number]
        if number > min(self.chosen) or block.links > _LINKED or block.words < _PROSE or _is_dateline(block):
            return False
        return self._near(block.element)

    def _near(self, element: HtmlElement) -> bool:
        """Tell whether an element shares with the voted lines a container that holds them all, at most four levels up."""
        for level, one in enumerate(upwards(element)):
            if self.held[one] >= _SHARE * self.total:
                return one.tag not in ("body", "html") or level <= 2
            if level > 4:
                return False
        return False

    def _aside(self, element: HtmlElement) -> str:
        """Return what the containers of a line make of it: the outermost small one that cuts, else a caption."""
        known = self.known.get(element)
        if known is None:
            known = self.known[element] = self._found_aside(element)
        return known

    def _found_aside(self, element: HtmlElement) -> str:
        caption = ""
        for one in upwards(element):
            if one in self.cut:
                return "cut"
            if one.tag in ("body", "html") or self.held[one] > _WHOLE * self.total:
                break
            kind = container_kind(one)
            if kind == "cut":
                return "cut"
            caption = caption or kind
        return caption


def _is_dateline(block: Block) -> bool:
    return block.words <= _DATELINE and written(block.text) is not None
