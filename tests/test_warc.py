"""WARC archives: their pages become articles; what is damaged is told with its offset and costs nothing else."""

from __future__ import annotations

import gzip
import io
import random
import tracemalloc
import zlib
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import brotli
import pytest
from archives import html_page, http, packed, record
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.errors import Notice
from waqai.sources import Source
from waqai.sources.tape import MAX_BODY
from waqai.sources.warc import warc_range, warc_stream
from waqai.sources.warc_records import WarcRecord, records

PAGE = html_page().encode()


def _read(data: bytes) -> list[Source | Notice]:
    return list(warc_stream(io.BytesIO(data), "a.warc", "a"))


def _codes(found: Iterable[object]) -> list[str]:
    return [
        item.problem.code if isinstance(item, Notice) else item.article.id if isinstance(item, Source) else "record"
        for item in found
    ]


def _raw(data: bytes, start: int = 0, end: int | None = None) -> list[WarcRecord | Notice]:
    return list(records(io.BytesIO(data), "a.warc", start, end))


def _chunked(data: bytes) -> bytes:
    parts = [data[at : at + 700] for at in range(0, len(data), 700)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def _deflated(data: bytes) -> bytes:
    pack = zlib.compressobj(wbits=-15)
    return pack.compress(data) + pack.flush()


BODIES: list[tuple[tuple[str, ...], Callable[[bytes], bytes]]] = [
    ((), bytes),
    (("Transfer-Encoding: chunked",), _chunked),
    (("Content-Encoding: gzip",), gzip.compress),
    (("Content-Encoding: x-gzip", "Transfer-Encoding: chunked"), lambda data: _chunked(gzip.compress(data))),
    (("Content-Encoding: br",), brotli.compress),
    (("Content-Encoding: deflate",), zlib.compress),
    (("Content-Encoding: deflate",), _deflated),
    (("Content-Encoding: zstd",), zstd.compress),
    (("Content-Encoding: deflate, gzip",), lambda data: gzip.compress(zlib.compress(data))),
    # as archives keep them: unpacked, the fields left as they were
    (("Content-Encoding: gzip",), bytes),
    (("Content-Encoding: br",), bytes),
    (("Transfer-Encoding: chunked",), bytes),
]


@pytest.mark.parametrize(("fields", "sent"), BODIES)
def test_bodies_are_unpacked(fields: tuple[str, ...], sent: Callable[[bytes], bytes]) -> None:
    (found,) = _read(record(http(sent(PAGE), *fields)))
    assert isinstance(found, Source)
    assert "نظيره الأردني أيمن الصفدي" in found.text
    article = found.article
    assert (article.id, article.url, article.source) == ("https://sharq.example/1", "https://sharq.example/1", "a.warc")
    assert article.retrieved == "2025-02-14T06:00:00Z"
    assert article.published == "2025-02-13"


def test_the_charset_of_the_answer() -> None:
    page = html_page().replace('<meta charset="utf-8">', "").encode("cp1256")
    (found,) = _read(record(http(page, kind="text/html; charset=windows-1256")))
    assert isinstance(found, Source)
    assert "نظيره الأردني" in found.text


OTHERS = (
    record(b"software: x", kind="warcinfo"),
    record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
    record(http(b"\xff\xd8\xff", kind="image/jpeg")),
    record(http(PAGE, status="404 Not Found")),
    record(b"", kind="revisit"),
    record(b"no http"),
)


@pytest.mark.parametrize("pack", [b"".join, lambda parts: packed(*parts), lambda parts: gzip.compress(b"".join(parts))])
def test_other_records_are_told_once(pack: Callable[[Iterable[bytes]], bytes]) -> None:
    resource = record(PAGE, kind="resource", url="https://sharq.example/2").replace(
        b"application/http; msgtype=response", b"text/html;charset=utf-8"
    )
    found = _read(pack((*OTHERS, record(http(PAGE)), resource)))
    assert _codes(found) == ["https://sharq.example/1", "https://sharq.example/2", "WQ631"]
    last = found[-1]
    assert isinstance(last, Notice)
    assert last.message.startswith("6 records that hold no web page left out (request 1, response of status 404 1, ")
    assert not last.failed


@pytest.mark.parametrize(
    ("body", "fields", "code"),
    [
        (http(gzip.compress(PAGE)[:-20], "Content-Encoding: gzip"), (), "WQ633"),
        (http(b"\x1f\x8b\x08" + b"x" * 40, "Content-Encoding: gzip"), (), "WQ633"),
        (http(_chunked(PAGE)[:500], "Transfer-Encoding: chunked"), (), "WQ633"),
        (http(_chunked(PAGE)[:-9] + b"zz\r\n", "Transfer-Encoding: chunked"), (), "WQ633"),
        (http(PAGE[5:], "Content-Encoding: sdch"), (), "WQ633"),
        (http(b"\x01" + brotli.compress(PAGE), "Content-Encoding: br"), (), "WQ633"),
        (http(b"\x28\xb5\x2f\xfdxx", "Content-Encoding: zstd"), (), "WQ633"),
        (http(PAGE), ("WARC-Truncated: length",), "WQ633"),
        (http(gzip.compress(b" " * (MAX_BODY + 1)), "Content-Encoding: gzip"), (), "WQ632"),
        (http(brotli.compress(b" " * (MAX_BODY + 1), quality=1), "Content-Encoding: br"), (), "WQ632"),
        (http(zstd.compress(b" " * (MAX_BODY + 1)), "Content-Encoding: zstd"), (), "WQ632"),
        (http(PAGE + b" " * MAX_BODY), (), "WQ632"),
        (http(b"<html><body></body></html>"), (), "WQ601"),
    ],
    ids=list(map(str, range(13))),
)
def test_a_bad_page_is_told_with_offset_and_address(body: bytes, fields: tuple[str, ...], code: str) -> None:
    good = record(http(PAGE), url="https://sharq.example/good")
    for data in (good + record(body, *fields) + good, packed(good, record(body, *fields), good)):
        found = _read(data)
        assert _codes(found) == ["https://sharq.example/good", code, "https://sharq.example/good"]
        notice = found[1]
        assert isinstance(notice, Notice)
        assert notice.byte == (len(packed(good)) if data[:1] == b"\x1f" else len(good))
        assert notice.source == "a.warc https://sharq.example/1"


BASE = record(http(PAGE))


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"garbage\r\n" * 30, "WQ629"),
        (record(http(PAGE), length=len(http(PAGE)) + 9), "WQ629"),
        (record(http(PAGE), length=len(http(PAGE)) - 9), "WQ629"),
        (record(http(PAGE), length=10**15), "WQ629"),
        (record(http(PAGE), length=-5), "WQ629"),
        (record(http(PAGE), length="x"), "WQ629"),
        (record(http(PAGE)).replace(b"Content-Length", b"Content-Langth"), "WQ629"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n" + b"X-A: b\r\n" * 10_000, "WQ629"),
    ],
    ids=list(map(str, range(8))),
)
def test_a_bad_record_does_not_stop_the_rest(bad: bytes, code: str) -> None:
    found = _raw(BASE + bad + BASE + BASE)
    assert _codes(found) == ["record", code, "record", "record"]
    assert isinstance(found[1], Notice)
    assert found[1].byte == len(BASE)
    assert _codes(_raw(packed(BASE, bad, BASE))) == ["record", code, "record"]


