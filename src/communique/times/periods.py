"""A stretch of the calendar with its TIMEX3 value: day, week, month, season, year and so on.

Everything here is exact reckoning; `None` comes out where the calendar has no such stretch.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.text.dates import day_of, month_length, shift, shift_months, shift_units, week_start

GRAINS = ("D", "WE", "W", "M", "Q", "S", "H", "Y", "DE", "CE")  # fine to coarse
_LENGTHS = {
    "D": ("D", 1), "W": ("W", 1), "WE": ("W", 1), "M": ("M", 1), "Q": ("M", 3), "H": ("M", 6), "Y": ("Y", 1),
    "DE": ("Y", 10), "CE": ("Y", 100)}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """The days `first` to `last`, both covered; `grain` says how long it is."""

    value: str
    first: date
    last: date
    grain: str


def day(first: date | None) -> Period | None:
    """One day."""
    return Period(first.isoformat(), first, first, "D") if first else None


def week(inside: date | None) -> Period | None:
    """The ISO week that a date lies in.

    >>> week(date(2024, 3, 10)).value
    '2024-W10'
    """
    if inside is None:
        return None
    first = week_start(inside)
    year, number, _ = inside.isocalendar()
    return Period(f"{year:04}-W{number:02}", first, shift(first, 6) or date.max, "W")


def weekend(inside: date | None) -> Period | None:
    """The Saturday and Sunday of the week that a date lies in.

    >>> weekend(date(2024, 3, 6))
    Period(value='2024-W10-WE', first=datetime.date(2024, 3, 9), last=datetime.date(2024, 3, 10), grain='WE')
    """
    whole = week(inside)
    saturday = shift(whole.first, 5) if whole else None
    return Period(f"{whole.value}-WE", saturday, whole.last, "WE") if whole and saturday else None


def month(year: int, number: int) -> Period | None:
    """A calendar month."""
    first = day_of(year, number, 1)
    last = day_of(year, number, month_length(year, number)) if first else None
    return Period(f"{year:04}-{number:02}", first, last, "M") if first and last else None


def months(year: int, number: int, count: int, value: str, grain: str) -> Period | None:
    """So many months from the given one on."""
    first = day_of(year, number, 1)
    beyond = shift_months(first, count) if first else None
    last = shift(beyond, -1) if beyond else None
    return Period(value, first, last, grain) if first and last else None


def quarter(year: int, number: int) -> Period | None:
    """A quarter, 1 to 4."""
    return months(year, 3 * number - 2, 3, f"{year:04}-Q{number}", "Q") if 1 <= number <= 4 else None


def half(year: int, number: int) -> Period | None:
    """A half-year, 1 or 2."""
    return months(year, 6 * number - 5, 6, f"{year:04}-H{number}", "H") if 1 <= number <= 2 else None


def season(year: int, code: str) -> Period | None:
    """A northern season; winter is named after the year in which it begins.

    >>> season(2023, "WI").last
    datetime.date(2024, 2, 29)
    """
    return months(year, _SEASONS[code], 3, f"{year:04}-{code}", "S")


def season_at(inside: date) -> int:
    """The year after which the season around a date is named: January belongs to the winter before."""
    return inside.year - (inside.month < 3)


def year(number: int) -> Period | None:
    """A calendar year."""
    return years(number, number, f"{number:04}", "Y")


def years(first: int, last: int, value: str, grain: str) -> Period | None:
    """From the first day of a year to the last of another."""
    start, end = day_of(first, 1, 1), day_of(last, 12, 31)
    return Period(value, start, end, grain) if start and end else None


def decade(first: int) -> Period | None:
    """Ten years; the TIMEX3 value has three figures."""
    return years(first, first + 9, f"{first // 10:03}", "DE")


def century(number: int) -> Period | None:
    """The 20th century: the years that begin with 19."""
    return years(number * 100 - 100, number * 100 - 1, f"{number - 1:02}", "CE")


def around(inside: date | None, grain: str) -> Period | None:
    """The stretch of a grain that a date lies in."""
    if inside is None:
        return None
    simple = {"D": day, "W": week, "WE": weekend}.get(grain)
    if simple:
        return simple(inside)
    return {
        "M": lambda: month(inside.year, inside.month), "Q": lambda: quarter(inside.year, (inside.month + 2) // 3),
        "H": lambda: half(inside.year, (inside.month + 5) // 6), "Y": lambda: year(inside.year),
        "DE": lambda: decade(inside.year // 10 * 10), "CE": lambda: century(inside.year // 100 + 1)}[grain]()


def stepped(inside: date | None, grain: str, steps: int) -> Period | None:
    """The stretch so many steps of its own length away: the week before last is -2.

    >>> stepped(date(2024, 1, 31), "M", 1).value, stepped(date(2024, 3, 4), "W", -1).value
    ('2024-02', '2024-W09')
    """
    unit, size = _LENGTHS[grain]
    return around(shift_units(inside, steps * size, unit), grain) if inside else None
