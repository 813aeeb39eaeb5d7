"""What became of each line of a dictionary: taken, ours already, in conflict with ours, or not to be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """A name or word that has another code with us: where theirs and ours stand, and both codes."""

    where: str
    phrase: str
    theirs: str
    ours: str
    ours_where: str

    def __str__(self) -> str:
        return f"{self.where}: {self.phrase!r} is {self.theirs} there and {self.ours} here ({self.ours_where})"


@dataclass(frozen=True, slots=True)
class Unread:
    """A line of which nothing could be made, and why."""

    where: str
    line: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}: {self.line}"


@dataclass(slots=True)
class Report:
    """The account of an import. `taken` counts rows by table; `known` what ours has with the same code."""

    taken: Counter[str] = field(default_factory=Counter)
    known: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"taken": dict(self.taken), "known": self.known, "conflicts": [asdict(one) for one in self.conflicts],
                "unread": [asdict(one) for one in self.unread]}

    def cannot(self, where: str, line: str, why: str) -> None:
        """Notes a line that could not be read."""
        self.unread.append(Unread(where, line, why))
