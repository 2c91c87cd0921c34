"""What tables cannot hold, one package a language, with same-named modules for the same concern."""
