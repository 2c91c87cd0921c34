"""Who said what: cue, speaker, content, form, venue, and which statement is told inside which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from waqai.languages.base import Arguments, Grammar, Saying, Sentence, Verb
from waqai.languages.registry import grammar
from waqai.model import Form, Rejected, Span, Statement
from waqai.reading.according import according_at
from waqai.reading.contents import LONG_QUOTE, after_subject, around, before_cue, content_of, form_of, quotations_in, whole
from waqai.reading.draft import Draft, Slot, Told
from waqai.reading.spans import Cover, Stabbed, before_addressee, noun_span
from waqai.reading.speakers import agrees, main_subject, negated, owner_of_noun, topic, venue, words_between
from waqai.text.quotations import Quotation

_BACK: Final = 4  # sentences
# Statements told inside one quotation before a word of it. Nobody follows who speaks through more; the bound keeps the time
# of an article proportional to its length.
_INSIDE: Final = 256


class _Found(msgspec.Struct):
    """A statement before it has an id; its ``content`` grows while a quotation goes on (a builder, local to one article)."""

    sentence: int
    cue: tuple[int, int] | None
    speakers: tuple[Slot, ...]
    speaker_span: tuple[int, int] | None
    content: list[tuple[int, int]]
    form: Form
    venue: str | None
    reason: str
    status: str


class _Reader:
    """Reads the statements of one article in text order, remembering who spoke last."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.grammar: Grammar = grammar(draft.language)
        self.found: list[_Found] = []  # by sentence
        self.cover = Cover()  # all contents
        self.rejected: list[Rejected] = []
        self.last: tuple[Slot, ...] = ()
        self.recent: list[tuple[Slot, ...]] = []

    def read(self) -> None:
        for number, sentence in enumerate(self.draft.sentences):
            if number in self.draft.skip:
                continue
            before = len(self.found)
            for index, verb in enumerate(sentence.verbs):
                if verb is not None and verb.saying is not None:
                    self._verb(number, sentence, index, verb, verb.saying)
            self._according(number, sentence)
            self._colon(number, sentence, before)
            self._continued(number, sentence, before)

    # verbs of saying

    def _verb(self, number: int, sentence: Sentence, index: int, verb: Verb, saying: Saying) -> None:
        word = sentence.words[index]
        arguments = self.grammar.verb_arguments(sentence, index, verb)
        content = content_of(self.draft, sentence, index, saying, arguments)
        if content is None and not verb.participle:
            content = before_cue(self.draft, sentence, index, saying)
            content = content or after_subject(self.draft, sentence, index, saying, arguments)
        if content is None:
            if verb.senses:
                return
            self._reject(word.start, word.end, f"verb of saying {saying.lemma} without content")
            return
        if negated(sentence, index) and saying.kind != "deny":
            self._reject(word.start, word.end, f"verb of saying {saying.lemma} is negated")
            return
        speakers, span = self._speaker(number, sentence, index, verb, arguments)
        spans, form = content
        self._add(
            _Found(
                number,
                (word.stem_start, word.end),
                speakers,
                span,
                list(spans),
                form,
                venue(sentence, index),
                f"cue {saying.lemma} ({saying.kind}); speaker {arguments.found}",
                saying.status,
            )
        )

    def _speaker(
        self, number: int, sentence: Sentence, index: int, verb: Verb, arguments: Arguments
    ) -> tuple[tuple[Slot, ...], tuple[int, int] | None]:
        group = arguments.subject
        if verb.participle:
            earlier = next((f for f in self._of(number) if f.cue and f.speakers), None)
            if earlier is not None:
                return earlier.speakers, None
            group = main_subject(self.grammar, sentence, index) or group
        if arguments.found == "other":
            group = owner_of_noun(sentence, arguments) or ()
            if not group and arguments.content_end >= 0:
                return (), words_between(sentence, arguments.content_end, index)
            if not group:
                return (), noun_span(sentence, arguments.other)
        if not group and verb.participle:
            group = topic(sentence, index)
        outer = self._speaker_of_words(number, sentence, group) if arguments.found == "carried" else ()
        if outer:
            return outer, None
        if group:
            slots = tuple(slot for one in group for slot in self.draft.mentions[number][one])
            return slots, (sentence.phrases[group[0]].start, sentence.phrases[group[-1]].end)
        inner = self._speaker_around(sentence.words[index].start) if verb.person == 1 else ()
        if inner:
            return inner, None
        if arguments.found == "pronoun" and arguments.pronoun:
            meant = self._pronoun(number, index, arguments.pronoun)
            if meant:
                return meant, None
        for speakers in reversed(self.recent):
            if verb.gender == "x" or speakers[0].gender in ("x", verb.gender):
                return speakers, None
        return self._subject_before(number, index, verb), None

    def _pronoun(self, number: int, index: int, pronoun: str) -> tuple[Slot, ...]:
        """Return whom a pronoun that speaks means: who spoke last or was the subject of a clause, whichever is nearer."""
        for earlier in range(number, max(-1, number - _BACK), -1):
            if earlier in self.draft.skip:
                continue
            sentence = self.draft.sentences[earlier]
            here = earlier == number
            group = main_subject(self.grammar, sentence, index if here else len(sentence.words))
            subject = tuple(slot for one in group for slot in self.draft.mentions[earlier][one])
            spoke = [found.speakers for found in self._of(earlier) if found.cue]
            for slots in (*spoke, subject):
                if slots and agrees(slots, pronoun):
                    return slots
        return next((slots for slots in reversed(self.recent) if agrees(slots, pronoun)), ())

    def _subject_before(self, number: int, index: int, verb: Verb) -> tuple[Slot, ...]:
        """Return whom the first verb of this or an earlier sentence has as its subject: who speaks when nobody has spoken yet."""
        for earlier in range(number, max(-1, number - _BACK), -1):
            sentence = self.draft.sentences[earlier]
            if earlier in self.draft.skip:
                continue
            group = main_subject(self.grammar, sentence, index if earlier == number else len(sentence.words))
            slots = tuple(slot for one in group for slot in self.draft.mentions[earlier][one])
            if slots and slots[0].code and (verb.gender == "x" or slots[0].gender in ("x", verb.gender)):
                return slots
        return ()

    def _speaker_of_words(self, number: int, sentence: Sentence, group: Sequence[int]) -> tuple[Slot, ...]:
        """Return who speaks in this sentence the words that a carried subject stands in: it is he who goes on (وأوضح أن …)."""
        if not group:
            return ()
        at = sentence.phrases[group[0]].start
        for found in self._of(number):
            if found.cue and any(start <= at < end for start, end in found.content):
                return found.speakers
        return ()

    def _speaker_around(self, at: int) -> tuple[Slot, ...]:
        if not self.cover.touches(at, at + 1):
            return ()
        for found in reversed(self.found[-_INSIDE:]):
            if any(start <= at < end for start, end in found.content):
                return found.speakers
        return ()

    def _of(self, number: int) -> Iterator[_Found]:
        """Yield the statements of a sentence, the last one first; sentences are read in order."""
        for found in reversed(self.found):
            if found.sentence < number:
                return
            if found.sentence == number:
                yield found

    def _add(self, found: _Found) -> None:
        covered = {offset for start, end in found.content for offset in (start, end)}
        if any({o for s, e in other.content for o in (s, e)} == covered for other in self._of(found.sentence)):
            return
        self.found.append(found)
        for start, end in found.content:
            self.cover.add(start, end)
        if found.speakers:
            self.last = found.speakers
            self.recent = [*[one for one in self.recent if one[0].entity != found.speakers[0].entity][-4:], found.speakers]

    def _reject(self, start: int, end: int, reason: str) -> None:
        self.rejected.append(Rejected(start=start, end=end, what="statement", reason=reason))

    # sources without a verb

    def _according(self, number: int, sentence: Sentence) -> None:
        for index in range(len(sentence.words)):
            size = according_at(sentence, index, self.draft.language)
            if not size:
                continue
            after = index + size
            while after + 1 < len(sentence.words) and sentence.words[after].group in ("dem", "num"):
                after += 1
            owner = sentence.owner[after] if after < len(sentence.words) else -1
            if owner < 0 and after + 1 < len(sentence.words) and (sentence.words[after].saying_noun):
                owner = sentence.owner[after + 1]
            if owner < 0:
                self._unnamed_source(number, sentence, index, after)
                continue
            slots = self.draft.mentions[number][owner]
            phrase = sentence.phrases[owner]
            follows = phrase.last + 1
            clause = follows < len(sentence.words) and (
                sentence.words[follows].group == "comp" or sentence.words[follows].norm == ":"
            )
            begin = sentence.start if clause else sentence.words[index].start
            content = around(self.draft, sentence, begin, phrase.end)
            if content is None:
                continue
            cue = (sentence.words[index].stem_start if size == 1 else sentence.words[index].start, sentence.words[after - 1].end)
            self._add(
                _Found(
                    number,
                    cue,
                    slots,
                    (phrase.start, phrase.end),
                    [content],
                    form_of(self.draft, content),
                    None,
                    "source phrase",
                    "",
                )
            )

    def _unnamed_source(self, number: int, sentence: Sentence, index: int, after: int) -> None:
        """Read "according to a study": a source that no table knows, at its words."""
        if any(found.sentence == number for found in self.found):  # "in his words": the speaker is known
            return
        if (
            after >= len(sentence.words)
            or sentence.words[after].group
            or sentence.words[after].kind != sentence.words[index].kind
        ):
            return
        if (
            sentence.words[after].saying_noun
            or sentence.nouns[after] is not None
            or any(v.saying for v in sentence.words[after].verbs)
        ):
            return
        start, end = noun_span(sentence, after)
        if end == sentence.words[after].end:  # a single word is mostly "his words"
            return
        content = around(self.draft, sentence, sentence.words[index].start, end)
        if content is not None:
            cue = (sentence.words[index].start, sentence.words[after - 1].end)
            self._add(_Found(number, cue, (), (start, end), [content], form_of(self.draft, content), None, "source phrase", ""))

    def _colon(self, number: int, sentence: Sentence, before: int) -> None:
        """Read "X: words" and "X to Y: words" in a headline or at the start of a sentence."""
        if len(self.found) > before:
            return
        for index, word in enumerate(sentence.words[:12]):
            if word.norm != ":":
                if sentence.verbs[index] is not None:
                    return
                continue
            if index == 0 or index + 1 >= len(sentence.words):
                return
            owner = sentence.owner[before_addressee(sentence, index - 1)]
            if owner < 0 or sentence.phrases[owner].first > 1:
                return
            speaks = (
                any(verb is not None and verb.person == 1 for verb in sentence.verbs[index:])
                or sentence.words[index + 1].kind == "mark"
            )
            if sentence.phrases[owner].kind in ("state", "place") and not speaks:
                return  # a dateline, not a speaker
            spans, form = whole(self.draft, (sentence.words[index + 1].start, sentence.end))
            if not spans:
                return
            phrase = sentence.phrases[owner]
            self._add(
                _Found(
                    number,
                    None,
                    self.draft.mentions[number][owner],
                    (phrase.start, phrase.end),
                    list(spans),
                    form,
                    None,
                    "name and colon",
                    "",
                )
            )
            return

    def _continued(self, number: int, sentence: Sentence, before: int) -> None:
        """Read a quotation without a cue of its own: it goes on with the words before it, else continues the last speaker's."""
        for quotation in quotations_in(self.draft, sentence):
            words = len(self.draft.text[quotation.start : quotation.end].split())
            if quotation.level or self._covered(quotation):
                continue
            opens = quotation.start - sentence.start <= 1
            if self._goes_on(number, quotation, opens=opens):
                self.found[-1].content.append((quotation.start, quotation.end))
                self.cover.add(quotation.start, quotation.end)
                continue
            if words < LONG_QUOTE or (not opens and len(self.found) == before) or not self.last:
                continue
            self._add(
                _Found(
                    number, None, self.last, None, [(quotation.start, quotation.end)], "direct", None, "quotation continues", ""
                )
            )

    def _goes_on(self, number: int, quotation: Quotation, *, opens: bool) -> bool:
        """Tell whether a quotation is the second half of the last one: "We left," he said. "They stayed." on one line."""
        last = self.found[-1] if self.found else None
        if last is None or last.form != "direct" or last.cue is None or last.cue[0] < last.content[0][0]:
            return False
        close = last.sentence == number or (opens and number - last.sentence <= len(last.content))
        if not close or quotation.start <= last.cue[0]:
            return False
        return self.draft.text.find("\n", last.content[-1][1], quotation.start) < 0

    def _covered(self, quotation: Quotation) -> bool:
        return self.cover.touches(quotation.start, quotation.end)


