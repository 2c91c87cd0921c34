"""All commands of the ledger."""

from __future__ import annotations

from typing import Final

import click

from waqai.commands import adding, asking, batching, changing, people, planning

COMMANDS: Final[tuple[click.Command, ...]] = (
    adding.add_command,
    batching.batch_command,
    asking.copies_command,
    people.dyad_command,
    asking.event_command,
    asking.events_command,
    batching.load_command,
    changing.merge_command,
    planning.plans_command,
    changing.retract_command,
    asking.search_command,
    changing.split_command,
    asking.statements_command,
    asking.stats_command,
    people.who_command,
    asking.why_command,
)
