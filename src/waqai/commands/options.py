"""What the commands of the ledger have in common: options, opening it, printing answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import click
import msgspec
from sqlalchemy import Connection

from waqai.errors import BAD_DATE_OPTION, WaqaiError
from waqai.ledger import queries
from waqai.ledger.store import Ledger, open_ledger
from waqai.output import rows
from waqai.sources.jsonl import iso_day

DEFAULT: Final = "waqai.db"
_STATUSES: Final = ("actual", "historical", "future", "hypothetical", "negation")

ledger_option: Final = click.option(
    "--ledger", "where", default=DEFAULT, show_default=True, metavar="FILE|URL", help="The ledger."
)
form_option: Final = click.option("--format", "form", type=click.Choice(rows.FORMS), default="table", show_default=True)
as_of_option: Final = click.option(
    "--as-of", metavar="DATE", callback=lambda *args: _moment(args[2]), help="What the ledger said then."
)


def day_option(name: str, words: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return an option that takes an ISO day."""
    return click.option(name, default="", metavar="DATE", callback=lambda *args: _day(name, args[2]), help=words)


def _day(name: str, value: str) -> str:
    if value and iso_day(value) is None:
        raise click.UsageError(BAD_DATE_OPTION.at(option=name, value=value).render())
    return value


def _moment(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return queries.moment(value)
    except ValueError:
        raise click.UsageError(BAD_DATE_OPTION.at(option="--as-of", value=value).render()) from None


def opened(where: str, *, create: bool = False) -> Ledger:
    """Open a ledger for a command; why it cannot be had is a usage error."""
    try:
        return open_ledger(where, create=create)
    except WaqaiError as error:
        raise click.UsageError(error.notice.render()) from None


@contextmanager
def asking(where: str) -> Iterator[Connection]:
    """Yield a connection to read from; what the ledger cannot answer is a usage error."""
    ledger = opened(where)
    try:
        with ledger.reading() as connection:
            yield connection
    except WaqaiError as error:
        raise click.UsageError(error.notice.render()) from None
    finally:
        ledger.close()


@contextmanager
def changing(where: str) -> Iterator[Connection]:
    """Yield a connection to write to in one transaction; what the ledger cannot do is a usage error."""
    ledger = opened(where)
    try:
        with ledger.writing() as connection:
            yield connection
    except WaqaiError as error:
        raise click.UsageError(error.notice.render()) from None
    finally:
        ledger.close()


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that narrow an answer down."""
    options = (
        click.option("--type", "kind", default="", metavar="TYPE", help="PLOVER type, such as CONSULT."),
        click.option(
            "--status", "statuses", multiple=True, type=click.Choice((*_STATUSES, "all")), help="Default: what happened."
        ),
        click.option("--actor", default="", metavar="WHO", help="Entity id, code (EGY, EGY GOV) or part of a name."),
        click.option("--recipient", default="", metavar="WHO", help="The same for who is acted on."),
        click.option("--outlet", default="", help="Name of an outlet."),
        click.option("--language", default="", help="Language of the article."),
        click.option("--place", default="", help="Name of a place, or code of a country."),
        day_option("--since", "First day."),
        day_option("--until", "Last day."),
        click.option("--least", type=float, default=0.0, metavar="CONFIDENCE", help="Least confidence of an account."),
        click.option("--limit", type=int, default=0, metavar="N", help="At most so many."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def wanted(options: Mapping[str, Any]) -> queries.Filter:
    """Return the filter that the options of :func:`filters` ask for."""
    statuses = tuple(options["statuses"]) or queries.HAPPENED
    return queries.Filter(
        type=options["kind"].upper(),
        statuses=() if "all" in statuses else statuses,
        **{
            name: options[name]
            for name in ("actor", "recipient", "outlet", "language", "place", "since", "until", "least", "limit")
        },
    )


def show(
    form: str,
    columns: tuple[str, ...],
    found: Iterable[Any],
    row: Callable[[Any], Mapping[str, str]],
    line: Callable[[Any], Mapping[str, Any]],
) -> None:
    """Print answers as a table, as CSV or as JSON Lines."""
    if form == "jsonl":
        for one in found:
            json_line(line(one))
        return
    text = rows.csv_text if form == "csv" else rows.table_text
    click.echo(text(columns, [row(one) for one in found]), nl=False)


def json_line(value: object) -> None:
    """Print one JSON object on a line of its own."""
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
