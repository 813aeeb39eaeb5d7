"""What every format is handed: which events of which record, and a tally of what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from communique.store import EventFilter, View


@dataclass(frozen=True, slots=True)
class Request:
    """Which events, from where. With `text`, full texts as well."""

    view: View
    wanted: EventFilter
    text: bool = False


@dataclass(slots=True)
class Tally:
    """How many rows were written, and how many events were left out or shortened, with the reason."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)


Write = Callable[[Request, BinaryIO, Tally], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how it is written, what its rows are, whether it can go to a terminal and has room for texts."""

    name: str
    write: Write
    rows: str  # "events", "reports", …
    is_text: bool = True
    has_texts: bool = False
    limit: int | None = None  # rows that a file can hold
