"""From an HTML page to its article: what it says of itself, which of its lines are the article, and when it was published."""
