"""Options of the commands that ask for web addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from waqai.fetching import Rules, Visitor
    from waqai.sources import Stream
    from waqai.sources.link import Link

FOLLOW: Final = 50

follow_option: Final = click.option(
    "--follow",
    type=click.IntRange(min=0),
    default=FOLLOW,
    show_default=True,
    metavar="N",
    help="How many links of a feed, sitemap or list are followed.",
)
allow_loopback_option: Final = click.option(
    "--allow-loopback", is_flag=True, help="Let web addresses mean this machine (127.0.0.1), which is refused otherwise."
)


def fetch_of(follow: int, *, allow_loopback: bool) -> Callable[[Link], Stream]:
    """Return what fetches the articles behind an address; it loads what that takes when it is asked, and keeps to pauses."""
    visitor: Visitor | None = None

    def fetch(link: Link) -> Stream:
        nonlocal visitor
        from waqai.fetching import Visitor  # noqa: PLC0415  # only runs that ask for web addresses load httpx
        from waqai.sources.web import web_articles  # noqa: PLC0415

        visitor = visitor or Visitor(rules_of(allow_loopback=allow_loopback))
        return web_articles(link, visitor, follow=follow)

    return fetch


def rules_of(*, allow_loopback: bool) -> Rules:
    """Return what fetches of a command may do."""
    from waqai.fetching import Rules  # noqa: PLC0415  # `waqai --help` does without httpx
    from waqai.fetching.addresses import LOOPBACK  # noqa: PLC0415

    return Rules(allow=LOOPBACK if allow_loopback else ())
