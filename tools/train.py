"""Trains the learned judgement (``src/waqai/reading/judgement.py``) and writes its weights, the same on every machine.

Run as ``python tools/train.py`` where ``../shared`` is beside the repository. Arabic is learned from the open parts of our
annotated Tunisian articles and of our own short ones, from gold/dev and, with less weight, from the open part of our test
sentences; English from the open parts of our own articles and sentences. Logistic regression with an L2 penalty, fitted by
Newton's method: no randomness.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import msgspec
import numpy as np

from waqai.evaluate import annotated, cases, gate, gold
from waqai.evaluate.counts import overlap
from waqai.model import Language
from waqai.reading.draft import Draft
from waqai.reading.judgement import features
from waqai.reading.pipeline import DRAFTED
from waqai.text.normalise import shadow

TARGET: Final = gold.ROOT / "src" / "waqai" / "data" / "learned" / "acceptance.tsv"
PENALTY: Final = {"ar": 3.0, "en": 6.0}  # English has fewer examples
SENTENCE_WEIGHT: Final = 0.5
LEAST_SEEN: Final = 2  # a feature of fewer events is left out


class Example(msgspec.Struct, frozen=True):
    """The features of an event that the rules found, whether it is one, and its weight."""

    features: tuple[str, ...]
    right: bool
    weight: float


def drafted(text: str, published: str | None, language: Language) -> Draft:
    """Return the draft of an article after the rules."""
    draft = Draft(text=text, shadow=shadow(text), language=language, published=published)
    for step in DRAFTED:
        draft = step(draft)
    return draft


def of_article(text: str, published: str | None, wanted: Any, language: Language) -> Iterator[Example]:  # noqa: ANN401  # the scorer's own class
    """Yield an example for each event of an article; what the annotation leaves open is none."""
    draft = drafted(text, published, language)
    plain = [{"type": e.type, "trigger": {"start": e.trigger.start, "end": e.trigger.end}} for e in draft.events]
    pairs = {found: number for number, found in gold.scorer().match_events(wanted, plain)}
    for index, (event, candidate) in enumerate(zip(draft.events, draft.candidates, strict=True)):
        if index not in pairs or wanted.events[pairs[index]].get("core", True):
            yield Example(tuple(features(draft, candidate, event)), index in pairs, 1.0)


def of_articles(language: Language) -> Iterator[Example]:
    """Yield the examples of the open annotated articles of a language: our own, in Arabic also gold/dev and the Tunisian ones."""
    found = list(annotated.own_articles(language, held=False))
    if language == "ar":
        dev = gold.SHARED / "gold" / "dev"
        days = gold.published_days(dev)
        for wanted in gold.scorer().load_gold(dev):
            yield from of_article(wanted.text, days.get(wanted.id), wanted, language)
        found = [*annotated.articles(held=False), *found]
    with TemporaryDirectory() as folder:
        for annotation, text in found:
            path = Path(folder) / f"{annotation['id']}.json"
            path.write_text(json.dumps(annotation), encoding="utf-8")
            yield from of_article(text, annotation["published"], gold.scorer().Gold(path, text), language)


def of_sentences(language: Language) -> Iterator[Example]:
    """Yield the examples of the open test sentences."""
    for case in cases.load(gate.case_file(language)):
        if case.blind:
            continue
        draft = drafted(case.text, case.published, language)
        for event, candidate in zip(draft.events, draft.candidates, strict=True):
            span = (event.trigger.start, event.trigger.end)
            same = [w for w in case.events if event.type == w.type or event.type in w.also]
            at = [w for w, t in zip(case.events, case.triggers, strict=True) if t and overlap(span, t) and w in same]
            if not any(want.generic for want in at or same):
                yield Example(tuple(features(draft, candidate, event)), bool(same), SENTENCE_WEIGHT)


def fit(examples: Sequence[Example], strength: float) -> dict[str, float]:
    """Return the weight of each feature and the bias; ``strength`` is that of the penalty on large weights."""
    seen: dict[str, int] = {}
    for example in examples:
        for feature in example.features:
            seen[feature] = seen.get(feature, 0) + 1
    names = sorted(feature for feature, times in seen.items() if times >= LEAST_SEEN)
    column = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(examples), len(names) + 1))
    table[:, -1] = 1
    for row, example in enumerate(examples):
        for feature in example.features:
            if feature in column:
                table[row, column[feature]] = 1
    right = np.array([example.right for example in examples], dtype=float)
    weight = np.array([example.weight for example in examples])
    penalty = np.full(len(names) + 1, strength)
    penalty[-1] = 1e-3
    theta = np.zeros(len(names) + 1)
    for _ in range(100):
        chance = 1 / (1 + np.exp(-table @ theta))
        slope = table.T @ (weight * (chance - right)) + penalty * theta
        bend = (table * (weight * chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        theta -= step
        if np.abs(step).max() < 1e-8:
            break
    return dict(zip([*names, "bias"], (float(value) for value in theta), strict=True))


def main() -> None:
    """Train, write the weights and say how many there are."""
    lines: list[str] = []
    for language in PENALTY:
        examples = [*of_articles(language), *of_sentences(language)]
        weights = fit(examples, PENALTY[language])
        found = [f"{name}\t{language}\t{value:.3f}\ttools/train.py" for name, value in weights.items() if abs(value) >= 0.0005]
        right = sum(example.right for example in examples)
        print(f"{language}: {len(examples)} events, {right} of them right, {len(found)} weights")
        lines.extend(found)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(["feature\tlanguage\tweight\tprovenance", *sorted(lines)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
