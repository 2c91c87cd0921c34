"""Options of the commands that ask for web addresses."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Final

import click

from waqai.errors import MORE_LISTED

if TYPE_CHECKING:
    from waqai.fetching import Rules, Visitor
    from waqai.sources import Stream
    from waqai.sources.link import Link

FOLLOW: Final = 50

follow_option: Final = click.option(
    "--follow",
    type=click.IntRange(min=0),
    metavar="N",
    show_default=f"{FOLLOW}, of those in files none",
    help="How many links of a feed, sitemap or list are followed.",
)
allow_loopback_option: Final = click.option(
    "--allow-loopback", is_flag=True, help="Let web addresses mean this machine (127.0.0.1), which is refused otherwise."
)


def fetch_of(inputs: Collection[str], follow: int | None, *, allow_loopback: bool) -> Callable[[Link], Stream]:
    """Return what fetches the articles behind an address; it loads what that takes when it is asked, and keeps to pauses.

    Args:
        inputs: what the user names: addresses among them are all asked for.
        follow: how many links of a list at an address are followed, and how many of the lists in files together; if not given,
            none of these: whoever reads a file does not expect that others are told of it.
        allow_loopback: whether addresses may mean this machine.
    """
    visitor: Visitor | None = None
    listed, most = 0, follow or 0

    def fetch(link: Link) -> Stream:
        nonlocal visitor, listed
        if link.url not in inputs:
            listed += 1
            if listed > most:
                return iter([MORE_LISTED.at(limit=most)] if listed == most + 1 else [])
        from waqai.fetching import Visitor  # noqa: PLC0415  # only runs that ask for web addresses load httpx
        from waqai.sources.web import web_articles  # noqa: PLC0415

        visitor = visitor or Visitor(rules_of(allow_loopback=allow_loopback))
        return web_articles(link, visitor, follow=FOLLOW if follow is None else follow)

    return fetch


def rules_of(*, allow_loopback: bool) -> Rules:
    """Return what fetches of a command may do."""
    from waqai.fetching import Rules  # noqa: PLC0415  # `waqai --help` does without httpx
    from waqai.fetching.addresses import LOOPBACK  # noqa: PLC0415

    return Rules(allow=LOOPBACK if allow_loopback else ())
