"""Feasts that news are dated by → days: "before Christmas", "Eid al-Fitr", "Easter 2024"."""

from __future__ import annotations

from datetime import date

from communique.knowledge.calendar import Holiday
from communique.text.dates import easter, hijri, jewish_new_year, nth_weekday, orthodox_easter, parse_iso, shift
from communique.times import periods
from communique.times.context import Context, Draft, Found, draft
from communique.times.nearest import nearest, years_around
from communique.times.periods import Period


def holiday(found: Found, context: Context) -> list[Draft]:
    """"before Christmas", "Eid al-Fitr", "Easter 2024"."""
    word, given = found.one("holiday"), found.one("year")
    feast = context.calendar.holidays.get(word.value) if word else None
    if feast is None or word is None or context.is_name(found, "holiday"):
        return []
    if not any(c.isupper() for c in context.text[word.start : word.end]):
        return []
    token = context.token(word.start)
    if token and token.entity == "PERSON" and (
            context.word(found.first - 1)[:1].isupper() or context.word(found.last)[:1].isupper()):
        return []  # "Johnnie Christmas"
    if given:
        options = _feast(feast, int(given.value))
        return [draft(found, options[0])] if options else []
    options = [p for y in years_around(context, 1) for p in _feast(feast, y)]
    point = found.one("last", "next")
    if point and context.reference:
        here = context.reference
        options = [p for p in options if (p.last < here if point.kind == "last" else p.first > here)]
    return [draft(found, nearest(options, context, context.direction(found, word)))]


def _feast(feast: Holiday, year: int) -> list[Period]:
    """The days of a feast that begin in a year; an Islamic one may fall into it twice."""
    starts: list[date | None] = []
    if not 1 <= year <= 9998:
        return []
    if feast.day:
        starts.append(parse_iso(f"{year:04}-{feast.day}"))
    elif feast.easter is not None:
        starts.append(shift(easter(year), int(feast.easter)))
    elif feast.orthodox_easter is not None:
        eastern = orthodox_easter(year)
        starts.append(shift(eastern, int(feast.orthodox_easter)) if eastern else None)
    elif feast.hijri:
        month, day = (int(part) for part in feast.hijri.split("-"))
        around = (year - 622) * 33 // 32
        starts.extend(hijri(y, month, day) for y in range(max(1, around), around + 3))
    elif feast.rosh_hashanah is not None:
        new_year = jewish_new_year(year)
        starts.append(shift(new_year, int(feast.rosh_hashanah)) if new_year else None)
    elif feast.nth:
        starts.append(nth_weekday(year, *feast.nth[:3]))
    else:
        starts.extend(parse_iso(d) for d in feast.dates)
    return [p for s in starts if s and s.year == year and (p := _lasting(s, feast.days))]


def _lasting(start: date, days: int) -> Period | None:
    last = shift(start, days - 1)
    if last is None or days == 1:
        return periods.day(start)
    return Period(f"{start.isoformat()}/{last.isoformat()}", start, last, "M")
