"""Times counted from another → periods: "the same quarter last year", "in two weeks' time", "a week from Friday"."""

from __future__ import annotations

from communique.text.dates import shift_units
from communique.times import periods
from communique.times.context import Context, Draft, Found, draft
from communique.times.periods import Period
from communique.times.relative import amount, on_or_after

_GRAIN_OF = {"month_unit": "M", "quarter": "Q", "week": "W", "half": "H", "day": "D"}
_SIZES = ("units", "unit", "day", "week", "month_unit", "year_unit", "decade_unit", "century")


def year_back(found: Found, context: Context) -> list[Draft]:
    """"the same period last year", "the year-ago quarter", "the same month of 2012": the one told last, that year."""
    here = _told(found, context)
    year = found.one("year")
    if here is None:
        return [draft(found, periods.year(int(year.value)) if year else None)]
    first = shift_units(here.first, -1, "Y") if year is None else shift_units(
        here.first, int(year.value) - here.first.year, "Y")
    return [draft(found, periods.around(first, here.grain))]


def _told(found: Found, context: Context) -> Period | None:
    """What "the same" points to: the newest time told of that length, else the running one."""
    word = found.one(*_GRAIN_OF)
    grains = (_GRAIN_OF[word.kind],) if word else ("M", "Q", "H", "S", "Y")
    told = next((p for p in reversed(context.told) if p.grain in grains), None)
    if told is None and word is not None:
        return periods.around(context.reference, grains[0])
    return told or periods.around(context.reference, "Y")


def this_time(found: Found, context: Context) -> list[Draft]:
    """"this time last year": the same day then."""
    point, size = found.one("last", "next"), found.one(*_SIZES)
    base = context.reference
    if point is None or size is None:
        return []
    return [draft(found, periods.day(shift_units(base, int(point.value), size.value[-1]) if base else None))]


def in_time(found: Found, context: Context) -> list[Draft]:
    """"in two weeks' time": so far ahead of the report, as exact as its unit."""
    size, count = found.one(*_SIZES), amount(found)
    if size is None or count is None or size.value.startswith("T"):
        return [draft(found, value="FUTURE_REF")]
    unit = size.value[-1]
    base = context.reference
    day = shift_units(base, round(count * int(size.value[:-1])), unit) if base else None
    return [draft(found, periods.around(day, unit))]


def from_day(found: Found, context: Context) -> list[Draft]:
    """"a week from Friday": a day."""
    size, count = found.one(*_SIZES), amount(found)
    last = found.words[-1]
    if size is None or count is None or size.value.startswith("T"):
        return []
    base = context.reference
    if base and last.kind == "weekday":
        base = on_or_after(base, int(last.value))
    elif base:
        base = shift_units(base, int(last.value), "D")
    steps = round(count * int(size.value[:-1]))
    return [draft(found, periods.day(shift_units(base, steps, size.value[-1]) if base else None))]
