"""The engines: every question is answered, a worker that dies is replaced, one that dies again and again is told of."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from waqai.scale.cluster import Cluster
from waqai.scale.engine import MOST_TRIES, Answer, Beat, Died, Engine, Message, Pool


class Asked(msgspec.Struct, frozen=True):
    """A question; ``kill`` names a file in which those who died over it leave a mark."""

    number: int
    kill: str = ""
    deaths: int = 0


def double(asked: Asked, beat: Callable[[int], None]) -> int:
    """Return twice the number; die over it as often as is asked for."""
    if asked.kill:
        path = Path(asked.kill)
        if len(path.read_bytes()) < asked.deaths:
            with path.open("ab") as handle:
                handle.write(b"x")
            beat(7)
            os.kill(os.getpid(), signal.SIGKILL)
    return 2 * asked.number


def fail(asked: Asked, _beat: Callable[[int], None]) -> int:
    """Raise for number 3."""
    if asked.number == 3:
        message = "three"
        raise ValueError(message)
    return asked.number


def slow(asked: Asked, _beat: Callable[[int], None]) -> int:
    """Take a while."""
    time.sleep(60)
    return asked.number


def pool() -> Engine:
    return Pool(2)


def cluster() -> Engine:
    return Cluster(workers=2)


ENGINES = pytest.mark.parametrize("engine", [pool, cluster])


def answers(found: list[Message]) -> dict[int, object]:
    return {one.number: one.value for one in found if isinstance(one, Answer)}


@ENGINES
def test_every_question_is_answered_once(engine: Callable[[], Engine]) -> None:
    with engine() as running:
        assert list(running.run(double, [])) == []
        found = list(running.run(double, [Asked(number) for number in range(40)]))
        assert answers(found) == {number: 2 * number for number in range(40)}
        assert len(found) == 40
        assert answers(list(running.run(double, [Asked(1)]))) == {1: 2}


def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    mark = tmp_path / "deaths"
    mark.touch()
    with Pool(2) as running:
        found = list(running.run(double, [Asked(0), Asked(1, str(mark), 2), Asked(2), Asked(3)]))
    assert answers(found) == {0: 0, 1: 2, 2: 4, 3: 6}
    died = [one for one in found if isinstance(one, Died)]
    assert [(one.number, one.tries, one.final) for one in died] == [(1, 1, False), (1, 2, False)]
    assert "SIGKILL" in died[0].reason
    assert [one.articles for one in found if isinstance(one, Beat)] == [7, 7]


@ENGINES
def test_the_rest_goes_on_when_one_kills_every_worker(engine: Callable[[], Engine], tmp_path: Path) -> None:
    mark = tmp_path / "deaths"
    mark.touch()
    with engine() as running:
        found = list(running.run(double, [Asked(0), Asked(1, str(mark), 99), Asked(2), Asked(3)]))
    assert answers(found) == {0: 0, 2: 4, 3: 6}
    assert [(one.number, one.tries) for one in found if isinstance(one, Died) and one.final] == [(1, MOST_TRIES)]
    assert len(mark.read_bytes()) == MOST_TRIES


@ENGINES
def test_what_a_worker_raises_is_told(engine: Callable[[], Engine]) -> None:
    with engine() as running:
        found = list(running.run(fail, [Asked(number) for number in range(6)]))
    assert answers(found) == {0: 0, 1: 1, 2: 2, 4: 4, 5: 5}
    died = [one for one in found if isinstance(one, Died)]
    assert [one.final for one in died] == [False, False, True]
    assert died[-1].reason == "ValueError: three"


def test_workers_end_with_the_with() -> None:
    with Pool(1) as running:
        found = running.run(slow, [Asked(0)])
        process = running._running  # noqa: SLF001  # there is no other way to see them
        with pytest.raises(TimeoutError):
            _first_within(found, 3)
        (worker,) = process
        number = worker.process.pid
        assert number is not None
        assert Path(f"/proc/{number}").exists()
    assert not Path(f"/proc/{number}").exists()


def _first_within(found: object, seconds: float) -> None:
    def late(_signal: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        next(iter(found))  # type: ignore[call-overload]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
