"""The fingerprint of an article: all that is needed to tell whether another one is a copy of it, in about 2 KB.

It is a function of text, title and language alone. The sketches stand for the character 5-grams of the folded text (letters and
digits only, so that punctuation, vowel marks and spellings of hamza do not count), of the whole and of its beginning.
"""

from __future__ import annotations

from typing import Final

import msgspec

from waqai.stories.particulars import bulletin, chains, particulars, words_of
from waqai.stories.sketches import Hashes, bottom, hashes_of, packed, passages, shingles, unpacked
from waqai.text.normalise import fold

_WHOLE: Final = 320  # hashes kept of the text
_START: Final = 64  # hashes kept of its beginning
_LEAD: Final = 250  # folded characters: the first sentence or two
_PASSAGE: Final = 4  # words
_SAMPLE: Final = 8  # one passage of so many gives a bucket
_LEAST_BUCKETS: Final = 16
_MOST_BUCKETS: Final = 256
_RANGE: Final = 1 << 32
_TITLE_ONLY: Final = frozenset(("number", "place"))  # a lead has tolls that change and the place of a dateline


class Fingerprint(msgspec.Struct, frozen=True):
    """What a verdict needs of an article; hashes are 32 bits, little-endian, sorted.

    ``size`` and ``lead_size`` count the distinct shingles of the text and of its lead, of which ``whole`` and ``lead`` are the
    smallest hashes. ``passages`` samples runs of words for :func:`buckets`. ``told`` are the states, people, bodies, ordinals
    and chains of names (X son of Y) of title and lead and the numbers and places of the title, by kind; ``held`` what the whole
    article has of any kind. ``bulletin`` marks weather bulletins.
    """

    language: str
    size: int
    lead_size: int
    whole: bytes
    lead: bytes
    passages: bytes
    told: dict[str, bytes]
    held: bytes
    bulletin: bool

    def to_bytes(self) -> bytes:
        """Return the fingerprint as MessagePack; equal fingerprints give equal bytes."""
        return _ENCODER.encode(msgspec.structs.astuple(self))

    @classmethod
    def from_bytes(cls, stored: bytes) -> Fingerprint:
        """Return the fingerprint that :meth:`to_bytes` wrote.

        Raises:
            msgspec.DecodeError: if the bytes are no fingerprint.
        """
        return cls(*_DECODER.decode(stored))


_ENCODER: Final = msgspec.msgpack.Encoder(order="deterministic")
_DECODER: Final = msgspec.msgpack.Decoder(tuple[str, int, int, bytes, bytes, bytes, dict[str, bytes], bytes, bool])


def fingerprint(text: str, *, title: str | None, language: str) -> Fingerprint:
    """Return the fingerprint of an article; ``language`` is its ISO 639-1 code.

    Of a language that waqai does not read only the text and its digits are compared.
    """
    words, headline = words_of(fold(text)), words_of(fold(title or ""))
    plain = " ".join(words).casefold()
    start = plain[:_LEAD]
    whole, lead = shingles(plain), shingles(start)
    begun = words[: start.count(" ") + 1]
    titled, opening = list(particulars(headline, language)), list(particulars(begun, language))
    told = [*titled, *(one for one in opening if one.kind not in _TITLE_ONLY), *chains([*headline, *begun])]
    return Fingerprint(
        language=language,
        size=whole.size,
        lead_size=lead.size,
        whole=bottom(whole, _WHOLE),
        lead=bottom(lead, _START),
        passages=_sampled(passages(plain, _PASSAGE)),
        told={
            kind: packed(hashes_of(one.key for one in told if one.kind == kind)) for kind in sorted({one.kind for one in told})
        },
        held=packed(hashes_of(key for one in (*told, *particulars(words, language), *chains(words)) for key in one.keys)),
        bulletin=bulletin([*headline, *begun], language),
    )


def buckets(found: Fingerprint) -> tuple[int, ...]:
    """Return the keys of the index of articles: two that may be copies share at least one.

    Keys are hashes of runs of four words, one run of eight and at least sixteen: a passage that two articles share gives the same
    keys in both, however long the rest is. ``docs/copies.md`` has the figures beside those of bands of MinHash.
    """
    return tuple(unpacked(found.passages).tolist())


def _sampled(runs: Hashes) -> bytes:
    sampled = int((runs < _RANGE // _SAMPLE).sum())
    return bottom(runs, min(_MOST_BUCKETS, max(_LEAST_BUCKETS, sampled)))