@pytest.mark.parametrize("at", [0, 1, 15, 40, 200, -9, -2])
def test_a_damaged_member_does_not_stop_the_rest(at: int) -> None:
    member = bytearray(packed(BASE))
    member[at] ^= 0xFF
    found = _raw(packed(BASE) + bytes(member) + packed(BASE, BASE))
    assert _codes(found) == ["record", "WQ629", "record", "record"]
    assert isinstance(found[1], Notice)
    assert found[1].byte == len(packed(BASE))


@pytest.mark.parametrize("left", [1, 5, 9, 30, 200, 600])
@pytest.mark.parametrize("pack", [b"".join, lambda parts: packed(*parts)])
def test_a_cut_archive_gives_all_complete_records(left: int, pack: Callable[[Iterable[bytes]], bytes]) -> None:
    whole = pack([BASE, BASE])
    found = _raw(whole + pack([BASE])[:left])
    assert _codes(found) == ["record", "record", "WQ630"]
    assert isinstance(found[2], Notice)
    assert found[2].byte == len(whole)


def test_an_archive_packed_as_one_gives_what_comes_before_the_cut() -> None:
    noise = random.Random(1)  # noqa: S311  # no secret; so that the packed data have a length to cut
    parts = [record(noise.randbytes(3000)) for _ in range(50)]
    data = gzip.compress(b"".join(parts), mtime=0)
    found = _raw(data[: len(data) // 2])
    complete = sum(isinstance(item, WarcRecord) for item in found)
    assert 23 <= complete <= 25
    assert _codes(found[complete:]) == ["WQ630"]


def test_an_empty_archive_is_no_failure() -> None:
    assert _codes(_read(b"")) == ["WQ623"]


@st.composite
def archives(draw: st.DrawFn) -> bytes:
    """Archives of good, bad and strange records, some with bodies that look like records."""
    content = st.one_of(
        st.binary(max_size=60),
        st.sampled_from(
            [BASE, b"\r\n\r\nWARC/1.0\r\nWARC-Type: x\r\n", packed(b"x"), gzip.compress(b"<html>"), b"\x1f\x8b\x08" * 4]
        ),
    )
    one = st.one_of(
        st.builds(record, content),
        st.builds(record, content),
        st.builds(lambda body, size: record(body, length=size), content, st.integers(0, 400)),
        st.binary(max_size=30),
    )
    parts = draw(st.lists(one, max_size=6))
    data = packed(*parts) if draw(st.booleans()) else b"".join(parts)
    if data and draw(st.booleans()):
        at = draw(st.integers(0, len(data) - 1))
        data = data[:at] + bytes([data[at] ^ draw(st.integers(1, 255))]) + data[at + 1 :]
    return data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data


@settings(max_examples=400)
@given(archives(), st.lists(st.integers(0, 4000), max_size=6))
def test_any_partition_gives_the_whole(data: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    parts = [item for start, end in pairwise(edges) for item in _raw(data, start, end)]
    assert parts == _raw(data)


@settings(max_examples=300)
@given(st.binary(max_size=300) | archives())
def test_any_bytes_end_without_an_exception(data: bytes) -> None:
    for handle in (io.BytesIO(data), _Pipe(data)):
        list(warc_stream(handle, "a.warc", "a"))


class _Pipe(io.BytesIO):
    """A stream that cannot seek, as standard input."""

    def seekable(self) -> bool:
        return False


def test_a_pipe_gives_what_a_file_gives() -> None:
    data = BASE + record(http(PAGE), length=7) + BASE + b"junk" + BASE
    assert list(records(_Pipe(data), "a.warc")) == _raw(data)


def test_ranges_of_a_file_give_its_articles(tmp_path: Path) -> None:
    parts = [record(http(html_page(f"عنوان {n}").encode()), url=f"https://sharq.example/{n}") for n in range(6)]
    for name, data in (("a.warc", b"".join(parts)), ("a.warc.gz", packed(*parts))):
        path = tmp_path / name
        path.write_bytes(data)
        middle = len(data) // 2
        found = [*warc_range(path, 0, middle), *warc_range(path, middle, None)]
        assert found == list(warc_range(path))
        assert _codes(found) == [f"https://sharq.example/{n}" for n in range(6)]


def test_a_file_that_went_away(tmp_path: Path) -> None:
    assert _codes(warc_range(tmp_path / "no.warc.gz")) == ["WQ103"]


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "big.warc.gz"
    big = gzip.compress(record(http(bytes(40_000_000), kind="video/mp4")), compresslevel=1, mtime=0)
    with path.open("wb") as out:
        for _ in range(3):
            out.write(packed(*OTHERS) * 200)
            out.write(big)
    tracemalloc.start()
    try:
        with path.open("rb") as handle:
            assert sum(isinstance(item, WarcRecord) for item in records(handle, "big")) == 3603
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3_000_000
