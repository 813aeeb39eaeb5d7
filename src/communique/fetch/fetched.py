"""What an address gave."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where an address led in the end, its bytes, and the type and encoding its server named.

    `etag` and `modified` are what to ask with the next time; `unchanged`: it is as it was then, and `body` is empty.
    """

    url: str
    body: bytes
    type: str = ""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False
