"""waqai batch on archives, tables and very large articles: ranges give the articles of the whole, memory does not grow."""

from __future__ import annotations

import json
from pathlib import Path

from archives import html_page, http, packed, record
from batches import finished, rows, waqai

from waqai.scale.engine import Pool
from waqai.scale.reading import Manner
from waqai.scale.run import Batch, run

LARGE = 19_000_000  # characters of an article that no limit allows
QUOTES = 2_000  # in one article
SHARDS = 24
A_SHARD = 40  # articles


def warc(path: Path, pages: int) -> Path:
    """Write an archive of pages."""
    body = [http(html_page(title=f"Ministers of Egypt and Jordan meet for talks number {n}").encode()) for n in range(pages)]
    path.write_bytes(packed(*(record(one, url=f"https://herald.example/{n}") for n, one in enumerate(body))))
    return path


def test_an_archive_is_cut_into_ranges(tmp_path: Path) -> None:
    path = warc(tmp_path / "news.warc.gz", 12)
    size = path.stat().st_size // 3
    done = waqai("batch", path, "--out", tmp_path / "run", "--shard-size", size, "--jobs", "1")
    read = waqai("read", path, "--format", "jsonl")
    assert finished(tmp_path / "run") > 2, done.output
    assert [row["record"] for row in rows(tmp_path / "run", "articles")] == read.stdout_bytes.decode().split("\n")[:-1]
    assert len(rows(tmp_path / "run", "articles")) == 12


def test_columns_of_tables_are_named(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        "headline,body\nTalks in Cairo,The Egyptian foreign minister met his Jordanian counterpart.\n", encoding="utf-8"
    )
    args = ("--columns", "title=headline,text=body", "--jobs", "1")
    assert waqai("batch", path, "--out", tmp_path / "run", *args).exit_code == 0
    assert [row["title"] for row in rows(tmp_path / "run", "articles")] == ["Talks in Cairo"]


def test_large_articles_are_told_or_read_and_memory_does_not_grow(tmp_path: Path) -> None:
    large, quotes, many = tmp_path / "large.txt", tmp_path / "quotes.txt", tmp_path / "many.jsonl"
    large.write_text("x " * (LARGE // 2), encoding="utf-8")
    quotes.write_text(" ".join(f'The minister said "we agree to plan {n}".' for n in range(QUOTES)), encoding="utf-8")
    texts = (f"The president of Egypt met envoy {n} in Cairo. Police arrested {n} people." for n in range(SHARDS * A_SHARD))
    lines = [json.dumps({"text": text}) + "\n" for text in texts]
    many.write_text("".join(lines), encoding="utf-8")
    held: list[float] = []
    folder = tmp_path / "run"
    inputs = (str(large), str(quotes), str(many))
    order = Batch(inputs=inputs, folder=folder, how=Manner(language="en"), target=A_SHARD * len(lines[-1]))
    with Pool(1) as engine:
        report = run(order, engine, lambda _notice: None, lambda progress: held.append(progress.memory))
    assert report.failed == {"WQ302": 1}
    assert report.read == len(lines) + 1
    assert [row["number"] for row in rows(folder, "failures")] == ["WQ302"]
    assert max(row["statements"] for row in rows(folder, "articles")) > QUOTES / 2
    late = held[len(held) // 2 :]
    assert 0 < max(late) <= 1.05 * min(late), held
