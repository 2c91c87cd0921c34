"""Arabic: conjugation, clitics, noun phrases, clauses, times."""
