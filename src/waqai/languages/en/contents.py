"""Where the content of an English verb of saying stands when no "that", "to", colon or quotation mark follows it."""

from __future__ import annotations

from waqai.languages.base import Sentence, Verb
from waqai.languages.en.grammar import lists
from waqai.languages.en.scan import has_verb, opens_quote

_OPEN = "“«„‹"
_CLOSE = "”»›"
_KINDS = frozenset(("say", "think", "announce", "deny", "promise", "warn", "write", "agree"))
_TAGS = frozenset(("say", "think", "announce", "write", "warn", "ask"))
_LEAST = 3
_CLAUSE = 28
_ADJUNCTS = 5
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
    """Return the first word of a content clause without "that" (said the rebels had left), -1 if there is none.

    Adverbs, times, prepositional phrases (in a statement, on Monday) and whom it is told to may stand before it.
    """
    if verb.saying is None or verb.saying.kind not in _KINDS or "that" not in verb.saying.takes:
        return -1
    words = sentence.words
    at, skipped = start, 0
    while at < len(words) and skipped < _ADJUNCTS:
        if _begins_clause(sentence, at):
            return at
        step = _adjunct(sentence, at)
        if not step:
            break
        at, skipped = step, skipped + 1
    verbless = (
        verb.saying.lemma == "say" and at == start and len(words) - at > 1 and words[-1].norm not in (".", "?", "!", '"', "”")
    )
    opens = verbless and (sentence.owner[at] >= 0 or words[at].group in ("", "dem", "num", "neg"))
    return at if opens and words[at].kind != "mark" else -1


def _adjunct(sentence: Sentence, at: int) -> int:
    """Return the word after an adverb, a time, a prepositional phrase or an addressee at ``at``; 0 if none stands there."""
    words = sentence.words
    group = words[at].group
    if group in ("adv", "time"):
        return at + 1
    if group in ("prep", "when", "during"):
        k = at + 1
        while k < len(words) and words[k].group in ("prep", "when", "during", "dem", "num", "poss"):
            k += 1
        if k < len(words) and sentence.owner[k] >= 0:
            return sentence.phrases[sentence.owner[k]].last + 1
        while k < len(words) and words[k].kind != "mark" and words[k].group in ("", "time", "poss") and sentence.owner[k] < 0:
            k += 1
            if words[k - 1].saying_noun or words[k - 1].group == "time":
                break
        return k
    if group == "pron" and words[at].norm.casefold() in lists().objects and at + 1 < len(words):
        return at + 1
    if sentence.owner[at] >= 0:
        return sentence.phrases[sentence.owner[at]].last + 1
    return at + 1 if group in ("dem", "num") else 0


def _begins_clause(sentence: Sentence, start: int) -> bool:
    """Tell whether a clause with its own subject begins at ``start``: a noun phrase and, in no relative clause, a finite verb."""
    words = sentence.words
    first = words[start]
    named = sentence.owner[start] >= 0 or first.group in ("dem", "num", "pron") or first.norm.casefold() == "there"
    if not (named or (first.kind != "mark" and first.group == "" and sentence.verbs[start] is None)) or first.group == "rel":
        return False
    if first.group == "pron" and first.norm.casefold() in lists().objects and first.norm.casefold() not in ("it", "her"):
        return False
    closing = ""
    for at in range(start + 1, min(len(words), start + _CLAUSE)):
        word = words[at]
        if closing:
            closing = "" if word.norm == closing else closing
            continue
        if word.norm == "," and at - start < _CLAUSE // 2 and _apposition_closes(sentence, at):
            closing = ","
            continue
        if word.kind == "mark" and word.norm not in ("-", "$", "£", "€", "&", "/", ".", *_OPEN, *_CLOSE, '"'):
            return False
        if word.group in ("comp", "rel", "sub") or (word.group == "pron" and sentence.owner[at] < 0 and at > start + 1):
            return False
        if _may_be_finite(sentence, at, start):
            return True
    return False


def _apposition_closes(sentence: Sentence, comma: int) -> bool:
    """Tell whether a comma opens an apposition that another closes before any verb (its minister, Hakan Fidan, had)."""
    words = sentence.words
    for at in range(comma + 1, min(len(words), comma + _APPOSED)):
        if words[at].norm == ",":
            return at > comma + 1
        if words[at].kind == "mark" and words[at].norm not in ("-", ".", "'"):
            return False
    return False


def _may_be_finite(sentence: Sentence, at: int, start: int) -> bool:
    """Tell whether a word is a finite verb, or may be one by its form and the noun before it."""
    if _is_finite(sentence, at):
        return True
    words = sentence.words
    word, before = words[at], words[at - 1]
    if sentence.owner[at] >= 0 or not word.verbs or before.group in ("dem", "prep", "num", "poss", "comp") or at == start + 1:
        return False
    tenses = {verb.tense for verb in word.verbs}
    plural = sentence.owner[at - 1] >= 0 and sentence.phrases[sentence.owner[at - 1]].number == "p"
    return ("past" in tenses and not word.nouns) or ("base" in tenses and plural) or ("third" in tenses and not word.nouns)
