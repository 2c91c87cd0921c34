"""What the ledger writes of one article, worked out from its record: a pure function, so that other processes can do it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import msgspec

from waqai.ledger.overview import names_of
from waqai.ledger.words import indexed
from waqai.model import Record
from waqai.stories import fingerprints, same
from waqai.stories.accounts import Account, Party, context
from waqai.stories.accounts import accounts as told
from waqai.stories.credits import origin
from waqai.stories.ids import digest

_MOST_TOLD: Final = 9

Values = Mapping[str, Any]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one version of an article. ``rank`` tells which of several versions counts."""

    article: str
    version: str
    rank: tuple[str, str, str]
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
    return Entry(
        article=article_id(record),
        version=version,
        rank=(source.retrieved or "", source.published or "", version),
        row={
            "version": version,
            "article": article_id(record),
            "given": source.id,
            "url": source.url or "",
            "outlet": source.outlet or "",
            "title": source.title or "",
            "language": source.language,
            "published": source.published or "",
            "retrieved": source.retrieved or "",
            "sha256": source.sha256,
            "origin": origin(body, source.title) or "",
            "text": record.text,
            "record": msgspec.json.encode(msgspec.structs.replace(record, text="")),
            "fingerprint": finger.to_bytes(),
            "context": "\n".join(found[0].context if found else context(record)),
        },
        buckets=[{"bucket": key, "version": version} for key in fingerprints.buckets(finger)],
        accounts=[_account(one, source.published or "") for one in found],
        names=sorted(names_of(record, [party for one in found for party in (*one.actors, *one.recipients)])),
        blocks=[{"block": key, "account": one.id} for one in found for key in same.blocks(one)],
        statements=list(_statements(record, version)),
        words=indexed(f"{source.title or ''} {record.text}"),
    )


def article_id(record: Record) -> str:
    """Return the id that all versions of an article share."""
    source = record.article
    key = _plain_url(source.url) if source.url else f"{source.outlet or ''} {source.id} {source.sha256}"
    return "a-" + digest(key)


def version_id(record: Record) -> str:
    """Return the id of one version: the article with its text, title and dates."""
    source = record.article
    key = "\n".join((article_id(record), source.sha256, source.title or "", source.published or "", source.retrieved or ""))
    return "v-" + digest(key)


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


def _account(account: Account, published: str) -> Values:
    plain = {
        name: getattr(account, name)
        for name in account.__struct_fields__
        if name not in ("id", "actors", "recipients", "context")
    }
    return {
        **plain,
        "account": account.id,
        "turn": f"{published[:10]}|{_MOST_TOLD - told_of(account)}|{account.version}|{account.start:09}",
        "actors": _written(account.actors),
        "recipients": _written(account.recipients),
    }


def _written(found: Iterable[Party]) -> str:
    return msgspec.json.encode([[party.entity, party.code, party.name, party.person] for party in found]).decode()


def _statements(record: Record, version: str) -> Iterable[Values]:
    names = {entity.id: entity.name for entity in record.entities}
    for number, statement in enumerate(record.statements):
        yield {
            "statement": f"s-{digest(f'{version} {number}')}",
            "version": version,
            "number": number,
            "speaker": statement.speaker or "",
            "speaker_name": names.get(statement.speaker or "", "")
            or (record.text[statement.speaker_span.start : statement.speaker_span.end] if statement.speaker_span else ""),
            "cue": record.text[statement.cue.start : statement.cue.end] if statement.cue else "",
            "form": statement.form,
            "content": " … ".join(record.text[span.start : span.end] for span in statement.content),
            "start": statement.start,
            "stop": statement.end,
        }
