"""Times that count from the report, or from the time told before → periods.

Bare weekdays go by the clause: told as past or without a verb they are the most recent one on or before the day
of the report, told as future the next one on or after it. "last" and "next" skip a day so near that one would
have said "on Friday": said on a Friday, "last Wednesday" is nine days back and "last Monday" four; said on a
Monday, "next Thursday" is three days ahead and "next Wednesday" nine.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from communique.stages import Token
from communique.text.dates import shift, shift_units, week_start
from communique.times import periods
from communique.times.context import Context, Draft, Found, draft
from communique.times.lexing import Word
from communique.times.periods import GRAINS, Period
from communique.times.tense import FUTURE, LATER, PAST

TOO_NEAR_BACK, TOO_NEAR_AHEAD = 3, 2  # days inside the running week that "last" and "next" skip
BACK = ("last", "past", "previous", "recent")
AHEAD = ("next", "coming", "following")
_HALF = {"1Y": "P6M", "1D": "PT12H", "T1H": "PT30M", "T1M": "PT30S", "10Y": "P5Y", "100Y": "P50Y"}
_UNCOUNTED = {"10Y": "E", "100Y": "C", "1000Y": "L"}  # decades, centuries and millennia that are not counted
_LOOSE = ("det", "punct", "case", "advmod", "npadvmod", "prt", "predet")
_FIGURES = ("number", "n_range", "tens", "n", "num", "a", "decimal", "and_half")
_GRAINS = {"day": "D", "week": "W", "month_unit": "M", "year_unit": "Y", "decade_unit": "DE", "century": "CE",
           "weekend": "WE", "quarter": "Q"}


def weekday(found: Found, context: Context) -> list[Draft]:
    """"on Monday", "last Friday", "this Wednesday", "the following Tuesday"."""
    word = found.one("weekday")
    if word is None or context.is_name(found, "weekday"):
        return []
    point = found.one("this", "last", "past", "next", "coming", "following", "that", "previous")
    if found.words[0].kind == "the" and point is None:
        found = Found(found.kind, found.words[1:], found.first + 1, found.last)
    number = int(word.value)
    from_focus = point and (point.kind in ("following", "that") or _is_next_told(found, context, point))
    if from_focus and point and context.focus:
        return [draft(found, periods.day(_beside_focus(context.focus, number, point.kind)))]
    if context.reference is None:
        return [draft(found)]
    day = _weekday(found, context, context.reference, number, point.kind if point else "")
    start = _start_told(found, context)
    if day and start and day < start:
        day = on_or_after(start, number)
    return [draft(found, periods.day(day))]


def _start_told(found: Found, context: Context) -> date | None:
    """The day told before in the sentence of "until Friday": its end is not before it."""
    token, focus = context.token(found.words[0].start), context.focus
    if token is None or focus is None or context.word(found.first - 1).lower() not in ("until", "till", "through"):
        return None
    first = context.document.tokens[context.document.sentence_of(token.index).first].start
    return focus.first if focus.grain == "D" and context.focus_at > first else None


def _is_next_told(found: Found, context: Context, point: Word) -> bool:
    """"went back *the next Tuesday*", told as past: after the day told before."""
    told = point.kind == "next" and found.words[0].kind == "the"
    return told and context.direction(found, found.one("weekday")) == PAST


def _weekday(found: Found, context: Context, reference: date, number: int, point: str) -> date | None:
    back = on_or_before(reference, number)
    ahead = on_or_after(reference, number)
    if point in ("last", "past", "previous"):
        return last_weekday(reference, number)
    if point in ("next", "coming", "following"):
        return next_weekday(reference, number, skip_near=point == "next")
    side = context.direction(found, found.one("weekday"))
    if point == "this" and side is None:
        return shift(week_start(reference), number - 1)
    return ahead if side in (FUTURE, LATER) else back


def on_or_before(day: date, number: int) -> date | None:
    """The most recent such weekday, the day itself included.

    >>> on_or_before(date(2024, 3, 4), 1), on_or_before(date(2024, 3, 4), 2)
    (datetime.date(2024, 3, 4), datetime.date(2024, 2, 27))
    """
    return shift(day, -((day.isoweekday() - number) % 7))


def on_or_after(day: date, number: int) -> date | None:
    """The coming such weekday, the day itself included."""
    return shift(day, (number - day.isoweekday()) % 7)


def last_weekday(day: date, number: int) -> date | None:
    """"last Wednesday": the most recent before the day, but not one of the same week so near that nobody calls it last.

    >>> last_weekday(date(2022, 7, 22), 3), last_weekday(date(2017, 9, 4), 4)
    (datetime.date(2022, 7, 13), datetime.date(2017, 8, 31))
    """
    gap = (day.isoweekday() - number) % 7 or 7
    near = TOO_NEAR_BACK if day.isoweekday() < 7 else 1  # for many the week begins on Sunday
    if gap <= near and number < day.isoweekday():
        gap += 7
    return shift(day, -gap)


def next_weekday(day: date, number: int, *, skip_near: bool = True) -> date | None:
    """"next Thursday": the coming one, but not one of the same week so near that nobody calls it next.

    >>> next_weekday(date(2023, 9, 18), 4), next_weekday(date(2023, 9, 18), 1), next_weekday(date(2023, 9, 18), 3)
    (datetime.date(2023, 9, 21), datetime.date(2023, 9, 25), datetime.date(2023, 9, 27))
    """
    gap = (number - day.isoweekday()) % 7 or 7
    if skip_near and gap <= TOO_NEAR_AHEAD and number > day.isoweekday():
        gap += 7
    return shift(day, gap)


def _beside_focus(focus: Period, number: int, point: str) -> date | None:
    """"that Friday", "the following Friday": from the time told before."""
    if point == "that":
        return on_or_after(focus.first, number)
    beyond = shift(focus.last, 1)
    return on_or_after(beyond, number) if beyond else None


def weekday_week(found: Found, context: Context) -> list[Draft]:
    """"Wednesday next week", "last week on Friday"."""
    word = found.one("weekday")
    point = found.one("last", "next", "this", "past", "coming", "following")
    if word is not None and point is None and context.reference:  # "on Monday week"
        coming = on_or_after(context.reference, int(word.value))
        return [draft(found, periods.day(shift(coming, 7) if coming else None))]
    if word is None or point is None:
        return []
    base = context.focus_for("W") if point.kind == "following" else context.reference
    week = periods.stepped(base, "W", int(point.value))
    return [draft(found, periods.day(shift(week.first, int(word.value) - 1)) if week else None)]


def day_word(found: Found, context: Context) -> list[Draft]:
    """"yesterday", "tonight", "the day after tomorrow"."""
    word = found.words[0]
    night = word.kind == "night_word"
    steps = int(word.value[:-2] if night else word.value)
    day = periods.day(shift(context.reference, steps)) if context.reference else None
    if not night:
        return [draft(found, day)]
    return [draft(found, day, type="TIME", value=f"{day.value}T{word.value[-2:]}" if day else None)]


def that_day(found: Found, context: Context) -> list[Draft]:
    """"earlier in the day", "later in the week" (of the report), "later that day" (of the day told before)."""
    word = found.one(*_GRAINS)
    grain = _GRAINS[word.kind] if word else "D"
    told = context.focus_for(grain) if found.has("that") else None
    return [draft(found, periods.around(told or context.reference, grain))]


def unit(found: Found, context: Context) -> list[Draft]:
    """"last week", "this month", "the following day", "the same year"."""
    word = found.one(*_GRAINS)
    point = found.one("that", *BACK, *AHEAD) or found.one("this")
    if word and point is None and word.kind == "weekend":
        return [draft(found, _this_weekend(found, context), skip=found.words[0].kind != "the")]
    if word is None or point is None or _is_no_unit(found, context, word, point):
        return _misspelt(found, context) if found.has("units") else []
    grain = _GRAINS[word.kind]
    steps = int(point.value)
    if grain == "WE" and point.kind == "this":
        return [draft(found, _this_weekend(found, context))]
    from_focus = point.kind in ("that", "following", "previous") or (grain == "D" and point.kind == "next")
    if from_focus and not context.told:
        return [] if point.kind == "that" else [draft(found, _from_report(context, grain, steps))]
    base = context.focus_for(grain) if from_focus else context.reference
    period = periods.stepped(base, grain, steps)
    return [draft(found, None if from_focus and _runs_ahead(period, found, context) else period)]


def _misspelt(found: Found, context: Context) -> list[Draft]:
    """"this years festival", where an apostrophe is missing."""
    word = found.one("units")
    token = context.token(word.start) if word else None
    tokens = context.document.tokens
    after = tokens[token.index + 1] if token and token.index + 1 < len(tokens) else None
    if word is None or word.value != "1Y" or after is None or after.pos not in ("NOUN", "PROPN", "ADJ"):
        return []
    return [draft(found, periods.around(context.reference, "Y"))]


def _from_report(context: Context, grain: str, steps: int) -> Period | None:
    """With nothing told before "the previous day" is the one before the report; "the next day" is unknown."""
    return periods.stepped(context.reference, grain, steps) if steps < 0 else None


def _runs_ahead(period: Period | None, found: Found, context: Context) -> bool:
    """Whether it would lie ahead of a report that tells it as past: then it counts from something else."""
    reference = context.reference
    if period is None or reference is None or period.first <= reference:
        return False
    return context.direction(found) == PAST


def _is_no_unit(found: Found, context: Context, word: Word, point: Word) -> bool:
    """"the last day of the summit" is not yesterday, and "the past year" is a length."""
    following = context.kind(found.last)
    if point.kind in ("last", "next") and following == "of" and found.has("the"):
        return True  # but "the killing last month of a judge"
    if word.kind == "day" and point.kind in ("last", "past"):
        return True
    return point.kind == "past" and not found.has("this")


def _this_weekend(found: Found, context: Context) -> Period | None:
    """Of the running week, or in a clause of the past the last one that has begun."""
    if context.reference is None:
        return None
    here = periods.weekend(context.reference)
    if here and here.first > context.reference and context.direction(found, found.one("weekend")) == PAST:
        return periods.stepped(context.reference, "WE", -1)
    return here


def weekend(found: Found, context: Context) -> list[Draft]:
    """"weekend protests", "his weekend arrest"."""
    token = context.token(found.words[0].start)
    if token is None or token.dep not in ("compound", "nmod") or token.text[0].isupper():
        return []
    return [draft(found, _this_weekend(found, context))]


def edge_unit(found: Found, context: Context) -> list[Draft]:
    """"the end of the year": the value is the year's."""
    word = found.one(*_GRAINS)
    if word is None:
        return []
    if _is_things_edge(found, context):
        return definite(Found(found.kind, found.words[-2:], found.last - 2, found.last), context)
    day = context.day_in_focus() if word.kind == "day" else context.reference
    return [draft(found, periods.around(day, _GRAINS[word.kind]))]


