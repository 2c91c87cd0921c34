"""Watching feeds, sitemaps and pages: what is new in them comes into the ledger."""
