"""Times of the day → TIMEX3 TIME values: 2024-03-04T10:30, 2024-03-04TEV.

Without a day beside it a clock time is of the day told last, else of the day of the report. The zone stays in the
extent and out of the value. "10.30" is a time only with a.m. or p.m., a zone, "at", or at the head of a line, as
in a live ticker.
"""

from __future__ import annotations

import re
from datetime import date

from communique.text.dates import shift
from communique.times import periods
from communique.times.context import Context, Draft, Found, draft

PARAGRAPH = 3000  # characters: no paragraph is longer, whatever the page says
_LINE_HEAD = re.compile(r"(?:^|\n)[ \t•*>-]*$")


def clock(found: Found, context: Context) -> list[Draft]:
    """"10:30 a.m. GMT", "3 pm", "midnight", "1430 GMT", "five o'clock"."""
    told = _hour(found)
    if told is None or not _is_clock(found, context):
        return []
    day = periods.day(_day(found, context))
    return [draft(found, day, type="TIME", value=f"{day.value}T{told}" if day else f"T{told}")]


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
    after_preposition = before in ("in", "by", "over", "since", "before", "to", "on", "from")
    stands = after_preposition and (found.has("the") or before == "by")
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
