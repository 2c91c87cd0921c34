"""Whether an event happened: cues of negation, plan, possibility and background, each with its scope."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, cast

import msgspec

from waqai.languages.base import Sentence, Word
from waqai.model import Status
from waqai.reading.draft import Candidate, Cue, Draft, Told
from waqai.tables import rows
from waqai.text.letters import WAW
from waqai.text.normalise import fold

_REACH: Final = 5
_GAP: Final = 14
_CONTINUED: Final = 30  # words between an auxiliary and a verb joined to its own by "and"
_ANY: Final = "…"
_PRESENT: Final = "present"
_ADVERB: Final = "adverb"
_GRANTED: Final = "granted"
_UNREAL: Final = frozenset(("negation", "hypothetical"))
_ORDER: Final = {"negation": 0, "hypothetical": 1, "future": 2, "historical": 3, "actual": 4}


class _Rule(msgspec.Struct, frozen=True, gc=False):
    """A line of the status table, its cue folded."""

    words: tuple[str, ...]
    status: str
    scope: str


class _Rules(msgspec.Struct, frozen=True):
    """The cues of a language by first word: single words, runs by their second word (longest first), and gapped ones."""

    single: dict[str, _Rule]
    runs: dict[str, dict[str, tuple[_Rule, ...]]]
    gapped: dict[str, tuple[_Rule, ...]]


@cache
def _rules(language: str) -> _Rules:
    single: dict[str, _Rule] = {}
    runs: dict[str, dict[str, list[_Rule]]] = {}
    gapped: dict[str, list[_Rule]] = {}
    for row in rows("lexicon", language, "status.tsv"):
        words = tuple(fold(row["cue"]).casefold().split(" "))
        rule = _Rule(words, row["status"], row["scope"])
        if _ANY in words:
            gapped.setdefault(words[0], []).append(rule)
        elif len(words) == 1:
            single.setdefault(words[0], rule)
        else:
            runs.setdefault(words[0], {}).setdefault(words[1], []).append(rule)
    ordered = {
        first: {second: tuple(sorted(found, key=lambda rule: -len(rule.words))) for second, found in seconds.items()}
        for first, seconds in runs.items()
    }
    return _Rules(single, ordered, {first: tuple(found) for first, found in gapped.items()})


def find_cues(draft: Draft) -> Draft:
    """Add ``cues``: the status cues of every sentence that carries records."""
    found = tuple(
        tuple(cues(sentence, draft.language)) if number not in draft.skip else ()
        for number, sentence in enumerate(draft.sentences)
    )
    return msgspec.structs.replace(draft, cues=found)


def cues(sentence: Sentence, language: str) -> list[Cue]:
    """Return the status cues of a sentence, longest match first, none inside another."""
    rules = _rules(language)
    norms = [word.norm.casefold() for word in sentence.words]
    found: list[Cue] = []
    index = 0
    while index < len(norms):
        conj = sentence.words[index].conj
        match = _match(rules, norms, index, norms[index]) or (
            _match(rules, norms, index, norms[index].removeprefix(conj)) if conj else None
        )
        if match is not None and match.scope == _PRESENT:
            match = _before_present(sentence, index + len(match.words), match)
        if match is not None and match.scope == _ADVERB:
            match = _as_adverb(sentence, index + len(match.words), match)
        if match is not None:
            found.append(Cue(index, index + len(match.words) - 1, match.status, match.scope))
            index += len(match.words)
            continue
        for rule in rules.gapped.get(norms[index], ()):
            last = _gapped(sentence, norms, index, rule)
            if last >= 0:
                found.append(Cue(index, last, rule.status, rule.scope))
        index += 1
    return found


def _before_present(sentence: Sentence, after: int, rule: _Rule) -> _Rule | None:
    """Return a cue that holds for the verb right behind it, if that verb is in the present: "may close", not "has closed"."""
    verb = sentence.verbs[after] if after < len(sentence.words) else None
    return msgspec.structs.replace(rule, scope="verb") if verb is not None and verb.tense == "present" else None


def _as_adverb(sentence: Sentence, after: int, rule: _Rule) -> _Rule | None:
    """Return a cue of its clause that is an adverb only where no noun follows: "met him before", not "met by him"."""
    word = sentence.words[after] if after < len(sentence.words) else None
    alone = word is None or word.kind == "mark" or bool(word.prep) or word.group in ("prep", "sub", "comp", "during")
    return msgspec.structs.replace(rule, scope="clause") if alone else None


def _match(rules: _Rules, norms: Sequence[str], index: int, first: str) -> _Rule | None:
    """Return the longest run of words that begins at ``index`` and is a cue."""
    seconds = rules.runs.get(first)
    if seconds and index + 1 < len(norms):
        for rule in seconds.get(norms[index + 1], ()):
            size = len(rule.words)
            if tuple(norms[index + 1 : index + size]) == rule.words[1:]:
                return rule
    return rules.single.get(first)


def _gapped(sentence: Sentence, norms: Sequence[str], index: int, rule: _Rule) -> int:
    """Return the last word of a cue in two parts (كان … قد), -1 if the second part does not follow in the clause."""
    target = rule.words[-1]
    for at in range(index + 1, min(index + _GAP, len(norms))):
        if norms[at] == target:
            return at
        if sentence.words[at].group in ("sub", "comp") or norms[at] in (".", "؛"):
            return -1
    return -1


def with_status(draft: Draft) -> Draft:
    """Set ``status`` and its ``cue`` on every candidate."""
    lent = {told.record.id: told for told in draft.statements}
    found: list[Candidate] = []
    for candidate in draft.candidates:
        sentence = draft.sentences[candidate.sentence]
        known = draft.cues[candidate.sentence]
        granted = _granted(candidate, sentence, known)
        if granted:
            known = tuple(cue for cue in known if cue.status not in _UNREAL)
        status, cue = _status(candidate, sentence, known)
        if status == "actual" and candidate.statement and not granted:
            status, cue = _lent(candidate, lent[candidate.statement])
        if status == "actual" and candidate.noun and not granted:
            status, cue = _called_for(candidate, found)
        found.append(msgspec.structs.replace(candidate, status=status, cue=cue))
    return msgspec.structs.replace(draft, candidates=tuple(found))


def _granted(candidate: Candidate, sentence: Sentence, known: Sequence[Cue]) -> bool:
    """Tell whether the sentence takes the event for granted: after it something is denied, warned of or asked for."""
    return candidate.noun and any(cue.scope == _GRANTED and _next_to(cue, candidate.word, sentence) for cue in known)


def _called_for(candidate: Candidate, earlier: Sequence[Candidate]) -> tuple[str, tuple[int, int] | None]:
    """Make an act hypothetical that a call or demand told before in its sentence is about (وجه نداء إلى الجماعة بالانسحاب)."""
    for other in reversed([one for one in earlier[-6:] if not one.weak][-3:]):
        if other.sentence != candidate.sentence:
            break
        if other.sense.type == "REQUEST" and any(prep and at == candidate.word for prep, at in other.arguments.nouns):
            return "hypothetical", (other.start, other.end)
    return "actual", None


def _lent(candidate: Candidate, told: Told) -> tuple[str, tuple[int, int] | None]:
    """Return the status that a verb of saying lends to what is told in its content (denied, hoped, expected)."""
    if not told.status or candidate.tense == "past":
        return "actual", None
    span = told.record.cue
    return told.status, (span.start, span.end) if span else None


def _status(candidate: Candidate, sentence: Sentence, known: Sequence[Cue]) -> tuple[str, tuple[int, int] | None]:
    anchor = candidate.carrier if candidate.carrier >= 0 else candidate.word
    best: tuple[int, str, tuple[int, int] | None] | None = None
    for cue in known:
        if not _covers(cue, candidate, anchor, sentence):
            continue
        rank = _ORDER.get(cue.status, 4)
        span = (sentence.words[cue.first].start, sentence.words[cue.last].end)
        if best is None or rank < best[0]:
            best = (rank, cue.status, span)
    word = sentence.words[anchor]
    if candidate.notes and (best is None or best[1] in ("actual", "future")):
        return candidate.notes[0], (word.start, word.end)
    if best is not None and best[1] != "actual":
        return best[1], best[2]
    if candidate.tense == "future":
        return "future", (word.start, word.end)
    if candidate.noun and candidate.carrier < 0:
        return _governed(candidate, sentence)
    return "actual", None


def _governed(candidate: Candidate, sentence: Sentence) -> tuple[str, tuple[int, int] | None]:
    """Give an event noun the plan or negation of the verb it depends on: the nearest verb before it in its clause."""
    for at in range(candidate.word - 1, max(-1, candidate.word - 7), -1):
        verb = sentence.verbs[at]
        if sentence.words[at].group in ("comp", "sub", "rel") or sentence.words[at].kind == "mark":
            break
        if verb is None:
            continue
        if verb.tense == "future":
            return "future", (sentence.words[at].start, sentence.words[at].end)
        break
    return "actual", None


def _covers(cue: Cue, candidate: Candidate, anchor: int, sentence: Sentence) -> bool:
    """Tell whether a cue's scope holds the event: its own words, the next verb, its clause or its sentence."""
    if cue.first <= candidate.word <= cue.last:  # a verb of denial does not deny itself, nor is a call only called for
        itself = cue.first == candidate.word and (not candidate.noun or candidate.sense.type == "REQUEST")
        return not itself
    if cue.scope == "sentence":
        return True
    if cue.scope == _GRANTED:
        return False
    if cue.scope == "next":
        return candidate.noun and candidate.word == cue.last + 1
    if sentence.owner[cue.first] >= 0:
        return False  # part of a name (المؤتمر من أجل الجمهورية)
    if candidate.tense == "participle" and not candidate.noun and cue.scope != "verb" and cue.last < candidate.word:
        return False  # a participle begins a clause of its own
    if cue.scope == "verb":
        return any(_next_to(cue, at, sentence) for at in {anchor, candidate.word})
    if cue.status == "historical":
        low, high = sorted((cue.last, anchor))
        return not _boundary(sentence, low + 1, high) or _goes_on(cue, candidate, sentence)
    if cue.last >= anchor and cue.last >= candidate.word:
        return False
    return not _boundary(sentence, cue.last + 1, max(anchor, cue.last + 1))


