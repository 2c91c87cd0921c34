"""What servers do wrong, and what is told of each: the number, the address and the reason."""

from __future__ import annotations

import gzip
import io
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from itertools import count

import pytest
import trustme
from server import LOCAL, QUICK, Answer, Asked, Route, Server, redirect, serving

from waqai.errors import Notice
from waqai.fetching import Failure, Page, Rules, ask, get, getting
from waqai.fetching.getting import retry_after

HTML = b"<!doctype html><html><title>A visit</title><p>The minister arrived in Amman on Monday.</html>"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 50
LENGTH = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({"/page": Answer(HTML, headers={"ETag": '"1"', "Last-Modified": "Mon, 03 Feb 2025 10:00:00 GMT"})}) as one:
        yield one


def page(url: str, rules: Rules = QUICK, **known: str) -> Page:
    found = get(url, rules, **known)
    assert isinstance(found, Page), found
    return found


def failed(server: Server, route: Route, rules: Rules = QUICK) -> Notice:
    server.routes["/bad"] = route
    found = get(server.url + "/bad", rules)
    assert isinstance(found, Notice), found
    assert found.source.startswith(server.url + "/bad")
    return found


def test_a_page(server: Server) -> None:
    found = page(server.url + "/page#part")
    assert (found.status, found.kind, found.charset, found.data) == (200, "text/html", "utf-8", HTML)
    assert (found.url, found.final) == (server.url + "/page#part", server.url + "/page")
    assert (found.etag, found.modified) == ('"1"', "Mon, 03 Feb 2025 10:00:00 GMT")
    assert len(found.retrieved) == len("2025-02-03T10:00:00Z")


def test_what_the_server_is_told(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    page(server.url + "/page", QUICK, etag='"1"', modified="Mon, 03 Feb 2025 10:00:00 GMT")
    headers = server.asked[0].headers
    assert headers["user-agent"].startswith("waqai/")
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"1"', "Mon, 03 Feb 2025 10:00:00 GMT")
    assert not {"authorization", "cookie", "referer"} & set(headers)
    assert Rules(contact="https://desk.example/bot").named().endswith(" (+https://desk.example/bot)")
    assert Rules(agent="other/1").named() == "other/1"


def test_not_modified(server: Server) -> None:
    server.routes["/page"] = Answer(status=304, kind="", headers={"ETag": '"2"', "Content-Length": ""})
    found = page(server.url + "/page", QUICK, etag='"2"')
    assert (found.status, found.data, found.etag) == (304, b"", '"2"')


def test_redirects_are_followed(server: Server) -> None:
    server.routes.update({f"/{n}": redirect(f"/{n + 1}", status) for n, status in enumerate((301, 302, 303, 307))})
    server.routes["/4"] = redirect(server.url + "/page", 308)
    found = page(server.url + "/0")
    assert (found.url, found.final) == (server.url + "/0", server.url + "/page")


@pytest.mark.parametrize(
    ("routes", "reason"),
    [
        ({"/bad": redirect("/bad")}, "leads back"),
        ({"/bad": redirect("/b"), "/b": redirect("/bad")}, "leads back"),
        ({"/bad": redirect("/1"), **{f"/{n}": redirect(f"/{n + 1}") for n in range(1, 9)}}, "more than 5 times"),
        ({"/bad": Answer(status=302)}, "does not say where"),
        ({"/bad": redirect("http://[x/")}, "no address"),
    ],
)
def test_redirects_that_lead_nowhere(server: Server, routes: dict[str, Route], reason: str) -> None:
    server.routes.update(routes)
    notice = failed(server, routes["/bad"])
    assert notice.problem.code == "WQ657"
    assert reason in notice.message
    assert len(server.asked) <= 6


def silent(_asked: Asked, _connection: socket.socket) -> None:
    time.sleep(1.5)


def drip(head: bytes) -> Route:
    """Send a byte every tenth of a second without end."""

    def route(_asked: Asked, connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in count():
            connection.sendall(b"a")
            time.sleep(0.1)

    return route


def endless(_asked: Asked, connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"<p>more and more</p>" * 1000)


@pytest.mark.parametrize(
    ("route", "limit"),
    [
        (silent, "0.5"),
        (drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), "1.2"),
        (drip(LENGTH % 1_000_000), "1.2"),
        (drip(b"HTTP/1.1 200 OK\r\nX-Long: "), "1.2"),
        (drip(b""), "1.2"),
    ],
    ids=["silent", "drips", "drips a length", "drips a header", "drips a status line"],
)
def test_slow_servers(server: Server, route: Route, limit: str) -> None:
    began = time.monotonic()
    notice = failed(server, route, Rules(allow=("127.0.0.1",), seconds=1.2, idle=0.5))
    assert (notice.problem.code, notice.message) == ("WQ654", f"no whole answer within {limit} seconds")
    assert time.monotonic() - began < 2


def bomb(encoding: int, size: int = 50_000_000) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, encoding)
    return b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(size // 1_000_000)) + packer.flush()


@pytest.mark.parametrize(
    ("route", "what"),
    [
        (endless, "over the wire"),
        (Answer(b"<p>a</p>" * 40_000), "over the wire"),
        (Answer(bomb(31), headers={"Content-Encoding": "gzip"}), "when unpacked"),
        (Answer(bomb(15), headers={"Content-Encoding": "deflate"}), "when unpacked"),
        (Answer(bomb(31), kind="application/gzip"), "when unpacked"),
        (Answer(gzip.compress(bomb(31, 10_000_000)), kind="", headers={"Content-Encoding": "gzip"}), "when unpacked"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"a" * 300_000, None),
    ],
    ids=["endless", "big", "gzip", "deflate", "gzip file", "gzip in gzip", "headers"],
)
def test_answers_that_are_too_big(server: Server, route: Route, what: str | None) -> None:
    notice = failed(server, route)
    assert notice.problem.code == ("WQ655" if what else "WQ662")
    assert what is None or notice.message == f"the answer has more than 200,000 bytes {what}"


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (LENGTH % 5000 + HTML, "without sending complete message"),
        (LENGTH % 20 + HTML, "20 bytes were announced, and more came"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n", "incomplete chunked read"),
        (Answer(gzip.compress(HTML)[:-9], headers={"Content-Encoding": "gzip"}), "packed data end too early"),
        (Answer(gzip.compress(HTML)[:-9], kind="application/gzip"), "packed data end too early"),
    ],
)
def test_answers_that_are_cut_short(server: Server, route: Route, reason: str) -> None:
    notice = failed(server, route)
    assert notice.problem.code == "WQ656"
    assert reason in notice.message


