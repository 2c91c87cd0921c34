"""Times: the expressions of each sentence resolved against the publication date, the tense of the clause deciding direction."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from waqai.languages.base import Sentence
from waqai.languages.registry import grammar
from waqai.model import Time
from waqai.reading.draft import Draft
from waqai.reading.status import Cue, cues


def times(draft: Draft) -> Draft:
    """Add ``times`` in text order."""
    rules = grammar(draft.language)
    found: list[Time] = []
    for number, sentence in enumerate(draft.sentences):
        if number in draft.skip:
            continue
        known = [cue for cue in cues(sentence, draft.language) if cue.status in ("future", "hypothetical")]
        for expression in rules.times(sentence.words, draft.published, _tense(sentence, known)):
            found.append(
                Time(
                    id=f"t{len(found) + 1}",
                    start=expression.start,
                    end=expression.end,
                    type=expression.type,
                    value=expression.value,
                    anchor=expression.anchor,
                    precision=expression.precision,
                    method=expression.method,
                )
            )
    return msgspec.structs.replace(draft, times=tuple(found))


def _tense(sentence: Sentence, known: list[Cue]) -> Callable[[int], str]:
    """Return a function that tells the tense of the clause around a word: of its nearest verb, or of a plan announced before it."""

    def tense(index: int) -> str:
        low = 0
        for at in range(index - 1, -1, -1):
            if sentence.words[at].group in ("sub", "comp") and sentence.words[at].norm != sentence.words[0].norm:
                low = at
                break
        if any(low - 1 <= cue.last and cue.first < index for cue in known):
            return "future"
        verbs = [(abs(at - index), verb) for at, verb in enumerate(sentence.verbs) if verb is not None and at >= low]
        if not verbs:
            return ""
        nearest = min(verbs, key=lambda item: item[0])[1]
        return {"past": "past", "future": "future"}.get(nearest.tense, "")

    return tense
