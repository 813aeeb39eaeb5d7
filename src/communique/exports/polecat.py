"""POLECAT events: 40 columns, tab-separated, with a header. Types, modes, contexts and sectors are PLOVER's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from communique.exports.codes import Codes, codes
from communique.exports.directed import Directed, directed, words_of
from communique.exports.icews import placed
from communique.exports.request import Request, Tally
from communique.exports.safe import line
from communique.store.links import people, places_of
from communique.store.view import Row

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW",
    "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
    "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
    "Story Organizations", "Story Locations", "Language", "Version")
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
BATCH = 1000


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The events of a request, a row for each direction."""
    known = codes()
    out.write(line(COLUMNS))
    rows = directed(request, tally, by_cameo=False)
    for batch in _batched(rows):
        stories = {row.event["report"] for row in batch}
        who, where = people(request.view, stories), places_of(request.view, stories)
        for row in batch:
            report = row.event["report"]
            out.write(line((*_row(row, known), *_story(who.get(report, []), where.get(report, [])),
                            row.event["language"], f"Communique {row.event['coder_version'] or ''}".strip())))
            tally.rows += 1


def _batched(rows: Iterator[Directed]) -> Iterator[list[Directed]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _row(row: Directed, known: Codes) -> tuple[object, ...]:
    event = row.event
    kind = event["plover"] or ""
    mode = event["mode"] if event["plover"] == event["type"] else ""  # the mode is of the act, not of the code
    day = row.day or ""
    return (
        f"{day:%Y%m%d}-{row.id:x}_{kind}" if row.day else f"{row.id:x}_{kind}", day, kind, mode, event["intensity"],
        QUADS.get(event["quad"], ""), event["contexts"].strip("|").replace("|", ";"),
        *_actor(event, row.source, known), *_actor(event, row.target, known),
        event["place"], *placed(row, known), event["geonames"], "", event["place_feature"],
        event["publisher"], event["published"])


def _actor(event: Row, side: Row | None, known: Codes) -> tuple[str, ...]:
    if side is None:
        return ("",) * 8
    code, sector = side["code"] or "", side["sector"] or ""
    return (side["name"], code, known.cow.get(code, ""), sector, sector, side["office"] or "",
            words_of(event, side), "")


def _story(who: list[tuple[str, str]], where: list[str]) -> tuple[str, str, str]:
    return (";".join(name for kind, name in who if kind == "person"),
            ";".join(name for kind, name in who if kind in ("organisation", "group")), ";".join(where))
