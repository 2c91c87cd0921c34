"""Full text: words are found without regard to hamza forms, vowel marks, tatweel, digits and attached particles.

The index holds each word folded, and again without the particles and the article that may be written onto it; snippets are cut
from the stored text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, column, select, text

from waqai.ledger.queries import held, seq_at
from waqai.ledger.schema import articles
from waqai.ledger.words import WORD, folded, forms, plain
from waqai.text.normalise import shadow

_AROUND: Final = 60  # characters of a snippet on either side


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """An article that holds the words, with the first places where they stand: ``start`` and ``end`` in the stored text."""

    article: str
    given: str
    outlet: str
    title: str
    published: str
    start: int
    end: int
    snippet: str


def index(connection: Connection, found: Iterable[tuple[str, str]]) -> None:
    """Put texts into the index, each with the version that it is of."""
    rows = [{"version": version, "words": words} for version, words in found]
    if rows:
        connection.execute(text("INSERT INTO search (version, words) VALUES (:version, :words)"), rows)


def search(connection: Connection, words: str, *, as_of: str | None = None, limit: int = 50) -> Iterator[Hit]:
    """Yield the articles that hold all the words, newest first."""
    terms = WORD.findall(folded(words))
    if not terms:
        return
    if connection.dialect.name == "postgresql":
        condition, query = "to_tsvector('simple', words) @@ to_tsquery('simple', :query)", " & ".join(terms)
    else:
        condition, query = "search MATCH :query", " ".join(f'"{term}"' for term in terms)
    found = text(f"SELECT version FROM search WHERE {condition}").bindparams(bindparam("query", query))  # noqa: S608  # no part of it is the user's
    versions = found.columns(column("version")).subquery()
    seq = seq_at(connection, as_of)
    rows = connection.execute(
        select(*(articles.c[name] for name in ("article", "given", "outlet", "title", "published", "text")))
        .where(articles.c.version.in_(select(versions.c.version)), held(articles, seq))
        .order_by(articles.c.published.desc(), articles.c.version)
        .limit(limit)
    )
    for row in rows:
        start, end = _place(row.text, terms)
        yield Hit(
            article=row.article, given=row.given, outlet=row.outlet, title=row.title, published=row.published,
            start=start, end=end, snippet=_snippet(row.text, start, end),
        )  # fmt: skip


def _place(stored: str, terms: list[str]) -> tuple[int, int]:
    """Return where the first of the words stands in the stored text; its beginning where only the title holds them."""
    copy = shadow(stored)
    for match in WORD.finditer(plain(copy.text)):
        if any(term in forms(match.group()) for term in terms):
            return copy.source(match.start()), copy.source_end(match.end())
    return 0, 0


def _snippet(stored: str, start: int, end: int) -> str:
    low, high = max(0, start - _AROUND), min(len(stored), end + _AROUND)
    while low > 0 and not stored[low - 1].isspace():
        low -= 1
    while high < len(stored) and not stored[high].isspace():
        high += 1
    return " ".join(stored[low:high].split())
