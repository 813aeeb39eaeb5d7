"""A row of an event file → the record of a report that holds this one event.

The report's text is the sentence or the words that the row has for its evidence, and empty where it has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Json = dict[str, Any]


class BadRow(Exception):
    """A row that cannot be taken in. The message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A side as a row tells it. Without a role, a state is the state itself."""

    name: str
    code: str | None
    sector: str | None
    is_state: bool
    office: str | None = None

    def record(self, id: str) -> Json:
        """The actor of a record."""
        kind = ("state" if self.is_state else "person" if self.office else
                "organisation" if self.code in ("IGO", "NGO", "MNC") else "group")
        return {"id": id, "ref": self.code if self.is_state else None, "name": self.name, "kind": kind,
                "code": self.code, "sector": self.sector, "office": self.office, "wikidata": None, "mentions": [],
                "reasons": ["imported"]}


@dataclass(frozen=True, slots=True)
class Told:
    """What a row tells, in our terms."""

    id: str
    coder: str
    day: str
    source: Actor | None
    target: Actor | None
    type: str | None
    cameo: str | None
    quad: int | None
    intensity: float | None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    place: Json | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    text: str = ""


def record_of(told: Told) -> Json:
    """The record of a row."""
    sides = [side for side in (told.source, told.target) if side]
    ids = {side: f"a{n}" for n, side in enumerate(sides, 1)}
    whole = [0, len(told.text)]
    event = {
        "id": "e1", "type": told.type, "mode": told.mode, "contexts": list(told.contexts), "status": "happened",
        "start": told.day, "end": told.day, "granularity": "day", "plover": told.type, "cameo": told.cameo,
        "quad": told.quad, "intensity": told.intensity, "announced": None,
        "sources": [ids[told.source]] if told.source else [], "targets": [ids[told.target]] if told.target else [],
        "reciprocal": False, "place": 0 if told.place else None, "time_spans": [], "forums": [], "mechanism": None,
        "quantities": [], "reported_by": None, "same_as": [], "confidence": 1.0, "reasons": ["imported"],
        "sentence": whole, "trigger": whole, "also": [], "source_spans": [], "target_spans": []}
    return {
        "id": told.id, "date": told.published or told.day, "title": None, "url": told.url,
        "publisher": told.publisher, "byline": None, "language": told.language,
        "coder": {"version": told.coder, "model": None, "knowledge": None}, "text": told.text, "repairs": [],
        "posts": [], "actors": [side.record(id) for side, id in ids.items()], "times": [],
        "places": [{"span": whole, **told.place}] if told.place else [], "events": [event], "statements": [],
        "dropped": []}


def place_of(name: str, country: str | None, admin1: str | None, feature: str | None, lat: str, lon: str,
             geonames: str = "") -> Json | None:
    """A place of a record; None where the row has no name for one."""
    if not name:
        return None
    return {"name": name, "country": country, "admin1": admin1 or None, "feature": feature,
            "lat": number(lat, "latitude"), "lon": number(lon, "longitude"),
            "geonames": int(geonames) if geonames.isdigit() else None}


def number(value: str, what: str) -> float | None:
    """A number; None where the field is empty. Raises BadRow where it is something else."""
    try:
        found = float(value) if value else None
    except ValueError:
        found = float("nan")
    if found is not None and not abs(found) < 1e9:
        raise BadRow(f"{what} {value!r} is no number")
    return found


def day_of(value: str, form: str, what: str) -> str:
    """A day as YYYY-MM-DD. Raises BadRow where it is none."""
    try:
        found = date.fromisoformat(value[:10]) if form == "iso" else datetime.strptime(value, form).date()
    except ValueError as error:
        raise BadRow(f"{what} {value!r} is no day") from error
    return found.isoformat()
