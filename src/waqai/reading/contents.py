"""Where the content of a statement begins and ends, and whether it is direct, indirect or mixed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Final

from waqai.languages.base import Arguments, Saying, Sentence, Verb, Word
from waqai.languages.registry import grammar
from waqai.model import Form
from waqai.reading.draft import Draft
from waqai.tables import rows
from waqai.text.normalise import fold
from waqai.text.quotations import Quotation

Content = tuple[tuple[tuple[int, int], ...], Form]

_TRIM: Final = ' \t\r\n.,،؛;:!؟?…)”»›"-–—'
_LEAD: Final = ' \t\r\n:،,“«„‹"-–—'
_DIRECT: Final = 0.85
LONG_QUOTE: Final = 5  # words: a shorter quotation is mostly a name or a word set apart
_COMMAS: Final = frozenset((",", "،"))
_ENDING: Final = frozenset((",", "،", "”", "»", '"', "’"))
_GAP: Final = 3
_FAR: Final = 30
_NEAR: Final = 2  # words from a cue to the mark of a short quotation
_TELLING: Final = frozenset(("say", "write", "announce", "deny", "warn"))
_ACTS: Final = frozenset(("order", "warn", "announce", "deny"))  # kinds of saying whose content may be the noun of an act


def content_of(draft: Draft, sentence: Sentence, index: int, saying: Saying, arguments: Arguments) -> Content | None:
    """Return the content of a verb of saying as spans and their form, or ``None`` where it has none.

    A clause after "that" or a colon is the content; else a quotation of several words, or any quotation after a verb that
    describes; a short quotation after a noun is a name (صحيفة "…"). Else what follows the verb's own preposition.
    """
    if 0 <= arguments.content < index:
        return _fronted(draft, sentence, index, arguments)
    at = arguments.content if arguments.content >= 0 else _later_clause(sentence, arguments.end, saying)
    if saying.kind == "agree" and arguments.content > 0 and sentence.words[arguments.content - 1].group == "sub":
        return None  # what they agree to do is an act, not words
    start = _after_complementiser(sentence, at)
    quotation = _quotation_after(draft, sentence, index, arguments, saying)
    if saying.kind == "describe" and at >= 0:
        quotation = _quotation_at(draft, sentence, sentence.words[at].end) or quotation
        start = -1 if quotation is not None and quotation.start - sentence.words[at].end <= _GAP else start
    if quotation is not None and (start < 0 or quotation.start <= start + _GAP):
        return ((quotation.start, quotation.end),), "direct"
    if start < 0:
        start = _complement(sentence, index, saying, arguments)
    if start < 0:
        start = _act_told(sentence, saying, arguments)
    if start < 0:
        return None
    end = _content_end(draft, sentence, index, start)
    found = whole(draft, (start, end)) if end > start else ((), "indirect")
    return found if found[0] else None


def _fronted(draft: Draft, sentence: Sentence, index: int, arguments: Arguments) -> Content | None:
    """Return a content that stands before its speaker and cue ("Talks have failed, the ministry said")."""
    words = sentence.words
    end = arguments.content_end + 1 if arguments.content_end >= 0 else _mark_before_speaker(sentence, index, arguments)
    if end <= arguments.content:
        return None
    found = whole(draft, (words[arguments.content].start, words[end - 1].start))
    return found if found[0] else None


def _mark_before_speaker(sentence: Sentence, index: int, arguments: Arguments) -> int:
    """Return the word after the mark that stands before the speaker or the cue."""
    starts = (sentence.phrases[number].first for number in arguments.subject)
    end = min([index, *(first for first in starts if first < index)])
    if arguments.found == "other":
        end = min(end, arguments.other)
    while end > arguments.content and sentence.words[end - 1].kind != "mark":
        end -= 1
    return end


def before_cue(draft: Draft, sentence: Sentence, index: int, saying: Saying) -> Content | None:
    """Return the content that stands before its cue: a clause or quotation, a mark, and "said X" with nothing more to say."""
    if saying.kind != "say" or index < LONG_QUOTE - 2 or sentence.words[index].conj or sentence.words[index - 1].kind != "mark":
        return None
    mark = sentence.words[index - 1]
    if mark.norm not in _ENDING or _opens_at(draft, mark.end):
        return None
    found = whole(draft, (sentence.start, sentence.words[index - 1].start))
    return found if found[0] else None


def after_subject(draft: Draft, sentence: Sentence, index: int, saying: Saying, arguments: Arguments) -> Content | None:
    """Return the content of a cue behind its subject without a "that", as translations write: "P, X said", "X said P"."""
    if saying.kind != "say" or "that" not in saying.takes or arguments.found != "before" or not arguments.subject:
        return None
    words = sentence.words
    first = sentence.phrases[arguments.subject[0]].first
    if first and words[first - 1].norm in _COMMAS and _has_verb(sentence, 0, first):
        found = whole(draft, (sentence.start, words[first - 1].start))
        return found if found[0] else None
    last = next((at for at in range(index + 1, len(words)) if words[at].kind == "mark"), len(words))
    if last - index < LONG_QUOTE or not _has_verb(sentence, index + 1, last):
        return None
    found = whole(draft, (words[index + 1].start, _content_end(draft, sentence, index, words[index + 1].start)))
    return found if found[0] else None


def _has_verb(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a finite verb stands in ``[start, end)`` outside relative and adverbial clauses."""
    return any(
        verb is not None and not verb.participle and not (at and sentence.words[at - 1].group in ("rel", "sub"))
        for at, verb in enumerate(sentence.verbs[start:end], start)
    )


