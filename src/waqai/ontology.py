"""The PLOVER ontology as data: event types with quad class and modes, statuses, contexts and sectors."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final, Literal

import msgspec

Quad = Literal["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"]


_BODY: Final = re.compile("[A-Z]{3}")


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event type: its quad class, whether PLOVER asks for a recipient, its modes."""

    quad: Quad
    recipient_required: bool
    modes: tuple[str, ...]


class Ontology(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What PLOVER names. ``supranational`` are the codes that stand where a country's code stands (IGO, NGO, MNC)."""

    source: str
    types: dict[str, Kind]
    statuses: tuple[str, ...]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]
    supranational: tuple[str, ...]

    def mode_holds(self, kind: str, mode: str | None) -> bool:
        """Tell whether ``mode`` is a mode of the event type ``kind``; no mode always holds."""
        return not mode or (kind in self.types and mode in self.types[kind].modes)

    def code_problem(self, code: str, countries: frozenset[str]) -> str | None:
        """Return what is wrong with an actor code (``USA GOV``, ``IGO NAT``, ``NGO``), ``None`` if nothing is.

        Args:
            code: a country of ``countries`` or a supranational code, then at most one sector; after IGO also the three
                letters of a body (CAMEO's way: ``IGO NAT``).
            countries: the ISO 3166 alpha-3 codes that may stand first.
        """
        first, *rest = code.split(" ")
        if first not in countries and first not in self.supranational:
            return f"{first} is no country of states.tsv and no supranational code"
        if len(rest) > 1:
            return "more than two parts"
        if rest and rest[0] not in self.sectors and not (first == "IGO" and _BODY.fullmatch(rest[0])):
            return f"{rest[0]} is no sector"
        return None


@cache
def load() -> Ontology:
    """Return the ontology, read once per process from ``data/ontology/plover.toml``.

    Raises:
        msgspec.ValidationError: if the file has not the shape of :class:`Ontology`.
    """
    text = resources.files("waqai").joinpath("data", "ontology", "plover.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Ontology)
