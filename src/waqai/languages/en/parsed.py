"""What a parser's tree adds to the clause model: subjects and objects that the walk over the words did not find.

The tree makes no phrase, verb or sense; it only says which of ours fills a place. It is asked where that paid on held-out text
(docs/spacy.md): for a subject where none or only an unknown noun was found, for another one of a verb that does not tell, and
for an object where none was found.
"""

from __future__ import annotations

from waqai.languages.base import Sentence, Verb
from waqai.languages.en.scan import group_from
from waqai.languages.en.subjects import Subject, noun_head

_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj",)
_RELATIVES = ("WDT", "WP")
_DEPTH = 5


def refined_subject(sentence: Sentence, index: int, verb: Verb, ours: Subject) -> Subject:
    """Return the subject of the verb at word ``index``: the tree's where it is the better one, else ``ours``."""
    other = _subject(sentence, index)
    if other is None:
        return ours
    if not other.group:
        return other if ours.found == "none" else ours
    unknown = ours.found in ("none", "other")
    another = verb.saying is None and bool(ours.group) and not set(ours.group) & set(other.group)
    return other if unknown or another else ours


def object_in_tree(sentence: Sentence, index: int) -> tuple[int, ...]:
    """Return the phrases of the object that the tree has behind the verb at word ``index``, none if it has no phrase there."""
    at = _child(sentence, index, _OBJECTS) if _is_verb(sentence, index) else -1
    return group_from(sentence, sentence.owner[at]) if at > index and sentence.owner[at] >= 0 else ()


def _subject(sentence: Sentence, index: int) -> Subject | None:
    """Return the subject in the tree as phrases or an unknown noun; none where it is a pronoun or missing."""
    at, found = _subject_word(sentence, index)
    if at < 0:
        return None
    number = sentence.owner[at]
    if number < 0:
        noun = sentence.tree[at].tag.startswith("NN")
        return Subject(found="other", other=noun_head(sentence, at)) if noun else None
    phrase = sentence.phrases[number]
    if phrase.form == "demonym" and phrase.prep == "'s" and phrase.last != at:
        return None
    return Subject(group_from(sentence, number), found)


def _subject_word(sentence: Sentence, index: int, depth: int = 0) -> tuple[int, str]:
    """Return the head word of a verb's subject in the tree and how it was found; -1 for none.

    A relative clause and a participle behind a noun have that noun; a coordinated or dependent verb has that of the verb above.
    """
    if index < 0 or depth > _DEPTH or not _is_verb(sentence, index):
        return -1, ""
    above = sentence.tree[index]
    own = _child(sentence, index, _SUBJECTS)
    if own >= 0 and sentence.tree[own].tag not in _RELATIVES:
        return own, "before" if own < index else "after"
    if above.relation == "relcl" or (above.relation == "acl" and above.tag != "VB" and own < 0):
        return above.head, "relative"
    if own >= 0 or above.relation not in ("conj", "xcomp", "advcl"):
        return -1, ""
    lent = _child(sentence, above.head, _OBJECTS) if above.relation == "xcomp" else -1
    at = lent if 0 <= lent < index else _subject_word(sentence, above.head, depth + 1)[0]
    return at, "carried"


def _is_verb(sentence: Sentence, index: int) -> bool:
    return sentence.tree[index].tag.startswith("VB")


def _child(sentence: Sentence, index: int, relations: tuple[str, ...]) -> int:
    """Return the first word that depends on word ``index`` by one of the relations, -1 for none."""
    return next((at for at, below in enumerate(sentence.tree) if below.head == index and below.relation in relations), -1)
