"""WQ100 to WQ199: files, folders and their encodings."""

from __future__ import annotations

from typing import Final

from waqai.errors.base import Problem

UNKNOWN_KIND: Final = Problem(
    code="WQ102",
    level="error",
    message="files of the kind {suffix} are not read",
    advice="waqai reads texts, pages, feeds, archives and tables: rename the file, or send it through standard input with -.",
)
UNREADABLE: Final = Problem(
    code="WQ103",
    level="error",
    message="cannot be opened or read ({reason})",
    advice="Check that the file still exists and that you may read it.",
)
EMPTY_FOLDER: Final = Problem(
    code="WQ104",
    level="error",
    message="the folder holds no file of a kind that is read",
    advice="Check that it is the right folder.",
)
NOT_UTF8: Final = Problem(
    code="WQ105",
    level="error",
    message="not valid UTF-8 ({reason})",
    advice="Convert it to UTF-8, for example with: iconv -f WINDOWS-1256 -t UTF-8.",
)
TOO_MANY_BYTES: Final = Problem(
    code="WQ106",
    level="error",
    message="more than {limit} bytes for one article",
    advice="An article has at most 5,000,000 characters: split it, or give one article a file or line.",
)
WINDOWS_1256: Final = Problem(
    code="WQ151",
    level="warning",
    message="not UTF-8, read as Windows-1256 Arabic",
    advice="If letters look wrong, convert the file to UTF-8.",
)
UTF_16: Final = Problem(
    code="WQ152",
    level="warning",
    message="read as UTF-16, as its byte order mark says",
    advice="Offsets refer to the decoded text; convert the file to UTF-8 to lose this warning.",
)
LEFT_OUT: Final = Problem(
    code="WQ153",
    level="warning",
    message="{count} of other kinds left out ({kinds})",
    advice="docs/sources.md lists the kinds that are read; hidden files are never read.",
)
NO_ARTICLE: Final = Problem(
    code="WQ154",
    level="warning",
    message="holds no article",
    advice="Each line that is not blank should be one JSON object with the field text.",
)
