"""Which addresses are refused, however they are written, and that a connection goes only where the check was made."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from server import Answer, redirect, serving

from waqai.errors import Notice
from waqai.fetching import Rules, get
from waqai.fetching.addresses import LOOPBACK, address_problem
from waqai.fetching.urls import show

REFUSED = {
    "http://127.0.0.1/": "loopback",
    "http://127.1/": "unusual form",
    "http://2130706433/": "unusual form",
    "http://0177.1/": "unusual form",
    "http://0x7f.0.0.1/": "unusual form",
    "http://0x7f000001/": "unusual form",
    "http://127.0.0.1./": "loopback",
    "http://0.0.0.0/": "unspecified",
    "http://0/": "unusual form",
    "http://10.1.2.3/": "private",
    "http://172.16.0.1/": "private",
    "http://172.31.255.255/": "private",
    "http://192.168.1.1/": "private",
    "http://100.64.0.1/": "provider",
    "http://100.100.100.200/": "provider",
    "http://168.63.129.16/": "metadata",
    "http://169.254.169.254/latest/meta-data/": "link-local",
    "http://192.0.0.192/": "reserved",
    "http://198.18.0.1/": "measurements",
    "http://203.0.113.5/": "documentation",
    "http://224.0.0.1/": "multicast",
    "http://255.255.255.255/": "reserved",
    "http://[::]/": "unspecified",
    "http://[::1]/": "loopback",
    "http://[0:0:0:0:0:0:0:1]/": "loopback",
    "http://[::ffff:127.0.0.1]/": "loopback",
    "http://[::ffff:7f00:1]/": "loopback",
    "http://[::ffff:8.8.8.8]/": "inside IPv6",
    "http://[::127.0.0.1]/": "inside IPv6",
    "http://[2002:7f00:1::]/": "loopback",
    "http://[2002:808:808::]/": "6to4",
    "http://[64:ff9b::a9fe:a9fe]/": "link-local",
    "http://[64:ff9b::808:808]/": "NAT64",
    "http://[64:ff9b:1::808:808]/": "NAT64",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/": "holds 192.0.2.45",
    "http://[2606:4700::5efe:7f00:1]/": "loopback",
    "http://[fe80::1]/": "link-local",
    "http://[fe80::1%25eth0]/": "network card",
    "http://[fe80::1%eth0]/": "network card",
    "http://[fc00::1]/": "private",
    "http://[fd00:ec2::254]/": "private",
    "http://[fec0::1]/": "private",
    "http://[ff02::1]/": "multicast",
    "http://[2001:db8::1]/": "documentation",
    "http://[4000::1]/": "not a public",
    "http://localhost/": "local",
    "http://localhost./": "local",
    "http://LOCALHOST:8080/": "local",
    "http://a.localhost/": "local",
    "http://metadata.google.internal/": "local",
    "http://metadata/": "without a dot",
    "http://printer.local/": "local",
    "http://router.home.arpa/": "local",
    "http://%31%32%37.0.0.1/": "internet knows",
    "http://a..b.example/": "internet knows",
}
NO_URL = {
    "http://0177.0.0.1/": "Invalid IPv4",
    "http://256.0.0.1/": "Invalid IPv4",
    "file:///etc/passwd": "file instead of",
    "ftp://news.example/a": "ftp instead of",
    "gopher://news.example/": "gopher instead of",
    "javascript:alert(1)": "javascript instead of",
    "news.example/a": "no scheme",
    "http:///a": "no host",
    "http://user:secret@news.example/": "name or password",
    "http://news.example\\@127.0.0.1/": "name or password",
    "http://news.example:22/": "port 22",
    "http://news.example:6379/": "port 6379",
    "http://news.example:99999999/": "ort",
    "http://\uff11\uff12\uff17.0.0.1/": "hostname",
    "http://news.example/\n": "non-printable",
    "http://news.example/" + "a" * 5000: "characters",
}


def no_network(host: str, port: int) -> list[str]:
    message = f"{host}:{port} was looked up"
    raise AssertionError(message)


def failed(url: str, rules: Rules) -> Notice:
    found = get(url, rules)
    assert isinstance(found, Notice)
    return found


@pytest.mark.parametrize(("url", "reason"), REFUSED.items())
def test_refused_before_anything_is_looked_up_or_connected(url: str, reason: str) -> None:
    notice = failed(url, Rules(resolver=no_network))
    assert (notice.problem.code, notice.source) == ("WQ651", show(url))
    assert reason in notice.message


@pytest.mark.parametrize(("url", "reason"), NO_URL.items())
def test_no_web_address(url: str, reason: str) -> None:
    notice = failed(url, Rules(resolver=no_network))
    assert notice.problem.code == "WQ650"
    assert reason in notice.message
    assert "secret" not in notice.render()


# Those that stand as they are in the head of an answer, and mean the same there.
TARGETS = [
    (url, reason)
    for url, reason in (REFUSED | NO_URL).items()
    if "://" in url and "///a" not in url and url.isprintable() and url.isascii()
]


@pytest.mark.parametrize(("url", "reason"), TARGETS)
def test_refused_as_the_target_of_a_redirect(url: str, reason: str) -> None:
    def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "start.example" else no_network(host, port)

    with serving({"/": redirect(url)}) as server:
        start = server.url.replace("127.0.0.1", "start.example") + "/"
        notice = failed(start, Rules(allow=("start.example",), resolver=resolver))
    assert notice.problem.code in {"WQ650", "WQ651"}
    assert notice.source.startswith(f"{start} -> ")
    assert "secret" not in notice.render()
    assert reason in notice.message


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.7", "192.168.0.1"],
        ["169.254.169.254"],
        ["::1"],
        ["::ffff:10.0.0.1"],
        ["fe80::1%eth0"],
        ["0.0.0.1"],
    ],
)
def test_a_public_name_with_a_private_address(addresses: list[str]) -> None:
    notice = failed("http://news.example/a", Rules(resolver=lambda _host, _port: addresses))
    assert notice.problem.code == "WQ651"
    assert f"news.example ({addresses[0]})" in notice.message


def test_a_name_that_changes_its_meaning_after_the_check() -> None:
    """The second look-up of a rebinding name would give a private address: there is no second look-up."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    calls: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        calls.append(host)
        return next(answers)

    with serving({"/": Answer(b"<html>here")}) as server:
        port = server.url.rpartition(":")[2]
        rules = Rules(allow=("127.0.0.1",), ports=(int(port),), resolver=rebinding)
        found = get(f"http://news.example:{port}/", rules)
    assert not isinstance(found, Notice)
    assert calls == ["news.example"]
    assert server.asked[0].headers["host"] == f"news.example:{port}"


