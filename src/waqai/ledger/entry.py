"""What the ledger writes of one article, worked out from its record: a pure function, so that other processes can do it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import msgspec

from waqai.ledger.overview import key_of, names_of
from waqai.ledger.words import folded, indexed
from waqai.model import Article, Record
from waqai.stories import fingerprints, same
from waqai.stories.accounts import Account, context, packed
from waqai.stories.accounts import accounts as told
from waqai.stories.credits import origin
from waqai.stories.ids import digest

_MOST_TOLD: Final = 9
_LEVEL: Final = 1  # of compression: records become a fifth as long, and higher levels gain little
_END: Final = re.compile(r"\n|(?<!\b\w)[.!?\u061f](?=\s)")

Values = Mapping[str, Any]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one version of an article, and when it was fetched (UTC, empty where nobody says)."""

    article: str
    version: str
    retrieved: str
    row: dict[str, Any]
    buckets: list[Values]
    accounts: list[Values]
    names: list[tuple[str, str]]
    blocks: list[Values]
    statements: list[Values]
    words: str


def entry(record: Record) -> Entry:
    """Return what is to be written of a record."""
    source, version = record.article, version_id(record)
    body = body_of(record)
    finger = fingerprints.fingerprint(body, title=source.title, language=source.language)
    found = list(told(record, version))
    spoken = list(_statements(record, version))
    return Entry(
        article=article_id(record),
        version=version,
        retrieved=_moment(source.retrieved or ""),
        row={
            "version": version,
            "article": article_id(record),
            "given": source.id,
            "url": source.url or "",
            "outlet": source.outlet or "",
            "title": source.title or "",
            "language": source.language,
            "published": source.published or "",
            "sha256": source.sha256,
            "origin": origin(body, source.title) or "",
            "text": record.text,
            "record": zlib.compress(msgspec.json.encode(msgspec.structs.replace(record, text="")), _LEVEL),
            "fingerprint": finger.to_bytes(),
            "context": "\n".join(found[0].context if found else context(record)),
        },
        buckets=[{"bucket": key, "version": version} for key in fingerprints.buckets(finger)],
        accounts=[_account(one, source, record.text) for one in found],
        names=sorted(
            names_of(record, [party for one in found for party in (*one.actors, *one.recipients)])
            | {(folded(one["speaker_name"]), one["key"]) for one in spoken if one["key"]}
        ),
        blocks=[{"block": key, "account": one.id} for one in found for key in same.blocks(one)],
        statements=spoken,
        words=indexed(f"{source.title or ''} {record.text}"),
    )


def article_id(record: Record) -> str:
    """Return the id that all versions of an article share."""
    source = record.article
    key = _plain_url(source.url) if source.url else f"{source.outlet or ''} {source.id} {source.sha256}"
    return "a-" + digest(key)


def version_id(record: Record) -> str:
    """Return the id of one version: the article with its text, title and date, whenever it was fetched."""
    source = record.article
    return "v-" + digest("\n".join((article_id(record), source.sha256, source.title or "", source.published or "")))


def _moment(value: str) -> str:
    """Return a moment so written that the later one is the greater; what is no ISO date or time as it is."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return found.isoformat(timespec="seconds")


def _plain_url(url: str) -> str:
    """Return a URL without what changes nothing: case of the host, fragment, a slash at the end."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/"), parts.query, ""))


def body_of(record: Record) -> str:
    """Return the text of a record without boilerplate and the title that it may begin with: copies often have others."""
    title = record.article.title
    kept, at = [], len(title) if title and record.text.startswith(title) else 0
    for segment in record.segments:
        if segment.kind == "boilerplate":
            kept.append(record.text[at : max(at, segment.start)])
            at = max(at, segment.end)
    return "".join((*kept, record.text[at:]))


def told_of(account: Account) -> int:
    """Return how much an account tells of its event, 0 to 8: of one day, those that tell most begin the events."""
    sides = [any(party.entity or party.country for party in found) for found in (account.actors, account.recipients)]
    exact = len(account.date) == len("2025-01-01")
    return 2 * sum(sides) + 2 * exact + bool(account.place) + bool(account.status == "actual")


def _account(account: Account, source: Article, text: str) -> Values:
    published = (source.published or "")[:10]
    return {
        "account": account.id,
        "version": account.version,
        "turn": f"{published}|{_MOST_TOLD - told_of(account)}|{account.version}|{account.start:09}",
        "confidence": account.confidence,
        "mentions": account.mentions,
        "told": packed(account),
        "sentence": sentence(text, account.start, account.stop),
    }


def sentence(text: str, start: int, stop: int) -> str:
    """Return the line around a trigger, cut to its sentence where that is plain."""
    line = text.rfind("\n", 0, start) + 1
    low = max((found.end() for found in _END.finditer(text, line, start)), default=line)
    ending = _END.search(text, stop)
    return text[low : ending.end() if ending else len(text)].strip()


def _statements(record: Record, version: str) -> Iterable[Values]:
    known = {entity.id: entity.name for entity in record.entities}
    for number, statement in enumerate(record.statements):
        span, cue, speaker = statement.speaker_span, statement.cue, statement.speaker or ""
        name = known.get(speaker, "") or (record.text[span.start : span.end] if span else "")
        yield {
            "statement": f"s-{digest(f'{version} {number}')}",
            "version": version,
            "number": number,
            "key": key_of(speaker, name),
            "speaker": speaker,
            "speaker_name": name,
            "cue": record.text[cue.start : cue.end] if cue else "",
            "form": statement.form,
            "content": " … ".join(record.text[span.start : span.end] for span in statement.content),
            "start": statement.start,
            "stop": statement.end,
        }
