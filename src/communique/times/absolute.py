"""Dates that name their month → days and months: "March 4, 2024", "18-21 September", "last May".

A missing year is the one that brings the date nearest to the report (see `nearest`).
"""

from __future__ import annotations

import re
from datetime import date

from communique.text.dates import day_of, parse_iso, shift
from communique.times import periods
from communique.times.context import Context, Draft, Found, cut, draft
from communique.times.lexing import Word
from communique.times.nearest import MONTHS, candidates, month_meant, nearest, number_of, year_said
from communique.times.periods import Period
from communique.times.stretches import year_range
from communique.times.tense import FUTURE, PAST

SURELY_PAST = 330  # days that a month ahead counts as farther off where a verb of the past has it
_PREPOSITIONS = ("in", "by", "since", "to", "before", "after", "over", "from", "for", "of")


def full_date(found: Found, context: Context) -> list[Draft]:
    """"March 4, 2024", "4 March", "04.03.2024", "Mon, 4 March", "15 May last year"."""
    numeric = found.one("iso", "date_dotted", "date_slashed")
    if numeric:
        period = periods.day(_numeric(numeric, context))
        clock = re.search(r"T\d\d:\d\d", numeric.value) if period else None
        value = f"{period.value}{clock[0]}" if period and clock else None
        return [draft(found, period, type="TIME" if clock else "DATE", value=value)] if period else []
    month, number = found.one(*MONTHS), found.one("n", "nth")
    if month is None or number is None or context.is_name(found, "full_date"):
        return []
    if _counts(found, number, context):
        return _month_only(found, month, context)
    year = year_said(found, context)
    known = _known(found, context, int(month.value), number_of(number)) if year is None else None
    return [known or _dated(found, context, int(month.value), number_of(number), year)]


def _known(found: Found, context: Context, month: int, number: int) -> Draft | None:
    """"the September 11 *attacks*": the year that everybody knows, unless the report is older."""
    following = {context.word(i) for i in range(found.last, found.last + 4)}
    for known in context.calendar.known_days.get((month, number), ()):
        day = parse_iso(known.day)
        if day and known.beside & following and context.reference and day <= context.reference:
            return draft(found, periods.day(day))
    return None


def known_day(found: Found, context: Context) -> list[Draft]:
    """"9/11", "26/11"."""
    day = parse_iso(found.words[0].value)
    return [draft(found, periods.day(day))] if day and (context.reference is None or day <= context.reference) else []


def _dated(found: Found, context: Context, month: int, number: int, year: int | None) -> Draft:
    if year is not None:
        return draft(found, periods.day(day_of(year, month, number)))
    weekday = found.one("weekday", "weekday_short")
    fits = [p for p in candidates(context, lambda y: periods.day(day_of(y, month, number)), 6 if weekday else 1)
            if weekday is None or p.first.isoweekday() == int(weekday.value)]
    return draft(found, nearest(fits, context, context.direction(found)), yearless=(month, number))


def _counts(found: Found, number: Word, context: Context) -> bool:
    """Whether the figure counts what follows: "In March 12 soldiers were killed"."""
    token = context.token(number.start) if found.words[-1] is number and number.kind == "n" else None
    if token is None or token.dep != "nummod" or token.head <= token.index:
        return False
    return context.document.tokens[token.head].tag == "NNS"


def _month_only(found: Found, month: Word, context: Context) -> list[Draft]:
    at = found.words.index(month)
    return month_name(Found("month", (month,), found.first + at, found.first + at + 1), context)


def _numeric(word: Word, context: Context) -> date | None:
    """Day before month, unless the figures say otherwise; what reads both ways is the date nearer to the report."""
    if word.kind == "iso":
        return parse_iso(word.value)
    a, b, c = (int(part) for part in re.split(r"[./]", word.value))
    if a > 999:
        return day_of(a, b, c)
    year = c if c > 99 else 2000 + c if c < 70 else 1900 + c
    both = [d for d in (day_of(year, b, a), day_of(year, a, b)) if d]
    if word.kind == "date_dotted" or len(both) < 2:
        return both[0] if both else None
    reference = context.reference
    return min(both, key=lambda d: abs((d - reference).days)) if reference else both[0] if both[0] == both[1] else None


def iso_month(found: Found, context: Context) -> list[Draft]:
    """"2024-03"; where the second figure follows on the first ("2011-12") two years are meant."""
    year, number = (int(part) for part in found.words[0].value.split("-"))
    return year_range(found, context) if number == year % 100 + 1 else [draft(found, periods.month(year, number))]


def date_range(found: Found, context: Context) -> list[Draft]:
    """"March 18-21, 2024", "3 and 4 April": two dates, the second never before the first."""
    month = found.one(*MONTHS)
    days = [w for w in found.words if w.kind in ("n", "nth", "n_range")]
    if month is None or not days:
        return []
    first, last = _ends(days)
    year = year_said(found, context)
    a, b = (_dated(found, context, int(month.value), number, year) for number in (first, last))
    if a.start and b.start and b.start <= a.start:
        return []
    one, two = _halves(found, days)
    bounds = (None, None) if found.has("and") else ("from", "until")
    return [cut(a, one, bounds[0]), cut(b, two, bounds[1])]


def _ends(days: list[Word]) -> tuple[int, int]:
    if days[0].kind == "n_range":
        first, last = re.split(r"[-–]", days[0].value)
        return int(first), int(last)
    return number_of(days[0]), number_of(days[-1])


