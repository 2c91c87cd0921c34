"""Names across the scripts: what is one name and what is not, ids, and who of the tables is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai import identity
from waqai.reading.pipeline import read
from waqai.tables import rows

LINES = (Path(__file__).parent / "cases" / "names.tsv").read_text(encoding="utf-8").splitlines()[1:]
CASES = [tuple(line.split("\t")) for line in LINES]


@pytest.mark.parametrize(("one", "other", "same", "note"), CASES)
def test_two_spellings_are_one_name_or_not(one: str, other: str, same: str, note: str) -> None:
    assert (identity.name_id(one) == identity.name_id(other)) is (same == "yes"), note


@pytest.mark.parametrize(
    "name", ["Volodymyr Zelenskyy", "Volodymyr Zelensky", "فولوديمير زيلنسكي", "فلوديمير زيلينسكي", "Wolodymyr Selenskyj"]
)
def test_a_spelling_that_no_table_has_is_matched_or_left_open(name: str) -> None:
    found = identity.match(name)
    assert found.key in ("volodymyr-zelensky", "")
    if name != "Wolodymyr Selenskyj":
        assert found.key == "volodymyr-zelensky"


def test_a_family_name_alone_never_decides() -> None:
    found = identity.match("Zelensky")
    assert found.key == ""
    assert found.candidates == ("volodymyr-zelensky",)


def test_no_person_of_the_tables_is_taken_for_another() -> None:
    wrong = []
    for row in rows("knowledge", "people.tsv"):
        for name in (row["en"], row["ar"]):
            found = identity.match(name)
            if found.key not in ("", row["id"]):
                wrong.append((name, row["id"], found.key))
    assert wrong == []


def test_most_people_of_the_tables_have_one_id_in_both_scripts() -> None:
    people = [row for row in rows("knowledge", "people.tsv") if row["ar"] and row["en"]]
    same = sum(identity.name_id(row["ar"]) == identity.name_id(row["en"]) for row in people)
    assert same / len(people) >= 0.6


@given(st.text(max_size=40))
def test_any_text_has_an_id_that_does_not_change(name: str) -> None:
    assert identity.name_id(name) == identity.name_id(name)
    assert identity.said_id(name) == identity.said_id(f"  {name.upper().lower()} ") or name.casefold() != name.upper().lower()


def test_the_same_person_has_one_id_in_both_languages() -> None:
    arabic = read("التقى وزير الخارجية خالد المنصوري نظيره في عمان. وقال المنصوري إن المحادثات تقدمت.", language="ar")
    english = read(
        "Foreign Minister Khalid al-Mansouri met his counterpart in Amman. Al-Mansouri said talks had advanced.", language="en"
    )
    assert {e.id for e in arabic.entities if e.kind == "person"} & {e.id for e in english.entities if e.kind == "person"} == {
        identity.name_id("Khalid al-Mansouri")
    }


def test_a_family_name_not_introduced_lists_whom_it_may_mean() -> None:
    record = read("Borrelle said the talks had failed.", language="en")
    assert all(entity.candidates == () or entity.id.startswith("name:") for entity in record.entities)
