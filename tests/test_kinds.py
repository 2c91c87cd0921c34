"""Every kind of file is read by its name and its content, packed or not, from a folder or a pipe."""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import html_page, http, packed, record
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.errors import Notice
from waqai.sources import Source, Stream, articles
from waqai.sources.inputs import READ, READERS
from waqai.sources.kinds import NAMES, SUFFIXES
from waqai.sources.link import Link

PAGE = html_page().encode()
LINES = b'{"text": "a"}\n{"text": "b"}\n'
FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    "<channel><title>الشرق</title><language>ar</language><item><title>لقاء مصري أردني في عمان</title>"
    "<link>https://sharq.example/1</link><pubDate>Thu, 13 Feb 2025 18:30:00 +0200</pubDate>"
    f"<content:encoded><![CDATA[{html_page()}]]></content:encoded></item></channel></rss>"
).encode()
TABLE = "title,text,date\nعنوان,نص الخبر,2025-02-13\n".encode()
WARC = record(http(PAGE), url="https://sharq.example/w")


def _read(*inputs: str, stdin: bytes = b"", fetch: Callable[[Link], Stream] | None = None) -> list[Source | Notice]:
    return list(articles(inputs, io.BytesIO(stdin), fetch=fetch))


def _codes(found: list[Source | Notice]) -> list[str]:
    return [item.problem.code if isinstance(item, Notice) else item.article.id for item in found]


