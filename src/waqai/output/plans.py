"""Plans in the terminal: what was announced, by when, and what became of it, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from waqai.ledger.plans import Plan
from waqai.ledger.views import View
from waqai.output.bidi import isolate
from waqai.output.rows import names


def plans_text(found: Iterable[Plan], views: Mapping[str, View]) -> str:
    """Return a page of plans; ``views`` has the event of each."""
    lines = [line for plan in found for line in _lines(plan, views[plan.event])]
    return "\n".join(lines) + "\n" if lines else "no plans\n"


def _lines(plan: Plan, event: View) -> Iterator[str]:
    moved = f", then {' to '.join(dict.fromkeys(plan.due_after_change))}" if plan.due_after_change else ""
    yield f"{plan.fate.upper()}  {plan.type}  due {' to '.join(dict.fromkeys(plan.due))}{moved}  {plan.event}"
    yield f"  {isolate(names(event.actors))} -> {isolate(names(event.recipients) or '-')}"
    yield f"  {isolate(event.accounts[0].sentence)}"
    for step in plan.steps:
        yield f"  {step.day}  {step.what}  {isolate(step.article)}  {step.account}"
    yield ""
