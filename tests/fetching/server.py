"""A small web server on loopback that answers as it is told, rightly or wrongly, and remembers what it was asked."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from typing import NamedTuple

from waqai.fetching import Rules

LOCAL = ("127.0.0.1",)
QUICK = Rules(allow=LOCAL, seconds=2.0, idle=0.5, size=200_000)


class Asked(NamedTuple):
    """A request as it came: the path with the query, the headers by their names in lower case."""

    path: str
    headers: Mapping[str, str]


class Answer(NamedTuple):
    """An honest answer."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = {}  # a named tuple's default, never changed

    def sent(self) -> bytes:
        """Return the bytes of the whole answer."""
        fields = {"Content-Type": self.kind, "Content-Length": str(len(self.body)), "Connection": "close", **self.headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
        return f"HTTP/1.1 {self.status} Told\r\n{head}\r\n".encode() + self.body


# What is at a path: an answer, its very bytes, or a function that gives one or writes to the connection itself.
Route = Answer | bytes | Callable[[Asked, socket.socket], "Answer | bytes | None"]


class Server(NamedTuple):
    """A running server: its address, what it answers (may be changed while it runs), what it was asked."""

    url: str
    routes: MutableMapping[str, Route]
    asked: list[Asked]

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [one.path for one in self.asked]


def redirect(to: str, status: int = 302) -> Answer:
    """Return a redirect."""
    return Answer(status=status, headers={"Location": to})


@contextmanager
def serving(routes: Mapping[str, Route] | None = None, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Run a server at a free port of 127.0.0.1 until the end of the block; other paths are answered with 404."""
    known: dict[str, Route] = dict(routes or {})
    asked: list[Asked] = []

    class Handler(socketserver.StreamRequestHandler):
        def setup(self) -> None:
            if tls is not None:
                self.request = tls.wrap_socket(self.request, server_side=True, do_handshake_on_connect=False)
            super().setup()

        def finish(self) -> None:
            with suppress(ConnectionError, ssl.SSLError):
                super().finish()
            if tls is not None:
                self.request.close()

        def handle(self) -> None:
            with suppress(
                ConnectionError, TimeoutError, ssl.SSLError
            ):  # who asks may go away in the middle: some tests are about that
                self._handle()

        def _handle(self) -> None:
            line = self.rfile.readline().decode("ascii").split(" ")
            if len(line) < 2:
                return
            headers: dict[str, str] = {}
            while (field := self.rfile.readline().strip()) != b"":
                name, _, value = field.decode("latin-1").partition(":")
                headers[name.lower()] = value.strip()
            one = Asked(line[1], headers)
            asked.append(one)
            found = known.get(one.path, Answer(b"nothing here", 404))
            answer = found(one, self.connection) if callable(found) else found
            if answer is not None:
                self.connection.sendall(answer.sent() if isinstance(answer, Answer) else answer)

    class Threads(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        block_on_close = False

    with Threads(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield Server(f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}", known, asked)
        finally:
            server.shutdown()
            thread.join()


class FakeTime:
    """A clock that moves only when somebody sleeps; remembers the sleeps."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        """Begin at a moment."""
        self.at = now
        self.slept: list[float] = []

    def now(self) -> float:
        """Return the moment."""
        return self.at

    def sleep(self, seconds: float) -> None:
        """Let the time pass at once."""
        self.slept.append(seconds)
        self.at += seconds


STORY = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2025-02-13T10:00:00Z">
<meta property="og:site_name" content="The Example Courier">{head}</head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>
<p>AMMAN - Egyptian Foreign Minister Badr Abdelatty met his Jordanian counterpart Ayman Safadi in Amman on Thursday.</p>
<p>The two ministers discussed aid to Gaza. Police arrested {number} protesters outside the ministry, officials said.</p>
</article><footer>All rights reserved</footer></body></html>"""


def story(number: int, title: str = "", head: str = "") -> str:
    """Return a page of our own with one report, which differs by its number."""
    return STORY.format(title=title or f"Ministers meet in Amman, report {number}", number=number, head=head)


def story_page(number: int, title: str = "", head: str = "") -> Answer:
    """Return the answer that holds it."""
    return Answer(story(number, title, head).encode())


def rss(*items: str) -> Answer:
    """Return an RSS feed with items as given."""
    text = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Courier</title>{''.join(items)}</channel></rss>"
    return Answer(text.encode(), kind="application/rss+xml")


def item(url: str, day: int = 13, more: str = "") -> str:
    """Return an item of a feed."""
    return f"<item><title>T</title><link>{url}</link><pubDate>Thu, {day} Feb 2025 10:00:00 GMT</pubDate>{more}</item>"


def sitemap(*urls: str, root: str = "urlset", inner: str = "url") -> Answer:
    """Return a sitemap, or with other names of elements an index of sitemaps."""
    body = "".join(f"<{inner}><loc>{url}</loc></{inner}>" for url in urls)
    text = f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</{root}>'
    return Answer(text.encode(), kind="application/xml")
