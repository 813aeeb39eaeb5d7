"""Dates in, dates out: the arithmetic of the calendar, with `None` for what lies outside the years 1 to 9999.

Dates are `datetime.date` inside a stage and `YYYY-MM-DD` in the record; the functions that other stages
use (`parse_iso`, `add_days`, `weekday`, `days_between`) take and give what the record holds.
"""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
DAY_ZERO = date.min.toordinal()
DAY_LAST = date.max.toordinal()


def parse_iso(value: str | None) -> date | None:
    """`YYYY-MM-DD` (what follows is passed over) to a date, or None where it is none.

    >>> parse_iso("2024-02-29"), parse_iso("2023-02-29"), parse_iso(None)
    (datetime.date(2024, 2, 29), None, None)
    """
    found = _ISO.match(value or "")
    return day_of(int(found[1]), int(found[2]), int(found[3])) if found else None


def add_days(value: str, days: int) -> str | None:
    """A day so many days on (or back).

    >>> add_days("2024-02-28", 2), add_days("9999-12-31", 1)
    ('2024-03-01', None)
    """
    start = parse_iso(value)
    moved = shift(start, days) if start else None
    return moved.isoformat() if moved else None


def weekday(value: str) -> int | None:
    """The day of the week, Monday 1 to Sunday 7.

    >>> weekday("2024-03-04")
    1
    """
    day = parse_iso(value)
    return day.isoweekday() if day else None


def days_between(first: str, last: str) -> int | None:
    """How many days it is from the first to the last; negative when the last is earlier.

    >>> days_between("2024-02-28", "2024-03-01"), days_between("2024-03-01", "2024-02-28")
    (2, -2)
    """
    a, b = parse_iso(first), parse_iso(last)
    return (b - a).days if a and b else None


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none.

    >>> day_of(2023, 2, 29) is None
    True
    """
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    return date(year, month, day)


def month_length(year: int, month: int) -> int:
    """The number of days of a month.

    >>> month_length(2024, 2), month_length(1900, 2)
    (29, 28)
    """
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def shift(day: date, days: int) -> date | None:
    """A date so many days on, or None beyond the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if DAY_ZERO <= ordinal <= DAY_LAST else None


def shift_months(day: date, months: int) -> date | None:
    """A date so many months on; the last day of the month where it has no such day.

    >>> shift_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return day_of(year, month, min(day.day, month_length(year, month))) if 1 <= year <= 9999 else None


def shift_units(day: date, count: int, unit: str) -> date | None:
    """A date moved by D(ays), W(eeks), M(onths) or Y(ears).

    >>> shift_units(date(2024, 2, 29), 1, "Y"), shift_units(date(2024, 3, 4), -2, "W")
    (datetime.date(2025, 2, 28), datetime.date(2024, 2, 19))
    """
    if abs(count) > 10_000_000:
        return None
    if unit in ("D", "W"):
        return shift(day, count * (7 if unit == "W" else 1))
    return shift_months(day, count * (12 if unit == "Y" else 1))


def week_start(day: date) -> date:
    """The Monday of the week a date lies in (the first days of year 1 stay as they are).

    >>> week_start(date(2024, 3, 10))
    datetime.date(2024, 3, 4)
    """
    return shift(day, 1 - day.isoweekday()) or day


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computation.

    >>> easter(2024), easter(2000)
    (datetime.date(2024, 3, 31), datetime.date(2000, 4, 23))
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    step = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * step) // 433
    month = (h + step - 7 * m + 90) // 25
    return date(year, month, (h + step - 7 * m + 33 * month + 19) % 32)


def orthodox_easter(year: int) -> date | None:
    """Orthodox Easter Sunday as a Gregorian date (Meeus' Julian computation, 13 days on for 1900–2099).

    >>> orthodox_easter(2024), orthodox_easter(2021)
    (datetime.date(2024, 5, 5), datetime.date(2021, 5, 2))
    """
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = (d + e + 114) // 31, (d + e + 114) % 31 + 1
    start = day_of(year, month, day)
    return shift(start, year // 100 - year // 400 - 2) if start else None


def hijri(year: int, month: int, day: int) -> date | None:
    """A day of the Islamic calendar as a Gregorian date, by the arithmetical (civil) calendar.

    >>> hijri(1445, 9, 1)
    datetime.date(2024, 3, 11)
    """
    days = day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    ordinal = 227014 + days
    return date.fromordinal(ordinal) if DAY_ZERO <= ordinal <= DAY_LAST else None


def jewish_new_year(year: int) -> date | None:
    """Rosh Hashanah of a Gregorian year, by the molad and its postponements (Reingold and Dershowitz).

    >>> jewish_new_year(2023), jewish_new_year(2024)
    (datetime.date(2023, 9, 16), datetime.date(2024, 10, 3))
    """
    jewish = year + 3761
    before, here, after = (_jewish_days(y) for y in (jewish - 1, jewish, jewish + 1))
    delay = 2 if after - here == 356 else 1 if here - before == 382 else 0
    ordinal = here + delay - 1_373_427
    return date.fromordinal(ordinal) if DAY_ZERO <= ordinal <= DAY_LAST else None


def _jewish_days(year: int) -> int:
    """Days from the Jewish epoch to the molad of a year, put off where it would fall on a forbidden weekday."""
    months = (235 * year - 234) // 19
    days = 29 * months + (12_084 + 13_753 * months) // 25_920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def nth_weekday(year: int, month: int, weekday_number: int, nth: int) -> date | None:
    """The nth such weekday of a month, counted from its end where nth is negative.

    >>> nth_weekday(2024, 11, 4, 4), nth_weekday(2024, 5, 1, -1)
    (datetime.date(2024, 11, 28), datetime.date(2024, 5, 27))
    """
    days = (day_of(year, month, n) for n in range(1, month_length(year, month) + 1))
    fitting = [d for d in days if d and d.isoweekday() == weekday_number]
    at = nth - 1 if nth > 0 else nth
    return fitting[at] if -len(fitting) <= at < len(fitting) else None
