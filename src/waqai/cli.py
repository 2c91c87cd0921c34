"""The command line: arguments to functions, notices to standard error, and the exit status."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Callable
from typing import BinaryIO, Final

import click

import waqai
from waqai.commands.numbered import Numbered, usage
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
from waqai.commands.web import allow_loopback_option, fetch_of, follow_option
from waqai.errors import CANNOT_WRITE, Notice, WaqaiError
from waqai.model import Record
from waqai.scale.reading import Manner
from waqai.sources import Source, Stream, articles, usage_problems
from waqai.sources.columns import Columns

# What the commands of the ledger do, so that help need not load them: they bring the database layer with them.
LEDGER: Final = {
    "add": "Read articles and file them in a ledger.",
    "batch": "Read large inputs into Parquet shards.",
    "copies": "List the groups of copies.",
    "dyad": "List the events between two sides.",
    "event": "Show the accounts of one event side by side.",
    "events": "List events.",
    "export": "Write a ledger out.",
    "import": "Restore a ledger from a bundle.",
    "load": "File the articles of shards in a ledger.",
    "merge": "Say that events are one.",
    "plans": "Tell what became of planned events.",
    "retract": "Retract an article.",
    "search": "Find articles by their words.",
    "split": "Say that accounts are of another event.",
    "statements": "List who said what.",
    "stats": "Count what a ledger holds.",
    "watch": "Poll feeds and file what is new.",
    "who": "Show what somebody did, suffered and said.",
    "why": "Tell why accounts or articles stand together.",
}
_FAILED: Final = 1
_USAGE: Final = 2
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
  waqai watch feeds.toml --ledger news.db
"""


class _NumberedGroup(Numbered, click.Group):
    """A group of commands with numbered usage errors, its own included."""

    command_class = Numbered

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, those of the ledger among them."""
        return sorted({*super().list_commands(ctx), *LEDGER})

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # as click calls it
        """Write what each command does, without loading those of the ledger."""
        own = {name: command.short_help or "" for name, command in self.commands.items()}
        with formatter.section("Commands"):
            formatter.write_dl(sorted({**own, **LEDGER}.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; those of the ledger are loaded when asked for, since they bring the database layer with them."""
        if cmd_name not in LEDGER:
            return super().get_command(ctx, cmd_name)
        from waqai.commands.ledger import COMMANDS  # noqa: PLC0415

        return next(command for command in COMMANDS if command.name == cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is bad usage."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(usage(error.format_message()), ctx) from None


@click.group(cls=_NumberedGroup, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(waqai.__version__, prog_name="waqai", message="%(prog)s %(version)s")
def main() -> None:
    """Read Arabic and English political news into event records with evidence.

    Each message has a number (WQ…) that docs/errors.md explains.
    """


def _parser(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Load the parser at once: that it is missing is told before anything is read."""
    if value is not None:
        from waqai.parsers import load  # noqa: PLC0415  # the other runs do without it

        try:
            load(value)
        except WaqaiError as error:
            raise click.UsageError(error.notice.render()) from None
    return value


@main.command(epilog=_EXAMPLES, short_help="Read articles and print their records.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@published_option
@language_option
@columns_option
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
@rules_only_option
@click.option(
    "--parser",
    callback=_parser,
    metavar="spacy[:MODEL]",
    help="Ask an installed spaCy pipeline for subjects and objects in English.",
)
@follow_option
@allow_loopback_option
@click.option("--traceback", "show_traceback", is_flag=True, help="Show where an internal error happened.")
@click.pass_context
def read(  # noqa: PLR0913, PLR0917  # one argument an option, as click passes them
    context: click.Context,
    inputs: tuple[str, ...],
    published: str | None,
    language: str | None,
    columns: Columns,
    form: str,
    explain: bool,  # noqa: FBT001  # click passes flags so
    color: str,
    bidi: str,
    rules_only: bool,  # noqa: FBT001
    parser: str | None,
    follow: int | None,
    allow_loopback: bool,  # noqa: FBT001
    show_traceback: bool,  # noqa: FBT001
) -> None:
    """Read the articles of each INPUT and print a record for each, in order.

    INPUT is a text (.txt), a web page (.html), lines of JSON (.jsonl), a feed (.xml, .rss, .atom, .json), a WARC archive
    (.warc.gz), a table (.csv, .tsv, .parquet), each packed or not, a folder of such files, - for standard input, or a web
    address (https://...). docs/sources.md says what is read of each.

    Exit status: 0 all articles read, 1 some failed (told on standard error, the others printed), 2 bad usage.
    """
    problems = usage_problems(inputs)
    if problems:
        raise click.UsageError("\n".join(problem.render() for problem in problems), context)
    out = sys.stdout.buffer
    encode = _jsonl if form == "jsonl" else _page(out, explain=explain, color=color, bidi=bidi)
    how = Manner(published=published, language=language, learned=not rules_only, parser=parser)
    settings = Settings(how=how, show_traceback=show_traceback)
    fetch = fetch_of(inputs, follow, allow_loopback=allow_loopback)
    stream = articles(inputs, sys.stdin.buffer, columns=columns, fetch=fetch)
    try:
        failed = _run(watched(stream, clear=not out.isatty()), settings, encode, out)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # the reader of our output has enough; click ends quietly
        tell(CANNOT_WRITE.at(reason=error.strerror or type(error).__name__))
        failed = True
    if failed:
        context.exit(_FAILED)


@main.command(short_help="Print the JSON Schema of a record.")
def schema() -> None:
    """Print the JSON Schema of a record."""
    from waqai.schema import schema_text  # noqa: PLC0415  # the other commands do without it

    sys.stdout.buffer.write(schema_text().encode())


def _run(stream: Stream, settings: Settings, encode: Encoder, out: BinaryIO) -> bool:
    """Read and print every article, tell every notice; return whether anything failed."""
    failed = False
    for number, item in enumerate(stream):
        if number == 1:
            gc.freeze()  # the tables live as long as the run: the collector need not walk them again and again
        found = item if isinstance(item, Notice) else _record(item, settings, encode)
        if isinstance(found, Notice):
            tell(found)
            failed = failed or found.failed
            continue
        out.write(found)
        out.flush()
    return failed


def _record(source: Source, settings: Settings, encode: Encoder) -> bytes | Notice:
    """Return the printed record of an article, or the notice why there is none."""
    record = read_source(source, settings)
    return record if isinstance(record, Notice) else encode(record)


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


if __name__ == "__main__":
    main()
