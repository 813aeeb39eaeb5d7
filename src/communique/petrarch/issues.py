"""Issue files → phrases with their code, and phrases that keep a section from being coded.

    <ISSUE CATEGORY="ENERGY" TYPE="ALL">
    oil [OIL]
    nuclear n:plant [NUCLEAR_ENERGY]     n: singular and plural; v: all forms of the verb; + a blank or a hyphen
    ~olive oil                           a sentence with these words has no issue of this section
    ~~oil painting                       … no sentence of such a report
    </ISSUE>
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from communique.petrarch.lines import read_lines
from communique.petrarch.report import Report

_PHRASE = re.compile(r"([^\[\]]+?)\s*\[\s*([\w:-]+)\s*\]")


@dataclass(slots=True)
class Section:
    """The phrases of a section by code, in lower case, and those that keep it out."""

    category: str
    phrases: dict[str, list[str]] = field(default_factory=dict)
    unless: list[str] = field(default_factory=list)
    unless_report: list[str] = field(default_factory=list)
    where: str = ""


def read_issues(path: Path, report: Report) -> list[Section]:
    """The sections of a file; lines outside any make one without a name."""
    sections = [Section("")]
    for line in read_lines(path, markers="#"):
        text = line.text
        if found := re.match(r'<ISSUE\s+CATEGORY="([^"]*)"', text, re.I):
            sections.append(Section(found[1], where=line.where))
        elif text.upper().startswith("</ISSUE"):
            sections.append(Section(""))
        elif text.startswith("~~"):
            sections[-1].unless_report += forms(text[2:])
        elif text.startswith("~"):
            sections[-1].unless += forms(text[1:])
        elif found := _PHRASE.fullmatch(text):
            sections[-1].phrases.setdefault(found[2], []).extend(forms(found[1]))
        else:
            report.cannot(line.where, text, "no phrase with an issue in brackets")
    return [section for section in sections if section.phrases]


def forms(phrase: str) -> list[str]:
    """A phrase in all ways it may be written. Nouns and verbs stand as lemmas, which any form of theirs is.

    >>> forms("pre+n:school"), forms("ethnic v:purge")
    (['pre school', 'pre-school'], ['ethnic purge'])
    """
    plain = re.sub(r"\b[nvNV]:\s*", "", " ".join(phrase.lower().split()))
    if "+" not in plain:
        return [plain]
    return [" ".join(plain.replace("+", " ").split()), plain.replace("+", "-")]
