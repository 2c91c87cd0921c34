"""What a ledger is written out as, one module a format."""
