"""Codes of others → codes of ours: countries by FIPS, CAMEO or name, roles, bodies, types of CAMEO codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique.exports.codes import codes
from communique.knowledge.files import files, words
from communique.knowledge.ontology import Ontology
from communique.knowledge.ontology import load as load_ontology


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables, by the codes of others."""

    ontology: Ontology
    fips: dict[str, str]
    cameo: dict[str, str]  # three letters → state; CAMEO's own, and ISO's
    named: dict[str, str]  # name of a state in lower case → state
    roles: dict[str, str]
    bodies: dict[str, tuple[str | None, str | None]]  # three letters → code, sector
    sectors: dict[str, str]  # name in ICEWS in lower case → sector


@cache
def tables() -> Tables:
    """The tables of the package, read once."""
    known, ours = files(), codes()
    states = known.tsv("world/states", required=["code", "name"], optional=[
        "iso2", "names", "adjectives", "peoples", "capital", "wikidata", "kind", "lat", "lon"])
    gone = {row["code"]: row.get("iso") or "" for row in known.tsv("petrarch/countries", required=["code"],
                                                                   optional=["iso"])}
    bodies = known.tsv("petrarch/bodies", required=["prefix"], optional=["code", "kind", "sector"])
    return Tables(
        ontology=load_ontology(files(None)), fips={fips: code for code, fips in ours.fips.items() if fips},
        cameo={code: code for code in ours.names} | {code: iso for code, iso in gone.items() if iso}
        | {cameo: code for code, cameo in ours.cameo.items()},
        named={name.casefold(): row["code"] for row in states
               for name in (row["name"], *words(row.get("names") or "")) if name},
        roles={row["role"]: row["sector"] for row in known.tsv("petrarch/roles", required=["role", "sector"])},
        bodies={row["prefix"]: (row.get("code") or None, row.get("sector") or None) for row in bodies},
        sectors={name.casefold(): sector for sector, name in reversed(ours.sectors.items()) if name})
