"""Near-duplicates on pairs of real Arabic articles that a reader judged (``../shared/gold/copies_dev``).

A pair counts as found when both articles stand in one group, so that the guards, the buckets and the complete link are measured
together. Pairs judged ``story`` or ``different`` are wrong where found; ``different`` ones are the templates.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from waqai.evaluate.counts import Score
from waqai.evaluate.gold import SHARED
from waqai.stories.copies import verdict
from waqai.stories.fingerprints import Fingerprint, buckets, fingerprint
from waqai.stories.linking import Pair as Ids
from waqai.stories.linking import groups

COPY: Final = "copy"
DIFFERENT: Final = "different"


class Pair(msgspec.Struct, frozen=True):
    """Two articles and what the reader called them: copy, story or different."""

    one: str
    other: str
    label: str

    @property
    def half(self) -> int:
        """Half of the set, by hash: thresholds were chosen on half 0 and checked on half 1."""
        return hashlib.sha256("|".join(sorted((self.one, self.other))).encode()).digest()[0] % 2


def absent(shared: Path = SHARED) -> str | None:
    """Return why the pairs cannot be scored here, ``None`` if they can."""
    needed = shared / "gold" / "copies_dev" / "pairs.tsv"
    return None if needed.is_file() else "the judged pairs ../shared/gold/copies_dev are not beside this repository"


def pairs(folder: Path) -> list[Pair]:
    """Return the judged pairs of a folder."""
    lines = (folder / "pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [Pair(*line.split("\t")[:3]) for line in lines if line]


def fingerprints(folder: Path) -> dict[str, Fingerprint]:
    """Return the fingerprints of the articles of a folder by id."""
    found = map(json.loads, (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines())
    return {one["id"]: fingerprint(one["text"], title=one["title"], language=one["language"]) for one in found}


def copied(found: Mapping[str, Fingerprint]) -> dict[Ids, float]:
    """Return the pairs judged copies among articles that share a bucket, with their scores."""
    index: dict[int, list[str]] = {}
    judged: dict[Ids, float] = {}
    for one, prints in found.items():
        keys = buckets(prints)
        for other in sorted({other for key in keys for other in index.get(key, ())}):
            answer = verdict(prints, found[other])
            if answer.copy:
                judged[min(one, other), max(one, other)] = answer.score
        for key in keys:
            index.setdefault(key, []).append(one)
    return judged


def figures(shared: Path = SHARED) -> dict[str, float]:
    """Return precision, recall and F1 of copies, F1 of each half, and how many pairs judged different were merged."""
    folder = shared / "gold" / "copies_dev"
    found = fingerprints(folder)
    group_of = {one: number for number, group in enumerate(groups(found, copied(found))) for one in group}
    judged = [(pair, group_of[pair.one] == group_of[pair.other]) for pair in pairs(folder)]
    whole = score(judged)
    return {
        "precision": whole.precision,
        "recall": whole.recall,
        "f1": whole.f1,
        "f1_half_0": score(item for item in judged if item[0].half == 0).f1,
        "f1_half_1": score(item for item in judged if item[0].half == 1).f1,
        "different_merged": float(sum(merged for pair, merged in judged if pair.label == DIFFERENT)),
        "n_pairs": float(len(judged)),
    }


def score(judged: Iterable[tuple[Pair, bool]]) -> Score:
    """Return the counts of pairs, each with whether its articles stand in one group."""
    total = Score()
    for pair, merged in judged:
        copy = pair.label == COPY
        total += Score(int(copy and merged), int(merged and not copy), int(copy and not merged))
    return total