def _zipped(data: bytes, *names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names or ("inner",):
            archive.writestr(name, data)
    return out.getvalue()


KINDS = [
    ("text", b"plain", ["a"]),
    ("jsonl", LINES, ["a:1", "a:2"]),
    ("html", PAGE, ["a"]),
    ("list", FEED, ["https://sharq.example/1"]),
    ("warc", WARC, ["https://sharq.example/w"]),
    ("table", TABLE, ["a:2"]),
]


@pytest.mark.parametrize(("suffix", "pack"), [("", bytes), (".gz", gzip.compress), (".zst", zstd.compress), (".zip", _zipped)])
@pytest.mark.parametrize(("kind", "data", "ids"), KINDS)
def test_each_suffix_packed_or_not(
    tmp_path: Path, kind: str, data: bytes, ids: list[str], suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    for name in (name for name, of in SUFFIXES.items() if of == kind and name != ".tsv"):
        path = tmp_path / f"a{name}{suffix}"
        path.write_bytes(pack(data))
        assert _codes(_read(str(path))) == ids
        path.unlink()


def test_every_kind_has_a_reader_and_a_name() -> None:
    assert set(READERS) == set(NAMES) == {*SUFFIXES.values(), "other"}


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress, _zipped])
@pytest.mark.parametrize(("kind", "data", "ids"), [case for case in KINDS if case[0] != "table"])
def test_standard_input_and_files_without_suffix(
    tmp_path: Path, kind: str, data: bytes, ids: list[str], pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(pack(data))
    assert _codes(_read(str(path))) == ids, kind
    assert _codes(_read("-", stdin=pack(data))) == [name.replace("a", "stdin") if name[:1] == "a" else name for name in ids]


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("a.xml", PAGE, ["WQ626", "a"]),
        ("a.txt", PAGE, ["WQ626", "a"]),
        ("a.php", PAGE, ["WQ626", "a"]),
        ("a.html", FEED, ["WQ626", "https://sharq.example/1"]),
        ("a.jsonl", gzip.compress(LINES), ["WQ626", "a:1", "a:2"]),
        ("a.jsonl.gz", LINES, ["WQ626", "a:1", "a:2"]),
        ("a.txt", WARC, ["WQ626", "https://sharq.example/w"]),
        ("a.txt", LINES, ["a"]),
        ("a.json", LINES, ["a:1", "a:2"]),
        ("a.txt", b"%PDF-1.7\n", ["WQ628"]),
        ("a", b"\x89PNG\r\n", ["WQ628"]),
        ("a.docx", _zipped(b"x", "word/document.xml", "b"), ["WQ102"]),
        ("a.docx", b"x", ["WQ102"]),
        ("a.txt.zip", _zipped(b"x", "b", "c"), ["WQ627"]),
        ("a.xml", b"<nitf><body/></nitf>", ["WQ621"]),
        ("a.rss", b"", ["WQ623"]),
        ("a.csv", b"", ["WQ623"]),
        ("a.txt", b"", ["WQ301"]),
        ("a.warc", b"", ["WQ623"]),
        ("a.parquet", b"", ["WQ638"]),
        ("a.parquet", b"PAR1xxxxPAR1", ["WQ638"]),
        ("a.parquet.gz", gzip.compress(b"PAR1xxxxPAR1"), ["WQ638"]),
        ("a.xml", '<?xml version="1.0" encoding="UTF-16"?><html><body>x</body></html>'.encode("utf-16"), ["WQ626", "WQ601"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_names_that_do_not_fit_the_content(tmp_path: Path, name: str, data: bytes, codes: list[str]) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = _codes(_read(str(path)))
    assert [code for code in found if code not in {"WQ602", "WQ604"}] == codes


def test_a_folder_of_everything(tmp_path: Path) -> None:
    for number, (kind, data, _) in enumerate(KINDS):
        name = next(name for name, of in SUFFIXES.items() if of == kind)
        (tmp_path / f"{number}{name}").write_bytes(data)
    (tmp_path / "7.warc.gz").write_bytes(packed(WARC))
    (tmp_path / "8.gz").write_bytes(gzip.compress(b"x"))
    found = _codes(_read(str(tmp_path)))
    assert found == [
        "WQ153",
        "0",
        "1:1",
        "1:2",
        "2",
        "https://sharq.example/1",
        *["https://sharq.example/w"],
        "5:2",
        "https://sharq.example/w",
    ]
    assert ".warc.gz" in READ


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_packed_lines_that_break_off_give_the_complete_ones(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    noise = random.Random(2)  # noqa: S311  # no secret
    rows = [json.dumps({"id": str(n), "text": noise.randbytes(400).hex()}) for n in range(900)]
    data = pack("\n".join(rows).encode())
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(data[: len(data) // 2])
    found = [item for item in _read(str(path)) if not isinstance(item, Notice) or item.problem.code != "WQ626"]
    *read, last = found
    assert [item.article.id for item in read if isinstance(item, Source)] == [str(n) for n in range(len(read))]
    assert 300 < len(read) < 500
    assert isinstance(last, Notice)
    assert (last.problem.code, last.byte) == ("WQ627", len(data) // 2)


def test_a_short_packed_file_that_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(LINES)[:-4])
    assert _codes(_read(str(path))) == ["a:1", "a:2", "WQ627"]


def test_a_damaged_first_record_of_an_archive_costs_no_other(tmp_path: Path) -> None:
    data = bytearray(packed(WARC, WARC))
    data[60] ^= 0xFF
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    assert _codes(_read(str(path))) == ["WQ629", "https://sharq.example/w"]


def test_a_gzip_bomb_is_not_unpacked_whole(tmp_path: Path) -> None:
    for name in ("a.html.gz", "a.xml.gz", "a.txt.gz"):
        with gzip.open(tmp_path / name, "wb", compresslevel=1) as out:
            for _ in range(130):
                out.write(b" " * 1_000_000)
    assert _codes(_read(str(tmp_path))) == ["WQ106", "WQ106", "WQ621"]


def test_what_fetches_gets_each_link() -> None:
    seen: list[Link] = []

    def fetch(link: Link) -> Stream:
        seen.append(link)
        yield from articles(["-"], io.BytesIO(b"fetched"))

    feed = b"<rss><channel><title>O</title><item><title>T</title><link>https://e.example/1</link></item></channel></rss>"
    found = _read("https://e.example/feed", "-", stdin=feed, fetch=fetch)
    assert [link.url for link in seen] == ["https://e.example/feed", "https://e.example/1"]
    assert all(isinstance(item, Source) and item.text == "fetched" for item in found)
    second = found[1]
    assert isinstance(second, Source)
    assert (second.article.outlet, second.article.title) == ("O", "T")


def test_without_it_each_address_is_told() -> None:
    found = _read("https://e.example/1", "-", stdin=b"<urlset><url><loc>https://e.example/2</loc></url></urlset>")
    assert _codes(found) == ["WQ620", "WQ620"]
    assert [item.message[-19:] for item in found if isinstance(item, Notice)] == ["https://e.example/1", "https://e.example/2"]


def test_parquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1")
    assert _codes(_read(str(path))) == ["WQ637"]


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(READ)),
    st.sampled_from(
        [
            b"",
            b"<rss>",
            b"<urlset>",
            b"{",
            b"WARC/1.0\r\n",
            b"\x1f\x8b\x08",
            b"PK\x03\x04",
            b"PAR1",
            b"a,b\n",
            b"\xff\xfe",
            b"\x28\xb5\x2f\xfd",
        ]
    ),
    st.binary(max_size=200),
)
def test_any_bytes_by_any_name_end_without_an_exception(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, begin: bytes, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(begin + data)
    _read(str(path))
    _read("-", stdin=begin + data)
