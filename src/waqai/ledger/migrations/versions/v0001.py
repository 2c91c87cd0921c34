"""The first schema."""

from __future__ import annotations

from typing import Final

from alembic import op

from waqai.ledger.schema import metadata

revision: Final = "1"
down_revision: Final = None


def upgrade() -> None:
    """Make all tables."""
    bind = op.get_bind()
    metadata.create_all(bind)
    if bind.dialect.name == "postgresql":
        op.execute("CREATE TABLE search (version TEXT NOT NULL, words TEXT NOT NULL)")
        op.execute("CREATE INDEX search_words ON search USING GIN (to_tsvector('simple', words))")
    else:
        op.execute("CREATE VIRTUAL TABLE search USING fts5(version UNINDEXED, words)")


def downgrade() -> None:
    """Drop all tables."""
    op.execute("DROP TABLE search")
    metadata.drop_all(op.get_bind())
