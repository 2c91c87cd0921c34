"""What must hold for any bytes at all that are given as a page."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waqai.errors import Notice
from waqai.extraction.region import Line
from waqai.sources import Source
from waqai.sources.html import page, stored_text

FOLDER = Path(__file__).parents[1] / "data" / "pages"
PAGES = [path.read_bytes() for path in sorted(FOLDER.glob("*.html"))]
WORDS = st.sampled_from(
    ["وقال الوزير إن الوفد وصل أمس.", "The minister said that the talks had failed.", "اقرأ أيضا", "Share", "2024-05-06"]
)
TAGS = st.sampled_from(
    ["p", "div", "h1", "span", "li", "table", "td", "tr", "figure", "figcaption", "a", "article", "br", "title"]
)
TREES = st.recursive(
    WORDS | st.text(max_size=20),
    lambda inner: st.builds(lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", TAGS, st.lists(inner, max_size=6)),
    max_leaves=40,
)
SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(data: bytes, **known: str) -> None:
    """Check that a page gives notices or one article whose stretches slice its text, line by line and in order."""
    found = list(page(data, "x", **known))
    sources = [item for item in found if isinstance(item, Source)]
    assert len(sources) == 1 or any(isinstance(item, Notice) and item.failed for item in found)
    for source in sources:
        text = source.text
        for stretches in (source.boilerplate, source.captions):
            ends = [0, *(edge for stretch in stretches for edge in stretch)]
            assert ends == sorted(ends)
            for start, end in stretches:
                assert text[start:end].strip()
                assert start == 0 or text[start - 1] == "\n"
                assert end == len(text) or text[end] == "\n"
        assert text.encode()


@SOME
@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    check(data)


@SOME
@given(TREES, st.sampled_from(["utf-8", "windows-1256", "utf-16", "ascii", "x-none", "rot13", ""]))
def test_any_tree(body: str, charset: str) -> None:
    check(f"<html><body>{body}</body></html>".encode("utf-8", "surrogatepass"), charset=charset)


@SOME
@given(st.sampled_from(PAGES), st.data())
def test_pages_that_were_cut_or_damaged(data: bytes, draw: st.DataObject) -> None:
    at = draw.draw(st.integers(0, len(data)))
    junk = draw.draw(st.binary(max_size=20))
    stop = draw.draw(st.sampled_from([at, len(data)]))
    check(data[:at] + junk + data[stop:])


@SOME
@given(st.sampled_from(PAGES))
def test_the_same_page_gives_the_same_article(data: bytes) -> None:
    assert list(page(data, "x")) == list(page(data, "x"))


def test_deep_trees_and_broken_json_are_read() -> None:
    deep = "<div>" * 5000 + "<p>" + "The minister said that the talks had failed again. " * 9 + "</p>" + "</div>" * 5000
    script = "<script type='application/ld+json'>" + "[" * 5000 + "</script><script type='application/ld+json'>{,}</script>"
    check(f"<html><head>{script}</head><body>{deep}</body></html>".encode())


LINES = st.lists(
    st.builds(
        Line,
        st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=20),
        st.sampled_from(["body", "lead", "caption", "boilerplate"]),
    ),
    max_size=12,
)


@given(st.none() | st.just("Title"), LINES)
def test_stretches_are_the_lines(title: str | None, lines: list[Line]) -> None:
    text, boilerplate, captions = stored_text(title, lines)
    cut = [line for start, end in boilerplate for line in text[start:end].split("\n")]
    assert cut == [line.text for line in lines if line.kind == "boilerplate"]
    assert [text[start:end] for start, end in captions] == [line.text for line in lines if line.kind == "caption"]
    assert text.startswith(f"{title}\n\n" if title and lines else "")
