"""One batch from its inputs to its shards: plan, look at the bytes, write what is not there yet, report."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from waqai.errors import CANNOT_WRITE, OTHER_WORKER, PART_LOST, WORKER_DIED, Notice, WaqaiError
from waqai.scale import report as reporting
from waqai.scale.clock import Clock, memory
from waqai.scale.engine import Beat, Died, Engine
from waqai.scale.files import only_writer
from waqai.scale.inputs import files
from waqai.scale.manifest import Manifest, Receipt, Shard, begun, clear, receipts, shard_of
from waqai.scale.plan import File, Part, parts
from waqai.scale.reading import Manner
from waqai.scale.report import Report
from waqai.scale.version import pipeline
from waqai.scale.work import Look, Looked, Write, Written, look, write

# An end of the run: the next shards would meet the same fate.
_FATAL = frozenset((CANNOT_WRITE.code, OTHER_WORKER.code))


class Progress(msgspec.Struct, frozen=True):
    """How far a run is: bytes of the input done and in all, and articles read in this run.

    ``memory`` is what the worker that finished the last shard holds, in megabytes.
    """

    done: int
    total: int
    articles: int
    memory: float = 0.0


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: inputs by their paths, the folder of the shards, how to read, bytes of input for each shard."""

    inputs: tuple[str, ...]
    folder: Path
    how: Manner
    target: int
    fresh: bool = False


def run(batch: Batch, engine: Engine, tell: Callable[[Notice], None], show: Callable[[Progress], None]) -> Report:
    """Write the shards that are not there yet; return the report of the run.

    Args:
        batch: what is asked for.
        engine: started; what does the work.
        tell: is given each notice of the driver; those of articles stand in the table ``failures``.
        show: is given each step forward.

    Raises:
        WaqaiError: if the folder holds something else, or a run of another input or pipeline; nothing was changed then.
        OSError: if the folder cannot be written.
    """
    batch.folder.mkdir(parents=True, exist_ok=True)
    with only_writer(batch.folder):
        return _Run(batch, engine, tell, show).report()


