"""Commands that write a ledger out and restore it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from waqai.commands.numbered import Numbered
from waqai.commands.options import asking, changing, ledger_option, opened
from waqai.commands.reading import tell
from waqai.errors import CANNOT_WRITE, UNREADABLE
from waqai.exports import bundle
from waqai.ledger.store import shown

_FORMATS: Final = ("bundle",)


@click.command(cls=Numbered, name="export", epilog="\b\nExample:\n  waqai export bundle --ledger news.db -o news.zip")
@click.argument("form", metavar="FORMAT", type=click.Choice(_FORMATS))
@ledger_option
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.pass_context
def export_command(context: click.Context, form: str, where: str, out: Path) -> None:  # noqa: ARG001  # there is one format
    """Write the ledger out as FORMAT: bundle, a ZIP file with all rows and their history that waqai import restores.

    Exit status: 0 written, 1 the file could not be written, 2 bad usage.
    """
    try:
        with asking(where) as connection, _bar("exporting") as count:
            held = bundle.write(connection, out, count=count)
    except OSError as error:
        tell(CANNOT_WRITE.at(str(out), reason=error.strerror or type(error).__name__))
        context.exit(1)
    click.echo(f"{sum(table.rows for table in held.tables.values())} rows -> {out}")


@click.command(cls=Numbered, name="import", epilog="\b\nExample:\n  waqai import news.zip --ledger copy.db")
@click.argument("path", metavar="BUNDLE", type=click.Path(path_type=Path))
@ledger_option
@click.pass_context
def import_command(context: click.Context, path: Path, where: str) -> None:
    """Restore a ledger from a BUNDLE that waqai export wrote, in a file or database without one: all of it or nothing.

    Exit status: 0 restored, 1 the bundle could not be read, 2 bad usage.
    """
    opened(where, create=True).close()
    try:
        with changing(where) as connection, _bar("importing") as count:
            held = bundle.read(connection, path, count=count)
    except OSError as error:
        tell(UNREADABLE.at(str(path), reason=error.strerror or type(error).__name__))
        context.exit(1)
    click.echo(f"{sum(table.rows for table in held.tables.values())} rows -> {shown(where)}")


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int], object]]:
    """Show how many rows are done where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415  # only a run at a terminal shows it
    from rich.progress import Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn(what), TextColumn("{task.completed:.0f} rows"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda rows: progress.advance(task, rows)
