"""Commands whose usage errors carry a number like every other message."""

from __future__ import annotations

import click

from waqai.errors import BAD_USAGE


class Numbered(click.Command):
    """A command whose usage errors carry a number like every other message."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """Parse the arguments as click does; give its errors the number of bad usage."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            if not error.message.startswith("WQ"):
                error = click.UsageError(usage(error.format_message()), error.ctx)
            raise error from None


def usage(reason: str) -> str:
    """Return what is wrong with the arguments as a numbered message."""
    return BAD_USAGE.at(reason=reason.rstrip(".?")).render()
