"""Test sentences (``tests/cases/sentences_*.jsonl``): what a linguist expects of one sentence, and how the reader does.

An expected event names its trigger without the conjunctions و and ف, its participants as they stand in the text, and the
other types that are right as well (``also``). A sentence without events is a hard negative: every concrete event in it is
false. Events marked generic, expected or found, are left out; a concrete event found where only a generic one is expected
is therefore false. A statement that tells an expected event by its cue or first noun need not be expected too.
A quarter of the sentences, chosen by the hash of their id, is the blind part: nobody writes rules from what fails there.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec

from waqai.evaluate.counts import Pair, Score, overlap, pair_up, ratio
from waqai.model import Event, Participant, Record, Statement
from waqai.parsers import Parser
from waqai.reading.pipeline import read

Reader = Callable[["Case"], Record]

_BLIND: Final = 4
_SAME: Final = 0.5
_LETTER: Final = re.compile(r"\w")


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event that the sentence tells."""

    trigger: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: str
    generic: bool
    also: tuple[str, ...] = ()


class ExpectedStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A statement that the sentence reports."""

    speaker: str | None
    cue: str | None
    content: str
    form: str


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One sentence with what is expected of it."""

    id: str
    text: str
    published: str | None
    style: str
    events: tuple[Expected, ...]
    statements: tuple[ExpectedStatement, ...]
    note: str = ""

    @property
    def blind(self) -> bool:
        """Whether the sentence belongs to the part that nobody writes rules from."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % _BLIND == 0

    @cached_property
    def triggers(self) -> tuple[Pair | None, ...]:
        """The span of each trigger; events with the same trigger take its occurrences in turn."""
        taken: dict[str, int] = defaultdict(int)
        found: list[Pair | None] = []
        for event in self.events:
            spans = occurrences(self.text, event.trigger)
            found.append(spans[min(taken[event.trigger], len(spans) - 1)] if spans else None)
            taken[event.trigger] += 1
        return tuple(found)


class Result(msgspec.Struct, frozen=True):
    """What one sentence adds to the figures, and one line for each error."""

    types: dict[str, Score]
    events: Score
    actors: Score
    recipients: Score
    statements: Score
    status: Pair
    mode: Pair
    speaker: Pair
    false_events: int
    negative: bool
    errors: tuple[str, ...]


def load(path: Path) -> list[Case]:
    """Return the sentences of a JSON Lines file.

    Raises:
        msgspec.ValidationError: if a line is no case.
    """
    return [msgspec.json.decode(line, type=Case) for line in path.read_bytes().splitlines() if line.strip()]


def occurrences(text: str, words: str) -> list[Pair]:
    """Return where ``words`` stand in ``text``: first those that begin and end a word, then the others in order."""
    spans = [match.span() for match in re.finditer(re.escape(words), text)] if words else []
    return sorted(spans, key=lambda span: (not _bounded(text, span), span))


def _bounded(text: str, span: Pair) -> bool:
    """Tell whether a span is a word, but for particles written before it."""
    before, after = text[: span[0]], text[span[1] :]
    begin = re.search(r"(?:^|\W)[وفبلك]?(?:ال)?$", before) is not None
    return begin and not _LETTER.match(after)


def reader_of(language: str, parser: Parser | None = None) -> Reader:
    """Return the function that reads a case in ``language``, with a parser if one is given."""
    return lambda case: read(case.text, published=case.published, language=language, parser=parser)


def score(case: Case, record: Record) -> Result:
    """Compare the record of a sentence with what is expected."""
    gold = [(event, at) for event, at in zip(case.events, case.triggers, strict=True) if not event.generic]
    found = [event for event in record.events if not event.generic]
    pairs = _match(gold, found, record)
    hits = {index for _, index in pairs}
    types: dict[str, Score] = defaultdict(Score)
    for number, (event, _) in enumerate(gold):
        types[event.type] += Score(right=1) if any(number == one for one, _ in pairs) else Score(missed=1)
    for index, extra in enumerate(found):
        if index not in hits:
            types[extra.type] += Score(extra=1)
    matched = [(gold[number][0], found[index]) for number, index in pairs]
    statements, speaker = _statements(case, record)
    return Result(
        types=dict(types),
        events=sum(types.values(), Score()),
        actors=sum((_slots(case, want.actors, have.actors) for want, have in matched), Score()),
        recipients=sum((_slots(case, want.recipients, have.recipients) for want, have in matched), Score()),
        statements=statements,
        status=(sum(want.status == have.status for want, have in matched), len(matched)),
        mode=(sum(want.mode == have.mode for want, have in matched if want.mode), sum(bool(want.mode) for want, _ in matched)),
        speaker=speaker,
        false_events=0 if case.events else len(found),
        negative=not case.events,
        errors=tuple(_errors(case, gold, found, pairs)),
    )


def _match(gold: Sequence[tuple[Expected, Pair | None]], found: Sequence[Event], record: Record) -> list[tuple[int, int]]:
    """Pair expected and found events one to one by type: overlapping triggers first, then the same sentence."""
    pairs: list[tuple[int, int]] = []
    for same_sentence in (False, True):
        for number, (want, at) in enumerate(gold):
            if at is None or any(number == one for one, _ in pairs):
                continue
            free = [
                i
                for i, event in enumerate(found)
                if event.type in (want.type, *want.also) and all(i != used for _, used in pairs)
            ]
            near = [i for i in free if _near(at, found[i], record, same_sentence=same_sentence)]
            if near:
                pairs.append((number, min(near, key=lambda i: abs(found[i].trigger.start - at[0]))))
    return pairs


def _near(at: Pair, event: Event, record: Record, *, same_sentence: bool) -> bool:
    trigger = (event.trigger.start, event.trigger.end)
    if not same_sentence:
        return overlap(at, trigger) > 0
    return any(s.start <= at[0] < s.end and s.start <= trigger[0] < s.end for s in record.sentences)


def _slots(case: Case, want: Iterable[str], have: Iterable[Participant]) -> Score:
    return pair_up([occurrences(case.text, words) for words in want], list(dict.fromkeys((p.start, p.end) for p in have)))


def _statements(case: Case, record: Record) -> tuple[Score, Pair]:
    """Match contents that share half their characters; count the speakers of those matched."""
    left = list(record.statements)
    right = speakers = 0
    for want in case.statements:
        spans = occurrences(case.text, want.content)
        best = max(left, key=lambda told: _shared(spans, told), default=None)
        if best is None or _shared(spans, best) < _SAME:
            continue
        left.remove(best)
        right += 1
        speakers += _speaks(case, want, best, record)
    extra = sum(not _is_act(case, told) for told in left)
    return Score(right, extra, len(case.statements) - right), (speakers, right)


def _is_act(case: Case, told: Statement) -> bool:
    """Tell whether a statement tells an expected event by its cue (called for) or by its first noun (announced his …)."""
    spans = [(told.content[0].start, told.content[0].start + 1), *([(told.cue.start, told.cue.end)] if told.cue else [])]
    return any(at is not None and overlap(span, at) for at in case.triggers for span in spans)


def _shared(spans: Sequence[Pair], told: Statement) -> float:
    have = {at for piece in told.content for at in range(piece.start, piece.end)}
    return max((ratio(len(have & set(range(*span))), len(have | set(range(*span)))) for span in spans), default=0.0)


def _speaks(case: Case, want: ExpectedStatement, told: Statement, record: Record) -> bool:
    if not want.speaker:
        return True
    spans = occurrences(case.text, want.speaker)
    have = [(told.speaker_span.start, told.speaker_span.end)] if told.speaker_span else []
    have += [(m.start, m.end) for entity in record.entities if entity.id == told.speaker for m in entity.mentions]
    return any(overlap(one, other) for one in spans for other in have)


def _errors(
    case: Case, gold: Sequence[tuple[Expected, Pair | None]], found: Sequence[Event], pairs: Sequence[tuple[int, int]]
) -> Iterable[str]:
    numbers, indexes = {one for one, _ in pairs}, {other for _, other in pairs}
    yield from (f"{case.id}: missed {e.type} «{e.trigger}»" for number, (e, _) in enumerate(gold) if number not in numbers)
    for index, event in enumerate(found):
        if index not in indexes:
            yield f"{case.id}: extra {event.type} «{case.text[event.trigger.start : event.trigger.end]}»"
    for number, index in pairs:
        want, have = gold[number][0], found[index]
        if want.status != have.status:
            yield f"{case.id}: status {have.status} for {want.status} «{want.trigger}»"
        for slot, words, items in (("actors", want.actors, have.actors), ("recipients", want.recipients, have.recipients)):
            counts = _slots(case, words, items)
            if counts.extra or counts.missed:
                named = [case.text[p.start : p.end] for p in items]
                yield f"{case.id}: {slot} {named} for {list(words)} of «{want.trigger}»"


def figures(results: Iterable[Result]) -> dict[str, float]:
    """Return the figures of many sentences."""
    found = list(results)
    total = {name: sum((getattr(r, name) for r in found), Score()) for name in ("events", "actors", "recipients", "statements")}
    shares = {name: _share(getattr(r, name) for r in found) for name in ("status", "mode", "speaker")}
    negatives = [r for r in found if r.negative]
    return {
        "event_p": total["events"].precision,
        "event_r": total["events"].recall,
        "event_f1": total["events"].f1,
        "actors_f1": total["actors"].f1,
        "recipients_f1": total["recipients"].f1,
        "status_acc": shares["status"],
        "mode_acc": shares["mode"],
        "statement_p": total["statements"].precision,
        "statement_r": total["statements"].recall,
        "speaker_acc": shares["speaker"],
        "quiet_negatives": ratio(sum(r.false_events == 0 for r in negatives), len(negatives)),
        "false_on_negatives": float(sum(r.false_events for r in negatives)),
        "n_sentences": float(len(found)),
        "n_negatives": float(len(negatives)),
    }


def _share(counts: Iterable[Pair]) -> float:
    right, whole = (sum(column) for column in zip((0, 0), *counts, strict=True))
    return ratio(right, whole)


def by_type(results: Iterable[Result]) -> Mapping[str, Score]:
    """Return the event counts of each type."""
    total: dict[str, Score] = defaultdict(Score)
    for result in results:
        for kind, counts in result.types.items():
            total[kind] += counts
    return total


def evaluate(cases: Iterable[Case], reader: Reader, *, blind: bool) -> list[Result]:
    """Read and score the cases of the open or the blind part."""
    return [score(case, reader(case)) for case in cases if case.blind is blind]
