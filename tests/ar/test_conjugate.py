"""Conjugation, from tests/cases/conjugation.tsv.

Columns: ``mark`` is passive, jussive, ``needs`` (the form needs an attached pronoun) or empty; ``generated`` is no for a
spelling that must not come out, with these features or (where they are empty) with any, and ``wanted`` for a form that is
known to be missing.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from waqai.languages.ar.conjugate import Form, conjugate
from waqai.tables import rows

CASES = Path(__file__).parents[1] / "cases" / "conjugation.tsv"
with CASES.open(encoding="utf-8", newline="") as handle:
    TABLE = list(csv.DictReader(handle, delimiter="\t"))


def describe(form: Form) -> dict[str, str]:
    mark = "passive" if form.passive else "jussive" if form.jussive else "" if form.bare else "needs"
    return {
        "form": form.text, "tense": form.tense, "person": str(form.person),
        "gender": form.gender, "number": form.number, "mark": mark,
    }  # fmt: skip


def marked(row: dict[str, str]) -> ParameterSet:
    name = f"{row['past']}-{row['form']}-{row['generated']}"
    missing = [pytest.mark.xfail(reason="the conjugator does not give this form yet")] if row["generated"] == "wanted" else []
    return pytest.param(row, id=name, marks=missing)


@pytest.mark.parametrize("case", [marked(row) for row in TABLE])
def test_form(case: dict[str, str]) -> None:
    forms = [describe(form) for form in conjugate(case["past"], case["present"])]
    if case["generated"] != "no":
        assert {key: case[key] for key in ("form", "tense", "person", "gender", "number", "mark")} in forms
    else:
        given = {key: case[key] for key in ("form", "tense", "person", "gender", "number") if case[key]}
        assert not [form for form in forms if given.items() <= form.items()]


def test_classes_are_covered() -> None:
    assert len({row["class"] for row in TABLE}) >= 12


@pytest.mark.parametrize("name", ["predicates", "light_verbs", "sayings"])
def test_every_verb_of_the_tables_conjugates(name: str) -> None:
    for row in rows("lexicon", "ar", f"{name}.tsv"):
        forms = list(conjugate(row["lemma"], row["present"]))
        assert forms[0] == Form(row["lemma"], "past")
        assert all(len(form.text) >= 2 for form in forms), row
        if row["present"]:
            assert any(form.text == row["present"] and form.tense == "present" for form in forms), row
