"""What large runs cost: articles a second by workers and engine, growth with length, memory over many articles, a ledger's size.

    python benchmarks/bench_scale.py speed length ledger memory --out benchmarks/scale.json
    python benchmarks/bench_scale.py page --price 0.04        # tables and plots from the figures, for docs/scale.md

Reads the corpus beside the repository (``../shared/corpus``), or the samples again and again where it is absent.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from scale_page import page

from waqai.scale.cluster import Cluster
from waqai.scale.engine import Engine, Pool
from waqai.scale.plan import File, parts
from waqai.scale.reading import Manner, read_one
from waqai.scale.run import Batch, Progress, run
from waqai.sources import Source
from waqai.sources.jsonl import jsonl_range

ROOT: Final = Path(__file__).parents[1]
CORPUS: Final = ROOT.parent / "shared" / "corpus" / "ar_news_12k.jsonl.gz"
SHARD: Final = 1_000_000
LENGTHS: Final = (0.25, 0.5, 1, 2, 4, 8)  # of an article of a thousand characters
SHORT: Final = 60  # characters of which a short article has at least
QUOTES: Final = 2_000  # the time that they take grows with their square: a hundred thousand do not end within half an hour
TOO_LARGE: Final = 20_000_000  # bytes


def corpus(limit: int) -> Iterator[dict[str, Any]]:
    """Yield articles, those of the corpus first, then all again with other ids."""
    if CORPUS.is_file():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as handle:
            found = [one for one in map(json.loads, handle) if one["text"].strip()]
    else:
        paths = sorted((ROOT / "samples").glob("*.jsonl"))
        found = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    for number, one in enumerate(islice(cycle(found), limit)):
        yield {"id": str(number), "text": one["text"], "title": one.get("title"), "published": one.get("published")}


def short(limit: int) -> Iterator[dict[str, Any]]:
    """Yield short articles: the paragraphs of others; among the first an article that is too large and one of many quotations."""
    found = (
        {**one, "id": f"{one['id']}-{number}", "title": None, "text": paragraph}
        for one in corpus(sys.maxsize)
        for number, paragraph in enumerate(one["text"].split("\n"))
        if len(paragraph) >= SHORT
    )
    yield from islice(found, limit // 100)
    yield {"id": "large", "text": "x " * (TOO_LARGE // 2)}
    yield {
        "id": "quotes",
        "text": " ".join(f'The minister said "we agree to plan {n}".' for n in range(QUOTES)),
        "language": "en",
    }
    yield from islice(found, limit - limit // 100)


def write(path: Path, articles: Iterator[dict[str, Any]]) -> Path:
    """Write articles as JSON Lines; return the path."""
    with path.open("w", encoding="utf-8") as handle:
        handle.writelines(f"{json.dumps(article, ensure_ascii=False)}\n" for article in articles)
    return path


def shards(path: Path, folder: Path, engine: Engine, show: Callable[[Progress], None] = lambda _progress: None) -> dict[str, Any]:
    """Write the shards of a file; return figures of the run."""
    with engine as running:
        warm(running, path)
        batch = Batch(inputs=(str(path),), folder=folder, how=Manner(), target=SHARD)
        report = run(batch, running, lambda _notice: None, show)
    steps = {step: round(seconds, 2) for step, seconds in report.processor.items()}
    busy = sum(steps.values())
    size = sum(one.stat().st_size for one in folder.rglob("*.parquet"))
    return {
        "articles": report.read,
        "elapsed": round(report.elapsed, 2),
        "articles_per_second": round(report.articles_per_second, 1),
        "bytes_per_article": size // max(report.read, 1),
        # Of the processor: what a core that has nothing else to do would need.
        "processor": steps,
        "articles_per_core_second": round(report.read / busy, 1),
        "overhead": round(1 - steps["read"] / busy, 4),
        "memory_driver": round(report.memory_driver),
        "memory_workers": round(report.memory_workers),
        "failed": report.failed,
    }


def first_article(question: Any, _beat: Callable[[int], None]) -> float:  # noqa: ANN401  # whatever an engine is asked
    """Read an article, so that the tables are loaded; wait, so that each worker gets one."""
    (file,) = {piece.file.path for piece in question.pieces}
    source = next(one for one in jsonl_range(Path(file), 0) if isinstance(one, Source))
    read_one(source, Manner())
    time.sleep(1)
    return 0.0


def warm(engine: Engine, path: Path) -> None:
    """Have each worker load its tables: a run of a day does that once."""
    size = 4 * engine.workers
    file = File(given=path.name, path=str(path), size=size, cut="lines")
    list(engine.run(first_article, list(parts([file], 1))))


def speed(folder: Path, limit: int) -> dict[str, Any]:
    """Return figures of reading alone, in one process, and of runs on one and two workers of each engine."""
    path = write(folder / "speed.jsonl", corpus(limit))
    sources = [one for one in jsonl_range(path, 0) if isinstance(one, Source)]
    read_one(sources[0], Manner())
    gc.freeze()
    some = sources[: max(1, limit // 4)]
    begin, cpu = time.perf_counter(), time.process_time()
    for source in some:
        read_one(source, Manner())
    alone = {"articles": len(some), "elapsed": time.perf_counter() - begin, "processor": time.process_time() - cpu}
    per_core = {"articles_per_core_second": round(len(some) / alone["processor"], 1)}
    found: dict[str, Any] = {
        "reading alone": {**alone, **per_core, "articles_per_second": round(len(some) / alone["elapsed"], 1)}
    }
    for name, engine in (("pool 1", Pool(1)), ("pool 2", Pool(2)), ("dask 2", Cluster(workers=2))):
        found[name] = shards(path, folder / name.replace(" ", "-"), engine)
        print(name, json.dumps(found[name]), flush=True)
    found["characters_per_article"] = sum(len(source.text) for source in sources) // len(sources)
    return found


def length(_folder: Path, limit: int) -> list[dict[str, float]]:
    """Return milliseconds of processor time for articles of different lengths, made of the same paragraphs."""
    paragraphs = [one for article in corpus(limit) for one in article["text"].split("\n") if len(one) >= SHORT]
    found = []
    for times in LENGTHS:
        texts = list(islice(_texts(paragraphs, int(1000 * times)), max(8, int(60 / times))))
        read_one(_source(texts[0]), Manner())
        begin = time.process_time()
        for text in texts:
            read_one(_source(text), Manner())
        milliseconds = 1000 * (time.process_time() - begin) / len(texts)
        found.append({"characters": sum(map(len, texts)) / len(texts), "milliseconds": round(milliseconds, 2)})
        print(found[-1], flush=True)
    return found


def _texts(paragraphs: list[str], size: int) -> Iterator[str]:
    text = ""
    for paragraph in cycle(paragraphs):
        text += paragraph + "\n"
        if len(text) >= size:
            yield text
            text = ""


def _source(text: str) -> Source:
    from waqai.model import Article  # noqa: PLC0415  # of this step alone

    return Source(article=Article(id="a", published="2025-02-13"), text=text, language="ar")


def memory(folder: Path, limit: int) -> dict[str, Any]:
    """Return what a worker holds after each shard of many short articles, and how far that moves after a tenth of them."""
    path = write(folder / "short.jsonl", short(limit))
    held: list[tuple[int, float]] = []

    def show(progress: Progress) -> None:
        if progress.memory and (not held or held[-1][0] != progress.articles):
            held.append((progress.articles, round(progress.memory, 1)))

    figures = shards(path, folder / "memory", Pool(1), show)
    late = [megabytes for articles, megabytes in held if articles >= limit // 10]
    return {**figures, "held": held[:: max(1, len(held) // 60)], "least_late": min(late), "most_late": max(late)}


def ledger(folder: Path, limit: int) -> list[dict[str, float]]:
    """Return the seconds that loading shards into an empty ledger takes, and its size, for growing numbers of articles."""
    found = []
    for count in (limit // 8, limit // 4, limit // 2, limit):
        path = write(folder / f"{count}.jsonl", corpus(count))
        shards(path, folder / f"run-{count}", Pool(2))
        at = folder / f"{count}.db"
        begin = time.perf_counter()
        command = (sys.executable, "-m", "waqai.cli", "load", str(folder / f"run-{count}"), "--ledger", str(at))
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        seconds = time.perf_counter() - begin
        found.append({"articles": count, "seconds": round(seconds, 1), "bytes_per_article": at.stat().st_size // count})
        print(found[-1], flush=True)
    return found


STEPS: Final[dict[str, tuple[Callable[[Path, int], Any], int]]] = {
    "speed": (speed, 4000),
    "length": (length, 400),
    "ledger": (ledger, 4000),
    "memory": (memory, 100_000),
}


def main() -> None:
    """Measure what is asked for, or print the page of what was measured."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("steps", nargs="+", choices=[*STEPS, "page"])
    options.add_argument("--articles", type=int, help="how many, for each step")
    options.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "scale.json", help="figures, added to those there")
    options.add_argument("--price", type=float, default=0.04, help="of a core for an hour, in any currency")
    options.add_argument("--plots", type=Path, default=ROOT / "docs" / "images", help="folder of the plots")
    asked = options.parse_args()
    figures = json.loads(asked.out.read_bytes()) if asked.out.exists() else {}
    for step in (one for one in asked.steps if one != "page"):
        measure, usual = STEPS[step]
        with TemporaryDirectory(prefix="waqai-scale-") as folder:
            figures[step] = measure(Path(folder), asked.articles or usual)
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        figures[f"{step} on"] = {"cores": os.cpu_count(), "python": platform.python_version(), "load": round(load, 1)}
        asked.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if "page" in asked.steps:
        print(page(figures, asked.price, asked.plots))


if __name__ == "__main__":
    main()
