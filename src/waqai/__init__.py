"""Read Arabic and English political news into event records with evidence.

>>> import waqai
>>> record = waqai.read("التقى الرئيس وزير الخارجية أمس.", published="2025-02-13")
>>> record.article.language
'ar'
"""

from __future__ import annotations

from collections.abc import Sequence

from waqai.errors import BAD_LANGUAGE, BAD_PUBLISHED, BAD_STRETCH, Notice, WaqaiError
from waqai.languages.registry import LANGUAGES
from waqai.model import Article, Record
from waqai.sources.base import text_problem
from waqai.sources.jsonl import iso_day

__all__ = ["Article", "Record", "WaqaiError", "__version__", "read"]

__version__ = "0.1.0"


def read(  # noqa: PLR0913  # options, each by its name
    text: str,
    *,
    published: str | None = None,
    language: str | None = None,
    title: str | None = None,
    article: Article | None = None,
    learned: bool = True,
    parser: str | None = None,
    boilerplate: Sequence[tuple[int, int]] = (),
    captions: Sequence[tuple[int, int]] = (),
) -> Record:
    """Read one article into a record.

    The same text and options give the same record; nothing is stored, fetched or looked up outside the package.

    Args:
        text: the article as stored; every offset of the record points into it.
        published: ISO date that relative times count from; without it they stay symbolic.
        language: ``"ar"`` or ``"en"``; found from the text when ``None``.
        title: the headline, if it is known and begins the text.
        article: where the text comes from; its language, date and hash are filled in.
        learned: whether a learned judgement follows the rules (it sets ``confidence`` and leaves out unlikely events).
        parser: ``"spacy"`` or ``"spacy:MODEL"`` to ask a parser for subjects and objects of English verbs; ``None`` for none.
        boilerplate: stretches ``[start, end)`` of the text, in order, that are no part of the article; nothing in them is read.
        captions: stretches that are captions of pictures; they name people but tell no events.

    Returns:
        The record. A text in a language that is not read gives one without events.

    Raises:
        WaqaiError: if the text is blank, too long or not storable, a date, language or stretch is wrong, or the parser cannot
            be used; it has a number.
    """
    problem = text_problem(text)
    if problem is None and published is not None and iso_day(published) != published:
        problem = BAD_PUBLISHED.at(value=published)
    if problem is None and language is not None and language not in LANGUAGES:
        problem = BAD_LANGUAGE.at(value=language)
    if problem is None:
        problem = _stretch_problem(text, boilerplate, "boilerplate") or _stretch_problem(text, captions, "captions")
    if problem is not None:
        raise WaqaiError(problem)
    # Here and not above: the reader loads its automata, which `waqai --help` and users of the record alone do not need.
    from waqai.parsers import load  # noqa: PLC0415
    from waqai.reading.pipeline import read as reading  # noqa: PLC0415

    return reading(
        text,
        published=published,
        language=language,
        title=title,
        article=article,
        learned=learned,
        parser=load(parser) if parser is not None else None,
        boilerplate=tuple(boilerplate),
        captions=tuple(captions),
    )


def _stretch_problem(text: str, stretches: Sequence[tuple[int, int]], name: str) -> Notice | None:
    """Return why the stretches do not lie in the text one after the other, or ``None`` if they do."""
    at = 0
    for start, end in stretches:
        if not at <= start < end <= len(text):
            return BAD_STRETCH.at(field=name, start=start, end=end)
        at = end
    return None
