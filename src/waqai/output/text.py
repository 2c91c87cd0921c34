"""The record as a page for a terminal: who did what to whom, who says so, and where it stands in the text."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from rich.console import Console
from rich.text import Text

from waqai.languages.registry import LANGUAGES
from waqai.model import Event, Record, Segment, Statement, Status
from waqai.output.bidi import PDI, still_open
from waqai.output.explain import left_out, why_event, why_statement
from waqai.output.view import Options, Told, View, folded

_STATUS: Final[dict[Status, str]] = {
    "actual": "actual",
    "historical": "background",
    "future": "future",
    "hypothetical": "hypothetical",
    "negation": "denied or did not happen",
}
_COLOURS: Final = {"actual": "green", "historical": "blue", "future": "cyan", "hypothetical": "yellow", "negation": "red"}
_CONTENT: Final = 160
_MIN_WIDTH: Final = 40
_NOBODY: Final = "nobody named"


class Line(msgspec.Struct, frozen=True):
    """A line of the page before it is wrapped: ``indent`` columns before its first row, ``hang`` before the others."""

    text: Text
    indent: int = 0
    hang: int = 0


def render(record: Record, options: Options) -> str:
    """Return the page of ``record``, ending in a line feed."""
    view = View(record, options)
    events = [told for told in folded(record.events) if not told.first.generic]
    general = [told for told in folded(record.events) if told.first.generic]
    page = [
        *_header(view, events, general),
        *_section("Events", _events(view, events)),
        *_section("General mentions, not counted as events", _general(view, general)),
        *_section("Statements", _statements(view)),
        *_section("Times", _times(view)),
        *_section("Flags", _flags(view)),
        *_section("Segments", _segments(view)),
    ]
    if options.explain:
        page.extend(_section("Considered and left out", (Line(text, 2, 6) for text in left_out(view))))
    return _wrapped(page, options)


def count(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 event``, ``2 events``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _header(view: View, events: list[Told], general: list[Told]) -> Iterator[Line]:
    article = view.record.article
    name = Text(view.shown(article.id), style="bold")
    if article.title:
        name.append(" · ").append(view.shown(article.title))
    yield Line(name, 0, 2)
    facts = [view.shown(article.outlet)] if article.outlet else []
    facts.append(article.published or "no date: relative times stay symbolic")
    facts.append(LANGUAGES.get(article.language, "language not recognised"))
    if article.source:
        facts.append(view.shown(article.source))
    yield Line(Text(" · ".join(facts), style="dim"), 0, 2)
    yield Line(Text(_counts(view.record, events, general)), 0, 2)


def _counts(record: Record, events: list[Told], general: list[Told]) -> str:
    """Return the counts: an event once however often it is told, and every status by itself."""
    mentions = sum(len(told.mentions) for told in events)
    status = Counter(told.first.status for told in events)
    kinds = ", ".join(f"{status[key]} {name}" for key, name in _STATUS.items() if status[key])
    parts = [f"{count(len(events), 'event')} told {count(mentions, 'time')}" if events else "no events"]
    if kinds:
        parts[0] += f" ({kinds})"
    if general:
        parts.append(count(len(general), "general mention"))
    for noun, items in (("statement", record.statements), ("time expression", record.times)):
        parts.append(count(len(items), noun))
    parts.append(count(len({place.name for place in record.places}), "place"))
    if record.flags:
        parts.append(count(len(record.flags), "flag"))
    return ", ".join(parts)


def _section(title: str, lines: Iterable[Line]) -> list[Line]:
    """Return a heading and its lines, nothing at all when there are none."""
    found = list(lines)
    return [Line(Text()), Line(Text(title, style="bold")), *found] if found else []


def _events(view: View, events: list[Told]) -> Iterator[Line]:
    for number, told in enumerate(events, start=1):
        first = told.first
        row = Text(f"{number}. ").append(_act(view, told)).append(_circumstances(view, told))
        row.append(" · ").append(_STATUS[first.status], style=_COLOURS[first.status])
        if first.statement is not None and (speakers := view.chain(first.statement)):
            row.append(f" · said by {speakers}")
        if len(told.mentions) > 1:
            row.append(f" (told {count(len(told.mentions), 'time')})", style="dim")
        yield Line(row, 2, 5)
        for mention in told.mentions:
            yield _mention(view, mention, first)
            if view.options.explain:
                yield Line(Text(why_event(view, mention), style="dim"), 9, 11)


def _act(view: View, told: Told) -> Text:
    """Return ``who → what (TYPE, mode) → whom``; a slot empty in the first telling is taken from the next that has it."""
    first = told.first
    actors = next((one.actors for one in told.mentions if one.actors), ())
    recipients = next((one.recipients for one in told.mentions if one.recipients), ())
    found = Text(view.participants(actors, _NOBODY)).append(" → ")
    found.append(view.words(first.trigger.start, first.trigger.end), style="bold")
    found.append(f" ({first.type}{f', {first.mode}' if first.mode else ''})")
    if recipients:
        found.append(" → ").append(view.participants(recipients, _NOBODY))
    return found


def _circumstances(view: View, told: Told) -> str:
    when = next(filter(None, map(view.when, told.mentions)), None)
    where = next(filter(None, map(view.where, told.mentions)), None)
    return "".join(f" · {item}" for item in (when or "no date", where) if item)


def _mention(view: View, event: Event, first: Event) -> Line:
    """Return one telling of an event in its context, with what it says otherwise than the first."""
    found = Text().append(view.position(event.trigger.start), style="dim").append("  ")
    found.append(view.snippet(event.trigger.start, event.trigger.end))
    other = [] if event.status == first.status else [_STATUS[event.status]]
    if event.statement != first.statement:
        speakers = view.chain(event.statement)
        other.append(f"said by {speakers}" if speakers else "told by the article itself")
    if other:
        found.append(f"  ({'; '.join(other)})", style="dim")
    return Line(found, 5, 9)


def _general(view: View, general: list[Told]) -> Iterator[Line]:
    for told in general:
        for mention in told.mentions:
            found = Text().append(view.position(mention.trigger.start), style="dim").append(f"  {mention.type}  ")
            yield Line(found.append(view.snippet(mention.trigger.start, mention.trigger.end)), 2, 6)
            if view.options.explain:
                yield Line(Text(why_event(view, mention), style="dim"), 6, 8)


def _statements(view: View) -> Iterator[Line]:
    for statement in sorted(view.record.statements, key=lambda one: (one.start, one.end, one.id)):
        found = Text().append(view.position(statement.start), style="dim").append("  ")
        found.append(view.chain(statement.id)).append(f" ({_manner(view, statement)}): ")
        yield Line(found.append(_content(view, statement)), 2, 6)
        if view.options.explain and statement.reason:
            yield Line(Text(why_statement(view, statement), style="dim"), 6, 8)


def _manner(view: View, statement: Statement) -> str:
    if statement.cue is None:
        return statement.form
    return f"{statement.form}, {view.words(statement.cue.start, statement.cue.end)}"


def _content(view: View, statement: Statement) -> str:
    """Return the pieces of what was said, together no longer than about two lines."""
    pieces: list[str] = []
    left = _CONTENT
    for span in statement.content:
        if left <= 0:
            pieces.append("…")
            break
        pieces.append(view.words(span.start, span.end, left))
        left -= span.end - span.start
    return " … ".join(pieces) if pieces else "no content found"


def _times(view: View) -> Iterator[Line]:
    """Yield each value once, with every place in the text that gives it."""
    groups: dict[tuple[str, str, str, str, str], list[str]] = {}
    for time in view.record.times:
        method = time.method if view.options.explain else ""
        key = (time.value, time.type, time.precision, time.anchor, method)
        groups.setdefault(key, []).append(f"{view.words(time.start, time.end)} {view.position(time.start)}")
    for (value, kind, precision, anchor, method), found in groups.items():
        basis = {"published": "counted from the publication date", "text": "from the text", "none": "no anchor"}[anchor]
        row = Text().append(value, style="bold").append(f" ({kind}, {precision}, {basis}): {', '.join(found)}")
        yield Line(row, 2, 6)
        if method:
            yield Line(Text(f"why: {method}", style="dim"), 6, 8)


def _flags(view: View) -> Iterator[Line]:
    for flag in sorted(view.record.flags, key=lambda one: (one.start, one.end, one.kind)):
        found = Text().append(view.position(flag.start), style="dim").append("  ")
        found.append(flag.kind.replace("_", " "), style="yellow").append("  ")
        found.append(view.snippet(flag.start, flag.end)).append(f"  {view.shown(flag.note)}")
        if flag.reading is not None:
            found.append(f" · perhaps: {view.shown(flag.reading)}")
        yield Line(found, 2, 6)


def _segments(view: View) -> Iterator[Line]:
    """Yield the zones other than plain body text: these are what a count must not take for news."""
    for segment in view.record.segments:
        if segment.kind != "body":
            place = f"{view.position(segment.start)}–{segment.end}"
            yield Line(Text(f"{segment.kind} {place}{_zone(view, segment)}"), 2, 6)


def _zone(view: View, segment: Segment) -> str:
    notes = []
    if segment.credit:
        notes.append(f"credit {view.shown(segment.credit)}")
    if segment.repeat_of is not None:
        notes.append(f"copies {view.position(segment.repeat_of)}, folded: nothing in it is counted again")
    return "".join(f" · {note}" for note in notes)


def _wrapped(page: Iterable[Line], options: Options) -> str:
    """Return the page as a string: wrapped to the width with hanging indents, isolates whole on every row."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        force_terminal=options.colour,
        color_system="standard" if options.colour else None,
        no_color=not options.colour,
        width=10_000,
        legacy_windows=False,
        _environ={},
    )
    for line in page:
        for row in _rows(console, line, options.width):
            console.print(row, soft_wrap=True, markup=False, highlight=False, emoji=False)
    return buffer.getvalue()


def _rows(console: Console, line: Line, width: int | None) -> Iterator[Text]:
    rows = [line.text] if width is None else line.text.wrap(console, max(_MIN_WIDTH, width) - line.hang)
    before = ""
    for number, row in enumerate(rows):
        after = still_open(row.plain, before)
        row.rstrip()
        indent = " " * (line.hang if number else line.indent)
        yield Text(indent + before).append(row).append(PDI * len(after))
        before = after
