"""What reading articles from the command line takes, printed or filed: options, one article, a bar on long runs, notices."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

import click
import msgspec

from waqai.errors import BAD_DATE_OPTION, UNKNOWN_LANGUAGE_OPTION, Notice, WaqaiError
from waqai.languages.registry import LANGUAGES
from waqai.model import Record
from waqai.scale.reading import Manner, read_one
from waqai.sources import Source, Stream
from waqai.sources.columns import Columns, parsed
from waqai.sources.jsonl import iso_day

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_MANY: Final = 20  # articles from which a run is long


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How the articles of one run are read, and whether a fault of ours is shown in full."""

    how: Manner
    show_traceback: bool = False


def _published(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and iso_day(value) != value:
        raise click.UsageError(BAD_DATE_OPTION.at(option="--published", value=value).render())
    return value


def _language(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and value not in LANGUAGES:
        raise click.UsageError(UNKNOWN_LANGUAGE_OPTION.at(value=value).render())
    return value


def _columns(_context: click.Context, _option: click.Parameter, value: str | None) -> Columns:
    try:
        return Columns() if value is None else parsed(value)
    except WaqaiError as error:
        raise click.UsageError(error.notice.render()) from None


published_option: Final = click.option(
    "--published", callback=_published, metavar="YYYY-MM-DD", help="Date of articles that give none."
)
language_option: Final = click.option(
    "--language", callback=_language, metavar=f"[{'|'.join(LANGUAGES)}]", help="Language of articles that give none."
)
rules_only_option: Final = click.option(
    "--rules-only", is_flag=True, help="Read by the rules alone, without the learned judgement of events."
)


columns_option: Final = click.option(
    "--columns",
    callback=_columns,
    metavar="FIELD=COLUMN,...",
    help="What the columns of tables hold, as in text=body,title=headline; usual names are known.",
)


def read_source(source: Source, settings: Settings) -> Record | Notice:
    """Return the record of an article, after telling what it warns of, or the notice why there is none."""
    trace = partial(click.echo, err=True, nl=False) if settings.show_traceback else None
    record, notices = read_one(source, settings.how, trace=trace)
    if record is None:
        return notices[0]
    for notice in notices:
        tell(notice)
    return record


def watched(stream: Stream, *, clear: bool) -> Stream:
    """Pass the stream on and show how far it is, once it is long.

    Args:
        stream: articles and notices.
        clear: whether standard error is free for a bar: no records go to the same terminal.
    """
    if not (clear and _at_terminal()):
        yield from stream
        return
    with _progress() as (progress, task):
        for number, item in enumerate(stream, start=1):
            if number == _MANY + 1:
                progress.start()
            progress.update(task, completed=number)
            yield item


def _at_terminal() -> bool:
    return sys.stderr.isatty()


@contextmanager
def _progress() -> Iterator[tuple[Progress, TaskID]]:
    from rich.console import Console  # noqa: PLC0415  # only a run at a terminal shows it
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("reading"), BarColumn(), TextColumn("{task.completed:.0f} articles"), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task("reading", total=None)
    try:
        yield progress, task
    finally:
        progress.stop()


def tell(notice: Notice) -> None:
    """Print a notice on standard error."""
    click.echo(f"waqai: {notice.render()}", err=True)
