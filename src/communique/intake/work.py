"""What workers do: an item → its report and its print; a report → its record. What goes wrong is told, not raised."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from communique.errors import CommuniqueError
from communique.ingest.items import Fault, Item
from communique.ingest.read_item import read_item
from communique.intake.prints import Print, print_of
from communique.records import Report
from communique.stream import Settings, reader, safely

CODED_AS = ("gate",)  # settings that change what is coded and that no record tells of


@dataclass(frozen=True, slots=True)
class Extract:
    """To be done: read an item. `prints`: its print is wanted."""

    item: Item
    prints: bool


@dataclass(frozen=True, slots=True)
class Extracted:
    """Done: the report, its print, the agency it names as its origin."""

    report: Report
    print: Print | None
    origin: str | None


@dataclass(frozen=True, slots=True)
class Code:
    """To be done: code a report; a copy is only cleaned."""

    report: Report
    is_copy: bool


Job = Extract | Code
Done = Extracted | dict[str, Any] | Fault


def prepare(settings: Settings) -> str:
    """Makes the reader; says what codes here, as the ledger keeps it."""
    coder = reader(settings).coder()
    on = [name for name in CODED_AS if getattr(settings, name)]
    return " ".join([coder.version, coder.model, coder.knowledge, *on])


def answer(jobs: list[Job], settings: Settings) -> list[Done]:
    """What came of each job."""
    return [_done(job, settings) for job in jobs]


def lost(job: Job, why: str) -> Done:
    """What is said of a job at which a worker died, or over which it took too long."""
    if why == "slow":
        return Fault("too-slow", "It took longer than --limit allows. Give a higher one and --retry.")
    return Fault("crashed", "The worker died on it. Is it too long for the memory of the machine?")


def _done(job: Job, settings: Settings) -> Done:
    try:
        if isinstance(job, Extract):
            return safely(partial(_extracted, job, settings))
        return safely(partial(_record, job, settings))
    except CommuniqueError as error:
        return Fault(error.kind, str(error))


def _extracted(job: Extract, settings: Settings) -> Extracted:
    report = read_item(job.item)
    origin = reader(settings).knowledge.origins.agency(report.text, report.byline, report.publisher)
    return Extracted(report, print_of(report.text) if job.prints else None, origin)


def _record(job: Code, settings: Settings) -> dict[str, Any]:
    by = reader(settings)
    return (by.read_copy if job.is_copy else by.read_report)(job.report).to_dict()
