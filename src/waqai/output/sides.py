"""The accounts of one event side by side: what all tell, what one side alone tells, where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from waqai.ledger.views import Telling, View
from waqai.output.bidi import isolate
from waqai.output.rows import names

_FACTS: Final[tuple[tuple[str, Callable[[Telling], str]], ...]] = (
    ("status", lambda one: one.account.status),
    ("day", lambda one: one.account.date),
    ("place", lambda one: one.account.place),
    ("mode", lambda one: one.account.mode),
    ("who acts", lambda one: names(one.account.actors)),
    ("on whom", lambda one: names(one.account.recipients)),
)


def sides_text(found: View) -> str:
    """Return an event as a page: its counts, the facts that agree and differ, each account with its evidence."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: View) -> Iterator[str]:
    mode = f" ({found.mode})" if found.mode else ""
    yield f"{found.id}  {found.type}{mode}  {found.date or 'no date'}  {found.status}"
    counts = found.counts
    yield (
        f"{counts.documents} documents, {counts.copies} of them copies: {counts.sources} independent sources; "
        f"{counts.mentions} mentions, {counts.outlets} outlets"
    )
    yield from _facts(found)
    for number, one in enumerate(found.accounts, start=1):
        said = f", said by {isolate(one.account.speaker_name)}" if one.account.speaker_name else ""
        where = " · ".join(isolate(part) for part in (one.outlet, one.published, one.given) if part)
        yield ""
        yield f"{number}. {where}  [{one.account.status}{said}]"
        yield f"   {isolate(one.sentence)}"
        yield f"   {one.account.id} · {one.article} · characters {one.account.start} to {one.account.stop}"


def _facts(found: View) -> Iterator[str]:
    """Yield a line for each fact: agreed by all who tell it, told by one source alone, or told in several ways."""
    sources = len({one.family for one in found.accounts})
    for label, value in _FACTS:
        told: dict[str, list[str]] = {}
        for one in found.accounts:
            if value(one):
                told.setdefault(value(one), []).append(one.outlet or one.given)
        if not told:
            continue
        if len(told) == 1:
            (fact, who), *_ = told.items()
            alone = len({*who}) == 1 and sources > 1
            yield f"{'only ' + isolate(who[0]) if alone else 'all agree'}: {label} {isolate(fact)}"
            continue
        differing = "; ".join(
            f"{isolate(fact)} ({', '.join(isolate(one) for one in sorted({*who}))})" for fact, who in told.items()
        )
        yield f"they differ: {label} {differing}"
