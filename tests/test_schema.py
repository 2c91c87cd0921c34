"""The JSON Schema is the committed one, says what every field means, and accepts what is printed."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner

from waqai import model
from waqai.cli import main
from waqai.model import Article, Event, Participant, Record, Span
from waqai.output.jsonl import encode
from waqai.schema import DESCRIPTIONS, record_schema, schema_text

DOCS = Path(__file__).parents[1] / "docs"

RECORD = Record(
    version=model.VERSION,
    article=Article(id="a", language="ar", sha256="0"),
    text="قتل",
    events=(
        Event(
            id="v1",
            type="ASSAULT",
            mode=None,
            contexts=("military",),
            trigger=Span(0, 3),
            actors=(Participant(entity=None, start=0, end=3),),
            recipients=(),
            status="actual",
            status_cue=None,
            generic=False,
            date=None,
            time=None,
            place=None,
            statement=None,
            same_as=None,
            confidence=0.5,
            reason="test",
        ),
    ),
)


def test_committed_schema_is_the_one_of_the_model() -> None:
    committed = (DOCS / "record.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "run: waqai schema > docs/record.schema.json"


def test_command_prints_the_schema() -> None:
    result = CliRunner().invoke(main, ["schema"])
    assert result.exit_code == 0
    assert result.stdout == schema_text()


def test_schema_is_valid_and_accepts_a_printed_record() -> None:
    schema = record_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(encode(RECORD)))


@pytest.mark.parametrize(("field", "value"), [("version", 2), ("text", None), ("events", [{}]), ("article", {"id": 1})], ids=str)
def test_schema_refuses_what_is_no_record(field: str, value: object) -> None:
    printed = json.loads(encode(RECORD)) | {field: value}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(record_schema()).validate(printed)


def test_every_field_is_described_and_no_other() -> None:
    structs = {
        name: list(kind.__struct_fields__)
        for name, kind in vars(model).items()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind is not msgspec.Struct
    }
    assert {name: sorted(fields) for name, fields in structs.items()} == {
        name: sorted(fields) for name, fields in DESCRIPTIONS.items()
    }


@pytest.mark.parametrize("struct", sorted(DESCRIPTIONS))
def test_every_field_is_in_the_documentation(struct: str) -> None:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    missing = [field for field in DESCRIPTIONS[struct] if f"`{field}`" not in page]
    assert not missing


def test_line_separators_cannot_split_a_printed_record() -> None:
    record = msgspec.structs.replace(RECORD, text="a\u2028b\u2029c\u0085d\ne")
    line = encode(record).decode()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == record.text
