"""Knowledge folder → problems: what can be seen in the files, and what its `yes` and `no` sentences give.

A `yes` sentence must give an event by that very entry (and, for a plain act, with its code); a `no` sentence must
give none.
Sentences are read one by one, with a fixed publication date, as if each were a report.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from communique.analyse import Parser, load_parser
from communique.knowledge import Knowledge, Problem, files, load_files
from communique.knowledge.lexicon import Entry
from communique.pipeline import Reader
from communique.records import Event, Report

DAY = "2024-06-12"


def check(folder: Path | None = None, parser: Parser | None = None) -> list[Problem]:
    """All problems of the knowledge with this folder on top: of the files first, then their sentences; remarks."""
    source = files(folder)
    knowledge = load_files(source)
    if source.problems:
        return [*source.problems, *source.remarks]
    return [*sentences(knowledge, parser or load_parser()), *source.remarks]


def sentences(knowledge: Knowledge, parser: Parser) -> Iterator[Problem]:
    """The `yes` and `no` sentences of the lexicon that do not come out as they should."""
    reader = Reader(parser, knowledge, "check")
    for entry in knowledge.lexicon.entries:
        for sentence in entry.yes:
            found = _events(reader, sentence)
            if not any(_made_by(event, entry) for event in found):
                yield Problem(
                    entry.where,
                    f"{entry.id}: does not code {sentence!r} as {entry.cameo or entry.does}; {_got(found)}",
                    "Mend the entry or the sentence",
                )
        for sentence in entry.no:
            if any(_by_rule(event, entry) for event in _events(reader, sentence)):
                yield Problem(
                    entry.where,
                    f"{entry.id}: codes {sentence!r}, which it must not",
                    "Add a 'needs' or 'lacks' condition",
                )


def _events(reader: Reader, sentence: str) -> tuple[Event, ...]:
    return reader.read_report(Report("check", sentence, DAY)).events


def _made_by(event: Event, entry: Entry) -> bool:
    """Whether the entry made the event: by its code, as an operator, or as what an operator is about."""
    if entry.does is None and not entry.alone:
        return any(f"({entry.id})" in reason or f"({entry.id}(" in reason for reason in event.reasons)
    return _by_rule(event, entry) and (entry.does is not None or event.cameo == entry.cameo or event.type == entry.type)


def _by_rule(event: Event, entry: Entry) -> bool:
    return any(reason == f"rule:{entry.id}" or reason.startswith(f"rule:{entry.id}(") for reason in event.reasons)


def _got(found: tuple[Event, ...]) -> str:
    if not found:
        return "it gives no event"
    return "it gives " + ", ".join(f"{e.cameo} by {e.reasons[0]}" for e in found)
