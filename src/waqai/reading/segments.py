"""Zones of a page: headline, captions with their credit, body, and what repeats earlier parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import msgspec

from waqai.model import Segment, SegmentKind
from waqai.reading.draft import Draft
from waqai.tables import rows
from waqai.text.normalise import fold
from waqai.text.sentences import sentences

_MIN_REPEAT: Final = 30  # folded letters: shorter sentences recur by chance (Read more, He said)
_HEADLINE: Final = 160
_CAPTION: Final = 320
_LETTERS: Final = re.compile(r"\w+")
_CREDIT: Final = re.compile(r"[(\[/–-]\s*([^()\[\]]{2,40}?)\s*[)\]]?\s*\.?\s*$")


class _Piece(msgspec.Struct, frozen=True, gc=False):
    """A sentence ``[start, end)`` with its folded letters and the number of the line it stands on."""

    start: int
    end: int
    key: str
    line: int


class _Line(msgspec.Struct, frozen=True, gc=False):
    """The sentences of one line of the page: ``size`` of them, ``[start, end)`` together."""

    start: int
    end: int
    size: int


def segments(draft: Draft) -> Draft:
    """Add ``segments``, sentence ``bounds`` and the numbers of the sentences to ``skip``."""
    pieces, lines = _pieces(draft.text, cuts=[at for stretch in draft.boilerplate for at in stretch])
    unread = _within(pieces, draft.boilerplate)
    # What is not read has letters of its own: no sentence of the article repeats it.
    copies = _repeats([msgspec.structs.replace(p, key=f"\0{n}") if n in unread else p for n, p in enumerate(pieces)])
    captions = {number: credit for number, line in enumerate(lines) if (credit := _caption_credit(draft.text, line))}
    for number in _within(pieces, draft.captions):
        captions.setdefault(pieces[number].line, _credit_of(draft.text, lines[pieces[number].line]))
    headline = bool(lines) and len(lines) > 1 and _is_headline(draft, lines[0])
    kinds: list[SegmentKind] = []
    for number, piece in enumerate(pieces):
        if number in unread:
            kinds.append("boilerplate")
        elif number in copies:
            kinds.append("repeat")
        elif piece.line in captions:
            kinds.append("caption")
        else:
            kinds.append("headline" if headline and piece.line == 0 else "body")
    found = _merge(pieces, kinds, copies, captions)
    return msgspec.structs.replace(
        draft,
        segments=tuple(found),
        bounds=tuple((piece.start, piece.end) for piece in pieces),
        skip=frozenset(number for number, kind in enumerate(kinds) if kind in ("repeat", "caption", "boilerplate")),
        unread=unread,
    )


def _within(pieces: Sequence[_Piece], stretches: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the numbers of the sentences that lie in one of the stretches, which are in order."""
    starts = [start for start, _ in stretches]
    found = ((number, piece, bisect_right(starts, piece.start) - 1) for number, piece in enumerate(pieces))
    return frozenset(number for number, piece, at in found if at >= 0 and piece.end <= stretches[at][1])


