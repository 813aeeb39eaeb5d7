"""Agent dictionaries → nouns for people who act, with their role.

    !PERSON! = MAN, MEN, WOMAN, WOMEN        a marker: each of these in its place, no plurals made
    CONGRESS!PERSON! [~LEG]
    ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOV]   the plural in braces; none where they are empty
    HUMAN_RIGHTS_BODY [NGO~]                 a code that goes before the actor's
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from communique.petrarch.lines import Line, read_lines, spoken
from communique.petrarch.report import Report

_ENTRY = re.compile(r"([^{}\[\]]+?)\s*(?:\{([^{}]*)\})?\s*\[\s*(~?\s*\w+\s*~?)\s*\]")
_MARKER = re.compile(r"(![A-Z]+!)\s*=\s*(.+)")


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun in lower case with the forms that no rule gives, and its roles of three letters each."""

    words: tuple[str, ...]
    roles: tuple[str, ...]
    where: str
    text: str


def read_agents(path: Path, report: Report) -> list[Agent]:
    """The agents of a file."""
    markers: dict[str, list[str]] = {}
    out: list[Agent] = []
    for line in read_lines(path):
        if found := _MARKER.fullmatch(line.text):
            markers[found[1]] = [part.strip() for part in found[2].split(",") if part.strip()]
        elif found := _ENTRY.fullmatch(line.text):
            out += _agent(line, found, markers, report)
        else:
            report.cannot(line.where, line.text, "no noun with a role in brackets")
    return out


def _agent(line: Line, found: re.Match[str], markers: dict[str, list[str]], report: Report) -> list[Agent]:
    code = re.sub(r"[\s~]", "", found[3]).upper()
    if len(code) % 3:
        report.cannot(line.where, line.text, f"role {code} is not made of groups of three letters")
        return []
    nouns = [found[1]]
    for marker in re.findall(r"![A-Z]+!", found[1]):
        if marker not in markers:
            report.cannot(line.where, line.text, f"{marker} is not defined")
            return []
        nouns = [noun.replace(marker, word) for noun in nouns for word in markers[marker]]
    irregular = (found[2] or "").split() if " " in (found[2] or "").strip() else [found[2] or ""]
    words = dict.fromkeys(spoken(noun).lower() for noun in (*nouns, *irregular) if spoken(noun))
    roles = tuple(code[at : at + 3] for at in range(0, len(code), 3))
    return [Agent(tuple(words), roles, line.where, line.text)]