def statements(draft: Draft) -> Draft:
    """Add ``statements`` in text order, each with its innermost ``parent``."""
    reader = _Reader(draft)
    reader.read()
    ordered = sorted(reader.found, key=lambda found: (_extent(found), found.cue or (0, 0)))
    told: list[Told] = []
    contents = Stabbed((low, high, number) for number, found in enumerate(ordered) for low, high in found.content)
    for number, found in enumerate(ordered):
        parent = _parent(ordered, number, contents)
        start, end = _extent(found)
        told.append(
            Told(
                Statement(
                    id=f"s{number + 1}",
                    start=start,
                    end=end,
                    speaker=found.speakers[0].entity if found.speakers else None,
                    speaker_span=Span(*found.speaker_span) if found.speaker_span else None,
                    cue=Span(*found.cue) if found.cue else None,
                    content=tuple(Span(*span) for span in found.content),
                    form=found.form,
                    parent=f"s{parent + 1}" if parent is not None else None,
                    venue=found.venue,
                    reason=found.reason,
                ),
                found.speakers,
                found.sentence,
                found.status,
            )
        )
    return msgspec.structs.replace(draft, statements=tuple(told), rejected=(*draft.rejected, *reader.rejected))


def _extent(found: _Found) -> tuple[int, int]:
    spans = [*found.content, *([found.cue] if found.cue else []), *([found.speaker_span] if found.speaker_span else [])]
    near = [span for span in spans if abs(span[0] - found.content[0][0]) < 2000]
    return min(span[0] for span in near), max(span[1] for span in near)


def _parent(ordered: Sequence[_Found], number: int, contents: Stabbed) -> int | None:
    """Return the innermost other statement whose content holds the whole content and the cue of this one."""
    own = ordered[number]
    start = min(own.content[0][0], own.cue[0] if own.cue else own.content[0][0])
    end = own.content[-1][1]
    best: int | None = None
    for other, low, high in sorted((other, low, high) for low, high, other in contents.around(start, end)):
        inside = other != number and (low, high) != (start, end)
        if inside and (best is None or high - low < ordered[best].content[-1][1] - ordered[best].content[0][0]):
            best = other
    return best


# speakers and venues
