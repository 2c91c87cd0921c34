"""Bad input through the real reader: a record or a numbered error, never a traceback, never another article lost."""

from __future__ import annotations

import json
import re
import time

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import waqai
from waqai.cli import main
from waqai.errors import MAX_CHARACTERS
from waqai.sources.jsonl import MAX_LINE

GOOD = {"id": "good", "text": "التقى الرئيس الأميركي نظيره الروسي في موسكو أمس."}


def _run(data: bytes) -> Result:
    result = CliRunner().invoke(main, ["read", "-", "--format", "jsonl"], input=data)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "WQ901" not in result.stderr, result.stderr
    return result


def _codes(result: Result) -> list[str]:
    return re.findall(r"^waqai: \w+ (WQ\d{3}): ", result.stderr, re.MULTILINE)


def _json(*rows: object) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"text": ""}, "WQ301"),
        ({"text": " \n\t\u00a0\u3000"}, "WQ301"),
        ({"text": "\u200f\u202b\u2069\ufeff\u00ad"}, "WQ301"),
        ({"text": "", "title": "only a title"}, "WQ301"),
        ({"text": "a\x00b"}, "WQ303"),
        ({"text": "a\ud800b"}, "WQ304"),
        ({"text": "a", "title": "\udfff"}, "WQ304"),
        ({"text": "a", "id": "\udfff"}, "WQ304"),
        ({"text": "a" * (MAX_CHARACTERS + 1)}, "WQ302"),
        ({"text": 5}, "WQ204"),
        ({"text": None}, "WQ204"),
        ({"text": ["a"]}, "WQ204"),
        ({"text": "a", "title": {}}, "WQ204"),
        ({"text": "a", "id": True}, "WQ204"),
        ({"text": "a", "id": 1.5}, "WQ204"),
        ({"text": "a", "published": 20250213}, "WQ204"),
        ({"text": "a", "published": "yesterday"}, "WQ205"),
        ({"text": "a", "published": "2025-13-01"}, "WQ205"),
        ({"text": "a", "language": "fr"}, "WQ206"),
        ({"title": "a"}, "WQ203"),
        ({}, "WQ203"),
        ([], "WQ202"),
        ("text", "WQ202"),
        (None, "WQ202"),
        (b"{", "WQ201"),
        (b'{"text": "a"} x', "WQ201"),
        (b'{"text": "a\tb"}', "WQ201"),
        (b'{"text": "a\xff"}', "WQ105"),
        (b"[" * 100_000, "WQ201"),
        (b'{"text": "a", "n": ' + b"1" * 5000 + b"}", "WQ201"),
        (b'{"text": "' + b"a" * MAX_LINE + b'"}', "WQ106"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_line_is_numbered_and_costs_no_other(line: object, code: str) -> None:
    result = _run(_json(GOOD, line, GOOD))
    assert result.exit_code == 1
    assert _codes(result) == [code]
    assert ", line 2" in result.stderr
    records = [json.loads(row) for row in result.stdout.splitlines()]
    assert [record["article"]["id"] for record in records] == ["good", "good"]
    assert records[0] == records[1]


@pytest.mark.parametrize(
    "text",
    [
        "\u202eقال\u202c الرئيس \u2067إن\u2069 بوتين",
        "ﻗﺎﻝ ﺍﻟﺮﺋﻴﺲ ﷺ ﻻ",
        "قـــال الرَّئِيسُ إنَّ",
        "a\r\nb\rc\x0b\x0c\x85\u2028d",
        "\ufeffقال",
        "\x01\x1b[31m قال",
        "قال" + "\u0651" * 10_000,
        "👩‍👩‍👧 \U0010ffff \ufffe",
        "؟؟؟!!!...",
        "“" * 500 + "قال" + "(" * 500,
    ],
    ids=ascii,
)
def test_strange_text_becomes_a_record_that_holds_it_exactly(text: str) -> None:
    result = _run(_json({"text": text, "language": "ar"}))
    assert (result.exit_code, result.stderr) == (0, "")
    (line,) = result.stdout.splitlines()
    record = json.loads(line)
    assert record["text"] == text
    CliRunner().invoke(main, ["read", "-", "--explain"], input=_json({"text": text}), catch_exceptions=False)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "WQ301"),
        (b"\xff\xfe", "WQ301"),
        (b"caf\xe9", "WQ105"),
        (b"\xff\xfea", "WQ105"),
        ("قال ".encode()[:-2], "WQ105"),
        (b"MZ\x00\x01", "WQ303"),
    ],
    ids=ascii,
)
def test_bad_plain_text_is_numbered(data: bytes, code: str) -> None:
    result = _run(data)
    assert (result.exit_code, result.stdout) == (1, "")
    assert code in _codes(result)


def test_invalid_utf8_names_the_byte() -> None:
    assert "byte 17: " in _run(_json({"text": "a"})[:-1] + b'\n{"a\xff"}').stderr
    assert "standard input, byte 3: " in _run(b"caf\xe9").stderr


@pytest.mark.parametrize("unit", [b"a", "قال ".encode()], ids=["latin", "arabic"])
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_ten_megabytes_in_one_line_end_quickly(unit: bytes, form: str) -> None:
    data = unit * (10_000_000 // len(unit))
    begin = time.monotonic()
    result = _run(data if form == "text" else b'{"text": "' + data + b'"}\n' + _json(GOOD))
    assert time.monotonic() - begin < 10
    assert _codes(result) == ["WQ302"]
    assert len(result.stdout.splitlines()) == (form == "jsonl")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"text": " "}, "WQ301"),
        ({"text": "a\ud800"}, "WQ304"),
        ({"text": "a", "published": "2025-02-13T10:00:00"}, "WQ205"),
        ({"text": "a", "language": "fr"}, "WQ206"),
    ],
    ids=str,
)
def test_python_callers_get_the_same_numbers(arguments: dict[str, str], code: str) -> None:
    with pytest.raises(waqai.WaqaiError, match=code) as caught:
        waqai.read(**arguments)  # type: ignore[arg-type]
    assert caught.value.notice.problem.code == code


@settings(max_examples=60)
@given(st.binary(max_size=120) | st.text(st.characters(codec="utf-8"), max_size=60).map(str.encode))
def test_any_bytes_end_without_a_traceback(data: bytes) -> None:
    result = _run(data)
    assert result.exit_code in {0, 1}
    assert (result.exit_code == 1) == (" error WQ" in result.stderr)
