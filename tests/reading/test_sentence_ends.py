"""A line may end anywhere: after a colon, after "that", in the middle of a quotation. What follows may be a picture or a post."""

from __future__ import annotations

import pytest

import waqai

LEADS = {
    "en": ("The ministry said", "See what the minister tweeted", "According to the spokesman, he warned", "Sudan denied"),
    "ar": ("قالت الوزارة", "وكتب الوزير في تغريدة", "وبحسب المتحدث فقد حذر", "نفى السودان"),
}
ENDS = {
    "en": ("", ":", " that", " that:", ", that", " “", ": “", " in", " and", ",", ";", " to", " (", " —"),
    "ar": ("", ":", " أن", " إن:", "، إن", " “", ": “", " في", " و", "،", "؛", " إلى", " (", " —"),
}


@pytest.mark.parametrize(
    ("language", "text"),
    [(language, lead + end) for language, leads in LEADS.items() for lead in leads for end in ENDS[language]],
)
@pytest.mark.parametrize("after", ["", "\n", "\n\n", ".\n"])
def test_a_line_may_end_anywhere(language: str, text: str, after: str) -> None:
    whole = f"{text}{after}"
    record = waqai.read(whole, published="2025-03-01", language=language)
    spans = [span for statement in record.statements for span in statement.content]
    assert all(0 <= span.start < span.end <= len(whole) for span in spans)
