"""Neighbouring drafts → one time where they are one: "early" + "Monday", "10 pm" + "on Friday", "the eve of" + "Eid".

Then ranges: "from 28 December to 3 January" shares years and never ends before it starts; and bounds: the
preposition in front of a time says until, by, since, from, before or after.
"""

from __future__ import annotations

import re
from dataclasses import replace

from communique.text.dates import day_of, shift
from communique.times import periods
from communique.times.context import PIECES, Context, Draft
from communique.times.offsets import counted_from

_RANGE = ("to", "dash")
_HEDGES = ("at least", "at", "least", "about", "around", "the", "roughly", "approximately", "only", "late", "early")
_MAY_BE_EARLIER = ("unit", "day_part", "weekday", "day_word")
_DAYS = ("weekday", "day_word", "full_date", "clock")
_FIGURES = ("clock", "dotted", "n", "number", "clock_word")
_HEDGED = ("duration", "ago", "in_time")
_LENGTH = re.compile(r"P((?:\d+[YMWD])*)(T)?(?:\d+[HMS])*?(\d+)([YMWDHMS])")
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
_MAX_BOUND = 3  # words in the longest bound of bounds.yaml


def join(drafts: list[Draft], context: Context) -> list[Draft]:
    """The drafts in order, joined; pieces that found no partner are gone."""
    out: list[Draft] = []
    for item in drafts:
        one = item
        while out:
            both = _joined(out[-1], one, context)
            if both is None:
                break
            out.pop()
            one = both
        out.append(one)
    told = counted_from([d for d in out if not d.loose], context)
    kept = [_hedged(d, context) for d in told if d.kind not in PIECES]
    return _bounded(_ranges(_same_day(kept, context), context), context)


def _joined(a: Draft, b: Draft, context: Context) -> Draft | None:
    """The two as one, or None."""
    gap = [context.kind(i) for i in range(a.last, b.first)] if b.first - a.last <= 2 else None
    if gap is None or b.kind in PIECES:
        return None
    if a.kind == "prefix":
        return _prefixed(a, b, context) if not gap else None
    if a.kind == "week_of":
        return _week_of(a, b) if not gap else None
    if a.kind == "eve":
        return _eve(a, b) if gap in ([], ["the"]) else None
    if b.kind == "part" and _is_day(a) and gap in ([], ["at"]):
        return _at_part(a, b, b.value)
    if b.kind == "part" and a.type == "TIME" and gap in ([], ["in"]) and a.kind in _DAYS and ":" in (a.value or ""):
        return _in_half(_over(a, b), b)
    if _is_overnight(a, context) and _is_day(b) and not gap:
        return _at_part(b, a, a.value)
    if a.kind == "part" and _is_day(b) and gap in ([], ["of"], ["on"]):
        return _at_part(b, a, a.value)
    if a.kind == "clock" and (_is_day(b) or _is_part(b)) and gap in ([], ["on"], ["comma"], ["comma", "on"], ["of"]):
        return _at_clock(b, a)
    if b.kind == "clock" and (_is_day(a) or _is_part(a)) and gap in ([], ["at"], ["comma"], ["comma", "at"]):
        return _at_clock(a, b)
    if a.kind == b.kind == "duration" and gap in ([], ["and"], ["comma"], ["comma", "and"]):
        return _summed(a, b)
    return None


def _summed(a: Draft, b: Draft) -> Draft | None:
    """"two years and three months", "an hour and 20 minutes": one length, the larger unit first."""
    one, two = _LENGTH.fullmatch(a.value or ""), _LENGTH.fullmatch(b.value or "")
    if one is None or two is None or a.type != b.type:
        return None
    clock_a, clock_b = one[2] is not None, two[2] is not None
    rank = _ORDER.index(("T" if clock_a else "") + one[4]), _ORDER.index(("T" if clock_b else "") + two[4])
    if rank[0] >= rank[1]:
        return None
    letters = two[3] + two[4] if clock_a == clock_b else (two[2] or "") + two[3] + two[4]
    return replace(_over(a, b), value=f"{a.value}{letters}")


def _hedged(item: Draft, context: Context) -> Draft:
    """Lengths begin with what makes them less exact: "*more than* three years", "*about* 20 minutes ago"."""
    is_clock = item.type == "TIME" and context.kind(item.first) in _FIGURES
    if item.kind not in _HEDGED and not is_clock:
        return item
    first = item.first
    another = context.word(first - 1).lower() == "another"
    if another or context.kind(first - 1) == "approx" or _is_excess(context, first):
        first -= 1
    if first == item.first and _is_the_length(item, context):
        first -= 1
    if first == item.first:
        return item
    return replace(item, first=first, span=(context.lexed.starts[first], item.span[1]))


