"""waqai."""
