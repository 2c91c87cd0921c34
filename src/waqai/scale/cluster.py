"""The engine on Dask distributed: workers on any number of machines, or some processes on this one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from waqai.errors import NO_DASK, NO_SCHEDULER, WaqaiError
from waqai.scale.engine import MOST_TRIES, Answer, Died, Message, Question, Work

if TYPE_CHECKING:
    from distributed import Client, Future


class Cluster:
    """Workers of a Dask scheduler. What a worker says before it is done is not heard: there are no beats."""

    def __init__(self, scheduler: str | None = None, workers: int | None = None) -> None:
        """Take the workers of a scheduler, or so many processes on this machine where none is named.

        Raises:
            WaqaiError: if Dask is not installed.
        """
        if find_spec("distributed") is None:
            raise WaqaiError(NO_DASK.at())
        self.workers = workers or 0
        self._scheduler = scheduler
        self._stack = ExitStack()
        self._client: Client | None = None

    def __enter__(self) -> Self:
        """Connect.

        Raises:
            WaqaiError: if the scheduler does not answer.
        """
        import dask  # noqa: PLC0415  # an extra
        from distributed import Client, LocalCluster  # noqa: PLC0415

        try:
            self._stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 0}))
            address = self._scheduler
            if address is None:
                address = self._stack.enter_context(
                    LocalCluster(n_workers=self.workers or None, threads_per_worker=1, dashboard_address=None)
                )
            self._client = self._stack.enter_context(Client(address))
            self.workers = len(self._client.scheduler_info(n_workers=-1)["workers"]) or 1
        except (OSError, ValueError) as error:
            self._stack.close()
            raise WaqaiError(NO_SCHEDULER.at(self._scheduler or "", reason=str(error) or type(error).__name__)) from error
        return self

    def __exit__(self, *_error: object) -> None:
        """Disconnect; workers that were started here are ended."""
        self._stack.close()

    def run(self, work: Work, questions: Iterable[Question]) -> Iterator[Message]:
        """Yield what the workers answer; see :class:`waqai.scale.engine.Engine`."""
        if self._client is None:
            message = "the cluster is used outside its with"
            raise RuntimeError(message)
        return _asked(self._client, self.workers, work, questions)


def _asked(client: Client, workers: int, work: Work, questions: Iterable[Question]) -> Iterator[Message]:
    """Ask as many questions at once as there are workers, and another one for each answer.

    When a worker dies, Dask does not tell which of the questions it held was the reason; so those are asked again at the end,
    one at a time.
    """
    from distributed import as_completed  # noqa: PLC0415  # an extra

    run = uuid4().hex  # the scheduler must not take a question for one of an earlier run
    waiting = deque((question, 1) for question in questions)
    suspects: deque[tuple[Question, int]] = deque()
    asked: dict[Any, tuple[Question, int]] = {}
    done = as_completed()

    def ask(question: Question, tries: int) -> None:
        future = client.submit(work, question, no_beat, pure=False, key=f"{work.__name__}-{question.number}-{tries}-{run}")
        asked[future.key] = question, tries
        done.add(future)

    while waiting or suspects or asked:
        while waiting and len(asked) < workers:
            ask(*waiting.popleft())
        if not asked:
            ask(*suspects.popleft())
        future = next(done)
        question, tries = asked.pop(future.key)
        message = _message(future, question.number, tries)
        if isinstance(message, Died) and not message.final:
            suspects.append((question, tries + 1))
        yield message


def _message(future: Future[Any], number: int, tries: int) -> Message:
    from distributed.scheduler import KilledWorker  # noqa: PLC0415  # an extra

    error = future.exception()
    if error is None:
        return Answer(number, future.result())
    killed = isinstance(error, KilledWorker)
    reason = "killed, which the system does when memory runs out" if killed else f"{type(error).__name__}: {error}"
    return Died(number, tries, reason, final=tries >= MOST_TRIES)


def no_beat(_articles: int) -> None:
    """Say nothing: a function that workers on other machines can import."""
