"""All commands of the ledger."""

from __future__ import annotations

from typing import Final

import click

from waqai.commands import adding, asking, batching, changing, exporting, people, planning, watching

COMMANDS: Final[tuple[click.Command, ...]] = (
    adding.add_command,
    batching.batch_command,
    asking.copies_command,
    people.dyad_command,
    asking.event_command,
    asking.events_command,
    exporting.export_command,
    exporting.import_command,
    batching.load_command,
    changing.merge_command,
    planning.plans_command,
    changing.retract_command,
    asking.search_command,
    changing.split_command,
    asking.statements_command,
    asking.stats_command,
    watching.watch_command,
    people.who_command,
    asking.why_command,
)
