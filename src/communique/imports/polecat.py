"""A row of a POLECAT event file (40 columns, header)."""

from __future__ import annotations

import re

from communique.imports.records import Actor, BadRow, Told, day_of, number, place_of
from communique.imports.tables import Tables

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Primary Actor Sector", "Actor Title", "Recipient Name", "Recipient Country",
    "Primary Recipient Sector", "Recipient Title", "Placename", "City", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Feature Type", "Source", "Publication Date", "Language")
QUADS = {"VERBAL COOPERATION": 1, "MATERIAL COOPERATION": 2, "VERBAL CONFLICT": 3, "MATERIAL CONFLICT": 4}


def told(row: dict[str, str], known: Tables) -> Told:
    """What a row tells. Raises BadRow where it has no id, day or known type."""
    kind = known.ontology.types.get(row["Event Type"].upper())
    if kind is None:
        raise BadRow(f"Event Type {row['Event Type']!r} is no PLOVER type")
    if not row["Event ID"]:
        raise BadRow("the row has no Event ID")
    mode = row["Event Mode"].lower() or None
    contexts = tuple(part for part in re.split(r"[;,|]\s*", row["Contexts"].strip().lower()) if part)
    published = row["Publication Date"]
    return Told(
        id=f"polecat:{row['Event ID']}", coder="POLECAT", day=day_of(row["Event Date"], "iso", "Event Date"),
        source=_actor(row, "Actor", known), target=_actor(row, "Recipient", known), type=kind.name,
        cameo="042" if kind.name == "CONSULT" and mode == "visit" else kind.cameo,
        quad=QUADS.get(row["Quad Code"].upper(), kind.quad), intensity=number(row["Intensity"], "Intensity"),
        mode=mode, contexts=contexts,
        place=place_of(row["Placename"] or row["City"] or row["Country"], _state(row["Country"], known),
                       row["Province"], row["Feature Type"] or None, row["Latitude"], row["Longitude"],
                       row["GeoNames ID"]),
        published=day_of(published, "iso", "Publication Date") if published else None,
        publisher=row["Source"] or None, language=row["Language"] or None)


def _state(value: str, known: Tables) -> str | None:
    return known.cameo.get(value) or known.named.get(value.casefold())


def _actor(row: dict[str, str], side: str, known: Tables) -> Actor | None:
    name, country = row[f"{side} Name"], row[f"{side} Country"]
    if not name and not country:
        return None
    state = _state(country, known)
    sector = row[f"Primary {side} Sector"].upper()
    known_sector = sector if sector in known.ontology.sectors else None
    itself = state is not None and (not name or known.named.get(name.casefold()) == state)
    return Actor(name or country, state or known.bodies.get(country, (None, None))[0], known_sector, itself,
                 row[f"{side} Title"] or None)
