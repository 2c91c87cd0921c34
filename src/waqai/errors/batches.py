"""WQ680 to WQ699: large runs in shards."""

from __future__ import annotations

from typing import Final

from waqai.errors.base import Problem

NOT_FOR_BATCH: Final = Problem(
    code="WQ680",
    level="usage",
    message="{value} cannot be read in a batch",
    advice="Standard input and web addresses cannot be read twice, so a batch could not resume: save them to a file first.",
)
NO_PYARROW: Final = Problem(
    code="WQ681",
    level="usage",
    message="Parquet files need pyarrow, which is not installed",
    advice="Install it with: pip install 'waqai[parquet]'.",
)
NO_DASK: Final = Problem(
    code="WQ682",
    level="usage",
    message="--engine dask needs Dask distributed, which is not installed",
    advice="Install it with: pip install 'waqai[dask]'; or leave the option out, a pool of processes needs nothing.",
)
CHANGED_INPUT: Final = Problem(
    code="WQ683",
    level="usage",
    message="the run in this folder was begun with another input ({reason})",
    advice="Name another folder, or add --fresh to delete these shards and begin anew; nothing was changed.",
)
CHANGED_PIPELINE: Final = Problem(
    code="WQ684",
    level="usage",
    message="the run in this folder was begun by {found}, this is {now}",
    advice="Name another folder, add --fresh to delete these shards and begin anew, or go back to that version.",
)
NO_RUN: Final = Problem(
    code="WQ685",
    level="usage",
    message="the folder holds no batch ({reason})",
    advice="waqai batch --out takes a new or empty folder, or one that it wrote; waqai load one that it wrote.",
)
RUN_BUSY: Final = Problem(
    code="WQ686",
    level="usage",
    message="another run writes into this folder",
    advice="Wait until it is done, or name another folder.",
)
PART_LOST: Final = Problem(
    code="WQ687",
    level="error",
    message="the worker that read bytes {start} to {end} failed {times} times, last after {count} articles ({reason})",
    advice="Run the same command again to try this shard once more; with less memory in use, if it was killed for want of it.",
)
DAMAGED_SHARD: Final = Problem(
    code="WQ688",
    level="error",
    message="not as it was written ({reason})",
    advice="Run the waqai batch that wrote it again: it writes damaged shards anew. The others were loaded.",
)
NO_SCHEDULER: Final = Problem(
    code="WQ689",
    level="usage",
    message="the scheduler cannot be used ({reason})",
    advice="Give its address as in --scheduler tcp://host:8786 and check that it runs; leave it out for workers on this machine.",
)
OTHER_WORKER: Final = Problem(
    code="WQ690",
    level="error",
    message="a worker runs {found}, this is {now}",
    advice="Install the same waqai on every machine; the shards that are done stay, run the same command again.",
)
WORKER_DIED: Final = Problem(
    code="WQ695",
    level="warning",
    message="the worker that read bytes {start} to {end} died after {count} articles ({reason}); another one begins there anew",
    advice="If this happens often, use fewer --jobs: each needs memory of its own.",
)
