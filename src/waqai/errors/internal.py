"""WQ900 to WQ999: waqai itself."""

from __future__ import annotations

from typing import Final

from waqai.errors.base import Problem

INTERNAL: Final = Problem(
    code="WQ901",
    level="error",
    message="internal error while reading {article} ({reason})",
    advice="This is a fault of waqai: please report it with the article; --traceback shows where it happened.",
)
CANNOT_WRITE: Final = Problem(
    code="WQ902",
    level="error",
    message="the output cannot be written ({reason})",
    advice="Check the space on the disk and the place that the output goes to.",
)
