"""Dates that name their month, year, season or feast → periods.

A missing year is the one that brings the date nearest to the report, with a preference for the side the clause
tells of: "on October 2" in a report of September lies three weeks ahead, whatever the tense, while "in
November" with a verb in the past is last November.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from communique.knowledge.calendar import Holiday
from communique.text.dates import day_of, easter, hijri, orthodox_easter, parse_iso, shift
from communique.times import periods
from communique.times.context import Context, Draft, Found, draft
from communique.times.lexing import Word
from communique.times.periods import Period
from communique.times.tense import FUTURE, LATER, PAST

MONTHS = ("month", "month_word", "month_short")
WRONG_SIDE = {"D": 120, "M": 240, "S": 240, "Q": 240}  # days that a candidate against the tense counts as farther off
AFTER_PAST = 90  # the same for what was to come when something past happened
_PREPOSITIONS = ("in", "by", "since", "to", "before", "after", "over", "from", "for", "of")
_EARLY_YEAR = ("in", "since", "of", "by", "before", "after", "from", "year_unit", "to")


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
    year = _year(found, context)
    return [_dated(found, context, int(month.value), _number(number), year)]


def _dated(found: Found, context: Context, month: int, number: int, year: int | None) -> Draft:
    if year is not None:
        return draft(found, periods.day(day_of(year, month, number)))
    weekday = found.one("weekday", "weekday_short")
    fits = [p for p in _candidates(context, lambda y: periods.day(day_of(y, month, number)), 6 if weekday else 1)
            if weekday is None or p.first.isoweekday() == int(weekday.value)]
    return draft(found, _nearest(fits, context, context.direction(found)), yearless=(month, number))


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
    """Day before month, unless the figures say otherwise; what can be read both ways is the date nearer to the report."""
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
    year = _year(found, context)
    a, b = (_dated(found, context, int(month.value), number, year) for number in (first, last))
    if a.start and b.start and b.start <= a.start:
        return []
    one, two = _halves(found, days)
    bounds = (None, None) if found.has("and") else ("from", "until")
    return [_cut(a, one, bounds[0]), _cut(b, two, bounds[1])]


def _ends(days: list[Word]) -> tuple[int, int]:
    if days[0].kind == "n_range":
        first, last = re.split(r"[-–]", days[0].value)
        return int(first), int(last)
    return _number(days[0]), _number(days[-1])


def _halves(found: Found, days: list[Word]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The characters of the two dates: the month goes with the day it stands beside."""
    start, end = found.words[0].start, found.words[-1].end
    if days[0].kind == "n_range":
        cut = days[0].start + len(re.split(r"[-–]", days[0].value)[0])
        return (start, cut), (cut + 1, end)
    return (start, days[0].end), (days[-1].start, end)


def _cut(whole: Draft, span: tuple[int, int], bound: str | None) -> Draft:
    return Draft(whole.kind, span, whole.first, whole.last, whole.type, whole.value, whole.start, whole.end, whole.grain, bound)


def weekday_nth(found: Found, context: Context) -> list[Draft]:
    """"Thursday the 18th": the nearest such day."""
    weekday, number = found.one("weekday", "weekday_short"), found.one("nth", "n")
    return _day_of_month(found, context, number, weekday)


def nth_day(found: Found, context: Context) -> list[Draft]:
    """"on the 18th", "foreseen for day 20": of the month that the clause points to; not "the 18th round"."""
    number = found.one("nth", "n")
    token = context.token(number.start) if number else None
    follows = context.word(found.last)
    if context.kind(found.first - 1) not in ("on", "by", "to", "from", "since", "before", "after", "for") or follows == "of":
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
        day = periods.day(day_of(near.first.year, near.first.month, _number(number))) if near else None
        if day and (weekday is None or day.first.isoweekday() == int(weekday.value)):
            options.append(day)
    return [draft(found, _nearest(options, context, context.direction(found), wrong_side=12))]


