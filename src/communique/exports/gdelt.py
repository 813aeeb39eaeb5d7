"""GDELT 2.0 Events (61 columns) and Mentions (16), tab-separated, without a header.

Actors have CAMEO codes (state and role), places FIPS codes. What the record does not have stays empty: religion and
ethnicity, tone, where the actors are.
"""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from communique.exports.codes import Codes, codes
from communique.exports.directed import Directed, directed
from communique.exports.request import Request, Tally
from communique.exports.safe import line
from communique.store.view import Row

NO_PLACE = ("",) * 8
CITY, WORLD_CITY, COUNTRY, US_STATE, WORLD_STATE = 3, 4, 1, 2, 5
COUNTRIES, DIVISIONS = ("country", "territory"), ("region",)
WEB = 1  # kind of mention


def write_events(request: Request, out: BinaryIO, tally: Tally) -> None:
    """The events of a request, a row for each direction."""
    known = codes()
    for row in directed(request, tally, by_cameo=True):
        out.write(line(_event(row, known)))
        tally.rows += 1


def write_mentions(request: Request, out: BinaryIO, tally: Tally) -> None:
    """Where the rows of `write_events` stand: one mention each."""
    for row in directed(request, tally, by_cameo=True):
        out.write(line(_mention(row)))
        tally.rows += 1


def _event(row: Directed, known: Codes) -> tuple[object, ...]:
    event, code = row.event, row.cameo
    return (
        row.id, *_dates(row.day), *_actor(row.source, known), *_actor(row.target, known),
        "", code, code[:3], code[:2], known.quads.get(code[:2], ""), known.goldstein(code),
        event["reports"], event["outlets"], event["reports"], "",
        *NO_PLACE, *NO_PLACE, *_place(event, known), _stamp(event["published"]), event["url"])


def _dates(day: date | None) -> tuple[object, ...]:
    if day is None:
        return ("",) * 4
    fraction = day.year + ((day.month - 1) * 30 + day.day) / 365
    return f"{day:%Y%m%d}", f"{day:%Y%m}", day.year, f"{fraction:.4f}"


def _actor(side: Row | None, known: Codes) -> tuple[object, ...]:
    """Code, name, country, three kinds of group, two religions, three roles."""
    if side is None:
        return ("",) * 10
    code = known.actor(side["code"], side["sector"], side["kind"])
    first, role = code[:3], code[3:]
    state = side["code"] in known.names
    return (code, str(side["name"]).upper(), first if state else "", "", "", "", "",
            role if state else first, "" if state else role, "")


def _place(event: Row, known: Codes) -> tuple[object, ...]:
    """Kind, full name, country, division, second division, degrees north and east, id."""
    if event["place"] is None:
        return NO_PLACE
    fips, name = known.fips.get(event["place_country"] or "", ""), known.country(event["place_country"])
    american, feature = event["place_country"] == "USA", event["place_feature"]
    if feature in COUNTRIES:
        return COUNTRY, event["place"], fips, fips, "", event["lat"], event["lon"], fips
    parts = [event["place"], event["place_admin1"], name]
    full = ", ".join(dict.fromkeys(part for part in parts if part))
    kind = (US_STATE if american else WORLD_STATE) if feature in DIVISIONS else CITY if american else WORLD_CITY
    return (kind, full, fips, known.division(event["place_country"], event["place_admin1"]), "",
            event["lat"], event["lon"], "")


def _stamp(day: str | None) -> str:
    """A day as GDELT's time stamp.

    >>> _stamp("2024-03-05"), _stamp(None)
    ('20240305000000', '')
    """
    return f"{day.replace('-', '')}000000" if day else ""


def _mention(row: Directed) -> tuple[object, ...]:
    event = row.event
    return (
        row.id, f"{row.day:%Y%m%d}000000" if row.day else "", _stamp(event["published"]), WEB, event["publisher"],
        event["url"] or event["report"], "", row.side("source", "start"), row.side("target", "start"),
        event["trigger_start"], 1, round(100 * event["confidence"]), "", "", "", event["sentence"])
