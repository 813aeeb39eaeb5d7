"""A report is checked before anything is done with it: what is wrong, and what to do, in one sentence."""

from __future__ import annotations

import re
from datetime import date

from communique.errors import ReportError
from communique.records import Report

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_EARLIEST, _LATEST = 1600, 2200  # years: of the first newspapers, and of what is surely a slip of the pen
_TEXTS = ("title", "url", "publisher", "byline", "language")


def check(report: Report) -> None:
    """Raises ReportError (kind bad-report) for a report that is none."""
    if not isinstance(report.id, str) or not report.id:
        raise ReportError(f"id is {report.id!r}; give each report a string of its own as id")
    if not isinstance(report.text, str):
        raise ReportError(f"text is {type(report.text).__name__}, not str; give the report's words as one string")
    for name in _TEXTS:
        value = getattr(report, name)
        if value is not None and not isinstance(value, str):
            raise ReportError(f"{name} is {type(value).__name__}, not str; give a string or leave it out")


def day_of(given: object) -> str | None:
    """The day of a given date, `YYYY-MM-DD` with or without a time of day. Raises ReportError (kind bad-date).

    >>> day_of("2024-03-05T10:00:00Z")
    '2024-03-05'
    """
    if given is None:
        return None
    found = _DAY.match(given) if isinstance(given, str) else None
    if found:
        try:
            day = date.fromisoformat(found.group())
        except ValueError:
            day = None
        if day is not None and _EARLIEST <= day.year <= _LATEST:
            return day.isoformat()
    raise ReportError(f"date is {given!r}, which is no day; write it YYYY-MM-DD, or leave it out", kind="bad-date")
