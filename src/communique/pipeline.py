"""The stages in order, the one loop, and the one guard around each report.

Report in, `Record` out. What the stages made is put in the order of the text, actors that nothing uses
are left out, and provisional ids are replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from communique.actors import Weighings, find_actors
from communique.analyse import Gate, Parser, analyse
from communique.assemble import assemble, coder_of
from communique.clean import clean
from communique.events import Trace, find_events
from communique.knowledge import Knowledge
from communique.places import find_places
from communique.propositions import find_propositions
from communique.records import Coder, Dropped, Record, Report
from communique.stages import Document, Reading, SecondCoder
from communique.statements import find_statements
from communique.times import find_times

Stage = Callable[[Reading, Knowledge], Reading]
AFTER_PARSE: tuple[Stage, ...] = (find_propositions, find_times, find_places, find_actors, find_statements, find_events)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads reports. Made by `communique.load`; holds the parser, the knowledge, the second coder
    and the gate, and no other state."""

    parser: Parser
    knowledge: Knowledge
    version: str
    second: SecondCoder | None = None  # None: by the rules only
    gate: Gate | None = None  # None: every paragraph is parsed

    def read(
        self,
        text: str,
        *,
        date: str | None = None,
        id: str = "report",
        title: str | None = None,
        url: str | None = None,
        publisher: str | None = None,
        byline: str | None = None,
    ) -> Record:
        """One report's text to its record. `date` is the day of publication, `YYYY-MM-DD`."""
        return self.read_report(Report(id, text, date, title, url, publisher, byline))

    def read_report(self, report: Report) -> Record:
        """One report to its record. Raises ReportError where the report is no report."""
        return assemble(self.reading(report), self)

    def read_copy(self, report: Report) -> Record:
        """The record of a near copy of another report: cleaned and dated, with its posts, and nothing coded in it.
        Raises ReportError as `read_report` does."""
        reading = clean(Reading(report), self.knowledge)
        dropped = (*reading.dropped, Dropped("report", None, "copy"))
        return assemble(replace(reading, document=Document(reading.text), dropped=dropped), self)

    def coder(self) -> Coder:
        """What stands in a record as its coder."""
        return coder_of(self)

    def reading(self, report: Report, trace: Trace | None = None, weighings: Weighings | None = None) -> Reading:
        """The report after all stages, with everything they handed to each other.

        A trace that is handed in is filled with what the events stage decided on its way, a list of weighings with who
        could be meant by which words.
        """
        reading = analyse(clean(Reading(report), self.knowledge), self.parser, self.gate)
        given: dict[Stage, Stage] = {
            find_actors: partial(find_actors, weighings=weighings),
            find_events: partial(find_events, trace=trace, second=self.second),
        }
        for stage in AFTER_PARSE:
            reading = given.get(stage, stage)(reading, self.knowledge)
        return reading
