"""Discard files → phrases that keep a sentence, or with a `+` before them a whole report, from being coded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from communique.petrarch.lines import read_lines, spoken


@dataclass(frozen=True, slots=True)
class Discard:
    """A phrase in lower case and what is left out where it stands: sentence or report."""

    phrase: str
    of: str
    where: str


def read_discards(path: Path) -> list[Discard]:
    """The discards of a file, each once."""
    found: dict[tuple[str, str], Discard] = {}
    for line in read_lines(path):
        of = "report" if line.text.startswith("+") else "sentence"
        phrase = spoken(line.text.lstrip("+")).lower()
        if phrase:
            found.setdefault((phrase, of), Discard(phrase, of, line.where))
    return list(found.values())
