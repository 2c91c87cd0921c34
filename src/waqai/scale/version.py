"""What a record depends on besides its article: the version of the package and a digest of its code and tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

import msgspec

import waqai
from waqai.scale.tables import LAYOUT

# Parts of the package that change no record and no table of a shard.
_NOT_READING: Final = frozenset(
    (
        *("cli.py", "commands", "evaluate", "fetching", "ledger", "schema.py", "web"),
        *(f"scale/{name}.py" for name in ("clock", "cluster", "engine", "load", "report", "run")),
    )
)
_IDS: Final = "ledger/entry.py"  # gives the articles of the tables their ids


class Pipeline(msgspec.Struct, frozen=True, kw_only=True):
    """What read a shard. Two runs of the same pipeline over the same bytes write the same shards."""

    waqai: str
    digest: str
    layout: int

    def shown(self) -> str:
        """Return it in words, for messages."""
        return f"waqai {self.waqai} ({self.digest[:12]})"


@cache
def pipeline() -> Pipeline:
    """Return the pipeline of this process."""
    digest = hashlib.sha256()
    package = resources.files("waqai")
    for name, data in (*_files(package, ""), (_IDS, package.joinpath(_IDS).read_bytes())):
        digest.update(f"{name} {len(data)}\n".encode())
        digest.update(data)
    return Pipeline(waqai=waqai.__version__, digest=digest.hexdigest(), layout=LAYOUT)


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, bytes]]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        name = f"{above}{one.name}"
        if name in _NOT_READING or one.name == "__pycache__":
            continue
        if one.is_dir():
            yield from _files(one, f"{name}/")
        else:
            yield name, one.read_bytes()
