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


def content_before(sentence: Sentence, at: int, index: int, verb: Verb) -> int:
    """Return the first word of a content that ends with a comma or mark before the cue: "Talks failed, the ministry said"."""
    words = sentence.words
    if verb.saying is None or verb.saying.kind not in _TAGS or verb.participle or index < _LEAST:
        return -1
    k = min(at, index) - 1
    while k >= 0 and words[k].group in ("dem", "num", "adv"):
        k -= 1
    if k >= 0 and words[k].kind == "latin" and not words[k].group and sentence.verbs[k] is None and k == at - 1:
        k -= 1  # an unknown adjective before the speaker
        while k >= 0 and words[k].group in ("dem", "num"):
            k -= 1
    if k < _LEAST or (words[k].norm not in (",", "-", "—", "–", *_CLOSE, '"')):
        return -1
    start = k
    while start > 0 and words[start - 1].norm not in (";", ":"):
        start -= 1
    if _OPEN.find(words[start].norm) >= 0:
        start += 1
    told = any(sentence.verbs[j] is not None or words[j].group == "aux" for j in range(start, k))
    after = (
        index + 1 >= len(words)
        or words[index + 1].kind == "mark"
        or words[index + 1].group in ("time", "prep", "when", "adv", "conj", "")
    )
    return start if told and after and not _opens_clause(sentence, start, k) else -1


def _opens_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether the words before the comma are only an opening circumstance (Speaking in Cairo, After the vote,)."""
    words = sentence.words
    first = words[start]
    verb = sentence.verbs[start]
    if first.group in ("when", "sub", "prep") or (verb is not None and (verb.participle or verb.jussive)):
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