class _Run:
    """The state of one run: what came of its parts so far."""

    def __init__(self, batch: Batch, engine: Engine, tell: Callable[[Notice], None], show: Callable[[Progress], None]) -> None:
        self.batch, self.engine, self._tell, self.show = batch, engine, tell, show
        self.folder = str(batch.folder.resolve())
        self.begin = time.perf_counter()
        self.failed, self.warned, self.skipped = Counter[str](), Counter[str](), Counter[str]()
        self.counts = Counter[str]()
        self.seconds: dict[str, float] = {}
        self.processor: dict[str, float] = {}
        self.memory = self.resident = 0.0

    def tell(self, notice: Notice) -> None:
        (self.failed if notice.failed else self.warned)[notice.problem.code] += 1
        self._tell(notice)

    def report(self) -> Report:
        """Do the work and return the report."""
        clock = Clock()
        planned = self.planned()
        old = {} if self.batch.fresh else receipts(self.batch.folder)
        shards, whole = self.looked(planned, old)
        clock.lap("look")
        manifest = Manifest(pipeline=pipeline(), how=self.batch.how, shards=tuple(shards))
        if self.batch.fresh:
            clear(self.batch.folder)
        done = {number: receipt for number, receipt in begun(self.batch.folder, manifest).items() if number in whole}
        for receipt in done.values():
            self.skipped["articles of shards that were done before"] += receipt.articles
            self.failed.update(receipt.failed)
            self.warned.update(receipt.warned)
        self.written(planned, shards, done)
        self.seconds["look"] = clock.seconds["look"]
        elapsed = time.perf_counter() - self.begin
        read = self.counts["articles"]
        return Report(
            command="batch",
            read=read,
            skipped=+self.skipped,
            failed=dict(self.failed),
            warned=dict(self.warned),
            events=self.counts["events"],
            statements=self.counts["statements"],
            elapsed=elapsed,
            seconds=self.seconds,
            processor=self.processor,
            articles_per_second=reporting.rate(read, elapsed),
            memory_driver=memory(),
            memory_workers=self.memory,
            workers=self.engine.workers,
        )

    def planned(self) -> list[Part]:
        found: list[File] = []
        for one in files(self.batch.inputs):
            if isinstance(one, Notice):
                self.tell(one)
            else:
                found.append(one)
        return list(parts(found, self.batch.target))

    def looked(self, planned: Sequence[Part], old: dict[int, Receipt]) -> tuple[list[Shard], set[int]]:
        """Return the shards of the manifest, and the numbers of those that are whole on the disk."""
        questions = [Look(number=one.number, part=one, folder=self.folder, receipt=old.get(one.number)) for one in planned]
        found: dict[int, Looked] = {}
        for message in self.engine.run(look, questions):
            if isinstance(message, Died) and message.final:
                raise WaqaiError(lost(planned[message.number], message, 0))
            if isinstance(message, Died):
                self.tell(died(planned[message.number], message, 0))
            elif not isinstance(message, Beat):
                found[message.number] = message.value
        whole = {number for number, looked in found.items() if number in old and looked.damage is None}
        return list(_shards(planned, found)), whole

    def written(self, planned: Sequence[Part], shards: Sequence[Shard], done: dict[int, Receipt]) -> None:
        """Have the shards written that are not done."""
        sizes = {part.number: part.size for part in planned}
        total, finished = sum(sizes.values()), sum(sizes[number] for number in done)
        on_the_way: dict[int, int] = {}
        orders = [
            Write(number=part.number, part=part, shard=shard, folder=self.folder, how=self.batch.how, pipeline=pipeline())
            for part, shard in zip(planned, shards, strict=True)
            if part.number not in done
        ]
        for message in self.engine.run(write, orders):
            number = message.number
            if isinstance(message, Beat):
                on_the_way[number] = message.articles
            elif isinstance(message, Died):
                words = lost if message.final else died
                self.tell(words(planned[number], message, on_the_way.pop(number, 0)))
            else:
                on_the_way.pop(number, None)
                finished += sizes[number]
                self.counted(message.value)
            self.show(Progress(finished, total, self.counts["articles"] + sum(on_the_way.values()), self.resident))

    def counted(self, found: Written) -> None:
        if found.problem is not None:
            if found.problem.problem.code in _FATAL:
                raise WaqaiError(found.problem)
            self.tell(found.problem)
        if found.receipt is None:
            return
        self.counts.update(articles=found.receipt.articles, events=found.receipt.events, statements=found.receipt.statements)
        self.failed.update(found.receipt.failed)
        self.warned.update(found.receipt.warned)
        for all_of_them, mine in ((self.seconds, found.seconds), (self.processor, found.processor)):
            for step, seconds in mine.items():
                all_of_them[step] = all_of_them.get(step, 0.0) + seconds
        self.memory, self.resident = max(self.memory, found.memory), found.resident


def _shards(planned: Sequence[Part], found: dict[int, Looked]) -> Iterator[Shard]:
    """Yield what the manifest says of each part: line ends are summed over the pieces of a file."""
    line, file = 0, ""
    for part in planned:
        before: list[int] = []
        for piece, seen in zip(part.pieces, found[part.number].pieces, strict=True):
            line = line if piece.start and piece.file.path == file else 0
            before.append(line)
            line, file = line + seen.lines, piece.file.path
        yield shard_of(part, before, [seen.sha256 for seen in found[part.number].pieces])


def lost(part: Part, message: Died, articles: int) -> Notice:
    """Return the notice of a part that killed every worker that read it."""
    piece = part.pieces[0]
    return PART_LOST.at(
        piece.file.given, start=piece.start, end=piece.end, times=message.tries, count=articles, reason=message.reason
    )


def died(part: Part, message: Died, articles: int) -> Notice:
    """Return the warning of a worker that died and is replaced."""
    piece = part.pieces[0]
    return WORKER_DIED.at(piece.file.given, start=piece.start, end=piece.end, count=articles, reason=message.reason)
