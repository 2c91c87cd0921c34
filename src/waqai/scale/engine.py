"""What runs the work of a batch: the interface of the engines, and the pool of processes on this machine."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Final, Protocol, Self, TypeAlias

import msgspec

MOST_TRIES: Final = 3  # a worker that dies over a question is replaced twice
_STOPPED: Final = 5.0  # seconds that a worker has to go when it is told to


class Question(Protocol):
    """What a worker is asked; its number tells it from the others."""

    @property
    def number(self) -> int:
        """The number of the question."""


class Beat(msgspec.Struct, frozen=True):
    """A worker is alive and has read so many articles of a part."""

    number: int
    articles: int


class Died(msgspec.Struct, frozen=True):
    """A worker died over a question; ``final`` when it is not asked again."""

    number: int
    tries: int
    reason: str
    final: bool


class Answer(msgspec.Struct, frozen=True):
    """What a worker answered."""

    number: int
    value: Any


Message: TypeAlias = Beat | Died | Answer
Work: TypeAlias = Callable[[Any, Callable[[int], None]], Any]


class Engine(Protocol):
    """Something that asks workers. Used in a ``with``: its workers are gone at the end."""

    workers: int

    def run(self, work: Work, questions: Iterable[Question]) -> Iterator[Message]:
        """Yield for each question, in any order, the answer or that it killed its worker; ``work`` must be importable."""

    def __enter__(self) -> Self:
        """Start."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop; what is being worked on is dropped."""


class Pool:
    """Processes on this machine. Each holds one question at a time; questions are taken as workers become free."""

    def __init__(self, workers: int | None = None) -> None:
        """Take so many processes, as many as there are cores if not given; they start with the first questions."""
        self.workers = workers or os.cpu_count() or 1
        self._running: list[_Worker] = []

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """End the workers, whatever they do."""
        for worker in self._running:
            worker.stop()
        self._running.clear()

    def run(self, work: Work, questions: Iterable[Question]) -> Iterator[Message]:
        """Yield what the workers say; see :class:`Engine`."""
        waiting = deque((question, 1) for question in questions)
        while True:
            while waiting and (free := self._free()) is not None:
                free.ask(work, *waiting.popleft())
            busy = {worker.connection: worker for worker in self._running if worker.question is not None}
            if not busy:
                return
            ready = wait(list(busy))
            for worker in [worker for connection, worker in busy.items() if connection in ready]:
                question, tries = worker.question, worker.tries
                message = worker.hear()
                if isinstance(message, Died):
                    self._running.remove(worker)
                    if not message.final and question is not None:
                        waiting.appendleft((question, tries + 1))
                yield message

    def _free(self) -> _Worker | None:
        """Return a worker without a question, a new one as long as there are less than wanted, or none."""
        idle = next((worker for worker in self._running if worker.question is None), None)
        if idle is None and len(self._running) < self.workers:
            idle = _Worker()
            self._running.append(idle)
        return idle


class _Worker:
    """A process and the pipe to it."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.connection, there = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(there,), daemon=True)
        self.process.start()
        there.close()  # so that its death ends the pipe
        self.question: Question | None = None
        self.tries = 0

    def ask(self, work: Work, question: Question, tries: int) -> None:
        """Send a question; it is asked for the so-manieth time."""
        self.question, self.tries = question, tries
        with suppress(OSError):  # it died idle: hear() finds that out
            self.connection.send((work, question))

    def hear(self) -> Message:
        """Return what the worker says; after an answer or its death it has no question."""
        if self.question is None:
            message = "a worker without a question cannot answer"
            raise RuntimeError(message)
        number = self.question.number
        try:
            kind, value = self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            kind, value = "failed", _ending(self.process.exitcode)
        if kind == "beat":
            return Beat(number, value)
        self.question = None
        if kind == "answer":
            return Answer(number, value)
        self.stop()  # what raised an error may have left anything behind
        return Died(number, self.tries, value, final=self.tries >= MOST_TRIES)

    def stop(self) -> None:
        """End the process."""
        self.connection.close()
        self.process.terminate()
        self.process.join(_STOPPED)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        self.process.close()


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        return f"killed by {name}, which the system does when memory runs out" if name == "SIGKILL" else f"killed by {name}"
    return f"exit status {code}"


def _serve(connection: Connection) -> None:
    """Answer questions until the driver is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the driver gets it as well, and ends us
    threading.Thread(target=_follow, daemon=True).start()
    while True:
        try:
            work, question = connection.recv()
        except EOFError:
            return
        try:
            connection.send(("answer", work(question, lambda articles: connection.send(("beat", articles)))))
        except Exception as error:  # noqa: BLE001  # the driver tells of it, and asks another worker
            connection.send(("failed", f"{type(error).__name__}: {error}"))
            return


def _follow() -> None:
    """End this process at once when its driver is gone, however that ended: nobody waits for an answer."""
    driver = parent_process()
    if driver is not None:
        driver.join()
        os._exit(1)
