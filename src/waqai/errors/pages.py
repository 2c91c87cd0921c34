"""WQ600 to WQ619: an article on a web page."""

from __future__ import annotations

from typing import Final

from waqai.errors.base import Problem

NO_PAGE_ARTICLE: Final = Problem(
    code="WQ601",
    level="error",
    message="no article was found on the page ({reason})",
    advice="Check that the page was saved whole and is an article; else save its text as a .txt file.",
)
NO_PAGE_DAY: Final = Problem(
    code="WQ602",
    level="warning",
    message="the page does not say on which day it was published",
    advice="Give the day with --published; without it relative times stay symbolic.",
)
RULE_MISSED: Final = Problem(
    code="WQ603",
    level="warning",
    message="the outlet's rules in {file} found no {parts}, the general rules were used",
    advice="Compare the outlet's rules with one of its pages; told once a run for each outlet and part.",
)
WRONG_CHARSET: Final = Problem(
    code="WQ604",
    level="warning",
    message="the page calls itself {said}, but was read as {read}",
    advice="If letters look wrong, save the page anew as UTF-8.",
)
BAD_STRETCH: Final = Problem(
    code="WQ605",
    level="usage",
    message="the argument {field} holds ({start}, {end}), which is no stretch of the text after the one before it",
    advice="Give pairs of offsets 0 <= start < end <= length, in order and apart.",
)
TITLE_ONLY: Final = Problem(
    code="WQ606",
    level="warning",
    message="of the article only its title was found on the page",
    advice="If it is more than breaking news, save the page anew once a browser has shown the whole text.",
)
