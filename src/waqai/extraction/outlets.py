"""Rules for single outlets: one TOML file each under ``data/outlets`` (``docs/extraction.md``)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Final
from urllib.parse import urlsplit

import msgspec
from lxml import etree
from lxml.html import HtmlElement

_XPATH: Final = ("/", "./", "(")


class Outlet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of the pages of one outlet.

    Selectors are CSS, or XPath where they begin with a slash; the first that finds something counts, in ``cut`` all do. ``hosts``
    cover the hosts below them; one with a path (``bbc.com/arabic``) is the part of a site that begins so. ``zone`` is the IANA
    zone of the newsroom, ``site`` its names in titles. ``lines`` are beginnings of lines that are no part of an article, ``credit``
    finds the agency's name.
    """

    name: str
    hosts: tuple[str, ...]
    language: str
    provenance: str
    zone: str = ""
    site: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    day_first: bool = True
    file: str = ""


def read_outlet(text: str, file: str) -> Outlet:
    """Return the rules that a TOML text gives.

    Raises:
        tomllib.TOMLDecodeError: if it is no TOML.
        msgspec.ValidationError: if a key is unknown, missing or of another type.
    """
    return msgspec.structs.replace(msgspec.convert(tomllib.loads(text), Outlet), file=file)


@cache
def outlets() -> dict[str, Outlet]:
    """Return the rules of every outlet by each of its hosts."""
    folder = resources.files("waqai").joinpath("data", "outlets")
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    found = (read_outlet(entry.read_text(encoding="utf-8"), entry.name) for entry in files)
    return {host: outlet for outlet in found for host in outlet.hosts}


def host_of(url: str | None) -> str:
    """Return the host of an address in lower case, without ``www.``; empty if it has none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def outlet_of(url: str | None, known: dict[str, Outlet] | None = None) -> Outlet | None:
    """Return the rules for an address: those of its host, else of the nearest host above it."""
    table = outlets() if known is None else known
    labels = host_of(url).split(".")
    section = url.split("://", 1)[-1].split("/")[1:2] if url else []
    hosts = (".".join(labels[at:]) for at in range(len(labels)))
    names = (name for host in hosts for name in (f"{host}/{section[0]}" if section else "", host))
    return next((table[name] for name in names if name in table), None)


@cache
def selector(text: str) -> etree.XPath:
    """Return a selector, compiled.

    Raises:
        cssselect.SelectorError: if it is no CSS.
        etree.XPathSyntaxError: if it is no XPath.
    """
    if text.startswith(_XPATH):
        return etree.XPath(text)
    from lxml.cssselect import CSSSelector  # noqa: PLC0415  # pages of outlets without rules do without it

    return CSSSelector(text, translator="html")


def selected(root: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """Return the elements that the first selector with a find finds, in the page's order."""
    return next((found for text in selectors if (found := list(_elements(root, text)))), [])


def all_selected(root: HtmlElement, selectors: Iterable[str]) -> set[HtmlElement]:
    """Return the elements that any of the selectors finds."""
    return {element for text in selectors for element in _elements(root, text)}


def _elements(root: HtmlElement, text: str) -> Iterator[HtmlElement]:
    found = selector(text)(root)
    yield from (one for one in found if isinstance(one, HtmlElement)) if isinstance(found, list) else ()
