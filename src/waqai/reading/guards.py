"""Guards against false events: sport, films, court chronicles, weather, markets, anniversaries, metaphors."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import Final

import msgspec

from waqai.languages.base import Sentence
from waqai.memory import WORDS
from waqai.model import Rejected
from waqai.reading.draft import Candidate, Draft
from waqai.tables import cell, rows
from waqai.text.letters import ARTICLE
from waqai.text.normalise import fold

_SENTENCE: Final = 4  # strength of guard words in one sentence that outweighs a trigger without political parties
_ARTICLE: Final = 7.0  # the same for a whole article, per hundred words
_POLITICAL: Final = frozenset(
    ("GOV", "MIL", "COP", "REB", "OPP", "PTY", "LEG", "SPY", "PRM", "UAF", "UNO", "EUR", "ARL", "GCC", "NAT", "AFU")
)
_SOCIAL: Final = frozenset(("court", "anniversary", "religion"))
_FORCE: Final = frozenset(("ASSAULT", "COERCE", "PROTEST", "SANCTION"))
_HARM: Final = frozenset(("ASSAULT",))  # what an accident may be mistaken for
_WIDE: Final = frozenset(("sport", "film", "literature", "game"))


@cache
def _guards(language: str) -> dict[str, tuple[tuple[tuple[str, ...], str, int], ...]]:
    """Return the guards (their words, topic, strength) by their first word."""
    found: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for row in rows("lexicon", language, "guards.tsv"):
        for phrase in cell(row["words"]):
            words = tuple(fold(phrase).casefold().split(" "))
            found.setdefault(words[0], []).append((words, row["topic"], int(row["strength"])))
    return {first: tuple(items) for first, items in found.items()}


def guarded(draft: Draft) -> Draft:
    """Move candidates that stand in a non-political sentence or article to ``rejected``."""
    scores = {n: _topics(s, draft.language, least=2) for n, s in enumerate(draft.sentences) if n not in draft.skip}
    total: Counter[str] = Counter()
    for score in scores.values():
        total.update(score)
    words = max(1, sum(len(draft.sentences[n].words) for n in scores))
    article = next((t for t, v in total.most_common() if t in _WIDE and 100 * v / words >= _ARTICLE and words > 40), "")
    kept: list[Candidate] = []
    rejected: list[Rejected] = []
    for candidate in draft.candidates:
        topic = article or _sentence_topic(scores[candidate.sentence])
        if topic and not _political(candidate) and not _spared(topic, candidate.sense.type):
            where = "article" if article else "sentence"
            rejected.append(Rejected(start=candidate.start, end=candidate.end, what="event", reason=f"{topic} {where}"))
        else:
            kept.append(candidate)
    return msgspec.structs.replace(draft, candidates=tuple(kept), rejected=(*draft.rejected, *rejected))


def _topics(sentence: Sentence, language: str, least: int = 1) -> Counter[str]:
    """Return the strength of guard words by topic; words weaker than ``least`` do not count."""
    found: Counter[str] = Counter()
    words = sentence.words
    for index, word in enumerate(words):
        for parts, topic, strength in _starting(language, word.norm, word.stem):
            if (
                strength >= least
                and index + len(parts) <= len(words)
                and all(words[index + k].norm.casefold() in (parts[k], ARTICLE + parts[k]) for k in range(1, len(parts)))
            ):
                found[topic] += strength
    return found


@lru_cache(maxsize=WORDS)
def _starting(language: str, norm: str, stem: str) -> tuple[tuple[tuple[str, ...], str, int], ...]:
    """Return the guards that may begin with a word: with its spelling, its stem or its spelling without the article."""
    guards, norm = _guards(language), norm.casefold()
    spellings = dict.fromkeys((norm, stem.casefold(), norm.removeprefix(ARTICLE)))
    return tuple(guard for spelling in spellings for guard in guards.get(spelling, ()))


def _sentence_topic(score: Counter[str]) -> str:
    topic, value = score.most_common(1)[0] if score else ("", 0)
    return topic if value >= (_SENTENCE if topic not in _WIDE else _SENTENCE // 2) else ""


def _spared(topic: str, kind: str) -> bool:
    """Tell whether a topic says nothing against an event type: a court tries assaults, an accident is followed by aid."""
    return (topic in _SOCIAL and kind in _FORCE) or (topic == "accident" and kind not in _HARM)


def _political(candidate: Candidate) -> bool:
    """Tell whether a state, force or political body takes part."""
    return any(_sector(slot.code) in _POLITICAL for slot in (*candidate.actors, *candidate.recipients))


def _sector(code: str | None) -> str:
    return code.split(" ")[-1] if code and " " in code else ""