def _is_the_length(item: Draft, context: Context) -> bool:
    """"in *the* 12 months to June": the article of a length, not of what lasts so long ("the two-week truce")."""
    ends = context.kind(item.first - 1), context.kind(item.last - 1)
    if item.kind != "duration" or ends not in (("the", "units"), ("these", "units")):
        return False
    token = context.token(context.lexed.starts[item.last - 1])
    return token is not None and token.dep not in ("compound", "amod", "nmod", "nummod", "poss", "npadvmod")


def _is_excess(context: Context, first: int) -> bool:
    """"for over two years", "of under a week": behind a preposition "over" is no preposition."""
    over = context.word(first - 1).lower() in ("over", "under", "around")
    return over and context.kind(first - 2) in ("for", "in", "of", "after", "within", "by", "at", "since", "to")


def _is_overnight(item: Draft, context: Context) -> bool:
    return item.last - item.first == 1 and context.word(item.first).lower() == "overnight"


def _in_half(clock: Draft, part: Draft) -> Draft:
    """"7:45 Friday evening": the part says which half of the day."""
    value = clock.value or ""
    hour = int(value[-5:-3])
    late = (part.value or "")[-2:] in ("AF", "EV", "NI") and 0 < hour < 12
    return replace(clock, value=f"{value[:-5]}{hour + 12 if late else hour:02}{value[-3:]}")


def _is_day(item: Draft) -> bool:
    exact = item.grain == "D" or item.kind in ("weekday", "day_word", "full_date")
    return item.type == "DATE" and item.kind != "that_day" and exact


def _is_part(item: Draft) -> bool:
    return item.type == "TIME" and item.kind in ("weekday", "day_word", "full_date", "day_part")


def _prefixed(a: Draft, b: Draft, context: Context) -> Draft | None:
    """"mid-March", "late 2022", "the end of May": as before but for the extent; "late on Tuesday": its night."""
    words = context.lexed.words(a.first, a.last)
    modifier = next((w.kind for w in words if w.kind in ("early", "late")), None)
    stretched = words[-1].kind in ("on", "in")
    if b.type in ("DURATION", "SET") or b.kind == "vague":
        return b
    if modifier and _is_day(b) and b.grain == "D" and b.value:
        part = "MO" if modifier == "early" else "NI"
        return replace(_from(a, b), type="TIME", value=f"{b.value}T{part}")
    if stretched or (words[-1].kind in ("earlier", "later") and b.kind not in _MAY_BE_EARLIER):
        return b
    return _from(a, b)


def _eve(a: Draft, b: Draft) -> Draft | None:
    """"the eve of Eid al-Fitr": the day before."""
    period = periods.day(shift(b.start, -1)) if b.start and b.type == "DATE" and (
        b.grain == "D" or b.kind == "holiday") else None
    if period is None:
        return None
    return replace(_from(a, b), value=period.value, start=period.first, end=period.last, grain="D")


def _week_of(a: Draft, b: Draft) -> Draft | None:
    """"the week of May 4": the week of that day."""
    period = periods.week(b.start) if b.grain == "D" and b.type == "DATE" else None  # no week is "of noon"
    if period is None:
        return None
    return replace(_from(a, b), value=period.value, start=period.first, end=period.last, grain="W")


def _at_part(day: Draft, part: Draft, value: str | None) -> Draft:
    """"Sunday night": the day's date and the part's letters."""
    letters = (value or "T")[-2:]
    return replace(_over(day, part), type="TIME", value=f"{day.value}T{letters}" if day.value and value else None)


def _at_clock(day: Draft, clock: Draft) -> Draft:
    """"10 pm on Friday": the day's date and the clock's time."""
    date = (day.value or "").split("T")[0]
    told = (clock.value or "").partition("T")[2].split("T")[-1]
    return replace(_over(day, clock), type="TIME", zone=clock.zone, value=f"{date}T{told}" if date and told else None)


def _over(a: Draft, b: Draft) -> Draft:
    """The first, over the words of both."""
    span = min(a.span[0], b.span[0]), max(a.span[1], b.span[1])
    return replace(a, span=span, first=min(a.first, b.first), last=max(a.last, b.last))


def _from(a: Draft, b: Draft) -> Draft:
    """The second, from where the first begins."""
    return replace(b, span=(a.span[0], b.span[1]), first=a.first)