def _is_things_edge(found: Found, context: Context) -> bool:
    """"its best close of *the year*": the close of something else."""
    first = context.token(found.words[0].start)
    if first is None or first.index == 0 or found.words[0].kind != "edge" or found.words[-2].kind != "the":
        return False
    return context.document.tokens[first.index - 1].tag in ("JJ", "JJS", "PRP$")


def definite(found: Found, context: Context) -> list[Draft]:
    """"for the day", "during the week", "the best quarter of the year": the running one, or the one told just before.

    Not "the day he left", "the week of talks", "Man of the Year", "by the day".
    """
    word = found.words[-1]
    token = context.token(word.start)
    if token is None or not _stands_alone(context, token, found):
        return []
    grain = _GRAINS[word.kind]
    told = context.focus if context.focus and _is_near(context, found) else None
    base = told.first if told and GRAINS.index(told.grain) <= GRAINS.index(grain) else context.reference
    return [draft(found, periods.around(base, grain))]


def _stands_alone(context: Context, token: Token, found: Found) -> bool:
    """Whether a noun of time has nothing below it but its article, and its place in the clause is that of a time."""
    tokens, below = context.document.tokens, context.document.children[token.index]
    if token.text[0].isupper() or token.tag != "NN" or any(tokens[c].dep not in _LOOSE for c in below):
        return False
    before = context.word(found.first - 1).lower()
    done = {tokens[token.head].lemma.lower(), tokens[max(token.index - 2, 0)].lemma.lower()}
    return (token.dep == "pobj" and before in context.calendar.groups["day_of"]) or (
        token.dep in ("dobj", "npadvmod") and bool(done & context.calendar.groups["day_done"]))


