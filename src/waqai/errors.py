"""Every message that a user can meet, numbered. ``docs/errors.md`` has a heading for each number.

A :class:`Problem` is the kind (number, words, advice), a :class:`Notice` one occurrence of it with its place in the input.
Only callers of the Python API meet the exception :class:`WaqaiError`; the sources hand notices on as values, so that one
bad article never costs another.
"""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

PAGE: Final = "docs/errors.md"
MAX_CHARACTERS: Final = 5_000_000

Level = Literal["usage", "error", "warning"]

# A notice is one line: a file name or a quoted value may hold line breaks, terminal escapes or bidi controls.
_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of problem: ``message`` is a template, ``advice`` tells what to do about it."""

    code: str
    level: Level
    message: str
    advice: str

    @property
    def anchor(self) -> str:
        """The place in the documentation that explains this number."""
        return f"{PAGE}#{self.code.lower()}"

    def at(
        self,
        source: str = "",
        *,
        line: int | None = None,
        column: int | None = None,
        byte: int | None = None,
        offset: int | None = None,
        **values: object,
    ) -> Notice:
        """Return a notice of this problem, with the template filled from ``values``."""
        message = self.message.format(**values)
        return Notice(problem=self, message=message, source=source, line=line, column=column, byte=byte, offset=offset)


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One problem met: lines and columns count from 1, bytes and character offsets from 0."""

    problem: Problem
    message: str
    source: str = ""
    line: int | None = None
    column: int | None = None
    byte: int | None = None
    offset: int | None = None

    @property
    def failed(self) -> bool:
        """Whether something was not read (a warning only informs)."""
        return self.problem.level != "warning"

    def render(self) -> str:
        """Return the notice as one printable line: number, place, what is wrong, what to do."""
        named = (("line", self.line), ("column", self.column), ("byte", self.byte), ("character", self.offset))
        source = "standard input" if self.source == "-" else self.source
        place = ", ".join([source, *(f"{name} {value}" for name, value in named if value is not None)])
        level = "" if self.problem.level == "usage" else f"{self.problem.level} "
        head = f"{level}{self.problem.code}: "
        where = f"{place.removeprefix(', ')}: " if place else ""
        return _UNPRINTABLE.sub(_escape, f"{head}{where}{self.message}. {self.problem.advice}")


class WaqaiError(Exception):
    """An article or argument that waqai refuses; ``notice`` holds the number and the advice."""

    def __init__(self, notice: Notice) -> None:
        """Keep the notice; the exception's words are its line."""
        super().__init__(notice.render())
        self.notice = notice

    def __reduce__(self) -> tuple[type[WaqaiError], tuple[Notice]]:
        """Come whole out of another process."""
        return WaqaiError, (self.notice,)


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # the last code of two hex digits


BAD_USAGE: Final = Problem(
    code="WQ001",
    level="usage",
    message="{reason}",
    advice="waqai --help and waqai read --help show what can be asked for.",
)
BAD_DATE_OPTION: Final = Problem(
    code="WQ002",
    level="usage",
    message="{option} {value} is not a date",
    advice="Write year, month and day as 2025-02-13.",
)
UNKNOWN_LANGUAGE_OPTION: Final = Problem(
    code="WQ003",
    level="usage",
    message="--language {value} is not a language that waqai reads",
    advice="Write ar or en, or leave the option out and waqai finds the language itself.",
)
NO_SUCH_PATH: Final = Problem(
    code="WQ004",
    level="usage",
    message="there is no such file or folder",
    advice="Check the spelling; nothing was read.",
)
STDIN_TWICE: Final = Problem(
    code="WQ005",
    level="usage",
    message="- (standard input) is given more than once",
    advice="Standard input can be read only once: give - once.",
)
BAD_PARSER: Final = Problem(
    code="WQ006",
    level="usage",
    message="{value} names no parser",
    advice="Write spacy, or spacy: and the name of an installed pipeline, or leave the parser out.",
)
NO_SPACY: Final = Problem(
    code="WQ007",
    level="usage",
    message="the parser {value} needs spaCy, which is not installed",
    advice="Install it with: pip install 'waqai[spacy]'; or leave the parser out, waqai reads without one.",
)
NO_MODEL: Final = Problem(
    code="WQ008",
    level="usage",
    message="the spaCy pipeline {model} cannot be used ({reason})",
    advice="Install a pipeline with: python -m spacy download en_core_web_sm; and name it as in spacy:en_core_web_sm.",
)

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

