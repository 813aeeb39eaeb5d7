"""A row of an ICEWS event file (20 columns, header). Its text is the name of the code: it has no other words."""

from __future__ import annotations

from communique.imports.records import Actor, BadRow, Told, day_of, number, place_of
from communique.imports.tables import Tables

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude")
VISITS = ("042", "043")


def told(row: dict[str, str], known: Tables) -> Told:
    """What a row tells. Raises BadRow where it has no id, day or known code."""
    code = row["CAMEO Code"]
    if code not in known.ontology.cameo and code.zfill(len(code) + 1) in known.ontology.cameo:
        code = code.zfill(len(code) + 1)  # a spreadsheet has taken the zero: 42 is 042
    if code not in known.ontology.cameo:
        raise BadRow(f"CAMEO Code {row['CAMEO Code']!r} is no CAMEO code")
    if not row["Event ID"]:
        raise BadRow("the row has no Event ID")
    kind = known.ontology.type_of(code)
    city = row["City"] or row["Province"] or row["Country"]
    feature = "city" if row["City"] else "region" if row["Province"] else "country"
    return Told(
        id=f"icews:{row['Event ID']}", coder="ICEWS", day=day_of(row["Event Date"], "iso", "Event Date"),
        source=_actor(row, "Source", known), target=_actor(row, "Target", known), type=kind, cameo=code,
        quad=known.ontology.quad(kind), intensity=number(row["Intensity"], "Intensity"),
        mode="visit" if code in VISITS else None,
        place=place_of(city, known.named.get(row["Country"].casefold()), row["Province"], feature, row["Latitude"],
                       row["Longitude"]),
        publisher=row["Publisher"] or None, text=row["Event Text"])


def _actor(row: dict[str, str], side: str, known: Tables) -> Actor | None:
    name, country = row[f"{side} Name"], row[f"{side} Country"]
    if not name:
        return None
    state = known.named.get(country.casefold())
    sectors = [known.sectors.get(part.strip().casefold()) for part in row[f"{side} Sectors"].split(",")]
    itself = name.casefold() == country.casefold() or known.named.get(name.casefold()) == state is not None
    sector = next((one for one in sectors if one), None)
    body = "IGO" if state is None and "international government" in row[f"{side} Sectors"].casefold() else None
    return Actor(name, state or body, sector, itself)
