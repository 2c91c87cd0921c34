"""Which lines of a page are its article: votes of the outlet's rules, the page's own JSON-LD and trafilatura, then repairs."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Literal

import msgspec
from lxml.html import HtmlElement

from waqai.extraction.blocks import Block, key_of
from waqai.extraction.days import written
from waqai.extraction.lines import container_kind, is_boilerplate, is_credit

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
_SENTENCE: Final = (".", "!", "?", "\N{ARABIC QUESTION MARK}", '"', "\N{RIGHT DOUBLE QUOTATION MARK}")
_ADDRESS: Final = re.compile(r"\S*(?:https?://|www\.)\S+")
_WHOLE: Final = 0.35  # of a region's characters: what holds more is no aside, whatever its name
_CREDIT: Final = 3  # lines after the article in which its agency is named
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
    held = votes.triples.intersection(triples(" ".join(block.key for block in lines)))
    return len(held) >= _COVERED * len(votes.triples)


def enough(text: str) -> bool:
    """Tell whether an articleBody is more than a summary."""
    return key_of(text).count(" ") + 1 >= _LEAST_BODY


def extracted(root: HtmlElement, *, fast: bool) -> str:
    """Return the article as trafilatura finds it, empty where it finds none; ``fast`` without asking its rivals as well."""
    from trafilatura import bare_extraction  # noqa: PLC0415  # a third of a second, and outlets with rules do without it

    logger = logging.getLogger("trafilatura")
    if not logger.level:  # it logs pages without an article, which are told as notices here
        logger.setLevel(logging.CRITICAL)
    found = bare_extraction(root, favor_precision=True, include_comments=False, with_metadata=False, fast=fast)
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


class Cuts(msgspec.Struct, frozen=True):
    """What an outlet's rules take out: elements, and beginnings of lines as keys; ``whole`` if they also say what the text is."""

    elements: frozenset[HtmlElement] = frozenset()
    starts: tuple[str, ...] = ()
    whole: bool = False


def repaired(lines: Sequence[Block], chosen: Sequence[int], after: int, cuts: Cuts) -> list[Line]:
    """Return the lines of the region from the first to the last chosen one, with what votes forget put back in.

    Args:
        lines: those of the page.
        chosen: the numbers of the voted lines, in order.
        after: the number of the title's line; nothing before it belongs to the article.
        cuts: what the outlet's rules take out.
    """
    region = _Region(lines, frozenset(chosen), cuts)
    first, last = region.widened(after)
    kept = [(n, region.kind(n)) for n in range(first, last + 1)]
    return [Line(lines[n].text, kind) for n, kind in kept if kind != "boilerplate" or not region.navigation(n)]


