"""The commands of large runs: articles into shards of Parquet, and shards into a ledger."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path
from typing import Final, Literal, NoReturn

import click

from waqai.commands.filing import Filing, counted, file_all, holding, report_of
from waqai.commands.numbered import Numbered
from waqai.commands.options import ledger_option
from waqai.commands.parallel import at_once, in_order
from waqai.commands.reading import columns_option, language_option, published_option, rules_only_option
from waqai.commands.telling import Telling, log_format_option, report_option
from waqai.errors import BAD_USAGE, CANNOT_WRITE, Notice, WaqaiError
from waqai.ledger.store import shown
from waqai.scale.cluster import Cluster
from waqai.scale.engine import Engine, Pool
from waqai.scale.inputs import problems
from waqai.scale.load import Shards, entry_of, records, shards
from waqai.scale.reading import Manner
from waqai.scale.run import Batch, Progress, run
from waqai.scale.shards import require_pyarrow
from waqai.sources.base import printable_path
from waqai.sources.columns import Columns

_SIZE: Final = re.compile(r"(?P<number>[1-9]\d*)(?P<unit>[kMG]?)B?")
_UNITS: Final = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9}

jobs_option: Final = click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that read; as many as there are cores if not given."
)


def _size(_context: click.Context, _option: click.Parameter, value: str) -> int:
    found = _SIZE.fullmatch(value)
    if found is None:
        reason = f"--shard-size {value} is no number of bytes such as 500k, 8M or 1G"
        raise click.UsageError(BAD_USAGE.at(reason=reason).render())
    return int(found["number"]) * _UNITS[found["unit"]]


@click.command(cls=Numbered, name="batch")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder of the shards.")
@jobs_option
@click.option(
    "--shard-size", "target", default="8M", show_default=True, callback=_size, metavar="BYTES", help="Input of one shard."
)
@click.option(
    "--engine",
    "engine_name",
    type=click.Choice(["pool", "dask"]),
    default="pool",
    show_default=True,
    help="Processes of this machine, or workers of Dask distributed.",
)
@click.option("--scheduler", metavar="tcp://HOST:PORT", help="Scheduler of a Dask cluster; without it Dask runs on this machine.")
@click.option("--fresh", is_flag=True, help="Delete the shards that an earlier run wrote into DIR, and begin anew.")
@published_option
@language_option
@columns_option
@rules_only_option
@report_option
@log_format_option
@click.pass_context
def batch_command(  # noqa: PLR0913  # one argument an option, as click passes them
    context: click.Context,
    *,
    inputs: tuple[str, ...],
    folder: Path,
    jobs: int | None,
    target: int,
    engine_name: str,
    scheduler: str | None,
    fresh: bool,
    published: str | None,
    language: str | None,
    columns: Columns,
    rules_only: bool,
    report_file: str | None,
    log_format: Literal["text", "json"],
) -> None:
    """Read the articles of each INPUT (files and folders, as waqai read takes them) into shards of Parquet tables in DIR.

    Run again after it was interrupted, it goes on where it was; the shards are the same, whatever reads them and in how many
    runs. What was wrong with single articles stands in the table failures.

    Exit status: 0 all articles read, 1 some could not be read or a shard is missing, 2 bad usage.
    """
    found = problems(inputs)
    if found:
        raise click.UsageError("\n".join(problem.render() for problem in found), context)
    if scheduler and engine_name != "dask":
        raise click.UsageError(BAD_USAGE.at(reason="--scheduler is of use with --engine dask only").render(), context)
    how = Manner(published=published, language=language, learned=not rules_only, columns=columns)
    batch = Batch(inputs=inputs, folder=folder, how=how, target=target, fresh=fresh)
    with Telling(log_format) as telling:
        try:
            require_pyarrow()
            with _engine(engine_name, scheduler, jobs) as engine:
                report = run(batch, engine, telling.notice, telling.progress)
        except WaqaiError as error:
            _stop(context, telling, error.notice)
        except OSError as error:
            place = printable_path(str(folder))
            _stop(context, telling, CANNOT_WRITE.at(place, reason=error.strerror or type(error).__name__))
    written = telling.report(report, report_file)
    if report.failed or not written:
        context.exit(1)


def _engine(name: str, scheduler: str | None, jobs: int | None) -> Engine:
    return Cluster(scheduler, jobs) if name == "dask" else Pool(jobs)


def _stop(context: click.Context, telling: Telling, notice: Notice) -> NoReturn:
    """End the run: bad usage as such, anything else told."""
    if notice.problem.level == "usage":
        raise click.UsageError(notice.render(), context) from None
    telling.notice(notice)
    context.exit(1)


@click.command(cls=Numbered, name="load")
@click.argument("folders", nargs=-1, required=True, metavar="DIR...", type=click.Path(path_type=Path))
@ledger_option
@jobs_option
@report_option
@log_format_option
@click.pass_context
def load_command(
    context: click.Context,
    *,
    folders: tuple[Path, ...],
    where: str,
    jobs: int | None,
    report_file: str | None,
    log_format: Literal["text", "json"],
) -> None:
    """File the articles of the shards in each DIR, which waqai batch wrote, in the ledger.

    The ledger is that which waqai add of the same articles makes. Loading again adds what is not there yet.

    Exit status: 0 all shards loaded, 1 some were damaged or missing (the others are loaded), 2 bad usage.
    """
    skipped: Counter[str] = Counter()
    begin = time.perf_counter()
    with Telling(log_format) as telling:
        try:
            require_pyarrow()
            found = [shards(folder) for folder in folders]
            notices = [notice for one in found for notice in one.notices]
            for notice in notices:
                telling.notice(notice)
            filing = _loaded(where, found, jobs, skipped, telling)
        except WaqaiError as error:
            _stop(context, telling, error.notice)
    known = skipped["articles that the ledger held"]
    outcomes = {**filing.outcomes, "known": filing.outcomes["known"] + known}
    click.echo(f"{counted(outcomes)} -> {shown(where)}")
    elapsed = time.perf_counter() - begin
    report = report_of("load", filing, notices, skipped, elapsed, workers=at_once(filing.articles, jobs))
    if not telling.report(report, report_file) or notices:
        context.exit(1)


def _loaded(where: str, found: list[Shards], jobs: int | None, skipped: Counter[str], telling: Telling) -> Filing:
    """File the records of shards; return what that did."""
    total = sum(one.articles for one in found)
    with holding(where) as held:
        waiting = (record for one in found for record in records(one, held, skipped))
        entries = in_order(entry_of, waiting, processes=jobs)
        return file_all(where, entries, lambda filed: telling.progress(Progress(filed + skipped.total(), total, filed)))
