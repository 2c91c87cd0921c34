"""Filing: articles with their records, in any order and as often as one likes; the ledger that comes out is the same.

An article is known by its URL, else by its outlet, given id and text; a new text at the same URL is a new version of it. Which
version counts is told by the article itself (when it was fetched, when it was published), not by which came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec
from sqlalchemy import Connection, insert, select, update

from waqai.errors import NO_SUCH_ARTICLE, SEVERAL_ARTICLES, WaqaiError
from waqai.ledger import overview
from waqai.ledger import search as searching
from waqai.ledger.entry import Entry, entry
from waqai.ledger.families import copies_changed
from waqai.ledger.merging import counted_anew, events_changed
from waqai.ledger.rows import rows_of, values_of
from waqai.ledger.schema import accounts, articles, blocks, buckets, changes, statements
from waqai.model import Record

_COUNTS: Final = articles.c.until.is_(None)
_RETRACTED: Final = "retracted"


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
        outcomes = _file_new(connection, fresh, seq)
    filed: list[Filed] = []
    for one in waiting:
        filed.append(outcomes.get(one.version) or Filed(one.article, one.version, "known"))
        outcomes.pop(one.version, None)  # the same article again in one go is known
    return filed


def _file_new(connection: Connection, fresh: Mapping[str, Entry], seq: int) -> dict[str, Filed]:
    """Write versions that the ledger does not hold and all that follows from them; return what became of each."""
    told = {one.article for one in fresh.values()}
    holding = select(*(articles.c[name] for name in ("article", "retrieved", "published", "version"))).where(_COUNTS)
    current = {
        row.article: (row.retrieved, row.published, row.version) for row in rows_of(connection, holding, articles.c.article, told)
    }
    withdrawn = select(changes.c.subject).where(changes.c.what == "retract")
    retracted = values_of(connection, withdrawn, changes.c.subject, told)
    outcomes: dict[str, Filed] = {}
    ended: dict[str, str] = {}
    for version, one in fresh.items():
        held = current.get(one.article)
        outcome = "new" if held is None else "edited"
        if one.article in retracted:
            outcome, ended[version] = "older", _RETRACTED
        elif held is not None and one.rank < held:
            outcome, ended[version] = "older", held[-1]
        else:
            current[one.article] = one.rank
            if held is not None:
                ended[held[-1]] = version
        outcomes[version] = Filed(one.article, version, outcome)
    _insert(connection, list(fresh.values()), seq, ended)
    gone = set(ended) - set(fresh)
    for version in sorted(gone):
        _end(connection, version, seq, by=ended[version])
    _changed(connection, seq, set(fresh) - set(ended), gone)
    return outcomes


def _insert(connection: Connection, found: Sequence[Entry], seq: int, ended: Mapping[str, str]) -> None:
    """Write articles with their accounts and statements; a version that counts no more is written as superseded at once."""
    versions = [
        {**one.row, "since": seq, "until": seq if one.version in ended else None, "ended_by": ended.get(one.version, "")}
        for one in found
    ]
    for table, values in (
        (articles, versions),
        (buckets, [value for one in found for value in one.buckets]),
        (accounts, [value for one in found for value in one.accounts]),
        (blocks, [value for one in found for value in one.blocks]),
        (statements, [value for one in found for value in one.statements]),
    ):
        if values:
            connection.execute(insert(table), values)
    overview.learn_names(connection, seq, (name for one in found for name in one.names))
    searching.index(connection, [(one.version, one.words) for one in found])


def _end(connection: Connection, version: str, seq: int, *, by: str) -> None:
    """Supersede a version: its row holds until this change; nothing is deleted."""
    connection.execute(update(articles).where(articles.c.version == version).values(until=seq, ended_by=by))


def _changed(connection: Connection, seq: int, fresh: set[str], gone: set[str]) -> None:
    """Group copies and events anew after versions came and went; where copies were regrouped, events are counted anew."""
    regrouped = copies_changed(connection, seq, fresh, gone)
    came, went, others = (
        values_of(connection, select(accounts.c.account), accounts.c.version, versions)
        for versions in (fresh, gone, regrouped - fresh - gone)
    )
    events_changed(connection, seq, came, went)
    counted_anew(connection, seq, others)


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
    withdrawn = select(changes.c.seq).where(changes.c.what == "retract", changes.c.subject == article).limit(1)
    if connection.execute(withdrawn).first() is not None:
        return article
    seq = begin_change(connection, "retract", article, reason, at=at)
    current = select(articles.c.version).where(articles.c.article == article, articles.c.until.is_(None))
    gone = set(connection.execute(current).scalars())
    for version in sorted(gone):
        _end(connection, version, seq, by=_RETRACTED)
    _changed(connection, seq, set(), gone)
    return article
