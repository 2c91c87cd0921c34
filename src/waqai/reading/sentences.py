"""Sentences annotated by the grammar of their language, in two passes: names introduced in full help to read later ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from waqai.languages.base import NOBODY, Grammar, Introduced, Phrase, Sentence
from waqai.languages.registry import grammar
from waqai.reading.draft import Draft
from waqai.text.quotations import Quotation, holders, quotations
from waqai.text.tokens import Token, tokens

_BRACKETED: Final = 3  # words: bracket, short name, bracket
_LONGEST: Final = 8
_PARTICLES: Final = 2  # letters that may be written onto a name
_SINGLE: Final = ("'", "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}")
_OPEN: Final = "\N{LEFT DOUBLE QUOTATION MARK}"
_CLOSE: Final = "\N{RIGHT DOUBLE QUOTATION MARK}"


def sentences(draft: Draft) -> Draft:
    """Add the annotated ``sentences`` and the ``quotations``."""
    rules = grammar(draft.language)
    quoted = tuple(quotations(draft.text))
    parts = list(_parts(draft, _double_marks(tokens(draft.shadow), quoted)))
    parsed = [rules.sentence(part, start, end, NOBODY) for part, (start, end) in zip(parts, draft.bounds, strict=True)]
    local = _introduced(parsed)
    if local:
        parsed = [_again(rules, part, one, local) for part, one in zip(parts, parsed, strict=True)]
    return msgspec.structs.replace(draft, sentences=tuple(parsed), quotations=quoted, around=holders(quoted))


def _double_marks(found: list[Token], quoted: Sequence[Quotation]) -> list[Token]:
    """Return the tokens with the single marks of outer quotations as double ones, which are no apostrophes."""
    opening = {q.start - 1 for q in quoted if not q.level}
    closing = {q.end for q in quoted if not q.level}
    return [
        msgspec.structs.replace(token, norm=_OPEN if token.start in opening else _CLOSE)
        if token.norm in _SINGLE and (token.start in opening or token.start in closing)
        else token
        for token in found
    ]


def _parts(draft: Draft, found: Sequence[Token]) -> Iterator[Sequence[Token]]:
    at = 0
    for number, (start, end) in enumerate(draft.bounds):
        while at < len(found) and found[at].start < start:
            at += 1
        first = at
        while at < len(found) and found[at].start < end:
            at += 1
        yield found[first:at] if number not in draft.unread else ()


def _introduced(parsed: Sequence[Sentence]) -> Introduced:
    """Return the first and the last words of the personal names of two words or more."""
    short = (word for sentence in parsed for word, _ in acronyms(sentence))
    names = [
        phrase.name for sentence in parsed for phrase in sentence.phrases if phrase.kind == "person" and len(phrase.name) > 1
    ]
    return Introduced(frozenset((*short, *(name[-1] for name in names))), frozenset(name[0] for name in names))


def acronyms(sentence: Sentence) -> Iterator[tuple[str, Phrase]]:
    """Yield the short names that a sentence gives in brackets, each with the phrase it stands for: the Highland Front (HLF)."""
    words = sentence.words
    for phrase in sentence.phrases:
        inside = words[phrase.last + 1 : phrase.last + 4]
        if len(inside) == _BRACKETED and inside[0].norm == "(" and inside[2].norm == ")" and _is_acronym(inside[1].norm):
            yield inside[1].norm, phrase


def _is_acronym(norm: str) -> bool:
    return norm.isascii() and norm.isalpha() and 1 < len(norm) <= _LONGEST and sum(map(str.isupper, norm)) > len(norm) // 2


def _again(rules: Grammar, part: Sequence[Token], sentence: Sentence, local: Introduced) -> Sentence:
    """Annotate a sentence anew if one of the introduced names stands in it outside any phrase."""
    for word in sentence.words:
        free = sentence.owner[word.index] < 0
        if free and (word.norm in local.given or any(word.norm[cut:] in local.family for cut in range(_PARTICLES + 1))):
            return rules.again(part, sentence, local)
    return sentence
