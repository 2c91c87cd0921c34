"""The engine on Dask distributed: workers on any number of machines, or some processes on this one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Self
from uuid import uuid4

from waqai.errors import NO_DASK, NO_SCHEDULER, WaqaiError
from waqai.scale.engine import MOST_TRIES, Answer, Died, Message, Question, Work

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD: Final = 2  # questions that lie ready for each worker: it need not wait for the driver


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
            self._stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": MOST_TRIES - 1}))
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
        return _asked(self._client, self.workers * _AHEAD, work, questions)


def _asked(client: Client, ahead: int, work: Work, questions: Iterable[Question]) -> Iterator[Message]:
    """Ask some questions at once and another one for each answer."""
    from distributed import as_completed  # noqa: PLC0415  # an extra

    run = uuid4().hex  # the scheduler must not take a question for one of an earlier run
    waiting = deque((question, 1) for question in questions)
    asked: dict[Any, tuple[Question, int]] = {}

    def ask() -> Future[Any]:
        question, tries = waiting.popleft()
        future = client.submit(work, question, no_beat, pure=False, key=f"{work.__name__}-{question.number}-{tries}-{run}")
        asked[future.key] = question, tries
        return future

    done = as_completed([ask() for _ in range(min(ahead, len(waiting)))])
    for future in done:
        question, tries = asked.pop(future.key)
        message = _message(future, question.number, tries)
        if isinstance(message, Died) and not message.final:
            waiting.append((question, tries + 1))
        if waiting:
            done.add(ask())
        yield message


def _message(future: Future[Any], number: int, tries: int) -> Message:
    from distributed.scheduler import KilledWorker  # noqa: PLC0415  # an extra

    error = future.exception()
    if error is None:
        return Answer(number, future.result())
    if isinstance(error, KilledWorker):  # the scheduler has tried other workers already
        return Died(number, MOST_TRIES, "its process was killed, which the system does when memory runs out", final=True)
    return Died(number, tries, f"{type(error).__name__}: {error}", final=tries >= MOST_TRIES)


def no_beat(_articles: int) -> None:
    """Say nothing: a function that workers on other machines can import."""