class _Region:
    """The lines around the voted ones, and what each of them is."""

    def __init__(self, lines: Sequence[Block], chosen: frozenset[int], cuts: Cuts) -> None:
        self.lines = lines
        self.chosen = chosen
        self.cuts = cuts
        self.first = min(chosen)
        self.prose = min((n for n in chosen if lines[n].words >= _PROSE and not is_dateline(lines[n])), default=self.first)
        self.total = sum(len(lines[n].text) for n in chosen)
        self.homes = {home for n in chosen if lines[n].words >= _PROSE for home in _homes(lines[n].element)}
        self.held: Counter[HtmlElement] = Counter()
        for n in chosen:
            for element in upwards(lines[n].element):
                self.held[element] += len(lines[n].text)
        self.known: dict[HtmlElement, str] = {}

    def kind(self, number: int) -> Kind:
        """Return what a line of the region is."""
        block = self.lines[number]
        aside = self._aside(block.element)
        if aside == "cut" or block.links >= _POINTER or _ADDRESS.fullmatch(block.text) or is_boilerplate(block):
            return "boilerplate"
        if any(block.key.startswith(start) for start in self.cuts.starts) or (number < self.prose and is_dateline(block)):
            return "boilerplate"
        if aside == "caption":
            return "caption"
        if is_credit(block):
            return "body"
        if number == self.first and block.element.tag in _HEADINGS and block.words >= _PROSE:
            return "lead"
        if number in self.chosen or self._heading(number) or (self._sibling(number) and not self.cuts.whole):
            return "body"
        return "lead" if self._lead(number) and not self.cuts.whole else "boilerplate"

    def navigation(self, number: int) -> bool:
        """Tell whether a cut line is nothing but links in a row of such: a menu, not something taken out of the article."""
        near = self.lines[max(0, number - 1) : number + 2]
        return number not in self.chosen and all(block.links > _LINKED and block.words < 2 * _PROSE for block in near)

    def widened(self, after: int) -> tuple[int, int]:
        """Return the first and last line of the region: the voted ones with forgotten ones before and after."""
        numbers = sorted(self.chosen)
        first, last = numbers[0], numbers[-1]
        before: tuple[Kind, ...] = ("caption",) if self.cuts.whole else ("body", "lead", "caption")
        number = first - 1
        while number > after and number >= first - _REACH:
            first = number if self.kind(number) in before else first
            number -= 1
        number = last + 1
        while number < len(self.lines) and number <= last + _REACH:
            follows = not self.cuts.whole or (is_credit(self.lines[number]) and number <= last + _CREDIT)
            last = number if follows and self.kind(number) == "body" else last
            number += 1
        return first, last

    def _sibling(self, number: int) -> bool:
        """Tell whether a line that nobody voted for is a forgotten paragraph: prose, and a sibling of the voted ones."""
        block = self.lines[number]
        if block.links > _LINKED or block.element.tag in ("li", "td", "a") or self.homes.isdisjoint(_homes(block.element)):
            return False
        return (block.words >= _PROSE or block.element.tag == "p") and not is_dateline(block)

    def _heading(self, number: int) -> bool:
        """Tell whether a line is a heading inside the article: the line after it is of the article."""
        block = self.lines[number]
        fits = block.element.tag in _HEADINGS and block.words <= _LONGEST_HEADING and not block.links
        return fits and number > self.first and number + 1 in self.chosen

    def _lead(self, number: int) -> bool:
        """Tell whether a line is a lead: prose between the title and the first voted line, in a container with them."""
        block = self.lines[number]
        if number > self.first or block.links > _LINKED or block.words < _PROSE or is_dateline(block):
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
            if one in self.cuts.elements:
                return "cut"
            if one.tag in ("body", "html") or self.held[one] > _WHOLE * self.total:
                break
            kind = container_kind(one)
            if kind == "cut":
                return "cut"
            caption = caption or kind
        return caption


def _homes(element: HtmlElement) -> Iterator[tuple[object, ...]]:
    """Yield what the paragraphs of an article have in common.

    It is their container, or for text between line breaks the element itself; paragraphs that each have a wrapper have the
    container of such wrappers in common.
    """
    parent = element.getparent()
    above = parent.getparent() if parent is not None else None
    if element.tag == "p":
        yield parent, "p"
    else:
        yield (element,)
        yield parent, element.tag, element.get("class")
    if above is not None and parent is not None:
        yield above, parent.tag, parent.get("class"), element.tag


def prose(lines: Sequence[Block], chosen: Sequence[int]) -> int:
    """Return how many words of the chosen lines are an article's: not of buttons, notices, links and captions."""
    return sum(
        lines[n].words
        for n in chosen
        if lines[n].links < _LINKED and not is_boilerplate(lines[n]) and "caption" not in map(container_kind, _nearest(lines[n]))
    )


def _nearest(block: Block) -> Iterator[HtmlElement]:
    return islice(upwards(block.element), 3)


def is_dateline(block: Block) -> bool:
    """Tell whether a line shows a day rather than telling of one: it is short and no sentence."""
    return block.words <= _DATELINE and not block.text.endswith(_SENTENCE) and written(block.text) is not None
