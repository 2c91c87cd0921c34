"""Questions to the ledger: events, statements, people, dyads, words; each as of now or of any past day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, or_, select

from waqai.errors import NO_SUCH_EVENT, WaqaiError
from waqai.ledger.schema import accounts, articles, changes, copies, members, names, roles, statements
from waqai.ledger.schema import events as overview
from waqai.ledger.views import Telling, View, view
from waqai.ledger.words import WORD, folded
from waqai.stories.accounts import unpacked

HAPPENED: Final = ("actual", "historical")
_ALL: Final = (1 << 31) - 1  # what a column of whole numbers holds
_CHUNK: Final = 500
_MANY: Final = 10_000  # rows beyond which it does not matter how many there are
_SIDES: Final = ("actor", "recipient")
_OPENING: Final = 60  # characters in which a dateline stands
_SHORT: Final = 3  # letters of a word that names no outlet
_DAY: Final = 10  # characters of an ISO date
_SHOWN: Final = tuple(
    articles.c[name] for name in ("article", "given", "url", "outlet", "title", "language", "published", "origin", "context")
)


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events or statements are asked for; an empty field asks for all.

    ``statuses`` is what happened by default: negated, planned and hypothetical events are shown only where they are asked for.
    ``sides`` all take part, in any role. ``actor``, ``recipient`` and sides are an entity id, a code or its country (``EGY``,
    ``EGY GOV``), or a part of a name.
    """

    type: str = ""
    statuses: tuple[str, ...] = HAPPENED
    actor: str = ""
    recipient: str = ""
    sides: tuple[str, ...] = ()
    outlet: str = ""
    language: str = ""
    place: str = ""
    since: str = ""
    until: str = ""
    least: float = 0.0
    limit: int = 0


def moment(value: str) -> str:
    """Return a day or moment as the ledger writes moments: UTC, of a day its end.

    Raises:
        ValueError: if it is no ISO date or time.
    """
    found = datetime.fromisoformat(value)
    if len(value) == _DAY:
        found = found.replace(hour=23, minute=59, second=59, microsecond=999_999)
    found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return found.isoformat(timespec="microseconds")


def seq_at(connection: Connection, as_of: str | None) -> int:
    """Return the number of the last change until ``as_of`` (as :func:`moment` writes it); without it, of the last there is."""
    if as_of is None:
        return _ALL
    found = select(func.coalesce(func.max(changes.c.seq), 0)).where(changes.c.at <= as_of)
    return int(connection.execute(found).scalar_one())


def held(table: Any, seq: int) -> ColumnElement[bool]:  # noqa: ANN401  # any table with a lifetime
    """Return the condition that a row held after change number ``seq``."""
    if seq == _ALL:
        return table.c.until.is_(None)  # type: ignore[no-any-return]
    return and_(table.c.since <= seq, or_(table.c.until.is_(None), table.c.until > seq))


def events(connection: Connection, wanted: Filter, *, as_of: str | None = None) -> Iterator[View]:
    """Yield the events that match, newest day first; their accounts are all that the ledger held, not only those that match."""
    seq = seq_at(connection, as_of)
    found = _matching(connection, wanted, seq)
    ids = [str(row.event) for row in connection.execute(found)]
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        told = tellings(connection, members.c.event.in_(chunk), seq)
        for event in chunk:
            yield view(event, told[event])


class _Taking(msgspec.Struct, frozen=True):
    """Who or what has to be among the roles of an event: any of the keys, in any of the roles."""

    keys: tuple[str, ...]
    roles: tuple[str, ...]

    def of(self, table: Any, seq: int) -> ColumnElement[bool]:  # noqa: ANN401  # roles, or an alias of it
        """Return the condition on a row of roles."""
        return and_(held(table, seq), table.c.key.in_(self.keys), table.c.role.in_(self.roles))


def _matching(connection: Connection, wanted: Filter, seq: int) -> Select[Any]:
    """Return the query for the ids of the events, the newest first.

    Of all that have to be among the roles, the rarest leads: its events are gone through from the newest on, in the order of an
    index, and each is looked up for the rest. So the newest of a state that is in the news every day are found as soon as those
    of somebody who never is. The stores, which do not know how often a key stands there, would choose otherwise.
    """
    of_event = and_(*_of_event(wanted, seq))
    taking = _taking(connection, wanted, seq)
    if not taking:
        found = select(overview.c.event).where(of_event).order_by(overview.c.last_day.desc(), overview.c.event)
        return found.limit(wanted.limit) if wanted.limit else found
    rarest, *others = sorted(taking, key=lambda one: _often(connection, one, seq))
    conditions = [select(overview.c.event).where(overview.c.event == roles.c.event, of_event).exists()]
    for one in others:
        other = roles.alias()
        conditions.append(select(other.c.event).where(other.c.event == roles.c.event, one.of(other, seq)).exists())
    found = select(roles.c.event).where(rarest.of(roles, seq), *conditions)
    found = found.group_by(roles.c.last_day, roles.c.event).order_by(roles.c.last_day.desc(), roles.c.event)
    return found.limit(wanted.limit) if wanted.limit else found


