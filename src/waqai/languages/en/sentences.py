"""An English sentence from its tokens: words, phrases, and for each word whether it is a verb or an event noun here."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from waqai.languages.base import NOBODY, Introduced, Noun, Phrase, Sentence, Verb, Word
from waqai.languages.en.grammar import lists
from waqai.languages.en.phrases import phrases
from waqai.languages.en.verbs import Context, verb_at
from waqai.languages.en.words import annotate, begins, title_case
from waqai.text.tokens import Token


def sentence(found: Sequence[Token], start: int, end: int, local: Introduced = NOBODY) -> Sentence:
    """Return the annotated sentence ``[start, end)`` that consists of the tokens ``found``.

    ``local`` are the names of persons that the article has introduced in full.
    """
    words = annotate(found)
    chunks = phrases(words, local.family)
    owner = [-1] * len(words)
    for number, phrase in enumerate(chunks):
        for index in range(phrase.first, phrase.last + 1):
            owner[index] = number
    context = Context(words, chunks, owner, headline=title_case(words))
    _infinitives(words, owner)
    verbs = [verb_at(context, index) for index in range(len(words))]
    _that(words, owner, verbs)
    chunks = _clauses(words, chunks, verbs)
    inside = {at + k for at, verb in enumerate(verbs) if verb is not None for k in range(1, len(verb.lemma.split(" ")))}
    nouns = tuple(
        None if index in inside else _noun_at(words, owner, verbs, index, headline=context.headline)
        for index in range(len(words))
    )
    return Sentence(start, end, tuple(words), tuple(chunks), tuple(owner), tuple(verbs), nouns)


def again(found: Sequence[Token], known: Sentence, local: Introduced) -> Sentence:
    """Return a sentence annotated anew with the names that the article has introduced."""
    return sentence(found, known.start, known.end, local)


def _infinitives(words: list[Word], owner: Sequence[int]) -> None:
    """Make "to" before a base form a complementiser; an adverb may stand between."""
    for index, word in enumerate(words[:-1]):
        if word.norm.casefold() != "to" or word.prep:
            continue
        at = index + 1
        while at < len(words) - 1 and words[at].group in ("adv", "neg") and at < index + 3:
            at += 1
        after = words[at]
        base = any(verb.tense == "base" for verb in after.verbs) and owner[at] < 0 and not after.norm[0].isupper()
        unknown = (
            not after.known and after.norm.islower() and owner[at] < 0 and words[at - 1].norm == "to" and at + 1 < len(words)
        )
        if after.norm in ("be", "have", "do") or (base and not _is_goal(words, at)) or (unknown and words[at + 1].group == "dem"):
            words[index] = msgspec.structs.replace(word, group="comp")


def _is_goal(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word after "to" that may be verb or noun is the noun (led to war, subjected to attack)."""
    word = words[at]
    if not word.nouns or word.nouns[0].size > 1:
        return bool(word.nouns)
    governs = words[at - 2] if at > 1 else word
    if any(verb.saying is not None and "to" in verb.saying.takes for verb in governs.verbs):
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    return after is None or (after.kind == "mark" and after.norm in ".,;") or after.norm in lists().after_goals


def _that(words: list[Word], owner: Sequence[int], verbs: Sequence[Verb | None]) -> None:
    """Tell "that" the complementiser from the relative pronoun and the determiner."""
    for index, word in enumerate(words):
        if word.norm.casefold() != "that" or word.group != "comp":
            continue
        before = index - 1
        while before >= 0 and words[before].group in ("adv", "time"):
            before -= 1
        after = words[index + 1] if index + 1 < len(words) else None
        words[index] = msgspec.structs.replace(word, group=_group_of_that(words, owner, verbs, before, after), known=True)


def _group_of_that(
    words: Sequence[Word], owner: Sequence[int], verbs: Sequence[Verb | None], before: int, after: Word | None
) -> str:
    if after is None or after.kind == "mark":
        return "pron"
    if before >= 0 and words[before].group == "prep":
        return "dem"
    if before < 0 or verbs[before] is not None or words[before].group not in ("", "num"):
        return "comp"
    unknown = not after.known and after.norm.endswith("ed")
    if after.group not in ("aux", "neg", "adv") and verbs[after.index] is None and not unknown:
        return "comp"
    told = any(verb is not None and verb.saying is not None for verb in verbs[max(0, before - 3) : before])
    return "comp" if told and owner[before] >= 0 and words[before].norm[0].islower() else "rel"


def _clauses(words: list[Word], chunks: Sequence[Phrase], verbs: Sequence[Verb | None]) -> list[Phrase]:
    """Read "as", "after", "before" before a clause with its own verb as subordinators, and free their subjects."""
    changed: list[Phrase] = []
    for phrase in chunks:
        at = phrase.last + 1
        while at < len(words) and words[at].group in ("adv", "neg") and verbs[at] is None:
            at += 1
        finite = at < len(words) and ((verbs[at] is not None and not _loose(verbs[at])) or words[at].group == "aux")
        last = phrase.prep.rpartition(" ")[2]
        if last in lists().clause_prepositions and finite:
            for index in range(max(0, phrase.first - 5), phrase.first):
                if words[index].norm.casefold() == last:
                    words[index] = msgspec.structs.replace(words[index], group="sub")
            phrase = msgspec.structs.replace(phrase, prep="")  # noqa: PLW2901
        changed.append(phrase)
    for index, word in enumerate(words):
        if (
            word.norm.casefold() in lists().clause_prepositions
            and word.group in ("prep", "when", "during")
            and not word.prep
            and _governs_clause(words, verbs, index)
        ):
            words[index] = msgspec.structs.replace(word, group="sub")
    return changed


def _loose(verb: Verb | None) -> bool:
    return verb is not None and (verb.participle or (verb.passive and verb.jussive))


def _governs_clause(words: Sequence[Word], verbs: Sequence[Verb | None], index: int) -> bool:
    """Tell whether a finite verb follows within a few words with nothing but a noun phrase between (after talks collapsed)."""
    for at in range(index + 1, min(len(words), index + 7)):
        if words[at].kind == "mark" or words[at].group in ("comp", "rel", "sub", "when", "during", "conj"):
            return False
        verb = verbs[at]
        if words[at].group == "aux" or (verb is not None and not _loose(verb)):
            return at > index + 1
    return False


def _noun_at(
    words: Sequence[Word], owner: Sequence[int], verbs: Sequence[Verb | None], index: int, *, headline: bool
) -> Noun | None:
    """Return the event noun that word ``index`` is, unless it is a verb here, inside a name, or describes another noun."""
    word = words[index]
    if not word.nouns or owner[index] >= 0 or verbs[index] is not None:
        return None
    noun = word.nouns[0]
    if word.norm[0].isupper() and not word.norm.isupper() and not headline and not begins(words, index):
        return None
    after = index + noun.size
    if after < len(words) and _is_compound(words[after], owner[after], verbs[after]):
        return None
    if after + 1 < len(words) and words[after].norm == "-" and words[after].start == words[after - 1].end:
        return None
    return noun


def _is_compound(after: Word, owner: int, verb: Verb | None) -> bool:
    """Tell whether the word after an event noun is the real head of a compound (sanctions vote, protest leader)."""
    if (
        after.kind != "latin"
        or verb is not None
        or after.group
        or not after.norm[0].islower()
        or after.norm in lists().times_after
    ):
        return False
    return owner >= 0 or not after.norm.endswith("ly")
