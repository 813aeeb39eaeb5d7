"""ICEWS events: 20 columns, tab-separated, with a header. Sectors and countries go by their names."""

from __future__ import annotations

from typing import BinaryIO

from communique.exports.codes import Codes, codes
from communique.exports.directed import Directed, directed
from communique.exports.request import Request, Tally
from communique.exports.safe import line

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude")
LARGE = ("country", "territory", "region", "continent", "sea", "ocean")


def write(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The events of a request, a row for each direction."""
    known = codes()
    out.write(line(COLUMNS))
    for row in directed(request, tally, by_cameo=True):
        out.write(line(_row(row, known)))
        tally.rows += 1


def _row(row: Directed, known: Codes) -> tuple[object, ...]:
    event = row.event
    return (
        row.id, row.day, row.side("source", "name"), *_who(row, "source", known), known.acts.get(row.cameo, ""),
        row.cameo, known.goldstein(row.cameo), row.side("target", "name"), *_who(row, "target", known),
        event["report"], "", event["publisher"], *placed(row, known))


def _who(row: Directed, role: str, known: Codes) -> tuple[str, str]:
    return known.sectors.get(row.side(role, "sector"), ""), known.country(row.side(role, "code"))


def placed(row: Directed, known: Codes) -> tuple[object, ...]:
    """City, district, province, country, latitude and longitude of a row."""
    event = row.event
    city = event["place"] if event["place_feature"] not in LARGE else ""
    province = event["place"] if event["place_feature"] == "region" else event["place_admin1"]
    return city, "", province, known.country(event["place_country"]), event["lat"], event["lon"]
