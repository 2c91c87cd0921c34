"""Filing: articles with their records, in any order and as often as one likes; the ledger that comes out is the same.

An article is known by its URL, else by its outlet, given id and text; a new text at the same URL is a new version of it. Which
version counts is told by the articles themselves (when each was last fetched, when it was published), not by which came first. A
page that is fetched again and says the same changes nothing but when it was last seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, TypeAlias

import msgspec
from sqlalchemy import Connection, insert, select, update

from waqai.errors import NO_SUCH_ARTICLE, SEVERAL_ARTICLES, WaqaiError
from waqai.ledger import overview
from waqai.ledger import search as searching
from waqai.ledger.entry import Entry, entry
from waqai.ledger.families import copies_changed
from waqai.ledger.merging import counted_anew, events_changed
from waqai.ledger.rows import rows_of, values_of
from waqai.ledger.schema import accounts, articles, blocks, buckets, changes, sightings, statements
from waqai.model import Record

_RETRACTED: Final = "retracted"

Rank: TypeAlias = tuple[str, str, str]
Sight: TypeAlias = tuple[str, str]  # a version, and when it was fetched so


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
    versions = {one.version for one in waiting}
    seen = {(row.version, row.retrieved) for row in rows_of(connection, select(sightings), sightings.c.version, versions)}
    fresh = {(one.version, one.retrieved): one for one in waiting if (one.version, one.retrieved) not in seen}
    outcomes: dict[Sight, str] = {}
    if fresh:
        seq = begin_change(connection, "add", " ".join(sorted({version for version, _ in fresh})), at=at)
        outcomes = _file_seen(connection, fresh, {version for version, _ in seen}, seq)
    filed: list[Filed] = []
    for one in waiting:
        outcome = outcomes.pop((one.version, one.retrieved), "known")  # the same article again in one go is known
        filed.append(Filed(one.article, one.version, outcome))
    return filed


def _file_seen(connection: Connection, fresh: Mapping[Sight, Entry], known: set[str], seq: int) -> dict[Sight, str]:
    """Write what was not seen so before, and all that follows from it; return what became of each."""
    told = {one.article for one in fresh.values()}
    standing = _standing(connection, told)
    withdrawn = select(changes.c.subject).where(changes.c.what == "retract")
    retracted = values_of(connection, withdrawn, changes.c.subject, told)
    ranks = _ranks(connection, told)
    outcomes: dict[Sight, str] = {}
    new: dict[str, Entry] = {}
    for sight, one in fresh.items():
        of_article = ranks.setdefault(one.article, {})
        before = max(of_article.values(), default=None)
        rank = (one.retrieved, one.row["published"], one.version)
        of_article[one.version] = max(of_article.get(one.version, rank), rank)
        wins = one.article not in retracted and (before is None or rank > before)
        if one.version not in known and one.version not in new:
            new[one.version] = one
            outcomes[sight] = "older" if not wins else "new" if before is None else "edited"
        else:
            outcomes[sight] = "edited" if wins and before is not None and before[-1] != one.version else "known"
    best = {article: max(found.values())[-1] for article, found in ranks.items() if article not in retracted}
    seen = {one.version: one for one in fresh.values()}
    again = {version for version in best.values() if version in seen and version not in new and version not in standing.values()}
    _insert(connection, list(new.values()), seq)
    lost = {version: best.get(one.article, _RETRACTED) for version, one in new.items()}
    _place(connection, [*new.values(), *(seen[version] for version in sorted(again))], seq, lost)
    connection.execute(insert(sightings), [{"version": one, "retrieved": at, "since": seq} for one, at in fresh])
    gone = {version: best[article] for article, version in standing.items() if best[article] != version}
    for version in sorted(gone):
        _end(connection, version, seq, by=gone[version])
    _changed(connection, seq, {version for version in (*new, *again) if version in best.values()}, set(gone))
    return outcomes


def _standing(connection: Connection, told: set[str]) -> dict[str, str]:
    """Return the version of each article that counts."""
    found = select(articles.c.article, articles.c.version).where(articles.c.until.is_(None))
    return {row.article: row.version for row in rows_of(connection, found, articles.c.article, told)}


def _ranks(connection: Connection, told: set[str]) -> dict[str, dict[str, Rank]]:
    """Return by what the versions of each article are compared: when it was last fetched so, when published, its id."""
    found = (
        select(articles.c.article, articles.c.published, sightings.c.version, sightings.c.retrieved)
        .join(sightings, sightings.c.version == articles.c.version)
        .distinct()
    )
    ranks: dict[str, dict[str, Rank]] = {}
    for row in rows_of(connection, found, articles.c.article, told):
        rank = (row.retrieved, row.published, row.version)
        of_article = ranks.setdefault(row.article, {})
        of_article[row.version] = max(of_article.get(row.version, rank), rank)
    return ranks


def _place(connection: Connection, found: Sequence[Entry], seq: int, lost: Mapping[str, str]) -> None:
    """Write versions as counting from now on; one that counts no more (``lost`` to another) is written as superseded at once."""
    rows = []
    for one in found:
        by = "" if lost.get(one.version, one.version) == one.version else lost[one.version]
        rows.append({**one.row, "since": seq, "until": seq if by else None, "ended_by": by})
    if rows:
        connection.execute(insert(articles), rows)


def _insert(connection: Connection, found: Sequence[Entry], seq: int) -> None:
    """Write the accounts and statements of new versions, and what they are found by."""
    for table, values in (
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
    standing = update(articles).where(articles.c.version == version, articles.c.until.is_(None))
    connection.execute(standing.values(until=seq, ended_by=by))


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