def _goes_on(cue: Cue, candidate: Candidate, sentence: Sentence) -> bool:
    """Tell whether a past verb after "and" continues the clause of an auxiliary (كان الأهالي قد خرجوا … ودعوا)."""
    if cue.first == cue.last or candidate.tense != "past" or candidate.arguments.found != "carried":
        return False
    between = range(cue.last + 1, candidate.word)
    joined = bool(sentence.words[candidate.word].conj) and candidate.word - cue.last <= _CONTINUED
    return joined and all(sentence.words[at].group != "sub" and sentence.words[at].norm not in ("؛", ";", ":") for at in between)


def _next_to(cue: Cue, at: int, sentence: Sentence) -> bool:
    """Tell whether ``at`` is the first verb or event noun after the cue, within a few words."""
    if not cue.last < at <= cue.last + _REACH:
        return False
    between = range(cue.last + 1, at)
    return all(
        sentence.verbs[k] is None
        and sentence.nouns[k] is None
        and sentence.words[k].kind != "mark"
        and not _new_that(sentence.words[k])
        for k in between
    )


def _new_that(word: Word) -> bool:
    """Tell whether a word begins another clause by "and that" (قال إن … وإن …)."""
    return word.group == "comp" and word.norm.startswith(WAW)


def _boundary(sentence: Sentence, low: int, high: int) -> bool:
    """Tell whether a clause ends between two words: a stop, a comma or "and" before a verb, a subordinator."""
    words = sentence.words
    for at in range(low, high):
        word = words[at]
        if word.norm in (".", "؛", ";", ":"):
            return True
        if word.group in ("sub", "rel") or (word.group == "pron" and word.conj) or _new_that(word):
            return True
        if (
            word.norm in (",", "،")
            and at + 1 < len(words)
            and (sentence.verbs[at + 1] is not None or words[at + 1].group in ("sub", "aux"))
        ):
            return True
        if at > low and word.conj and sentence.verbs[at] is not None:
            return True
    if high < len(words) and high > low:
        word = words[high]
        return bool(word.conj) and sentence.verbs[high] is not None
    return False


def as_status(status: str) -> Status:
    """Return a table's status word as the record's type."""
    return cast("Status", status if status in _ORDER else "actual")
