"""Titles without the site's name, and authors who are people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from waqai.extraction.blocks import key_of
from waqai.extraction.tree import squeezed
from waqai.tables import rows

# What stands between a title and the name of the site.
_BETWEEN: Final = re.compile(r"\s+(?:[-|\u2013\u2014\u00ab\u00bb\u2022\u00b7~]|::|//)+\s+|\s*\|\s*")
_BARE: Final = re.compile(r"https?:|www\.|@|[/\\]|\.(?:com|net|org|tv)\b", re.IGNORECASE)
_PARTS: Final = re.compile(r"\s*(?:[,;\u060c|]|\band\b)\s*", re.IGNORECASE)
_LONGEST_NAME: Final = 60
_MOST_WORDS: Final = 7
_MOST_SITE: Final = 6  # words of a site's name at the end of a title


def title_of(candidates: Sequence[str], headings: Sequence[str], sites: Iterable[str]) -> str | None:
    """Return the page's title without the name of the site, ``None`` where it has none.

    Args:
        candidates: what the page gives as its title, the most trustworthy first.
        headings: its visible headings.
        sites: names of the site, publisher and host.
    """
    known = {key for site in sites if (key := key_of(site))}
    keys = {key_of(one) for one in (*candidates, *headings)}
    for one in (*candidates, *headings):
        cleaned = _without_site(squeezed(one), known, keys)
        if key_of(cleaned) and key_of(cleaned) not in known:
            return cleaned
    return None


def _without_site(title: str, sites: set[str], titles: set[str]) -> str:
    """Return a title without the site's names at its end or start."""
    while True:
        marks = list(_BETWEEN.finditer(title))
        if not marks:
            return title
        cuts = [(title[: mark.start()], title[mark.end() :]) for mark in (marks[-1], marks[0])]
        (head, tail), (first, rest) = cuts
        if _is_site(tail, sites) or (key_of(head) in titles and key_of(tail)):
            title = head.strip()
        elif _is_site(first, sites) or (key_of(rest) in titles and key_of(first).count(" ") < _MOST_SITE):
            title = rest.strip()
        else:
            return title


def _is_site(part: str, sites: set[str]) -> bool:
    """Tell whether a part of a title is a name of the site, or the same name with another word or spelling."""
    key = key_of(part)
    if not key or key.count(" ") >= _MOST_SITE:
        return not key
    joined = key.replace(" ", "")
    return any(
        key == site
        or joined == site.replace(" ", "")
        or (len(site) > 3 and f" {site} " in f" {key} ")
        or f" {key} " in f" {site} "
        for site in sites
    )


def site_name(sites: Iterable[str]) -> str | None:
    """Return the first name of a site that is one and no address, without the slogan after it."""
    names = (_BETWEEN.split(site)[0].strip() for site in sites if not _BARE.search(site))
    return next((name for name in names if name), None)


def authors_of(given: Iterable[str], sites: Iterable[str]) -> tuple[str, ...]:
    """Return the authors who are people or agencies: no addresses, accounts, or names of the site itself."""
    known = {key for site in sites if (key := key_of(site))}
    found: dict[str, str] = {}
    for one in given:
        sections = [key_of(section) for section in re.split(r"\s+-\s+", one)]
        if _BARE.search(one) or (len(sections) > 1 and known.intersection(sections)):
            continue
        for part in _PARTS.split(re.split(r"\s+-\s+", one)[0]):
            name = _without_by(squeezed(part))
            key = key_of(name)
            fits = (
                key
                and not key.startswith(_never())
                and len(name) <= _LONGEST_NAME
                and key.count(" ") < _MOST_WORDS
                and not any(map(str.isdigit, name))
            )
            if (
                fits
                and key not in _nobody()
                and key not in known
                and key.replace(" ", "") not in {k.replace(" ", "") for k in known}
            ):
                found.setdefault(key, name)
    return tuple(found.values())


def _without_by(name: str) -> str:
    """Return a name without the word that introduces it: By, Written by."""
    for word in _introducing():
        if name.casefold().startswith(f"{word} ") or name.casefold().startswith(f"{word}:"):
            return name[len(word) + 1 :].strip(" :")
    return name


@cache
def _nobody() -> frozenset[str]:
    return frozenset(key_of(row["words"]) for row in rows("extraction", "authors.tsv") if row["kind"] == "nobody")


@cache
def _never() -> tuple[str, ...]:
    return tuple(key_of(row["words"]) for row in rows("extraction", "authors.tsv") if row["kind"] == "never")


@cache
def _introducing() -> tuple[str, ...]:
    found = (row["words"].casefold() for row in rows("extraction", "authors.tsv") if row["kind"] == "before")
    return tuple(sorted(found, key=len, reverse=True))
