"""Reading many articles on all cores: answers come in the order of the questions, and only a few are held in memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import Final, TypeVar

_FEW: Final = 64  # items that are not worth other processes
_CHUNK: Final = 16  # items that a process takes at once
_AHEAD: Final = 4  # chunks for each process that wait for their turn

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def in_order(work: Callable[[Item], Answer], items: Iterable[Item], *, processes: int | None = None) -> Iterator[Answer]:
    """Yield ``work(item)`` for each item, in order.

    Args:
        work: a function that other processes can import; what it raises comes out here, and ends it.
        items: taken as they are needed.
        processes: how many at once; as many as there are cores if not given. With one, or few items, all is done here.
    """
    waiting = iter(items)
    few = list(islice(waiting, _FEW))
    many = at_once(len(few), processes)
    if many == 1:
        yield from map(work, few)
        yield from map(work, waiting)
        return
    with ProcessPoolExecutor(many, mp_context=get_context("spawn")) as pool:
        queue: deque[Future[list[Answer]]] = deque()
        chunks = _chunks(chain(few, waiting))
        try:
            for chunk in chunks:
                queue.append(pool.submit(_all, work, chunk))
                if len(queue) > many * _AHEAD:
                    yield from queue.popleft().result()
            while queue:
                yield from queue.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def at_once(items: int, processes: int | None = None) -> int:
    """Return how many processes :func:`in_order` uses for so many items."""
    return (processes or os.cpu_count() or 1) if items >= _FEW else 1


def _chunks(items: Iterator[Item]) -> Iterator[list[Item]]:
    while chunk := list(islice(items, _CHUNK)):
        yield chunk


def _all(work: Callable[[Item], Answer], chunk: list[Item]) -> list[Answer]:
    return [work(item) for item in chunk]
