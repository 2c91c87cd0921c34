"""Killed: a worker, then the driver, at any moment; the finished shards are those of an undisturbed run."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from random import Random

import pytest
from batches import begin, finished, tree, undisturbed_run, workers_of, written_input

source = pytest.fixture(scope="module")(written_input)
undisturbed = pytest.fixture(scope="module")(undisturbed_run)

PATIENCE = 120  # seconds until the next shard


def wait_for(folder: Path, shards: int) -> None:
    """Wait until so many shards are finished."""
    end = time.monotonic() + PATIENCE
    while finished(folder) < shards:
        assert time.monotonic() < end, "no shard was finished"
        time.sleep(0.01)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the workers in /proc, which only Linux has")
def test_a_worker_and_then_the_driver_are_killed(source: Path, undisturbed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    wanted = tree(undisturbed)
    with begin(source, folder, "--jobs", "2") as driver:
        wait_for(folder, 1)
        before = list(workers_of(driver.pid))
        os.kill(before[0], signal.SIGKILL)
        wait_for(folder, finished(folder) + 1)
        after = list(workers_of(driver.pid))
        assert before[0] not in after
        driver.kill()
        end = time.monotonic() + PATIENCE
        while any(Path(f"/proc/{worker}").exists() for worker in after):
            assert time.monotonic() < end, "workers outlive their driver"
            time.sleep(0.01)
        assert driver.stderr is not None
        assert b"WQ695" in driver.stderr.read()
    done = finished(folder)
    assert 1 < done < finished(undisturbed)
    for number in range(done):
        for name in (name for name in wanted if f"{number:06}" in name):
            if (folder / "receipts" / f"{number:06}.json").exists():
                assert (folder / name).read_bytes() == wanted[name], name
    with begin(source, folder, "--jobs", "2") as driver:
        assert driver.wait() == 1  # two lines of the input are no articles
    assert tree(folder) == wanted


def test_the_driver_is_killed_again_and_again(source: Path, undisturbed: Path, tmp_path: Path) -> None:
    random = Random(20250301)  # noqa: S311
    folder = tmp_path / "run"
    for _ in range(4):
        with begin(source, folder, "--jobs", "1") as driver:
            wait_for(folder, min(finished(folder) + 1, finished(undisturbed)))
            time.sleep(random.uniform(0, 0.5))
            driver.kill()
    with begin(source, folder, "--jobs", "1") as driver:
        assert driver.wait() in {0, 1}
    assert tree(folder) == tree(undisturbed)
