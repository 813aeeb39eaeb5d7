"""Phoenix events: 26 columns, tab-separated, without a header."""

from __future__ import annotations

from typing import BinaryIO

from communique.exports.codes import Codes, codes
from communique.exports.directed import Directed, directed
from communique.exports.request import Request, Tally
from communique.exports.safe import line
from communique.store.view import Row

STATEMENTS = ("01", "02")  # quad class 0, neutral, in Phoenix


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The events of a request, a row for each direction."""
    known = codes()
    for row in directed(request, tally, by_cameo=True):
        out.write(line(_row(row, known)))
        tally.rows += 1


def _row(row: Directed, known: Codes) -> tuple[object, ...]:
    event, root = row.event, row.cameo[:2]
    day = row.day
    dates = (f"{day:%Y%m%d}", day.year, f"{day:%m}", f"{day:%d}") if day else ("",) * 4
    return (
        row.id, *dates, *_actor(row.source, known), *_actor(row.target, known), row.cameo, root,
        0 if root in STATEMENTS else known.quads.get(root, ""), known.goldstein(row.cameo),
        event["contexts"].strip("|").replace("|", ";"), event["lat"], event["lon"], event["place"],
        known.country(event["place_country"]), event["place_admin1"], f"{event['report']}_{event['sentence_start']}",
        event["url"], event["publisher"])


def _actor(side: Row | None, known: Codes) -> tuple[str, str, str, str]:
    """Whole code, state or body, role, further attribute."""
    if side is None:
        return ("",) * 4
    code = known.actor(side["code"], side["sector"], side["kind"])
    return code, code[:3], code[3:6], code[6:]
