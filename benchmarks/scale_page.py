"""Tables and plots of docs/scale.md from the figures of bench_scale.py: arithmetic and drawing, nothing is measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

DAY: Final = 380_000  # articles of a day of CC-NEWS
ARCHIVE: Final = 1_350_000_000  # articles of all of it
MACHINE: Final = 16  # cores
WANTED: Final = ((DAY, 1), (DAY, 24), (ARCHIVE, 24 * 7), (ARCHIVE, 24 * 30))  # articles and the hours that they may take
WIDTH, HEIGHT, EDGE = 640, 320, 56
Point = tuple[float, float]


def page(figures: dict[str, Any], price: float, plots: Path) -> str:
    """Return the tables as Markdown; write the plots into a folder.

    Args:
        figures: of bench_scale.py.
        price: of a core for an hour.
        plots: folder of the SVG files.
    """
    plots.mkdir(parents=True, exist_ok=True)
    parts: list[str] = []
    if "speed" in figures:
        parts += [speeds(figures["speed"]), plan(figures["speed"]["pool 2"], price)]
    if "length" in figures:
        points = [(one["characters"], one["milliseconds"]) for one in figures["length"]]
        parts.append(table(("characters", "ms"), [(f"{x:,.0f}", f"{y:,.1f}") for x, y in points]))
        draw(plots / "scale-length.svg", points, "characters of an article", "milliseconds of a core")
    if "memory" in figures:
        held = [(float(x), float(y)) for x, y in figures["memory"]["held"]]
        draw(plots / "scale-memory.svg", held, "articles read", "megabytes held by a worker")
        low, high = figures["memory"]["least_late"], figures["memory"]["most_late"]
        parts.append(f"After the first tenth a worker held {low:,.0f} to {high:,.0f} MB.")
    if "ledger" in figures:
        cells = [(f"{x['articles']:,}", f"{x['seconds']:,.0f}", f"{x['bytes_per_article']:,}") for x in figures["ledger"]]
        parts.append(table(("articles", "seconds to load", "bytes an article"), cells))
        sizes = [(float(x["articles"]), x["articles"] / x["seconds"]) for x in figures["ledger"]]
        draw(plots / "scale-ledger.svg", sizes, "articles in the ledger at the end", "articles filed a second")
    return "\n\n".join(parts)


def speeds(figures: dict[str, Any]) -> str:
    """Return the table of the runs."""
    rows = []
    for name, one in figures.items():
        if isinstance(one, dict):
            overhead = f"{100 * one['overhead']:.1f} %" if "overhead" in one else ""
            memory = f"{one['memory_workers']:,}" if "memory_workers" in one else ""
            rows.append(
                (
                    name,
                    f"{one['articles']:,}",
                    f"{one['articles_per_second']:,.1f}",
                    f"{one['articles_per_core_second']:,.1f}",
                    overhead,
                    memory,
                )
            )
    return table(("run", "articles", "a second", "a second of a core", "not reading", "MB of a worker"), rows)


def plan(run: dict[str, Any], price: float) -> str:
    """Return machines, core-hours and cost for the articles and hours that are wanted."""
    per_core = run["articles_per_core_second"]
    rows = []
    for articles, hours in WANTED:
        core_hours = articles / per_core / 3600
        machines = ceil(core_hours / hours / MACHINE)
        size = articles * run["bytes_per_article"] / 1e9
        cells = (
            f"{articles:,}",
            f"{hours:,}",
            f"{core_hours:,.0f}",
            f"{machines:,}",
            f"{core_hours * price:,.0f}",
            f"{size:,.0f}",
        )
        rows.append(cells)
    million = 1e6 / per_core / 3600
    cost = f"a million take {million:,.1f} core-hours and cost {million * price:,.2f}"
    head = f"A core reads {per_core:,.1f} articles a second; {cost}."
    names = ("articles", "in hours", "core-hours", f"machines of {MACHINE} cores", f"cost at {price} a core-hour", "GB of shards")
    return f"{head}\n\n{table(names, rows)}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def draw(path: Path, points: Sequence[Point], across: str, up: str) -> None:
    """Write a line through points as SVG; both axes begin at 0."""
    right, top = _round(max(x for x, _ in points)), _round(max(y for _, y in points))

    def place(x: float, y: float) -> str:
        return f"{EDGE + x / right * (WIDTH - 2 * EDGE):.1f},{HEIGHT - EDGE - y / top * (HEIGHT - 2 * EDGE):.1f}"

    path.write_text("\n".join(_svg(points, place, (right, top), (across, up))) + "\n", encoding="utf-8")


def _svg(points: Sequence[Point], place: Any, ends: Point, names: tuple[str, str]) -> Iterator[str]:  # noqa: ANN401
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    yield f"<title>{escape(names[1])} by {escape(names[0])}</title>"
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    for step in range(5):
        x, y = ends[0] * step / 4, ends[1] * step / 4
        (left, base), (_, level) = place(x, 0).split(","), place(0, y).split(",")
        yield f'<path d="M{place(0, y)} L{place(ends[0], y)}" stroke="#ddd"/>'
        yield f'<text x="{left}" y="{float(base) + 18}" text-anchor="middle">{x:,.0f}</text>'
        yield f'<text x="{EDGE - 6}" y="{float(level) + 4}" text-anchor="end">{y:,.0f}</text>'
    yield f'<polyline points="{" ".join(place(x, y) for x, y in points)}" fill="none" stroke="#1f5f8b" stroke-width="2"/>'
    yield f'<text x="{WIDTH / 2}" y="{HEIGHT - 12}" text-anchor="middle">{escape(names[0])}</text>'
    yield f'<text x="{EDGE}" y="{EDGE - 20}">{escape(names[1])}</text>'
    yield "</svg>"


def _round(value: float) -> float:
    """Return the next number with one digit and zeros that is not smaller: where an axis ends."""
    unit = 1.0
    while unit * 10 <= value:
        unit *= 10
    while unit > value > 0:
        unit /= 10
    return ceil(value / unit) * unit
