"""OpenTelemetry spans around what takes long, where its API is installed (the extra ``otel``); else nothing at all."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer


def span(name: str, **attributes: str | int) -> AbstractContextManager[object]:
    """Return a context that is a span while it is open: ``waqai.fetch``, ``waqai.extract``, ``waqai.read``, ``waqai.file``.

    Args:
        name: of the span.
        attributes: of the span; addresses without what is secret in them.
    """
    tracer = _tracer()
    return nullcontext() if tracer is None else tracer.start_as_current_span(name, attributes=attributes)


@cache
def _tracer() -> Tracer | None:
    try:
        from opentelemetry import trace  # noqa: PLC0415  # an extra
    except ImportError:
        return None
    return trace.get_tracer("waqai")  # stands for the provider that the program sets, also one set later
