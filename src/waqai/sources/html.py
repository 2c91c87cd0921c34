"""Web pages: the article of a page as fetched or saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from waqai.errors import NO_PAGE_ARTICLE, NO_PAGE_DAY, RULE_MISSED, TOO_MANY_BYTES, Notice
from waqai.model import Article
from waqai.sources.base import Source, Stream, text_problem
from waqai.sources.charsets import decoded_page
from waqai.sources.text import MAX_BYTES

if TYPE_CHECKING:
    from waqai.extraction.article import Extracted
    from waqai.extraction.region import Line

_RULES: Final = "data/outlets/{}"


def page(  # noqa: PLR0913  # what else is known of the page, each by its name
    data: bytes,
    source: str,
    *,
    url: str | None = None,
    charset: str | None = None,
    retrieved: str | None = None,
    published: str | None = None,
    title: str | None = None,
    name: str = "",
) -> Stream:
    """Yield the article of one web page, after any warnings, or the notice why there is none.

    The stored text is the title, a blank line and the lines of the article's region, a line each; those that are no part of the
    article stand in their places and are marked in ``boilerplate``.

    Args:
        data: the page, as fetched or saved.
        source: how it is told apart in messages and records: a path or an address.
        url: the address that it was fetched from.
        charset: the encoding that the header of the answer names.
        retrieved: when it was fetched, ISO 8601.
        published: the day or moment that a feed or an archive gives, used where the page itself says none.
        title: the same of the title.
        name: the article's id; its address or ``source`` where there is none.
    """
    from waqai.extraction.article import article_of  # noqa: PLC0415  # `waqai --help` does without lxml

    if len(data) > MAX_BYTES:
        yield TOO_MANY_BYTES.at(source, limit=f"{MAX_BYTES:,}")
        return
    text, warning = decoded_page(data, charset, source)
    if warning is not None:
        yield warning
    found = article_of(text, url=url, published=published, title=title, retrieved=retrieved)
    if isinstance(found, str):
        yield NO_PAGE_ARTICLE.at(source, reason=found)
        return
    if found.missed:
        yield RULE_MISSED.at(source, file=_RULES.format(found.rules), parts=", ".join(found.missed))
    if found.published is None:
        yield NO_PAGE_DAY.at(source)
    yield _source(found, source, name, retrieved)


def _source(found: Extracted, source: str, name: str, retrieved: str | None) -> Source | Notice:
    stored, boilerplate, captions = stored_text(found.title, found.lines)
    problem = text_problem(stored, source)
    article = Article(
        id=name or found.url or source,
        source=source,
        url=found.url,
        title=found.title,
        outlet=found.outlet,
        authors=found.authors,
        published=found.published,
        retrieved=retrieved,
    )
    return problem or Source(article=article, text=stored, boilerplate=boilerplate, captions=captions)


Stretches = tuple[tuple[int, int], ...]


def stored_text(title: str | None, lines: Sequence[Line]) -> tuple[str, Stretches, Stretches]:
    """Return the stored text of an article, and the stretches of it that are boilerplate and captions; neighbours are one."""
    parts = [f"{title}\n\n"] if title else []
    at = len(parts[0]) if parts else 0
    boilerplate: list[tuple[int, int]] = []
    captions: list[tuple[int, int]] = []
    for line in lines:
        end = at + len(line.text)
        if line.kind == "boilerplate":
            joins = bool(boilerplate) and boilerplate[-1][1] == at - 1
            boilerplate[-1:] = [(boilerplate[-1][0], end)] if joins else [*boilerplate[-1:], (at, end)]
        elif line.kind == "caption":
            captions.append((at, end))
        parts.append(f"{line.text}\n")
        at = end + 1
    return "".join(parts).rstrip("\n"), tuple(boilerplate), tuple(captions)
