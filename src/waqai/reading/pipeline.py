"""The reading function: the ordered list of steps, from the stored text to the record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

import msgspec

from waqai.languages.registry import LANGUAGES
from waqai.model import VERSION, Article, Record, Span
from waqai.parsers import Parser
from waqai.reading.candidates import candidates
from waqai.reading.draft import Draft
from waqai.reading.entities import entities
from waqai.reading.events import events
from waqai.reading.flags import flags
from waqai.reading.guards import guarded
from waqai.reading.judgement import certain, judged
from waqai.reading.means import with_means
from waqai.reading.participants import with_participants
from waqai.reading.places import places
from waqai.reading.segments import segments
from waqai.reading.sentences import sentences
from waqai.reading.statements import statements
from waqai.reading.status import find_cues, with_status
from waqai.reading.times import times
from waqai.reading.trees import with_trees
from waqai.text.language import language_of
from waqai.text.normalise import shadow

STEPS: Final[tuple[Callable[[Draft], Draft], ...]] = (
    segments,
    sentences,
    find_cues,
    entities,
    times,
    places,
    statements,
    candidates,
    with_participants,
    with_means,
    with_status,
    guarded,
    events,
    judged,
    flags,
)


PARSED: Final = ("en",)  # languages whose clause model can ask a parser's trees
DRAFTED: Final = STEPS[: STEPS.index(judged)]  # what the judgement is trained on
RULES: Final = (*DRAFTED, certain, *STEPS[STEPS.index(judged) + 1 :])


def read(  # noqa: PLR0913  # options, each by its name
    text: str,
    *,
    published: str | None = None,
    language: str | None = None,
    title: str | None = None,
    article: Article | None = None,
    learned: bool = True,
    parser: Parser | None = None,
    boilerplate: tuple[tuple[int, int], ...] = (),
    captions: tuple[tuple[int, int], ...] = (),
) -> Record:
    """Read one article into a record.

    Args:
        text: the article as stored; every offset of the record points into it.
        published: ISO date that relative times count from; without it they stay symbolic.
        language: a code of ``waqai.languages.registry``; recognised from the text when ``None``.
        title: the headline, if it is known and begins the text.
        article: where the text comes from; its language, date and hash are filled in.
        learned: whether the learned judgement follows the rules; without it the rules alone decide.
        parser: what parses English sentences, if anything does; the clause model then asks its trees as well.
        boilerplate: stretches of the text that are no part of the article and are not read.
        captions: stretches that the page marks as captions.

    Returns:
        The record. A text in a language that is not read gives a record without entities, statements and events.
    """
    code = language or language_of(text)
    source = article or Article(id="text")
    source = msgspec.structs.replace(
        source,
        language=code if code in LANGUAGES else "und",
        published=published or source.published,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
    if code not in LANGUAGES:
        return Record(version=VERSION, article=source, text=text)
    draft = Draft(
        text=text,
        shadow=shadow(text),
        language=code,
        published=source.published,
        title=title,
        boilerplate=boilerplate,
        captions=captions,
    )
    for step in STEPS if learned else RULES:
        draft = step(draft)
        if step is sentences and parser is not None and code in PARSED:
            draft = with_trees(draft, parser)
    return record(draft, source)


def record(draft: Draft, article: Article) -> Record:
    """Return the record of a finished draft."""
    return Record(
        version=VERSION,
        article=article,
        text=draft.text,
        segments=draft.segments,
        sentences=tuple(Span(start, end) for start, end in draft.bounds),
        entities=draft.entities,
        times=draft.times,
        places=draft.places,
        statements=tuple(told.record for told in draft.statements),
        events=draft.events,
        flags=draft.flags,
        rejected=tuple(sorted(draft.rejected, key=lambda item: (item.start, item.end, item.what, item.reason))),
    )
