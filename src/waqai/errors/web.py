"""WQ650 to WQ669: asking servers of the web."""

from __future__ import annotations

from typing import Final

from waqai.errors.base import Problem

BAD_URL: Final = Problem(
    code="WQ650",
    level="error",
    message="this is no web address that is asked for: {reason}",
    advice="Check the address; waqai asks http and https servers at the usual ports, without names and passwords.",
)
HOST_REFUSED: Final = Problem(
    code="WQ651",
    level="error",
    message="the host {host} is refused: {reason}",
    advice="waqai connects to public addresses only; --allow-loopback lets it ask this machine.",
)
NO_SUCH_HOST: Final = Problem(
    code="WQ652",
    level="error",
    message="the name {host} cannot be looked up ({reason})",
    advice="Check the spelling and the network; waqai watch asks again later.",
)
NO_CONNECTION: Final = Problem(
    code="WQ653",
    level="error",
    message="no connection ({reason})",
    advice="The server may be down or its certificate wrong; waqai watch asks again later.",
)
TOO_SLOW: Final = Problem(
    code="WQ654",
    level="error",
    message="no whole answer within {limit} seconds",
    advice="The server is slow or never ends; waqai watch asks again later.",
)
TOO_BIG: Final = Problem(
    code="WQ655",
    level="error",
    message="the answer has more than {limit} bytes {what}",
    advice="No article is so long; nothing of it was kept.",
)
CUT_SHORT: Final = Problem(
    code="WQ656",
    level="error",
    message="the answer was cut short ({reason})",
    advice="Half a page is not read; ask again later, as waqai watch does.",
)
BAD_REDIRECT: Final = Problem(
    code="WQ657",
    level="error",
    message="the redirect {reason}",
    advice="The address is of no use as it stands; look for the present one.",
)
BAD_STATUS: Final = Problem(
    code="WQ658",
    level="error",
    message="the server answered {status}",
    advice="404 and 410: the page is gone; 401 and 403: it is not for everybody; 5xx: ask again later.",
)
TOLD_TO_WAIT: Final = Problem(
    code="WQ659",
    level="error",
    message="the server asks to wait ({status}, {wait})",
    advice="It is asked again when that time is over, if the run goes on so long; waqai watch remembers it.",
)
NOT_A_PAGE: Final = Problem(
    code="WQ660",
    level="error",
    message="this is {kind}, neither page, feed nor text",
    advice="waqai reads pages, feeds, sitemaps and text; save other documents as text.",
)
BAD_ENCODING: Final = Problem(
    code="WQ661",
    level="error",
    message="the answer cannot be unpacked ({reason})",
    advice="The server is at fault; ask again later, as waqai watch does.",
)
BAD_ANSWER: Final = Problem(
    code="WQ662",
    level="error",
    message="the answer is no valid HTTP ({reason})",
    advice="Check that it is a web server; waqai watch asks again later.",
)
ROBOTS_FORBID: Final = Problem(
    code="WQ663",
    level="error",
    message="robots.txt of {host} keeps waqai out",
    advice="Respect it, or ask the outlet; what it allows is read.",
)
ROBOTS_UNKNOWN: Final = Problem(
    code="WQ664",
    level="error",
    message="robots.txt of {host} cannot be had now ({reason})",
    advice="Nothing is asked for until it can be; waqai watch tries again later.",
)
HOST_PAUSED: Final = Problem(
    code="WQ665",
    level="error",
    message="{host} is not to be asked for another {wait} seconds",
    advice="Run it again later; waqai watch waits by itself.",
)
MORE_LISTED: Final = Problem(
    code="WQ666",
    level="warning",
    message="of the articles that are listed only the first {limit} were asked for",
    advice="Ask for more with --follow.",
)