def reset(_asked: Asked, connection: socket.socket) -> None:
    connection.sendall(LENGTH % 5000 + HTML)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    connection.close()


def test_a_connection_that_breaks(server: Server) -> None:
    assert failed(server, reset).problem.code in {"WQ656", "WQ653"}


def test_an_early_hint_before_the_answer(server: Server) -> None:
    server.routes["/hint"] = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + Answer(HTML).sent()
    assert page(server.url + "/hint").data == HTML


@pytest.mark.parametrize("route", [b"SSH-2.0-OpenSSH_9.6\r\n", b"", b"HTTP/1.1 ok\r\n\r\n"])
def test_what_is_no_web_server(server: Server, route: bytes) -> None:
    assert failed(server, route).problem.code == "WQ662"


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 410, 451, 500, 502, 504])
def test_other_answers(server: Server, status: int) -> None:
    notice = failed(server, Answer(b"", status))
    assert (notice.problem.code, notice.message) == ("WQ658", f"the server answered {status}")


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_wait(server: Server, status: int) -> None:
    server.routes["/busy"] = Answer(b"", status, headers={"Retry-After": "120"})
    found = ask(server.url + "/busy", QUICK)
    assert isinstance(found, Failure)
    assert (found.wait, found.status, found.notice.problem.code) == (120, status, "WQ659")
    assert "120 seconds" in found.notice.message
    server.routes["/busy"] = Answer(b"", status)
    found = ask(server.url + "/busy", QUICK)
    assert isinstance(found, Failure)
    assert (found.wait, found.status) == (None, status)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        (" 30 ", 30.0),
        ("Thu, 01 Jan 1970 00:20:00 GMT", 200.0),
        ("Thursday, 01-Jan-70 00:20:00 GMT", 200.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Thu, 01 Jan 1970 00:20:00 -0000", 200.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 604_800.0),
        ("9" * 400, 604_800.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("\u0663", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, 1000.0) == seconds


@pytest.mark.parametrize(
    ("body", "declared", "kind"),
    [
        (HTML, "text/html", "text/html"),
        (HTML, "", "text/html"),
        (HTML, "application/pdf", "text/html"),
        (HTML, "text/plain", "text/html"),
        (b"\xef\xbb\xbf \n" + HTML, "application/octet-stream", "text/html"),
        (HTML.decode().encode("utf-16"), "text/plain", "text/html"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "text/html", "application/rss+xml"),
        (b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>", "text/plain", "application/atom+xml"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", "text/html", "application/xml"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "text/plain", "application/json"),
        (b"A text without marks.", "text/plain; charset=utf-8", "text/plain"),
        (b"A text without marks.", "application/octet-stream", "text/plain"),
    ],
)
def test_what_an_answer_is_by_its_first_bytes(server: Server, body: bytes, declared: str, kind: str) -> None:
    server.routes["/kind"] = Answer(body, kind=declared)
    assert page(server.url + "/kind").kind == kind


@pytest.mark.parametrize(
    ("body", "declared", "said"),
    [
        (PNG, "text/html", "image/png (declared as text/html)"),
        (b"%PDF-1.7\n", "text/html; charset=utf-8", "application/pdf (declared as text/html)"),
        (b"BZh9rest", "", "application/x-bzip2 (declared as nothing)"),
        (b"\x00\x00\x00\x18ftypmp42", "text/html", "video/mp4 (declared as text/html)"),
        (b"\x01\x02\x00\x00", "text/html", "application/octet-stream (declared as text/html)"),
        (PNG, "image/png", "image/png"),
    ],
)
def test_lying_types(server: Server, body: bytes, declared: str, said: str) -> None:
    notice = failed(server, Answer(body, kind=declared))
    assert (notice.problem.code, notice.message) == ("WQ660", f"this is {said}, neither page, feed nor text")


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(HTML), "gzip"),
        (gzip.compress(HTML), "x-gzip"),
        (gzip.compress(HTML[:40]) + gzip.compress(HTML[40:]), "gzip"),
        (gzip.compress(HTML) + b"\0" * 8, "gzip"),
        (zlib.compress(HTML), "deflate"),
        (zlib.compress(HTML, wbits=-15), "deflate"),
        (HTML, "identity"),
        (gzip.compress(HTML), ""),
    ],
    ids=["gzip", "x-gzip", "two members", "zeros behind", "zlib", "deflate", "identity", "unnamed"],  # bytes hold the time
)
def test_packed_answers(server: Server, packed: bytes, encoding: str) -> None:
    server.routes["/packed"] = Answer(packed, headers={"Content-Encoding": encoding})
    assert page(server.url + "/packed").data == HTML


