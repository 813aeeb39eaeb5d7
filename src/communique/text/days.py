"""Words of a full date → `YYYY-MM-DD`. Only dates with day, month and year count; an ambiguous one gives None.

"03/04/2024" is a day in March or in April, so it is no answer; with dots the day comes first everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

_ISO = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_DOTS = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_SLASHES = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.?(?: de| of)? ([^\W\d]{3,12})\.?,?(?: de)? (\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"([^\W\d]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")


def full_date(words: str, months: Mapping[str, int]) -> str | None:
    """The day named in a short text, or None where there is none or more than one way to read it.

    >>> full_date("Published 5 March 2024 10:32 GMT", {"march": 3})
    '2024-03-05'
    >>> full_date("03/04/2024", {})
    """
    if found := _ISO.search(words):
        return _day(found[1], int(found[2]), found[3])
    if found := _DOTS.search(words):
        return _day(found[3], int(found[2]), found[1])
    if found := _SLASHES.search(words):
        return _slashes(found[1], found[2], found[3])
    if found := _DAY_FIRST.search(words):
        return _day(found[3], months.get(found[2].lower()), found[1])
    if found := _MONTH_FIRST.search(words):
        return _day(found[3], months.get(found[1].lower()), found[2])
    return None


def _slashes(one: str, two: str, year: str) -> str | None:
    """Day and month in the order that is possible; None where both are."""
    ways = {day for day in (_day(year, int(two), one), _day(year, int(one), two)) if day}
    return ways.pop() if len(ways) == 1 else None


def _day(year: str, month: int | None, day: str) -> str | None:
    if month is None or not 1 <= month <= 12:
        return None
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None
