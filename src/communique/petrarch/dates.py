"""Date restrictions → spells that do not overlap.

`<20080120`, `>20130119` and `20080120-20121109` hold on the days named too. Years of two figures: 00 to 30 are 20xx,
the others 19xx. Of two restrictions that hold on one day the one written first counts; where none holds, the default.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_CODE = re.compile(r"\[\s*([^\s\[\]<>]*)\s*([^\[\]]*)\]")
FIRST, LAST = date(1, 1, 2), date(9999, 12, 30)


@dataclass(frozen=True, slots=True)
class Restriction:
    """A code and the days it holds on; both open: the default."""

    code: str
    start: date
    end: date

    @property
    def default(self) -> bool:
        return (self.start, self.end) == (FIRST, LAST)


@dataclass(frozen=True, slots=True)
class Period:
    """A code from one day to another, both included; None where it is open."""

    code: str
    start: str | None
    end: str | None


def restrictions(text: str) -> list[Restriction]:
    """All codes in brackets with their days. Raises ValueError with what is wrong.

    >>> [found] = restrictions("[EGYELI >20110211]")
    >>> found.code, found.start.isoformat()
    ('EGYELI', '2011-02-11')
    """
    found = [_restriction(code, days.strip()) for code, days in _CODE.findall(text)]
    if not found or text.count("[") != len(found) or text.count("]") != len(found):
        raise ValueError("brackets without a code")
    return found


def _restriction(code: str, days: str) -> Restriction:
    if re.fullmatch(r"[\d-]*", code) and code.strip("-"):
        raise ValueError("dates without a code")
    if not days:
        return Restriction(code, FIRST, LAST)
    if found := re.fullmatch(r"<\s*(\d+)", days):
        return Restriction(code, FIRST, day(found[1]))
    if found := re.fullmatch(r">\s*(\d+)", days):
        return Restriction(code, day(found[1]), LAST)
    if found := re.fullmatch(r"(\d+)\s*-\s*(\d+)", days):
        start, end = day(found[1]), day(found[2])
        if start > end:
            raise ValueError(f"it ends before it begins ({days})")
        return Restriction(code, start, end)
    raise ValueError(f"{days!r} is no date restriction")


def day(figures: str) -> date:
    """A day in eight figures, or six with a year of two. Raises ValueError.

    >>> day("070723").isoformat(), day("450703").isoformat(), day("18970101").isoformat()
    ('2007-07-23', '1945-07-03', '1897-01-01')
    """
    if len(figures) not in (6, 8):
        raise ValueError(f"{figures} is no day: write eight figures")
    year = int(figures[:-4])
    if len(figures) == 6:
        year += 2000 if year <= 30 else 1900
    try:
        return date(year, int(figures[-4:-2]), int(figures[-2:]))
    except ValueError as error:
        raise ValueError(f"{figures} is no day") from error


def periods(codes: list[Restriction], on: date | None = None) -> list[Period]:
    """What the code is from day to day, oldest first; with `on` only the period of that day, and without its days."""
    dated = [code for code in codes if not code.default]
    default = next((code.code for code in reversed(codes) if code.default), "")
    if on is not None:
        return [Period(_code_on(dated, default, on), None, None)]
    cuts = {FIRST, *(c.start for c in dated), *(c.end + timedelta(days=1) for c in dated if c.end != LAST)}
    out: list[Period] = []
    starts = sorted(cuts)
    for at, start in enumerate(starts):
        end = starts[at + 1] - timedelta(days=1) if at + 1 < len(starts) else None
        code = _code_on(dated, default, start)
        since = None if start == FIRST else start.isoformat()
        if out and out[-1].code == code:
            out[-1] = Period(code, out[-1].start, end.isoformat() if end else None)
        else:
            out.append(Period(code, since, end.isoformat() if end else None))
    return out


def _code_on(dated: list[Restriction], default: str, on: date) -> str:
    return next((code.code for code in dated if code.start <= on <= code.end), default)
