"""How much a process remembers of the words it has read."""

from __future__ import annotations

from typing import Final

# Entries of each table that remembers what is known of a word. News has new words without end, most of which never come again,
# so a table without a bound grows as long as its process reads. This many hold the words that come again, are full after some
# hundred articles, and reading was no faster with a table twice as large.
WORDS: Final = 1 << 14
