"""Pages of ours, each with a fault that extractors meet, give what their table says."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import waqai
from waqai.errors import Notice
from waqai.sources import Source, articles
from waqai.sources.html import page

FOLDER = Path(__file__).parents[1] / "data" / "pages"
CASES: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "cases.toml").read_text(encoding="utf-8"))
NAMES = sorted(path.name for path in FOLDER.glob("*.html"))


def read(name: str) -> tuple[list[Notice], Source | None]:
    """Return the notices of a page and its article."""
    found = list(page((FOLDER / name).read_bytes(), name, name=name))
    sources = [item for item in found if isinstance(item, Source)]
    assert len(sources) <= 1
    assert isinstance(found[-1], Source) == bool(sources), "warnings come before the article"
    return [item for item in found if isinstance(item, Notice)], sources[0] if sources else None


def parts(source: Source, stretches: tuple[tuple[int, int], ...]) -> list[str]:
    """Return the lines of some stretches of the stored text."""
    return [line for start, end in stretches for line in source.text[start:end].split("\n")]


def body(source: Source) -> list[str]:
    """Return the lines that are read, without title and captions."""
    marked = {*parts(source, source.boilerplate), *parts(source, source.captions), source.article.title}
    return [line for line in source.text.split("\n") if line and line not in marked]


def test_every_page_has_a_case_and_every_case_a_page() -> None:
    assert sorted(CASES) == NAMES
    assert all(case["about"] for case in CASES.values())


@pytest.mark.parametrize("name", NAMES)
def test_notices(name: str) -> None:
    notices, source = read(name)
    assert [notice.problem.code for notice in notices] == CASES[name].get("codes", [])
    assert (source is None) == any(notice.failed for notice in notices)


@pytest.mark.parametrize("name", [name for name in NAMES if "WQ601" not in CASES[name].get("codes", [])])
def test_fields_and_lines(name: str) -> None:
    case = CASES[name]
    _, source = read(name)
    assert source is not None
    article = source.article
    for field in ("title", "outlet", "url", "published"):
        if field in case:
            assert getattr(article, field) == (None if case[field] == "none" else case[field]), field
    if "authors" in case:
        assert list(article.authors) == case["authors"]
    lines = body(source)
    assert lines[0].startswith(case.get("first", ""))
    assert lines[-1].startswith(case.get("last", ""))
    for field, stretches in (("cut", source.boilerplate), ("captions", source.captions)):
        marked = parts(source, stretches)
        for wanted in case.get(field, []):
            assert any(line.startswith(wanted) for line in marked), (wanted, marked)
    assert source.text.startswith(f"{article.title}\n\n")


@pytest.mark.parametrize("name", [name for name in NAMES if "WQ601" not in CASES[name].get("codes", [])])
def test_records_say_what_was_cut(name: str) -> None:
    _, source = read(name)
    assert source is not None
    record = waqai.read(
        source.text,
        published=source.article.published,
        title=source.article.title,
        article=source.article,
        boilerplate=source.boilerplate,
        captions=source.captions,
    )
    wanted = CASES[name].get("language", name[:2])
    assert record.article.language == wanted
    if wanted == "und":
        return
    kinds: dict[str, list[str]] = {}
    for segment in record.segments:
        kinds.setdefault(segment.kind, []).append(record.text[segment.start : segment.end])
    for kind, field in (("boilerplate", "cut"), ("caption", "captions")):
        for start in CASES[name].get(field, []):
            assert any(start in text for text in kinds.get(kind, [])), (start, kinds.get(kind))
    inside = [(s.start, s.end) for s in record.segments if s.kind == "boilerplate"]
    starts = [event.trigger.start for event in record.events]
    starts += [item.start for items in (record.statements, record.times, record.places, record.flags) for item in items]
    starts += [mention.start for entity in record.entities for mention in entity.mentions]
    assert starts
    assert not [at for at in starts for start, end in inside if start <= at < end]


def test_pages_in_a_folder_a_file_and_on_standard_input(tmp_path: Path) -> None:
    data = (FOLDER / "en_newsletter.html").read_bytes()
    for name in ("a.html", "b.HTM", "c.xhtml", "d"):
        (tmp_path / name).write_bytes(data)
    found = list(articles([str(tmp_path), str(tmp_path / "d"), "-"], io.BytesIO(b"\n " + data)))
    ids = [item.article.id for item in found if isinstance(item, Source)]
    assert ids == ["a", "b", "c", "d", "stdin"]
    assert len({item.text for item in found if isinstance(item, Source)}) == 1


def test_a_missed_rule_is_told_once_a_run(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_bytes((FOLDER / "ar_rule_missed.html").read_bytes())
    found = list(articles([str(tmp_path)], io.BytesIO()))
    assert [item.problem.code if isinstance(item, Notice) else item.article.id for item in found] == ["WQ603", "a", "b"]


def test_what_a_feed_says_is_used_where_the_page_is_silent() -> None:
    name = "ar_no_day.html"
    given = {"published": "2024-03-05T20:00:00Z", "url": "https://almarfa.example/n/7", "retrieved": "2024-03-06T01:00:00Z"}
    (source,) = page((FOLDER / name).read_bytes(), name, **given)
    assert isinstance(source, Source)
    article = source.article
    assert (article.published, article.url, article.id) == ("2024-03-05", given["url"], given["url"])
    assert (article.retrieved, article.outlet) == (given["retrieved"], "almarfa.example")
    (source,) = page(b"<html><body>" + b"<p>One two three four five six seven eight nine ten.</p>" * 4, "x", title="T", **given)
    assert isinstance(source, Source)
    assert source.text.startswith("T\n\nOne two")


def test_the_page_goes_before_the_feed() -> None:
    name = "ar_author.html"
    (source,) = page((FOLDER / name).read_bytes(), name, published="2020-01-01", title="another")
    assert isinstance(source, Source)
    assert (source.article.published, source.article.title) == ("2024-06-02", "إضراب عام في الجنوب")


def test_the_canonical_address_counts_only_on_its_own_host() -> None:
    data = (FOLDER / "ar_url_day.html").read_bytes()
    for url, wanted in (
        ("https://www.almarfa.example/x?utm_source=feed", "https://almarfa.example/politics/"),
        ("https://copies.example/1", "https://copies.example/1"),
    ):
        (source,) = (item for item in page(data, "x", url=url) if isinstance(item, Source))
        assert (source.article.url or "").startswith(wanted)


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waqai.sources.html.MAX_BYTES", 10)
    (notice,) = page(b"<html>" * 9, "x")
    assert isinstance(notice, Notice)
    assert notice.problem.code == "WQ106"


@pytest.mark.parametrize("data", [b"", b"  ", b"<", b"<html></html>", b"<!doctype html><html><body></body></html>", b"\x00" * 9])
def test_pages_without_anything(data: bytes) -> None:
    (notice,) = page(data, "x")
    assert isinstance(notice, Notice)
    assert notice.problem.code == "WQ601"
    assert re.search(r"WQ601: x: no article was found on the page \(.+\)", notice.render())
