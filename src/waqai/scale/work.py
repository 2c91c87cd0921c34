"""What a worker does: look at the bytes of a part, or read its articles into a shard. Both can be done again to the same end."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from waqai.errors import CANNOT_WRITE, OTHER_WORKER, Notice
from waqai.scale.clock import Clock, memory, resident
from waqai.scale.inputs import Surveyed, articles_of, survey
from waqai.scale.manifest import Receipt, Shard, put_receipt
from waqai.scale.plan import Part
from waqai.scale.reading import Manner, read_one
from waqai.scale.shards import ShardWriter, problem_of
from waqai.scale.tables import failure_row, rows_of, tally
from waqai.scale.version import Pipeline, pipeline
from waqai.sources import Stream
from waqai.sources.base import printable_path

_BEAT: Final = 1.0  # seconds between two words to the driver

Beat = Callable[[int], None]


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """The question what the bytes of a part are, and whether the shard that a receipt tells of is whole."""

    number: int
    part: Part
    folder: str
    receipt: Receipt | None


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for each piece; ``damage`` tells what is wrong with the shard."""

    number: int
    pieces: tuple[Surveyed, ...]
    damage: Notice | None


class Write(msgspec.Struct, frozen=True, kw_only=True):
    """The order to read a part into a shard."""

    number: int
    part: Part
    shard: Shard
    folder: str
    how: Manner
    pipeline: Pipeline


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A finished shard: its receipt and seconds by step, those that passed and those of the processor; or why there is none.

    ``memory`` is the peak of the worker in megabytes, ``resident`` what it held at the end.
    """

    number: int
    receipt: Receipt | None = None
    problem: Notice | None = None
    seconds: dict[str, float] = {}
    processor: dict[str, float] = {}
    memory: float = 0.0
    resident: float = 0.0


def look(question: Look, _beat: Beat) -> Looked:
    """Return what the bytes of a part are, and what is wrong with its finished shard."""
    folder = Path(question.folder)
    tables = question.receipt.tables.values() if question.receipt else ()
    damage = next((found for table in tables if (found := problem_of(folder, table)) is not None), None)
    return Looked(number=question.number, pieces=tuple(survey(piece) for piece in question.part.pieces), damage=damage)


def write(order: Write, beat: Beat) -> Written:
    """Read the articles of a part, put its shard and then its receipt in their places, and return what came of it."""
    here = pipeline()
    if here != order.pipeline:
        return Written(number=order.number, problem=OTHER_WORKER.at(found=here.shown(), now=order.pipeline.shown()))
    clock = Clock()
    try:
        receipt = _shard(order, beat, clock)
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        return Written(number=order.number, problem=CANNOT_WRITE.at(printable_path(order.folder), reason=reason))
    return Written(
        number=order.number,
        receipt=receipt,
        seconds=clock.seconds,
        processor=clock.processor,
        memory=memory(),
        resident=resident(),
    )


def _shard(order: Write, beat: Beat, clock: Clock) -> Receipt:
    folder = Path(order.folder)
    counts, failed, warned = Counter[str](articles=0, events=0, statements=0), Counter[str](), Counter[str]()
    told = time.monotonic()
    cold = gc.get_freeze_count() == 0  # the first shard of this worker
    with ShardWriter(folder, order.number) as writer:
        clock.lap("start")
        for item in _articles(order):
            clock.lap("extract")
            record, notices = (None, (item,)) if isinstance(item, Notice) else read_one(item, order.how)
            clock.lap("read")
            for notice in notices:
                (failed if notice.failed else warned)[notice.problem.code] += 1
                writer.add("failures", failure_row(notice))
            if record is not None:
                counts.update(tally(record))
                for table, row in rows_of(record, item.line):
                    writer.add(table, row)
            clock.lap("write")
            if cold:
                gc.freeze()  # the tables live as long as the worker: the collector need not walk them again and again
                cold = False
            if time.monotonic() > told + _BEAT:
                told = time.monotonic()
                beat(counts["articles"])
        clock.lap("extract")
        tables = writer.finish()
    receipt = Receipt(number=order.number, tables=tables, **counts, failed=dict(failed), warned=dict(warned))
    put_receipt(folder, receipt)
    clock.lap("write")
    return receipt


def _articles(order: Write) -> Stream:
    for piece, found in zip(order.part.pieces, order.shard.inputs, strict=True):
        yield from articles_of(piece, found.line, order.how.columns)
