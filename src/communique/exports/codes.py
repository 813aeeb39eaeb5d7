"""What other schemes call states, sectors and acts: the tables of `data/ontology` that only exports need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique.knowledge.files import Files, files


@dataclass(frozen=True, slots=True)
class Codes:
    """Tables, by our codes."""

    names: dict[str, str]  # state → name
    fips: dict[str, str]
    cow: dict[str, str]
    cameo: dict[str, str]  # state → CAMEO's three letters
    roles: dict[str, str]  # sector → role in CAMEO
    sectors: dict[str, str]  # sector → name in ICEWS
    acts: dict[str, str]  # CAMEO code → name
    quads: dict[str, int]  # CAMEO root → quad class
    goldsteins: dict[str, float]  # CAMEO prefix → score
    divisions: dict[tuple[str, str], str]  # state, name of its division → GeoNames code

    def goldstein(self, cameo: str | None) -> float | None:
        """The Goldstein score of a code: that of its longest prefix in the table."""
        known = (self.goldsteins.get((cameo or "")[:length]) for length in range(4, 1, -1))
        return next((score for score in known if score is not None), None)

    def country(self, code: str | None) -> str:
        """The name of a state; nothing for a code that is no state's."""
        return self.names.get(code or "", "")

    def actor(self, code: str | None, sector: str | None, kind: str | None = None) -> str:
        """A CAMEO actor code: state or body, then role. The state itself has no role.

        >>> codes().actor("ROU", "MIL"), codes().actor("IGO", "GOV"), codes().actor("KEN", "GOV", "state")
        ('ROMMIL', 'IGO', 'KEN')
        """
        first = self.cameo.get(code or "", "") or (code or "")
        return first + ("" if kind == "state" or first in ("IGO", "NGO") else self.roles.get(sector or "", ""))

    def division(self, country: str | None, admin1: str | None) -> str:
        """FIPS code of a state's division: that of the state and GeoNames' of the division."""
        found = self.divisions.get((country or "", admin1 or ""))
        return self.fips.get(country or "", "") + found if found else ""


@cache
def codes() -> Codes:
    """The tables of the package, read once."""
    known = files()
    states = known.tsv("world/states", required=["code", "name"], optional=[
        "iso2", "names", "adjectives", "peoples", "capital", "wikidata", "kind", "lat", "lon"])
    others = {row["code"]: row for row in known.tsv("ontology/countries", required=["code"],
                                                    optional=["fips", "cow", "cameo"])}
    sectors = known.tsv("ontology/sector_names", required=["sector"], optional=["cameo", "icews"])
    roots = known.tsv("ontology/roots", required=["code", "name", "goldstein", "quad"])
    return Codes(
        names={row["code"]: row["name"] for row in states},
        fips={code: row.get("fips") or "" for code, row in others.items()},
        cow={code: row.get("cow") or "" for code, row in others.items()},
        cameo={code: row.get("cameo") or code for code, row in others.items()},
        roles={row["sector"]: row.get("cameo") or "" for row in sectors},
        sectors={row["sector"]: row.get("icews") or "" for row in sectors},
        acts={row["code"]: row["name"] for row in known.tsv("ontology/cameo", required=["code", "name"])},
        quads={row["code"]: int(row["quad"]) for row in roots},
        goldsteins={row["prefix"]: float(row["score"]) for row in known.tsv("ontology/goldstein",
                                                                           required=["prefix", "score"])},
        divisions=_divisions(known))


def _divisions(known: Files) -> dict[tuple[str, str], str]:
    rows = known.tsv("places/admin1", required=["code", "name"], optional=["country", "lat", "lon", "people"],
                     repeated=True)
    return {(row.get("country") or "", row["name"]): row["code"].partition(".")[2] for row in rows}
