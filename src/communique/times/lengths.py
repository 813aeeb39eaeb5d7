"""Durations and repeated times → TIMEX3 values (P4D, PXM, PT30M; P1Y, XXXX-WXX-1).

Units that are not counted become X. A duration has days only where the text ties it to the report ("the past six
months"). "in two weeks" is a day when its clause looks ahead and a length otherwise.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from communique.text.dates import shift, shift_units
from communique.times import periods
from communique.times.context import Context, Draft, Found, draft
from communique.times.lexing import Word
from communique.times.nearest import MONTHS, month_meant
from communique.times.periods import Period
from communique.times.relative import AHEAD, BACK, amount, length
from communique.times.tense import FUTURE, LATER

UNITS = ("units", "quarters", "unit_long", "unit", "day", "week", "month_unit", "year_unit", "decade_unit", "century",
         "second")
_BEFORE_VERB = ("and", "to", "will", "would", "could", "can", "may", "might", "should", "not", "must")
_MOST = ("first", "most", "least", "worst", "best", "only", "second", "third")
_LEADING = re.compile(r"(?:at|for)\s+(?=the|this|present)", re.IGNORECASE)
_TELLS_LENGTH = ("after", "before", "of", "ago", "later", "earlier")
_WITH_LENGTH = ("for", "within", "after", "in", "over", "more", "by")


def duration(found: Found, context: Context) -> list[Draft]:
    """"four-day visit", "10 years", "a week"; "guests a day" repeats."""
    size = found.one(*UNITS)
    if size is None or _is_no_length(found, context, size) or _is_some_day(found, context):
        return []
    count = amount(found)
    if count is None and size.kind not in ("units", "quarters") and not found.has("number", "few"):
        count = 1.0  # "a month-long siege"
    if context.kind(found.first - 1) == "in" and not found.has("dash") and count and _looks_ahead(found, context):
        return _ahead(found, context, count, size)
    if found.words[0].kind == "a" and found.has("long"):
        said = None if size.kind == "units" else 1  # "a *month-long* siege", "a *decades-long* war"
        return [draft(found, type="DURATION", value=length(said, size.value), skip=1)]
    if found.words[0].kind == "a" and len(found.words) == 2 and _is_rate(found, context):
        return [draft(found, type="SET", value=length(1, size.value))]
    return [draft(found, type="DURATION", value=length(count, size.value))]


def _is_no_length(found: Found, context: Context, size: Word) -> bool:
    """"a second man", "one day they will", "$5 a day" are no lengths, nor is "in his 40 years"."""
    if size.kind == "second":
        return not found.has("dash")
    return found.words[0].kind == "more" and found.words[0].value == "" and context.kind(found.first - 1) == "dash"


def _is_some_day(found: Found, context: Context) -> bool:
    """"one day they will be free", "it was a day to remember": no length."""
    token = context.token(found.words[-1].start)
    if token is None or found.words[-1].kind != "day" or found.has("dash") or len(found.words) != 2:
        return False
    verb = context.document.tokens[token.head]
    if found.words[0].kind == "a":
        return token.dep == "attr"
    helped = any(context.document.tokens[c].tag == "MD" for c in context.document.children[verb.index])
    return found.words[0].value == "1" and token.dep == "npadvmod" and (helped or verb.tag == "VB")


def _looks_ahead(found: Found, context: Context) -> bool:
    """"will meet in two weeks"; not "for the first *time* in two years", "the *worst* flood in ten years"."""
    before = [context.word(i).lower() for i in range(found.first - 5, found.first - 1)]
    if before[-1] in ("time", "times") or any(w in _MOST or (w.endswith("est") and len(w) > 5) for w in before):
        return False
    return context.direction(found, found.words[-1]) in (FUTURE, LATER)


def _ahead(found: Found, context: Context, count: float, size: Word) -> list[Draft]:
    """"will meet in two weeks": the week (month, year) that lies so far ahead."""
    if size.value.startswith("T"):
        return [draft(found, type="DURATION", value=length(count, size.value))]
    unit = size.value[-1]
    base = context.reference
    day = shift_units(base, round(count * int(size.value[:-1])), unit) if base else None
    return [draft(found, periods.around(day, unit))]


def _is_rate(found: Found, context: Context) -> bool:
    """"eight guests a day": behind a noun, and not at the head of "a day after", "a year of talks"."""
    if context.kind(found.first - 1) in _WITH_LENGTH or context.kind(found.last) in _TELLS_LENGTH:
        return False
    token = context.token(found.words[-1].start)
    before = context.document.tokens[token.index - 2] if token and token.index >= 2 else None
    return bool(token and before and token.dep == "npadvmod" and before.pos in ("NOUN", "NUM", "SYM"))


def age(found: Found, context: Context) -> list[Draft]:
    """"the two-week-old truce", "a centuries-old ban"; the years of people are no times."""
    size = found.one(*UNITS)
    if size is None or (size.value == "1Y" and found.has("n", "num", "number", "tens")):
        return []
    skip = found.words[0].kind == "a"
    said = None if size.kind == "units" and skip else amount(found)
    return [draft(found, type="DURATION", value=length(said, size.value), skip=int(skip))]


def last_units(found: Found, context: Context) -> list[Draft]:
    """"the past six months", "the next three days", "recent weeks"."""
    size = found.one(*UNITS)
    point = found.one(*BACK, *AHEAD)
    if size is None or point is None:
        return []
    if found.words[0] is point and _is_verb(found, context):
        rest = Found("duration", found.words[1:], found.first + 1, found.last)
        return duration(rest, context) if len(rest.words) > 1 else bare_units(rest, context)
    if point.kind in ("last", "next", "following") and context.kind(found.last) == "of":
        return []
    count = amount(found) if found.has("number", "tens", "n", "num", "decimal") else None
    if not found.has("units", "quarters"):
        count = 1.5 if found.has("and_half") else 1.0
    whole = draft(found, type="DURATION", value=length(count, size.value))
    if count is None or context.reference is None or size.value.startswith("T"):
        return [whole]
    steps, unit = count * int(size.value[:-1]), size.value[-1]
    if steps % 1 and unit == "Y":
        steps, unit = 12 * steps, "M"
    far = shift_units(context.reference, round(steps if point.kind in AHEAD else -steps), unit)
    start, end = sorted((far, context.reference)) if far else (None, None)
    return [Draft(whole.kind, whole.span, whole.first, whole.last, whole.type, whole.value, start, end)]


def _is_verb(found: Found, context: Context) -> bool:
    """"will *last* three days"."""
    token = context.token(found.words[0].start)
    if found.words[0].kind == "coming":
        return token is not None and token.tag == "VBG" and token.pos == "VERB"
    if found.words[0].kind != "last":
        return False
    return context.word(found.first - 1).lower() in _BEFORE_VERB or (token is not None and token.pos == "VERB")


def bare_units(found: Found, context: Context) -> list[Draft]:
    """"for months", "weeks of talks", "hours before": plurals without a number, where they are lengths."""
    before, after = context.kind(found.first - 1), context.kind(found.last)
    token = context.token(found.words[0].start)
    earlier = context.document.tokens[token.index - 1] if token and token.index else None
    described = earlier is not None and earlier.tag in ("JJ", "JJS", "DT", "PRP$", "CD", "NN", "POS")
    if _is_second(found, context):
        return [draft(found, type="DURATION", value=length(None, found.words[0].value))]
    lasts = context.calendar.groups["lasts"]
    if token and token.dep in ("dobj", "npadvmod") and context.document.tokens[token.head].lemma.lower() in lasts:
        return [draft(found, type="DURATION", value=length(None, found.words[0].value))]
    counted = after in ("of", "after", "before") or context.word(found.last).lower() == "ahead"
    if before in ("for", "within", "after", "in", "over") or (counted and not described):
        return [draft(found, type="DURATION", value=length(None, found.words[0].value))]
    return []


def _is_second(found: Found, context: Context) -> bool:
    """"for weeks or even *months*"."""
    back = 2 if context.word(found.first - 1).lower() == "even" else 1
    return context.kind(found.first - back) == "and" and context.kind(found.first - back - 1) == "units"


def rate(found: Found, context: Context) -> list[Draft]:
    """"twice a week", "every two years", "every night"."""
    part, season = found.one("part"), found.one("season")
    if part:
        return [draft(found, type="SET", value=f"XXXX-XX-XXT{part.value}")]
    if season:
        return [draft(found, type="SET", value=f"XXXX-{season.value}")]
    if found.has("weekend", "weekends"):
        return [draft(found, type="SET", value="XXXX-WXX-WE")]
    if found.has("quarter"):
        return [draft(found, type="SET", value="P3M")]
    size = next((w for w in reversed(found.words) if w.kind in UNITS), None)
    if size is None:
        return []
    if found.has("few"):
        return [draft(found, type="SET", value=length(None, size.value))]
    if found.has("times"):
        return [draft(found, type="SET", value=length(1, size.value))]
    second = found.words[1].kind in ("second", "other_word") and size is not found.words[1]
    count = 2.0 if second else amount(found) if len(found.words) > 2 else 1.0
    return [draft(found, type="SET", value=length(count or 1, size.value))]


def weekday_set(found: Found, context: Context) -> list[Draft]:
    """"every Monday", "on Sundays"."""
    word = found.one("weekday", "weekdays")
    return [draft(found, type="SET", value=f"XXXX-WXX-{word.value}")] if word else []


def set_word(found: Found, context: Context) -> list[Draft]:
    """"annual", "daily"."""
    token = context.token(found.words[0].start)
    if token and token.tag.startswith("NN"):
        return []  # "an Islamabad daily"
    if token and token.text[0].isupper() and context.document.sentence_of(token.index).first != token.index:
        return []  # "The Levant Daily"
    return [draft(found, type="SET", value=found.words[0].value)]


def vague(found: Found, context: Context) -> list[Draft]:
    """"now", "recently", "at the moment"; the preposition is no part of it."""
    if context.kind(found.last) == "dash" and context.word(found.last + 1)[:1].isupper():
        return []  # "Patrick Soon-Shiong"
    whole = draft(found, value=found.words[0].value)
    leading = _LEADING.match(context.text, *whole.span)
    return [replace(whole, span=(leading.end(), whole.span[1]))] if leading else [whole]


def vague_noun(found: Found, context: Context) -> list[Draft]:
    """"in the past", "in the near future", "plans for the future"; not "the future king", "the past of the city"."""
    word = found.words[-1]
    token = context.token(word.start)
    if token is None or token.pos != "NOUN" or token.dep != "pobj" or context.kind(found.last) == "of":
        return []
    return [draft(found, value="FUTURE_REF" if word.kind == "future" else "PAST_REF")]


def first_units(found: Found, context: Context) -> list[Draft]:
    """"the first nine months", "the first six months of 2013": a length, with its days where the whole is told."""
    size, count = found.one("units", "unit", "year_unit", "month_unit", "week", "day"), amount(found)
    if size is None:
        return []
    named = found.one("year")
    whole = periods.year(int(named.value)) if named and not found.has(*MONTHS) else None
    if found.has(*MONTHS):
        at = next(i for i, w in enumerate(found.words) if w.kind in MONTHS)
        whole = month_meant(Found(found.kind, found.words[at:], found.first + at, found.last), context)
    if found.has("year_unit") and size.kind != "year_unit" and context.reference:
        point = found.one("last", "next") if found.words[-2].kind in ("last", "next") else None
        whole = periods.year(context.reference.year + (int(point.value) if point else 0))
    made = draft(found, type="DURATION", value=length(count, size.value))
    days = _part_of(whole, count, size.value, found.has("last", "final")) if whole and count else None
    return [replace(made, start=days[0], end=days[1]) if days else made]


def _part_of(whole: Period, count: float, size: str, last: bool) -> tuple[date, date] | None:
    """The first, or last, so many units of a stretch."""
    if size.startswith("T"):
        return None
    steps, unit = round(count * int(size[:-1])), size[-1]
    if last:
        beyond = shift(whole.last, 1)
        start = shift_units(beyond, -steps, unit) if beyond else None
        return (start, whole.last) if start and start >= whole.first else None
    after = shift_units(whole.first, steps, unit)
    end = shift(after, -1) if after else None
    return (whole.first, end) if end and end <= whole.last else None
