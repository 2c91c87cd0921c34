"""The article that started the project, checked point by point: ``python -m waqai.evaluate.seed``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from waqai.evaluate import gold
from waqai.evaluate.counts import Pair, overlap
from waqai.model import Event, Participant, Record
from waqai.reading.pipeline import read

# figure of the scorer, least (or, for counts of errors, greatest) value
LEAST: Final = (
    ("event_f1", 0.85),
    ("actors_f1", 0.90),
    ("recipients_f1", 0.80),
    ("status_acc", 0.95),
    ("pair_f1", 0.90),
    ("time_value_f1", 1.0),
)
NONE_OF: Final = ("unreal_as_actual", "ev_in_repeats", "bad_offsets", "unread")
FLAGS: Final = 14
OTHER_FLAGS: Final = 6
_TRANSLATION: Final = frozenset(("translation", "untranslated_name"))
_CALLS: Final = (frozenset(("USA", "RUS")), frozenset(("USA", "UKR")))


class Check(msgspec.Struct, frozen=True):
    """One thing that must show: its figure and what is needed."""

    name: str
    passed: bool
    figure: str
    needed: str

    def line(self) -> str:
        """Return the check as one line of output."""
        return f"{'PASS' if self.passed else 'FAIL'} {self.name}, {self.figure}, needed {self.needed}"


class Seed(msgspec.Struct, frozen=True):
    """The seed with its annotation and where its lines start."""

    text: str
    starts: tuple[int, ...]
    annotation: dict[str, Any]
    folder: Path

    @property
    def half(self) -> int:
        """Where the repeat begins."""
        return self.segment("repeat")[0]

    def line(self, number: int) -> Pair:
        """Return the span of a line, without its line end."""
        end = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.text)
        return self.starts[number], end

    def segment(self, kind: str) -> Pair:
        """Return the span of the annotated segment of a kind."""
        found = self._segment(kind)
        return self.line(found["first_line"])[0], self.line(found["last_line"])[1]

    def source_of_repeat(self) -> int:
        """Return where the stretch begins that the repeat copies."""
        return self.line(self._segment("repeat")["of_first_line"])[0]

    def _segment(self, kind: str) -> dict[str, Any]:
        found: dict[str, Any] = next(s for s in self.annotation["segments"] if s["kind"] == kind)
        return found


def load(shared: Path = gold.SHARED) -> Seed:
    """Return the seed from the folder of annotated articles."""
    folder = shared / "gold" / "seed"
    text = (folder / "text.txt").read_bytes().decode("utf-8")
    annotation = json.loads((folder / "seed.json").read_text(encoding="utf-8"))
    return Seed(text, tuple(gold.scorer(shared).line_starts(text)), annotation, folder)


def checks(shared: Path = gold.SHARED) -> Iterator[Check]:
    """Yield every check, first with the publication date and then without."""
    seed = load(shared)
    for published in (gold.SEED_PUBLISHED, None):
        label = f"--published {published}" if published else "no date"
        result = gold.score_folder(seed.folder, published=published, shared=shared)
        record = read(seed.text, published=published)
        first = read(seed.text[: seed.half], published=published)
        for check in (*figure_checks(result.figures), *record_checks(seed, record, first)):
            yield msgspec.structs.replace(check, name=f"{check.name} ({label})")


def record_checks(seed: Seed, record: Record, first: Record) -> Iterator[Check]:
    """Yield the checks of the record itself; ``first`` is the record of the text up to the repeat."""
    yield from _segments(seed, record)
    yield from _flags(seed, record)
    yield from _calls(record)
    yield _halves(first, record)


def figure_checks(figures: gold.Figures) -> Iterator[Check]:
    """Yield the checks of the scorer's figures."""
    for name, least in LEAST:
        yield Check(name, figures[name] >= least, f"{figures[name]:.3f}", f"{least:.2f}")
    for name in NONE_OF:
        yield Check(name, figures[name] == 0, str(figures[name]), "0")


