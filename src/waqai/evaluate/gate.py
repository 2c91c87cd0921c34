"""All figures in one run, compared with ``floors.toml``: ``python -m waqai.evaluate.gate`` (``scripts/eval``).

The floors are a ratchet. ``--pin`` raises each to a little below the present figure and never lowers one; who has to lower a
floor does it by hand, in a commit that says why.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import click
import msgspec

from waqai.evaluate import agreement, annotated, cases, confidence, copies, earlier, gold, outside, pages, pairs, week
from waqai.evaluate.counts import Score
from waqai.languages.registry import LANGUAGES

FLOORS: Final = Path(__file__).with_name("floors.toml")
REPORT: Final = gold.ROOT / "docs" / "evaluation.md"
MARGIN: Final = 0.02
# Figures that have a floor, in the order of the steps of reading that they measure.
CASE_FLOORS: Final = (
    "event_p",
    "event_r",
    "event_f1",
    "actors_f1",
    "recipients_f1",
    "status_acc",
    "statement_p",
    "statement_r",
    "quiet_negatives",
)
GOLD_FLOORS: Final = ("event_p", "event_r", "event_f1", "actors_f1", "recipients_f1", "status_acc", "pair_f1", "time_value_f1")

Figures = Mapping[str, float]
Floors = dict[str, dict[str, float]]


class Table(msgspec.Struct, frozen=True):
    """The figures of one set, with the event counts of each type. ``about`` says what the set can tell."""

    name: str
    title: str
    about: str
    figures: Figures
    types: Mapping[str, Score]
    pinned: tuple[str, ...]
    errors: tuple[str, ...] = ()


def languages() -> tuple[str, ...]:
    """Return the languages that have test sentences."""
    return tuple(code for code in LANGUAGES if case_file(code).is_file())


def case_file(language: str) -> Path:
    """Return the file of test sentences of a language."""
    return gold.ROOT / "tests" / "cases" / f"sentences_{language}.jsonl"


def case_tables(language: str) -> Iterator[Table]:
    """Yield the figures of the open and of the blind test sentences."""
    found = cases.load(case_file(language))
    for part in ("open", "blind"):
        results = cases.evaluate(found, cases.reader_of(language), blind=part == "blind")
        yield Table(
            name=f"cases-{language}-{part}",
            title=f"Test sentences, {language}, {part} part",
            about="Rules are written while these fail."
            if part == "open"
            else "Held out since the split was made; nobody writes rules from what fails here.",
            figures=cases.figures(results),
            types=cases.by_type(results),
            pinned=CASE_FLOORS,
            # What fails in the blind part is not shown, so that it stays blind.
            errors=tuple(error for result in results for error in result.errors) if part == "open" else (),
        )


def gold_tables() -> Iterator[Table]:
    """Yield the figures of the annotated articles: the seed with and without its date, and the articles of gold/dev."""
    seed, dev = (gold.SHARED / "gold" / name for name in ("seed", "dev"))
    about = "One article that the rules were written with in view: a check of promises, no estimate of accuracy."
    sets = (
        ("seed", "Seed article", about, gold.score_folder(seed, published=gold.SEED_PUBLISHED)),
        ("seed-undated", "Seed article, without its publication date", about, gold.score_folder(seed, dated=False)),
        (
            "dev",
            "Ten Arabic articles of 2015 (gold/dev)",
            "Their annotations are open to the authors of the rules.",
            gold.score_folder(dev),
        ),
    )
    for name, title, words, result in sets:
        yield Table(name, title, words, result.figures, result.types, GOLD_FLOORS, result.errors)


def annotated_tables() -> Iterator[Table]:
    """Yield the figures of our own annotations of Tunisian articles, the open and the held-out part."""
    for name, held, about in (
        ("tunisia-open", False, "Real articles of another country and style; what fails here may be read."),
        ("tunisia-held", True, "The same, held out: nobody writes rules from what fails here."),
    ):
        result = annotated.score(held=held)
        title = f"Tunisian articles of 2015 to 2017, {'held-out' if held else 'open'} part"
        yield Table(name, title, about, result.figures, result.types, GOLD_FLOORS, () if held else result.errors)


def own_tables() -> Iterator[Table]:
    """Yield the figures of our own short articles of each language, the open and the held-out part."""
    about = "Articles of ours in several outlet styles, each type and status among them; "
    for language, name in LANGUAGES.items():
        if next(annotated.own_articles(language, held=False), None) is None:
            continue
        for part, words in (
            ("open", "what fails here may be read."),
            ("held", "held out: nobody writes rules from what fails here."),
        ):
            result = annotated.score_articles(annotated.own_articles(language, held=part == "held"))
            title = f"Short {name} articles of ours, {'held-out' if part == 'held' else 'open'} part"
            errors = () if part == "held" else result.errors
            yield Table(f"articles-{language}-{part}", title, about + words, result.figures, result.types, GOLD_FLOORS, errors)


def pair_tables() -> Iterator[Table]:
    """Yield how far the two languages of a story give the same events."""
    about = (
        "Stories of ours told in both languages, each as its outlets write. Events equal: Dice of the concrete events, each "
        "once, that agree in type, actors' countries, status and date."
    )
    yield Table("pairs", "Parallel articles, Arabic and English", about, pairs.figures(pairs.stories()), {}, ("equal",))


def ablation_tables() -> Iterator[Table]:
    """Yield what the rules alone reach: what the learned judgement adds is the difference."""
    about = "What `--rules-only` reads; the difference to the table above is what the learned judgement gains and costs."
    result = annotated.score(held=True, learned=False)
    yield Table("rules-only", "Tunisian articles, held-out part, rules only", about, result.figures, result.types, ())


def agreement_tables() -> Iterator[Table]:
    """Yield how far two readers agree: no figure of the reader, but what to hold the others against."""
    about = "Forty Tunisian articles read twice: the core items of one reading against all items of the other, both ways."
    yield Table("agreement", "Agreement of two careful readers", about, agreement.figures(), {}, ())


def confidence_tables() -> Iterator[Table]:
    """Yield how far the confidence of events can be trusted: on articles that the judgement was not trained on."""
    found = confidence.reliability(annotated.articles(held=True))
    yield Table(
        "confidence", "Confidence of events, held-out articles", confidence.text(found), confidence.figures(found), {}, ()
    )


def earlier_tables() -> Iterator[Table]:
    """Yield how far the English reader agrees with earlier coders."""
    folder = gold.SHARED / "gold" / "english"
    found, types, errors = earlier.type_agreement(earlier.plover(folder / "plover_gsr" / "PLOVER_GSR_CAMEO.txt"))
    about = (
        "Records with one event, most of them of the 1990s, types of version 0.5b1 mapped to draft 0.8. "
        "Type agreement: the event at the words that the coder marked, else the first of the sentence."
    )
    pins = ("type_agreement", "type_macro_f1")
    yield Table("plover-gsr", "PLOVER's English gold records", about, found, types, pins, tuple(errors))
    known = earlier.cameo_types(gold.SHARED)
    about = (
        "Exact triples of type, source country and target country; codes without a PLOVER type are left out. "
        "The coders' own program, with the dictionaries made for these sentences, is published with an F1 of 0.56. {}"
    )
    for name, file, words in (
        ("petrarch-afp", "PETR2_GSR_validation.xml", "News sentences of 2008, with real states."),
        (
            "petrarch-unit",
            "PETR_Validate_records_2_02.xml",
            "Sentences about invented states (Arnor, Gondor) that no table of ours has: only the types can agree.",
        ),
    ):
        figures = earlier.triple_figures(earlier.petrarch(folder / "petrarch" / file, known))
        yield Table(name, f"PETRARCH validation, {file}", about.format(words), figures, {}, ("triple_f1", "type_f1"))


def outside_tables() -> Iterator[Table]:
    """Yield the figures of single steps on public test sets of others."""
    about = "Made by others for one step; see `src/waqai/evaluate/outside.py` for what counts as right."
    for name, title, figures in outside.figures(gold.SHARED):
        pinned = tuple(key for key in figures if not key.startswith("n_"))
        yield Table(name, title, about, figures, {}, pinned)


def copy_tables() -> Iterator[Table]:
    """Yield how well copies of one text are found among real articles."""
    about = (
        "Pairs of real articles judged by a reader; found when one group holds both. Thresholds were chosen on half 0, "
        "but the errors of both halves are known to the authors of the guards. Merged pairs of different events must stay none."
    )
    yield Table("copies-dev", "Copies across outlets (gold/copies_dev)", about, copies.figures(), {}, ("f1",))


def page_tables() -> Iterator[Table]:
    """Yield how well articles are taken from web pages."""
    about = (
        "Pages of public test sets (htmldate, trafilatura, newspaper4k, fundus, article-extraction-benchmark), compared in runs "
        "of four words. The test sets leave out most leads and captions. The authors of the rules know these pages."
    )
    for language, name in LANGUAGES.items():
        found = pages.figures(language)
        if found["n_pages"]:
            more = {"foreign": pages.foreign()} if language == "ar" else {}
            pins = ("text_f1", "day_acc", "title_acc", *more)
            yield Table(f"pages-{language}", f"Articles of web pages, {name}", about, {**found, **more}, {}, pins)


def week_tables() -> Iterator[Table]:
    """Yield what the ledger makes of the scripted news week."""
    about = (
        "67 articles of ours, 313 accounts of 57 events. merge: pairs of accounts that were read; end_to_end: all pairs. "
        "The rules of merging were written with this week in view, so that it checks promises and estimates nothing."
    )
    figures = week.figures()
    yield Table("week", "The scripted news week (corpus/week)", about, figures, {}, tuple(figures))


def tables() -> Iterator[Table]:
    """Yield every set that can be scored here."""
    for language in languages():
        yield from case_tables(language)
    if gold.absent() is None:
        yield from gold_tables()
        yield from own_tables()
    yield from pair_tables()
    yield from week_tables()
    if gold.absent() is None:
        if annotated.absent() is None:
            yield from annotated_tables()
            yield from ablation_tables()
            yield from agreement_tables()
            yield from confidence_tables()
        yield from earlier_tables()
        yield from outside_tables()
    if copies.absent() is None:
        yield from copy_tables()
    if pages.absent() is None:
        yield from page_tables()


def load_floors(path: Path = FLOORS) -> Floors:
    """Return the floors of each set; none where the file is missing."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Floors) if path.is_file() else {}


