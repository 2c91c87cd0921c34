"""The encoding of pages: bytes decide before names, and a page under a wrong name is read with a warning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.sources.charsets import decoded_page, known

ARABIC = "<p>قال الرئيس الأميركي في مؤتمر صحفي إن المحادثات مع الجانب الروسي بدأت أمس في العاصمة السعودية الرياض.</p>"
META = '<meta charset="{}">'
LATIN = "<p>Le ministre a déclaré à Genève que les négociations étaient terminées.</p>"


@pytest.mark.parametrize(
    ("text", "encoding", "charset", "read", "warned"),
    [
        (ARABIC, "utf-8", None, ARABIC, ""),
        (ARABIC, "utf-8", "windows-1256", ARABIC, ""),
        (ARABIC, "utf-8-sig", None, ARABIC, ""),
        (ARABIC, "utf-16", "utf-8", ARABIC, ""),
        (ARABIC, "cp1256", None, ARABIC, ""),
        (ARABIC, "cp1256", "windows-1256", ARABIC, ""),
        (ARABIC, "cp1256", "utf-8", ARABIC, "windows-1256"),
        (ARABIC, "cp1256", "iso-8859-1", ARABIC, "windows-1256"),
        (META.format("utf-8") + ARABIC, "cp1256", None, META.format("utf-8") + ARABIC, "windows-1256"),
        (META.format("windows-1256") + ARABIC, "cp1256", None, META.format("windows-1256") + ARABIC, ""),
        (META.format("windows-1256") + ARABIC, "cp1256", "nonsense", META.format("windows-1256") + ARABIC, ""),
        (ARABIC, "iso8859-6", "iso-8859-6", None, ""),
        (LATIN, "cp1252", "utf-8", LATIN, "windows-1252"),
        (LATIN, "cp1252", "iso-8859-1", LATIN, ""),
        (LATIN, "cp1252", None, LATIN, ""),
        ("<p>Привет, как дела сегодня</p>", "cp1251", "windows-1251", "<p>Привет, как дела сегодня</p>", ""),
    ],
)
def test_encodings(text: str, encoding: str, charset: str | None, read: str | None, warned: str) -> None:
    found, notice = decoded_page(text.encode(encoding), charset, "x")
    assert read is None or found == read
    assert (notice is not None) == bool(warned)
    assert notice is None or warned in notice.message


def test_utf_8_with_a_few_broken_bytes_stays_utf_8() -> None:
    data = (ARABIC * 20).encode() + b"\xff\xd8" + ARABIC.encode()[:-7]
    found, notice = decoded_page(data, "utf-8", "x")
    assert notice is None
    assert found.count("\ufffd") <= 3
    assert found.startswith(ARABIC)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("UTF-8", "utf-8"), ("latin1", "cp1252"), ("iso-8859-6", "cp1256"), ("hex", ""), ("x-none", ""), ("a\x00b", ""), ("", "")],
)
def test_names(name: str, wanted: str) -> None:
    assert known(name) == wanted


@given(st.binary(max_size=300), st.none() | st.sampled_from(["utf-8", "windows-1256", "hex", "utf-7", "idna", "punycode"]))
def test_any_bytes(data: bytes, charset: str | None) -> None:
    text, _ = decoded_page(data, charset, "x")
    assert len(text) <= len(data)
