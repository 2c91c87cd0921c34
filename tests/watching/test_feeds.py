"""The file that says what is watched: what it means, and every mistake in it with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.errors import Notice
from waqai.watching.feeds import Feed, Watched, read_feeds, seconds

GOOD = """\
[defaults]
every = "30m"
pause = "5s"
contact = "https://desk.example/bot"

[[feed]]
url = "https://news.example/rss"
outlet = "النهار"
language = "ar"
every = "10m"

[[feed]]
url = "https://news.example/sitemap.xml"
kind = "sitemap"
recheck = "0s"

[[feed]]
url = "https://news.example/live"
kind = "page"
"""


def read(tmp_path: Path, text: str | bytes) -> Watched | list[Notice]:
    path = tmp_path / "feeds.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_feeds(path)


def mistakes(tmp_path: Path, text: str | bytes) -> list[tuple[int | None, str]]:
    found = read(tmp_path, text)
    assert isinstance(found, list)
    assert {(one.problem.code, one.problem.level) for one in found} == {("WQ670", "usage")}
    return [(one.line, one.message) for one in found]


def test_what_a_file_asks_for(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert found == Watched(
        feeds=(
            Feed(url="https://news.example/rss", outlet="النهار", language="ar", every=600.0),
            Feed(url="https://news.example/sitemap.xml", kind="sitemap", every=1800.0, recheck=0.0),
            Feed(url="https://news.example/live", kind="page", every=1800.0),
        ),
        pause=5.0,
        contact="https://desk.example/bot",
    )


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    text = """\
title = "mine"
[defaults]
evry = "10m"
contact = "line\\nbreak"
[[feed]]
outlet = "No address"
[[feed]]
# a comment
url = "ftp://news.example/"
every = "soon"
kind = "podcast"
language = "fr"
[[feed]]
url = "http://127.0.0.1/rss"
every = "10s"
[[feed]]
url = "https://news.example/rss"
'outlet' = 7
[[feed]]
url = "https://news.example/rss"
"""
    found = mistakes(tmp_path, text)
    assert [(line, message.split(" ")[0]) for line, message in found] == [
        (1, "title"),
        (3, "evry"),
        (4, "contact"),
        (5, "url"),
        (9, "this"),
        (10, "every"),
        (11, "kind"),
        (12, "language"),
        (14, "the"),
        (15, "every"),
        (18, "outlet"),
        (20, "the"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", None, "names no feed"),
        ("[defaults]\n", None, "names no feed"),
        ("feed = []\n", None, "names no feed"),
        ("\nfeed = 'https://news.example/'\n", 2, "double brackets"),
        ("\n[feed]\nurl = 'https://news.example/'\n", 2, "double brackets"),
        ("defaults = 3\n[[feed]]\nurl = 'https://news.example/'\n", 1, "must be a table"),
        ("[[feed]]\nurl = https://news.example/\n", 2, "Invalid value"),
        ("[[feed]]\nurl = 'a'\nurl = 'b'\n", 3, "overwrite"),
        ("[[feed]]\nurl = 5\n", 2, "must be a string"),
        ("feed = [{url = 'https://news.example/', evry = '1m'}]\n", None, "not known"),
        (b"[[feed]]\nurl = '\xff'\n", None, "not UTF-8"),
    ],
)
def test_files_that_mean_nothing(tmp_path: Path, text: str | bytes, line: int | None, reason: str) -> None:
    ((found, message),) = mistakes(tmp_path, text)
    assert (found, reason in message) == (line, True)


def test_no_file(tmp_path: Path) -> None:
    found = read_feeds(tmp_path / "none.toml")
    assert isinstance(found, list)
    assert [one.problem.code for one in found] == ["WQ103"]


@given(st.text())
def test_a_duration_or_none(value: str) -> None:
    try:
        assert seconds(value) >= 0
    except ValueError:
        assert value.strip()[-1:] not in set("smhd") or not value.strip()[:-1].strip().isdecimal() or len(value) > 6


@pytest.mark.parametrize(("value", "length"), [("90s", 90), ("10m", 600), ("2 h", 7200), ("1d", 86_400), ("0s", 0)])
def test_durations(value: str, length: int) -> None:
    assert seconds(value) == length


@given(
    st.dictionaries(
        st.sampled_from(["url", "kind", "every", "outlet", "x"]), st.one_of(st.text(), st.integers(), st.lists(st.integers()))
    )
)
def test_any_table_is_taken_or_told(tmp_path_factory: pytest.TempPathFactory, table: dict[str, object]) -> None:
    lines = "".join(f"{key} = {_toml(value)}\n" for key, value in table.items())
    found = read(tmp_path_factory.mktemp("feeds"), f"[[feed]]\n{lines}")
    assert isinstance(found, Watched) or found


def _toml(value: object) -> str:
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(letter):08x}" if not 0xD800 <= ord(letter) < 0xE000 else "?" for letter in value) + '"'
    return str(value)
