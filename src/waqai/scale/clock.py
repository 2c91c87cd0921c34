"""What a step of a process costs: seconds and memory."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Final

_UNIT: Final = 2**20 if sys.platform == "darwin" else 2**10  # macOS counts memory in bytes, others in kilobytes
_STATUS: Final = Path("/proc/self/status")


class Clock:
    """Seconds by step, those that pass and those of the processor; each lap counts from the end of the one before."""

    def __init__(self) -> None:
        """Begin the first lap."""
        self.seconds: dict[str, float] = {}
        self.processor: dict[str, float] = {}
        self._last, self._last_processor = time.perf_counter(), time.process_time()

    def lap(self, step: str) -> None:
        """Count the time since the last lap for a step."""
        now, processor = time.perf_counter(), time.process_time()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self._last
        self.processor[step] = self.processor.get(step, 0.0) + processor - self._last_processor
        self._last, self._last_processor = now, processor


def memory() -> float:
    """Return the peak memory of this process in megabytes, 0 where the system does not tell."""
    if (found := _status("VmHWM:")) is not None:
        return found
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNIT


def memory_of_children() -> float:
    """Return the peak memory of the largest process that this one started and that has ended, in megabytes; 0 for none."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415  # not on Windows

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _UNIT


def resident() -> float:
    """Return the memory that this process holds now in megabytes, 0 where the system does not tell."""
    return _status("VmRSS:") or 0.0


def _status(name: str) -> float | None:
    # Not getrusage: there a process begins with the peak of the one that started it.
    if not _STATUS.exists():
        return None
    for line in _STATUS.read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 2**10
    return None
