"""Web addresses: taken apart and checked before anything is asked for, and shown without what is secret in them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit, urlunsplit

import httpx

from waqai.errors import BAD_URL, HOST_REFUSED, WaqaiError
from waqai.fetching.addresses import allowed, host_problem, literal
from waqai.fetching.rules import Rules

_MAX: Final = 4096
_SECRET: Final = re.compile(
    r"((?:^|[&;])(?:[a-z0-9_.-]*(?:token|secret|passw(?:or)?d|signature|api_?key)|auth|key|sig|pwd)=)[^&;]*", re.IGNORECASE
)


def checked(url: str, rules: Rules, source: str) -> httpx.URL:
    """Return a web address taken apart, its host in ASCII and without a dot at its end, its fragment left out.

    Args:
        url: the address.
        rules: the ports and hosts that are allowed.
        source: the address that the user knows, for the message.

    Raises:
        WaqaiError: if it is no address that may be asked for.
    """
    shown = show(source)
    if len(url) > _MAX:
        raise WaqaiError(BAD_URL.at(shown, reason=f"it has {len(url):,} characters, more than {_MAX:,}"))
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError) as error:  # UnicodeError: of a host that idna cannot encode
        raise WaqaiError(BAD_URL.at(shown, reason=str(error).rstrip("."))) from error
    if parts.scheme not in {"http", "https"}:
        raise WaqaiError(BAD_URL.at(shown, reason=f"{parts.scheme or 'no scheme'} instead of http or https"))
    if parts.userinfo:
        raise WaqaiError(BAD_URL.at(shown, reason="it holds a name or password, which waqai sends to nobody"))
    host = parts.raw_host.decode("ascii").strip("[]").lower().rstrip(".")
    if not host:
        raise WaqaiError(BAD_URL.at(shown, reason="it names no host"))
    if reason := host_problem(host, rules.allow):
        raise WaqaiError(HOST_REFUSED.at(shown, host=host, reason=reason))
    address = literal(host)
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    free = allowed(host, address, rules.allow) if address else host in rules.allow
    if port not in rules.ports and not free:
        ports = ", ".join(str(port) for port in rules.ports)
        raise WaqaiError(BAD_URL.at(shown, reason=f"port {port} is none of {ports}"))
    return parts.copy_with(host=host, fragment=None)


def show(url: str) -> str:
    """Return an address as it may be printed and logged: without user, password, and the values that look like secrets."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return re.sub(r"//[^/@]*@", "//", url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=place, query=_SECRET.sub(r"\1…", parts.query)))


def host_of(url: str) -> str:
    """Return scheme, host and port of an address: what robots.txt and pauses are kept for; of what is no address, itself."""
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError):
        return show(url)
    return f"{parts.scheme}://{parts.netloc.decode('ascii').rstrip('.')}"
