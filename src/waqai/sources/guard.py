"""What nobody foresaw: an article that breaks its reader is told, and costs no other."""

from __future__ import annotations

from waqai.errors import INTERNAL, WaqaiError
from waqai.sources.base import Stream


def guarded(stream: Stream, source: str, article: str) -> Stream:
    """Pass a stream on; an exception that nobody foresaw ends it with a notice. Those of files and of waqai itself go on.

    Args:
        stream: of one article, or of one file.
        source: where it stands.
        article: what it is called.
    """
    try:
        yield from stream
    except (OSError, WaqaiError):
        raise
    except Exception as error:  # noqa: BLE001  # any input must be survived; the notice tells
        yield INTERNAL.at(source, article=article, reason=f"{type(error).__name__}: {error}")
