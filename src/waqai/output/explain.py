"""Why a record is there, and why another is not: what ``--explain`` adds to the page."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from waqai.model import Event, Statement
from waqai.output.view import View


def why_event(view: View, event: Event) -> str:
    """Return the rule or model behind an event and how sure it is."""
    return f"why: {view.shown(event.reason) or 'no reason given'} · confidence {event.confidence:.2f}"


def why_statement(view: View, statement: Statement) -> str:
    """Return the rule behind a statement."""
    return f"why: {view.shown(statement.reason)}"


def left_out(view: View) -> Iterator[Text]:
    """Yield every candidate that became no record, in text order, with the reason."""
    for item in sorted(view.record.rejected, key=lambda one: (one.start, one.end, one.what, one.reason)):
        found = Text().append(view.position(item.start), style="dim").append(f"  {item.what}  ")
        yield found.append(view.snippet(item.start, item.end)).append(f"  {view.shown(item.reason)}")