def _after_complementiser(sentence: Sentence, at: int) -> int:
    """Return where the clause at word ``at`` begins: after a bare "that", at one that carries a pronoun; -1 for none."""
    if at < 0:
        return -1
    words = sentence.words
    word = words[at]
    bare = len(word.norm) - len(word.conj) <= 3 or word.kind == "latin"
    plain = (word.group == "comp" or " " in word.stem) and bare and at + 1 < len(words)
    return words[at + 1].start if plain else word.start


def _later_clause(sentence: Sentence, end: int, saying: Saying) -> int:
    """Return the complementiser of a content that a relative clause or a source keeps from its verb (قال في كلمة ألقاها إن …)."""
    if saying.kind not in _TELLING or "that" not in saying.takes:
        return -1
    for at in range(end, min(len(sentence.words), end + _FAR)):
        word = sentence.words[at]
        verb = sentence.verbs[at]
        if word.norm in (".", ":", "؛") or word.group in ("sub", "aux") or (verb is not None and verb.saying is not None):
            return -1
        if word.group == "comp":
            return at
    return -1


def _quotation_after(draft: Draft, sentence: Sentence, index: int, arguments: Arguments, saying: Saying) -> Quotation | None:
    """Return the quotation in the verb's reach that may be its content."""
    if arguments.quoted < 0 or not ({"quote", ":"} & set(saying.takes) or saying.kind in ("describe", "say")):
        return None
    mark = sentence.words[arguments.quoted]
    found = next((q for q in quotations_in(draft, sentence) if q.start >= mark.end), None)
    if found is None:
        return None
    words = len(draft.text[found.start : found.end].split())
    before = sentence.words[arguments.quoted - 1] if arguments.quoted else None
    introduced = before is not None and (before.norm == ":" or before.group == "comp")
    close = saying.kind == "think" and arguments.quoted - index <= _NEAR  # what it thought "a farce"
    return found if words >= LONG_QUOTE or introduced or saying.kind == "describe" or close else None


def _quotation_at(draft: Draft, sentence: Sentence, end: int) -> Quotation | None:
    """Return the quotation that opens right behind offset ``end``."""
    return next((q for q in quotations_in(draft, sentence) if 0 <= q.start - end <= _GAP), None)


def _complement(sentence: Sentence, index: int, saying: Saying, arguments: Arguments) -> int:
    """Return where the noun of a content begins (شدد على ضرورة …, أكد ضرورة …, أعرب عن أمله …), -1 for none.

    Only a noun that stands for a proposition (necessity, importance, hope, refusal) carries content; a thing does not.
    """
    words = sentence.words
    takes = {fold(take) for take in saying.takes}
    if saying.kind in ("cite", "ask", "order", "agree"):
        return -1
    for at in range(index + 1, min(arguments.end, len(words))):
        word = words[at]
        if word.group == "prep" and word.norm in takes and at + 1 < len(words) and _propositional(words[at + 1]):
            return words[at + 1].start
        if word.prep and word.prep in takes and sentence.owner[at] < 0 and _propositional(word):
            return word.start
        bare = not word.prep and word.group == "" and sentence.owner[at] < 0 and words[at - 1].group != "prep"
        if bare and "obj" in takes and (at == index + 1 or sentence.owner[at - 1] >= 0) and _propositional(word):
            return word.start
    return -1


def _act_told(sentence: Sentence, saying: Saying, arguments: Arguments) -> int:
    """Return where an act begins that is called for, warned of or announced by its noun (دعا إلى الإفراج عن …), -1 for none."""
    if saying.kind not in _ACTS or not arguments.nouns:
        return -1
    takes = {fold(take) for take in saying.takes}
    bare = "act" if saying.kind == "deny" else "obj"  # an act is denied (نفى توغل قواته), a proposal refused (رفض الاقتراح)
    for number, (prep, at) in enumerate(arguments.nouns):
        if (prep in takes and saying.kind != "deny") or (not prep and not number and bare in takes):
            word = sentence.words[at]
            return word.start + len(word.conj)
    return -1


def _propositional(word: Word) -> bool:
    stem = word.stem
    return any(stem.startswith(noun) and len(stem) - len(noun) <= 2 for noun in content_nouns())


