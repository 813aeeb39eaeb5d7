"""Which agency wrote a report: the places where a report names it, and the names of agencies.

The names are those of `world/media`, the places `furniture/origins.yaml`, where each pattern has lines it must match
and lines it must not; both are tried when it is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from communique.knowledge.files import Files, Row, words
from communique.knowledge.furniture import words_of
from communique.knowledge.world_load import BODY_FIELDS

PLACES = ("head", "line", "byline", "end")
FIRST, LAST = 4, 4  # paragraphs at the head and at the end of a report that are looked at
LINE = 300  # characters of each
AGENCY = "(?P<agency>{names})"


@dataclass(frozen=True, slots=True)
class Origins:
    """Patterns by the place where they are looked for, and the agencies by their names."""

    patterns: Mapping[str, tuple[re.Pattern[str], ...]]
    names: Mapping[str, str]

    def agency(self, text: str, byline: str | None = None, publisher: str | None = None) -> str | None:
        """The key of the agency that a report names as its origin; None where it names none."""
        if publisher is not None and publisher in self.names:
            return self.names[publisher]
        for place, line in self._lines(text, byline):
            for pattern in self.patterns[place]:
                found = _tried(pattern, place, line)
                if found:
                    return self.names[found["agency"]]
        return None

    @staticmethod
    def _lines(text: str, byline: str | None) -> Iterator[tuple[str, str]]:
        if byline:
            yield "byline", byline.strip()[:LINE]
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        for line in lines[:FIRST]:
            yield "head", line[:LINE]
            yield "line", line[:LINE]
        for line in reversed(lines[-LAST:]):
            yield "line", line[-LINE:]
            yield "end", line[-LINE:]


def load(files: Files) -> Origins:
    """Reads the names and the patterns; a pattern that contradicts its own examples is noted in `files.problems`."""
    rows = [row for read in (files.tsv, files.yaml)
            for row in read("world/media", required=("id", "name", "category"), optional=BODY_FIELDS)]
    names: dict[str, str] = {}
    for row in rows:
        if row["category"] == "agency":
            for name in (str(row["name"]), *words(row.get("names"))):
                names.setdefault(name, str(row["id"]))
    names = {name.upper(): ref for name, ref in names.items()} | names
    agency = AGENCY.format(names="|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)")
    patterns: dict[str, list[re.Pattern[str]]] = {place: [] for place in PLACES}
    for row in files.yaml("furniture/origins", required=("id", "where", "match"), optional=("yes", "no", "comment")):
        if files.known(row, "where", row["where"], PLACES):
            patterns[str(row["where"])] += _compiled(files, row, agency)
    return Origins({place: tuple(found) for place, found in patterns.items()}, names)


def _compiled(files: Files, row: Row, agency: str) -> list[re.Pattern[str]]:
    """The pattern of a row, where it is one and keeps the promises of its examples."""
    try:
        pattern = re.compile(str(row["match"]).replace("{agency}", agency))
    except re.error as error:
        files.problem(row, f"match is no regular expression ({error})", "Mend it, or put \\ before . ( [ * + ?")
        return []
    place, good = str(row["where"]), bool(row.get("yes") and row.get("no")) and "agency" in pattern.groupindex
    if not good:
        files.problem(row, "lacks {agency}, yes or no", "Write {agency} once, and examples both ways")
    for example in words_of(row.get("yes")):
        if good and not _tried(pattern, place, example):
            files.problem(row, f"does not match its own example {example!r}", "Mend the pattern or the example")
    for example in words_of(row.get("no")):
        if good and _tried(pattern, place, example):
            files.problem(row, f"matches {example!r}, which it must not", "Narrow the pattern")
    return [pattern] if good else []


def _tried(pattern: re.Pattern[str], place: str, line: str) -> re.Match[str] | None:
    """A pattern where it is looked for: at the start of a line, over the whole of it, or up to its end."""
    if place == "head":
        return pattern.match(line)
    if place != "end":
        return pattern.fullmatch(line)
    return next((found for found in pattern.finditer(line) if found.end() == len(line)), None)
