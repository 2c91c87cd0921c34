"""The ledger: what articles told, append-only in SQLite or PostgreSQL, copies counted once, every past state readable."""
