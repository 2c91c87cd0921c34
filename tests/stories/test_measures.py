"""Durations and figures that go with an event: those of the sentences that mention it, without the numbers of dates."""

from __future__ import annotations

import msgspec

import waqai
from waqai.ledger.entry import version_id
from waqai.ledger.views import Telling, view
from waqai.model import Article
from waqai.output.sides import sides_text
from waqai.stories.accounts import Account, accounts

CALL_AR = "أجرى الرئيس المصري اتصالا هاتفيا مع نظيره التركي يوم 3 مارس 2025. واستمر الاتصال ساعة ونصف الساعة."
CALL_EN = "The Egyptian president held a phone call with his Turkish counterpart on 3 March 2025."
STRIKE = "On 4 March 2025 the army shelled the market in Omdurman and killed 54 civilians."


def told(text: str, kind: str, outlet: str) -> tuple[Account, Telling]:
    """Return the account of the event of a type that a text tells, and how the ledger holds it."""
    record = waqai.read(text, published="2025-03-04", article=Article(id=outlet, outlet=outlet))
    account = next(one for one in accounts(record, version_id(record)) if one.type == kind)
    telling = Telling(
        account=account, article=f"a-{outlet}", given=outlet, url="", outlet=outlet, title="", language="ar",
        published="2025-03-04", family=f"g-{outlet}", origin="", sentence=text,
    )  # fmt: skip
    return account, telling


def test_a_duration_is_that_of_any_sentence_that_mentions_the_event() -> None:
    account, _ = told(CALL_AR, "CONSULT", "one")
    assert dict(account.durations).keys() == {"PT1H30M"} or dict(account.durations).keys() == {"PT90M"}
    assert account.figures == ()


def test_figures_are_no_numbers_of_dates() -> None:
    account, _ = told(STRIKE, "ASSAULT", "one")
    assert account.figures == ("54",)
    assert account.durations == ()


def test_what_one_side_alone_tells_is_named() -> None:
    first, second = told(CALL_AR, "CONSULT", "one")[1], told(CALL_EN, "CONSULT", "two")[1]
    page = sides_text(view("e-1", [first, second]))
    assert "only one: durations" in page
    other = msgspec.structs.replace(second, account=msgspec.structs.replace(second.account, figures=("54", "1e+06")))
    assert "only two: figures 54 · 1,000,000" in sides_text(view("e-1", [first, other]))
