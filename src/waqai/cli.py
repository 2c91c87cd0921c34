"""The command line: arguments to functions, notices to standard error, and the exit status."""

from __future__ import annotations

import errno
import gc
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Final

import click
import msgspec

import waqai
from waqai.errors import (
    BAD_DATE_OPTION,
    BAD_USAGE,
    CANNOT_WRITE,
    INTERNAL,
    LANGUAGE_NOT_READ,
    UNKNOWN_LANGUAGE_OPTION,
    Notice,
    WaqaiError,
)
from waqai.languages.registry import LANGUAGES
from waqai.model import Record
from waqai.sources import Source, Stream, articles, usage_problems
from waqai.sources.jsonl import iso_day

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from waqai.ledger.entry import Entry

_LEDGER: Final = (
    "copies", "dyad", "event", "events", "merge", "plans", "retract", "search", "split", "statements", "stats", "who", "why",
)  # fmt: skip
_FAILED: Final = 1
_USAGE: Final = 2
_MANY: Final = 20
_PLAIN_TERMINALS: Final = ("dumb", "linux")

Encoder = Callable[[Record], bytes]

_EXAMPLES: Final = """\b
Examples:
  waqai read article.txt --published 2025-02-13
  waqai read articles.jsonl --format jsonl > records.jsonl
  waqai read folder/ extra.txt --explain
  cat article.txt | waqai read - --language ar
  waqai add articles.jsonl --ledger news.db
  waqai events --ledger news.db --type CONSULT --actor EGY
"""


class _Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The options of one run of ``waqai read``."""

    published: str | None
    language: str | None
    show_traceback: bool
    learned: bool
    parser: str | None


class _Numbered(click.Command):
    """A command whose usage errors carry a number like every other message."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """Parse the arguments as click does; give its errors the number of bad usage."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            if not error.message.startswith("WQ"):
                error = click.UsageError(_usage(error.format_message()), error.ctx)
            raise error from None


