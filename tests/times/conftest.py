"""What the tests of times share: the parser once, and a way to ask for the times of a text."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from communique.analyse.analyse import parse
from communique.analyse.model import load_parser
from communique.knowledge.calendar import Calendar, load
from communique.knowledge.files import files
from communique.records import Report, Time
from communique.stages import Document, Reading
from communique.times import find_times

Times = Callable[..., tuple[Time, ...]]


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    """The package's calendar, which must be without mistakes."""
    source = files()
    made = load(source)
    assert not source.problems
    return made


@pytest.fixture(scope="session")
def times(calendar: Calendar) -> Times:
    """The times of a text: parsed, or (`parsed=False`) by its words alone."""
    parser = load_parser()

    def ask(text: str, date: str | None = "2024-03-06", *, parsed: bool = True) -> tuple[Time, ...]:
        document = parse(text, parser) if parsed else Document(text)
        reading = Reading(Report("r", text, date), text=text, date=date, document=document)
        return find_times(reading, SimpleNamespace(calendar=calendar)).times  # type: ignore[arg-type]

    return ask
