"""Web pages: the article of a page as fetched or saved."""

from __future__ import annotations

from waqai.errors import NO_PAGE_ARTICLE
from waqai.model import Article
from waqai.sources.base import Source, Stream, text_problem


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
    from trafilatura import bare_extraction  # noqa: PLC0415  # `waqai --help` does without it

    found = bare_extraction(data.decode(charset or "utf-8", "replace"), url=url)
    if isinstance(found, dict):
        raise TypeError(source)
    if found is None or not found.text:
        yield NO_PAGE_ARTICLE.at(source, reason="nothing on it reads like one")
        return
    heading = found.title or title
    text = f"{heading}\n\n{found.text}" if heading else found.text
    article = Article(
        id=name or url or source,
        source=source,
        url=url or found.url,
        title=heading,
        published=(found.date or published or "")[:10] or None,
        retrieved=retrieved,
    )
    yield text_problem(text, source) or Source(article=article, text=text)
