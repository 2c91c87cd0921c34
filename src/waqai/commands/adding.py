"""The command that reads articles and files them in the ledger."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from functools import partial

import click

from waqai.commands.filing import counted, file_all, report_of
from waqai.commands.numbered import Numbered
from waqai.commands.options import ledger_option
from waqai.commands.parallel import at_once, in_order
from waqai.commands.reading import (
    Settings,
    columns_option,
    language_option,
    published_option,
    read_source,
    rules_only_option,
    tell,
    watched,
)
from waqai.commands.telling import Telling, report_option
from waqai.commands.web import allow_loopback_option, fetch_of, follow_option
from waqai.errors import Notice, WaqaiError
from waqai.ledger.entry import Entry, entry
from waqai.ledger.store import shown
from waqai.scale.reading import Manner
from waqai.sources import Source, Stream, articles, usage_problems
from waqai.sources.columns import Columns


@click.command(cls=Numbered, name="add")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@ledger_option
@published_option
@language_option
@columns_option
@rules_only_option
@follow_option
@allow_loopback_option
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that read; as many as there are cores if not given."
)
@report_option
@click.pass_context
def add_command(  # noqa: PLR0913, PLR0917  # one argument an option, as click passes them
    context: click.Context,
    inputs: tuple[str, ...],
    where: str,
    published: str | None,
    language: str | None,
    columns: Columns,
    rules_only: bool,  # noqa: FBT001  # click passes flags so
    follow: int | None,
    allow_loopback: bool,  # noqa: FBT001
    jobs: int | None,
    report_file: str | None,
) -> None:
    """Read the articles of each INPUT (as waqai read takes them) and file them in the ledger.

    Adding again, in any order, with copies or overlaps, gives the same ledger.

    Exit status: 0 all articles filed, 1 some could not be read (told on standard error, the others filed), 2 bad usage.
    """
    problems = usage_problems(inputs)
    if problems:
        raise click.UsageError("\n".join(problem.render() for problem in problems), context)
    settings = Settings(how=Manner(published=published, language=language, learned=not rules_only))
    notices: list[Notice] = []
    begin = time.perf_counter()
    fetch = fetch_of(inputs, follow, allow_loopback=allow_loopback)
    stream = watched(articles(inputs, sys.stdin.buffer, columns=columns, fetch=fetch), clear=True)
    try:
        filing = file_all(where, _entries(stream, settings, notices, jobs))
    except WaqaiError as error:
        tell(error.notice)
        context.exit(1)
    click.echo(f"{counted(filing.outcomes)} -> {shown(where)}")
    workers = at_once(filing.articles + len(notices), jobs)
    report = report_of("add", filing, notices, {}, time.perf_counter() - begin, workers=workers)
    if not Telling("text", bar=False).report(report, report_file) or report.failed:
        context.exit(1)


def _entries(stream: Stream, settings: Settings, notices: list[Notice], processes: int | None) -> Iterator[Entry]:
    """Yield what is to be filed of each article; tell what could not be read."""
    for found in in_order(partial(_entry, settings=settings), stream, processes=processes):
        if isinstance(found, Notice):
            tell(found)
            notices.append(found)
            continue
        yield found


def _entry(item: Source | Notice, settings: Settings) -> Entry | Notice:
    found = item if isinstance(item, Notice) else read_source(item, settings)
    return found if isinstance(found, Notice) else entry(found)
