"""Times of the day → TIMEX3 TIME values: 2024-03-04T10:30, 2024-03-04TEV.

Without a day beside it a clock time is of the day told last, else of the day of the report. The zone stays in the
extent and out of the value. "10.30" is a time only with a.m. or p.m., a zone, "at", or at the head of a line, as
in a live ticker.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from communique.records import Span
from communique.text.dates import shift
from communique.times import periods
from communique.times.context import Context, Draft, Found, draft
from communique.times.lengths import duration
from communique.times.lexing import Word

PARAGRAPH = 3000  # characters: no paragraph is longer, whatever the page says
_AT = ("at", "by", "before", "after", "around", "until", "since")
_LINE_HEAD = re.compile(r"(?:^|\n)[ \t•*>-]*$")


def clock(found: Found, context: Context) -> list[Draft]:
    """"10:30 a.m. GMT", "3 pm", "midnight", "1430 GMT", "five o'clock"."""
    told = _hour(found)
    if told is None or not _is_clock(found, context):
        return []
    day = periods.day(_day(found, context))
    zone = found.one("zone")
    made = draft(found, day, type="TIME", value=f"{day.value}T{told}" if day else f"T{told}")
    return [replace(made, zone=zone.value if zone else "")]


def clock_range(found: Found, context: Context) -> list[Draft]:
    """"between 6 and 8 p.m.", "8.50 to 9.47 am": the half of the day is said once; the day comes from the second."""
    half = found.one("meridiem")
    first, last, ends = _ends(found)
    one, two = _minutes_of(first, half.value if half else ""), _minutes_of(last, half.value if half else "")
    if one is not None and two is not None and one > two:  # "from 10 to 2 p.m."
        one = _minutes_of(first, "am")
    if one is None or two is None:
        return []
    day = periods.day(_day(found, context))
    whole = draft(found, day, type="TIME")
    values = [f"{day.value if day else ''}T{at // 60:02}:{at % 60:02}" for at in (one, two)]
    bounds = (None, None) if found.has("and") else ("from", "until")
    return [replace(whole, kind="clock_from", span=ends[0], bound=bounds[0], value=values[0], last=found.first),
            replace(whole, kind="clock", span=ends[1], bound=bounds[1], value=values[1], first=found.last - 1)]


def _ends(found: Found) -> tuple[str, str, tuple[Span, Span]]:
    """The figures of both hours and their characters."""
    word, end = found.words[0], found.words[-1].end
    if word.kind in ("n_range", "clock_span"):
        first, last = re.split(r"[-–]", word.value)
        return first, last, ((word.start, word.start + len(first)), (word.start + len(first) + 1, end))
    return word.value, found.words[2].value, ((word.start, word.end), (found.words[2].start, end))


def _minutes_of(told: str, half: str) -> int | None:
    """Minutes since midnight of "6", "6:30" or "6.30"."""
    figures = [int(part) for part in re.split(r"[:.]", told)]
    hour, minute = figures[0], figures[1] if len(figures) > 1 else 0
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return 60 * hour + minute if hour < 24 and minute < 60 else None


def clock_hours(found: Found, context: Context) -> list[Draft]:
    """"at 0930 hours", "around 1900 hrs"; not "2000 hours of work"."""
    at = context.word(found.first - 1).lower() in (*_AT, "about", "from", "till", "to")
    return clock(found, context) if at and found.words[-1].value == "T1H" else []


def spoken_clock(found: Found, context: Context) -> list[Draft]:
    """"half past four", "a quarter to nine", "ten minutes to three", "three in the morning"."""
    at = [w for w in found.words if w.kind in ("number", "n", "tens", "clock_word")]
    part, half = found.one("part"), found.one("meridiem")
    hour = int(at[-1].value[:2]) if at and at[-1].value[:2].isdigit() else 0
    past = found.one("half_past", "quarter_past", "quarter_to")
    minutes = int(past.value) if past else 0 if part else _minutes(found, at)
    if not 1 <= hour <= 24 or not -60 < minutes < 60 or (at[-1].kind == "n" and not part and not past):
        return _length(found, context)
    late = (half and half.value == "pm") or (part and part.value in ("AF", "EV") and hour < 12)
    clock = (60 * (hour % 12 + 12 if late else hour % 24) + minutes) % (24 * 60)
    day = periods.day(_day(found, context))
    told = f"T{clock // 60:02}:{clock % 60:02}"
    return [draft(found, day, type="TIME", value=f"{day.value}{told}" if day else told)]


def _length(found: Found, context: Context) -> list[Draft]:
    """"in *six weeks* to fourteen cities": a length, and what follows is no hour."""
    end = next((i + 1 for i, w in enumerate(found.words) if w.kind == "units"), 0)
    return duration(Found("duration", found.words[:end], found.first, found.first + end), context) if end else []


def _minutes(found: Found, at: list[Word]) -> int:
    """The minutes of "ten minutes to three"; 99 where the words say something else ("five to six members")."""
    unit = found.one("units")
    if unit is None or unit.value != "T1M":
        return 99
    count = sum(int(w.value) for w in at[:-1] if w.value.isdigit())
    return -count if found.has("to") else count


def _hour(found: Found) -> str | None:
    """HH:MM, or None where the day has no such hour."""
    word = found.words[0]
    if word.kind == "clock_word":
        return word.value
    digits = re.findall(r"\d+", word.value)
    if word.kind in ("year", "num", "hhmm"):
        digits = [word.value[:-2], word.value[-2:]] if len(word.value) in (3, 4) else []
    if not digits:
        return None
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    half = found.one("meridiem")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.value == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _is_clock(found: Found, context: Context) -> bool:
    if found.words[0].kind != "dotted" or found.has("meridiem", "zone"):
        return True
    if context.kind(found.first - 1) == "at":
        return context.word(found.last) not in ("percent", "per", "million", "billion", "points")
    start = found.words[0].start
    return _LINE_HEAD.search(context.text, max(0, start - 8), start) is not None


def _day(found: Found, context: Context) -> date | None:
    """The day told last in this paragraph, else the day of the report."""
    focus, start = context.focus, found.words[0].start
    near = start - context.focus_at < PARAGRAPH and "\n\n" not in context.text[context.focus_at : start]
    if focus and focus.grain == "D" and near:
        return focus.first
    return context.reference


def part(found: Found, context: Context) -> list[Draft]:
    """"in the morning", "by nightfall"; beside a day it is joined with that, alone it needs a preposition."""
    word = found.one("part")
    if word is None:
        return []
    day = periods.day(_day(found, context))
    whole = draft(found, day, type="TIME", value=f"{day.value}T{word.value}" if day else None)
    if found.has("final", "previous"):
        return [whole]
    before = context.kind(found.first - 1)
    after_preposition = before in ("in", "by", "over", "since", "before", "to", "on", "from", "of", "for")
    sure = word.value != "NI" and context.word(found.first - 1).lower() in _AT
    stands = sure or (after_preposition and (found.has("the") or before == "by"))
    return [Draft("part", whole.span, whole.first, whole.last, "TIME", whole.value, whole.start, whole.end, whole.grain,
                  loose=not stands)]


def day_part(found: Found, context: Context) -> list[Draft]:
    """"this morning", "that evening", "the following night"."""
    word, point = found.one("part"), found.one("this", "that", "next", "following", "previous", "every", "each")
    if word is None or point is None:
        return []
    if point.kind in ("every", "each"):
        return [draft(found, type="SET", value=f"XXXX-XX-XXT{word.value}")]
    base = context.reference if point.kind == "this" else context.day_in_focus()
    day = periods.day(shift(base, int(point.value)) if base else None)
    return [draft(found, day, type="TIME", value=f"{day.value}T{word.value}" if day else None)]