BAD_JSON: Final = Problem(
    code="WQ201",
    level="error",
    message="not valid JSON ({reason})",
    advice="Write one complete JSON object a line, without line breaks inside.",
)
NOT_OBJECT: Final = Problem(
    code="WQ202",
    level="error",
    message="a JSON object is needed, not {kind}",
    advice='Write each article as {"text": "…"} on a line of its own.',
)
NO_TEXT: Final = Problem(
    code="WQ203",
    level="error",
    message="the field text is missing",
    advice="Put the words of the article into the field text.",
)
WRONG_TYPE: Final = Problem(
    code="WQ204",
    level="error",
    message="the field {field} must be {wanted}, not {kind}",
    advice="Correct the field; only text is required, the others may be left out.",
)
BAD_PUBLISHED: Final = Problem(
    code="WQ205",
    level="error",
    message="the field published is not an ISO date ({value})",
    advice="Write it as 2025-02-13 or 2025-02-13T18:30:00Z, or leave it out.",
)
BAD_LANGUAGE: Final = Problem(
    code="WQ206",
    level="error",
    message="the field language names a language that waqai does not read ({value})",
    advice="waqai reads ar and en; leave the field out to have the language found.",
)

EMPTY_TEXT: Final = Problem(
    code="WQ301",
    level="error",
    message="the text is empty or blank",
    advice="Check where it was saved from: there is nothing to read.",
)
TOO_LONG: Final = Problem(
    code="WQ302",
    level="error",
    message="the text has {count} characters, more than 5,000,000",
    advice="Split it into articles.",
)
NUL: Final = Problem(
    code="WQ303",
    level="error",
    message="the text holds a NUL character (U+0000)",
    advice="No text has one: check that the file is not binary, or remove it.",
)
LONE_SURROGATE: Final = Problem(
    code="WQ304",
    level="error",
    message="the {field} holds half of a character (a lone surrogate, {value})",
    advice="It was cut or wrongly escaped before it came here: correct or remove it.",
)
LANGUAGE_NOT_READ: Final = Problem(
    code="WQ351",
    level="warning",
    message="neither Arabic nor English was found, so the record holds no events",
    advice="If it is Arabic or English, say so with --language.",
)

NO_LEDGER: Final = Problem(
    code="WQ401",
    level="usage",
    message="there is no ledger here",
    advice="waqai add makes one; --ledger names it (a file or a postgresql:// URL).",
)
LEDGER_NEWER: Final = Problem(
    code="WQ402",
    level="usage",
    message="the ledger was written by a newer waqai (schema {found}, this one knows {known})",
    advice="Update waqai; nothing was changed.",
)
LEDGER_BUSY: Final = Problem(
    code="WQ403",
    level="error",
    message="another writer holds the ledger ({reason})",
    advice="Wait until it is done and run the command again; what was not filed is filed then.",
)
LEDGER_UNUSABLE: Final = Problem(
    code="WQ404",
    level="error",
    message="the ledger cannot be used ({reason})",
    advice="Check the path, the rights and the space on the disk; nothing is half-written.",
)
NO_SUCH_ARTICLE: Final = Problem(
    code="WQ405",
    level="usage",
    message="the ledger holds no article {value}",
    advice="Give the id or URL that it was added with, or the id that waqai prints.",
)
NO_SUCH_EVENT: Final = Problem(
    code="WQ406",
    level="usage",
    message="the ledger holds no event {value}",
    advice="waqai events prints the ids.",
)
SEVERAL_ARTICLES: Final = Problem(
    code="WQ407",
    level="usage",
    message="several articles go by {value}: {articles}",
    advice="Give the id that waqai prints, or the URL.",
)
NOTHING_LEFT: Final = Problem(
    code="WQ408",
    level="usage",
    message="these are all the accounts of {value}",
    advice="Name those that are of another event; one at least must stay.",
)
BUNDLE_DAMAGED: Final = Problem(
    code="WQ409",
    level="error",
    message="this is no bundle of a ledger, or it is damaged ({reason})",
    advice="waqai export bundle writes one; fetch it again if it was copied. Nothing was imported.",
)
BUNDLE_NEWER: Final = Problem(
    code="WQ410",
    level="error",
    message="the bundle was written by a newer waqai (schema {found}, this one knows {known})",
    advice="Update waqai; nothing was imported.",
)
LEDGER_NOT_EMPTY: Final = Problem(
    code="WQ411",
    level="usage",
    message="a bundle can only be imported into an empty ledger",
    advice="Name another with --ledger; to bring articles together, add them to one ledger.",
)

