"""Strings in, spans out: normalisation, tokens, sentences, quotations, language. Nothing here knows about news."""
