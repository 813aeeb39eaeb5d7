"""What a cue gives: the noun that the modules of this stage hand to each other."""

from __future__ import annotations

from dataclasses import dataclass

from communique.knowledge.cues import Cue
from communique.stages import TokenRange


@dataclass(frozen=True, slots=True)
class Saying:
    """A cue with its surroundings; all numbers are tokens.

    `content` are the ranges of the clause, empty where only a quotation may follow. `needs_quote`: counts only with
    quoted words. `speaker`, `addressee`, `via` are heads, and so is `quoting`: whose words the speaker passes on
    ("Fars, quoting a general, said"). `limit` is the token before which the cue's clause ends.
    """

    cue: Cue | None
    at: int
    words: tuple[int, ...]
    speaker: int | None
    shape: str
    content: tuple[TokenRange, ...] = ()
    needs_quote: bool = False
    addressee: int | None = None
    via: int | None = None
    limit: int = 0
    quoting: int | None = None
