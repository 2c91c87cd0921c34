"""The records of the sample articles, whole, as they were last looked at: a changed rule shows here what it changes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

import waqai
from waqai.sources import Source, articles

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def sources() -> list[Source]:
    return [item for item in articles((str(SAMPLES),), BytesIO()) if isinstance(item, Source)]


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.article.id)
def test_record(source: Source, snapshot: SnapshotAssertion) -> None:
    article = msgspec.structs.replace(source.article, source=None)
    record = waqai.read(source.text, published=article.published, language=source.language, title=article.title, article=article)
    plain = msgspec.to_builtins(record)
    del plain["text"], plain["sentences"], plain["rejected"]
    assert plain == snapshot
