"""Every message that a user can meet, numbered. ``docs/errors.md`` has a heading for each number.

A module holds the messages of one range of numbers; everybody takes them from here, so a new one needs its line below.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from waqai.errors.articles import BAD_JSON as BAD_JSON
from waqai.errors.articles import BAD_LANGUAGE as BAD_LANGUAGE
from waqai.errors.articles import BAD_PUBLISHED as BAD_PUBLISHED
from waqai.errors.articles import EMPTY_TEXT as EMPTY_TEXT
from waqai.errors.articles import LANGUAGE_NOT_READ as LANGUAGE_NOT_READ
from waqai.errors.articles import LONE_SURROGATE as LONE_SURROGATE
from waqai.errors.articles import NO_TEXT as NO_TEXT
from waqai.errors.articles import NOT_OBJECT as NOT_OBJECT
from waqai.errors.articles import NUL as NUL
from waqai.errors.articles import TOO_LONG as TOO_LONG
from waqai.errors.articles import WRONG_TYPE as WRONG_TYPE
from waqai.errors.base import MAX_CHARACTERS as MAX_CHARACTERS
from waqai.errors.base import PAGE as PAGE
from waqai.errors.base import Level as Level
from waqai.errors.base import Notice as Notice
from waqai.errors.base import Problem as Problem
from waqai.errors.base import WaqaiError as WaqaiError
from waqai.errors.batches import CHANGED_INPUT as CHANGED_INPUT
from waqai.errors.batches import CHANGED_PIPELINE as CHANGED_PIPELINE
from waqai.errors.batches import DAMAGED_SHARD as DAMAGED_SHARD
from waqai.errors.batches import NO_DASK as NO_DASK
from waqai.errors.batches import NO_PYARROW as NO_PYARROW
from waqai.errors.batches import NO_RUN as NO_RUN
from waqai.errors.batches import NO_SCHEDULER as NO_SCHEDULER
from waqai.errors.batches import NOT_FOR_BATCH as NOT_FOR_BATCH
from waqai.errors.batches import OTHER_WORKER as OTHER_WORKER
from waqai.errors.batches import PART_LOST as PART_LOST
from waqai.errors.batches import RUN_BUSY as RUN_BUSY
from waqai.errors.batches import WORKER_DIED as WORKER_DIED
from waqai.errors.files import EMPTY_FOLDER as EMPTY_FOLDER
from waqai.errors.files import LEFT_OUT as LEFT_OUT
from waqai.errors.files import NO_ARTICLE as NO_ARTICLE
from waqai.errors.files import NOT_UTF8 as NOT_UTF8
from waqai.errors.files import TOO_MANY_BYTES as TOO_MANY_BYTES
from waqai.errors.files import UNKNOWN_KIND as UNKNOWN_KIND
from waqai.errors.files import UNREADABLE as UNREADABLE
from waqai.errors.files import UTF_16 as UTF_16
from waqai.errors.files import WINDOWS_1256 as WINDOWS_1256
from waqai.errors.internal import CANNOT_WRITE as CANNOT_WRITE
from waqai.errors.internal import INTERNAL as INTERNAL
from waqai.errors.ledger import BUNDLE_DAMAGED as BUNDLE_DAMAGED
from waqai.errors.ledger import BUNDLE_NEWER as BUNDLE_NEWER
from waqai.errors.ledger import LEDGER_BUSY as LEDGER_BUSY
from waqai.errors.ledger import LEDGER_NEWER as LEDGER_NEWER
from waqai.errors.ledger import LEDGER_NOT_EMPTY as LEDGER_NOT_EMPTY
from waqai.errors.ledger import LEDGER_UNUSABLE as LEDGER_UNUSABLE
from waqai.errors.ledger import NO_LEDGER as NO_LEDGER
from waqai.errors.ledger import NO_SUCH_ARTICLE as NO_SUCH_ARTICLE
from waqai.errors.ledger import NO_SUCH_EVENT as NO_SUCH_EVENT
from waqai.errors.ledger import NOTHING_LEFT as NOTHING_LEFT
from waqai.errors.ledger import SEVERAL_ARTICLES as SEVERAL_ARTICLES
from waqai.errors.pages import BAD_STRETCH as BAD_STRETCH
from waqai.errors.pages import NO_PAGE_ARTICLE as NO_PAGE_ARTICLE
from waqai.errors.pages import NO_PAGE_DAY as NO_PAGE_DAY
from waqai.errors.pages import RULE_MISSED as RULE_MISSED
from waqai.errors.pages import TITLE_ONLY as TITLE_ONLY
from waqai.errors.pages import WRONG_CHARSET as WRONG_CHARSET
from waqai.errors.sources import BAD_BODY as BAD_BODY
from waqai.errors.sources import BAD_COLUMNS as BAD_COLUMNS
from waqai.errors.sources import BAD_LIST as BAD_LIST
from waqai.errors.sources import BAD_PARQUET as BAD_PARQUET
from waqai.errors.sources import BAD_RECORD as BAD_RECORD
from waqai.errors.sources import BAD_ROW as BAD_ROW
from waqai.errors.sources import BROKEN_FEED as BROKEN_FEED
from waqai.errors.sources import CUT_ARCHIVE as CUT_ARCHIVE
from waqai.errors.sources import DAMAGED as DAMAGED
from waqai.errors.sources import EMPTY_LIST as EMPTY_LIST
from waqai.errors.sources import ENTITIES as ENTITIES
from waqai.errors.sources import LARGE_PAGE as LARGE_PAGE
from waqai.errors.sources import NO_ADDRESS as NO_ADDRESS
from waqai.errors.sources import NO_COLUMN as NO_COLUMN
from waqai.errors.sources import NO_PARQUET as NO_PARQUET
from waqai.errors.sources import NO_TEXT_COLUMN as NO_TEXT_COLUMN
from waqai.errors.sources import NOT_FETCHED as NOT_FETCHED
from waqai.errors.sources import OTHER_CONTENT as OTHER_CONTENT
from waqai.errors.sources import OTHER_RECORDS as OTHER_RECORDS
from waqai.errors.sources import UNKNOWN_CONTENT as UNKNOWN_CONTENT
from waqai.errors.usage import BAD_DATE_OPTION as BAD_DATE_OPTION
from waqai.errors.usage import BAD_PARSER as BAD_PARSER
from waqai.errors.usage import BAD_USAGE as BAD_USAGE
from waqai.errors.usage import NO_MODEL as NO_MODEL
from waqai.errors.usage import NO_SPACY as NO_SPACY
from waqai.errors.usage import NO_SUCH_PATH as NO_SUCH_PATH
from waqai.errors.usage import STDIN_TWICE as STDIN_TWICE
from waqai.errors.usage import UNKNOWN_LANGUAGE_OPTION as UNKNOWN_LANGUAGE_OPTION
from waqai.errors.watching import BAD_FEEDS as BAD_FEEDS
from waqai.errors.watching import NO_METRICS as NO_METRICS
from waqai.errors.watching import NOT_A_LIST as NOT_A_LIST
from waqai.errors.watching import PORT_TAKEN as PORT_TAKEN
from waqai.errors.watching import STATE_BUSY as STATE_BUSY
from waqai.errors.watching import STATE_NEWER as STATE_NEWER
from waqai.errors.watching import STATE_UNUSABLE as STATE_UNUSABLE
from waqai.errors.web import BAD_ANSWER as BAD_ANSWER
from waqai.errors.web import BAD_ENCODING as BAD_ENCODING
from waqai.errors.web import BAD_REDIRECT as BAD_REDIRECT
from waqai.errors.web import BAD_STATUS as BAD_STATUS
from waqai.errors.web import BAD_URL as BAD_URL
from waqai.errors.web import CUT_SHORT as CUT_SHORT
from waqai.errors.web import HOST_PAUSED as HOST_PAUSED
from waqai.errors.web import HOST_REFUSED as HOST_REFUSED
from waqai.errors.web import MORE_LISTED as MORE_LISTED
from waqai.errors.web import NO_CONNECTION as NO_CONNECTION
from waqai.errors.web import NO_SUCH_HOST as NO_SUCH_HOST
from waqai.errors.web import NOT_A_PAGE as NOT_A_PAGE
from waqai.errors.web import ROBOTS_FORBID as ROBOTS_FORBID
from waqai.errors.web import ROBOTS_UNKNOWN as ROBOTS_UNKNOWN
from waqai.errors.web import TOLD_TO_WAIT as TOLD_TO_WAIT
from waqai.errors.web import TOO_BIG as TOO_BIG
from waqai.errors.web import TOO_SLOW as TOO_SLOW

PROBLEMS: Final[tuple[Problem, ...]] = tuple(
    sorted((value for value in globals().values() if isinstance(value, Problem)), key=attrgetter("code"))
)
