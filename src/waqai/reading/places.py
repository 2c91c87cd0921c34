"""Places named in the text, with coordinates where the table has them; unresolved is allowed and shown."""

from __future__ import annotations

import msgspec

from waqai import knowledge
from waqai.model import Place
from waqai.reading.draft import Draft
from waqai.reading.entities import is_location

_PRECISION = {"state": "country", "capital": "city", "place": "city"}


def places(draft: Draft) -> Draft:
    """Add ``places``: towns and regions wherever named, states and capitals where a preposition makes them a location."""
    base = knowledge.load(draft.language)
    found: list[Place] = []
    for number, sentence in enumerate(draft.sentences):
        if number in draft.skip:
            continue
        for phrase in sentence.phrases:
            if not phrase.place:
                continue
            entry = max(
                (base.entries[key] for key in phrase.keys if base.entries[key].kind in _PRECISION),
                key=lambda one: (one.kind != "place", one.population),
                default=None,
            )
            if entry is None or (entry.kind != "place" and not is_location(phrase)):
                continue
            found.append(
                Place(
                    id=f"p{len(found) + 1}",
                    start=phrase.start,
                    end=phrase.end,
                    name=entry.name,
                    geonames=entry.geonames,
                    lat=entry.lat,
                    lon=entry.lon,
                    country=entry.state or None,
                    precision=_PRECISION[entry.kind],
                )
            )
    return msgspec.structs.replace(draft, places=tuple(found))