def test_only_the_addresses_that_pass_are_connected_to() -> None:
    with serving({"/": Answer(b"<html>here")}) as server:
        port = int(server.url.rpartition(":")[2])
        rules = Rules(allow=("127.0.0.1",), ports=(port,), resolver=lambda _host, _port: ["10.0.0.1", "127.0.0.1"])
        assert not isinstance(get(f"http://news.example:{port}/", rules), Notice)


def test_a_redirect_to_a_name_with_a_private_address() -> None:
    def resolver(host: str, _port: int) -> list[str]:
        return ["192.168.1.1"] if host == "inside.example" else [host]

    with serving({"/": redirect("http://inside.example/admin")}) as server:
        notice = failed(server.url + "/", Rules(allow=("127.0.0.1",), resolver=resolver))
    assert notice.problem.code == "WQ651"
    assert "inside.example (192.168.1.1) is refused: private" in notice.message
    assert notice.source == f"{server.url}/ -> http://inside.example/admin"


def test_what_is_allowed_by_name_network_and_option() -> None:
    with serving({"/": Answer(b"<html>here")}) as server:
        port = server.url.rpartition(":")[2]
        for allow in (("127.0.0.1",), ("127.0.0.0/8",), LOOPBACK):
            assert not isinstance(get(server.url + "/", Rules(allow=allow)), Notice)
        assert not isinstance(get(f"http://localhost:{port}/", Rules(allow=LOOPBACK)), Notice)
        rules = Rules(allow=("inside.example",), resolver=lambda _host, _port: ["127.0.0.1"])
        assert not isinstance(get(f"http://inside.example:{port}/", rules), Notice)
        assert failed(server.url + "/", Rules(allow=("10.0.0.0/8",))).problem.code == "WQ651"


def test_nat64_can_be_allowed_but_not_to_private_addresses() -> None:
    allow = ("64:ff9b::/96",)
    assert address_problem(ipaddress.ip_address("64:ff9b::808:808"), allow) is None
    assert address_problem(ipaddress.ip_address("64:ff9b::a9fe:a9fe"), allow)


@given(st.ip_addresses())
def test_nothing_passes_that_the_standard_library_calls_private(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    special = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast or address.is_reserved
    if special or address.is_unspecified:
        assert address_problem(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001:81b::200e"])
def test_public_addresses_pass(address: str) -> None:
    assert address_problem(ipaddress.ip_address(address)) is None


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:secret@news.example/a?x=1", "https://news.example/a?x=1"),
        ("https://me:se@cret@news.example:8443/a", "https://news.example:8443/a"),
        ("https://me:secret@[::1/a", "https://[::1/a"),
        ("https://news.example/a?api_key=secret&id=7", "https://news.example/a?api_key=…&id=7"),
        ("https://news.example/a?id=7&access_token=secret", "https://news.example/a?id=7&access_token=…"),
        ("https://news.example/a?X-Amz-Signature=secret", "https://news.example/a?X-Amz-Signature=…"),
        ("https://news.example/a?monkey=7", "https://news.example/a?monkey=7"),
    ],
)
def test_nothing_secret_of_an_address_is_shown(url: str, shown: str) -> None:
    assert show(url) == shown
