"""Reading.document → Reading.times.

The text becomes a string of word classes (`lexing`), one scanner finds the patterns, each kind has its small
reckoning (`absolute`, `stretches`, `feasts`, `relative`, `lengths`, `clock`), read from left to right so that
"two days later" knows what was told before; neighbours are joined and bounds read off (`join`). Nothing is
guessed: without a day of publication "on Monday" keeps its place and has no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from communique.knowledge.calendar import Calendar
from communique.records import Span, Time
from communique.stages import Reading
from communique.text.dates import parse_iso, shift
from communique.times import absolute, clock, counted, feasts, lengths, relative, stretches
from communique.times.context import Context, Draft, Found, draft
from communique.times.join import join
from communique.times.lexing import Lexed, lex
from communique.times.periods import Period

if TYPE_CHECKING:
    from communique.knowledge import Knowledge

TOLD = 3  # how many times told before are remembered
DATELINE_WITHIN = 300  # characters: a line that is nothing but a full date, so near the head, is the day of writing
_HOUR = re.compile(r"T(\d\d):(\d\d)$")
DATELINE_REACH = (-3, 10)  # and so many days may lie between it and the date of publication


def find_times(reading: Reading, knowledge: Knowledge) -> Reading:
    """All time expressions of the text, in order."""
    text = reading.document.text or reading.text
    return replace(reading, times=tuple(_times(reading, text, knowledge.calendar)))


def _times(reading: Reading, text: str, calendar: Calendar) -> list[Time]:
    lexed = lex(text, calendar)
    context = Context(parse_iso(reading.date), calendar, reading.document, text, lexed)
    matches = list(_matches(lexed, calendar))
    context.reference = _day_of_writing(context, matches, reading.dateline)
    drafts: list[Draft] = []
    for found in matches:
        made = RECKONINGS[found.kind](found, context)
        drafts.extend(made)
        _move_focus(context, made)
    return [_time(d, text) for d in join(drafts, context)]


def _matches(lexed: Lexed, calendar: Calendar) -> list[Found]:
    out = []
    for match in calendar.scanner.finditer(lexed.codes):
        pattern = calendar.patterns[int((match.lastgroup or "p0")[1:])]
        out.append(Found(pattern.kind, lexed.words(*match.span()), *match.span()))
    return out


def _day_of_writing(context: Context, matches: list[Found], dateline: Span | None) -> date | None:
    """The day of publication, or the date that stands alone on a line at the head ("Friday, July 21, 2017") or in the
    dateline ("BEIRUT, July 21 (Agency) -")."""
    published = context.reference
    if published is None:
        return None
    for found in matches:
        if found.words[0].start > DATELINE_WITHIN:
            break
        inside = dateline is not None and dateline[0] <= found.words[0].start < dateline[1]
        if found.kind == "full_date" and (inside or found.has("year", "iso", "date_dotted")):
            day = next((d.start for d in absolute.full_date(found, context)), None)
            near = day is not None and DATELINE_REACH[0] <= (day - published).days <= DATELINE_REACH[1]
            if near and (inside or _alone(context, found)):
                return day
    return published


def _alone(context: Context, found: Found) -> bool:
    """Whether nothing else stands on its line."""
    text, start, end = context.text, found.words[0].start, found.words[-1].end
    line_start = text.rfind("\n", 0, start) + 1
    return not text[line_start:start].strip() and text[end : end + 2].strip(" \r")[:1] in ("", "\n")


def _move_focus(context: Context, made: list[Draft]) -> None:
    """The time told last is what "the next day" counts from."""
    for item in made:
        if item.type in ("DATE", "TIME") and item.start and item.end and item.grain and not item.loose:
            context.hour = _hour(item, item.start, context)
            context.focus = Period(item.value or "", item.start, item.end, item.grain)
            context.focus_at = item.span[1]
            context.told = [*context.told[-(TOLD - 1):], context.focus]


def _hour(item: Draft, day: date, context: Context) -> datetime | None:
    """The hour told last: its own, or that of "10 a.m." before "on Monday"."""
    clock = _HOUR.search(item.value or "")
    if clock:
        return datetime.combine(day, time(int(clock[1]), int(clock[2])))
    beside = context.hour and context.text[context.focus_at : item.span[0]].strip(" ,") in ("", "on")
    return datetime.combine(day, context.hour.time()) if context.hour and beside else None


def _time(item: Draft, text: str) -> Time:
    start = item.start.isoformat() if item.start else None
    end = item.end.isoformat() if item.end else None
    first, last = item.span
    if "]" in text[first:last] and text[first - 1 : first] == "[":
        first -= 1  # "[Ten] years ago"
    return Time((first, last), text[first:last], item.type, item.value, start, end, item.bound, _utc(item))


def _utc(item: Draft) -> str | None:
    """The hour in UTC, where its day and its zone are known."""
    clock = _HOUR.search(item.value or "")
    if clock is None or not item.zone or item.start is None:
        return None
    sign = -1 if item.zone.startswith("-") else 1
    ahead = sign * (60 * int(item.zone[1:3]) + int(item.zone[4:6]))
    days, minutes = divmod(60 * int(clock[1]) + int(clock[2]) - ahead, 24 * 60)
    day = shift(item.start, days)
    return f"{day.isoformat()}T{minutes // 60:02}:{minutes % 60:02}Z" if day else None


def _piece(found: Found, context: Context) -> list[Draft]:
    """Something that only a neighbour makes a time of."""
    return [draft(found)]


def _nothing(found: Found, context: Context) -> list[Draft]:
    """What looks like a time and is none: "20-year-old"."""
    return []


RECKONINGS: dict[str, Callable[[Found, Context], list[Draft]]] = {
    "full_date": absolute.full_date, "iso_month": absolute.iso_month, "date_range": absolute.date_range,
    "weekday_nth": absolute.weekday_nth, "nth_weekday": absolute.nth_weekday, "nth_day": absolute.nth_day,
    "known_day": absolute.known_day,
    "month": absolute.month_name,
    "decade": stretches.decade, "century": stretches.century, "quarter": stretches.quarter,
    "quarter_months": stretches.quarter_months, "new_year": stretches.new_year, "fiscal": stretches.fiscal,
    "season": stretches.season, "season_in": stretches.season_in, "year": stretches.year,
    "year_range": stretches.year_range, "year_back": counted.year_back, "this_time": counted.this_time,
    "in_time": counted.in_time, "from_day": counted.from_day, "definite": relative.definite,
    "first_units": lengths.first_units, "vague_noun": lengths.vague_noun, "holiday": feasts.holiday,
    "weekday": relative.weekday, "weekday_week": relative.weekday_week, "day_word": relative.day_word,
    "that_day": relative.that_day, "unit": relative.unit, "weekend": relative.weekend,
    "age": lengths.age, "edge_unit": relative.edge_unit,
    "unit_beside": relative.unit_beside, "unit_from": relative.unit_from, "ago": relative.ago,
    "clock": clock.clock, "clock_hours": clock.clock_hours, "clock_range": clock.clock_range,
    "spoken_clock": clock.spoken_clock, "part": clock.part, "day_part": clock.day_part,
    "duration": lengths.duration, "bare_units": lengths.bare_units, "last_units": lengths.last_units,
    "rate": lengths.rate, "weekday_set": lengths.weekday_set, "set_word": lengths.set_word, "vague": lengths.vague,
    "prefix": _piece, "eve": _piece, "week_of": _piece, "nothing": _nothing,
}
