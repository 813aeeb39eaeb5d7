"""Which year is meant where none is said.

The one that brings the date nearest to the report, with a preference for the side the clause tells of: "on
October 2" in a report of September lies three weeks ahead, whatever the tense, while "in November" with a verb in
the past is last November.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from communique.times import periods
from communique.times.context import Context, Found
from communique.times.lexing import Word
from communique.times.periods import Period
from communique.times.tense import FUTURE, LATER, PAST

MONTHS = ("month", "month_word", "month_short")
WRONG_SIDE = {"D": 120, "M": 240, "S": 240, "Q": 240}  # days that a candidate against the tense counts as farther off
TOO_FAR = {"D": 400}  # farther than this nobody leaves the year out: "February 29" in a year without one
AFTER_PAST = 90  # the same for what was to come when something past happened


def number_of(word: Word) -> int:
    """The number of an ordinal or of a day's figure.

    >>> number_of(Word("nth", "21st", 0, 4))
    21
    """
    digits = re.match(r"\d+", word.value)
    return int(digits[0]) if digits else 0


def year_said(found: Found, context: Context) -> int | None:
    """The year that is said: in figures, or "last year" beside it."""
    said = found.one("year", "year_range")
    if said:
        return int(said.value[:4])
    if not found.has("year_unit") or context.reference is None:
        return None
    point = found.one("last", "past", "previous", "next", "coming", "following", "this")
    return context.reference.year + (int(point.value) if point else 0)


def years_around(context: Context, reach: int) -> range:
    """The years that may be meant; none without a day of publication."""
    reference = context.reference
    return range(reference.year - reach, reference.year + reach + 1) if reference else range(0)


def candidates(context: Context, make: Callable[[int], Period | None], reach: int = 1) -> list[Period]:
    """The period in each of the years around the report's."""
    return [p for y in years_around(context, reach) if (p := make(y))]


def nearest(
        options: list[Period], context: Context, side: str | None, *, wrong_side: int | None = None) -> Period | None:
    """The option nearest to the report; one on the side that the clause does not tell of counts as farther off."""
    reference = context.reference
    if reference is None or not options:
        return None

    def distance(option: Period) -> tuple[int, date]:
        away = 0 if option.first <= reference <= option.last else min(
            abs((option.first - reference).days), abs((option.last - reference).days))
        wrong = (side == PAST and option.first > reference) or (side == FUTURE and option.last < reference)
        against = wrong_side if wrong_side is not None else WRONG_SIDE.get(option.grain, 240)
        if side == LATER and option.last < reference:
            wrong, against = True, min(against, AFTER_PAST)
        return away + (against if wrong else 0), option.first

    best = min(options, key=distance)
    return best if distance(best)[0] <= TOO_FAR.get(best.grain, 800) else None


def month_meant(found: Found, context: Context) -> Period | None:
    """The month that is named, of the year that is said or the nearest."""
    month, year = found.one(*MONTHS), year_said(found, context)
    if month is None:
        return None
    number = int(month.value)
    if year is not None:
        return periods.month(year, number)
    return nearest(candidates(context, lambda y: periods.month(y, number)), context, context.direction(found))