def shortfalls(table: Table, floors: Floors) -> list[str]:
    """Return one line for each figure of the set that is under its floor."""
    return [
        f"{table.name}: {name} {table.figures[name]:.3f} is under its floor {least:.3f}"
        for name, least in floors.get(table.name, {}).items()
        if table.figures[name] < least
    ]


def pinned(found: Iterable[Table], floors: Floors) -> Floors:
    """Return the floors raised to a little below the present figures; none is lowered, sets not scored keep theirs."""
    raised = {name: dict(old) for name, old in floors.items()}
    for table in found:
        old = raised.setdefault(table.name, {})
        for name in table.pinned:
            old[name] = max(old.get(name, 0.0), round(max(0.0, table.figures[name] - MARGIN), 3))
    return raised


def floors_text(floors: Floors) -> str:
    """Return the floors as TOML."""
    head = "# Floors of the figures that scripts/eval prints; written by scripts/eval --pin, which only raises them.\n"
    parts = [
        f"\n[{name}]\n" + "".join(f"{key} = {value:.3f}\n" for key, value in values.items()) for name, values in floors.items()
    ]
    return head + "".join(parts)


STEPS: Final = (
    ("Events, precision", "event_p"),
    ("Events, recall", "event_r"),
    ("Events, F1", "event_f1"),
    ("Actors, F1", "actors_f1"),
    ("Recipients, F1", "recipients_f1"),
    ("Status, accuracy", "status_acc"),
    ("Mode, accuracy", "mode_acc"),
    ("Date of events, accuracy", "date_acc"),
    ("Statements, precision", "statement_p"),
    ("Statements, recall", "statement_r"),
    ("Speakers of matched statements, accuracy", "speaker_acc"),
    ("Statements with the right speaker, F1", "pair_f1"),
    ("Times, F1", "time_f1"),
    ("Times with the right value, F1", "time_value_f1"),
    ("Sentences without an event left quiet", "quiet_negatives"),
    ("Confidence, Brier score (0 is perfect)", "brier"),
    ("Confidence, expected calibration error", "calibration_error"),
    ("Subject of a verb found, accuracy", "subject_acc"),
    ("Start of a complement clause found, accuracy", "clause_acc"),
    ("Events equal in both languages", "equal"),
    ("Events equal in both languages, sectors of the actors included", "equal_codes"),
    ("Events equal in both languages by type alone", "equal_type"),
    ("Events equal in both languages by type and actors", "equal_actors"),
    ("Events equal in both languages by type and status", "equal_status"),
    ("Events equal in both languages by type and date", "equal_date"),
    ("Events equal as the annotations have them", "equal_annotated"),
    ("Type of the coded event, agreement", "type_agreement"),
    ("Type of the coded event found anywhere in the sentence", "type_anywhere"),
    ("Type of the coded event, macro F1", "type_macro_f1"),
    ("Types of a sentence, F1", "type_f1"),
    ("Triples of type, source and target, precision", "triple_p"),
    ("Triples of type, source and target, recall", "triple_r"),
    ("Triples of type, source and target, F1", "triple_f1"),
    ("Mentions of persons, F1", "PER_f1"),
    ("Mentions of places, F1", "LOC_f1"),
    ("Mentions of organisations, F1", "ORG_f1"),
    ("Copies, precision", "precision"),
    ("Copies, recall", "recall"),
    ("Copies, F1", "f1"),
    ("Copies, F1 on half 0", "f1_half_0"),
    ("Copies, F1 on half 1", "f1_half_1"),
    ("Pairs of different events merged", "different_merged"),
    ("Text of the article, precision", "text_p"),
    ("Text of the article, recall", "text_r"),
    ("Text of the article, F1", "text_f1"),
    ("Text without leads, F1", "body_f1"),
    ("Text with captions, F1", "kept_f1"),
    ("Text that trafilatura finds by itself, F1", "plain_f1"),
    ("Day of publication, accuracy", "day_acc"),
    ("Title, accuracy", "title_acc"),
    ("Persian pages not taken for Arabic", "foreign"),
)


