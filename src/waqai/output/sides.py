"""The accounts of one event side by side: what all tell, what one side alone tells, where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from waqai.ledger.views import Telling, View
from waqai.output.bidi import isolate
from waqai.output.rows import names
from waqai.stories.accounts import Party


def _who(parties: Iterable[Party]) -> str:
    """Return by what two accounts name the same sides: the codes, whatever the words (the presidents; Tebboune and Ghazouani)."""
    return "|".join(sorted({party.code or party.entity or party.name for party in parties}))


# Label, what is compared, what is shown.
_FACTS: Final[tuple[tuple[str, Callable[[Telling], str], Callable[[Telling], str]], ...]] = (
    ("status", lambda one: one.account.status, lambda one: one.account.status),
    ("day", lambda one: one.account.date, lambda one: one.account.date),
    ("place", lambda one: one.account.place, lambda one: one.account.place),
    ("mode", lambda one: one.account.mode, lambda one: one.account.mode),
    ("who acts", lambda one: _who(one.account.actors), lambda one: names(one.account.actors)),
    ("on whom", lambda one: _who(one.account.recipients), lambda one: names(one.account.recipients)),
    ("durations", lambda one: "|".join(dict(one.account.durations)), lambda one: ", ".join(dict(one.account.durations).values())),
    (
        "figures",
        lambda one: "|".join(one.account.figures),
        lambda one: " · ".join(f"{float(n):,.10g}" for n in one.account.figures),
    ),
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
    for label, value, shown in _FACTS:
        told: dict[str, list[Telling]] = {}
        for one in found.accounts:
            if value(one):
                told.setdefault(value(one), []).append(one)
        ways = [(isolate(shown(who[0])), _outlets(who), {one.family for one in who}) for who in told.values()]
        if len(ways) == 1:
            ((fact, outlets, families),) = ways
            yield f"{f'only {outlets}' if len(families) == 1 < sources else 'all agree'}: {label} {fact}"
        elif ways:
            yield f"they differ: {label} " + "; ".join(f"{fact} ({outlets})" for fact, outlets, _ in ways)


def _outlets(who: list[Telling]) -> str:
    return ", ".join(isolate(one) for one in sorted({one.outlet or one.given for one in who}))
