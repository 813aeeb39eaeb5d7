"""Lengths counted from a day that the text tells → the day they lead to: "two days before *Christmas*", "four months
after the *coup*" in a report that tells the coup's day.

The expression stays a length, as TIMEX3 has it; only its start and end are filled in. Which day an event has is read
off the words a date stands beside: "Sunday's *election*", "the 3 May *coup*", "the *vote* was held on 5 June". A
word with two days has none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from communique.stages import Token
from communique.text.dates import shift_units
from communique.times import periods
from communique.times.context import Context, Draft

_LENGTH = re.compile(r"P(T?)(\d+)([YMWDH])")
_NEAR = 3  # words between "before" and its day
_DETAIL = ("poss", "compound", "nummod", "amod", "nmod", "npadvmod", "appos")
_NOUNS = ("NOUN", "PROPN")


def counted_from(drafts: list[Draft], context: Context) -> list[Draft]:
    """The drafts, with days for lengths and eves that are counted from a known day."""
    if not any(_counts(d, context) for d in drafts):
        return drafts
    known = _known(drafts, context)
    return [_counted(d, drafts[i + 1 :], known, context) if _counts(d, context) else d for i, d in enumerate(drafts)]


def _counts(item: Draft, context: Context) -> bool:
    if item.kind in ("eve", "unit_from"):
        return True
    return item.type == "DURATION" and item.start is None and _way(item, context)[0] != 0


def _way(item: Draft, context: Context) -> tuple[int, int]:
    """-1 for before, 1 for after, 0 where nothing is counted from; and the word behind it."""
    if item.kind == "eve":
        return -1, item.last
    kind = context.kind(item.last)
    if kind == "before" or (context.word(item.last).lower() == "ahead" and context.kind(item.last + 1) == "of"):
        return -1, item.last + (1 if kind == "before" else 2)
    return (1, item.last + 1) if kind == "after" else (0, item.last)


def _counted(item: Draft, later: list[Draft], known: dict[str, date | None], context: Context) -> Draft:
    sign, behind = _way(item, context)
    base, end = _base(behind, [] if item.kind == "eve" else later, known, context)
    if later and end > later[0].span[0] and item.kind == "eve":
        return item
    if base is None:
        return item
    if item.kind == "eve":
        period = periods.day(shift_units(base, -1, "D"))
        return replace(item, kind="that_day", type="DATE", span=(item.span[0], end), value=period.value, grain="D",
                       start=period.first, end=period.last) if period else item
    length = _LENGTH.fullmatch(item.value or "")
    if length is None:
        return item
    count, unit = int(length[2]), length[3]
    if length[1]:
        count, unit = count // 24, "D"
    period = periods.around(shift_units(base, sign * count, unit), unit)
    if period is None:
        return item
    told = replace(item, start=period.first, end=period.last)
    return told if item.kind != "unit_from" else replace(told, kind="that_day", value=period.value, grain=period.grain)


def _base(behind: int, later: list[Draft], known: dict[str, date | None], context: Context) -> tuple[date | None, int]:
    """The day that is counted from and where its words end: a day told right behind, or that of the noun there."""
    following = later[0] if later else None
    if following and following.grain == "D" and following.start and following.first - behind <= _NEAR and (
            context.kind(following.first - 1) in ("before", "after", "the", "of") or following.first == behind):
        return following.start, following.span[1]
    noun = _noun_at(behind, context)
    return (known.get(_name(noun)), noun.start + len(noun.text)) if noun else (None, 0)


def _noun_at(behind: int, context: Context) -> Token | None:
    """The head of the noun phrase that starts at a word."""
    tokens = context.document.tokens
    for index in range(behind, min(behind + 2, len(context.lexed.starts))):
        token = context.token(context.lexed.starts[index])
        while token and token.dep in (*_DETAIL, "det") and token.head > token.index:
            token = tokens[token.head]
        if token and token.pos in _NOUNS:
            return token
    return None


def _known(drafts: list[Draft], context: Context) -> dict[str, date | None]:
    """Nouns that a day stands beside, each with its day; None where there are several."""
    out: dict[str, date | None] = {}
    for item in drafts:
        token = context.token(item.span[0]) if item.grain == "D" and item.start and item.kind != "clock" else None
        for name in _beside(token, context) if token else ():
            out[name] = item.start if out.get(name, item.start) == item.start else None
    return out


def _beside(token: Token, context: Context) -> list[str]:
    """The nouns a day belongs to: that of its group, one it is tied to with "on", the subject of a verb so tied."""
    tokens = context.document.tokens
    inner = token
    while token.dep in (*_DETAIL, "det") and token.head != token.index:
        token = tokens[token.head]
        if token.pos in _NOUNS and token.entity not in ("DATE", "TIME"):
            return [_name(token)]
    if token.dep == "pobj" and tokens[token.head].text.lower() in ("on", "of", "from", "for"):
        token = tokens[tokens[token.head].head]
    elif inner.dep == "npadvmod" or token.dep == "npadvmod":
        token = tokens[token.head]
    if token.pos in _NOUNS:
        return [_name(token)]
    happened = token.lemma.lower() in context.calendar.groups["held"]
    return [_name(t) for t in context.document.below(token.index, "nsubj", "nsubjpass") if happened and t.pos in _NOUNS]


def _name(token: Token) -> str:
    return token.lemma.lower()
