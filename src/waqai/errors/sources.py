"""WQ620 to WQ649: feeds, lists, archives and tables that hold articles."""

from __future__ import annotations

from typing import Final

from waqai.errors.base import Problem

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
