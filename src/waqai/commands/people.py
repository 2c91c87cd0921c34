"""Commands about those who act: who NAME, dyad A B."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from waqai.commands.numbered import Numbered
from waqai.commands.options import as_of_option, asking, filters, form_option, json_line, ledger_option, show, wanted
from waqai.ledger import dossiers
from waqai.output import rows
from waqai.output.dossier import dossier_text


@click.command(cls=Numbered, name="who")
@click.argument("name", metavar="NAME")
@click.option("--limit", type=int, default=20, show_default=True, metavar="N", help="At most so many events and statements.")
@ledger_option
@as_of_option
@click.option("--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True)
def who_command(name: str, limit: int, where: str, as_of: str | None, form: str) -> None:
    """Show what a person or organisation did, what was done to it, what it said, and by which names and offices it went when."""
    with asking(where) as connection:
        found = dossiers.who(connection, name, limit=limit, as_of=as_of)
    if form == "jsonl":
        json_line(
            {
                "name": found.asked,
                "forms": msgspec.to_builtins(found.forms),
                "acts": [rows.event_line(one) for one in found.acts],
                "acted_on": [rows.event_line(one) for one in found.acted_on],
                "statements": msgspec.to_builtins(found.statements),
            }
        )
    else:
        click.echo(dossier_text(found), nl=False)


@click.command(cls=Numbered, name="dyad")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@ledger_option
@filters
@as_of_option
@form_option
def dyad_command(one: str, other: str, where: str, as_of: str | None, form: str, **options: Any) -> None:  # noqa: ANN401
    """List the events between two sides, whichever of them acts; A and B are ids, codes or parts of names."""
    with asking(where) as connection:
        found = dossiers.dyad(connection, one, other, wanted(options), as_of=as_of)
        show(form, rows.EVENT_COLUMNS, found, rows.event_row, rows.event_line)