NO_PAGE_ARTICLE: Final = Problem(
    code="WQ601",
    level="error",
    message="no article was found on the page ({reason})",
    advice="Check that the page was saved whole and is an article; else save its text as a .txt file.",
)
NO_PAGE_DAY: Final = Problem(
    code="WQ602",
    level="warning",
    message="the page does not say on which day it was published",
    advice="Give the day with --published; without it relative times stay symbolic.",
)
RULE_MISSED: Final = Problem(
    code="WQ603",
    level="warning",
    message="the outlet's rules in {file} found no {parts}, the general rules were used",
    advice="Compare the outlet's rules with one of its pages; told once a run for each outlet and part.",
)
WRONG_CHARSET: Final = Problem(
    code="WQ604",
    level="warning",
    message="the page calls itself {said}, but was read as {read}",
    advice="If letters look wrong, save the page anew as UTF-8.",
)
BAD_STRETCH: Final = Problem(
    code="WQ605",
    level="usage",
    message="the argument {field} holds ({start}, {end}), which is no stretch of the text after the one before it",
    advice="Give pairs of offsets 0 <= start < end <= length, in order and apart.",
)
TITLE_ONLY: Final = Problem(
    code="WQ606",
    level="warning",
    message="of the article only its title was found on the page",
    advice="If it is more than breaking news, save the page anew once a browser has shown the whole text.",
)
NOT_FETCHED: Final = Problem(
    code="WQ620",
    level="error",
    message="only an address, and nothing is fetched: {url}",
    advice="Save the page and give its file.",
)
BAD_LIST: Final = Problem(
    code="WQ621",
    level="error",
    message="the list of articles cannot be read ({reason})",
    advice="Check that it was saved whole and is a feed, a sitemap or a list of addresses.",
)
NO_ADDRESS: Final = Problem(
    code="WQ622",
    level="error",
    message="{what} names neither an article nor an address of one",
    advice="An address begins with http:// or https://; the rest of the list is read.",
)
EMPTY_LIST: Final = Problem(
    code="WQ623",
    level="warning",
    message="there is no article in it",
    advice="Check that it was saved whole; a feed may be empty for a while.",
)
BROKEN_FEED: Final = Problem(
    code="WQ624",
    level="warning",
    message="the XML is not well formed ({reason}), what could be made out of it is read",
    advice="Compare its entries with the outlet's pages; the fault is the outlet's.",
)
ENTITIES: Final = Problem(
    code="WQ625",
    level="error",
    message="the XML declares entities of its own, so it is not read",
    advice="No feed needs them; they can blow up a reader or draw in other files. Remove the declarations if you trust them.",
)
OTHER_CONTENT: Final = Problem(
    code="WQ626",
    level="warning",
    message="the name says {said}, but the content is {found} and is read as that",
    advice="Rename the file to lose this warning.",
)
DAMAGED: Final = Problem(
    code="WQ627",
    level="error",
    message="the packed data cannot be read on from here ({reason})",
    advice="Fetch or copy the file anew; what stands before is read.",
)
UNKNOWN_CONTENT: Final = Problem(
    code="WQ628",
    level="error",
    message="the content is {found}, which holds no article that waqai could read",
    advice="Save the text of the article as a .txt file.",
)
BAD_RECORD: Final = Problem(
    code="WQ629",
    level="error",
    message="no WARC record can be read here ({reason})",
    advice="Compare the archive with its source; reading goes on at the next record.",
)
CUT_ARCHIVE: Final = Problem(
    code="WQ630",
    level="error",
    message="the archive ends in the middle of the record that begins here",
    advice="Fetch or copy the archive anew; the records before are read.",
)
OTHER_RECORDS: Final = Problem(
    code="WQ631",
    level="warning",
    message="{count} that hold no web page left out ({kinds})",
    advice="Only answers of status 200 with HTML are read as articles.",
)
LARGE_PAGE: Final = Problem(
    code="WQ632",
    level="error",
    message="the page has more than {limit} bytes",
    advice="No article is so large: check what the page is.",
)
BAD_BODY: Final = Problem(
    code="WQ633",
    level="error",
    message="the page cannot be unpacked ({reason})",
    advice="Fetch the page itself; the other records are read.",
)
NO_TEXT_COLUMN: Final = Problem(
    code="WQ634",
    level="error",
    message="no column is known to hold the text or the address of an article ({columns})",
    advice="Name it with --columns text=NAME.",
)
BAD_ROW: Final = Problem(
    code="WQ635",
    level="error",
    message="the row cannot be read ({reason})",
    advice="Correct or quote the row; the others are read.",
)
BAD_COLUMNS: Final = Problem(
    code="WQ636",
    level="usage",
    message="--columns {value} cannot be understood ({reason})",
    advice="Write field=column pairs such as text=body,title=headline,published=date.",
)
NO_PARQUET: Final = Problem(
    code="WQ637",
    level="error",
    message="reading Parquet needs pyarrow, which is not installed",
    advice="Install it with: pip install 'waqai[parquet]'.",
)
BAD_PARQUET: Final = Problem(
    code="WQ638",
    level="error",
    message="the Parquet file cannot be read ({reason})",
    advice="Check that it was copied whole.",
)
NO_COLUMN: Final = Problem(
    code="WQ639",
    level="error",
    message="there is no column {wanted} ({columns})",
    advice="Compare --columns with the names in the first line.",
)
BAD_URL: Final = Problem(
    code="WQ650",
    level="error",
    message="this is no web address that is asked for: {reason}",
    advice="Check the address; waqai asks http and https servers at the usual ports, without names and passwords.",
)
HOST_REFUSED: Final = Problem(
    code="WQ651",
    level="error",
    message="the host {host} is refused: {reason}",
    advice="waqai connects to public addresses only; --allow-loopback lets it ask this machine.",
)
NO_SUCH_HOST: Final = Problem(
    code="WQ652",
    level="error",
    message="the name {host} cannot be looked up ({reason})",
    advice="Check the spelling and the network; waqai watch asks again later.",
)
NO_CONNECTION: Final = Problem(
    code="WQ653",
    level="error",
    message="no connection ({reason})",
    advice="The server may be down or its certificate wrong; waqai watch asks again later.",
)
TOO_SLOW: Final = Problem(
    code="WQ654",
    level="error",
    message="no whole answer within {limit} seconds",
    advice="The server is slow or never ends; waqai watch asks again later.",
)
TOO_BIG: Final = Problem(
    code="WQ655",
    level="error",
    message="the answer has more than {limit} bytes {what}",
    advice="No article is so long; nothing of it was kept.",
)
CUT_SHORT: Final = Problem(
    code="WQ656",
    level="error",
    message="the answer was cut short ({reason})",
    advice="Half a page is not read; ask again later, as waqai watch does.",
)
BAD_REDIRECT: Final = Problem(
    code="WQ657",
    level="error",
    message="the redirect {reason}",
    advice="The address is of no use as it stands; look for the present one.",
)
BAD_STATUS: Final = Problem(
    code="WQ658",
    level="error",
    message="the server answered {status}",
    advice="404 and 410: the page is gone; 401 and 403: it is not for everybody; 5xx: ask again later.",
)
TOLD_TO_WAIT: Final = Problem(
    code="WQ659",
    level="error",
    message="the server asks to wait ({status}, {wait})",
    advice="It is asked again when that time is over, if the run goes on so long; waqai watch remembers it.",
)
NOT_A_PAGE: Final = Problem(
    code="WQ660",
    level="error",
    message="this is {kind}, neither page, feed nor text",
    advice="waqai reads pages, feeds, sitemaps and text; save other documents as text.",
)
BAD_ENCODING: Final = Problem(
    code="WQ661",
    level="error",
    message="the answer cannot be unpacked ({reason})",
    advice="The server is at fault; ask again later, as waqai watch does.",
)
BAD_ANSWER: Final = Problem(
    code="WQ662",
    level="error",
    message="the answer is no valid HTTP ({reason})",
    advice="Check that it is a web server; waqai watch asks again later.",
)
ROBOTS_FORBID: Final = Problem(
    code="WQ663",
    level="error",
    message="robots.txt of {host} keeps waqai out",
    advice="Respect it, or ask the outlet; what it allows is read.",
)
ROBOTS_UNKNOWN: Final = Problem(
    code="WQ664",
    level="error",
    message="robots.txt of {host} cannot be had now ({reason})",
    advice="Nothing is asked for until it can be; waqai watch tries again later.",
)
HOST_PAUSED: Final = Problem(
    code="WQ665",
    level="error",
    message="{host} is not to be asked for another {wait} seconds",
    advice="Run it again later; waqai watch waits by itself.",
)
MORE_LISTED: Final = Problem(
    code="WQ666",
    level="warning",
    message="more than {limit} articles are listed, the first {limit} were asked for",
    advice="Ask for more with --follow.",
)
BAD_FEEDS: Final = Problem(
    code="WQ670",
    level="usage",
    message="{reason}",
    advice="docs/watching.md describes the file; nothing was watched.",
)
NOT_A_LIST: Final = Problem(
    code="WQ671",
    level="error",
    message="this is {kind}, no feed, sitemap or list",
    advice='Watch a page itself with kind = "page"; look on the outlet\'s site for its feed.',
)
STATE_BUSY: Final = Problem(
    code="WQ672",
    level="usage",
    message="another waqai watch uses this state file ({reason})",
    advice="Stop the other one, or give each its own file with --state.",
)
STATE_NEWER: Final = Problem(
    code="WQ673",
    level="usage",
    message="the state file was written by a newer waqai (version {found}, this one knows {known})",
    advice="Update waqai; nothing was changed.",
)
STATE_UNUSABLE: Final = Problem(
    code="WQ674",
    level="error",
    message="the state file cannot be used ({reason})",
    advice="Check the path, the rights and the space on the disk; what was filed stays filed.",
)
NO_METRICS: Final = Problem(
    code="WQ675",
    level="usage",
    message="--metrics-port needs prometheus-client, which is not installed",
    advice="Install it with: pip install 'waqai[metrics]'; or leave the option out.",
)
PORT_TAKEN: Final = Problem(
    code="WQ676",
    level="usage",
    message="port {port} cannot be listened at ({reason})",
    advice="Give another port with --metrics-port.",
)
NOT_FOR_BATCH: Final = Problem(
    code="WQ680",
    level="usage",
    message="{value} cannot be read in a batch",
    advice="Standard input and web addresses cannot be read twice, so a batch could not resume: save them to a file first.",
)
NO_PYARROW: Final = Problem(
    code="WQ681",
    level="usage",
    message="Parquet files need pyarrow, which is not installed",
    advice="Install it with: pip install 'waqai[parquet]'.",
)
NO_DASK: Final = Problem(
    code="WQ682",
    level="usage",
    message="--engine dask needs Dask distributed, which is not installed",
    advice="Install it with: pip install 'waqai[dask]'; or leave the option out, a pool of processes needs nothing.",
)
CHANGED_INPUT: Final = Problem(
    code="WQ683",
    level="usage",
    message="the run in this folder was begun with another input ({reason})",
    advice="Name another folder, or add --fresh to delete these shards and begin anew; nothing was changed.",
)
CHANGED_PIPELINE: Final = Problem(
    code="WQ684",
    level="usage",
    message="the run in this folder was begun by {found}, this is {now}",
    advice="Name another folder, add --fresh to delete these shards and begin anew, or go back to that version.",
)
NO_RUN: Final = Problem(
    code="WQ685",
    level="usage",
    message="the folder holds no batch ({reason})",
    advice="waqai batch --out takes a new or empty folder, or one that it wrote; waqai load one that it wrote.",
)
RUN_BUSY: Final = Problem(
    code="WQ686",
    level="usage",
    message="another run writes into this folder",
    advice="Wait until it is done, or name another folder.",
)
PART_LOST: Final = Problem(
    code="WQ687",
    level="error",
    message="the worker that read bytes {start} to {end} failed {times} times, last after {count} articles ({reason})",
    advice="Run the same command again to try this shard once more; with less memory in use, if it was killed for want of it.",
)
DAMAGED_SHARD: Final = Problem(
    code="WQ688",
    level="error",
    message="not as it was written ({reason})",
    advice="Run the waqai batch that wrote it again: it writes damaged shards anew. The others were loaded.",
)
NO_SCHEDULER: Final = Problem(
    code="WQ689",
    level="usage",
    message="the scheduler cannot be used ({reason})",
    advice="Give its address as in --scheduler tcp://host:8786 and check that it runs; leave it out for workers on this machine.",
)
OTHER_WORKER: Final = Problem(
    code="WQ690",
    level="error",
    message="a worker runs {found}, this is {now}",
    advice="Install the same waqai on every machine; the shards that are done stay, run the same command again.",
)
WORKER_DIED: Final = Problem(
    code="WQ695",
    level="warning",
    message="the worker that read bytes {start} to {end} died after {count} articles ({reason}); another one begins there anew",
    advice="If this happens often, use fewer --jobs: each needs memory of its own.",
)

