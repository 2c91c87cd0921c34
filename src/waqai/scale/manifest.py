"""The manifest of a run: what was to be read by what, and a receipt for each shard that is finished.

The folder of a run holds ``manifest.json``, written when it begins, a folder of Parquet files for each table, and in
``receipts/`` a small JSON file for each shard, written last: a shard is finished when its receipt is there. Nothing in them
depends on when, where or by how many workers the shards were written.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from waqai.errors import CHANGED_INPUT, CHANGED_PIPELINE, NO_RUN, WaqaiError
from waqai.scale.files import ASIDE, put_bytes, sync_folder
from waqai.scale.plan import Part
from waqai.scale.reading import Manner
from waqai.scale.shards import Table
from waqai.scale.tables import COLUMNS
from waqai.scale.version import Pipeline
from waqai.sources.base import printable_path

VERSION: Final = 1
MANIFEST: Final = "manifest.json"
RECEIPTS: Final = "receipts"


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """A range of bytes of a file; ``line`` is the number of lines that end before it, ``sha256`` the digest of the bytes."""

    file: str
    start: int
    end: int
    line: int
    sha256: str


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """What a shard is made from."""

    number: int
    inputs: tuple[Input, ...]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a run reads, and by what."""

    version: int = VERSION
    pipeline: Pipeline
    how: Manner
    shards: tuple[Shard, ...]


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """A finished shard: its tables and what its input gave, ``failed`` and ``warned`` by the numbers of the messages."""

    number: int
    tables: dict[str, Table]
    articles: int
    events: int
    statements: int
    failed: dict[str, int]
    warned: dict[str, int]


def begun(folder: Path, manifest: Manifest) -> dict[int, Receipt]:
    """Begin a run in a folder, or take up the one that was begun there; return the receipts of its finished shards.

    Raises:
        WaqaiError: if the folder holds something else, or a run of another input, of other options or of another pipeline.
    """
    if not (folder / MANIFEST).exists():
        others = sorted(one.name for one in folder.iterdir() if not one.name.startswith("."))
        if others:
            raise WaqaiError(NO_RUN.at(printable_path(str(folder)), reason=f"it holds {others[0]} and no {MANIFEST}"))
        _prepare(folder)
        put_bytes(_encoded(manifest), folder / MANIFEST, folder)
        return {}
    found = read_manifest(folder)
    place = printable_path(str(folder))
    if found.pipeline != manifest.pipeline:
        raise WaqaiError(CHANGED_PIPELINE.at(place, found=found.pipeline.shown(), now=manifest.pipeline.shown()))
    reason = _difference(found, manifest)
    if reason:
        raise WaqaiError(CHANGED_INPUT.at(place, reason=reason))
    shutil.rmtree(folder / ASIDE, ignore_errors=True)
    _prepare(folder)
    return receipts(folder)


def clear(folder: Path) -> None:
    """Delete what a run wrote into a folder, the manifest first: what is left without one is not taken for a run.

    Raises:
        WaqaiError: if there are other files in it.
    """
    names = {MANIFEST, RECEIPTS, *COLUMNS}
    others = sorted(one.name for one in folder.iterdir() if not one.name.startswith(".") and one.name not in names)
    if others:
        raise WaqaiError(NO_RUN.at(printable_path(str(folder)), reason=f"it holds {others[0]} as well"))
    (folder / MANIFEST).unlink(missing_ok=True)
    for name in (ASIDE, RECEIPTS, *COLUMNS):
        if (folder / name).exists():
            shutil.rmtree(folder / name)
    sync_folder(folder)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a run.

    Raises:
        WaqaiError: if there is none, or none that this version understands.
    """
    place = printable_path(str(folder))
    try:
        found = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except OSError as error:
        raise WaqaiError(NO_RUN.at(place, reason=f"{MANIFEST}: {error.strerror or type(error).__name__}")) from error
    except msgspec.MsgspecError as error:
        raise WaqaiError(NO_RUN.at(place, reason=f"{MANIFEST} is damaged: {error}")) from error
    if found.version != VERSION:
        raise WaqaiError(NO_RUN.at(place, reason=f"{MANIFEST} has version {found.version}, this waqai knows {VERSION}"))
    return found


def receipts(folder: Path) -> dict[int, Receipt]:
    """Return the receipts of the finished shards in the order of their numbers; a damaged one counts as none."""
    found: dict[int, Receipt] = {}
    for path in sorted((folder / RECEIPTS).glob("*.json")):
        try:
            receipt = msgspec.json.decode(path.read_bytes(), type=Receipt)
        except msgspec.MsgspecError:
            continue  # the shard is written again, or missed by number when it is loaded
        found[receipt.number] = receipt
    return found


def put_receipt(folder: Path, receipt: Receipt) -> None:
    """Write the receipt of a shard: from then on it is finished."""
    put_bytes(_encoded(receipt), folder / RECEIPTS / f"{receipt.number:06}.json", folder)


def shard_of(part: Part, lines: Sequence[int], digests: Sequence[str]) -> Shard:
    """Return what the manifest says of a part, with the lines before and the digest of each of its pieces."""
    inputs = (
        Input(file=printable_path(piece.file.given), start=piece.start, end=piece.end, line=line, sha256=digest)
        for piece, line, digest in zip(part.pieces, lines, digests, strict=True)
    )
    return Shard(number=part.number, inputs=tuple(inputs))


def _prepare(folder: Path) -> None:
    for name in (ASIDE, RECEIPTS, *COLUMNS):
        (folder / name).mkdir(exist_ok=True)
    sync_folder(folder)


def _encoded(value: Manifest | Receipt) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=1) + b"\n"


def _difference(before: Manifest, now: Manifest) -> str:
    """Return in words what two runs do not read alike, empty if nothing."""
    if before.how != now.how:
        names = [name for name in now.how.__struct_fields__ if getattr(before.how, name) != getattr(now.how, name)]
        return f"options: {', '.join(names)}"
    for one, other in zip(before.shards, now.shards, strict=False):
        for old, new in zip(one.inputs, other.inputs, strict=False):
            if old.file != new.file:
                return f"{old.file}, where now is {new.file}"
            if (old.start, old.end) != (new.start, new.end):
                return f"the size of {new.file}, or --shard-size, is another"
            if old != new:
                return f"bytes {new.start} to {new.end} of {new.file} have changed"
        if one != other:
            return f"shard {one.number} is made of other files"
    if len(before.shards) != len(now.shards):
        return f"{len(before.shards)} shards, now {len(now.shards)}"
    return ""
