"""What a fetch may do: which hosts and ports, how much, how long, under which name."""

from __future__ import annotations

import socket
from collections.abc import Callable
from importlib.metadata import version

import msgspec

# The addresses of a name, as literals; raises OSError where there are none.
Resolver = Callable[[str, int], list[str]]


def system_resolver(host: str, port: int) -> list[str]:
    """Return the addresses that the system knows for a name.

    Raises:
        OSError: if it knows none.
    """
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What a fetch may do. Sizes are in bytes, times in seconds.

    ``allow`` names hosts, addresses and networks that are asked although they are not public, at any port. ``size`` holds for
    what comes over the wire and for what is unpacked from it. ``seconds`` is for one address with all its redirects, ``idle``
    for one wait. ``contact`` is a URL or an e-mail address that the servers are told; ``agent`` replaces the whole name.
    """

    allow: tuple[str, ...] = ()
    ports: tuple[int, ...] = (80, 443, 8080, 8443)
    size: int = 20_000_000
    seconds: float = 60.0
    idle: float = 15.0
    redirects: int = 5
    contact: str = ""
    agent: str = ""
    resolver: Resolver = system_resolver

    def named(self) -> str:
        """Return the user agent: ``waqai/VERSION``, and where more is told about who asks."""
        contact = f" (+{self.contact})" if self.contact else ""
        return self.agent or f"waqai/{version('waqai')}{contact}"