def _is_near(context: Context, found: Found) -> bool:
    """Whether the time told last stands in the same paragraph."""
    return "\n\n" not in context.text[context.focus_at : found.words[0].start]


def unit_beside(found: Found, context: Context) -> list[Draft]:
    """"the year before,", "the day after.": from the time told before."""
    word, way = found.one(*_GRAINS), found.one("before", "after")
    if word is None or way is None:
        return []
    grain = _GRAINS[word.kind]
    period = periods.stepped(context.focus_for(grain), grain, -1 if way.kind == "before" else 1)
    trimmed = Found(found.kind, found.words[:3], found.first, found.first + 3)
    return [draft(trimmed, period)]


def unit_from(found: Found, context: Context) -> list[Draft]:
    """"the day after *Christmas*": a piece whose day is reckoned when that of its neighbour is known (`offsets`)."""
    word = found.one(*_GRAINS)
    trimmed = Found(found.kind, found.words[:2], found.first, found.first + 2)
    return [draft(trimmed, value=f"P1{_GRAINS[word.kind]}")] if word else []


def ago(found: Found, context: Context) -> list[Draft]:
    """"three years ago" (from the report), "two days later" (from the time told before); as exact as its unit."""
    way = found.one("ago", "earlier", "later", "hence", "before", "after")
    size = found.one("units", "unit", "day", "week", "month_unit", "year_unit", "decade_unit", "century", "second")
    if way is None or size is None:
        return []
    if way.kind in ("before", "after"):
        found = Found(found.kind, found.words[:-1], found.first, found.last - 1)
    counted = amount(found)
    back = way.kind in ("ago", "earlier", "before")
    if counted is None:  # "hours later" says nothing about the day
        bare = way.kind in ("before", "after")
        return [] if bare else [draft(found, value="PAST_REF" if back else "FUTURE_REF")]
    if context.word(found.last).lower() == "than":  # "a day later than planned"
        return [draft(Found(found.kind, found.words[:-1], found.first, found.last - 1), type="DURATION",
                      value=length(counted, size.value))]
    if size.value.startswith("T") and context.hour and way.kind != "ago":
        return [_at_hour(found, context.hour, counted * (-1 if back else 1), size.value)]
    if size.value in ("T1M", "T1S") and way.kind != "ago":
        return []
    from_report = way.kind in ("ago", "hence")
    if way.kind in ("later", "after") and not context.told:
        return [draft(found)]
    period = _moved(context, counted, size.value, -1 if back else 1, from_report)
    return [draft(found, None if way.kind == "later" and _runs_ahead(period, found, context) else period)]


