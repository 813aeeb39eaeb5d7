"""What the user says of sources, for all kinds of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from communique.fetch.fetched import Fetched

__all__ = ["Fetch", "Fetched", "Options"]
Fetch = Callable[[str], Fetched]


@dataclass(frozen=True, slots=True)
class Options:
    """`kind`: read all sources as this kind. `columns`: which column of a table is which field (`text` → `body`).
    `date`: day of publication where nothing tells. `fetch`: how an address is had; None: it is not. `bulk`: pages by
    the quick extractor. `words`: of a feed's entries their own words are read, however few, and no links fetched."""

    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    date: str | None = None
    fetch: Fetch | None = None
    bulk: bool = False
    words: bool = False