def _of_event(wanted: Filter, seq: int) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on the row of an event."""
    yield held(overview, seq)
    if wanted.statuses:
        yield overview.c.status.in_(wanted.statuses)
    if wanted.type:
        yield overview.c.type == wanted.type
    if wanted.since:
        yield overview.c.last_day >= wanted.since
    if wanted.until:
        yield and_(overview.c.first_day <= wanted.until, overview.c.last_day != "")
    if wanted.place:
        yield or_(overview.c.place == wanted.place, overview.c.country == wanted.place)
    if wanted.least:
        yield overview.c.confidence >= wanted.least


def _taking(connection: Connection, wanted: Filter, seq: int) -> list[_Taking]:
    """Return who takes part in the events, and which outlets and languages tell them."""
    who = [(wanted.actor, ("actor",)), (wanted.recipient, ("recipient",)), *((side, _SIDES) for side in wanted.sides)]
    found = [_Taking(tuple(keys_of(connection, name, seq)), part) for name, part in who if name]
    told = (("outlet", wanted.outlet), ("language", wanted.language))
    return found + [_Taking((value,), (role,)) for role, value in told if value]


def _often(connection: Connection, one: _Taking, seq: int) -> int:
    """Return in how many rows of roles somebody stands, or ``_MANY`` if there are more."""
    found = select(roles.c.event).where(one.of(roles, seq)).limit(_MANY).subquery()
    return int(connection.execute(select(func.count()).select_from(found)).scalar_one())


def keys_of(connection: Connection, who: str, seq: int) -> list[str]:
    """Return what somebody is found by: an entity id or a code as it is, else all that go by a name with these words."""
    if who.isupper() and who.replace(" ", "").isalpha() and who.isascii():
        return [who]
    if connection.execute(select(names.c.key).where(names.c.key == who, names.c.since <= seq).limit(1)).first():
        return [who]
    folded_name = folded(who)
    spelt = select(names.c.key).where(names.c.since <= seq, names.c.folded.contains(folded_name, autoescape=True))
    return sorted({who, *connection.execute(spelt).scalars()})


def tellings(connection: Connection, condition: ColumnElement[bool], seq: int) -> dict[str, list[Telling]]:
    """Return the accounts of events, by event, with the article of each."""
    family = select(copies.c.version, copies.c.family).where(held(copies, seq)).subquery()
    found = (
        select(members.c.event, accounts.c.told, accounts.c.sentence, *_SHOWN, family.c.family)
        .join(accounts, accounts.c.account == members.c.account)
        .join(articles, articles.c.version == accounts.c.version)
        .outerjoin(family, family.c.version == articles.c.version)
        .where(condition, held(members, seq), held(articles, seq))
    )
    told: dict[str, list[Telling]] = {}
    for row in connection.execute(found).all():
        told.setdefault(row.event, []).append(_telling(row))
    return told


def _telling(row: Any) -> Telling:  # noqa: ANN401
    account = unpacked(row.told, tuple(row.context.split("\n")))
    return Telling(
        account=account,
        article=row.article,
        given=row.given,
        url=row.url,
        outlet=row.outlet,
        title=row.title,
        language=row.language,
        published=row.published,
        family=row.family or account.version,
        origin=row.origin,
        sentence=row.sentence,
    )


def event(connection: Connection, name: str, *, as_of: str | None = None) -> View:
    """Return one event by its id or by the id of one of its accounts.

    Raises:
        WaqaiError: if the ledger holds none.
    """
    seq = seq_at(connection, as_of)
    found = event_id(connection, name, seq)
    if found is None:
        raise WaqaiError(NO_SUCH_EVENT.at(value=name))
    told = tellings(connection, members.c.event == found, seq)
    if found not in told:
        raise WaqaiError(NO_SUCH_EVENT.at(value=name))
    return view(found, told[found])


def event_id(connection: Connection, name: str, seq: int = _ALL) -> str | None:
    """Return the id of an event by its own, by an account's, or by one that it went by before other accounts joined it."""
    for column in (members.c.event, members.c.account):
        found = connection.execute(select(members.c.event).where(column == name, held(members, seq)).limit(1)).scalar()
        if found is not None:
            return str(found)
    once = select(members.c.account).where(members.c.event == name, members.c.since <= seq)
    now = select(members.c.event).where(members.c.account.in_(once), held(members, seq)).order_by(members.c.event).limit(1)
    return connection.execute(now).scalar()


class Copies(msgspec.Struct, frozen=True, kw_only=True):
    """Articles that are copies of one another, by the ids they were given, and the agency that a credit line of one names."""

    group: str
    articles: tuple[str, ...]
    origin: str | None