def _at_hour(found: Found, hour: datetime, counted: float, size: str) -> Draft:
    """"20 minutes later", from the hour told before."""
    try:
        moved = hour + timedelta(hours=counted * {"S": 1 / 3600, "M": 1 / 60, "H": 1}[size[-1]])
    except OverflowError:
        return draft(found, type="TIME")
    return draft(found, periods.day(moved.date()), type="TIME", value=moved.isoformat(timespec="minutes"))


def _moved(context: Context, count: float, size: str, sign: int, from_report: bool) -> Period | None:
    """The period so many units away, of the grain of the unit."""
    if size.startswith("T"):
        hours = count * {"S": 0, "M": 1 / 60, "H": 1}[size[-1]]
        unit, steps, grain = "D", int(hours // 24), "D"
    else:
        unit, steps = size[-1], round(count * int(size[:-1]))
        grain = "Y" if unit == "Y" else unit
    base = context.reference if from_report else context.focus_for(grain)
    return periods.around(shift_units(base, sign * steps, unit), grain) if base else None


def length(count: float | None, size: str) -> str:
    """A count of units as an ISO 8601 period; `None` is an unsaid number.

    >>> length(3, "10Y"), length(None, "T1H"), length(0.5, "T1H"), length(2.5, "1Y"), length(None, "10Y")
    ('P30Y', 'PTXH', 'PT30M', 'P2.5Y', 'PXE')
    """
    time, letter = "T" if size.startswith("T") else "", size[-1]
    if count is None:
        return f"P{time}X{_UNCOUNTED.get(size, letter)}"
    if count == 0.5 and size in _HALF:
        return _HALF[size]
    number = count * int(size.lstrip("T")[:-1])
    return f"P{time}{round(number) if number % 1 == 0 else round(number, 3)}{letter}"


def amount(found: Found) -> float | None:
    """The number before a unit; None when it is not said ("several", a bare plural).

    >>> amount(Found("ago", (Word("tens", "20", 0, 6), Word("dash", "-", 6, 7), Word("number", "4", 7, 11)), 0, 3))
    24.0
    """
    numbers = [w for w in found.words if w.kind in (*_FIGURES, "few", "more")]
    if not numbers or any(w.value == "X" for w in numbers):
        return None
    if numbers[0].kind == "more":
        return 1.0
    figures = (re.split(r"[-–]", word.value.replace(",", ""))[-1] for word in numbers if word.kind in _FIGURES)
    return sum(float(figure) for figure in figures)  # "10-15 minutes": the longer
