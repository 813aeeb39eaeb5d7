"""Events with a point on the map, and what maps say of them."""

from __future__ import annotations

from collections.abc import Iterator

from communique.exports.request import Request, Tally
from communique.store.view import Row

NO_POINT = "without a point on the map"


def located(request: Request, tally: Tally) -> Iterator[Row]:
    """The events of a request that have a point; the others are tallied."""
    for event in request.view.events(request.wanted):
        if event["lat"] is None or event["lon"] is None:
            tally.left_out[NO_POINT] += 1
        else:
            tally.rows += 1
            yield event


def properties(event: Row) -> Row:
    """What is told of an event beside its point."""
    return {
        "id": event["id"], "report": event["report"], "event": event["event"], "day": event["day"],
        "start": event["start"], "end": event["end"], "type": event["type"], "mode": event["mode"],
        "status": event["status"], "plover": event["plover"], "cameo": event["cameo"], "quad": event["quad"],
        "intensity": event["intensity"], "contexts": event["contexts"].strip("|").replace("|", "; "),
        "sources": names(event["sources"]), "targets": names(event["targets"]),
        "sources_parties": "; ".join(side["party"] for side in event["sources"]),
        "targets_parties": "; ".join(side["party"] for side in event["targets"]),
        "place": event["place"], "place_country": event["place_country"], "geonames": event["geonames"],
        "confidence": event["confidence"], "outlets": event["outlets"], "sentence": event["sentence"],
        "published": event["published"], "publisher": event["publisher"], "title": event["title"],
        "url": event["url"]}


def names(sides: list[Row]) -> str:
    """The names of a side."""
    return "; ".join(side["name"] for side in sides)


def headline(event: Row) -> str:
    """An event in a few words: "Kenya – Uganda: CONSULT, visit"."""
    sides = " – ".join(part for part in (names(event["sources"]), names(event["targets"])) if part)
    act = ", ".join(part for part in (event["type"] or event["cameo"], event["mode"]) if part)
    return ": ".join(part for part in (sides, act) if part) or event["trigger"]