def month_name(found: Found, context: Context) -> list[Draft]:
    """"in November", "December 2001", "last May", "August next year"."""
    month = found.one(*MONTHS)
    if month is None or not _is_month(found, month, context):
        return []
    number, year = int(month.value), _year(found, context)
    if year is not None:
        return [draft(found, periods.month(year, number))]
    point = found.one("last", "past", "next", "coming", "following")
    options = _candidates(context, lambda y: periods.month(y, number))
    if point and context.reference:
        here = context.reference
        back = point.kind in ("last", "past")
        options = [p for p in options if (p.last < here if back else p.first > here)]
        return [draft(found, _nearest(options, context, PAST if back else FUTURE))]
    return [draft(found, _nearest(options, context, context.direction(found, month)), yearless=(number, 0))]


def _is_month(found: Found, month: Word, context: Context) -> bool:
    """May, March, April and August are names and words too: a bare one needs a preposition or the parser's word."""
    token = context.token(month.start)
    before, following = context.kind(found.first - 1), context.word(found.last)
    if context.is_name(found, month.kind):
        return False
    if len(found.words) > 1 and not (len(found.words) == 2 and found.has("dot")):
        return True
    if month.kind == "month_short" and before not in _PREPOSITIONS:
        return False
    if token and token.entity == "PERSON" and (following[:1].isupper() or month.kind == "month_word"):
        return False
    if month.kind != "month_word" or before in ("in", "since", "over", "early", "late", "mid", "edge"):
        return True
    return token is not None and token.entity == "DATE" and token.tag.startswith("NNP")


def decade(found: Found, context: Context) -> list[Draft]:
    """"the 1990s", "the late 1980s"."""
    word = found.one("decade")
    return [draft(found, periods.decade(int(word.value[:4])))] if word else []


def century(found: Found, context: Context) -> list[Draft]:
    """"the 20th century"."""
    word = found.one("ordinal", "nth", "second")
    number = 2 if word and word.kind == "second" else _number(word) if word else 0
    return [draft(found, periods.century(number))] if 1 <= number <= 30 else []


def quarter(found: Found, context: Context) -> list[Draft]:
    """"the second half of next year", "Q1 2024", "the third quarter"."""
    word = found.one("ordinal", "nth", "second", "n")
    number = 2 if word and word.kind == "second" else _number(word) if word else 0
    make = periods.half if found.has("half") else periods.quarter
    year = _year(found, context)
    if year is not None:
        period = make(year, number)
    else:
        period = _nearest(_candidates(context, lambda y: make(y, number)), context, context.direction(found))
    return [draft(found, period)] if number <= 4 else []


def fiscal(found: Found, context: Context) -> list[Draft]:
    """"fiscal year 2024": its days depend on the country and are left open."""
    word = found.one("year", "year_range")
    if word is None:
        return []
    year = int(word.value[:4]) + (word.kind == "year_range")
    return [draft(found, value=f"FY{year:04}")]


def season(found: Found, context: Context) -> list[Draft]:
    """"the spring of 2024", "last winter", "this fall"."""
    word, year = found.one("season", "fall"), _year(found, context)
    if word is None or context.is_name(found, "season"):
        return []
    if year is not None:
        return [draft(found, periods.season(year, word.value))]
    point = found.one("last", "past", "next", "coming", "following")
    options = _candidates(context, lambda y: periods.season(y, word.value))
    side = None
    if point and context.reference:
        here = context.reference
        side = PAST if point.kind in ("last", "past") else FUTURE
        options = [p for p in options if (p.last < here if side == PAST else p.first > here)]
    return [draft(found, _nearest(options, context, side or context.direction(found)))]


def season_in(found: Found, context: Context) -> list[Draft]:
    """"in summer", "by the spring"; a bare season word is as often no time ("spring water")."""
    before = context.kind(found.first - 1)
    bare_fall = found.has("fall") and not (before == "in" and found.has("the"))
    if bare_fall or before not in ("in", "by", "since", "to", "before", "after", "over", "from", "early", "late", "mid"):
        return []
    token = context.token(found.words[-1].start)
    if token and token.dep in ("compound", "amod"):
        return []
    return season(found, context)


def year(found: Found, context: Context) -> list[Draft]:
    """"in 2014", "the 2023 election"; not "2000 troops" or "resolution 1701"."""
    word = found.words[0]
    number = int(word.value)
    if not _is_year(found, number, context):
        return []
    return [draft(found, periods.year(number))]


