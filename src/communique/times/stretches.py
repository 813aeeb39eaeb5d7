"""Years, parts of years and what is longer → periods: "in 2014", "Q1 2024", "last winter", "the 20th century".

Most figures are no years: "2000 troops", "resolution 1701", "a 1500-strong force". The neighbours decide
(`data/calendar/neighbours.yaml`), then the parser's word on whether the figure counts something.
"""

from __future__ import annotations

import re
from dataclasses import replace

from communique.text.dates import day_of
from communique.times import periods
from communique.times.context import Context, Draft, Found, cut, draft
from communique.times.nearest import MONTHS, candidates, nearest, number_of, year_said
from communique.times.tense import FUTURE, PAST

_BEFORE_SEASON = ("in", "by", "since", "to", "before", "after", "over", "from", "early", "late", "mid")
_EARLY_YEAR = ("in", "since", "of", "by", "before", "after", "from", "year_unit", "to")


def decade(found: Found, context: Context) -> list[Draft]:
    """"the 1990s", "the late 1980s", "the '60s"; "the 80s" only where no age or temperature is meant."""
    word = found.one("decade", "tens_s", "decade_name")
    if word is None or (word.kind != "decade" and not _is_decade(found, context)):
        return []
    figures = re.sub(r"\D", "", word.value)
    return [draft(found, periods.decade(int(figures) if len(figures) == 4 else 1900 + int(figures)))]


def _is_decade(found: Found, context: Context) -> bool:
    """"in the 80s" of the last century, said of no weather: not "highs in the 80s", "a man in his 80s"."""
    token = context.token(found.words[0].start)
    if found.words[0].kind != "the" or token is None:
        return False
    sentence = context.document.sentence_of(token.index)
    weather = context.calendar.groups["weather"]
    return not any(t.lemma.lower() in weather for t in context.document.tokens[sentence.first : sentence.last])


def century(found: Found, context: Context) -> list[Draft]:
    """"the 20th century"."""
    word = found.one("ordinal", "nth", "second")
    number = 2 if word and word.kind == "second" else number_of(word) if word else 0
    return [draft(found, periods.century(number))] if 1 <= number <= 30 else []


def quarter(found: Found, context: Context) -> list[Draft]:
    """"the second half of next year", "Q1 2024", "the third quarter"."""
    word = found.one("ordinal", "nth", "second", "n")
    number = 2 if word and word.kind == "second" else number_of(word) if word else 0
    if found.words[0].kind == "a" or (found.words[0].kind == "the" and found.words[-2].kind == "dash"):
        found = Found(found.kind, found.words[1:], found.first + 1, found.last)  # "the *third-quarter* results"
    make = periods.half if found.has("half") else periods.quarter
    year = year_said(found, context)
    if year is not None:
        period = make(year, number)
    else:
        side = context.direction(found, set_for=False)
        period = nearest(candidates(context, lambda y: make(y, number)), context, side)
    return [draft(found, period)] if number <= 4 else []


def quarter_months(found: Found, context: Context) -> list[Draft]:
    """"the July-September quarter"."""
    month = found.one(*MONTHS)
    if month is None:
        return []
    number = (int(month.value) + 2) // 3
    options = candidates(context, lambda y: periods.quarter(y, number))
    return [draft(found, nearest(options, context, context.direction(found)))]


def new_year(found: Found, context: Context) -> list[Draft]:
    """"before the new year": the coming one in the second half of a year, the running one in the first; "the New Year"
    is its first day."""
    here, start, end = context.reference, found.words[0].start, found.words[0].end
    number = here.year + (here.month > 6) if here else 0
    if "N" in context.text[start:end]:
        day = periods.day(day_of(number, 1, 1))
        return [replace(draft(found, day), span=(end - len("New Year"), end))]
    return [draft(found, periods.year(number))]


def fiscal(found: Found, context: Context) -> list[Draft]:
    """"fiscal year 2024": its days depend on the country and are left open."""
    word = found.one("year", "year_range")
    if word is None:
        return []
    year = int(word.value[:4]) + (word.kind == "year_range")
    return [draft(found, value=f"FY{year:04}")]


def season(found: Found, context: Context) -> list[Draft]:
    """"the spring of 2024", "last winter", "this fall"."""
    word, year = found.one("season", "fall"), year_said(found, context)
    if word is None or context.is_name(found, "season"):
        return []
    if year is not None:
        return [draft(found, periods.season(year, word.value))]
    point = found.one("last", "past", "next", "coming", "following")
    options = candidates(context, lambda y: periods.season(y, word.value))
    side = None
    if point and context.reference:
        here = context.reference
        side = PAST if point.kind in ("last", "past") else FUTURE
        options = [p for p in options if (p.last < here if side == PAST else p.first > here)]
    return [draft(found, nearest(options, context, side or context.direction(found)))]


def season_in(found: Found, context: Context) -> list[Draft]:
    """"in summer", "by the spring"; a bare season word is as often no time ("spring water")."""
    before = context.kind(found.first - 1)
    bare_fall = found.has("fall") and not (before == "in" and found.has("the"))
    if bare_fall or before not in _BEFORE_SEASON or (found.has("fall") and context.kind(found.last) == "of"):
        return []
    token = context.token(found.words[-1].start)
    if token and (token.dep in ("compound", "amod") or token.pos == "VERB"):
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
    if after in ("year_unit", "units"):
        return False  # "a 2000 year old tradition"
    glued = after == "dash" and context.lexed.starts[found.last] == found.words[-1].end
    if glued and beyond not in ("year", "n", *MONTHS):
        return False  # "a 1500-strong force"
    if after == "dash" and beyond == "year":
        return True
    if context.kind(found.first - 1) == "approx" or context.word(found.first - 1).lower() == "around":
        return 1900 <= number <= 2060 and number % 100 > 0 and not _stands_before_noun(found, context)
    if context.is_name(found, "year") and not (before in ("in", "since") and 1950 <= number <= 2040 and number % 100):
        return False
    if before not in ("the", "in", "since", "possessive") and _counts_things(found, context):
        return 1950 <= number <= 2040 and _is_of_a_year(number, found, context)
    if 1900 <= number <= 2060:
        return True
    return 1000 <= number <= 2100 and before in _EARLY_YEAR and not _counts_things(found, context)


def _is_of_a_year(number: int, found: Found, context: Context) -> bool:
    """"after 1998 elections", "10 % of 2000 levels": a round number only before what is often named after its year."""
    return number % 100 > 0 or context.word(found.last).lower() in context.calendar.groups["of_a_year"]


def _stands_before_noun(found: Found, context: Context) -> bool:
    token = context.token(found.words[0].start)
    after = token.index + 1 if token else -1
    return 0 < after < len(context.document.tokens) and context.document.tokens[after].pos in ("NOUN", "ADJ", "PROPN")


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
    return [cut(one, (start, start + len(first)), "from"), cut(two, (end - len(last), end), "until")]