def _halves(found: Found, days: list[Word]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The characters of the two dates: the month goes with the day it stands beside."""
    start, end = found.words[0].start, found.words[-1].end
    if days[0].kind == "n_range":
        cut = days[0].start + len(re.split(r"[-–]", days[0].value)[0])
        return (start, cut), (cut + 1, end)
    return (start, days[0].end), (days[-1].start, end)


def weekday_nth(found: Found, context: Context) -> list[Draft]:
    """"Thursday the 18th": the nearest such day."""
    weekday, number = found.one("weekday", "weekday_short"), found.one("nth", "n")
    return _day_of_month(found, context, number, weekday)


def nth_weekday(found: Found, context: Context) -> list[Draft]:
    """"the first Sunday in October", "the last Friday of next month"."""
    place, weekday = found.one("ordinal", "second", "nth", "last"), found.one("weekday")
    month = _month_meant(found, context)
    if place is None or weekday is None or month is None:
        return []
    inside = [d for n in range(31) if (d := shift(month.first, n)) and d <= month.last]
    days = [d for d in inside if d.isoweekday() == int(weekday.value)]
    number = -1 if place.kind == "last" else 1 if place.kind == "second" else number_of(place) - 1
    return [draft(found, periods.day(days[number]))] if number < len(days) else []


def _month_meant(found: Found, context: Context) -> Period | None:
    """The month of "in October", "of March 2025", "of next month"."""
    point = found.one("next", "this") or found.words[-2]
    if found.has(*MONTHS):
        return month_meant(found, context)
    return periods.stepped(context.reference, "M", int(point.value))


def nth_day(found: Found, context: Context) -> list[Draft]:
    """"on the 18th", "foreseen for day 20": of the month that the clause points to; not "the 18th round"."""
    number = found.one("nth", "n")
    token = context.token(number.start) if number else None
    follows = context.word(found.last)
    before = context.kind(found.first - 1)
    if before not in ("on", "by", "to", "from", "since", "before", "after", "for") or follows == "of":
        return []
    if token and token.index + 1 < len(context.document.tokens):
        after = context.document.tokens[token.index + 1]
        if after.pos in ("NOUN", "PROPN", "ADJ", "NUM"):
            return []
    return _day_of_month(found, context, number, None)


def _day_of_month(found: Found, context: Context, number: Word | None, weekday: Word | None) -> list[Draft]:
    reference = context.reference
    if number is None or reference is None:
        return [draft(found)] if number else []
    options: list[Period] = []
    for step in range(-3, 4):
        near = periods.stepped(reference.replace(day=1), "M", step)
        day = periods.day(day_of(near.first.year, near.first.month, number_of(number))) if near else None
        if day and (weekday is None or day.first.isoweekday() == int(weekday.value)):
            options.append(day)
    return [draft(found, nearest(options, context, context.direction(found), wrong_side=12))]


def month_name(found: Found, context: Context) -> list[Draft]:
    """"in November", "December 2001", "last May", "August next year"."""
    month = found.one(*MONTHS)
    if month is None or not _is_month(found, month, context):
        return []
    number, year = int(month.value), year_said(found, context)
    if year is not None:
        return [draft(found, periods.month(year, number))]
    point = found.one("last", "past", "next", "coming", "following")
    options = candidates(context, lambda y: periods.month(y, number))
    if point and context.reference:
        here = context.reference
        back = point.kind in ("last", "past")
        options = [p for p in options if (p.last < here if back else p.first > here)]
        return [draft(found, nearest(options, context, PAST if back else FUTURE))]
    side = context.direction(found, month)
    against = SURELY_PAST if side == PAST and _of_past_verb(month, context) else None
    return [draft(found, nearest(options, context, side, wrong_side=against), yearless=(number, 0))]


def _of_past_verb(month: Word, context: Context) -> bool:
    """"was arrested *in April*", told in March: the verb itself has the month; "talks in April were agreed" has not."""
    tokens, token = context.document.tokens, context.token(month.start)
    if token is None or tokens[token.head].text.lower() != "in":
        return False
    verb = tokens[tokens[token.head].head]
    planned = verb.lemma.lower() in context.calendar.groups["ahead"]
    return verb.pos == "VERB" and verb.tag in ("VBD", "VBN") and not planned


def _is_month(found: Found, month: Word, context: Context) -> bool:
    """May, March, April and August are names and words too: a bare one needs a preposition or the parser's word."""
    token = context.token(month.start)
    before, following = context.kind(found.first - 1), context.word(found.last)
    if context.is_name(found, month.kind) or (month.kind == "month_word" and before == "possessive"):
        return False  # "the Women's March"
    if len(found.words) > 1 and not (len(found.words) == 2 and found.has("dot")):
        return True
    if month.kind == "month_short" and (before not in _PREPOSITIONS or (following.isalpha() and not found.has("dot"))):
        return False  # "in Mar del Plata"
    if token and token.entity == "PERSON" and (following[:1].isupper() or month.kind == "month_word"):
        return False
    if before in ("to", "and", "dash", "comma") and context.kind(found.first - 2) in MONTHS:
        return True  # "from February to March"
    if month.kind != "month_word" or before in ("in", "since", "over", "early", "late", "mid", "edge"):
        return True
    return token is not None and token.entity == "DATE" and token.tag.startswith("NNP")
