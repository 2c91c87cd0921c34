"""The web, politely and safely: public addresses only, with limits of size and time, as robots.txt and the servers ask."""

from waqai.fetching.getting import Failure, Page, ask, get
from waqai.fetching.rules import Rules

__all__ = ["Failure", "Page", "Rules", "ask", "get"]
