"""Filing: articles with their records, in any order and as often as one likes; the ledger that comes out is the same.

An article is known by its URL, else by its outlet, given id and text; a new text at the same URL is a new version of it. Which
version counts is told by the article itself (when it was fetched, when it was published), not by which came first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from waqai.errors import NO_SUCH_ARTICLE, SEVERAL_ARTICLES, WaqaiError
from waqai.ledger import grouping, overview
from waqai.ledger import search as searching
from waqai.ledger.schema import accounts, articles, blocks, buckets, changes, statements
from waqai.ledger.words import indexed
from waqai.model import Record
from waqai.stories import fingerprints, same
from waqai.stories.accounts import Account, Party, context
from waqai.stories.accounts import accounts as told
from waqai.stories.credits import origin

_ID: Final = 16  # hexadecimal digits
_MOST_TOLD: Final = 9

Values = Mapping[str, object]


class Filed(msgspec.Struct, frozen=True):
    """What filing an article did: ``new``, ``known`` (nothing changed), ``edited`` (supersedes another) or ``older``."""

    article: str
    version: str
    outcome: str


def article_id(record: Record) -> str:
    """Return the id that all versions of an article share."""
    source = record.article
    key = _plain_url(source.url) if source.url else f"{source.outlet or ''} {source.id} {source.sha256}"
    return "a-" + _digest(key)


def version_id(record: Record) -> str:
    """Return the id of one version: the article with its text, title and dates."""
    source = record.article
    key = "\n".join((article_id(record), source.sha256, source.title or "", source.published or "", source.retrieved or ""))
    return "v-" + _digest(key)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_ID]


def _plain_url(url: str) -> str:
    """Return a URL without what changes nothing: case of the host, fragment, a slash at the end."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/"), parts.query, ""))


def begin_change(connection: Connection, what: str, subject: str, reason: str = "", *, at: str | None = None) -> int:
    """Log a change and return its number; its time is now, or ``at``, but never before that of the change before it."""
    last = connection.execute(select(changes.c.seq, changes.c.at).order_by(changes.c.seq.desc()).limit(1)).first()
    seq, before = (last.seq + 1, last.at) if last else (1, "")
    moment = max(at or datetime.now(UTC).isoformat(timespec="microseconds"), before)
    connection.execute(insert(changes).values(seq=seq, at=moment, what=what, subject=subject, reason=reason))
    return int(seq)


def file(connection: Connection, record: Record, *, at: str | None = None) -> Filed:
    """File one record.

    Args:
        connection: of a transaction for writing.
        record: the record, with its text.
        at: when it was learned; now, if not given.

    Returns:
        What it did. An article that the ledger holds already changes nothing.
    """
    article, version = article_id(record), version_id(record)
    if connection.execute(select(articles.c.version).where(articles.c.version == version)).first() is not None:
        return Filed(article, version, "known")
    seq = begin_change(connection, "add", version, at=at)
    current = connection.execute(
        select(articles).where(articles.c.article == article, articles.c.until.is_(None)).limit(1)
    ).first()
    retracted = current is None and _is_retracted(connection, article)
    wins = not retracted and (current is None or _rank(record, version) > (current.retrieved, current.published, current.version))
    _insert_article(connection, record, article, version, seq, superseded_by=_superseder(current, wins=wins, retracted=retracted))
    if not wins:
        return Filed(article, version, "older")
    if current is not None:
        end(connection, current.version, seq, by=version)
    _changed(connection, seq, version)
    return Filed(article, version, "edited" if current is not None else "new")


def _superseder(current: Row[tuple[object, ...]] | None, *, wins: bool, retracted: bool) -> str:
    if wins:
        return ""
    return "retracted" if retracted or current is None else str(current.version)


def _rank(record: Record, version: str) -> tuple[str, str, str]:
    return record.article.retrieved or "", record.article.published or "", version


