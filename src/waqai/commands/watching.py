"""The command that watches feeds and files what is new."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Final

import click
import msgspec

from waqai.commands.numbered import Numbered
from waqai.commands.options import ledger_option, opened
from waqai.commands.reading import rules_only_option
from waqai.commands.web import allow_loopback_option, rules_of
from waqai.errors import Notice, WaqaiError
from waqai.fetching import Manners, Visitor
from waqai.ledger import writing
from waqai.ledger.entry import Entry, entry
from waqai.ledger.store import Ledger, shown
from waqai.ledger.writing import Filed
from waqai.scale.reading import Manner, read_one
from waqai.sources.base import Source
from waqai.tracing import span
from waqai.watching import events
from waqai.watching.events import Tell
from waqai.watching.feeds import Watched, read_feeds
from waqai.watching.metrics import metrics
from waqai.watching.state import State
from waqai.watching.watcher import Clock, Watcher

_SUFFIX: Final = ".watch"
_OUTCOMES: Final = ("new", "known", "edited", "older")


@click.command(cls=Numbered, name="watch")
@click.argument("feeds", type=click.Path(path_type=Path), metavar="FEEDS.toml")
@ledger_option
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What the watch remembers; beside the ledger if not given, with .watch added to its name.",
)
@click.option("--once", is_flag=True, help="Ask every feed once, file what is new, and end.")
@click.option(
    "--log-format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What is told on standard error: lines for people, or one JSON object a line.",
)
@click.option(
    "--metrics-port", type=click.IntRange(1, 65535), metavar="PORT", help="Serve counts for Prometheus at this port of 127.0.0.1."
)
@allow_loopback_option
@rules_only_option
@click.pass_context
def watch_command(  # noqa: PLR0913, PLR0917  # one argument an option, as click passes them
    context: click.Context,
    feeds: Path,
    where: str,
    state: Path | None,
    once: bool,  # noqa: FBT001  # click passes flags so
    form: str,
    metrics_port: int | None,
    allow_loopback: bool,  # noqa: FBT001
    rules_only: bool,  # noqa: FBT001
) -> None:
    """Watch the feeds, sitemaps and pages that FEEDS.toml lists and file what is new in the ledger.

    Runs until it is interrupted (SIGINT, SIGTERM): it finishes the page in hand then. Begun again, it goes on where it was.

    Exit status: 0 stopped, or with --once all was had; 1 with --once some could not be had (told on standard error, the others
    filed), or the ledger or the state file failed; 2 bad usage.
    """
    found = read_feeds(feeds, rules_of(allow_loopback=allow_loopback))
    if isinstance(found, list):
        raise click.UsageError("\n".join(notice.render() for notice in found), context)
    manner = Manner(learned=not rules_only)
    with ExitStack() as stack:
        say = _teller(form)
        try:
            if metrics_port is not None:
                say = _both(stack.enter_context(metrics(metrics_port)), say)
            kept = State(state or _beside(where))
        except WaqaiError as error:
            raise click.UsageError(error.notice.render(), context) from None
        stack.callback(kept.close)
        ledger = opened(where, create=True)
        stack.callback(ledger.close)
        wait, stopped = stack.enter_context(_signals())
        clock = Clock(now=time.time, sleep=wait, draw=random.random)
        visitor = _visitor(found, clock, allow_loopback=allow_loopback)
        watcher = Watcher(found.feeds, kept, visitor, lambda sources: _file(ledger, sources, manner, say), say, clock)
        stopped.append(watcher)
        try:
            watcher.run(once=once)
        except WaqaiError as error:
            say(error.notice)
            context.exit(1)
    counts = watcher.counts
    click.echo(", ".join(f"{counts[name]} {name}" for name in _OUTCOMES) + f" -> {shown(where)}")
    if once and counts["failed"] and not watcher.stopped:
        context.exit(1)


def _beside(where: str) -> Path:
    return Path(f"waqai{_SUFFIX}" if "://" in where else f"{where}{_SUFFIX}")


def _visitor(found: Watched, clock: Clock, *, allow_loopback: bool) -> Visitor:
    rules = msgspec.structs.replace(rules_of(allow_loopback=allow_loopback), contact=found.contact, agent=found.agent)
    return Visitor(rules, Manners(pause=found.pause), clock=clock.now, sleep=clock.sleep, draw=clock.draw)


def _file(ledger: Ledger, sources: Sequence[Source], manner: Manner, say: Tell) -> list[Filed | Notice]:
    """Read articles and file them in one transaction; return what came of each.

    Raises:
        WaqaiError: if the ledger cannot be written now.
    """
    found = [_entry(source, manner, say) for source in sources]
    entries = [one for one in found if not isinstance(one, Notice)]
    if not entries:
        return [one for one in found if isinstance(one, Notice)]
    with span("waqai.file", articles=len(entries)), ledger.writing() as connection:
        filed = iter(writing.file_all(connection, entries))
    return [one if isinstance(one, Notice) else next(filed) for one in found]


def _entry(source: Source, manner: Manner, say: Tell) -> Entry | Notice:
    with span("waqai.read", article=source.article.id):
        record, notices = read_one(source, manner)
    if record is None:
        return notices[0]
    for notice in notices:
        say(notice)
    return entry(record)


def _teller(form: str) -> Tell:
    write = events.json_line if form == "json" else events.line

    def say(item: events.Event | Notice) -> None:
        click.echo(write(item, time.time()), err=True)

    return say


def _both(one: Tell, other: Tell) -> Tell:
    def say(item: events.Event | Notice) -> None:
        one(item)
        other(item)

    return say


@contextmanager
def _signals() -> Iterator[tuple[Callable[[float], None], list[Watcher]]]:
    """Give a wait that SIGINT and SIGTERM end, and a list: the watchers in it are stopped by them. A second one kills.

    The wait looks at a pipe, since no lock may be taken in a signal handler.
    """
    watchers: list[Watcher] = []
    reading, waking = os.pipe()
    os.set_blocking(waking, False)

    def handle(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, before[signal.Signals(number)])
        for one in watchers:
            one.stop()
        with suppress(BlockingIOError):  # the pipe is full: the wait wakes anyhow
            os.write(waking, b"!")

    before = {one: signal.signal(one, handle) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda seconds: select.select([reading], [], [], seconds) and None, watchers
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        os.close(reading)
        os.close(waking)
