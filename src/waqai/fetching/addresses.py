"""Which addresses may be connected to: public ones, and those that the user allows by name or network."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# IANA's registries of special-purpose addresses, written out: what ipaddress calls private differs between Python versions.
_SPECIAL: Final = tuple(
    (ip_network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a provider's customers"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a cloud's metadata"),  # Azure's, among public addresses
        ("169.254.0.0/16", "link-local, where clouds keep metadata"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "for documentation"),
        ("192.31.196.0/24", "reserved"),
        ("192.52.193.0/24", "reserved"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved"),
        ("198.18.0.0/15", "for measurements"),
        ("198.51.100.0/24", "for documentation"),
        ("203.0.113.0/24", "for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "an IPv4 address inside IPv6"),
        ("::/96", "an IPv4 address inside IPv6"),
        ("64:ff9b::/96", "an IPv4 address translated by NAT64"),
        ("64:ff9b:1::/48", "an IPv4 address translated by NAT64"),
        ("2001::/32", "a Teredo tunnel"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "for documentation"),
        ("2002::/16", "a 6to4 tunnel"),
        ("2620:4f:8000::/48", "reserved"),
        ("3fff::/20", "for documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL: Final = IPv6Network("2000::/3")
_NAT64: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_TUNNEL_INSIDE: Final = frozenset((0x5EFE, 0x0200_5EFE))  # ISATAP: these bits, then an IPv4 address

# Names that never mean a public server, by their last label (RFC 6761, 6762, 8375; .internal is reserved by ICANN).
_LOCAL: Final = frozenset(
    ("arpa", "home", "intranet", "internal", "invalid", "lan", "local", "localdomain", "localhost", "onion")
)
_NAME: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", re.ASCII)
_NUMBER: Final = re.compile(r"0x[0-9a-f]*|[0-9]+", re.ASCII)

LOOPBACK: Final = ("127.0.0.0/8", "::1", "localhost")


def literal(host: str) -> Address | None:
    """Return the address that a host is written as, ``None`` if it is a name or written in an unusual form."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def host_problem(host: str, allow: Iterable[str] = ()) -> str | None:
    """Return why a host must not be asked for, as it stands in a URL and before its name is looked up, or ``None``.

    Args:
        host: in lower case, without brackets and without a dot at its end.
        allow: hosts and networks that are allowed all the same.
    """
    address = literal(host)
    if address is not None:
        return address_problem(address, allow)
    return None if host in allow else _name_problem(host)


def _name_problem(host: str) -> str | None:
    last = host.rsplit(".", 1)[-1]
    if not _NAME.fullmatch(host):
        return "not a name that the internet knows"
    if _NUMBER.fullmatch(last):
        return "an address in an unusual form"
    if last in _LOCAL:
        return f"names in .{last} are local"
    if "." not in host:
        return "a name without a dot is local"
    return None


def address_problem(address: Address, allow: Iterable[str] = ()) -> str | None:
    """Return why an address must not be connected to, ``None`` if it is public or in an allowed network."""
    networks = tuple(_networks(allow))
    if isinstance(address, IPv6Address) and address.scope_id:
        return "an address of one machine's network card"
    inside = _inside(address)
    if inside is not None and (reason := address_problem(inside, allow)):
        return f"holds {inside}, {reason}"
    if any(address.version == network.version and address in network for network in networks):
        return None
    for network, reason in _SPECIAL:
        if address.version == network.version and address in network:
            return reason
    if isinstance(address, IPv6Address) and address not in _GLOBAL:
        return "not a public address"
    return None


def allowed(host: str, address: Address, allow: Iterable[str]) -> bool:
    """Tell whether a host or the address it has is allowed by the user: then any port is."""
    names = tuple(allow)
    return host in names or any(address.version == net.version and address in net for net in _networks(names))


def _networks(allow: Iterable[str]) -> Iterable[Network]:
    for one in allow:
        try:
            yield ip_network(one)
        except ValueError:
            continue  # a name: compared with the host


def _inside(address: Address) -> IPv4Address | None:
    """Return the IPv4 address that NAT64 or a tunnel would send the packets on to."""
    if not isinstance(address, IPv6Address):
        return None
    low = int(address) & 0xFFFF_FFFF
    if any(address in network for network in _NAT64) or (int(address) >> 32) & 0xFFFF_FFFF in _TUNNEL_INSIDE:
        return IPv4Address(low)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
