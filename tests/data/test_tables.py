"""Every rule of docs/tables.md, checked on every line of every table; a failure names file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from waqai import model, ontology
from waqai.languages.registry import LANGUAGES
from waqai.text.normalise import fold

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "waqai" / "data"
TABLES = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.tsv"))
EVENT_TABLES = [f"lexicon/{language}/{name}.tsv" for language in LANGUAGES for name in ("predicates", "nouns")]
ROLES = frozenset(("actor", "recipient", "topic", "place", "content", "none"))
GENDERS = frozenset(("m", "f", "both"))
INFLECTION = ("lexicon/ar/conjugation.tsv", "lexicon/ar/nisba.tsv", "lexicon/pronouns.tsv")
SOURCES = frozenset(("waqai", "iso3166", "cldr", "geonames", "plover", "petrarch2", "universalpetrarch"))
# Territories outside the list of states with an ISO 3166 code of their own; a place keeps it, an actor takes its sovereign's.
TERRITORIES = frozenset(
    "ABW ASM ATA CUW CXR FLK FRO GIB GLP GUF GUM HKG IOT MAC MSR MTQ MYT NCL PCN PRI PYF SHN SJM SXM VGB VIR".split()  # noqa: SIM905
)
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640]")
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
WIKIDATA = re.compile(r"Q[1-9]\d*")

Line = tuple[int, dict[str, str]]


@cache
def source(table: str) -> str:
    return (DATA / table).read_bytes().decode("utf-8")


@cache
def header(table: str) -> tuple[str, ...]:
    return tuple(source(table).split("\n")[0].split("\t"))


@cache
def lines(table: str) -> tuple[Line, ...]:
    """Return the lines below the header with their numbers; cells that are missing are left out."""
    names = header(table)
    return tuple((number, dict(zip(names, line.split("\t"), strict=False))) for number, line in numbered(table))


def numbered(table: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(source(table).split("\n")[1:], start=2) if line]


def tables_named(name: str) -> list[str]:
    """Return the tables of every language with this name."""
    return [table for table in TABLES if re.fullmatch(rf"lexicon/[a-z]+/{name}\.tsv", table)]


def alternatives(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def fail(table: str, found: Iterator[tuple[int, str]] | list[tuple[int, str]]) -> None:
    """Fail with file and line of everything found."""
    messages = [f"src/waqai/data/{table}:{number}: {message}" for number, message in found]
    assert not messages, "\n" + "\n".join(messages[:40])


def values(table: str, column: str, *, split: bool = True) -> Iterator[tuple[int, str]]:
    for number, row in lines(table):
        cell = row.get(column, "")
        for value in alternatives(cell) if split else [cell]:
            yield number, value


def not_in(table: str, column: str, allowed: frozenset[str], *, split: bool = False) -> None:
    fail(
        table,
        [(n, f"{column} {v!r} is none of {sorted(allowed)}") for n, v in values(table, column, split=split) if v not in allowed],
    )


def with_column(*columns: str) -> list[tuple[str, str]]:
    return [(table, column) for table in TABLES for column in columns if column in header(table)]


@cache
def countries() -> frozenset[str]:
    return frozenset(row["code"] for _, row in lines("knowledge/states.tsv"))


@cache
def bodies() -> frozenset[str]:
    return frozenset(row["id"] for name in ("organizations", "groups") for _, row in lines(f"knowledge/{name}.tsv"))


@cache
def documented(table: str) -> str:
    """Return what docs/tables.md says of a table: its section, and beside Arabic those that hold for the same table elsewhere."""
    folder, _, name = table.rpartition("/")
    elsewhere = {f"lexicon/ar/{name}", f"{folder}/*.tsv" if folder == "lexicon/en" else "lexicon/XX/*.tsv"}
    names = {table} | (elsewhere if folder.startswith("lexicon/") and folder != "lexicon/ar" else set())
    sections = re.split(r"^## ", (ROOT / "docs" / "tables.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return "\n".join(s for s in sections if names & set(re.findall(r"`([^`]+)`", s.split("\n")[0])))


# the file


def test_there_are_tables() -> None:
    assert len(TABLES) > 30


@pytest.mark.parametrize("table", TABLES)
def test_ends_with_one_newline_and_has_no_carriage_returns(table: str) -> None:
    text = source(table)
    assert text.endswith("\n"), f"{table}: no newline at the end"
    fail(table, [(n, "blank line") for n, line in enumerate(text.split("\n")[:-1], start=1) if not line])
    assert "\r" not in text, f"{table}: carriage return"


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_documented(table: str) -> None:
    text = documented(table)
    assert text, f"docs/tables.md has no section whose heading names `{table}`"
    missing = [c for c in header(table) if c != "provenance" and not re.search(rf"(?<!\w){re.escape(c)}(?!\w)", text)]
    assert not missing, f"docs/tables.md says nothing of the columns {missing} of {table}"


@pytest.mark.parametrize("table", TABLES)
def test_every_line_has_all_cells(table: str) -> None:
    size = len(header(table))
    fail(
        table, [(n, f"{line.count(chr(9)) + 1} cells for {size}") for n, line in numbered(table) if line.count("\t") + 1 != size]
    )


@pytest.mark.parametrize("table", TABLES)
def test_lines_are_in_code_point_order(table: str) -> None:
    found = numbered(table)
    fail(
        table,
        [(n, f"comes before {line[:40]!r}") for (_, line), (n, after) in pairwise(found) if after < line],
    )


@pytest.mark.parametrize("table", TABLES)
def test_no_line_occurs_twice(table: str) -> None:
    first: dict[str, int] = {}
    fail(table, [(n, f"the same as line {first[line]}") for n, line in numbered(table) if first.setdefault(line, n) != n])


@pytest.mark.parametrize("table", TABLES)
def test_no_stray_spaces(table: str) -> None:
    fail(
        table,
        [
            (number, f"space around or inside {value!r}")
            for number, row in lines(table)
            for cell in row.values()
            for value in cell.split("|")
            if value != value.strip() or "  " in value or "\u00a0" in value
        ],
    )


@pytest.mark.parametrize("table", TABLES)
def test_no_empty_or_repeated_alternatives(table: str) -> None:
    fail(
        table,
        [
            (number, f"{column} has an empty or repeated alternative: {cell!r}")
            for number, row in lines(table)
            for column, cell in row.items()
            if cell and (not all(cell.split("|")) or len(set(cell.split("|"))) != len(cell.split("|")))
        ],
    )


@pytest.mark.parametrize("table", TABLES)
def test_no_vowel_marks_tatweel_or_invisible_characters(table: str) -> None:
    # هـ, the abbreviation of the Hijri year, is written with tatweel and nothing else.
    fail(
        table,
        [
            (number, f"mark, tatweel or invisible character in {line[:60]!r}")
            for number, line in numbered(table)
            if MARKS.search(line.replace("هـ", "")) or INVISIBLE.search(line.replace("\t", ""))
        ],
    )


@pytest.mark.parametrize("table", TABLES)
def test_every_line_says_where_it_comes_from(table: str) -> None:
    assert header(table)[-1] == "provenance", f"{table}: the last column is not provenance"
    fail(table, [(n, "no provenance") for n, row in lines(table) if not row.get("provenance")])
    if not table.startswith("learned/"):  # written by a tool, which is its source
        not_in(table, "provenance", SOURCES, split=True)


@pytest.mark.parametrize("table", TABLES)
def test_first_cells_fold_to_something(table: str) -> None:
    column = next(c for c in header(table) if c not in ("geonames", "topic"))
    fail(table, [(n, f"{value!r} folds to nothing") for n, value in values(table, column) if not fold(value).strip()])


# PLOVER


@pytest.mark.parametrize("table", EVENT_TABLES)
def test_types_are_plover_types(table: str) -> None:
    not_in(table, "type", frozenset((*ontology.load().types, "NONE")))


@pytest.mark.parametrize("table", EVENT_TABLES)
def test_modes_are_modes_of_their_type(table: str) -> None:
    plover = ontology.load()
    fail(
        table,
        [
            (n, f"{row['mode']} is no mode of {row['type']}")
            for n, row in lines(table)
            if not plover.mode_holds(row["type"], row["mode"])
        ],
    )


@pytest.mark.parametrize("table", EVENT_TABLES)
def test_cameo_codes_have_two_to_four_digits(table: str) -> None:
    found = [(n, row["cameo"]) for n, row in lines(table) if row["type"] != "NONE"]
    fail(table, [(n, f"cameo {code!r}") for n, code in found if not re.fullmatch(r"(?:0[1-9]|1\d|20)\d{0,2}", code)])


@pytest.mark.parametrize("table", EVENT_TABLES)
def test_uses_that_are_no_event_have_neither_mode_nor_code(table: str) -> None:
    fail(
        table, [(n, "type NONE with mode or cameo") for n, r in lines(table) if r["type"] == "NONE" and (r["mode"] or r["cameo"])]
    )


@pytest.mark.parametrize("table", [t for t in EVENT_TABLES if t.endswith("predicates.tsv")])
def test_uses_that_are_no_event_have_a_condition(table: str) -> None:
    lemmas = [(row["lemma"], row.get("present", "")) for _, row in lines(table)]
    alone = {key for key in lemmas if lemmas.count(key) == 1}
    # Without a condition every use is meant, which takes a lemma of one line.
    fail(
        table,
        [
            (n, f"{row['lemma']} is NONE without a condition beside other senses")
            for n, row in lines(table)
            if row["type"] == "NONE" and not row["with"] and (row["lemma"], row.get("present", "")) not in alone
        ],
    )


@pytest.mark.parametrize(("table", "column"), with_column("sector"))
def test_sectors_are_plover_sectors(table: str, column: str) -> None:
    not_in(table, column, frozenset((*ontology.load().sectors, "")))


@pytest.mark.parametrize(("table", "column"), [pair for pair in with_column("code") if pair[0] != "knowledge/states.tsv"])
def test_codes_are_country_and_sector(table: str, column: str) -> None:
    plover = ontology.load()
    found = [(n, code, plover.code_problem(code, countries())) for n, code in values(table, column)]
    fail(table, [(n, f"{code!r}: {problem}") for n, code, problem in found if problem])


@pytest.mark.parametrize("table", ["knowledge/tenures.tsv", "lexicon/ar/adjectives.tsv", "lexicon/en/adjectives.tsv"])
def test_codes_of_international_bodies_are_those_of_the_organisations(table: str) -> None:
    known = {row["code"] for _, row in lines("knowledge/organizations.tsv")}
    fail(
        table,
        [
            (n, f"{code} stands for no line of organizations.tsv")
            for n, code in values(table, "code")
            if code.startswith("IGO ") and code not in known
        ],
    )


# roles and frames


@pytest.mark.parametrize(("table", "column"), with_column("subj", "obj"))
def test_roles_of_subject_and_object(table: str, column: str) -> None:
    not_in(table, column, ROLES)


@pytest.mark.parametrize("table", EVENT_TABLES)
def test_roles_of_genitives(table: str) -> None:
    not_in(table, "genitive", ROLES | {""})


@pytest.mark.parametrize("table", EVENT_TABLES)
def test_prepositions_have_roles(table: str) -> None:
    pattern = re.compile(rf"[^\s:|]+(?: [^\s:|]+)*:(?:{'|'.join(sorted(ROLES))})")
    fail(table, [(n, f"preps {value!r}") for n, value in values(table, "preps") if not pattern.fullmatch(value)])


@pytest.mark.parametrize("table", EVENT_TABLES)
def test_no_preposition_has_two_roles(table: str) -> None:
    keys = [(n, [part.partition(":")[0] for part in alternatives(row["preps"])]) for n, row in lines(table)]
    fail(table, [(n, f"a preposition stands twice in {found}") for n, found in keys if len(set(found)) != len(found)])


@pytest.mark.parametrize("table", EVENT_TABLES)
def test_conditions_do_not_contradict_each_other(table: str) -> None:
    fail(
        table,
        [
            (n, f"in with and without: {both}")
            for n, row in lines(table)
            if (both := {w.lstrip("<+") for w in alternatives(row["with"])} & set(alternatives(row["without"])))
        ],
    )


@pytest.mark.parametrize("table", [t for t in EVENT_TABLES if t.endswith("nouns.tsv")])
def test_nouns_are_incidents_or_notions(table: str) -> None:
    not_in(table, "kind", frozenset(("incident", "notion")))


@pytest.mark.parametrize("table", tables_named("light_verbs"))
def test_turns_of_light_verbs_name_types_and_modes(table: str) -> None:
    plover = ontology.load()

    def wrong(turn: str) -> bool:
        found = re.fullmatch(r"(\*|[A-Z]+)>([A-Z]+)(?::([a-z-]+))?", turn)
        return (
            found is None
            or found[1] not in ("*", *plover.types)
            or found[2] not in ("NONE", *plover.types)
            or not plover.mode_holds(found[2], found[3])
        )

    fail(table, [(n, f"turn {value!r}") for n, value in values(table, "turns") if wrong(value)])


# words that carry status, speech, topic


@pytest.mark.parametrize(("table", "column"), with_column("status"))
def test_statuses_are_statuses(table: str, column: str) -> None:
    allowed = frozenset(ontology.load().statuses)
    not_in(table, column, allowed if table.endswith("/status.tsv") else allowed | {""})


@pytest.mark.parametrize(("table", "column"), with_column("scope"))
def test_scopes(table: str, column: str) -> None:
    not_in(table, column, frozenset(("verb", "present", "adverb", "next", "granted", "clause", "sentence")))


@pytest.mark.parametrize(("table", "column"), with_column("position"))
def test_positions(table: str, column: str) -> None:
    not_in(table, column, frozenset(("before", "after")))


@pytest.mark.parametrize(("table", "column"), with_column("strength"))
def test_strengths(table: str, column: str) -> None:
    not_in(table, column, frozenset("1234"))


@pytest.mark.parametrize("table", tables_named("sayings"))
def test_kinds_and_complements_of_sayings(table: str) -> None:
    kinds = "say write think announce ask deny doubt order warn promise agree describe cite"
    not_in(table, "kind", frozenset(kinds.split()))
    words = {"lexicon/ar/sayings.tsv": "إن أن ب عن على إلى من", "lexicon/en/sayings.tsv": "that to about as of for in with"}
    if table in words:  # which prepositions a further language takes is its own concern
        not_in(table, "takes", frozenset((*words[table].split(), "obj", "act", ":", "quote")), split=True)
    fail(table, [(n, "takes nothing") for n, row in lines(table) if not row["takes"]])


@pytest.mark.parametrize("table", tables_named("titles"))
def test_takes_of_titles(table: str) -> None:
    not_in(table, "takes", frozenset(("state", "organization", "domain")), split=True)


@pytest.mark.parametrize("table", tables_named("agents"))
def test_kinds_of_agents(table: str) -> None:
    not_in(table, "kind", frozenset(("person", "people", "organization", "group")))


@pytest.mark.parametrize(("table", "column"), with_column("gender", "ar_gender"))
def test_genders(table: str, column: str) -> None:
    not_in(table, column, frozenset("mfx") if table in INFLECTION else GENDERS)


@pytest.mark.parametrize("table", INFLECTION)
def test_persons_and_numbers(table: str) -> None:
    not_in(table, "number", frozenset("sdp"))
    if "person" in header(table):
        not_in(table, "person", frozenset("1234"))


# knowledge


@pytest.mark.parametrize("table", ["people", "organizations", "groups"])
def test_ids_are_slugs_and_unique(table: str) -> None:
    name = f"knowledge/{table}.tsv"
    seen: dict[str, int] = {}
    fail(name, [(n, f"id {row['id']!r}") for n, row in lines(name) if not SLUG.fullmatch(row["id"])])
    fail(
        name,
        [
            (n, f"id {row['id']} stands in line {seen[row['id']]} too")
            for n, row in lines(name)
            if seen.setdefault(row["id"], n) != n
        ],
    )


@pytest.mark.parametrize("table", ["people", "organizations", "groups"])
def test_wikidata_ids(table: str) -> None:
    name = f"knowledge/{table}.tsv"
    fail(name, [(n, f"wikidata {value!r}") for n, value in values(name, "wikidata") if not WIKIDATA.fullmatch(value)])


def test_organisations_and_groups_share_no_id() -> None:
    ids = [{row["id"] for _, row in lines(f"knowledge/{name}.tsv")} for name in ("organizations", "groups")]
    assert not ids[0] & ids[1]


def test_kinds_of_bodies() -> None:
    not_in("knowledge/organizations.tsv", "kind", frozenset(("organization",)))
    not_in("knowledge/groups.tsv", "kind", frozenset(("group",)))


@pytest.mark.parametrize(
    ("table", "column"), [p for p in with_column("en", "ar", "en_alt", "ar_alt") if p[0].startswith("knowledge/")]
)
def test_names_fold_to_words(table: str, column: str) -> None:
    fail(table, [(n, f"{value!r} folds to nothing") for n, value in values(table, column) if not re.search(r"\w", fold(value))])


@pytest.mark.parametrize("table", [t for t in TABLES if t.startswith("knowledge/") and "en_alt" in header(t)])
def test_alternative_names_differ_from_the_first(table: str) -> None:
    # Only within a language: the same letters may be a name in both.
    fail(
        table,
        [
            (n, f"{language}_alt repeats {row[language]!r}")
            for n, row in lines(table)
            for language in ("ar", "en")
            if row[language] and row[language] in alternatives(row[f"{language}_alt"])
        ],
    )


def test_people_belong_to_states() -> None:
    not_in("knowledge/people.tsv", "state", countries() | frozenset(ontology.load().supranational))


def test_states_have_codes_of_three_letters_and_capitals_with_both_coordinates() -> None:
    table = "knowledge/states.tsv"
    codes = [row["code"] for _, row in lines(table)]
    assert len(set(codes)) == len(codes)
    assert not {"XKX", "ANT"} & set(codes)
    fail(table, [(n, row["code"]) for n, row in lines(table) if not re.fullmatch("[A-Z]{3}", row["code"])])
    fail(table, [(n, "capital without coordinates") for n, row in lines(table) if row["capital_en"] and not row["capital_lat"]])


@pytest.mark.parametrize(("table", "lat", "lon"), [("places", "lat", "lon"), ("states", "capital_lat", "capital_lon")])
def test_coordinates(table: str, lat: str, lon: str) -> None:
    name = f"knowledge/{table}.tsv"

    def wrong(row: dict[str, str]) -> bool:
        if not row[lat] and not row[lon]:
            return False
        return not (row[lat] and row[lon] and abs(float(row[lat])) <= 90 and abs(float(row[lon])) <= 180)

    fail(name, [(n, f"{row[lat]!r}, {row[lon]!r}") for n, row in lines(name) if wrong(row)])


def test_places_have_names_countries_features_and_numbers() -> None:
    table = "knowledge/places.tsv"
    not_in(table, "country", countries() | TERRITORIES | {""})
    fail(
        table,
        [(n, f"feature {v!r}") for n, v in values(table, "feature", split=False) if not re.fullmatch("[A-Z][A-Z0-9]{1,4}", v)],
    )
    fail(
        table,
        [(n, f"{column} {v!r}") for column in ("geonames", "population") for n, v in values(table, column) if not v.isdigit()],
    )
    ids = [v for _, v in values(table, "geonames")]
    assert len(set(ids)) == len(ids)


def test_tenures_name_people_of_the_table() -> None:
    people = frozenset(row["id"] for _, row in lines("knowledge/people.tsv"))
    fail(
        "knowledge/tenures.tsv", [(n, f"no person {v}") for n, v in values("knowledge/tenures.tsv", "person") if v not in people]
    )


def test_tenures_name_offices_of_the_tables() -> None:
    offices = {row["office"] for name in ("titles", "domains") for table in tables_named(name) for _, row in lines(table)}
    not_in("knowledge/tenures.tsv", "office", frozenset(offices | {"head"}) - {""})


def test_tenures_are_of_a_state_a_body_or_a_slug() -> None:
    table = "knowledge/tenures.tsv"
    known = countries() | bodies()
    fail(table, [(n, f"of {v!r}") for n, v in values(table, "of", split=False) if v not in known and not SLUG.fullmatch(v)])


def test_tenures_begin_before_they_end() -> None:
    table = "knowledge/tenures.tsv"
    fail(table, [(n, f"{c} {v!r}") for c in ("start", "end") for n, v in values(table, c) if not DAY.fullmatch(v)])
    edges = [(n, row["start"], row["end"]) for n, row in lines(table) if row["start"] and row["end"]]
    fail(table, [(n, f"{start} to {end}") for n, start, end in edges if start[: len(end)] > end[: len(start)]])


# Arabic word lists


@pytest.mark.parametrize("name", ["predicates", "light_verbs", "sayings"])
def test_arabic_verbs_are_given_in_past_and_present(name: str) -> None:
    table = f"lexicon/ar/{name}.tsv"
    fail(
        table,
        [(n, f"lemma {row['lemma']!r}") for n, row in lines(table) if not re.fullmatch("[\u0621-\u064a]{2,8}", row["lemma"])],
    )
    fail(table, [(n, f"present {v!r}") for n, v in values(table, "present") if not re.fullmatch("ي[\u0621-\u064a]{1,7}", v)])


@pytest.mark.parametrize("table", tables_named("sayings"))
def test_one_line_a_verb(table: str) -> None:
    seen: dict[tuple[str, str], int] = {}
    keys = [(n, (row["lemma"], row.get("present", ""))) for n, row in lines(table)]
    fail(table, [(n, f"{key[0]} stands in line {seen[key]} too") for n, key in keys if seen.setdefault(key, n) != n])


GROUPS = "adv time prep aux num sub comp dem neg when during rel pron conj"
LISTS: list[tuple[str, str, str]] = [
    *((table, "group", GROUPS) for table in tables_named("function_words") if table != "lexicon/en/function_words.tsv"),
    ("lexicon/ar/common_words.tsv", "class", "noun adj verb adv"),
    (
        "lexicon/en/common_words.tsv",
        "class",
        "noun adjective adverb verb preposition number pronoun time determiner auxiliary conjunction month weekday",
    ),
    ("lexicon/ar/contested.tsv", "kind", "figure cue"),
    ("lexicon/en/contested.tsv", "kind", "figure cue"),
    ("lexicon/captions.tsv", "kind", "credit caption"),
]


@pytest.mark.parametrize(("table", "column", "allowed"), LISTS)
def test_classes_of_word_lists(table: str, column: str, allowed: str) -> None:
    not_in(table, column, frozenset(allowed.split()))


# the ontology


def test_ontology_has_sixteen_types_in_four_classes() -> None:
    plover = ontology.load()
    assert len(plover.types) == 16
    assert {kind.quad for kind in plover.types.values()} == {
        "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT",
    }  # fmt: skip
    assert {name for name, kind in plover.types.items() if kind.recipient_required} == {"COOPERATE", "AID", "SANCTION"}
    assert len(plover.contexts) == 37
    assert len(set(plover.sectors)) == len(plover.sectors) == 25


def test_ontology_agrees_with_the_model() -> None:
    plover = ontology.load()
    assert tuple(plover.types) == get_args(model.EventType)
    assert plover.statuses == get_args(model.Status)


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("USA GOV", False),
        ("IGO UNO", False),
        ("NGO", False),
        ("USA", False),
        ("ZZZ GOV", True),
        ("USA XXX", True),
        ("USA GOV MIL", True),
    ],
)
def test_code_problem(code: str, *, wrong: bool) -> None:
    assert (ontology.load().code_problem(code, countries()) is not None) is wrong