def _is_year(found: Found, number: int, context: Context) -> bool:
    before, after = context.kind(found.first - 1), context.kind(found.last)
    if before == "dot" and context.word(found.first - 2) in ("No", "no", "Nos"):
        return False
    beyond = context.kind(found.last + 1)
    if after in ("year_unit", "units", "day", "week", "month_unit", "unit"):
        return False  # "a 2000 year old tradition"
    if after == "dash" and context.lexed.starts[found.last] == found.words[-1].end and beyond not in ("year", "n", *MONTHS):
        return False  # "a 1500-strong force"
    if after == "dash" and beyond == "year":
        return True
    if context.is_name(found, "year") and not (before in ("in", "since") and 1950 <= number <= 2040 and number % 100):
        return False
    if before not in ("the", "in", "since", "possessive") and _counts_things(found, context):
        return False
    if 1900 <= number <= 2060:
        return True
    return 1000 <= number <= 2100 and before in _EARLY_YEAR and not _counts_things(found, context)


def _counts_things(found: Found, context: Context) -> bool:
    token = context.token(found.words[0].start)
    if token is None or token.head <= token.index or token.dep not in ("nummod", "quantmod"):
        return False
    head = context.document.tokens[token.head]
    return head.tag == "NNS" and not any(
        context.document.tokens[c].dep in ("det", "poss") for c in context.document.children[head.index])


def year_range(found: Found, context: Context) -> list[Draft]:
    """"1998-2000", "2015–17", "2023/24": two years."""
    text = found.words[0].value
    first, last = re.split(r"[-–/]", text)
    a = int(first)
    b = int(last) if len(last) == 4 else a // 100 * 100 + int(last)
    if not a < b <= a + 200 or not 1000 <= a <= 2100:
        return []
    start, end = found.words[0].start, found.words[0].end
    one, two = draft(found, periods.year(a)), draft(found, periods.year(b))
    return [_cut(one, (start, start + len(first)), "from"), _cut(two, (end - len(last), end), "until")]


def holiday(found: Found, context: Context) -> list[Draft]:
    """"before Christmas", "Eid al-Fitr", "Easter 2024"."""
    word, given = found.one("holiday"), found.one("year")
    feast = context.calendar.holidays.get(word.value) if word else None
    if feast is None or word is None or context.is_name(found, "holiday") or context.word(found.first)[:1].islower() and (
            found.words[0] is word):
        return []
    token = context.token(word.start)
    if token and token.entity == "PERSON":
        return []
    if given:
        options = _feast(feast, int(given.value))
        return [draft(found, options[0])] if options else []
    options = [p for y in _years_around(context, 1) for p in _feast(feast, y)]
    point = found.one("last", "next")
    if point and context.reference:
        here = context.reference
        options = [p for p in options if (p.last < here if point.kind == "last" else p.first > here)]
    return [draft(found, _nearest(options, context, context.direction(found, word)))]


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
    else:
        starts.extend(parse_iso(d) for d in feast.dates)
    return [p for s in starts if s and s.year == year and (p := _lasting(s, feast.days))]


def _lasting(start: date, days: int) -> Period | None:
    last = shift(start, days - 1)
    if last is None or days == 1:
        return periods.day(start)
    return Period(f"{start.isoformat()}/{last.isoformat()}", start, last, "M")


def _number(word: Word) -> int:
    """The number of an ordinal or of a day's figure.

    >>> _number(Word("nth", "21st", 0, 4))
    21
    """
    digits = re.match(r"\d+", word.value)
    return int(digits[0]) if digits else 0


def _year(found: Found, context: Context) -> int | None:
    """The year that is said: in figures, or "last year" beside it."""
    said = found.one("year")
    if said:
        return int(said.value)
    if not found.has("year_unit") or context.reference is None:
        return None
    point = found.one("last", "past", "previous", "next", "coming", "following", "this")
    return context.reference.year + (int(point.value) if point else 0)


def _years_around(context: Context, reach: int) -> range:
    reference = context.reference
    return range(reference.year - reach, reference.year + reach + 1) if reference else range(0)


def _candidates(context: Context, make: Callable[[int], Period | None], reach: int = 1) -> list[Period]:
    """The period in each of the years around the report's."""
    return [p for y in _years_around(context, reach) if (p := make(y))]


def _nearest(options: list[Period], context: Context, side: str | None, *, wrong_side: int | None = None) -> Period | None:
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

    return min(options, key=distance)
