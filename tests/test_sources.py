"""Files, folders and standard input become articles with exactly their text, or numbered notices."""

from __future__ import annotations

import io
import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waqai.errors import Notice
from waqai.sources import Source, articles, usage_problems
from waqai.sources.jsonl import iso_day, jsonl_lines, jsonl_range, language_code, lines
from waqai.sources.text import decoded, plausible_arabic, text_bytes

ARABIC = "قال الرئيس الأميركي في مؤتمر صحفي إن المحادثات مع الجانب الروسي بدأت أمس في العاصمة السعودية الرياض."


def _read(*inputs: str, stdin: bytes = b"") -> list[Source | Notice]:
    return list(articles(inputs, io.BytesIO(stdin)))


def _one(path: Path) -> Source:
    (found,) = _read(str(path))
    assert isinstance(found, Source)
    return found


def _codes(found: list[Source | Notice]) -> list[str]:
    return [item.problem.code if isinstance(item, Notice) else item.article.id for item in found]


@pytest.mark.parametrize("text", ["a", " a\r\nb\rc\n\n", "\u202bسلام\u202c", "ﻻ ﷲ", "e\u0301", "\x0c\u2028a\u0085", ARABIC])
def test_plain_text_is_stored_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "article one.txt"
    path.write_bytes(text.encode())
    found = _one(path)
    assert found.text == text
    assert (found.article.id, found.article.source, found.language) == ("article one", str(path), None)


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfab")
    (tmp_path / "b.jsonl").write_bytes(b'\xef\xbb\xbf{"text": "ab"}')
    assert [item.text for item in _read(str(tmp_path)) if isinstance(item, Source)] == ["ab", "ab"]


@pytest.mark.parametrize(
    ("title", "text", "stored"),
    [
        (None, " a\n", " a\n"),
        ("", "a", "a"),
        ("  ", "a", "a"),
        ("T", "body", "T\n\nbody"),
        ("T", "T\nbody", "T\nbody"),
        ("T", " T\nbody", "T\n\n T\nbody"),
    ],
)
def test_title_comes_before_the_text_unless_it_is_there(tmp_path: Path, title: str | None, text: str, stored: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": text, "title": title}))
    assert _one(path).text == stored


def test_fields_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = {
        "id": "x1",
        "text": ARABIC,
        "title": "عنوان",
        "published": "2025-02-13T01:00:00+03:00",
        "language": "ar-SA",
        "url": "https://example.org/1",
        "outlet": "AFP",
        "more": {"deep": [1]},
    }
    path.write_text(json.dumps(line))
    found = _one(path)
    article = found.article
    assert (article.id, article.title, article.outlet, article.url) == ("x1", "عنوان", "AFP", "https://example.org/1")
    assert (article.published, found.language, found.line) == ("2025-02-13", "ar", 1)


def test_ids_missing_numbers_and_doubles_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text":"a","id":"x"}\n\n{"text":"b","id":"x"}\r\n{"text":"c","id":7}\n{"text":"d","id":null}\n')
    assert _codes(_read(str(path))) == ["x", "x", "7", "a:5"]


def test_folder_is_read_sorted_and_deep(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.TXT", "a/b/c.txt", "é.txt", ".hidden.txt", ".git/x.txt", "p.pdf", "q.docx", "none"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = _read(str(tmp_path))
    assert _codes(found) == ["WQ153", "c", "z", "b", "é"]
    assert isinstance(found[0], Notice)
    assert ".docx 1, .pdf 1, without suffix 1" in found[0].message


def test_empty_folder(tmp_path: Path) -> None:
    assert _codes(_read(str(tmp_path))) == ["WQ104"]


def test_inputs_keep_their_order(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text("text")
    names = [str(tmp_path / f"{name}.txt") for name in ("c", "a", "b", "a")]
    assert _codes(_read(*names)) == ["c", "a", "b", "a"]


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"plain", ["stdin"]),
        (b'\n\n {"text": "a"}\n{"text": "b"}', ["stdin:3", "stdin:4"]),
        (b'\xef\xbb\xbf{"text": "a", "id": "k"}', ["k"]),
        (b"\n\n [1]", ["stdin"]),
        (b"", ["WQ301"]),
        (b"{ no json", ["WQ201"]),
    ],
)
def test_standard_input_is_recognised(data: bytes, codes: list[str]) -> None:
    assert _codes(_read("-", stdin=data)) == codes


def test_standard_input_text_is_whole() -> None:
    (found,) = _read("-", stdin=b"\n \n first\nsecond\n")
    assert isinstance(found, Source)
    assert found.text == "\n \n first\nsecond\n"
    assert (found.article.id, found.article.source) == ("stdin", "-")


@pytest.mark.parametrize(
    ("name", "code"),
    [("https://example.org/a.txt", "WQ620"), ("a.docx", "WQ102")],
)
def test_kinds_that_are_not_read(tmp_path: Path, name: str, code: str) -> None:
    path = name if "://" in name else str(tmp_path / name)
    if "://" not in name:
        Path(path).write_text("x")
    assert _codes(_read(path)) == [code]


def test_a_file_without_suffix_is_looked_into(tmp_path: Path) -> None:
    path = tmp_path / "article"
    path.write_text('{"text": "a"}')
    assert _codes(_read(str(path))) == ["article:1"]


