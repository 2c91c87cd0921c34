"""The tables of the ledger, the same on SQLite and PostgreSQL.

Nothing is overwritten: a row holds from the change ``since`` on and, once it is superseded, until before the change ``until``
(changes are numbered; ``changes`` says when and why each was made). What the ledger said after change number *n* are the rows
with ``since <= n`` and no ``until`` or ``until > n``.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import REAL, BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, TextClause, text

VERSION: Final = 1
_WIDE: Final = BigInteger().with_variant(Integer, "sqlite")  # 32 bits without a sign do not fit PostgreSQL's INTEGER

metadata: Final = MetaData()


def _lifetime() -> tuple[Column[int], Column[int]]:
    return Column("since", Integer, nullable=False), Column("until", Integer)


changes: Final = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),  # when the ledger learned it, UTC, ISO 8601
    Column("what", Text, nullable=False),  # add, retract, merge, split
    Column("subject", Text, nullable=False),  # id of what the change is about
    Column("reason", Text, nullable=False, default=""),
    sqlite_strict=True,
)

articles: Final = Table(
    "articles",
    metadata,
    Column("version", Text, primary_key=True),  # id of this text of the article; again if it counts once more after another
    Column("article", Text, nullable=False),  # id that all versions share
    Column("given", Text, nullable=False),  # the id that came with it
    Column("url", Text, nullable=False, default=""),
    Column("outlet", Text, nullable=False, default=""),
    Column("title", Text, nullable=False, default=""),
    Column("language", Text, nullable=False),
    Column("published", Text, nullable=False, default=""),
    Column("sha256", Text, nullable=False),
    Column("origin", Text, nullable=False, default=""),  # agency that a credit line names
    Column("text", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),  # the record without its text, as JSON compressed by zlib
    Column("fingerprint", LargeBinary, nullable=False),
    Column("context", Text, nullable=False),  # names and numbers of the article, one a line
    Column("since", Integer, primary_key=True, autoincrement=False),
    Column("until", Integer),
    Column("ended_by", Text, nullable=False, default=""),  # the version or the retraction that superseded it
    Index("articles_article", "article"),
    Index("articles_given", "given"),
    sqlite_strict=True,
)

sightings: Final = Table(
    "sightings",
    metadata,
    Column("version", Text, primary_key=True),
    Column("retrieved", Text, primary_key=True),  # when the article was fetched and read so, UTC; empty where nobody says
    Column("since", Integer, nullable=False),
    sqlite_strict=True,
)

buckets: Final = Table(
    "buckets",
    metadata,
    Column("bucket", _WIDE, nullable=False),
    Column("version", Text, nullable=False),
    Index("buckets_bucket", "bucket"),
    Index("buckets_version", "version"),
    sqlite_strict=True,
)

copies: Final = Table(
    "copies",
    metadata,
    Column("version", Text, nullable=False),
    Column("family", Text, nullable=False),
    *_lifetime(),
    Index("copies_version", "version"),
    Index("copies_family", "family"),
    sqlite_strict=True,
)

accounts: Final = Table(
    "accounts",
    metadata,
    Column("account", Text, primary_key=True),  # id of what one article tells of one event
    Column("version", Text, nullable=False),
    Column("turn", Text, nullable=False),  # the order in which events are made: day, how much it tells, version
    Column("confidence", REAL, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("told", LargeBinary, nullable=False),  # all that the article says of the event, as MessagePack
    Column("sentence", Text, nullable=False),  # the one with the trigger, as it stands in the text
    Index("accounts_version", "version"),
    sqlite_strict=True,
)

blocks: Final = Table(
    "blocks",
    metadata,
    Column("block", Text, nullable=False),  # what two accounts of one event share: type, a party, a week
    Column("account", Text, nullable=False),
    Index("blocks_block", "block"),
    Index("blocks_account", "account"),
    sqlite_strict=True,
)

members: Final = Table(
    "members",
    metadata,
    Column("account", Text, nullable=False),
    Column("event", Text, nullable=False),
    *_lifetime(),
    Index("members_account", "account"),
    Index("members_event", "event"),
    sqlite_strict=True,
)

_NOW: Final = text("until IS NULL")


def _current(name: str, *columns: str | TextClause) -> Index:
    """Return an index of the rows that hold now: what is asked without a date must not pay for the history."""
    return Index(name, *columns, sqlite_where=_NOW, postgresql_where=_NOW)


events: Final = Table(
    "events",
    metadata,
    Column("event", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),  # what most independent sources say
    Column("first_day", Text, nullable=False, default=""),
    Column("last_day", Text, nullable=False, default=""),
    Column("place", Text, nullable=False, default=""),
    Column("country", Text, nullable=False, default=""),
    Column("confidence", REAL, nullable=False),  # of the surest account
    *_lifetime(),
    Index("events_event", "event"),
    _current("events_day", text("last_day DESC"), "event"),
    _current("events_type", "type", text("last_day DESC"), "event"),
    _current("events_country", "country", text("last_day DESC"), "event"),
    sqlite_strict=True,
)

roles: Final = Table(
    "roles",
    metadata,
    Column("event", Text, nullable=False),
    Column("role", Text, nullable=False),  # actor or recipient; outlet or language of an article that tells it
    Column("key", Text, nullable=False),  # entity, code, country of a code, or folded name where there is neither
    Column("last_day", Text, nullable=False, default=""),
    *_lifetime(),
    Index("roles_event", "event", "key"),
    _current("roles_key", "key", text("last_day DESC"), "event", "role"),
    sqlite_strict=True,
)

names: Final = Table(
    "names",
    metadata,
    Column("folded", Text, primary_key=True),  # as the full text folds words
    Column("key", Text, primary_key=True),  # as in roles
    Column("since", Integer, nullable=False),
    Index("names_key", "key"),
    sqlite_strict=True,
)

statements: Final = Table(
    "statements",
    metadata,
    Column("statement", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("key", Text, nullable=False),  # of the speaker, as in roles; empty where nobody is named
    Column("speaker", Text, nullable=False, default=""),
    Column("speaker_name", Text, nullable=False, default=""),
    Column("cue", Text, nullable=False, default=""),
    Column("form", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Index("statements_version", "version"),
    Index("statements_key", "key"),
    sqlite_strict=True,
)

links: Final = Table(
    "links",
    metadata,
    Column("kind", Text, nullable=False),  # copy (of versions) or event (of accounts)
    Column("one", Text, nullable=False),  # of each pair the smaller id
    Column("other", Text, nullable=False),
    Column("score", REAL, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Index("links_one", "one"),
    Index("links_other", "other"),
    sqlite_strict=True,
)

decisions: Final = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),  # together, apart
    Column("one", Text, primary_key=True),  # an account
    Column("other", Text, primary_key=True),
    Column("reason", Text, nullable=False, default=""),
    sqlite_strict=True,
)
