"""Zones of a page: headline, captions with their credit, body, and what repeats earlier parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
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
    pieces, lines = _pieces(draft.text)
    copies = _repeats(pieces)
    captions = {number: credit for number, line in enumerate(lines) if (credit := _caption_credit(draft.text, line))}
    headline = bool(lines) and len(lines) > 1 and _is_headline(draft, lines[0])
    kinds: list[SegmentKind] = []
    for number, piece in enumerate(pieces):
        if number in copies:
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
        skip=frozenset(number for number, kind in enumerate(kinds) if kind in ("repeat", "caption")),
    )


def _pieces(text: str) -> tuple[list[_Piece], list[_Line]]:
    """Return the sentences of a text and the lines that have any."""
    pieces: list[_Piece] = []
    lines: list[_Line] = []
    at = 0
    for start, end in sentences(text):
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
