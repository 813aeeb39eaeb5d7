"""An item on its way through the run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from communique.ingest.items import Fault, Item
from communique.intake.work import Extracted
from communique.store.ledger import Line


@dataclass(slots=True, eq=False)
class Entry:
    """`source`: what stood on the command line. `first`: the report it is a copy of. `turn` counts the decisions on it:
    what a worker brings back of a former one is passed over."""

    source: str | None
    item: Item
    digest: str
    size: int = field(init=False)
    read: Extracted | None = None
    first: str | None = None
    turn: int = 0
    record: dict[str, Any] | None = None
    fault: Fault | None = None

    def __post_init__(self) -> None:
        self.size = len(self.item.body)

    def is_done(self) -> bool:
        """Whether nothing is left to do but to store it."""
        return self.record is not None or self.fault is not None

    def let_go(self) -> None:
        """The bytes are not needed any more."""
        self.item = replace(self.item, body=b"")

    def settle(self, first: str | None) -> bool:
        """Notes of which report it is a copy; whether it is to be coded now, for the first time or otherwise."""
        if self.turn and first == self.first:
            return False
        self.first, self.record = first, None
        self.turn += 1
        return True

    def report_id(self) -> str:
        """The id of its report."""
        return str(self.record["id"]) if self.record else ""

    def whole_record(self) -> dict[str, Any]:
        """Its record with what the run knows of it."""
        origin = self.read.origin if self.read else None
        return {**(self.record or {}), "copy_of": self.first, "origin": origin}

    def line(self, state: str, coder: str | None = None, *, report: str | None = None, kind: str | None = None,
             reason: str | None = None) -> Line:
        """Its line in the ledger."""
        return Line(self.item.key, state, self.source, kind, reason, self.digest, coder, report)
