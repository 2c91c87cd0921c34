"""Our own annotations of articles, scored as the gold folders are.

Two sets: real Tunisian articles (offsets in the repository, texts beside it, joined by their hash) and short articles of ours
(``corpus/articles``, a gold folder with its texts). A part of each is held out by the hash of the article's id: rules are not
written from what fails in it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from waqai.evaluate.gold import ROOT, SHARED, Result, published_days, score_folder
from waqai.parsers import Parser

ANNOTATIONS: Final = ROOT / "corpus" / "tunisia" / "annotations.jsonl"
OWN: Final = ROOT / "corpus" / "articles"
TEXTS: Final = SHARED / "corpus" / "ar_tunisia_1500.jsonl.gz"
_PARTS: Final = 4  # one of so many is held out


def held_out(identifier: str) -> bool:
    """Tell whether the article belongs to the part that rules are not written from."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % _PARTS == 0


def absent() -> str | None:
    """Return why the annotations cannot be scored here, ``None`` if they can."""
    return None if TEXTS.is_file() else "the texts of the annotated Tunisian articles are not beside this repository"


def stored_text(article: dict[str, Any]) -> str:
    """Return an article's text as it is stored: title, a blank line, the text, unless the text begins with the title."""
    title, text = article.get("title") or "", article["text"]
    return text if not title or text.startswith(title) else f"{title}\n\n{text}"


def _texts() -> dict[str, str]:
    with gzip.open(TEXTS, "rt", encoding="utf-8") as lines:
        return {article["id"]: stored_text(article) for article in map(json.loads, lines)}


def articles(*, held: bool) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield (annotation, text) of one part.

    Raises:
        ValueError: if a text is not the one that was annotated.
    """
    texts = _texts()
    for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines():
        annotation = json.loads(line)
        if held_out(annotation["id"]) is not held:
            continue
        text = texts[annotation["id"]]
        if hashlib.sha256(text.encode()).hexdigest() != annotation["sha256"]:
            message = f"{ANNOTATIONS.name}: the text of {annotation['id']} is not the one that was annotated"
            raise ValueError(message)
        yield annotation, text


def own_articles(language: str, *, held: bool) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield (annotation, text) of one part of our own short articles, with the publication date from ``articles.jsonl``."""
    for identifier, day in published_days(OWN).items():
        if identifier.startswith(f"{language}-") and held_out(identifier) is held:
            annotation = json.loads((OWN / f"{identifier}.json").read_text(encoding="utf-8"))
            yield {**annotation, "published": day}, (OWN / "text" / f"{identifier}.txt").read_bytes().decode()


def score_articles(found: Iterable[tuple[dict[str, Any], str]], *, learned: bool = True, parser: Parser | None = None) -> Result:
    """Read and score annotated articles, with or without the learned judgement or a parser.

    Args:
        found: annotations with their texts; each annotation has ``id`` and ``published``.
        learned: whether the learned judgement follows the rules.
        parser: what parses English sentences, if anything does.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "text").mkdir()
        days: list[str] = []
        for annotation, text in found:
            (folder / "text" / f"{annotation['id']}.txt").write_bytes(text.encode())
            (folder / f"{annotation['id']}.json").write_text(json.dumps(annotation), encoding="utf-8")
            days.append(json.dumps({"id": annotation["id"], "published": annotation["published"]}))
        (folder / "articles.jsonl").write_text("\n".join(days), encoding="utf-8")
        return score_folder(folder, learned=learned, parser=parser)


def score(*, held: bool, learned: bool = True) -> Result:
    """Read and score the open or the held-out part of the Tunisian articles."""
    return score_articles(articles(held=held), learned=learned)
