"""Speed and memory of the reader: articles a second on one process and on all cores, time of each step, start-up, and the floor.

Prints a Markdown table. Reads the corpus beside the repository (``../shared/corpus``), or the samples again and again
where it is absent.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import multiprocessing
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "ar_news_12k.jsonl.gz"
COMMANDS = (
    ("`import waqai`", "import waqai"),
    ("`waqai --help`", "from waqai.cli import main; main(['--help'], standalone_mode=False)"),
    ("first article read", "from waqai.reading.pipeline import read; read('التقى الوزير نظيره المصري أمس.', language='ar')"),
)

Article = tuple[str, str | None]


def corpus(limit: int) -> list[Article]:
    """Return texts with their publication dates."""
    if CORPUS.is_file():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as handle:
            found = [json.loads(line) for line in islice(handle, limit)]
        return [(article["text"], article.get("published")) for article in found]
    return list(islice(cycle(samples()), limit))


def samples() -> list[Article]:
    """Return the Arabic sample articles."""
    found: list[Article] = []
    for path in sorted((ROOT / "samples").glob("ar_*")):
        text = path.read_text(encoding="utf-8")
        articles = [json.loads(line) for line in text.splitlines()] if path.suffix == ".jsonl" else [{"text": text}]
        found.extend((article["text"], article.get("published")) for article in articles)
    return found


def read_one(article: Article) -> int:
    """Read an article; return the number of its events."""
    from waqai.reading.pipeline import read  # noqa: PLC0415 (a spawned process imports it on its first article)

    return len(read(article[0], published=article[1], language="ar").events)


def megabytes(who: int) -> float:
    """Return the peak memory of this process or its children (Linux counts in kilobytes, macOS in bytes)."""
    return resource.getrusage(who).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def one_process(articles: list[Article]) -> float:
    """Return the seconds that reading takes once the tables are loaded."""
    read_one(articles[0])
    gc.freeze()  # as `waqai read` does after its first article
    begin = time.perf_counter()
    for article in articles:
        read_one(article)
    return time.perf_counter() - begin


def all_cores(articles: list[Article], processes: int) -> float:
    """Return the seconds that reading takes on a pool of spawned processes, each warmed up first."""
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        pool.map(read_one, articles[:1] * processes * 4, chunksize=1)
        begin = time.perf_counter()
        for _ in pool.imap_unordered(read_one, articles, chunksize=16):
            pass
        return time.perf_counter() - begin


def profile(articles: list[Article]) -> dict[str, float]:
    """Return the seconds that each step takes over all articles."""
    from waqai.reading import pipeline  # noqa: PLC0415
    from waqai.reading.draft import Draft  # noqa: PLC0415
    from waqai.text.normalise import shadow  # noqa: PLC0415

    spent: dict[str, float] = defaultdict(float)
    for text, published in articles:
        begin = time.perf_counter()
        draft = Draft(text=text, shadow=shadow(text), language="ar", published=published)
        spent["shadow"] += time.perf_counter() - begin
        for step in pipeline.STEPS:
            begin = time.perf_counter()
            draft = step(draft)
            spent[step.__name__] += time.perf_counter() - begin
    return dict(spent)


def least(articles: list[Article]) -> float:
    """Return the seconds that no reader can save: decoding, the shadow and the tokens of the same texts."""
    from waqai.text.normalise import shadow  # noqa: PLC0415
    from waqai.text.tokens import tokens  # noqa: PLC0415

    encoded = [text.encode() for text, _ in articles]
    begin = time.perf_counter()
    for data in encoded:
        tokens(shadow(data.decode()))
    return time.perf_counter() - begin


def start_up(code: str) -> str:
    """Return how long a new interpreter takes to run ``code``, the best of three, or that it failed."""
    taken = []
    for _ in range(3):
        begin = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)  # noqa: S603
        if done.returncode:
            return "failed: " + (done.stderr.decode(errors="replace").strip().splitlines() or ["no message"])[-1]
        taken.append(time.perf_counter() - begin)
    return f"{min(taken):.2f} s"


def report(articles: list[Article], processes: int) -> tuple[float, Iterator[tuple[str, str]]]:
    """Return the articles a second of one process, and what to print."""
    alone = one_process(articles)
    peak = megabytes(resource.RUSAGE_SELF)
    floor, steps = least(articles), profile(articles)
    letters = sum(len(text) for text, _ in articles)

    def lines() -> Iterator[tuple[str, str]]:
        source = "corpus of real articles" if CORPUS.is_file() else "samples, repeated"
        yield "articles", f"{len(articles)} ({source}), {letters / len(articles):.0f} characters each"
        yield (
            "one process",
            f"{len(articles) / alone:.0f} articles/s, {letters / alone / 1e6:.2f} million characters/s, peak {peak:.0f} MB",
        )
        pool = all_cores(articles, processes)
        children = megabytes(resource.RUSAGE_CHILDREN)
        yield f"{processes} processes (spawn)", f"{len(articles) / pool:.0f} articles/s, peak {children:.0f} MB in the largest"
        yield (
            "decode, shadow and tokens alone",
            f"{len(articles) / floor:.0f} articles/s; reading takes {alone / floor:.1f} times as long",
        )
        total = sum(steps.values())
        for name, seconds in sorted(steps.items(), key=lambda item: -item[1]):
            yield f"step `{name}`", f"{seconds / total:.0%}, {seconds / len(articles) * 1e3:.2f} ms an article"
        for label, code in COMMANDS:
            yield f"start-up: {label}", start_up(code)

    return len(articles) / alone, lines()


def main() -> None:
    """Print the table; exit 1 when one process is slower than the floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=1000, help="articles to read (default 1000)")
    parser.add_argument(
        "--processes", type=int, default=multiprocessing.cpu_count(), help="processes of the pool (default: all cores)"
    )
    parser.add_argument(
        "--floor", type=float, default=0.0, metavar="N", help="fail when one process reads fewer than N articles a second"
    )
    options = parser.parse_args()
    if options.limit < 1 or options.processes < 1:
        parser.error("--limit and --processes must be at least 1")
    speed, lines = report(corpus(options.limit), options.processes)
    print("| what | figure |\n|---|---|")
    for label, figure in lines:
        print(f"| {label} | {figure} |", flush=True)
    if speed < options.floor:
        print(f"One process reads {speed:.0f} articles a second, fewer than {options.floor:.0f}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
