"""What is asked of a run, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from communique.stream import Settings

LIMIT = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Plan:
    """`copies`: near copies are found and not parsed. `retry`: what was set aside is tried again. `recode`: what was
    coded is coded again, also by the same coder. `limit`: seconds that a worker may take over one item."""

    settings: Settings = field(default_factory=Settings)
    workers: int = 1
    copies: bool = True
    retry: bool = False
    recode: bool = False
    limit: float = LIMIT
    batch: int = 32  # items that are stored together


@dataclass(slots=True)
class Tally:
    """Counts of items: seen; passed over, since they were done before; coded, of which so many gave the same record as
    before; copies; set aside, by kind of mistake. `bytes` are those of all items done now, `passed_bytes` of those
    passed over. `stopped`: the run ended early, as it was asked to."""

    seen: int = 0
    passed: int = 0
    coded: int = 0
    same: int = 0
    copies: int = 0
    aside: Counter[str] = field(default_factory=Counter)
    events: int = 0
    bytes: int = 0
    passed_bytes: int = 0
    stopped: bool = False

    def done(self) -> int:
        """Items that have been through."""
        return self.passed + self.coded + self.copies + self.aside.total()
