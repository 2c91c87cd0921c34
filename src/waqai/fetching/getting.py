"""One GET: each redirect is checked like the first address, and every failure is a numbered notice with its address."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from ssl import SSLContext
from typing import Final
from urllib.parse import urljoin

import httpcore
import httpx
import msgspec

from waqai.errors import BAD_ANSWER, BAD_REDIRECT, BAD_STATUS, NO_CONNECTION, NOT_A_PAGE, TOLD_TO_WAIT, Notice, WaqaiError
from waqai.fetching import bodies, kinds
from waqai.fetching.network import Backend, Limits
from waqai.fetching.rules import Rules
from waqai.fetching.urls import checked, show

_OK: Final = 200
_NOT_MODIFIED: Final = 304
_REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
_WAITING: Final = frozenset((429, 503))
_LONGEST_WAIT: Final = 7 * 86_400.0  # a server that asks for more is asked again after a week
_ACCEPT: Final = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a GET brought.

    ``final`` is the address after all redirects, ``kind`` the media type by the first bytes (as declared where these do not
    tell), ``charset`` that of the header, ``data`` the body unpacked, ``retrieved`` the moment (UTC, ISO 8601). ``etag`` and
    ``modified`` are what the server is asked with the next time. With status 304 there is no body: nothing has changed.
    """

    url: str
    final: str
    status: int
    kind: str
    charset: str | None
    data: bytes
    retrieved: str
    etag: str
    modified: str


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why a GET brought nothing. ``wait`` is how many seconds the server asks to wait, ``status`` its answer if there was one."""

    notice: Notice
    wait: float | None = None
    status: int = 0


# Says why an address (each redirect's too) may not be asked for, for example because of robots.txt.
Permit = Callable[[str], Failure | None]


def get(url: str, rules: Rules, *, etag: str = "", modified: str = "") -> Page | Notice:
    """Return what an address holds, or the notice why it cannot be had.

    Args:
        url: an http or https address.
        rules: what the fetch may do.
        etag: the ETag of the last time, if there was one.
        modified: the Last-Modified of the last time, if there was one.
    """
    found = ask(url, rules, etag=etag, modified=modified)
    return found.notice if isinstance(found, Failure) else found


def ask(url: str, rules: Rules, *, etag: str = "", modified: str = "", permit: Permit | None = None) -> Page | Failure:
    """Return what an address holds, or why it cannot be had and how long the server asks to wait."""
    limits = Limits(rules, show(url))
    headers = {"If-None-Match": etag, "If-Modified-Since": modified}
    try:
        return _followed(url, limits, {name: value for name, value in headers.items() if value}, permit)
    except WaqaiError as error:
        return Failure(notice=error.notice)


def _followed(url: str, limits: Limits, headers: dict[str, str], permit: Permit | None) -> Page | Failure:
    """Ask for an address and those that it leads to.

    Raises:
        WaqaiError: for everything that ends this.
    """
    source, rules = limits.source, limits.rules
    here, seen = url, set[str]()
    while True:
        parts = checked(here, rules, source if here == url else f"{source} -> {show(here)}")
        limits.source = source if here == url else f"{source} -> {show(str(parts))}"
        if str(parts) in seen:
            raise WaqaiError(BAD_REDIRECT.at(limits.source, reason="leads back to where it was"))
        if len(seen) > rules.redirects:
            raise WaqaiError(BAD_REDIRECT.at(limits.source, reason=f"leads on more than {rules.redirects} times"))
        seen.add(str(parts))
        if permit is not None and (refusal := permit(str(parts))):
            return refusal
        found = _answer(parts, url, limits, headers)
        if not isinstance(found, str):
            return found
        try:
            here = urljoin(str(parts), found)
        except ValueError as error:  # such as http://[x
            raise WaqaiError(BAD_REDIRECT.at(source, reason="leads to what is no address")) from error


def _answer(parts: httpx.URL, url: str, limits: Limits, headers: dict[str, str]) -> Page | Failure | str:
    """Return the page at an address, why there is none, or where a redirect leads."""
    limits.restart()
    target = httpcore.URL(scheme=parts.raw_scheme, host=parts.raw_host, port=parts.port, target=parts.raw_path)
    asked = {
        "Host": parts.netloc.decode("ascii"),
        "User-Agent": limits.rules.named(),
        "Accept": _ACCEPT,
        "Accept-Encoding": bodies.ENCODINGS,
        "Connection": "close",
        **headers,
    }
    with httpcore.ConnectionPool(ssl_context=_tls(), network_backend=Backend(limits)) as pool:
        try:
            answer = pool.handle_request(httpcore.Request("GET", target, headers=list(asked.items())))
        except httpcore.ConnectError as error:
            raise WaqaiError(NO_CONNECTION.at(limits.source, reason=_reason(error))) from error
        except httpcore.NetworkError as error:
            raise WaqaiError(NO_CONNECTION.at(limits.source, reason=f"the connection broke: {_reason(error)}")) from error
        except httpcore.ProtocolError as error:
            raise WaqaiError(BAD_ANSWER.at(limits.source, reason=_reason(error))) from error
        try:
            return _judged(answer, parts, url, limits)
        finally:
            answer.close()


def _judged(answer: httpcore.Response, parts: httpx.URL, url: str, limits: Limits) -> Page | Failure | str:
    """Return what an answer comes to: a page, a failure, or the address that it leads to."""
    source, status = limits.source, answer.status
    headers = httpx.Headers(answer.headers)
    if status in _REDIRECTS:
        if "location" not in headers:
            raise WaqaiError(BAD_REDIRECT.at(source, reason=f"({status}) does not say where to"))
        return headers["location"]
    if status in _WAITING:
        wait = retry_after(headers.get("retry-after", ""), time.time())
        asks = "does not say how long" if wait is None else f"{wait:,.0f} seconds"
        return Failure(notice=TOLD_TO_WAIT.at(source, status=status, wait=asks), wait=wait, status=status)
    if status not in {_OK, _NOT_MODIFIED}:
        return Failure(notice=BAD_STATUS.at(source, status=status), status=status)
    declared = kinds.media_type(headers.get("content-type", ""))
    data, kind = b"", declared
    if status == _OK:
        if not kinds.surely_unread(declared):
            data = bodies.body(headers, answer.iter_stream(), limits)
            kind = kinds.kind_of(data, declared)
        if not kinds.readable(kind):
            said = f"{kind} (declared as {declared or 'nothing'})" if kind != declared else kind
            return Failure(notice=NOT_A_PAGE.at(source, kind=said), status=status)
    return Page(
        url=url,
        final=str(parts),
        status=status,
        kind=kind,
        charset=httpx.Response(status, headers=headers).charset_encoding,
        data=data,
        retrieved=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        etag=headers.get("etag", ""),
        modified=headers.get("last-modified", ""),
    )


def retry_after(value: str, now: float) -> float | None:
    """Return how many seconds a Retry-After header asks to wait, ``None`` if it says nothing that can be understood.

    Args:
        value: seconds or an HTTP date.
        now: the present moment, in seconds since 1970.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, moment.timestamp() - now), _LONGEST_WAIT)


def _reason(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__


@cache
def _tls() -> SSLContext:
    """Return the certificates that servers are checked with: those that come with certifi, whatever the environment says."""
    return httpx.create_ssl_context(trust_env=False)
