"""Measures what a parser gains and costs, with and without it in one run, and writes the tables of ``docs/spacy.md``.

Run as ``python benchmarks/parser.py [--parser spacy:MODEL]`` where spaCy and an English pipeline are installed and the annotated
articles and the treebank lie beside the repository; on Linux, which tells a process its peak memory. Costs are ratios of runs
next to each other: absolute speeds belong to a machine and to what else it does.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from waqai.evaluate import annotated, cases, gate, gold, outside, pairs
from waqai.parsers import Parser, load

PAGE = gold.ROOT / "docs" / "spacy.md"
BEGIN, END = "<!-- written by benchmarks/parser.py -->\n", "<!-- end -->\n"
RUNS = 7  # pairs, one run after the other
REPEATED = 4
STEPS = (
    ("events, precision", "event_p"),
    ("events, recall", "event_r"),
    ("events, F1", "event_f1"),
    ("actors, F1", "actors_f1"),
    ("recipients, F1", "recipients_f1"),
    ("status", "status_acc"),
    ("statements, recall", "statement_r"),
    ("speakers of matched statements", "speaker_acc"),
    ("subjects of verbs", "subject_acc"),
)

# Prints the seconds to the first record, the articles a second after it, and the peak memory. Not from getrusage: there the
# memory of the process that started this one counts as well.
CLOCK = """
import json, re, sys, time
texts = json.load(open(sys.argv[1], encoding="utf-8"))
start = time.perf_counter()
import waqai
one = lambda text: waqai.read(text, published="2024-03-19", language="en", parser=sys.argv[2] or None)
one(texts[0])
first = time.perf_counter()
for text in texts[1:]:
    one(text)
speed = (len(texts) - 1) / (time.perf_counter() - first)
print(first - start, speed, re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read()).group(1))
"""


def gains(parser: Parser | None) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the name and the figures of each English set, read with a parser or without."""
    for name, held in (("our articles, open", False), ("our articles, held out", True)):
        yield name, annotated.score_articles(annotated.own_articles("en", held=held), parser=parser).figures
    told = (
        ({**story.annotations["en"], "id": story.id, "published": story.published}, story.texts["en"])
        for story in pairs.stories()
    )
    yield "parallel stories, English side", annotated.score_articles(told, parser=parser).figures
    found = cases.load(gate.case_file("en"))
    for name, blind in (("test sentences, open", False), ("test sentences, blind", True)):
        yield name, cases.figures(cases.evaluate(found, cases.reader_of("en", parser), blind=blind))
    trees = gold.SHARED / "gold" / "ud" / "en_pud.conllu"
    yield "Universal Dependencies PUD, English", outside.clause_model(trees, "en", parser)


def clock(path: Path, name: str) -> tuple[float, ...]:
    """Return what the clock prints for the texts in ``path`` and the parser called ``name`` (empty: none)."""
    command = [sys.executable, "-c", CLOCK, str(path), name]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 (our own program)
    return tuple(map(float, done.stdout.split()))


def costs(name: str) -> Iterator[tuple[float, ...]]:
    """Yield, for each cost, what it is with a parser as multiples of what it is without, a ratio for each pair of runs."""
    texts = [text for held in (False, True) for _, text in annotated.own_articles("en", held=held)] * REPEATED
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        runs = [(clock(path, ""), clock(path, name)) for _ in range(RUNS)]
    for column in range(3):
        yield tuple(having[column] / without[column] for without, having in runs)


def tables(name: str) -> str:
    """Return the tables of gains and costs of the parser called ``name``."""
    rows = ["| set | figure | without | with | difference |", "|---|---|---|---|---|"]
    for (title, without), (_, having) in zip(gains(None), gains(load(name)), strict=True):
        for label, key in STEPS:
            if key in without:
                rows.append(f"| {title} | {label} | {without[key]:.3f} | {having[key]:.3f} | {having[key] - without[key]:+.3f} |")
    labels = ("seconds to the first record", "articles a second after it", "peak memory")
    rows += ["", "| cost | with, as a multiple of without | least and most |", "|---|---|---|"]
    for label, ratios in zip(labels, costs(name), strict=True):
        rows.append(f"| {label} | {statistics.median(ratios):.2f} | {min(ratios):.2f} to {max(ratios):.2f} |")
    return "\n".join(rows) + "\n"


def main() -> int:
    """Measure, write the tables into the page and print them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--parser", default="spacy", metavar="spacy[:MODEL]")
    found = tables(options.parse_args().parser)
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n{found}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
