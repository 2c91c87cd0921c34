"""Filing: articles with their records, in any order and as often as one likes; the ledger that comes out is the same.

An article is known by its URL, else by its outlet, given id and text; a new text at the same URL is a new version of it. Which
version counts is told by the article itself (when it was fetched, when it was published), not by which came first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from waqai.errors import NO_SUCH_ARTICLE, SEVERAL_ARTICLES, WaqaiError
from waqai.ledger import grouping, overview
from waqai.ledger import search as searching
from waqai.ledger.entry import Entry, entry
from waqai.ledger.schema import accounts, articles, blocks, buckets, changes, statements
from waqai.model import Record


class Filed(msgspec.Struct, frozen=True):
    """What filing an article did: ``new``, ``known`` (nothing changed), ``edited`` (supersedes another) or ``older``."""

    article: str
    version: str
    outcome: str


def begin_change(connection: Connection, what: str, subject: str, reason: str = "", *, at: str | None = None) -> int:
    """Log a change and return its number; its time is now, or ``at``, but never before that of the change before it."""
    last = connection.execute(select(changes.c.seq, changes.c.at).order_by(changes.c.seq.desc()).limit(1)).first()
    seq, before = (last.seq + 1, last.at) if last else (1, "")
    moment = max(at or datetime.now(UTC).isoformat(timespec="microseconds"), before)
    connection.execute(insert(changes).values(seq=seq, at=moment, what=what, subject=subject, reason=reason))
    return int(seq)


def file(connection: Connection, record: Record | Entry, *, at: str | None = None) -> Filed:
    """File one record; see :func:`file_all`."""
    return file_all(connection, [record], at=at)[0]


def file_all(connection: Connection, records: Iterable[Record | Entry], *, at: str | None = None) -> list[Filed]:
    """File records as one change of the ledger.

    Args:
        connection: of a transaction for writing.
        records: records with their texts, or what :func:`waqai.ledger.entry.entry` made of them.
        at: when they were learned; now, if not given.

    Returns:
        What became of each. An article that the ledger holds already changes nothing.
    """
    waiting = [one if isinstance(one, Entry) else entry(one) for one in records]
    found = {one.version: one for one in waiting}
    known = set(connection.execute(select(articles.c.version).where(articles.c.version.in_(found))).scalars())
    fresh = {version: one for version, one in found.items() if version not in known}
    outcomes: dict[str, Filed] = {}
    if fresh:
        seq = begin_change(connection, "add", " ".join(sorted(fresh)), at=at)
        gone: set[str] = set()
        for version, one in fresh.items():
            outcomes[version] = _file_one(connection, one, seq, gone)
        _changed(connection, seq, {one for one in fresh if outcomes[one].outcome != "older"} - gone, gone)
    filed: list[Filed] = []
    for one in waiting:
        filed.append(outcomes.get(one.version) or Filed(one.article, one.version, "known"))
        outcomes.pop(one.version, None)  # the same article again in one go is known
    return filed


def _file_one(connection: Connection, found: Entry, seq: int, gone: set[str]) -> Filed:
    """Write one version; what it supersedes is added to ``gone``."""
    article, version = found.article, found.version
    holding = select(articles).where(articles.c.article == article, articles.c.until.is_(None)).limit(1)
    current = connection.execute(holding).first()
    retracted = current is None and _is_retracted(connection, article)
    wins = not retracted and (current is None or found.rank > (current.retrieved, current.published, current.version))
    _insert(connection, found, seq, _superseder(current, wins=wins, retracted=retracted))
    if not wins:
        return Filed(article, version, "older")
    if current is None:
        return Filed(article, version, "new")
    _end(connection, current.version, seq, by=version)
    gone.add(current.version)
    return Filed(article, version, "edited")


def _superseder(current: Row[tuple[object, ...]] | None, *, wins: bool, retracted: bool) -> str:
    if wins:
        return ""
    return "retracted" if retracted or current is None else str(current.version)


def _is_retracted(connection: Connection, article: str) -> bool:
    found = select(changes.c.seq).where(changes.c.what == "retract", changes.c.subject == article).limit(1)
    return connection.execute(found).first() is not None


def _insert(connection: Connection, found: Entry, seq: int, superseded_by: str) -> None:
    """Write an article with its accounts and statements; a version that counts no more is written as superseded at once."""
    lifetime = {"since": seq, "until": seq if superseded_by else None, "ended_by": superseded_by}
    connection.execute(insert(articles).values(**found.row, **lifetime))
    for table, values in (
        (buckets, found.buckets),
        (accounts, found.accounts),
        (blocks, found.blocks),
        (statements, found.statements),
    ):
        if values:
            connection.execute(insert(table), values)
    overview.learn_names(connection, seq, found.names)
    searching.index(connection, found.version, found.words)


def _end(connection: Connection, version: str, seq: int, *, by: str) -> None:
    """Supersede a version: its row holds until this change; nothing is deleted."""
    connection.execute(update(articles).where(articles.c.version == version).values(until=seq, ended_by=by))


def _changed(connection: Connection, seq: int, fresh: set[str], gone: set[str]) -> None:
    """Group copies and events anew after versions came and went; where copies were regrouped, events are counted anew."""
    regrouped = grouping.copies_changed(connection, seq, fresh, gone)
    came, went, others = (
        set(connection.execute(select(accounts.c.account).where(accounts.c.version.in_(versions))).scalars())
        for versions in (fresh, gone, regrouped - fresh - gone)
    )
    grouping.events_changed(connection, seq, came, went)
    grouping.counted_anew(connection, seq, others)


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
    gone = set(connection.execute(current).scalars())
    for version in sorted(gone):
        _end(connection, version, seq, by="retracted")
    _changed(connection, seq, set(), gone)
    return article