def _segments(seed: Seed, record: Record) -> Iterator[Check]:
    at = seed.segment("caption")
    captions = [s for s in record.segments if s.kind == "caption"]
    shown = "; ".join(f"{s.start}-{s.end} {s.credit}" for s in captions) or "none"
    right = (
        len(captions) == 1
        and overlap(at, (captions[0].start, captions[0].end)) >= (at[1] - at[0]) - 1
        and captions[0].credit == "AFP"
    )
    yield Check("caption", right, shown, f"{at[0]}-{at[1]} AFP and no other")
    region, source = seed.segment("repeat"), seed.source_of_repeat()
    repeats = [s for s in record.segments if s.kind == "repeat"]
    covered = {i for s in repeats for i in range(s.start, s.end) if not seed.text[i].isspace()}
    wanted = {i for i in range(*region) if not seed.text[i].isspace()}
    shifts = {s.start - s.repeat_of for s in repeats if s.repeat_of is not None}
    shown = "; ".join(f"{s.start}-{s.end} of {s.repeat_of}" for s in repeats) or "none"
    yield Check("repeat", covered == wanted and shifts == {region[0] - source}, shown, f"{region[0]}-{region[1]} of {source}")


def _flags(seed: Seed, record: Record) -> Iterator[Check]:
    locate = gold.scorer(seed.folder.parents[1]).locate
    left = list(record.flags)
    matched = 0
    for flag in seed.annotation["flags"]:
        at = locate(seed.text, seed.starts, flag["line"], flag["text"])
        hit = next((f for f in left if overlap(at, (f.start, f.end)) and _alike(f.kind, flag["kind"])), None)
        if hit is not None:
            left.remove(hit)
            matched += 1
    yield Check("flags matched", matched >= FLAGS, f"{matched} of {len(seed.annotation['flags'])}", f"{FLAGS}")
    yield Check("other flags", len(left) <= OTHER_FLAGS, str(len(left)), f"at most {OTHER_FLAGS}")


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= _TRANSLATION


def _calls(record: Record) -> Iterator[Check]:
    """Check that there are two calls, and that every mention of one says which it is."""
    mentions = [
        event
        for event in record.events
        if event.type == "CONSULT"
        and event.status in ("actual", "historical")
        and (event.mode == "phone" or _states(event) in _CALLS)
    ]
    heads = [event for event in mentions if event.same_as is None]
    states = sorted("-".join(sorted(_states(event))) for event in heads)
    wanted = sorted("-".join(sorted(call)) for call in _CALLS)
    yield Check("two calls", states == wanted, " ".join(states) or "none", " ".join(wanted))
    known = {event.id for event in heads if _states(event) in _CALLS}
    loose = [event.id for event in mentions if event.same_as is not None and event.same_as not in known]
    yield Check(
        "mentions of the calls",
        not loose and len(mentions) > len(heads),
        f"{len(mentions)}, loose {loose}",
        "each same_as a call",
    )


def _states(event: Event) -> frozenset[str]:
    return frozenset(p.code.split(" ")[0] for p in (*event.actors, *event.recipients) if p.code)


def _halves(first: Record, whole: Record) -> Check:
    """Check that the first half alone gives the events of the whole page."""
    one, other = (_described(record) for record in (first, whole))
    different = len([event for event in one if event not in other]) + len([event for event in other if event not in one])
    return Check("first half alone", one == other, f"{len(one)} and {len(other)} events, {different} differ", "equal")


def _described(record: Record) -> list[tuple[object, ...]]:
    names = {entity.id: entity.name for entity in record.entities}
    order = {event.id: number for number, event in enumerate(record.events)}

    def parts(items: Sequence[Participant]) -> tuple[object, ...]:
        return tuple((names.get(p.entity or ""), p.start, p.end, p.code) for p in items)

    return [
        (e.type, e.trigger, parts(e.actors), parts(e.recipients), e.status, e.date, order.get(e.same_as or ""))
        for e in record.events
    ]


@click.command(help=__doc__)
@click.option("--errors", is_flag=True, help="Print what the scorer calls missed or wrong as well.")
def main(*, errors: bool) -> None:
    """Print one line a check; exit 1 if any fails."""
    reason = gold.absent()
    if reason is not None:
        click.echo(f"Left out: {reason}")
        return
    found = list(checks())
    for check in found:
        click.echo(check.line())
    if errors:
        click.echo("\n".join(gold.score_folder(gold.SHARED / "gold" / "seed", published=gold.SEED_PUBLISHED).errors))
    failed = sum(not check.passed for check in found)
    click.echo(f"{len(found) - failed} of {len(found)} checks passed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
