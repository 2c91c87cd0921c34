"""Speed of taking articles from web pages on one core, beside trafilatura by itself on the same pages.

Prints a Markdown table. Reads the pages beside the repository (``../shared/gold/html``), or those of the tests where these
are absent.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from waqai.extraction.article import article_of
from waqai.sources.html import page

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT.parent / "shared" / "gold" / "html", ROOT / "tests" / "data" / "pages")


def pages() -> list[bytes]:
    """Return the pages of the first folder that there is."""
    folder = next(folder for folder in FOLDERS if folder.is_dir())
    return [path.read_bytes() for path in sorted(folder.glob("*.html")) if ".expected." not in path.name]


def plain(data: bytes) -> object:
    """Extract text and metadata with trafilatura's own choices for precision."""
    from trafilatura import bare_extraction  # noqa: PLC0415  # what the other way imports must not weigh on it

    return bare_extraction(data, favor_precision=True, include_comments=False, with_metadata=True)


def fastest(work: Callable[[bytes], object], found: list[bytes], repeat: int) -> float:
    """Return the seconds that all pages take, the fastest of several runs, after one that loads what is needed."""
    for data in found:
        work(data)
    times = []
    for _ in range(repeat):
        begin = time.process_time()
        for data in found:
            work(data)
        times.append(time.process_time() - begin)
    return min(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--floor", type=float, default=0.0, help="Exit 1 under so many pages a second.")
    arguments = parser.parse_args()
    found = pages()
    size = sum(map(len, found)) / len(found) / 1000
    ways: tuple[tuple[str, Callable[[bytes], object]], ...] = (
        ("waqai: text, title, day, authors", lambda data: list(page(data, "page"))),
        ("waqai without outlets' rules", lambda data: article_of(data.decode("utf-8", "replace"), known={})),
        ("trafilatura with its metadata", plain),
    )
    print(f"{len(found)} pages of {size:,.0f} kB on average\n\n| | pages a second |\n|---|---|")
    speeds = []
    for name, work in ways:
        speeds.append(len(found) / fastest(work, found, arguments.repeat))
        print(f"| {name} | {speeds[-1]:.0f} |")
    raise SystemExit(int(speeds[0] < arguments.floor))


if __name__ == "__main__":
    main()