def _same_day(drafts: list[Draft], context: Context) -> list[Draft]:
    """"at 3 p.m. (1200 GMT) on Friday": both hours are of the day behind the brackets."""
    out = list(drafts)
    for i in range(len(out) - 1):
        if out[i].kind == "clock_from" and out[i + 1].start and out[i].value:  # "between 6 and 8 p.m. *on Friday*"
            out[i] = _on_the_day_of(out[i], out[i + 1])
    for i in range(len(out) - 2):
        a, b, day = out[i : i + 3]
        gap = [context.word(j).lower() for j in range(b.last, day.first)]
        if a.kind == b.kind == "clock" and context.kind(b.first - 1) == "open" and _is_day(day) and (
                gap in ([")"], [")", "on"], [")", ",", "on"])):
            out[i], out[i + 1] = _on_the_day_of(a, day), _on_the_day_of(b, day)
    return out


def _on_the_day_of(clock: Draft, day: Draft) -> Draft:
    if day.start is None:
        return clock
    told = (clock.value or "T").split("T")[-1]
    return replace(clock, value=f"{day.start.isoformat()}T{told}", start=day.start, end=day.end)


def _ranges(drafts: list[Draft], context: Context) -> list[Draft]:
    """Pairs with "to", "and", "-" between them: shared years, ends after starts, and their bounds."""
    out = list(drafts)
    for i in range(len(out) - 1):
        a, b = out[i], out[i + 1]
        gap = [context.kind(j) for j in range(a.last, b.first)]
        if not gap or len(gap) > 2 or a.type not in ("DATE", "TIME") or b.type not in ("DATE", "TIME"):
            continue
        link = gap[0]
        if link == "dash" and len(gap) > 1:  # "March 22 - Syria today expelled …"
            continue
        if link in _RANGE or (link == "and" and context.kind(a.first - 1) == "between"):
            a, b = _same_year(a, b)
            b = _not_before(a, b)
            opened = link != "to" or context.kind(a.first - 1) == "from" or a.kind == b.kind
            out[i] = replace(a, bound=a.bound or ("from" if opened else None))
            out[i + 1] = replace(b, bound=b.bound or "until") if opened else b
        elif link in ("and", "comma"):
            out[i], out[i + 1] = _same_year(a, b)
    return out


def _same_year(a: Draft, b: Draft) -> tuple[Draft, Draft]:
    """"from July to December 2004": the year that only the second has."""
    if a.yearless is None or b.yearless is not None or b.start is None or b.kind not in ("month", "full_date"):
        return a, b
    for year in (b.start.year, b.start.year - 1):
        moved = _in_year(a, year)
        if moved.start and moved.start <= b.start:
            return moved, b
    return a, b


def _in_year(item: Draft, year: int) -> Draft:
    month, number = item.yearless or (1, 0)
    period = periods.day(day_of(year, month, number)) if number else periods.month(year, month)
    if period is None:
        return item
    return replace(item, value=period.value, start=period.first, end=period.last, grain=period.grain)


def _not_before(a: Draft, b: Draft) -> Draft:
    """The end of a range on or after its start: the next weekday, the next day, the next year."""
    if a.start is None or b.start is None or b.end is None:
        return b
    if b.kind == "clock" and a.type == "TIME" and b.type == "TIME" and (b.value or "") <= (a.value or ""):
        told = (b.value or "T").split("T")[-1]
        following = shift(a.start, 1)
        return replace(b, value=f"{following.isoformat()}T{told}", start=following, end=following) if following else b
    if b.start >= a.start:
        return b
    if b.kind == "weekday":
        steps = (b.start.toordinal() - a.start.toordinal()) % 7
        period = periods.day(shift(a.start, steps))
    elif b.yearless is not None:
        same_year = (a.start.month, a.start.day) <= (b.start.month, b.start.day)
        return _in_year(b, a.start.year + (not same_year))
    else:
        return b
    return replace(b, value=period.value, start=period.first, end=period.last) if period else b


def _bounded(drafts: list[Draft], context: Context) -> list[Draft]:
    return [d if d.bound else replace(d, bound=_bound(d, context)) for d in drafts]


def _bound(item: Draft, context: Context) -> str | None:
    """From the words in front, hedges passed over: "until at least Friday"."""
    if item.type in ("SET", "DURATION"):
        return None
    at = item.first - 1
    for _ in range(3):
        for length in range(_MAX_BOUND, 0, -1):
            words = " ".join(context.word(i).lower() for i in range(at - length + 1, at + 1))
            if words in context.calendar.bounds:
                return context.calendar.bounds[words]
        if context.word(at).lower() not in _HEDGES:
            break
        at -= 1
    return None
