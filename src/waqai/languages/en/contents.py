"""Where the content of an English verb of saying stands when no "that", "to", colon or quotation mark follows it."""

from __future__ import annotations

from waqai.languages.base import Sentence, Verb
from waqai.languages.en.scan import has_verb, opens_quote

_OPEN = "“«„‹"
_CLOSE = "”»›"
_KINDS = frozenset(("say", "think", "announce", "deny", "promise", "warn", "write", "agree"))
_TAGS = frozenset(("say", "think", "announce", "write", "warn", "ask"))
_LEAST = 3
_REACH = 12
_LOOK = 8
_APPOSED = 14
_SPEAKER = 24
_NEAR = 6


def quoted_before(sentence: Sentence, at: int, index: int) -> int:
    """Return the opening mark of the quotation that ends right before the cue and its speaker, -1 if there is none."""
    words = sentence.words
    close = _mark_before(sentence, at)
    if close < 0:
        close = _mark_before(sentence, index)
    if close < 0:
        return -1
    straight = [k for k in range(close + 1) if words[k].norm == '"']
    if words[close].norm == '"':
        return straight[-2] if len(straight) > 1 else -1
    return next((k for k in range(close - 1, -1, -1) if words[k].norm in _OPEN), -1)


def _mark_before(sentence: Sentence, at: int) -> int:
    """Return the closing mark before the noun phrase or verb at ``at``, its modifiers and a comma between them allowed."""
    words = sentence.words
    k = at - 1
    while k >= 0 and k >= at - _LOOK and (words[k].kind in ("latin", "number") or words[k].norm == ","):
        if words[k].group not in ("", "dem", "num", "poss", "adv", "time") or sentence.verbs[k] is not None:
            break
        k -= 1
    if k < 0 or not (words[k].norm in _CLOSE or (words[k].norm == '"' and not opens_quote(sentence, k))):
        return -1
    return k


def content_before(sentence: Sentence, at: int, index: int, verb: Verb) -> tuple[int, int]:
    """Return the first word of a content before its cue and the mark that closes it: "Talks failed, the ministry said".

    ``at`` is the first known word of the speaker; the noun phrase may begin earlier.
    """
    words = sentence.words
    if verb.saying is None or verb.saying.kind not in _TAGS or verb.participle or index < _LEAST:
        return -1, -1
    k = comma_before(sentence, min(at, index), index)
    if k < _LEAST:
        return -1, -1
    start = k
    while start > 0 and words[start - 1].norm not in (";", ":"):
        start -= 1
    if _OPEN.find(words[start].norm) >= 0:
        start += 1
    told = any(_is_finite(sentence, j) for j in range(start, k))
    after = (
        index + 1 >= len(words)
        or words[index + 1].kind == "mark"
        or words[index + 1].group in ("time", "prep", "when", "adv", "conj", "sub", "dem", "")
    )
    fits = told and after and not _opens_clause(sentence, start, k) and not _goes_on(sentence, index)
    return (start, k) if fits else (-1, -1)


def comma_before(sentence: Sentence, at: int, index: int) -> int:
    """Return the comma, dash or closing mark before the speaker of the cue at ``index``, -1 if something else stands there.

    The speaker is a noun phrase with what belongs to it ("the head of the union in Lyon", "its spokeswoman, Dana Hill,").
    """
    words = sentence.words
    k = at - 1
    if k == index - 1 and k >= 0 and words[k].norm == ",":  # an apposition closes: its spokeswoman, Dana Hill, said
        opening = next((j for j in range(k - 1, max(-1, k - _APPOSED), -1) if words[j].norm == ","), -1)
        k = opening - 1 if opening > 0 else k
    while k >= 0 and index - k < _SPEAKER:
        word = words[k]
        if word.kind == "mark" and word.norm not in ("-", ".", "&"):
            break
        if word.group in ("comp", "rel", "sub", "aux", "conj", "neg", "when", "during") or _is_finite(sentence, k):
            return -1
        k -= 1
    if k < 0 or index - k >= _SPEAKER:
        return -1
    return k if words[k].norm in (",", "—", "–", *_CLOSE, '"') else -1


def _is_finite(sentence: Sentence, at: int) -> bool:
    verb = sentence.verbs[at]
    word = sentence.words[at]
    if verb is not None:
        return not (verb.participle or verb.jussive)
    if sentence.owner[at] >= 0:
        return False
    unknown = not word.known and word.norm.islower() and word.norm.endswith("ed") and at > 0
    return word.group == "aux" or (unknown and sentence.words[at - 1].group not in ("dem", "prep", "num", "poss"))


def _goes_on(sentence: Sentence, index: int) -> bool:
    """Tell whether a complement of its own follows the cue (In Cairo, the minister said that …)."""
    words = sentence.words
    for word in words[index + 1 : index + 1 + _NEAR]:
        if word.group == "comp" and word.norm.casefold() != "to":
            return True
        if word.kind == "mark":
            return word.norm == ":" or word.norm in _OPEN or (word.norm == '"' and opens_quote(sentence, word.index))
    after = index + 1
    return after < len(words) and words[after].group in ("pron", "dem") and has_verb(sentence, after)


def _opens_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether the words before the comma are only an opening circumstance (Speaking in Cairo, After the vote,)."""
    words = sentence.words
    first = words[start]
    verb = sentence.verbs[start]
    if first.group in ("when", "sub", "prep", "during") or (verb is not None and (verb.participle or verb.jussive)):
        return not any(words[j].norm == "," for j in range(start, end))
    return False


def zero_content(sentence: Sentence, start: int, verb: Verb) -> int:
    """Return the first word of a content clause without "that" (said the rebels had left), -1 if there is none."""
    if verb.saying is None or verb.saying.kind not in _KINDS:
        return -1
    words = sentence.words
    for at in range(start, min(len(words), start + _REACH)):
        if words[at].kind == "mark" or words[at].group in ("comp", "rel", "sub"):
            return -1
        governed = at > start and (
            words[at - 1].group in ("prep", "when", "during", "dem", "num", "poss") or _same_phrase(sentence, at)
        )
        governed = governed or (
            at > start and words[at - 1].kind == "latin" and not words[at - 1].group and sentence.owner[at - 1] < 0
        )
        if not governed and words[at].group not in ("prep", "when", "during", "time", "adv") and has_verb(sentence, at):
            while at > start and words[at - 1].group in ("adv", "dem", "num"):
                at -= 1  # noqa: PLW2901
            return at
    return -1


def _same_phrase(sentence: Sentence, at: int) -> bool:
    return sentence.owner[at] >= 0 and sentence.owner[at] == sentence.owner[at - 1]
