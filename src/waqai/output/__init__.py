"""How a record is shown: as JSON Lines for programs, as a page for a terminal."""
