"""Somebody's page in the terminal: names over time, acts, what was done to them, words."""

from __future__ import annotations

from collections.abc import Iterator

from waqai.ledger.dossiers import Dossier
from waqai.output.bidi import isolate
from waqai.output.rows import EVENT_COLUMNS, STATEMENT_COLUMNS, event_row, statement_row, table_text


def dossier_text(found: Dossier) -> str:
    """Return the page; a part without content says so."""
    return "\n".join(_parts(found)) + "\n"


def _parts(found: Dossier) -> Iterator[str]:
    yield isolate(found.asked)
    yield ""
    yield "names and codes"
    for form in found.forms:
        when = f"{form.first or '?'} to {form.last or '?'}"
        yield f"  {when}  {isolate(form.name)} ({form.code or 'no code'})  {form.accounts} accounts"
    for title, events in (("acts", found.acts), ("acted on", found.acted_on)):
        yield f"\n{title}"
        yield table_text(EVENT_COLUMNS, [event_row(one) for one in events]) if events else "  none"
    yield "\nstatements"
    yield table_text(STATEMENT_COLUMNS, [statement_row(one) for one in found.statements]) if found.statements else "  none"
