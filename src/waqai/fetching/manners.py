"""When a host may be asked again: pauses, what it asks for itself, and longer and longer waits while it fails."""

from __future__ import annotations

from typing import Final

import msgspec

from waqai.fetching.getting import Failure, Page

_FIRST_WAIT: Final = 30.0
_LONGEST_WAIT: Final = 6 * 3600.0
_SERVER_ERROR: Final = 500
_TOO_MANY: Final = 429
# Numbers of failures that are the host's rather than one page's: no name, no connection, slow, cut short, no HTTP, busy, robots.
_OF_HOST: Final = frozenset(("WQ652", "WQ653", "WQ654", "WQ656", "WQ659", "WQ662", "WQ664"))


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """How a host is treated; times in seconds.

    ``pause`` lies between two requests to a host (up to half of it more, by chance; robots.txt may ask for more), ``robots_for``
    is how long a robots.txt is kept, ``patience`` the longest wait of a run that has an end.
    """

    pause: float = 2.0
    robots_for: float = 86_400.0
    patience: float = 120.0


class Host(msgspec.Struct, frozen=True):
    """What is remembered of a host: the moment (seconds since 1970) before which it is not asked, its failures in a row."""

    ready: float = 0.0
    failures: int = 0


def backoff(failures: int, draw: float) -> float:
    """Return how many seconds to wait after so many failures in a row: twice as long each time, at most six hours.

    Args:
        failures: from 1.
        draw: by chance, 0 to 1: up to a half is added, so that hosts that failed together are not asked together.
    """
    return min(_FIRST_WAIT * 2.0 ** min(failures - 1, 30), _LONGEST_WAIT) * (1 + draw / 2)


def of_host(failure: Failure) -> bool:
    """Tell whether a failure speaks for the whole host: its other pages would fail too."""
    return failure.notice.problem.code in _OF_HOST or failure.status >= _SERVER_ERROR or failure.status == _TOO_MANY


def after(host: Host, found: Page | Failure, now: float, *, pause: float, draw: float) -> Host:
    """Return what is to be remembered of a host after an answer.

    Args:
        host: what was remembered before.
        found: what came.
        now: seconds since 1970.
        pause: between two requests, as the host's robots.txt and the manners want it.
        draw: by chance, 0 to 1.
    """
    wait = pause * (1 + draw / 2)
    if not isinstance(found, Failure) or not of_host(found):
        return Host(now + wait)
    failures = host.failures + 1
    asked = found.wait if found.wait is not None else backoff(failures, draw)
    return Host(now + max(wait, asked), failures)
