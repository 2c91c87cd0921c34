"""Lists of articles become links, or numbered notices."""

from __future__ import annotations

from waqai.errors import Notice
from waqai.sources.lists import Link, links


def test_a_plain_list_of_addresses() -> None:
    data = "\ufeffhttps://example.org/1\r\n\n# later\nhttp://example.org/2?a=1&b=2\nftp://example.org\n".encode()
    first, second, third = links(data, "a.urls", kind=".urls")
    assert (first, second) == (Link(url="https://example.org/1"), Link(url="http://example.org/2?a=1&b=2"))
    assert isinstance(third, Notice)
    assert (third.problem.code, third.line) == ("WQ622", 5)