@pytest.mark.parametrize(("body", "encoding"), [(HTML, "gzip"), (HTML, "br"), (HTML, "gzip, gzip"), (b"\x1f\x8b\x08junk", "")])
def test_answers_that_cannot_be_unpacked(server: Server, body: bytes, encoding: str) -> None:
    assert failed(server, Answer(body, headers={"Content-Encoding": encoding})).problem.code in {"WQ661", "WQ656"}


def test_a_name_that_nobody_knows() -> None:
    def dead(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    found = get("https://gone.example/a", Rules(resolver=dead))
    assert isinstance(found, Notice)
    assert found.problem.code == "WQ652"
    assert found.message == "the name gone.example cannot be looked up (Name or service not known)"
    found = get("https://gone.example/a", Rules(resolver=lambda _host, _port: []))
    assert isinstance(found, Notice)
    assert "it has no address" in found.message


def test_a_name_server_that_does_not_answer() -> None:
    def hanging(_host: str, _port: int) -> list[str]:
        time.sleep(1)
        return []

    found = get("https://slow.example/a", Rules(resolver=hanging, idle=0.1))
    assert isinstance(found, Notice)
    assert (found.problem.code, "takes too long" in found.message) == ("WQ652", True)


def test_a_port_where_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = get(f"http://127.0.0.1:{port}/", QUICK)
    assert isinstance(found, Notice)
    assert found.problem.code == "WQ653"


def test_a_server_without_tls(server: Server) -> None:
    found = get(server.url.replace("http://", "https://") + "/page", QUICK)
    assert isinstance(found, Notice)
    assert found.problem.code == "WQ653"


def test_a_bomb_is_never_held_in_memory() -> None:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as file:
        for _ in range(100):
            file.write(b"\0" * 1_000_000)
    import tracemalloc  # noqa: PLC0415

    with serving({"/": Answer(packed.getvalue(), headers={"Content-Encoding": "gzip"})}) as server:
        tracemalloc.start()
        try:
            found = get(server.url + "/", Rules(allow=("127.0.0.1",), size=1_000_000))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert isinstance(found, Notice)
    assert peak < 20_000_000


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def certified(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.mark.parametrize(
    ("name", "trusted", "reason"),
    [
        ("news.example", True, ""),
        ("other.example", True, "Hostname mismatch"),
        ("news.example", False, "certificate verify failed"),
    ],
)
def test_certificates(
    authority: trustme.CA,
    name: str,
    trusted: bool,  # noqa: FBT001
    reason: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The connection goes to the address that was judged, the certificate must be of the name that was asked for."""
    if trusted:
        trusting = ssl.create_default_context()
        authority.configure_trust(trusting)
        monkeypatch.setattr(getting, "_tls", lambda: trusting)
    with serving({"/": Answer(HTML)}, certified(authority, name)) as server:
        port = int(server.url.rpartition(":")[2])
        rules = Rules(allow=LOCAL, ports=(port,), resolver=lambda _host, _port: ["127.0.0.1"])
        found = get(f"https://news.example:{port}/", rules)
    if reason:
        assert isinstance(found, Notice)
        assert (found.problem.code, reason in found.message) == ("WQ653", True)
        assert server.asked == []
    else:
        assert isinstance(found, Page)
        assert found.data == HTML


def test_a_handshake_that_never_ends() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        found = get(f"https://127.0.0.1:{deaf.getsockname()[1]}/", Rules(allow=LOCAL, idle=0.3))
    assert isinstance(found, Notice)
    assert (found.problem.code, found.message) == ("WQ654", "no whole answer within 0.3 seconds")