@cache
def content_nouns() -> frozenset[str]:
    """Return the folded nouns that stand for a proposition."""
    return frozenset(fold(row["word"]) for row in rows("lexicon", "content_nouns.tsv"))


def _content_end(draft: Draft, sentence: Sentence, index: int, start: int) -> int:
    """Return where an indirect content ends: before the next cue of saying at its level, else with its sentence."""
    inner = _innermost(draft, sentence.words[index].start)
    limit = min(sentence.end, inner.end) if inner is not None else sentence.end
    for at in range(index + 1, len(sentence.words)):
        word = sentence.words[at]
        verb = sentence.verbs[at]
        if word.norm == ";" and word.start > start and _innermost(draft, word.start) is None:
            return min(limit, word.start)
        if word.start <= start or verb is None or verb.saying is None or word.start >= limit:
            continue
        inner = _innermost(draft, word.start)
        if inner is not None and not inner.start <= start < inner.end:  # else none around it parts the two either
            continue
        closed = _closes(draft, sentence, at, verb, start)
        if closed >= 0:
            return closed
        before = sentence.words[at - 1]
        joined = before.group in ("conj", "sub") and before.norm != ":"
        if verb.participle or (word.conj and before.kind == "mark") or (joined and not _inside_clause(sentence, start, at)):
            first = at - 1 if joined else at
            mark = sentence.words[first - 1]
            return mark.start if mark.kind == "mark" and mark.norm in "،," else sentence.words[first].start
    return limit


def _closes(draft: Draft, sentence: Sentence, at: int, verb: Verb, start: int) -> int:
    """Return where the content of a later cue ends that holds this one as well (X hopes to win, his spokesman said); else -1."""
    if verb.participle or verb.saying is None:
        return -1
    found = grammar(draft.language).verb_arguments(sentence, at, verb)
    if found.content_end < 0 or sentence.words[found.content].start > start:
        return -1
    end = sentence.words[found.content_end].start
    return end if end > start else -1


def _inside_clause(sentence: Sentence, start: int, at: int) -> bool:
    """Tell whether a cue right after the content's beginning belongs to the content itself."""
    return sum(1 for word in sentence.words[:at] if word.start >= start) < LONG_QUOTE


def whole(draft: Draft, span: tuple[int, int]) -> Content:
    """Return a content without outer marks, and its form; a fully quoted one is cut to the words inside the marks."""
    start, end = span
    while start < end and draft.text[start] in _LEAD:
        start += 1
    inside = [q for q in _starting(draft, span[0] - 2, end) if q.level == 0 and start < q.end]
    quoted = sum(min(q.end, end) - max(q.start, start) for q in inside)
    while end > start and draft.text[end - 1] in _TRIM:
        end -= 1
    if not inside:
        return (((start, end),) if end > start else ()), "indirect"
    length = max(1, end - start)
    if quoted / length >= _DIRECT:
        return tuple((max(q.start, span[0]), min(q.end, span[1])) for q in inside), "direct"
    last = max(q.end for q in inside)
    if last > end:
        end = min(last, span[1])
    return ((start, end),), "mixed"


def form_of(draft: Draft, span: tuple[int, int]) -> Form:
    """Return whether the words of ``span`` are quoted as a whole, in part or not."""
    return whole(draft, span)[1]


def around(draft: Draft, sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """Return the part of the sentence that a source phrase ``[start, end)`` speaks of: what precedes it, else what follows."""
    low, high = sentence.start, start
    if start - sentence.start < end - start or not re.search(r"\w", draft.text[low:high]):
        low, high = end, sentence.end
    while low < high and draft.text[low] in _LEAD:
        low += 1
    while high > low and draft.text[high - 1] in _TRIM:
        high -= 1
    return (low, high) if high - low > 10 else None


def quotations_in(draft: Draft, sentence: Sentence) -> Iterator[Quotation]:
    """Yield the quotations that begin in a sentence, in text order."""
    return _starting(draft, sentence.start, sentence.end)


def _starting(draft: Draft, low: int, high: int) -> Iterator[Quotation]:
    """Yield the quotations that begin in ``[low, high)``, in text order."""
    for at in range(bisect_left(draft.quotations, low, key=_start), len(draft.quotations)):
        if draft.quotations[at].start >= high:
            return
        yield draft.quotations[at]


def _opens_at(draft: Draft, at: int) -> bool:
    return next(_starting(draft, at, at + 1), None) is not None


def _innermost(draft: Draft, at: int) -> Quotation | None:
    """Return the innermost quotation around an offset: of two quotations one holds the other or neither touches the other."""
    number = bisect_right(draft.quotations, at, key=_start) - 1
    while number >= 0 and draft.quotations[number].end <= at:
        number = draft.around[number]
    return draft.quotations[number] if number >= 0 else None


def _start(quotation: Quotation) -> int:
    return quotation.start
