"""A CAMEO actor code → code and sector of ours: "USAGOVMIL" is USA and GOV, "NGOHRI" is NGO and SOC."""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge import Files, words

NOBODY = frozenset(("---", "###", "+++", "***", "~", ""))  # written for "no code"


@dataclass(frozen=True, slots=True)
class Coded:
    """What a code says. `plain`: only a state or body, and no role."""

    code: str | None
    sector: str | None
    kind: str | None  # organisation or group, where the code tells
    plain: bool


@dataclass(frozen=True, slots=True)
class Codebook:
    """The tables of `data/petrarch/`."""

    states: frozenset[str]
    countries: dict[str, str]
    bodies: dict[str, tuple[str | None, str | None, str | None]]  # prefix → code, kind, sector
    roles: dict[str, str]
    kinds: dict[str, str]  # word of a name → organisation | group

    @classmethod
    def of(cls, files: Files, states: frozenset[str]) -> Codebook:
        """The codebook in these files."""
        bodies = files.tsv("petrarch/bodies", required=["prefix"], optional=["code", "kind", "sector"])
        kinds = files.yaml("petrarch/kinds", required=["kind", "words"])
        return cls(
            states,
            {row["code"]: row.get("iso") or "" for row in files.tsv("petrarch/countries", required=["code"],
                                                                    optional=["iso"])},
            {row["prefix"]: (row.get("code") or None, row.get("kind") or None, row.get("sector") or None)
             for row in bodies},
            {row["role"]: row["sector"] for row in files.tsv("petrarch/roles", required=["role", "sector"])},
            {word: str(row["kind"]) for row in kinds for word in words(row["words"])},
        )

    def read(self, code: str) -> Coded | None:
        """What a code says; None for one that says nobody. Raises ValueError where it is none that is known."""
        code = code.strip().strip("~").upper()
        if code in NOBODY:
            return None
        if len(code) % 3 or not code.isalpha():
            raise ValueError(f"code {code} is not made of groups of three letters")
        first, rest = code[:3], [code[at : at + 3] for at in range(3, len(code), 3)]
        if first in self.bodies:
            ours, kind, sector = self.bodies[first]
            return Coded(ours, sector or self.sector(rest), kind, not rest)
        state = self.countries.get(first, first if first in self.states else None)
        if state == "":
            raise ValueError(f"code {first}: a state that is no more, which has no code here")
        if state is None:
            if first in self.roles:  # "[ELI]": a role of nowhere
                return Coded(None, self.sector([first, *rest]), None, False)
            raise ValueError(f"code {first} is no state and no body that is known")
        return Coded(state, self.sector(rest), None, not rest)

    def sector(self, roles: list[str]) -> str | None:
        """The sector of the first role that has one."""
        return next((self.roles[role] for role in roles if role in self.roles), None)
