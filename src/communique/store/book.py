"""`communique.open_record`: a record database as Python sees it."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from communique.store.dyads import Panel, dyads_rows, dyads_table, rows_of
from communique.store.filters import EventFilter, Many, StatementFilter
from communique.store.names import KINDS
from communique.store.results import (
    ActorRow,
    DyadRow,
    EventRow,
    Kept,
    Result,
    RoundRow,
    StatementRow,
    StoryRow,
    maker,
)
from communique.store.shown import ACTORS, AHEAD, DYADS, EVENTS, ROUNDS, STATEMENTS, STORIES
from communique.store.stories import count_stories, series, stories, story
from communique.store.view import Row, View


class RecordBook:
    """A record database, open for reading. All results are lazy; a filter that cannot be is an error at once."""

    def __init__(self, path: str | Path) -> None:
        self.view = View(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the database."""
        self.view.close()

    def __repr__(self) -> str:
        reports, first, last = self.view.extent()
        days = f" from {first} to {last}" if first else ""
        return (f"<record {self.view.path}: {reports:,} reports{days}, "
                f"{self.view.count_events(EventFilter()):,} events>")

    def events(self, *, actor: str | None = None, with_: str | None = None, source: str | None = None,
               target: str | None = None, members_of: str | None = None, type: Many = None, mode: Many = None,
               quad: int | str | None = None, cameo: str | None = None, status: Many = None, since: str | None = None,
               until: str | None = None, place: str | None = None, forum: str | None = None,
               mechanism: str | None = None, topic: str | None = None, context: str | None = None,
               outlet: str | None = None, text: str | None = None, min_sources: int | None = None,
               min_confidence: float | None = None, typed: bool = True,
               newest_first: bool = False) -> Result[EventRow]:
        """Events, in the order of days, those without one first. "China" is the state with all who act for it, "EU" the
        Union itself and `members_of="EU"` its members; `since` and `until` are days, months or years and count in.
        Raises StoreError where a country, type or day is none, with the nearest that is."""
        wanted = EventFilter(**{name: value for name, value in locals().items()
                                if name not in ("self", "newest_first")})
        self.view.check(wanted)
        return Result(EventRow, lambda: self.view.events(wanted, newest_first=newest_first),
                      lambda: self.view.count_events(wanted), EVENTS)

    def statements(self, *, speaker: str | None = None, members_of: str | None = None, about: str | None = None,
                   addressee: str | None = None, stance: Many = None, kind: Many = None, since: str | None = None,
                   until: str | None = None, outlet: str | None = None, text: str | None = None,
                   min_confidence: float | None = None, newest_first: bool = False) -> Result[StatementRow]:
        """Statements, in the order of days; `about` is a topic. Raises StoreError as `events` does."""
        wanted = StatementFilter(**{name: value for name, value in locals().items()
                                    if name not in ("self", "newest_first")})
        self.view.check(wanted)
        return Result(StatementRow, lambda: self.view.statements(wanted, newest_first=newest_first),
                      lambda: self.view.count_statements(wanted), STATEMENTS)

    def stories(self, **wanted: Any) -> Result[StoryRow]:
        """Acts, each once however many reports tell it, in the order of days: those of which a telling fits. Filters as
        in `events`."""
        chosen = replace(EventFilter(), **wanted)
        self.view.check(chosen)
        return Result(StoryRow, lambda: stories(self.view, chosen), lambda: count_stories(self.view, chosen),
                      STORIES)

    def story(self, id: int) -> StoryRow | None:
        """One story by its number; None where there is none."""
        found = story(self.view, id)
        return maker(StoryRow)(found) if found else None

    def series(self, *, mechanism: str | None = None) -> Result[RoundRow]:
        """The rounds of standing mechanisms, in order; `mechanism`: words of its name."""
        kept = Kept(self.view.db, lambda: list(series(self.view, mechanism)))
        return Result(RoundRow, lambda: iter(kept()), lambda: len(kept()), ROUNDS)

    def agenda(self, *, country: str | None = None, since: str | None = None,
               until: str | None = None) -> Result[EventRow]:
        """What is scheduled and has not happened by another telling: from `since`, else from the last report's day
        on. Events without a day stand last."""
        self.view.check(EventFilter(actor=country, since=since, until=until))
        kept = Kept(self.view.db, lambda: self.view.agenda(country=country, since=since, until=until))
        return Result(EventRow, lambda: iter(kept()), lambda: len(kept()), AHEAD)

    def actors(self, *, name: str | None = None, kind: str | None = None) -> Result[ActorRow]:
        """Actors, those in most reports first; `name` is a part of the name."""
        if kind:
            self.view.names.one_of("kind", kind, KINDS)
        return Result(ActorRow, lambda: self.view.actors(name=name, kind=kind),
                      lambda: self.view.count_actors(name=name, kind=kind), ACTORS)

    def dyads(self, *, freq: str = "M", balanced: bool = False, **wanted: Any) -> Result[DyadRow]:
        """Events by source, target and period (D, W, M, Q or Y), with their rate per 1,000 reports of the period,
        since counts follow coverage. `balanced`: also the periods in which a pair has none. Filters as in `events`."""
        chosen = replace(EventFilter(), **wanted)
        self.view.check(chosen)
        panel = Panel(freq, balanced)
        table = Kept(self.view.db, lambda: dyads_table(self.view, chosen, panel))
        rows = Kept(self.view.db, lambda: list(dyads_rows(self.view, chosen, panel)))
        return Result(DyadRow, lambda: iter(rows()) if table() is None else rows_of(table()),
                      lambda: len(rows()) if table() is None else int(table().num_rows), DYADS, table)

    def report(self, id: str) -> Row | None:
        """A report's record as JSON has it, corrections included; None where it is not here. The last part of an id
        that is a path will do."""
        return self.view.report(id)


def options_of(wanted: EventFilter | StatementFilter) -> dict[str, Any]:
    """A filter as keyword arguments."""
    return {field.name: getattr(wanted, field.name) for field in fields(wanted)}
