"""The command that follows plans up."""

from __future__ import annotations

from datetime import UTC, datetime

import click
import msgspec

from waqai.commands.numbered import Numbered
from waqai.commands.options import as_of_option, asking, json_line, ledger_option
from waqai.ledger import plans, queries
from waqai.output.plans import plans_text

_DAY = 10  # characters of an ISO date


@click.command(cls=Numbered, name="plans")
@click.option("--fate", "fates", multiple=True, type=click.Choice(plans.FATES), help="Only plans with this fate.")
@ledger_option
@as_of_option
@click.option("--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True)
def plans_command(fates: tuple[str, ...], where: str, as_of: str | None, form: str) -> None:
    """Follow planned events up: kept, changed, cancelled, denied, no evidence by the due date, or still open; with each step."""
    today = (as_of or datetime.now(UTC).isoformat())[:_DAY]
    with asking(where) as connection:
        views = {one.id: one for one in queries.events(connection, queries.Filter(statuses=()), as_of=as_of)}
    found = [one for one in plans.follow_all(views.values(), today=today) if not fates or one.fate in fates]
    if form == "jsonl":
        for one in found:
            json_line(msgspec.to_builtins(one))
    else:
        click.echo(plans_text(found, views), nl=False)
