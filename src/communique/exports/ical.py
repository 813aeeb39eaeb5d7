"""What lies ahead as a calendar (iCalendar, RFC 5545): a day or days for each scheduled event.

Without `status` in the request only what is scheduled and has not come true by another telling of the report; what was
called off is marked so where it is asked for. Nothing in the file depends on when it is made: the same record gives the
same bytes, and each entry keeps its UID, so that a calendar that reads the file again has nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import BinaryIO

from communique.exports.directed import number
from communique.exports.located import headline
from communique.exports.request import Request, Tally
from communique.exports.safe import clean
from communique.store.links import came_true
from communique.store.view import Row

BATCH = 500
WIDTH = 75  # octets of a line
STATUS = {"cancelled": "CANCELLED", "hypothetical": "TENTATIVE"}
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Communique//Agenda//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "X-WR-CALNAME:Agenda")


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The agenda of a request."""
    _put(out, HEAD)
    for event in _agenda(request, tally):
        _put(out, _entry(event))
        tally.rows += 1
    _put(out, ("END:VCALENDAR",))


def _agenda(request: Request, tally: Tally) -> Iterator[Row]:
    wanted = request.wanted
    if not wanted.status:
        wanted = replace(wanted, status="scheduled", typed=False)
    events = request.view.events(wanted)
    stories: set[int] = set()
    while batch := list(islice(events, BATCH)):
        done = set() if request.wanted.status else came_true(request.view, [event["id"] for event in batch])
        for event in batch:
            if reason := _unfit(event, done, stories):
                tally.left_out[reason] += 1
            else:
                yield event


def _unfit(event: Row, done: set[int], stories: set[int]) -> str | None:
    if event["id"] in done:
        return "that came true or were called off by another telling"
    if _day(event["start"]) is None:
        return "without a day"
    if event["story"] is not None:
        if event["story"] in stories:
            return "told by another report as well"
        stories.add(event["story"])
    return None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _entry(event: Row) -> list[str]:
    start = _day(event["start"]) or date.min
    end = max(_day(event["end"]) or start, start)
    sure = event["granularity"] in (None, "day")
    stamp = (_day(event["announced"]) or _day(event["published"]) or date(1970, 1, 1)).strftime("%Y%m%d")
    told = "\n".join(part for part in (event["sentence"], event["title"], event["publisher"], event["url"]) if part)
    where = ", ".join(part for part in (event["place"], event["place_admin1"], event["place_country"]) if part)
    uid = number(f"{event['report']}\0{event['event']}")
    made = ["BEGIN:VEVENT", f"UID:{uid:x}@communique", f"DTSTAMP:{stamp}T000000Z",
            f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{_next(end):%Y%m%d}",
            f"SUMMARY:{escaped(headline(event))}", f"DESCRIPTION:{escaped(told)}",
            f"STATUS:{STATUS.get(event['status'], 'CONFIRMED' if sure else 'TENTATIVE')}", "TRANSP:TRANSPARENT"]
    if where:
        made.append(f"LOCATION:{escaped(where)}")
    if event["lat"] is not None and event["lon"] is not None:
        made.append(f"GEO:{event['lat']};{event['lon']}")
    if event["type"]:
        made.append(f"CATEGORIES:{escaped(event['type'])}")
    if address := _address(event["url"]):
        made.append(f"URL:{address}")
    return [*made, "END:VEVENT"]


def _next(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def escaped(text: str) -> str:
    r"""A text value: backslash, semicolon, comma and line breaks escaped.

    >>> escaped("a, b; c\nd")
    'a\\, b\\; c\\nd'
    """
    plain = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text)
    plain = clean(plain).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n").replace("\t", " ")


def _address(url: str | None) -> str:
    """An address as a value: what no address can hold is written as %20 and its like."""
    return re.sub(r"[^\x21-\x7e]|[\"<>\\^`{|}]",
                  lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), url or "")


def folded(text: str) -> bytes:
    """A content line, cut into lines of 75 octets where no character is cut.

    >>> folded("A" * 80) == b"A" * 75 + b"\\r\\n " + b"A" * 5 + b"\\r\\n"
    True
    """
    left = text.encode()
    out: list[bytes] = []
    while len(left) > WIDTH - bool(out):
        cut = WIDTH - bool(out)
        while left[cut] & 0xC0 == 0x80:  # within a character
            cut -= 1
        out.append(left[:cut])
        left = left[cut:]
    return b"\r\n ".join([*out, left]) + b"\r\n"


def _put(out: BinaryIO, lines: Iterator[str] | tuple[str, ...] | list[str]) -> None:
    for one in lines:
        out.write(folded(one))
