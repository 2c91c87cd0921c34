"""CSV, TSV and Parquet: rows become articles by named or usual columns; bad rows are told and cost no other."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from waqai.errors import MAX_CHARACTERS, Notice, WaqaiError
from waqai.sources import Source, articles
from waqai.sources.columns import Columns, chosen, parsed
from waqai.sources.csv_rows import rows_of, separator_of
from waqai.sources.table import parquet_file, table_stream

ARABIC = "قال الرئيس الأميركي في مؤتمر صحفي إن المحادثات مع الجانب الروسي بدأت أمس في العاصمة السعودية الرياض."


def _read(data: bytes, columns: str = "", separator: str = "") -> list[Source | Notice]:
    named = parsed(columns) if columns else Columns()
    return list(table_stream(io.BytesIO(data), "a.csv", "a", columns=named, separator=separator))


def _codes(found: list[Source | Notice]) -> list[str]:
    return [item.problem.code if isinstance(item, Notice) else item.article.id for item in found]


def _texts(found: list[Source | Notice]) -> list[str]:
    return [item.text for item in found if isinstance(item, Source)]


@pytest.mark.parametrize(
    "head",
    [
        "id,text,title,published,language,url,outlet",
        "ID,Full Text,Headline,Publication_Date,lang,Link,Source",
        "uuid,المتن,العنوان,تاريخ النشر,اللغة,الرابط,المصدر",
        "guid;body;heading;pub-date;language;address;publisher",
        "id\tcontent\ttitle\tdate\tlang\turi\tnewspaper",
    ],
)
def test_usual_names_of_columns(head: str) -> None:
    sign = separator_of(head)
    row = sign.join(["7", ARABIC, "عنوان", "2025-02-13T10:00:00Z", "Arabic", "https://e.example/1", "الشرق"])
    (found,) = _read(f"{head}\r\n{row}\r\n".encode())
    assert isinstance(found, Source)
    article = found.article
    assert found.text == f"عنوان\n\n{ARABIC}"
    assert (article.id, article.published, article.url, article.outlet) == ("7", "2025-02-13", "https://e.example/1", "الشرق")
    assert (found.language, found.line) == ("ar", 2)


def test_named_columns_go_before_usual_ones() -> None:
    data = b"text,body,title\nteaser,whole,T\n"
    assert _texts(_read(data)) == ["T\n\nteaser"]
    assert _texts(_read(data, "text=body")) == ["T\n\nwhole"]
    assert _codes(_read(data, "text=words")) == ["WQ639"]
    assert _codes(_read(b"a,b\n1,2\n")) == ["WQ634"]


@pytest.mark.parametrize("value", ["text", "text=", "body=x", "text=a,text=b", "text=a,,"])
def test_columns_that_cannot_be_understood(value: str) -> None:
    with pytest.raises(WaqaiError, match="WQ636"):
        parsed(value)


@pytest.mark.parametrize(("encoding", "code"), [("utf-8-sig", ""), ("utf-16", "WQ152"), ("cp1256", "WQ151")])
def test_encodings(encoding: str, code: str) -> None:
    found = _read(f"title,text\nعنوان,{ARABIC}\n".encode(encoding))
    assert _codes(found) == [code, "a:2"] if code else ["a:2"]
    assert _texts(found) == [f"عنوان\n\n{ARABIC}"]


def test_bytes_of_no_known_encoding() -> None:
    assert _codes(_read("title,text\né,à l'été\nx,y\n".encode("latin-1"))) == ["WQ635", "a:3"]
    assert _codes(_read("titré,text\nx,y\n".encode("latin-1"))) == ["WQ635"]
    found = _read(b"id,text\n1,good\n2,b\xffd\n3,good\n" + b"4,x\n" * 20)
    assert _codes(found)[:3] == ["1", "WQ635", "3"]


def test_quoted_cells_hold_separators_quotes_and_lines() -> None:
    (found,) = _read(b'text,title\n"one, ""two""\nthree",t\n')
    assert _texts([found]) == ['t\n\none, "two"\nthree']


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"only\n", "cells"),
        (b"a,b,c,d\n", "cells"),
        (b'"open,x,y\n', "unexpected end"),
        (b'"shut"x,y,z\n', "expected"),
        (b'a,"open\n', ""),
    ],
)
def test_a_bad_row_costs_no_other(bad: bytes, reason: str) -> None:
    good = b"1,2025-02-13,good\n"
    found = _read(b"id,date,text\n" + good + bad + good * 3)
    assert _codes(found) == ["1", "WQ635", "1", "1", "1"]
    notice = found[1]
    assert isinstance(notice, Notice)
    assert notice.line == 3
    assert reason in notice.message


def test_empty_cells_too_many_and_blank_lines_do_no_harm() -> None:
    assert _codes(_read(b"id,text\n\n1,x,,\n\n2,y\n")) == ["1", "2"]


def test_tabs_separate_what_quotation_marks_do_not_hold_together() -> None:
    found = _read(b'id\ttext\n1\t"Peace" is near\n2\t"open\n3\t"held\ttogether"\n', separator="\t")
    assert _codes(found) == ["1", "2", "3"]
    assert _texts(found) == ['"Peace" is near', '"open', "held\ttogether"]


def test_a_huge_cell() -> None:
    text = "كلمة " * 200_000
    assert _texts(_read(f'id,text\n1,"{text}"\n'.encode())) == [text]
    assert _codes(_read(f'id,text\n1,"{"a" * (MAX_CHARACTERS + 1)}"\n2,b\n'.encode())) == ["WQ302", "2"]


@pytest.mark.parametrize(("row", "code"), [("1,", "WQ301"), ("1, ", "WQ301")])
def test_a_row_without_text(row: str, code: str) -> None:
    assert _codes(_read(f"id,text\n{row}\n2,x\n".encode())) == [code, "2"]


def test_a_bad_day_and_a_bad_language() -> None:
    found = _read(b"text,date,lang\nx,13/02/2025,\nx,,fr\nx,,en\n")
    assert _codes(found) == ["WQ205", "WQ206", "a:4"]


def test_a_table_of_addresses() -> None:
    found = _read(b"URL,MobileURL,Date,Title\nhttps://e.example/1,,2025-02-13 10:30:00,T\nno,,,\n")
    assert _codes(found) == ["WQ620", "WQ622"]


def test_standard_input_is_a_table_when_its_columns_are_named() -> None:
    found = list(articles(["-"], io.BytesIO(b"n,words\n1,a\n"), columns=parsed("text=words")))
    assert _texts(found) == ["a"]


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), st.text(st.characters(codec="utf-8"))),
        max_size=5,
    )
)
def test_what_a_program_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([("one", "two"), *rows])
    found = list(rows_of(io.StringIO(out.getvalue(), newline="")))
    assert [row.cells for row in found[1:]] == rows


@settings(max_examples=300)
@given(
    st.binary(max_size=200), st.sampled_from([b"", b"id,text\n", b"id\ttext\n", b"\xff\xfe", b'text,"', b"\xef\xbb\xbftext\n"])
)
def test_any_bytes_end_without_an_exception(data: bytes, begin: bytes) -> None:
    assert isinstance(_read(begin + data), list)


def _written(path: Path, **columns: object) -> Path:
    parquet.write_table(pa.table(columns), path, row_group_size=2)
    return path


def test_parquet(tmp_path: Path) -> None:
    path = _written(
        tmp_path / "a.parquet",
        content=pa.array([ARABIC, "b", None, "d"], pa.large_string()),
        date=[dt.datetime(2025, 2, 13, 10, tzinfo=dt.UTC), None, None, None],
        id=[1, 2, 3, 4],
        other=[[1], [2], [3], [4]],
    )
    found = list(articles([str(path)], io.BytesIO()))
    assert _codes(found) == ["1", "2", "WQ204", "4"]
    first, notice = found[0], found[2]
    assert isinstance(first, Source)
    assert isinstance(notice, Notice)
    assert (first.article.published, first.line, notice.line) == ("2025-02-13", 1, 3)


def test_parquet_with_named_columns_and_dates(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.parquet", words=["x"], day=[dt.date(2025, 2, 13)], n=[1.5])
    (found,) = parquet_file(path, columns=parsed("text=words,published=day"))
    assert isinstance(found, Source)
    assert found.article.published == "2025-02-13"
    assert _codes(list(parquet_file(path, columns=Columns()))) == ["WQ634"]
    assert _codes(list(parquet_file(path, columns=parsed("text=no")))) == ["WQ639"]


def test_a_damaged_row_group_costs_no_other(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.parquet", text=[f"{n} " * 500 for n in range(6)], id=list(range(6)))
    data = bytearray(path.read_bytes())
    with parquet.ParquetFile(path) as file:
        chunk = file.metadata.row_group(1).column(0)
        begin, size = chunk.dictionary_page_offset or chunk.data_page_offset, chunk.total_compressed_size
    data[begin : begin + size] = bytes(size)
    path.write_bytes(data)
    assert _codes(list(parquet_file(path, columns=Columns()))) == ["0", "1", "WQ638", "4", "5"]


def test_a_parquet_file_with_a_damaged_index(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.parquet", text=["x"] * 50)
    data = bytearray(path.read_bytes())
    data[-60:-10] = b"\xff" * 50
    path.write_bytes(data)
    assert _codes(list(parquet_file(path, columns=Columns()))) == ["WQ638"]


def test_a_cut_parquet_file(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.parquet", text=["x"] * 50)
    path.write_bytes(path.read_bytes()[:-30])
    assert _codes(list(parquet_file(path, columns=Columns()))) == ["WQ638"]
    assert _codes(list(parquet_file(tmp_path / "no.parquet", columns=Columns()))) == ["WQ103"]


def test_chosen_prefers_the_first_usual_name() -> None:
    assert chosen(["content", "text", "date"], Columns(), "a") == {"text": 1, "published": 2}
