"""Public test sets of others that lie beside the repository: trees, names, dates and sentences with votes.

They measure single steps: the clause model on Universal Dependencies (PUD), mentions on AQMAR, times on the date cases of
Recognizers-Text, concrete incidents on the Arabic event sentences of openeventdata. None is training data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from waqai.evaluate.counts import Pair, Score, overlap, pair_up, ratio
from waqai.languages.base import NOBODY, Sentence
from waqai.languages.registry import grammar
from waqai.parsers import Parser
from waqai.reading.pipeline import read
from waqai.reading.trees import tree_of
from waqai.text.normalise import shadow
from waqai.text.tokens import tokens

_KINDS: Final = {"person": "PER", "place": "LOC", "state": "LOC", "organization": "ORG", "group": "ORG"}
_DATES: Final = ("DateParser", "DurationParser", "DateTimeParser", "SetParser", "DatePeriodParser", "TimeParser", "HolidayParser")
_HAPPENED: Final = ("actual", "historical")
_NAMES: Final = frozenset(_KINDS.values())


class Tree(msgspec.Struct, frozen=True):
    """A sentence of a treebank: its text, and for each token its offset, form, class, head (-1 for the root) and relation."""

    text: str
    at: tuple[int, ...]
    form: tuple[str, ...]
    upos: tuple[str, ...]
    head: tuple[int, ...]
    relation: tuple[str, ...]


# clause model


def trees(path: Path) -> Iterator[Tree]:
    """Yield the sentences of a CoNLL-U file; offsets count code points of the sentence's text."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")), "")
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        rows = [row for row in rows if row[0].isdigit()]
        if not text or not rows:
            continue
        starts: list[int] = []
        place = 0
        for row in rows:
            found = text.find(row[1], place)
            place = found if found >= 0 else place
            starts.append(place)
            place += len(row[1]) if found >= 0 else 0
        yield Tree(
            text,
            tuple(starts),
            tuple(row[1] for row in rows),
            tuple(row[3] for row in rows),
            tuple(int(row[6]) - 1 for row in rows),
            tuple(row[7].split(":")[0] for row in rows),
        )


def clause_model(path: Path, language: str, parser: Parser | None = None) -> dict[str, float]:
    """Return how often the subject and the complement clause of a predicate of our tables are where the tree has them.

    Args:
        path: a treebank in CoNLL-U.
        language: its language.
        parser: what the clause model may ask besides, if anything.
    """
    subjects: list[bool] = []
    clauses: list[bool] = []
    rules = grammar(language)
    for tree in trees(path):
        sentence = rules.sentence(list(tokens(shadow(tree.text))), 0, len(tree.text), NOBODY)
        if parser is not None:
            sentence = msgspec.structs.replace(sentence, tree=tree_of(sentence, parser([tree.text])[0]))
        for token, upos in enumerate(tree.upos):
            word = next((w.index for w in sentence.words if w.start <= tree.at[token] < w.end), -1)
            if upos != "VERB" or word < 0 or not _tabled(sentence, word):
                continue
            subject = _child(tree, token, ("nsubj",))
            if subject >= 0 and tree.upos[subject] in ("NOUN", "PROPN"):
                subjects.append(_subject_at(sentence, word, language, tree.at[subject]))
            clause = _child(tree, token, ("ccomp",))
            mark = _child(tree, clause, ("mark",)) if clause >= 0 else -1
            if mark >= 0:
                clauses.append(_clause_at(sentence, word, language, tree.at[mark]))
    return {
        "subject_acc": ratio(sum(subjects), len(subjects)),
        "clause_acc": ratio(sum(clauses), len(clauses)),
        "n_subjects": float(len(subjects)),
        "n_clauses": float(len(clauses)),
    }


def _tabled(sentence: Sentence, word: int) -> bool:
    return any(verb.senses or verb.saying or verb.lights for verb in sentence.words[word].verbs)


def _child(tree: Tree, token: int, relations: Sequence[str]) -> int:
    """Return the first dependent of a token with one of the relations, -1 for none."""
    return next(
        (i for i, (head, rel) in enumerate(zip(tree.head, tree.relation, strict=True)) if head == token and rel in relations), -1
    )


def _subject_at(sentence: Sentence, word: int, language: str, at: int) -> bool:
    verb = sentence.verbs[word]
    if verb is None:
        return False
    found = grammar(language).verb_arguments(sentence, word, verb)
    spans = [(sentence.phrases[number].start, sentence.phrases[number].end) for number in found.subject]
    if not spans and found.other >= 0:
        spans = [(sentence.words[found.other].start, sentence.words[found.other].end)]
    return any(start <= at < end for start, end in spans)