def _cut(text: str, found: Iterable[tuple[int, int]], cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the sentences, those across an edge of boilerplate in the parts that have letters."""
    for start, end in found:
        edges = [start, *(at for at in cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]), end]
        if len(edges) == 2:
            yield start, end
            continue
        for begin, stop in pairwise(edges):
            part = text[begin:stop]
            if _LETTERS.search(part):
                yield begin + len(part) - len(part.lstrip()), stop - len(part) + len(part.rstrip())


def _pieces(text: str, cuts: Sequence[int]) -> tuple[list[_Piece], list[_Line]]:
    """Return the sentences of a text, cut at ``cuts`` as well, and the lines that have any."""
    pieces: list[_Piece] = []
    lines: list[_Line] = []
    at = 0
    for start, end in _cut(text, sentences(text), cuts):
        if not lines or text.find("\n", at, start) >= 0:
            lines.append(_Line(start, end, 1))
        else:
            lines[-1] = _Line(lines[-1].start, end, lines[-1].size + 1)
        at = start
        pieces.append(_Piece(start, end, "".join(_LETTERS.findall(fold(text[start:end]))), len(lines) - 1))
    return pieces, lines


def _repeats(pieces: Sequence[_Piece]) -> dict[int, int]:
    """Return, for each sentence that copies an earlier one, the number of that earlier sentence.

    A copy is a sentence with the same letters and digits, marks and spacing aside, wherever it stands. A shorter sentence
    counts only inside a run: when the sentences before or after it are copies of the neighbours of its source.
    """
    keys = [piece.key for piece in pieces]
    half = len(keys) // 2
    if half and keys[:half] == keys[half:]:  # the whole page once more, however short its sentences
        copies = _repeats(pieces[:half])
        return copies | {half + k: copies.get(k, k) for k in range(half)}
    first: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    copies = {}
    for number, key in enumerate(keys):
        source = first.setdefault(key, number)
        pair = (keys[number - 1], key) if number else ("", key)
        followed = pairs.setdefault(pair, number)
        if source != number and (len(key) >= _MIN_REPEAT or (number - 1 in copies and followed != number)):
            copies[number] = source
    for number in range(len(keys) - 2, 0, -1):  # short sentences before a copy, as they stood before its source
        if (
            number not in copies
            and first[keys[number]] != number
            and number + 1 in copies
            and pairs[keys[number], keys[number + 1]] <= number
        ):
            copies[number] = first[keys[number]]
    return copies


def _caption_credit(text: str, line: _Line) -> str:
    """Return the credit of a picture's caption, ``-`` for a caption without one, empty for other lines.

    A caption is a short line of its own with a photographic credit in brackets at its end, or with words that place people
    in a picture (from left; صورة أرشيفية).
    """
    if line.end - line.start > _CAPTION:
        return ""
    words = text[line.start : line.end]
    folded = fold(words).casefold()
    match = _CREDIT.search(words)
    agency = _agency(match.group(1)) if match else ""
    if any(cue in folded for cue in _caption_rules().cues):
        return agency or "-"
    bracketed = match is not None and match.group(0).lstrip()[0] in "(["
    return agency if agency and bracketed and line.size <= 2 and not _speaks(folded) else ""


def _credit_of(text: str, line: _Line) -> str:
    """Return the agency whose credit ends a line that the page marks as a caption, ``-`` where none does."""
    match = _CREDIT.search(text[line.start : line.end])
    return (_agency(match.group(1)) if match else "") or "-"


class _CaptionRules(msgspec.Struct, frozen=True):
    """The words of captions, and the patterns of agencies' credits with the agency's name, all folded."""

    cues: tuple[str, ...]
    credits: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _caption_rules() -> _CaptionRules:
    """Return the folded caption words and the agencies' names as patterns, from the captions table."""
    table = rows("lexicon", "captions.tsv")
    return _CaptionRules(
        tuple(fold(row["cue"]).casefold() for row in table if row["kind"] == "caption"),
        tuple(
            (re.compile(rf"(?<!\w){re.escape(fold(row['cue']).casefold())}(?!\w)"), row["name"])
            for row in table
            if row["kind"] == "credit"
        ),
    )


def _speaks(folded: str) -> bool:
    return any(mark in folded for mark in ("“", "«", '"', ":"))


def _agency(words: str) -> str:
    """Return the canonical name of the agency or photo credit in ``words``, empty if there is none."""
    folded = fold(words).casefold().replace(".", "").strip()
    return next((name for pattern, name in _caption_rules().credits if pattern.search(folded)), "")


def _is_headline(draft: Draft, line: _Line) -> bool:
    """Tell whether the first line is a headline: the title, or short and without a full stop."""
    if draft.title and fold(draft.text[line.start : line.end]).startswith(fold(draft.title).strip()):
        return True
    return line.end - line.start <= _HEADLINE and not draft.text[line.start : line.end].endswith((".", ":"))


def _merge(
    pieces: Sequence[_Piece], kinds: Sequence[SegmentKind], copies: dict[int, int], captions: dict[int, str]
) -> list[Segment]:
    """Join neighbouring sentences of one kind into segments; a repeat ends where it stops following its source."""
    found: list[Segment] = []
    begin = 0
    for number in range(1, len(pieces) + 1):
        if number < len(pieces) and kinds[number] == kinds[begin] and _continues(number, kinds, copies, pieces):
            continue
        if begin < len(pieces):
            source = copies.get(begin)
            credit = captions.get(pieces[begin].line)
            found.append(
                Segment(
                    start=pieces[begin].start,
                    end=pieces[number - 1].end,
                    kind=kinds[begin],
                    repeat_of=pieces[source].start if kinds[begin] == "repeat" and source is not None else None,
                    credit=credit if kinds[begin] == "caption" and credit != "-" else None,
                )
            )
        begin = number
    return found


def _continues(number: int, kinds: Sequence[SegmentKind], copies: dict[int, int], pieces: Sequence[_Piece]) -> bool:
    if kinds[number] == "repeat":
        return copies[number] == copies[number - 1] + 1
    if kinds[number] == "caption":
        return pieces[number].line == pieces[number - 1].line
    return True
