"""What articles have in common: copies of one text across outlets, and the agency that a text comes from.

Pure functions without a store: ``fingerprints`` turns an article into what a comparison needs, ``copies`` compares two and
gathers pairs into groups, ``credits`` reads credit lines. ``docs/copies.md`` tells how, and what was measured.
"""
