"""The web, politely and safely: public addresses only, with limits of size and time, as robots.txt and the servers ask."""

from waqai.fetching.getting import Failure, Page, ask, get
from waqai.fetching.manners import Host, Manners
from waqai.fetching.rules import Rules
from waqai.fetching.visiting import Visitor

__all__ = ["Failure", "Host", "Manners", "Page", "Rules", "Visitor", "ask", "get"]
