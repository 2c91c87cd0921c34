"""English: inflection, noun phrases, clauses, times."""
