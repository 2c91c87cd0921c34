"""Connections to checked addresses only, with a deadline and a limit of bytes.

The check stands where the socket is made: a name is looked up once, its addresses are judged, and the connection goes to one of
the judged addresses, so that a name cannot change its meaning between the check and the connection.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from ipaddress import ip_address
from ssl import SSLContext
from typing import Any, Final

import httpcore

from waqai.errors import HOST_REFUSED, NO_CONNECTION, NO_SUCH_HOST, TOO_BIG, TOO_SLOW, WaqaiError
from waqai.fetching.addresses import address_problem
from waqai.fetching.rules import Rules

_HEAD: Final = 65_536  # bytes that headers may have besides the body


class Limits:
    """What is left of the time and the bytes of one fetch; counts as it goes."""

    def __init__(self, rules: Rules, source: str) -> None:
        """Start the clock."""
        self.rules = rules
        self.source = source
        self.end = time.monotonic() + rules.seconds
        self.received = 0
        self.body_at: int | None = None  # where the body begins in what was received
        self._head = b""

    def wait(self) -> float:
        """Return how many seconds the next wait may take.

        Raises:
            WaqaiError: if the time is up.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise WaqaiError(TOO_SLOW.at(self.source, limit=f"{self.rules.seconds:g}"))
        return min(left, self.rules.idle)

    def slow(self) -> WaqaiError:
        """Return the error of a wait that brought nothing."""
        limit = self.rules.seconds if time.monotonic() >= self.end else self.rules.idle
        return WaqaiError(TOO_SLOW.at(self.source, limit=f"{limit:g}"))

    def restart(self) -> None:
        """Begin to count the bytes of another answer; the time goes on."""
        self.received, self.body_at, self._head = 0, None, b""

    def count(self, data: bytes) -> None:
        """Count what came.

        Raises:
            WaqaiError: if it is too much.
        """
        if self.body_at is None:
            self._head += data
            self.body_at = _end_of_head(self._head)
        self.received += len(data)
        if self.received > self.rules.size + _HEAD:
            raise WaqaiError(TOO_BIG.at(self.source, limit=f"{self.rules.size:,}", what="over the wire"))


def _end_of_head(data: bytes) -> int | None:
    """Return where the headers end that come before the body, those of interim answers (1xx) left behind."""
    end = 0
    while (found := data.find(b"\r\n\r\n", end)) >= 0:
        interim = data[end:].startswith((b"HTTP/1.1 1", b"HTTP/1.0 1"))
        end = found + 4
        if not interim:
            return end
    return None


class Backend(httpcore.NetworkBackend):
    """Connects to addresses that pass the check, and to no others."""

    def __init__(self, limits: Limits) -> None:
        """Keep the limits of the fetch that connects."""
        self._limits = limits

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  # the limits tell how long
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Look the name up, judge its addresses and connect to the first that answers.

        Raises:
            WaqaiError: if there is no address, none may be connected to, or none answers.
        """
        limits = self._limits
        failure: Exception | None = None
        for address in _judged(host, _addresses(host, port, limits), limits):
            try:
                stream = httpcore.SyncBackend().connect_tcp(address, port, limits.wait(), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, limits)
        if isinstance(failure, httpcore.ConnectTimeout):
            raise limits.slow() from failure
        raise WaqaiError(NO_CONNECTION.at(limits.source, reason=str(failure))) from failure


class _Stream(httpcore.NetworkStream):
    """A connection that minds the limits; each wait is cut to what is left of the time."""

    def __init__(self, stream: httpcore.NetworkStream, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  # the limits tell how long
        try:
            data = self._stream.read(max_bytes, self._limits.wait())
        except httpcore.ReadTimeout as error:
            raise self._limits.slow() from error
        self._limits.count(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        try:
            self._stream.write(buffer, self._limits.wait())
        except httpcore.WriteTimeout as error:
            raise self._limits.slow() from error

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        try:
            return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._limits.wait()), self._limits)
        except httpcore.ConnectTimeout as error:
            raise self._limits.slow() from error

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  # as httpcore declares it
        return self._stream.get_extra_info(info)


def _addresses(host: str, port: int, limits: Limits) -> list[str]:
    """Return the addresses of a name; the system's look-up knows no time limit, so it runs beside.

    Raises:
        WaqaiError: if there is none or the look-up takes too long.
    """
    found: list[str] = []
    failed: list[OSError] = []

    def look_up() -> None:
        try:
            found.extend(limits.rules.resolver(host, port))
        except (OSError, UnicodeError) as error:  # UnicodeError: of a label that is too long
            failed.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = threading.Thread(target=look_up, name=f"look up {host}", daemon=True)
    thread.start()
    thread.join(limits.wait())
    if thread.is_alive():
        raise WaqaiError(NO_SUCH_HOST.at(limits.source, host=host, reason="the look-up takes too long"))
    if failed or not found:
        reason = failed[0].strerror or str(failed[0]) if failed else "it has no address"
        raise WaqaiError(NO_SUCH_HOST.at(limits.source, host=host, reason=reason))
    return found


def _judged(host: str, found: Iterable[str], limits: Limits) -> list[str]:
    """Return the addresses that may be connected to.

    Raises:
        WaqaiError: if none of them may.
    """
    allow = limits.rules.allow
    judged = [(one, None if host in allow else address_problem(ip_address(one), allow)) for one in dict.fromkeys(found)]
    passed = [one for one, reason in judged if reason is None]
    if not passed:
        address, reason = judged[0]
        meant = host if host == address else f"{host} ({address})"
        raise WaqaiError(HOST_REFUSED.at(limits.source, host=meant, reason=reason))
    return passed