INTERNAL: Final = Problem(
    code="WQ901",
    level="error",
    message="internal error while reading {article} ({reason})",
    advice="This is a fault of waqai: please report it with the article; --traceback shows where it happened.",
)
CANNOT_WRITE: Final = Problem(
    code="WQ902",
    level="error",
    message="the output cannot be written ({reason})",
    advice="Check the space on the disk and the place that the output goes to.",
)

PROBLEMS: Final = (
    BAD_USAGE,
    BAD_DATE_OPTION,
    UNKNOWN_LANGUAGE_OPTION,
    NO_SUCH_PATH,
    STDIN_TWICE,
    BAD_PARSER,
    NO_SPACY,
    NO_MODEL,
    UNKNOWN_KIND,
    UNREADABLE,
    EMPTY_FOLDER,
    NOT_UTF8,
    TOO_MANY_BYTES,
    WINDOWS_1256,
    UTF_16,
    LEFT_OUT,
    NO_ARTICLE,
    BAD_JSON,
    NOT_OBJECT,
    NO_TEXT,
    WRONG_TYPE,
    BAD_PUBLISHED,
    BAD_LANGUAGE,
    EMPTY_TEXT,
    TOO_LONG,
    NUL,
    LONE_SURROGATE,
    LANGUAGE_NOT_READ,
    NO_LEDGER,
    LEDGER_NEWER,
    LEDGER_BUSY,
    LEDGER_UNUSABLE,
    NO_SUCH_ARTICLE,
    NO_SUCH_EVENT,
    SEVERAL_ARTICLES,
    NOTHING_LEFT,
    BUNDLE_DAMAGED,
    BUNDLE_NEWER,
    LEDGER_NOT_EMPTY,
    NO_PAGE_ARTICLE,
    NO_PAGE_DAY,
    RULE_MISSED,
    WRONG_CHARSET,
    BAD_STRETCH,
    TITLE_ONLY,
    NOT_FETCHED,
    BAD_LIST,
    NO_ADDRESS,
    EMPTY_LIST,
    BROKEN_FEED,
    ENTITIES,
    OTHER_CONTENT,
    DAMAGED,
    UNKNOWN_CONTENT,
    BAD_RECORD,
    CUT_ARCHIVE,
    OTHER_RECORDS,
    LARGE_PAGE,
    BAD_BODY,
    NO_TEXT_COLUMN,
    BAD_ROW,
    BAD_COLUMNS,
    NO_PARQUET,
    BAD_PARQUET,
    NO_COLUMN,
    BAD_URL,
    HOST_REFUSED,
    NO_SUCH_HOST,
    NO_CONNECTION,
    TOO_SLOW,
    TOO_BIG,
    CUT_SHORT,
    BAD_REDIRECT,
    BAD_STATUS,
    TOLD_TO_WAIT,
    NOT_A_PAGE,
    BAD_ENCODING,
    BAD_ANSWER,
    ROBOTS_FORBID,
    ROBOTS_UNKNOWN,
    HOST_PAUSED,
    MORE_LISTED,
    BAD_FEEDS,
    NOT_A_LIST,
    STATE_BUSY,
    STATE_NEWER,
    STATE_UNUSABLE,
    NO_METRICS,
    PORT_TAKEN,
    NOT_FOR_BATCH,
    NO_PYARROW,
    NO_DASK,
    CHANGED_INPUT,
    CHANGED_PIPELINE,
    NO_RUN,
    RUN_BUSY,
    PART_LOST,
    DAMAGED_SHARD,
    NO_SCHEDULER,
    OTHER_WORKER,
    WORKER_DIED,
    INTERNAL,
    CANNOT_WRITE,
)
