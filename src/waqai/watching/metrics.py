"""Counts and seconds of a watch for Prometheus, served at ``/metrics`` on this machine alone (the extra ``metrics``)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from waqai.errors import NO_METRICS, PORT_TAKEN, Notice, WaqaiError
from waqai.watching.events import Event, Tell

_HOST = "127.0.0.1"


@contextmanager
def metrics(port: int) -> Iterator[Tell]:
    """Serve metrics at a port of 127.0.0.1 until the end of the block; what is told to the function given is counted.

    Args:
        port: to listen at.

    Raises:
        WaqaiError: if prometheus-client is missing or the port cannot be listened at.
    """
    try:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise WaqaiError(NO_METRICS.at()) from error
    registry = CollectorRegistry()
    events = Counter("waqai_watch_events", "What the watch did.", ["what"], registry=registry)
    articles = Counter("waqai_watch_articles", "Articles that were filed, by what came of them.", ["outcome"], registry=registry)
    problems = Counter("waqai_watch_problems", "Numbered messages.", ["code"], registry=registry)
    seconds = Histogram("waqai_watch_request_seconds", "Time of requests that were answered.", registry=registry)
    last = Gauge("waqai_watch_last_event_timestamp_seconds", "When the watch last did something.", registry=registry)

    def count(item: Event | Notice) -> None:
        last.set_to_current_time()
        if isinstance(item, Notice):
            problems.labels(item.problem.code).inc()
            return
        events.labels(item.what).inc()
        if item.outcome:
            articles.labels(item.outcome).inc()
        if item.seconds is not None and item.what != "waiting":
            seconds.observe(item.seconds)

    try:
        server, thread = start_http_server(port, addr=_HOST, registry=registry)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise WaqaiError(PORT_TAKEN.at(port=port, reason=reason)) from error
    try:
        yield count
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
