"""Commands that change the ledger by hand: retract, merge, split. All are logged with their reason."""

from __future__ import annotations

import click

from waqai.commands.numbered import Numbered
from waqai.commands.options import changing, ledger_option
from waqai.ledger import deciding, writing

_reason = click.option("--reason", required=True, help="Why; it is kept.")


@click.command(cls=Numbered, name="retract")
@click.argument("article", metavar="ARTICLE")
@_reason
@ledger_option
def retract_command(article: str, reason: str, where: str) -> None:
    """Retract an article by its id or URL: it and its accounts stay readable, but count no more."""
    with changing(where) as connection:
        found = writing.retract(connection, article, reason)
    click.echo(f"retracted {found}")


@click.command(cls=Numbered, name="merge")
@click.argument("names", metavar="EVENT...", nargs=-1, required=True)
@_reason
@ledger_option
def merge_command(names: tuple[str, ...], reason: str, where: str) -> None:
    """Say that events are one; later runs respect it. Prints the id of the event that they make."""
    with changing(where) as connection:
        found = deciding.merge(connection, names, reason)
    click.echo(found)


@click.command(cls=Numbered, name="split")
@click.argument("event", metavar="EVENT")
@click.argument("names", metavar="ACCOUNT...", nargs=-1, required=True)
@_reason
@ledger_option
def split_command(event: str, names: tuple[str, ...], reason: str, where: str) -> None:
    """Say that accounts of an event are of another one; later runs respect it. Prints the id of that other event."""
    with changing(where) as connection:
        found = deciding.split(connection, event, names, reason)
    click.echo(found)
