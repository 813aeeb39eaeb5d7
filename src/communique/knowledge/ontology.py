"""The coding schemes: PLOVER types, CAMEO codes, their correspondence, and how operators compose.

In: `data/ontology/`. Out: one frozen `Ontology` whose methods answer "which type is this code?" and
"what does *urge* make of *release prisoners*?".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from communique.knowledge.files import Files, Row

Value = TypeVar("Value")
OPERATIONS = ("intent", "appeal", "demand", "reject", "threaten", "halt", "accuse")


@dataclass(frozen=True, slots=True)
class PloverType:
    """A PLOVER type: the CAMEO code that says no more than it, quad class (1–4), score, scores of its modes."""

    name: str
    cameo: str | None
    quad: int
    score: float
    modes: dict[str, float]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The schemes. Codes are strings: CAMEO "0312", PLOVER "AGREE"."""

    types: dict[str, PloverType]
    cameo: dict[str, str]  # code → name
    goldstein: dict[str, float]  # root → score
    crosswalk: dict[str, str]  # code or prefix → type
    composition: dict[str, dict[str, str]]  # act prefix → operation → code
    contexts: frozenset[str]
    codes: frozenset[str]  # of actors that belong to no state: IGO, NGO …
    sectors: frozenset[str]
    public_sectors: frozenset[str]  # those that hold or contest public power
    private_sectors: frozenset[str]  # business

    def type_of(self, cameo: str | None) -> str | None:
        """The PLOVER type of a CAMEO code: its own row, or that of its longest prefix."""
        return _longest(self.crosswalk, cameo)

    def quad(self, type_name: str | None) -> int | None:
        """The quad class of a type: 1 verbal cooperation … 4 material conflict."""
        return self.types[type_name].quad if type_name in self.types else None

    def intensity(self, type_name: str | None, mode: str | None, cameo: str | None) -> float | None:
        """The PLOVER score of the mode, or of the type; without a type the Goldstein score of the CAMEO root."""
        found = self.types.get(type_name or "")
        if found:
            return found.modes.get(mode or "", found.score)
        return self.goldstein.get((cameo or "")[:2])

    def compose(self, operation: str, act: str | None) -> str | None:
        """The CAMEO code of an operator over an act; None where the table does not say.

        `operation` is one of OPERATIONS, `act` the CAMEO code of what is agreed to, demanded, refused …
        """
        row = _longest(self.composition, act)
        return (row or {}).get(operation) or None

    def composing_row(self, act: str | None) -> str | None:
        """The row of the table that `compose` takes: the code or the longest prefix of it that has one."""
        return _longest({name: name for name in self.composition}, act)

    def hostile(self, cameo: str | None) -> bool:
        """Whether an act is verbal or material conflict."""
        return (self.quad(self.type_of(cameo)) or 0) >= 3


def _longest(table: dict[str, Value], code: str | None) -> Value | None:
    code = code or ""
    return next((table[code[:n]] for n in range(len(code), 1, -1) if code[:n] in table), None)


def load(files: Files) -> Ontology:
    """Reads `data/ontology/`; unknown codes and types become problems of the files."""
    types = {
        str(row["id"]): PloverType(str(row["id"]), str(row["cameo"]) if row.get("cameo") else None, _quad(files, row),
                                   files.number(row, "score"), _modes(files, row))
        for row in files.yaml("ontology/types", required=["id", "quad", "score"], optional=["cameo", "modes"])
    }
    cameo = {row["code"]: row["name"] for row in files.tsv("ontology/cameo", required=["code", "name"])}
    roots = files.tsv("ontology/roots", required=["code", "name", "goldstein", "quad"])
    sectors = files.yaml("ontology/sectors", required=["id"], optional=["public", "private"])
    return Ontology(
        types,
        cameo,
        {row["code"]: files.number(row, "goldstein") for row in roots},
        _crosswalk(files, types),
        _composition(files, cameo),
        frozenset(str(row["id"]) for row in files.yaml("ontology/contexts", required=["id"])),
        frozenset(str(row["id"]) for row in files.yaml("ontology/codes", required=["id"])),
        frozenset(str(row["id"]) for row in sectors),
        frozenset(str(row["id"]) for row in sectors if row.get("public") is True),
        frozenset(str(row["id"]) for row in sectors if row.get("private") is True),
    )


def _quad(files: Files, row: Row) -> int:
    return int(str(row["quad"])) if files.known(row, "quad", str(row["quad"]), ("1", "2", "3", "4")) else 1


def _modes(files: Files, row: Row) -> dict[str, float]:
    modes = row.get("modes") or Row()
    if not isinstance(modes, Row):
        files.problem(row, "'modes' is not a mapping of modes to scores", "Write 'modes: {visit: 4}'")
        return {}
    return {str(name): files.number(modes, name) for name in modes}


def _crosswalk(files: Files, types: dict[str, PloverType]) -> dict[str, str]:
    rows = files.tsv("ontology/crosswalk", required=["prefix", "type"])
    return {row["prefix"]: row["type"] for row in rows if files.known(row, "type", row["type"], types)}


def _composition(files: Files, cameo: dict[str, str]) -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    for row in files.tsv("ontology/composition", required=["act", *OPERATIONS]):
        cells = {name: row[name] for name in OPERATIONS if row[name]}
        for name, code in cells.items():
            if len(code) > 2:
                files.known(row, name, code, cameo)
        out[row["act"]] = cells
    return out