def _is_retracted(connection: Connection, article: str) -> bool:
    found = select(changes.c.seq).where(changes.c.what == "retract", changes.c.subject == article).limit(1)
    return connection.execute(found).first() is not None


def _insert_article(connection: Connection, record: Record, article: str, version: str, seq: int, *, superseded_by: str) -> None:
    """Write an article with its accounts and statements; a version that counts no more is written as superseded at once."""
    source = record.article
    body = body_of(record)
    finger = fingerprints.fingerprint(body, title=source.title, language=source.language)
    bare = msgspec.json.encode(msgspec.structs.replace(record, text=""))
    connection.execute(
        insert(articles).values(
            version=version,
            article=article,
            given=source.id,
            url=source.url or "",
            outlet=source.outlet or "",
            title=source.title or "",
            language=source.language,
            published=source.published or "",
            retrieved=source.retrieved or "",
            sha256=source.sha256,
            origin=origin(body, source.title) or "",
            text=record.text,
            record=bare,
            fingerprint=finger.to_bytes(),
            context="\n".join(context(record)),
            since=seq,
            until=seq if superseded_by else None,
            ended_by=superseded_by,
        )
    )
    _many(connection, buckets, ({"bucket": key, "version": version} for key in fingerprints.buckets(finger)))
    found = list(told(record, version))
    _many(connection, accounts, (_account(one, source.published or "") for one in found))
    overview.learn_names(connection, seq, record, (party for one in found for party in (*one.actors, *one.recipients)))
    _many(connection, blocks, ({"block": key, "account": one.id} for one in found for key in same.blocks(one)))
    _many(connection, statements, _statements(record, version))
    searching.index(connection, version, indexed(f"{source.title or ''} {record.text}"))


def body_of(record: Record) -> str:
    """Return the text of a record without the title that it may begin with: copies often have another one."""
    title = record.article.title
    return record.text.removeprefix(title) if title else record.text


def _many(connection: Connection, table: object, values: Iterable[Values]) -> None:
    rows = list(values)
    if rows:
        connection.execute(insert(table), rows)  # type: ignore[arg-type]


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
            "statement": f"s-{_digest(f'{version} {number}')}",
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


def end(connection: Connection, version: str, seq: int, *, by: str) -> None:
    """Supersede a version: its row, its place among copies and its accounts hold until this change; nothing is deleted."""
    connection.execute(update(articles).where(articles.c.version == version).values(until=seq, ended_by=by))
    _changed(connection, seq, version)


def _changed(connection: Connection, seq: int, version: str) -> None:
    """Group copies and events anew after a version came or went; where copies were regrouped, events are counted anew."""
    regrouped = grouping.copies_changed(connection, seq, {version})
    touched = select(accounts.c.account).where(accounts.c.version.in_({version, *regrouped}))
    grouping.events_changed(connection, seq, set(connection.execute(touched).scalars()))


def retract(connection: Connection, name: str, reason: str, *, at: str | None = None) -> str:
    """Retract an article by its id, given id or URL; it stays readable, and later copies of it are not filed as current.

    Raises:
        WaqaiError: if the ledger holds no such article, or several.
    """
    keys = (articles.c.article == name) | (articles.c.given == name) | (articles.c.url == name) | (articles.c.version == name)
    found = connection.execute(select(articles.c.article, articles.c.version, articles.c.until).where(keys)).all()
    if not found:
        raise WaqaiError(NO_SUCH_ARTICLE.at(value=name))
    names = sorted({str(row.article) for row in found})
    if len(names) > 1:
        raise WaqaiError(SEVERAL_ARTICLES.at(value=name, articles=", ".join(names)))
    article = names[0]
    if _is_retracted(connection, article):
        return article
    seq = begin_change(connection, "retract", article, reason, at=at)
    current = select(articles.c.version).where(articles.c.article == article, articles.c.until.is_(None))
    for version in list(connection.execute(current).scalars()):
        end(connection, version, seq, by="retracted")
    return article
