"""What a parser says of the words of each sentence, where one was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from waqai.languages.base import Dependency, Sentence
from waqai.parsers import Node, Parser
from waqai.reading.draft import Draft

_LONGEST: Final = 2_000  # characters of a sentence that is worth parsing
_NOTHING: Final = Dependency(-1, "", "")


def with_trees(draft: Draft, parser: Parser) -> Draft:
    """Give each sentence that may carry records its ``tree``."""
    numbers = [
        number
        for number, sentence in enumerate(draft.sentences)
        if number not in draft.skip and any(sentence.verbs) and sentence.end - sentence.start <= _LONGEST
    ]
    trees = parser([draft.text[draft.sentences[number].start : draft.sentences[number].end] for number in numbers])
    changed = list(draft.sentences)
    for number, nodes in zip(numbers, trees, strict=True):
        changed[number] = msgspec.structs.replace(changed[number], tree=tree_of(changed[number], nodes))
    return msgspec.structs.replace(draft, sentences=tuple(changed))


def tree_of(sentence: Sentence, nodes: Sequence[Node]) -> tuple[Dependency, ...]:
    """Return what the parser says of each word: where words and its tokens differ, the token whose head stands outside counts."""
    word_of = [-1] * len(nodes)
    inside: list[list[int]] = [[] for _ in sentence.words]
    at = 0
    for number, node in enumerate(nodes):
        start, end = node.start + sentence.start, node.end + sentence.start
        while at < len(sentence.words) and sentence.words[at].end <= start:
            at += 1
        here = at
        while here < len(sentence.words) and sentence.words[here].start < end:
            inside[here].append(number)
            word_of[number] = here  # the last word of a token that spans several is its head
            here += 1
    found: list[Dependency] = []
    for word, tokens in enumerate(inside):
        top = next((one for one in tokens if word_of[nodes[one].head] != word or nodes[one].head == one), -1)
        if top < 0:
            found.append(_NOTHING)
            continue
        if word_of[top] != word:  # an earlier word of a token that spans several
            found.append(Dependency(word_of[top], "compound", nodes[top].tag))
            continue
        head = nodes[top].head
        found.append(Dependency(-1 if head == top else word_of[head], nodes[top].relation, nodes[top].tag))
    return tuple(found)
