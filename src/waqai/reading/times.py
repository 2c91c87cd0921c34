"""Times."""

from __future__ import annotations

from waqai.reading.draft import Draft


def times(draft: Draft) -> Draft:
    """Add ``times``."""
    return draft
