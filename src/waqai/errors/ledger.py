"""WQ400 to WQ499: the ledger and its bundles."""

from __future__ import annotations

from typing import Final

from waqai.errors.base import Problem

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