HEAD: Final = """# Evaluation

Written by `scripts/eval`; do not edit. Figures are shares from 0 to 1, floors those of `src/waqai/evaluate/floors.toml`.
`scripts/eval --pin` raises the floors to 0.02 below the present figures and never lowers one.

Only figures on text that nobody wrote rules from say how good the reader is. The seed article and gold/dev are not such text:
their annotations are known to the authors of the rules. The blind part of the test sentences is held out, but only since the
split was made, and it is small: a few events more or less move its figures by several hundredths.

Event counts leave out mentions marked generic. A participant is right when its words overlap (articles: or its country agrees).
"""


def markdown(found: Iterable[Table], floors: Floors) -> str:
    """Return the report."""
    parts = [HEAD]
    for table in found:
        lines = [f"\n## {table.title}\n\n{table.about}\n\n| step | figure | floor |\n|---|---|---|\n"]
        least = floors.get(table.name, {})
        for label, key in STEPS:
            if key in table.figures:
                floor = f"{least[key]:.3f}" if key in least else ""
                lines.append(f"| {label} | {table.figures[key]:.3f} | {floor} |\n")
        if table.types:
            lines.append("\n| type | events | precision | recall | F1 |\n|---|---|---|---|---|\n")
        for kind, counts in sorted(table.types.items()):
            lines.append(
                f"| {kind} | {counts.right + counts.missed} | {counts.precision:.2f} | {counts.recall:.2f} | {counts.f1:.2f} |\n"
            )
        parts.append("".join(lines))
    return "".join(parts)


@click.command(help=__doc__)
@click.option("--pin", is_flag=True, help="Raise the floors to a little below the present figures.")
@click.option("--errors", is_flag=True, help="Print what was missed, extra or wrong (not for the blind part).")
def main(*, pin: bool, errors: bool) -> None:
    """Print the figures, write docs/evaluation.md where all sets are at hand, exit 1 under a floor."""
    found, floors = list(tables()), load_floors()
    under = [line for table in found for line in shortfalls(table, floors)]
    for table in found:
        click.echo(f"\n{table.title}")
        for name, value in table.figures.items():
            click.echo(f"  {name:20} {value:.3f}" if isinstance(value, float) else f"  {name:20} {value}")
        if errors:
            click.echo("\n".join(f"  {line}" for line in table.errors))
    if pin:
        floors = pinned(found, floors)
        FLOORS.write_text(floors_text(floors), encoding="utf-8")
    reason = gold.absent()
    if reason is None:
        REPORT.write_text(markdown(found, floors), encoding="utf-8")
    else:
        click.echo(f"\nLeft out: seed, dev and docs/evaluation.md: {reason}")
    for line in under:
        click.echo(line, err=True)
    sys.exit(1 if under else 0)


if __name__ == "__main__":
    main()