def _clause_at(sentence: Sentence, word: int, language: str, at: int) -> bool:
    verb = sentence.verbs[word]
    if verb is None:
        return False
    content = grammar(language).verb_arguments(sentence, word, verb).content
    return content >= 0 and sentence.words[content].start <= at < sentence.words[content].end


# names


def names(path: Path) -> dict[str, Score]:
    """Return the counts of mentions of persons, places and organisations; a mention is right when it overlaps one of its kind."""
    total = {kind: Score() for kind in sorted(_NAMES)}
    for text, wanted in _bio(path):
        record = read(text, language="ar")
        found: dict[str, list[Pair]] = {kind: [] for kind in total}
        for entity in record.entities:
            for mention in entity.mentions:
                if mention.form in ("name", "metonym"):
                    found[_KINDS[entity.kind]].append((mention.start, mention.end))
        for kind in total:
            total[kind] += pair_up([[span] for name, span in wanted if name == kind], found[kind])
    return total


def _bio(path: Path) -> Iterator[tuple[str, list[tuple[str, Pair]]]]:
    """Yield each sentence of a file with one word and its BIO label a line: its text and the labelled spans."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        words: list[str] = []
        spans: list[tuple[str, Pair]] = []
        at = 0
        for line in block.splitlines():
            word, _, label = line.rpartition(" ")
            kind = label[2:5]
            if label.startswith("B-"):
                spans.append((kind, (at, at + len(word))))
            elif label.startswith("I-") and spans:
                spans[-1] = (spans[-1][0], (spans[-1][1][0], at + len(word)))
            words.append(word)
            at += len(word) + 1
        if words:
            yield " ".join(words), [(kind, span) for kind, span in spans if kind in _NAMES]


# dates


def dates(folder: Path) -> dict[str, float]:
    """Return the figures of times found and of values right over the date cases, each with the day it counts from."""
    right = found_all = wanted_all = overlapping = 0
    for name in _DATES:
        for case in json.loads((folder / f"{name}.json").read_text(encoding="utf-8")):
            day = (case.get("Context") or {}).get("ReferenceDateTime", "")[:10] or None
            times = list(read(case["Input"], language="ar", published=day).times)
            found_all += len(times)
            for result in case["Results"]:
                wanted_all += 1
                span = (result["Start"], result["Start"] + result["Length"])
                hit = next((time for time in times if overlap((time.start, time.end), span)), None)
                overlapping += hit is not None
                right += hit is not None and hit.value in _values(result)
    return {
        "time_f1": ratio(2 * overlapping, found_all + wanted_all),
        "time_value_f1": ratio(2 * right, found_all + wanted_all),
        "n_times": float(wanted_all),
    }


def _values(result: dict[str, Any]) -> frozenset[str]:
    value = result.get("Value") or {}
    resolved = (value.get(key) or {} for key in ("FutureResolution", "PastResolution"))
    return frozenset((value.get("Timex", ""), *(text for found in resolved for text in found.values()))) - {""}


# sentences with votes


def incidents(path: Path, kind: str) -> Score:
    """Return the counts of sentences that tell a concrete incident of a type, as all annotators accepted it or not."""
    total = Score()
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        events = read(case["text"], language="ar").events
        said = any(event.type == kind and not event.generic and event.status in _HAPPENED for event in events)
        positive = case["label"] == "yes"
        total += Score(said and positive, said and not positive, positive and not said)
    return total


def figures(shared: Path) -> Iterable[tuple[str, str, dict[str, float]]]:
    """Yield (name, title, figures) of each set that lies in ``shared``."""
    gold = shared / "gold"
    yield (
        "ud-ar",
        "Universal Dependencies PUD, Arabic: predicates of our tables",
        clause_model(gold / "ud" / "ar_pud.conllu", "ar"),
    )
    for kind in ("ASSAULT", "PROTEST"):
        score = incidents(gold / "arabic_event_gsr" / f"{kind.lower()}_dev.jsonl", kind)
        values = {"event_p": score.precision, "event_r": score.recall, "event_f1": score.f1}
        yield f"gsr-{kind.lower()}", f"Arabic event sentences, {kind}", values
    found = names(gold / "aqmar" / "dev.txt")
    yield "aqmar", "AQMAR, mentions by kind", {f"{kind}_f1": score.f1 for kind, score in found.items()}
    yield "dates-ar", "Date cases of Recognizers-Text, Arabic", dates(gold / "dates" / "Arabic")
