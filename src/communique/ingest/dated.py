"""Dates as programs and archives write them → `YYYY-MM-DD`.

Time of day and zone are passed over: the day is the one that was written. What can be read in two ways is no date, but
in a table one row may tell how the others are meant (`Order`).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from communique.ingest.embeds import furniture
from communique.text.days import full_date

LONGEST = 100  # characters of what can be a date
_PACKED = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?\d{2,6}(?:\.\d+)?Z?)?$")
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3}|\d{6}|\d{9})?(?:\.\d+)?$")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_DASHED = re.compile(r"(?<!\d)(\d{1,2})-([^\W\d]{3,9})-(\d{4})(?!\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_DOTTED = re.compile(r"(?<!\d)(\d{4})\.\s?(\d{1,2})\.\s?(\d{1,2})(?!\d)")


def day(words: object, order: str | None = None) -> str | None:
    """The day that is written, or None. `order`: dmy or mdy, of dates in numbers alone.

    >>> [day(w) for w in ("Tue, 05 Mar 2024 23:10:00 GMT", "20240305T231000Z", "1709680200", "March 5, 2024 Tuesday")]
    ['2024-03-05', '2024-03-05', '2024-03-05', '2024-03-05']
    >>> day("03/05/2024"), day("03/05/2024", "mdy"), day("31/05/2024"), day("soon")
    (None, '2024-03-05', '2024-05-31', None)
    """
    if isinstance(words, datetime | date):
        return words.isoformat()[:10]
    text = " ".join(str(words).split())[:LONGEST] if words is not None and not isinstance(words, bool) else ""
    if not text:
        return None
    if found := _PACKED.match(text):
        return _valid(found[1], found[2], found[3]) or _moment(text)
    if _EPOCH.match(text):
        return _moment(text)
    for pattern in (_CJK, _DOTTED):
        if found := pattern.search(text):
            return _valid(found[1], found[2], found[3])
    if found := _NUMBERS.search(text):
        return _numbers(found, order)
    text = _DASHED.sub(r"\1 \2 \3", text)
    return full_date(text, furniture().months)


def order_of(samples: list[str]) -> str | None:
    """How dates in numbers alone are meant in a table: as those are that can only be meant in one way.

    >>> order_of(["03/05/2024", "03/25/2024"]), order_of(["03/05/2024"]), order_of(["25/03/2024", "03/25/2024"])
    ('mdy', None, None)
    """
    found = [match for match in map(_NUMBERS.search, samples) if match]
    ways = {"dmy" if int(match[1]) > 12 else "mdy" for match in found if (int(match[1]) > 12) != (int(match[3]) > 12)}
    return ways.pop() if len(ways) == 1 else None


def _numbers(found: re.Match[str], order: str | None) -> str | None:
    """Day and month in the order that is possible, or that is known."""
    one, two = found[1], found[3]
    year = found[4] if len(found[4]) == 4 else f"20{found[4]}" if order else ""
    ways = {"dmy": _valid(year, two, one), "mdy": _valid(year, one, two)} if year else {}
    possible = {way for way in ways.values() if way}
    return possible.pop() if len(possible) == 1 else ways.get(order or "")


def _moment(text: str) -> str | None:
    """Seconds since 1970, or thousandths of them; years 1990 to 2100 only."""
    found = _EPOCH.match(text)
    seconds = int(found[1]) if found else 0
    if not 631_152_000 <= seconds <= 4_102_444_800:
        return None
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _valid(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