def test_usage_problems(tmp_path: Path) -> None:
    names = ["-", str(tmp_path), "-", "", str(tmp_path / "no"), "n" * 5000, "https://example.org"]
    assert [notice.problem.code for notice in usage_problems(names)] == ["WQ005", "WQ004", "WQ004", "WQ004"]


def test_a_file_that_went_away(tmp_path: Path) -> None:
    assert _codes(_read(*(str(tmp_path / f"no{suffix}") for suffix in (".txt", ".jsonl", "")))) == ["WQ103"] * 3


def test_a_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / b"a\xff.txt".decode("utf-8", "surrogateescape")
    path.write_text("x")
    assert _one(path).article.id == "a\\xff"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-02-13", "2025-02-13"),
        ("2025-02-13T10:00:00Z", "2025-02-13"),
        ("2025-02-13 23:59:59+03:00", "2025-02-13"),
        ("2025-02-30", None),
        ("2025-2-3", None),
        ("20250213", None),
        ("2025-W07-4", None),
        ("2025-02-13x", None),
        ("٢٠٢٥-٠٢-١٣", None),
        ("13/02/2025", None),
        ("", None),
    ],
)
def test_iso_day(value: str, day: str | None) -> None:
    assert iso_day(value) == day


@pytest.mark.parametrize(
    ("tag", "code"), [("ar", "ar"), ("AR-eg", "ar"), ("en_US", "en"), ("fr", None), ("arabic", None), ("", None)]
)
def test_language_code(tag: str, code: str | None) -> None:
    assert language_code(tag) == code


@pytest.mark.parametrize("encoding", ["utf-16", "cp1256"])
def test_other_encodings_are_read_with_a_warning(encoding: str) -> None:
    text, notice = decoded(ARABIC.encode(encoding))
    assert text == ARABIC
    assert notice is not None
    assert not notice.failed


@pytest.mark.parametrize(
    "data",
    [
        "déjà vu à l'été".encode("latin-1"),
        "Der Präsident überraschte".encode("latin-1"),
        "Президент сказал, что".encode("cp1251"),
        ARABIC.encode("iso-8859-6", "replace"),
        ARABIC.encode()[:-1] + b"\xff",
        ARABIC.encode()[1:],
        bytes(range(1, 256)),
    ],
)
def test_bytes_that_are_no_arabic_are_not_guessed(data: bytes) -> None:
    text, notice = decoded(data)
    assert text is None
    assert notice is not None
    assert notice.problem.code == "WQ105"
    assert notice.byte is not None


@pytest.mark.parametrize(("text", "plausible"), [(ARABIC, True), ("hello", False), ("طظطظطظ", False), ("", False)])
def test_plausible_arabic(text: str, plausible: bool) -> None:  # noqa: FBT001
    assert plausible_arabic(text) is plausible


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_an_article_or_a_notice(data: bytes) -> None:
    found = list(text_bytes(data, "a.txt", "a"))
    assert found
    assert sum(isinstance(item, Source) for item in found) + sum(isinstance(x, Notice) and x.failed for x in found) == 1
    for item in found:
        if isinstance(item, Source):
            item.text.encode()


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_stored_exactly(text: str) -> None:
    for item in text_bytes(text.encode(), "a.txt", "a"):
        if isinstance(item, Source):
            assert item.text == text.removeprefix("\ufeff")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
FIELDS = st.sampled_from(["id", "text", "title", "published", "language", "url", "outlet", "other"])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.dictionaries(FIELDS, JSON) | JSON | st.binary(), max_size=5))
def test_any_lines_are_articles_or_notices(values: list[object]) -> None:
    rows = [value.replace(b"\n", b"") if isinstance(value, bytes) else json.dumps(value).encode() for value in values]
    found = list(jsonl_lines(lines(io.BytesIO(b"\n".join(rows))), "a.jsonl", "a"))
    filled = [row for number, row in enumerate(rows) if (row.removeprefix(b"\xef\xbb\xbf") if not number else row).strip()]
    assert len(found) == max(1, len(filled))


LINE = st.sampled_from(
    [b"", b" ", b"{", b'{"text": "a"}', b'{"text": "a", "id": "x"}', b"\xef\xbb\xbf", b'{"text": "\xff"}', b"\r"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE, max_size=8), st.booleans(), st.lists(st.integers(0, 120), max_size=5), st.booleans())
def test_the_ranges_of_any_partition_give_the_whole(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[bytes],
    end: bool,  # noqa: FBT001
    cuts: list[int],
    told: bool,  # noqa: FBT001
) -> None:
    path = tmp_path_factory.mktemp("ranges") / "a.jsonl"
    data = b"\n".join(rows) + b"\n" * end
    path.write_bytes(data)
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    parts = [
        item
        for begin, after in pairwise(edges)
        for item in jsonl_range(path, begin, after, line=data[:begin].count(b"\n") if told else None)
    ]
    whole = [item for item in jsonl_range(path, 0) if not isinstance(item, Notice) or item.problem.code != "WQ154"]
    assert parts == whole == [*jsonl_range(path, 0, len(data))]


def test_a_range_of_a_file_that_went_away(tmp_path: Path) -> None:
    assert _codes(list(jsonl_range(tmp_path / "no.jsonl", 0))) == ["WQ103"]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_standard_input_ends_without_an_exception(data: bytes) -> None:
    assert _read("-", stdin=data)
