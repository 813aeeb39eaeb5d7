"""Events → rows from one source to one target, for the formats that know nothing else.

An event with two sources and three targets gives six rows. What each side does to the other is told in both
directions; a visit (042) has a host, so its other direction is 043. Those formats have no status: an event that was
denied or cancelled, that is told as history, or that may happen and whose code does not say so, is left out unless a
status is asked for. Each row has a number made of the report, the event and the sides: the same record gives the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from communique.exports.request import Request, Tally
from communique.store import EventFilter
from communique.store.view import Row

HOSTING = {"042": "043", "043": "042"}
AHEAD = ("scheduled", "hypothetical")
BITS = 53  # what R and JavaScript still take for a whole number


@dataclass(frozen=True, slots=True)
class Directed:
    """One row: an event, one side of each kind or none, the code in this direction, and a number for it."""

    id: int
    event: Row
    source: Row | None
    target: Row | None
    cameo: str
    day: date | None

    def side(self, role: str, name: str) -> str:
        """A field of the source or the target; nothing where there is none."""
        found = self.source if role == "source" else self.target
        return str((found or {}).get(name) or "")


def directed(request: Request, tally: Tally, *, by_cameo: bool) -> Iterator[Directed]:
    """The rows of a request. `by_cameo`: for a format of CAMEO codes, in which bare statements have theirs and a visit
    has two directions."""
    wanted = replace(request.wanted, typed=False) if by_cameo and not request.wanted.type else request.wanted
    for event in fitting(request, wanted, tally, by_cameo=by_cameo):
        yield from _rows(event, by_cameo)


def fitting(request: Request, wanted: EventFilter, tally: Tally, *, by_cameo: bool = False) -> Iterator[Row]:
    """The events that a format without a status can tell truly; the others are tallied."""
    for event in request.view.events(wanted):
        reason = _unfit(event, request, by_cameo)
        if reason:
            tally.left_out[reason] += 1
        else:
            yield event


def _unfit(event: Row, request: Request, by_cameo: bool) -> str | None:
    if by_cameo and not event["cameo"]:
        return "without a CAMEO code"
    if request.wanted.status or event["status"] in ("happened", "ongoing"):
        return None
    if event["status"] in AHEAD and event["plover"] != event["type"]:
        return None  # "will meet" is coded as the intent to meet
    return "denied, cancelled, history or only possible, which the format cannot say (--status takes them in)"


def _rows(event: Row, by_cameo: bool) -> Iterator[Directed]:
    sources, targets = event["sources"] or [None], event["targets"] or [None]
    code = event["cameo"] or ""
    back = code if event["reciprocal"] else HOSTING.get(code, "") if by_cameo else ""
    day = acted(event)
    for n, source in enumerate(sources):
        for m, target in enumerate(targets):
            key = f"{event['report']}\0{event['event']}\0{n}\0{m}\0"
            yield Directed(number(key), event, source, target, code, day)
            if (back or event["reciprocal"]) and source and target:
                yield Directed(number(key + "back"), event, target, source, back, day)


def acted(event: Row) -> date | None:
    """The day a row is of. What is intended is dated by the day on which it was made known, as its code has it."""
    said = event["status"] in AHEAD and event["plover"] != event["type"]
    value = (event["announced"] or event["published"]) if said else event["day"]
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def number(key: str) -> int:
    """A whole number that stands for some words.

    >>> number("a") == number("a"), number("a") == number("b"), number("a") < 2 ** 53
    (True, False, True)
    """
    return int.from_bytes(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:8], "big") >> (64 - BITS)


def words_of(event: Row, side: Row | None) -> str:
    """The words by which the sentence names a side; its name where the sentence is not kept."""
    if side is None:
        return ""
    sentence, begins = event["sentence"], event["sentence_start"]
    if sentence and side["start"] is not None and side["start"] >= begins and side["end"] <= begins + len(sentence):
        return str(sentence[side["start"] - begins:side["end"] - begins])
    return str(side["name"])
