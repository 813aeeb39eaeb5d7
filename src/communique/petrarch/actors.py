"""Actor dictionaries → names with their codes by time.

    HAMID_KARZAI_ [AFGMIL]      a name, and its code where no restriction holds
    +KARZAI_                    another name of the same
      [AFGGOV 20011222-20140929]  behind a tab: what it is coded as on these days
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from communique.petrarch.dates import Restriction, restrictions
from communique.petrarch.lines import Line, read_lines, spoken
from communique.petrarch.report import Report

_ACRONYM = re.compile(r"\s*\(([A-Z][A-Z.&-]{1,9})\)")


@dataclass(slots=True)
class Actor:
    """One entry: its names with their places, and its codes."""

    names: list[tuple[str, str]]  # (phrase, "file:line")
    codes: list[Restriction] = field(default_factory=list)
    where: str = ""
    text: str = ""
    lines: dict[str, Line] = field(default_factory=dict)  # code → the first line with it

    def coded(self, codes: list[Restriction], line: Line) -> None:
        """Adds the codes of a line."""
        self.codes += codes
        for code in codes:
            self.lines.setdefault(code.code, line)


def read_actors(path: Path, report: Report) -> list[Actor]:
    """The entries of a file. What cannot be read is noted, and the rest of its entry stands."""
    actors: list[Actor] = []
    for line in read_lines(path):
        phrase, codes = _parts(line, report)
        if phrase is None:
            continue
        if not phrase:
            if actors:
                actors[-1].coded(codes, line)
            else:
                report.cannot(line.where, line.text, "a date restriction before the first name")
        elif phrase.startswith("+"):
            if actors:
                actors[-1].names += _names(phrase[1:], line)
                actors[-1].coded(codes, line)
            else:
                report.cannot(line.where, line.text, "a synonym before the first name")
        else:
            actors.append(Actor(_names(phrase, line), [], line.where, line.text))
            actors[-1].coded(codes, line)
    return actors


def _parts(line: Line, report: Report) -> tuple[str | None, list[Restriction]]:
    """The words before the brackets and the codes in them; None where the line cannot be read."""
    phrase, bracket, rest = line.text.partition("[")
    phrase = phrase.strip()
    if not bracket:
        if line.text.startswith("&") or "]" in line.text:
            report.cannot(line.where, line.text, "no name")
            return None, []
        return phrase, []
    try:
        return phrase, restrictions(bracket + rest)
    except ValueError as error:
        report.cannot(line.where, line.text, str(error))
        return (phrase or None), []


def _names(phrase: str, line: Line) -> list[tuple[str, str]]:
    """The name, and the short form in brackets behind it: "REAL_FRONT_(RF)"."""
    words = spoken(phrase)
    short = [found[1] for found in _ACRONYM.finditer(words)]
    whole = " ".join(_ACRONYM.sub(" ", words).split())
    return [(name, line.where) for name in (whole, *short) if re.search(r"\w", name)]
