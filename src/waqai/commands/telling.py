"""What long runs say on standard error: notices, how far they are, and the report; for people or, line by line, for programs."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, Self

import click
import msgspec

from waqai.errors import CANNOT_WRITE, Notice
from waqai.scale import report as reporting
from waqai.scale.report import Report, rate
from waqai.scale.run import Progress
from waqai.sources.base import printable_path

if TYPE_CHECKING:
    import rich.progress as bars

_EVERY: Final = 10.0  # seconds between two lines of progress in a log

log_format_option: Final = click.option(
    "--log-format",
    "log_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Notices, progress and report on standard error as text, or as one JSON object a line.",
)
report_option: Final = click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, writable=True),
    metavar="FILE",
    help="Write the report of the run into a file, as JSON.",
)


class Telling:
    """Where a run tells what happens. Used in a ``with``, at the end of which its bar is gone."""

    def __init__(self, form: Literal["text", "json"], *, bar: bool = True) -> None:
        """Tell as text or JSON; ``bar``: show on a terminal how far the run is."""
        self._json = form == "json"
        self._bar = bar and not self._json and sys.stderr.isatty()
        self._progress: bars.Progress | None = None
        self._task: bars.TaskID | None = None
        self._begin = self._last = time.monotonic()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()

    def notice(self, notice: Notice) -> None:
        """Tell of a notice."""
        if self._json:
            problem = notice.problem
            place = {name: getattr(notice, name) for name in ("source", "line", "column", "byte", "offset")}
            self._line("notice", number=problem.code, level=problem.level, **place, message=notice.message, advice=problem.advice)
        elif self._progress is not None:
            self._progress.console.print(f"waqai: {notice.render()}", markup=False, highlight=False, soft_wrap=True)
        else:
            click.echo(f"waqai: {notice.render()}", err=True)

    def progress(self, found: Progress) -> None:
        """Show how far the run is: on a terminal as a bar, in a log as a line now and then."""
        now = time.monotonic()
        if self._json and now > self._last + _EVERY:
            self._last = now
            speed = round(rate(found.articles, now - self._begin), 1)
            self._line("progress", **msgspec.to_builtins(found), articles_per_second=speed)
        elif self._bar:
            self._show(found, rate(found.articles, now - self._begin))

    def report(self, report: Report, file: str | None) -> bool:
        """Tell the report and write it into a file if one is named; return whether that could be done."""
        if self._json:
            self._line("report", **msgspec.to_builtins(report))
        else:
            for line in reporting.lines(report):
                click.echo(line, err=True)
        if file is None:
            return True
        try:
            Path(file).write_bytes(reporting.encode(report))
        except OSError as error:
            self.notice(CANNOT_WRITE.at(printable_path(file), reason=error.strerror or type(error).__name__))
            return False
        return True

    def _show(self, found: Progress, speed: float) -> None:
        if self._progress is None:
            self._progress = _bar()
            self._task = self._progress.add_task("reading", total=found.total or None, articles="", speed="")
            self._progress.start()
        if self._task is not None:
            articles, pace = f"{found.articles:,} articles", f"{speed:,.0f}/s"
            self._progress.update(self._task, completed=found.done, articles=articles, speed=pace)

    @staticmethod
    def _line(event: str, **fields: Any) -> None:  # noqa: ANN401  # whatever JSON holds
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        click.echo(msgspec.json.encode({"time": moment, "event": event, **fields}).decode(), err=True)


def _bar() -> bars.Progress:
    import rich.progress as bars  # noqa: PLC0415  # only a run at a terminal shows it
    from rich.console import Console  # noqa: PLC0415

    columns = (
        bars.TextColumn("reading"), bars.BarColumn(), bars.TaskProgressColumn(), bars.TextColumn("{task.fields[articles]}"),
        bars.TextColumn("{task.fields[speed]}"), bars.TimeElapsedColumn(), bars.TextColumn("left"), bars.TimeRemainingColumn(),
    )  # fmt: skip
    return bars.Progress(*columns, console=Console(stderr=True), transient=True)