class _NumberedGroup(_Numbered, click.Group):
    """A group of commands with numbered usage errors, its own included."""

    command_class = _Numbered

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, those of the ledger among them."""
        return sorted({*super().list_commands(ctx), *_LEDGER})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; those of the ledger are loaded when asked for, since they bring the database layer with them."""
        if cmd_name not in _LEDGER:
            return super().get_command(ctx, cmd_name)
        from waqai.commands import COMMANDS  # noqa: PLC0415

        return next(command for command in COMMANDS if command.name == cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is bad usage."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(_usage(error.format_message()), ctx) from None


@click.group(cls=_NumberedGroup, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(waqai.__version__, prog_name="waqai", message="%(prog)s %(version)s")
def main() -> None:
    """Read Arabic and English political news into event records with evidence.

    Each message has a number (WQ…) that docs/errors.md explains.
    """


def _published(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and iso_day(value) != value:
        raise click.UsageError(BAD_DATE_OPTION.at(option="--published", value=value).render())
    return value


def _language(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and value not in LANGUAGES:
        raise click.UsageError(UNKNOWN_LANGUAGE_OPTION.at(value=value).render())
    return value


def _parser(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Load the parser at once: that it is missing is told before anything is read."""
    if value is not None:
        from waqai.parsers import load  # noqa: PLC0415  # the other runs do without it

        try:
            load(value)
        except WaqaiError as error:
            raise click.UsageError(error.notice.render()) from None
    return value


@main.command(epilog=_EXAMPLES)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--published", callback=_published, metavar="YYYY-MM-DD", help="Date of articles that give none.")
@click.option("--language", callback=_language, metavar=f"[{'|'.join(LANGUAGES)}]", help="Language of articles that give none.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="A page to read, or the whole record as one JSON object a line.",
)
@click.option("--explain", is_flag=True, help="Show why each record is there and what was left out (jsonl always does).")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the page; auto: on a terminal, unless NO_COLOR is set.",
)
@click.option(
    "--bidi",
    type=click.Choice(["auto", "isolate", "none"]),
    default="auto",
    show_default=True,
    help="Put Arabic into Unicode isolates; auto: on a terminal.",
)
@click.option("--rules-only", is_flag=True, help="Read by the rules alone, without the learned judgement of events.")
@click.option(
    "--parser",
    callback=_parser,
    metavar="spacy[:MODEL]",
    help="Ask an installed spaCy pipeline for subjects and objects in English.",
)
@click.option("--traceback", "show_traceback", is_flag=True, help="Show where an internal error happened.")
@click.pass_context
def read(  # noqa: PLR0913, PLR0917  # one argument an option, as click passes them
    context: click.Context,
    inputs: tuple[str, ...],
    published: str | None,
    language: str | None,
    form: str,
    explain: bool,  # noqa: FBT001  # click passes flags so
    color: str,
    bidi: str,
    rules_only: bool,  # noqa: FBT001
    parser: str | None,
    show_traceback: bool,  # noqa: FBT001
) -> None:
    """Read the articles of each INPUT and print a record for each, in order.

    INPUT is a .txt file (one article), a .jsonl file (one article a line: a JSON object with the field text and, if known,
    id, title, published, language, url, outlet), a folder of such files, or - for standard input of either kind.

    Exit status: 0 all articles read, 1 some failed (told on standard error, the others printed), 2 bad usage.
    """
    problems = usage_problems(inputs)
    if problems:
        raise click.UsageError("\n".join(problem.render() for problem in problems), context)
    out = sys.stdout.buffer
    encode = _jsonl if form == "jsonl" else _page(out, explain=explain, color=color, bidi=bidi)
    settings = _Settings(
        published=published, language=language, show_traceback=show_traceback, learned=not rules_only, parser=parser
    )
    stream = articles(inputs, sys.stdin.buffer)
    try:
        failed = _run(_watched(stream, out), settings, encode, out)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # the reader of our output has enough; click ends quietly
        _tell(CANNOT_WRITE.at(reason=error.strerror or type(error).__name__))
        failed = True
    if failed:
        context.exit(_FAILED)


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path(allow_dash=True))
@click.option(
    "--ledger", "where", default="waqai.db", show_default=True, metavar="FILE|URL", help="The ledger; made if it is not there."
)
@click.option(
    "--published", callback=_published, metavar="DATE", help="Day of publication where the article gives none (YYYY-MM-DD)."
)
@click.option(
    "--language", callback=_language, metavar="LANGUAGE", help="Language of the articles, instead of finding it from the text."
)
@click.option("--rules-only", is_flag=True, help="Read by the rules alone, without the learned judgement of events.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that read; as many as there are cores if not given."
)
@click.pass_context
def add(
    context: click.Context,
    inputs: tuple[str, ...],
    where: str,
    published: str | None,
    language: str | None,
    rules_only: bool,  # noqa: FBT001  # click passes flags so
    jobs: int | None,
) -> None:
    """Read the articles of each INPUT (as waqai read takes them) and file them in the ledger.

    Adding again, in any order, with copies or overlaps, gives the same ledger.

    Exit status: 0 all articles filed, 1 some could not be read (told on standard error, the others filed), 2 bad usage.
    """
    from waqai.commands.filing import file_all  # noqa: PLC0415  # the database layer, which reading does without
    from waqai.ledger.store import shown  # noqa: PLC0415

    problems = usage_problems(inputs)
    if problems:
        raise click.UsageError("\n".join(problem.render() for problem in problems), context)
    settings = _Settings(published=published, language=language, show_traceback=False, learned=not rules_only, parser=None)
    failed: list[Notice] = []
    stream = _watched(articles(inputs, sys.stdin.buffer), sys.stdout.buffer)
    try:
        counts = file_all(where, _entries(stream, settings, failed, jobs))
    except WaqaiError as error:
        _tell(error.notice)
        context.exit(_FAILED)
    click.echo(", ".join(f"{number} {name}" for name, number in counts.items()) + f" -> {shown(where)}")
    if failed:
        context.exit(_FAILED)


def _entries(stream: Stream, settings: _Settings, failed: list[Notice], processes: int | None) -> Iterator[Entry]:
    """Yield what is to be filed of each article; tell what could not be read."""
    from waqai.commands.parallel import in_order  # noqa: PLC0415

    for found in in_order(partial(_entry, settings=settings), stream, processes=processes):
        if isinstance(found, Notice):
            _tell(found)
            if found.failed:
                failed.append(found)
            continue
        yield found


def _entry(item: Source | Notice, settings: _Settings) -> Entry | Notice:
    from waqai.ledger.entry import entry  # noqa: PLC0415

    found = item if isinstance(item, Notice) else _read(item, settings)
    return found if isinstance(found, Notice) else entry(found)


@main.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from waqai.schema import schema_text  # noqa: PLC0415  # the other commands do without it

    sys.stdout.buffer.write(schema_text().encode())


def _run(stream: Stream, settings: _Settings, encode: Encoder, out: BinaryIO) -> bool:
    """Read and print every article, tell every notice; return whether anything failed."""
    failed = False
    for number, item in enumerate(stream):
        if number == 1:
            gc.freeze()  # the tables live as long as the run: the collector need not walk them again and again
        found = item if isinstance(item, Notice) else _record(item, settings, encode)
        if isinstance(found, Notice):
            _tell(found)
            failed = failed or found.failed
            continue
        out.write(found)
        out.flush()
    return failed


def _record(source: Source, settings: _Settings, encode: Encoder) -> bytes | Notice:
    """Return the printed record of an article, or the notice why there is none."""
    record = _read(source, settings)
    return record if isinstance(record, Notice) else encode(record)


def _read(source: Source, settings: _Settings) -> Record | Notice:
    """Return the record of an article, or the notice why there is none.

    This is the one place where an exception that nobody foresaw is caught: it must not cost the articles that follow.
    """
    article = source.article
    try:
        record = waqai.read(
            source.text,
            published=article.published or settings.published,
            language=source.language or settings.language,
            title=article.title,
            article=article,
            learned=settings.learned,
            parser=settings.parser,
        )
    except WaqaiError as error:
        return msgspec.structs.replace(error.notice, source=article.source or "", line=source.line)
    except Exception as error:  # noqa: BLE001
        if settings.show_traceback:
            click.echo(traceback.format_exc(), err=True, nl=False)
        reason = f"{type(error).__name__}: {error}"
        return INTERNAL.at(article.source or "", line=source.line, article=article.id, reason=reason)
    if record.article.language == "und":
        _tell(LANGUAGE_NOT_READ.at(article.source or "", line=source.line))
    return record


def _jsonl(record: Record) -> bytes:
    from waqai.output.jsonl import encode  # noqa: PLC0415  # --help does without it

    return encode(record)


def _page(out: BinaryIO, *, explain: bool, color: str, bidi: str) -> Encoder:
    """Return the renderer of pages for the terminal or file that ``out`` is; pages are set apart by an empty line."""
    from waqai.output.text import render  # noqa: PLC0415  # it loads rich, which --help and jsonl do without
    from waqai.output.view import Options  # noqa: PLC0415

    terminal = out.isatty()
    kind = os.environ.get("TERM", "")
    options = Options(
        colour=color == "always" or (color == "auto" and terminal and not os.environ.get("NO_COLOR") and kind != "dumb"),
        isolates=bidi == "isolate" or (bidi == "auto" and terminal and kind not in _PLAIN_TERMINALS),
        width=_width() if terminal else None,
        explain=explain,
    )
    return lambda record: f"{render(record, options)}\n".encode()


def _width() -> int:
    from shutil import get_terminal_size  # noqa: PLC0415

    return get_terminal_size().columns


def _watched(stream: Stream, out: BinaryIO) -> Stream:
    """Pass the stream on and show how far it is, once it is long and when standard error is a terminal of its own."""
    if not _at_terminal(out):
        yield from stream
        return
    with _progress() as (progress, task):
        for number, item in enumerate(stream, start=1):
            if number == _MANY + 1:
                progress.start()
            progress.update(task, completed=number)
            yield item


def _at_terminal(out: BinaryIO) -> bool:
    """Whether standard error is a terminal that the records do not go to as well: they would run into the bar."""
    return sys.stderr.isatty() and not out.isatty()


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


def _tell(notice: Notice) -> None:
    click.echo(f"waqai: {notice.render()}", err=True)


def _usage(reason: str) -> str:
    return BAD_USAGE.at(reason=reason.rstrip(".?")).render()


if __name__ == "__main__":
    main()
