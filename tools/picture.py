"""Draws docs/images/read.png: what ``waqai read`` prints of the translated sample, as a browser shows it.

Run as ``python tools/picture.py``; needs Chromium (``WAQAI_CHROMIUM`` names another binary) and fonts with Arabic letters.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "samples/ar_call_translated.txt"
LINES = 44
STYLES = {"1": "b", "2": "d", "31": "r", "32": "g", "33": "y", "34": "u", "35": "m", "36": "c"}
PAGE = """<!doctype html><meta charset="utf-8"><style>
body{margin:0;padding:22px 26px;background:#101418;color:#dde3e8;
font:15px/1.55 "DejaVu Sans Mono","Noto Sans Mono","Noto Naskh Arabic",monospace}
pre{margin:0;white-space:pre-wrap;font:inherit}.b{font-weight:bold;color:#fff}.d{color:#8a949e}.r{color:#ff8f80}.g{color:#8fd694}.y{color:#f0d070}
.u{color:#8ab8ff}.m{color:#d9a5f0}.c{color:#7fdbe0}.p{color:#8fd694}
</style><pre><span class="p">$</span> waqai read %s\n\n%s</pre>"""
ANSI = re.compile(r"\x1b\[([0-9;]*)m")


def coloured(text: str) -> str:
    """Return terminal output as HTML: every colour becomes a span of the page's style."""
    parts: list[str] = []
    depth = 0
    at = 0
    for match in ANSI.finditer(text):
        parts.append(html.escape(text[at : match.start()]))
        at = match.end()
        classes = [STYLES[code] for code in match.group(1).split(";") if code in STYLES]
        if classes:
            parts.append(f'<span class="{" ".join(classes)}">')
            depth += 1
        else:
            parts.append("</span>" * depth)
            depth = 0
    parts.append(html.escape(text[at:]))
    return "".join(parts)


def main() -> int:
    """Read the sample, write the page and photograph it."""
    command = [sys.executable, "-m", "waqai.cli", "read", SAMPLE, "--color", "always", "--bidi", "isolate"]
    environment = {**os.environ, "COLUMNS": "132"}
    printed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout  # noqa: S603
    shown = "\n".join(printed.splitlines()[:LINES])
    chromium = os.environ.get("WAQAI_CHROMIUM", "chromium")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(PAGE % (SAMPLE, coloured(shown)), encoding="utf-8")
        picture = ROOT / "docs" / "images" / "read.png"
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--window-size=1280,1180",
            f"--user-data-dir={folder}/profile",
        ]
        quiet = [
            f"--user-data-dir={folder}/profile",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ]
        subprocess.run([chromium, *flags, *quiet, f"--screenshot={picture}", page.as_uri()], check=True, capture_output=True)  # noqa: S603
    print(f"wrote {picture.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
