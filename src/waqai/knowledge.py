"""States, seats of power, organisations, groups, people, offices and places, with their names in every language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from waqai.tables import Row, cell, rows
from waqai.text.normalise import fold

_FOLDER = "knowledge"
_NAMES = "names.tsv"


class Entry(msgspec.Struct, frozen=True, gc=False):
    """Something that a name may stand for. ``kind`` is state, capital, seat, organization, group, person or place.

    ``short`` marks a name that is only part of the full one (a family name), ``gender`` governs agreement in Arabic.
    """

    key: str
    kind: str
    name: str
    code: str
    gender: str = "m"
    state: str = ""
    short: bool = False
    wikidata: str = ""
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    population: int = 0
    full: tuple[str, ...] = ()


class Tenure(msgspec.Struct, frozen=True, gc=False):
    """An office held: ``start`` and ``end`` are ISO dates or their beginnings, ``end`` empty while it lasts."""

    person: str
    office: str
    of: str
    code: str
    start: str
    end: str

    def holds(self, date: str) -> bool:
        """Tell whether the office was held on the ISO ``date``; the edges of a partial date count as held."""
        return (not self.start or self.start <= date[: len(self.start)]) and (not self.end or date[: len(self.end)] <= self.end)


class Knowledge(msgspec.Struct, frozen=True):
    """The knowledge base. ``names`` maps the first folded word of a name to (all its words, entry), longest first."""

    entries: dict[str, Entry]
    names: dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    demonyms: dict[str, tuple[str, str, str]]
    tenures: dict[str, tuple[Tenure, ...]]
    holders: dict[tuple[str, str], tuple[Tenure, ...]]


@cache
def load(language: str) -> Knowledge:
    """Return the knowledge base with the names of ``language`` indexed, built once per process.

    Arabic and English names stand in columns of the knowledge tables, those of any other language in a table of its own.
    """
    entries: dict[str, Entry] = {}
    names: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    in_columns = language in rows(_FOLDER, "states.tsv")[0]
    for name, entry in _named(language) if in_columns else _named_apart(language):
        entries.setdefault(entry.key, entry)
        words = tuple(_split(name))
        if words and all(entry.key != other.key or entry.kind != other.kind for other in names[words]):
            names[words].append(entry)
    index: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
    for words, found in names.items():
        index[words[0]].extend((words, entry) for entry in found)
    tenures, holders = _tenures()
    return Knowledge(
        # Who holds an office is known although no text of the language may name him yet.
        entries if in_columns else load("en").entries | entries,
        {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in index.items()},
        dict(_demonyms(language) if in_columns else _demonyms_apart(language)),
        tenures,
        holders,
    )


def _split(name: str) -> Iterator[str]:
    folded = fold(name).replace("-", " ").replace("'", " '").replace(".", "") if name.isascii() else fold(name).replace("-", " ")
    return (word for word in folded.split() if word)


def _spellings(row: Row, language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*cell(row[language]), *cell(row[f"{language}_alt"]))))


def _named(language: str) -> Iterator[tuple[str, Entry]]:
    yield from _states(language)
    for row in rows(_FOLDER, "seats.tsv"):
        state = row["code"].split(" ")[0]
        entry = Entry(f"seat:{row['en']}", "seat", row["en"], row["code"], row["gender"] or "m", state)
        yield from ((name, entry) for name in _spellings(row, language))
    for table in ("organizations.tsv", "groups.tsv"):
        for row in rows(_FOLDER, table):
            code = row["code"]
            entry = Entry(
                row["id"], row["kind"], row["en"], code, row["gender"] or "f", code.split(" ")[0], wikidata=row["wikidata"]
            )
            yield from ((name, entry) for name in _spellings(row, language))
    yield from _people(language)
    yield from _places(language)


def _states(language: str) -> Iterator[tuple[str, Entry]]:
    for row in rows(_FOLDER, "states.tsv"):
        code = row["code"]
        state = Entry(code, "state", row["en"], f"{code} GOV", row["ar_gender"] or "f", code)
        yield from ((name, state) for name in _spellings(row, language))
        capitals = cell(row[f"capital_{language}"])
        if not capitals:
            continue
        capital = Entry(
            f"capital:{code}",
            "capital",
            cell(row["capital_en"])[0],
            f"{code} GOV",
            "f",
            code,
            lat=_number(row["capital_lat"]),
            lon=_number(row["capital_lon"]),
        )
        yield from ((name, capital) for name in capitals)


def _number(text: str) -> float | None:
    return float(text) if text else None


def _people(language: str) -> Iterator[tuple[str, Entry]]:
    codes: dict[str, str] = {}
    for row in rows(_FOLDER, "tenures.tsv"):
        codes.setdefault(row["person"], row["code"])
    for row in rows(_FOLDER, "people.tsv"):
        full = tuple(_split(cell(row[language])[0])) if row[language] else ()
        entry = Entry(
            row["id"],
            "person",
            row["en"],
            codes.get(row["id"], row["state"]),
            row["gender"] or "m",
            row["state"],
            wikidata=row["wikidata"],
            full=full,
        )
        yield from ((name, entry) for name in _spellings(row, language))
        short = msgspec.structs.replace(entry, short=True)
        yield from ((name, short) for name in cell(row[f"short_{language}"]))


def _places(language: str) -> Iterator[tuple[str, Entry]]:
    for row in rows(_FOLDER, "places.tsv"):
        entry = Entry(
            f"place:{row['geonames'] or row['en']}",
            "place",
            cell(row["en"])[0],
            row["country"],
            "f",
            row["country"],
            lat=_number(row["lat"]),
            lon=_number(row["lon"]),
            geonames=int(row["geonames"]) if row["geonames"] else None,
            population=int(row["population"] or 0),
        )
        yield from ((name, entry) for name in cell(row[language]))


def _named_apart(language: str) -> Iterator[tuple[str, Entry]]:
    """Yield the names of ``lexicon/<language>/names.tsv`` with the entries they stand for.

    Raises:
        ValueError: if a line names no entry; the message names it.
    """
    entries = load("en").entries
    for row in rows("lexicon", language, _NAMES):
        entry = entries.get(row["key"])
        if entry is None:
            message = f"data/lexicon/{language}/{_NAMES}: no line of the knowledge tables has the key {row['key']!r}"
            raise ValueError(message)
        names = cell(row["names"])
        if entry.kind == "person" and names:
            entry = msgspec.structs.replace(entry, full=tuple(_split(names[0])))
        yield from ((name, entry) for name in names)
        yield from ((name, msgspec.structs.replace(entry, short=True)) for name in cell(row["short"]))


def _tenures() -> tuple[dict[str, tuple[Tenure, ...]], dict[tuple[str, str], tuple[Tenure, ...]]]:
    by_person: dict[str, list[Tenure]] = defaultdict(list)
    by_office: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for row in rows(_FOLDER, "tenures.tsv"):
        tenure = Tenure(row["person"], row["office"], row["of"], row["code"], row["start"], row["end"])
        by_person[tenure.person].append(tenure)
        by_office[tenure.office, tenure.of].append(tenure)
    return (
        {person: tuple(found) for person, found in by_person.items()},
        {office: tuple(found) for office, found in by_office.items()},
    )


def _demonyms(language: str) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield (folded spelling, (code, gender, number)) of every demonym, in Arabic without the article."""
    for row in rows(_FOLDER, "states.tsv"):
        if language == "ar":
            yield from nisba_forms(cell(row["ar_demonym"]), cell(row["ar_people"]), row["code"])
        else:
            for word in cell(row["en_demonym"]):
                yield word.casefold(), (row["code"], "x", "p" if word.endswith("s") else "s")


def _demonyms_apart(language: str) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield (folded spelling, (code, gender, number)) of the demonyms of ``lexicon/<language>/names.tsv``."""
    for row in rows("lexicon", language, _NAMES):
        for column, number in (("demonym", "s"), ("people", "p")):
            yield from ((fold(word).casefold(), (row["key"], "x", number)) for word in cell(row[column]))


def nisba_forms(bases: Iterable[str], people: Iterable[str], code: str) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield the inflected forms of a relational adjective (أمريكي), folded, each with (``code``, gender, number).

    ``people`` are plurals that no ending gives (روس).
    """
    for base in bases:
        stem = fold(base)
        for ending, gender, number in _nisba_endings():
            yield stem + ending, (code, gender, number)
    for plural in people:
        yield fold(plural), (code, "m", "p")


@cache
def _nisba_endings() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["ending"], row["gender"], row["number"]) for row in rows("lexicon", "ar", "nisba.tsv"))