def copy_groups(connection: Connection, *, as_of: str | None = None, least: int = 2) -> Iterator[Copies]:
    """Yield the groups of at least so many copies."""
    seq = seq_at(connection, as_of)
    rows = connection.execute(
        select(
            copies.c.family,
            articles.c.given,
            articles.c.origin,
            articles.c.published,
            articles.c.version,
            articles.c.outlet,
            func.substr(articles.c.text, 1 + _title_length(), _OPENING).label("opening"),
        )
        .join(articles, articles.c.version == copies.c.version)
        .where(held(copies, seq), held(articles, seq))
        .order_by(copies.c.family, articles.c.published, articles.c.given, articles.c.version)
    )
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.family, []).append(row)
    for family in sorted(found):
        if len(found[family]) >= least:
            rows_of = found[family]
            origin = next((row.origin for row in rows_of if row.origin), None) or _own_credit(rows_of)
            yield Copies(group=family, articles=tuple(row.given for row in rows_of), origin=origin)


def _title_length() -> ColumnElement[int]:
    """Return how many characters of an article's text are its title."""
    length = func.length(articles.c.title)
    return case((func.substr(articles.c.text, 1, length) == articles.c.title, length), else_=0)


def _own_credit(rows_of: list[Any]) -> str | None:
    """Return the outlet among those of the copies that a dateline names by one of its words, if it is one alone."""
    words = {row.outlet: set(WORD.findall(folded(row.outlet))) for row in rows_of}
    opened = {word for row in rows_of for word in WORD.findall(folded(row.opening))}
    own = {
        outlet: found - {word for other, theirs in words.items() if other != outlet for word in theirs}
        for outlet, found in words.items()
    }
    named = [outlet for outlet, found in own.items() if outlet and any(len(word) > _SHORT and word in opened for word in found)]
    return named[0] if len(named) == 1 else None


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in the ledger."""

    id: str
    speaker: str
    speaker_name: str
    cue: str
    form: str
    content: str
    article: str
    given: str
    outlet: str
    published: str


def spoken(connection: Connection, wanted: Filter, *, speaker: str = "", as_of: str | None = None) -> Iterator[Spoken]:
    """Yield statements, newest article first, one that copies repeat once."""
    seq = seq_at(connection, as_of)
    conditions = [held(articles, seq)]
    if wanted.since:
        conditions.append(articles.c.published >= wanted.since)
    if wanted.until:
        conditions.append(func.substr(articles.c.published, 1, _DAY) <= wanted.until)
    if speaker:
        conditions.append(statements.c.key.in_(keys_of(connection, speaker, seq)))
    for column, value in ((articles.c.outlet, wanted.outlet), (articles.c.language, wanted.language)):
        if value:
            conditions.append(column == value)
    found = (
        select(statements, articles.c.article, articles.c.given, articles.c.outlet, articles.c.published, copies.c.family)
        .join(articles, articles.c.version == statements.c.version)
        .join(copies, and_(copies.c.version == articles.c.version, held(copies, seq)))
        .where(*conditions)
        .order_by(articles.c.published.desc(), statements.c.version, statements.c.number)
    )
    seen: set[tuple[str, str, str]] = set()
    for row in connection.execute(found):
        said = (row.family, row.speaker_name, row.content)
        if said in seen:
            continue
        seen.add(said)
        yield Spoken(
            id=row.statement, speaker=row.speaker, speaker_name=row.speaker_name, cue=row.cue, form=row.form,
            content=row.content, article=row.article, given=row.given, outlet=row.outlet, published=row.published,
        )  # fmt: skip
        if len(seen) == wanted.limit:
            return


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """What a ledger holds: numbers of different things, never added up."""

    documents: int
    versions: int
    sources: int
    copies: int
    events: int
    accounts: int
    mentions: int
    statements: int
    retracted: int


def stats(connection: Connection, *, as_of: str | None = None) -> Stats:
    """Return how much a ledger holds."""
    seq = seq_at(connection, as_of)
    now = and_(held(members, seq), held(articles, seq))
    joined = members.join(accounts, accounts.c.account == members.c.account).join(
        articles, articles.c.version == accounts.c.version
    )
    documents = _count(connection, select(func.count(distinct(articles.c.article))).where(held(articles, seq)))
    sources = _count(connection, select(func.count(distinct(copies.c.family))).where(held(copies, seq)))
    return Stats(
        documents=documents,
        versions=_count(connection, select(func.count(distinct(articles.c.version))).where(articles.c.since <= seq)),
        sources=sources,
        copies=documents - sources,
        events=_count(connection, select(func.count()).select_from(overview).where(held(overview, seq))),
        accounts=_count(connection, select(func.count()).select_from(joined).where(now)),
        mentions=_count(connection, select(func.coalesce(func.sum(accounts.c.mentions), 0)).select_from(joined).where(now)),
        statements=_count(
            connection,
            select(func.count())
            .select_from(statements.join(articles, articles.c.version == statements.c.version))
            .where(held(articles, seq)),
        ),
        retracted=_count(
            connection, select(func.count()).select_from(changes).where(changes.c.what == "retract", changes.c.seq <= seq)
        ),
    )


def _count(connection: Connection, found: Select[Any]) -> int:
    return int(connection.execute(found).scalar_one())
