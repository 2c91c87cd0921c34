"""WQ670 to WQ679: watching feeds and pages."""

from __future__ import annotations

from typing import Final

from waqai.errors.base import Problem

BAD_FEEDS: Final = Problem(
    code="WQ670",
    level="usage",
    message="{reason}",
    advice="docs/watching.md describes the file; nothing was watched.",
)
NOT_A_LIST: Final = Problem(
    code="WQ671",
    level="error",
    message="this is {kind}, no feed, sitemap or list",
    advice='Watch a page itself with kind = "page"; look on the outlet\'s site for its feed.',
)
STATE_BUSY: Final = Problem(
    code="WQ672",
    level="usage",
    message="another waqai watch uses this state file ({reason})",
    advice="Stop the other one, or give each its own file with --state.",
)
STATE_NEWER: Final = Problem(
    code="WQ673",
    level="usage",
    message="the state file was written by a newer waqai (version {found}, this one knows {known})",
    advice="Update waqai; nothing was changed.",
)
STATE_UNUSABLE: Final = Problem(
    code="WQ674",
    level="error",
    message="the state file cannot be used ({reason})",
    advice="Check the path, the rights and the space on the disk; what was filed stays filed.",
)
NO_METRICS: Final = Problem(
    code="WQ675",
    level="usage",
    message="--metrics-port needs prometheus-client, which is not installed",
    advice="Install it with: pip install 'waqai[metrics]'; or leave the option out.",
)
PORT_TAKEN: Final = Problem(
    code="WQ676",
    level="usage",
    message="port {port} cannot be listened at ({reason})",
    advice="Give another port with --metrics-port.",
)
