"""Turns annotations by line and words into the offsets that the repository keeps, one article a line, without the text.

Run as ``python tools/annotations.py WORK_FOLDER [TARGET]`` where ``../shared`` is beside the repository. WORK_FOLDER holds, in
any depth, ``NNN.txt`` (the text), ``NNN.meta.json`` (id in the corpus, published, sha256) and ``NNN.json`` (the annotation, in
the format of the annotation guide). An annotation whose words are not in its text is reported and left out.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from waqai.evaluate import gold

TARGET = gold.ROOT / "corpus" / "tunisia" / "annotations.jsonl"


def offsets(path: Path) -> dict[str, Any]:
    """Return one article's annotation with every place given as ``[start, end)`` in the stored text."""
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    meta = json.loads(path.with_suffix(".meta.json").read_text(encoding="utf-8"))
    found = gold.scorer().Gold(path, text)
    events = [
        {
            "line": event["line"],
            "span": list(event["span"]),
            "type": event["type"],
            "mode": event["mode"],
            **{
                slot: [
                    {"span": _nearest(text, entry["text"], event["span"], span), "code": entry["code"]}
                    for entry, (span, _) in zip(event[slot], event["slots"][slot], strict=True)
                ]
                for slot in ("actors", "recipients")
            },
            "status": event["statuses"],
            "date": event["dates"] or [None],
            "core": event.get("core", True),
            **({"id": event["id"]} if event.get("id") else {}),
        }
        for event in found.events
    ]
    statements = [
        {
            "spans": [list(span) for span in statement["spans"]],
            "speakers": [name for name in statement["names"] if name],
            "speaker_spans": [list(span) for span in statement["speaker_spans"]],
            "form": statement["form"],
            "parent": statement["parent"],
            "core": statement.get("core", True),
        }
        for statement in found.statements
    ]
    times = [
        {"span": list(time["span"]), "type": time["type"], "value": time["values"], "core": time.get("core", True)}
        for time in found.times
    ]
    return {
        "id": meta["id"],
        "published": meta["published"],
        "sha256": meta["sha256"],
        "events": events,
        "statements": statements,
        "times": times,
    }


def _nearest(text: str, words: str, trigger: tuple[int, int], found: tuple[int, int] | None) -> list[int] | None:
    """Return where the words of a participant stand nearest to the trigger in its line, else where the scorer found them."""
    if found is None:
        return None
    begin, end = text.rfind("\n", 0, trigger[0]) + 1, text.find("\n", trigger[0])
    places = [match.start() for match in re.finditer(re.escape(words), text[begin : end if end >= 0 else len(text)])]
    if not words or not places:
        return list(found)
    at = begin + min(places, key=lambda place: abs(begin + place - trigger[0]))
    return [at, at + len(words)]


def main(folder: Path, target: Path = TARGET) -> int:
    """Convert every annotation below ``folder``; return 1 if one could not be."""
    lines: list[str] = []
    failed = 0
    for path in sorted(folder.rglob("[0-9][0-9][0-9].json")):
        try:
            lines.append(json.dumps(offsets(path), ensure_ascii=False, separators=(",", ":")))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            failed += 1
            print(f"{path}: left out: {error!r}", file=sys.stderr)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    print(f"{len(lines)} articles written to {target}, {failed} left out")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
