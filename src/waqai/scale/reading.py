"""Reading one article wherever it runs: what comes out is a record or notices, never an exception."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import msgspec

import waqai
from waqai.errors import INTERNAL, LANGUAGE_NOT_READ, Notice, WaqaiError
from waqai.model import Record
from waqai.sources import Source
from waqai.sources.columns import Columns


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How the articles of one run are read."""

    published: str | None = None
    language: str | None = None
    learned: bool = True
    parser: str | None = None
    columns: Columns = Columns()


def read_one(
    source: Source, how: Manner, *, trace: Callable[[str], None] | None = None
) -> tuple[Record | None, tuple[Notice, ...]]:
    """Return the record of an article, if it has one, and what is to be told of it.

    This is the one place where an exception that nobody foresaw is caught: it must not cost the articles that follow.

    Args:
        source: the article.
        how: of the run.
        trace: is given the traceback of such an exception.
    """
    article = source.article
    place = article.source or ""
    try:
        record = waqai.read(
            source.text,
            published=article.published or how.published,
            language=source.language or how.language,
            title=article.title,
            article=article,
            learned=how.learned,
            parser=how.parser,
            boilerplate=source.boilerplate,
            captions=source.captions,
        )
    except WaqaiError as error:
        return None, (msgspec.structs.replace(error.notice, source=place, line=source.line),)
    except Exception as error:  # noqa: BLE001
        if trace is not None:
            trace(traceback.format_exc())
        reason = f"{type(error).__name__}: {error}"
        return None, (INTERNAL.at(place, line=source.line, article=article.id, reason=reason),)
    if record.article.language == "und":
        return record, (LANGUAGE_NOT_READ.at(place, line=source.line),)
    return record, ()
