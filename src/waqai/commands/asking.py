"""Commands that ask the ledger: events, one event, statements, copies, text, numbers, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
import msgspec

from waqai.commands.numbered import Numbered
from waqai.commands.options import as_of_option, asking, day_option, filters, form_option, json_line, ledger_option, show, wanted
from waqai.ledger import queries, reasons, search
from waqai.output import rows
from waqai.output.bidi import isolate
from waqai.output.sides import sides_text

_plain_form = click.option("--format", "form", type=click.Choice(("table", "jsonl")), default="table", show_default=True)


@click.command(cls=Numbered, name="events")
@ledger_option
@filters
@as_of_option
@form_option
def events_command(where: str, as_of: str | None, form: str, **options: Any) -> None:  # noqa: ANN401  # click's options
    """List events, each once with all its accounts; what is negated, planned or hypothetical only where it is asked for."""
    with asking(where) as connection:
        found = queries.events(connection, wanted(options), as_of=as_of)
        show(form, rows.EVENT_COLUMNS, found, rows.event_row, rows.event_line)


@click.command(cls=Numbered, name="event")
@click.argument("name", metavar="ID")
@ledger_option
@as_of_option
@_plain_form
def event_command(name: str, where: str, as_of: str | None, form: str) -> None:
    """Show the accounts of one event side by side: what all agree on, what one side alone says, where they differ."""
    with asking(where) as connection:
        found = queries.event(connection, name, as_of=as_of)
    if form == "jsonl":
        json_line(rows.event_line(found))
    else:
        click.echo(sides_text(found), nl=False)


@click.command(cls=Numbered, name="statements")
@click.option("--speaker", default="", metavar="WHO", help="Entity id or a part of the name of who speaks.")
@click.option("--outlet", default="", help="Name of an outlet.")
@click.option("--language", default="", help="Language of the article.")
@day_option("--since", "First day of publication.")
@day_option("--until", "Last day of publication.")
@click.option("--limit", type=int, default=0, metavar="N", help="At most so many.")
@ledger_option
@as_of_option
@form_option
def statements_command(where: str, as_of: str | None, form: str, speaker: str, **options: Any) -> None:  # noqa: ANN401
    """List who said what, newest article first; copies of a report repeat no statement."""
    with asking(where) as connection:
        found = queries.spoken(connection, queries.Filter(**options), speaker=speaker, as_of=as_of)
        show(form, rows.STATEMENT_COLUMNS, found, rows.statement_row, msgspec.to_builtins)


@click.command(cls=Numbered, name="search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=int, default=50, show_default=True, metavar="N", help="At most so many.")
@ledger_option
@as_of_option
@form_option
def search_command(words: tuple[str, ...], limit: int, where: str, as_of: str | None, form: str) -> None:
    """Find the articles that hold all the WORDS, whatever particles, vowel marks or forms of hamza they are written with."""
    with asking(where) as connection:
        found = search.search(connection, " ".join(words), as_of=as_of, limit=limit)
        show(form, rows.HIT_COLUMNS, found, rows.hit_row, msgspec.to_builtins)


@click.command(cls=Numbered, name="copies")
@ledger_option
@as_of_option
@_plain_form
def copies_command(where: str, as_of: str | None, form: str) -> None:
    """List the groups of copies: articles that are the same report, by the ids they came with, and the agency they credit."""
    with asking(where) as connection:
        for found in queries.copy_groups(connection, as_of=as_of):
            if form == "jsonl":
                json_line(msgspec.to_builtins(found))
            else:
                click.echo(f"{found.group}  {isolate(found.origin or '-')}  {' '.join(found.articles)}")


@click.command(cls=Numbered, name="why")
@click.argument("name", metavar="ID")
@ledger_option
@_plain_form
def why_command(name: str, where: str, form: str) -> None:
    """Tell why the accounts of an event (or the articles of a copy group) stand together: pairs, and decisions by hand."""
    with asking(where) as connection:
        for found in reasons.why(connection, name):
            line: Mapping[str, Any] = msgspec.to_builtins(found)
            if form == "jsonl":
                json_line(line)
            else:
                click.echo(f"{found.kind}  {found.one}  {found.other}  {found.score:g}  {found.reason}")


@click.command(cls=Numbered, name="stats")
@ledger_option
@as_of_option
@_plain_form
def stats_command(where: str, as_of: str | None, form: str) -> None:
    """Count what the ledger holds: documents, copies, sources, events, accounts, mentions, statements."""
    with asking(where) as connection:
        found: dict[str, int] = msgspec.to_builtins(queries.stats(connection, as_of=as_of))
    if form == "jsonl":
        json_line(found)
    else:
        click.echo("\n".join(f"{name:12}{value:>10,}" for name, value in found.items()))
