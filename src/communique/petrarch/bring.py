"""Files of PETRARCH, TABARI and Phoenix → a knowledge folder, and a report of what became of each line.

What ours has with the same code is left out; what it has with another code is told and left out; the rest is written
into files of their own, beside those of the folder's owner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from communique.errors import KnowledgeError
from communique.knowledge import Knowledge, files, load_files
from communique.petrarch.actors import read_actors
from communique.petrarch.agents import read_agents
from communique.petrarch.codes import Codebook
from communique.petrarch.discards import read_discards
from communique.petrarch.issues import read_issues
from communique.petrarch.report import Report
from communique.petrarch.turn_actors import Names, turn_actors
from communique.petrarch.turn_verbs import turn_verbs
from communique.petrarch.turn_words import turn_agents, turn_discards, turn_issues
from communique.petrarch.verbs import read_verbs
from communique.petrarch.write import Drafts, brought_in, write

KINDS = ("actors", "agents", "issues", "discards", "verbs")
FOLDED = re.compile(r"[^a-z0-9]+")


def kind_of(path: Path) -> str | None:
    """What a file holds, by its name: "Phoenix.IssueCoding.txt" holds issues."""
    name = path.name.lower()
    return next((kind for kind in KINDS if kind.rstrip("s") in name), None)


def bring(paths: Iterable[Path], into: Path, *, kind: str | None = None, on: date | None = None) -> Report:
    """Brings dictionaries into a folder, which is made if need be. With `on`, only the codes of that day.

    What stands in the folder counts as ours, but for what these dictionaries gave before, which is written anew.
    Raises KnowledgeError where a file tells neither by its name nor by `kind` what it holds, or two have one name.
    """
    paths = list(paths)
    kinds = [kind or _told(path) for path in paths]
    stems = _stems(paths)
    old = {path for path in brought_in(into) if path.stem in stems}
    report = Report()
    for path, what, stem in zip(paths, kinds, stems, strict=True):
        source = files(into if into.is_dir() else None)
        source.left_out = frozenset(old)
        ours = load_files(source)
        states = frozenset(ref for ref, entry in ours.world.entries.items() if entry.kind == "state")
        drafts = Drafts()
        _turn(what, path, ours, Codebook.of(source, states), Names(ours.world), on, report)(drafts)
        into.mkdir(parents=True, exist_ok=True)
        old.difference_update(write(drafts, into, path.name, stem))
        report.taken.update({table: len(rows) for table, (_, rows) in drafts.tables.items()})
        report.taken.update({name: _size(entries) for name, entries in drafts.lists.items()})
    for path in old:  # what a dictionary no longer gives
        path.unlink()
    return report


def _stems(paths: list[Path]) -> list[str]:
    """The names of the files that are made of each dictionary. Raises KnowledgeError where two have one."""
    made: dict[str, Path] = {}
    for path in paths:
        stem = FOLDED.sub("-", path.name.lower().removesuffix(".txt")).strip("-")
        if stem in made:
            raise KnowledgeError(f"{made[stem]} and {path} would both be written to {stem}. Rename one of them.")
        made[stem] = path
    return list(made)


def _turn(kind: str, path: Path, ours: Knowledge, book: Codebook, names: Names, on: date | None,
          report: Report) -> Callable[[Drafts], None]:
    """The work on one file, as a function of the drafts it fills."""
    if kind == "actors":
        return lambda drafts: turn_actors(read_actors(path, report), names, ours, book, on, report, drafts)
    if kind == "agents":
        return lambda drafts: turn_agents(read_agents(path, report), ours, book, report, drafts)
    if kind == "issues":
        return lambda drafts: turn_issues(read_issues(path, report), ours, report, drafts)
    if kind == "discards":
        return lambda drafts: turn_discards(read_discards(path), ours, report, drafts)
    return lambda drafts: turn_verbs(read_verbs(path, report), ours, report, drafts)


def _told(path: Path) -> str:
    kind = kind_of(path)
    if kind is None:
        raise KnowledgeError(f"{path.name} does not say what it holds. Give --kind: one of {', '.join(KINDS)}.")
    return kind


def _size(entries: list[dict[str, Any]]) -> int:
    """The words of a list of entries, or the entries where they hold none."""
    return sum(len(entry.get("words") or entry.get("names") or "1") for entry in entries)
