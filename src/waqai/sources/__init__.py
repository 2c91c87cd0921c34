"""Where articles come from: files, folders and standard input, each turned into articles or numbered notices."""

from waqai.sources.base import Source, Stream, text_problem
from waqai.sources.inputs import articles, usage_problems

__all__ = ["Source", "Stream", "articles", "text_problem", "usage_problems"]
