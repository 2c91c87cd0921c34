"""Articles from real web pages (``../shared/gold/html``): the text against what public test sets hold, days, titles.

Text is compared as the article extraction benchmark does it: runs of four words, precision and recall of each page, and the F1 of
means. ``text`` is what waqai reads as running text: paragraphs and leads. Most of the test sets leave out leads (``body`` does so
as well) and captions (``kept`` has them, too). Plain trafilatura runs on the same pages beside us.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from waqai.evaluate.gold import SHARED
from waqai.extraction.article import Extracted, article_of
from waqai.extraction.blocks import key_of
from waqai.extraction.region import extracted
from waqai.extraction.tree import parsed
from waqai.text.language import language_of

_WORD: Final = re.compile(r"\w+")
_RUN: Final = 4
_FOREIGN: Final = "fa"


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a page: any part may be missing. ``file`` lies in the folder of ``gold.json``."""

    file: str
    lang: str
    url: str | None = None
    date: str | None = None
    title: str | None = None
    text: str | None = None


class Page(msgspec.Struct, frozen=True):
    """A page with what was found on it, ``None`` where no article was."""

    gold: Gold
    found: Extracted | None
    plain: str


Share = tuple[float, float]


def absent(shared: Path = SHARED) -> str | None:
    """Return why the pages cannot be scored here, ``None`` if they can."""
    needed = shared / "gold" / "html" / "gold.json"
    return None if needed.is_file() else "the pages ../shared/gold/html are not beside this repository"


def golds(folder: Path) -> list[Gold]:
    """Return what is known of the pages of a folder."""
    known = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return [msgspec.convert({**fields, "file": file}, Gold) for file, fields in known.items()]


def pages(folder: Path, language: str) -> Iterator[Page]:
    """Yield the pages of a language, read as saved pages are: their addresses are not told."""
    for gold in golds(folder):
        if gold.lang == language:
            text = (folder / gold.file).read_text(encoding="utf-8")
            found, root = article_of(text), parsed(text)
            plain = extracted(root, fast=False) if root is not None else ""
            yield Page(gold, None if isinstance(found, str) else found, plain)


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of a text, or its words as one run if it has fewer."""
    words = _WORD.findall(text)
    last = len(words) - _RUN + 1
    return Counter([tuple(words[at : at + _RUN]) for at in range(last)] if last > 0 else [tuple(words)] if words else [])


def share(found: str, wanted: str) -> Share:
    """Return precision and recall of a text's runs of words."""
    ours, theirs = runs(found), runs(wanted)
    common = (ours & theirs).total()
    return common / max(1, ours.total()), common / max(1, theirs.total())


def text_of(found: Extracted | None, kinds: Iterable[str]) -> str:
    """Return the lines of some kinds."""
    wanted = frozenset(kinds)
    return "\n".join(line.text for line in found.lines if line.kind in wanted) if found else ""


def f1_of(shares: Iterable[Share]) -> tuple[float, float, float]:
    """Return mean precision, mean recall and the F1 of the two."""
    all_shares = list(shares)
    precision = sum(p for p, _ in all_shares) / max(1, len(all_shares))
    recall = sum(r for _, r in all_shares) / max(1, len(all_shares))
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def figures(language: str, shared: Path = SHARED) -> dict[str, float]:
    """Return the figures of the pages of a language."""
    found = list(pages(shared / "gold" / "html", language))
    texts = [(page, page.gold.text) for page in found if page.gold.text]
    precision, recall, f1 = f1_of(share(text_of(page.found, ["body", "lead"]), text) for page, text in texts)
    body = f1_of(share(text_of(page.found, ["body"]), text) for page, text in texts)
    kept = f1_of(share(text_of(page.found, ["body", "lead", "caption"]), text) for page, text in texts)
    plain = f1_of(share(page.plain, text) for page, text in texts)
    days = [page.found is not None and page.found.published == page.gold.date for page in found if page.gold.date]
    titles = [
        page.found is not None and key_of(page.found.title or "") == key_of(page.gold.title) for page in found if page.gold.title
    ]
    return {
        "text_p": precision,
        "text_r": recall,
        "text_f1": f1,
        "body_f1": body[2],
        "kept_f1": kept[2],
        "plain_f1": plain[2],
        "day_acc": sum(days) / max(1, len(days)),
        "title_acc": sum(titles) / max(1, len(titles)),
        "n_pages": float(len(found)),
    }


def foreign(shared: Path = SHARED) -> float:
    """Return the share of Persian pages that are not taken for Arabic."""
    found = [language_of(text_of(page.found, ["body"])) for page in pages(shared / "gold" / "html", _FOREIGN)]
    return sum(code != "ar" for code in found) / max(1, len(found))
