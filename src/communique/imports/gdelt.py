"""A row of GDELT 2.0 Events (61 fields, no header)."""

from __future__ import annotations

from urllib.parse import urlsplit

from communique.imports.records import Actor, BadRow, Told, day_of, number, place_of
from communique.imports.tables import Tables

ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
         "Type2Code", "Type3Code")
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *(f"Actor1{name}" for name in ACTOR),
    *(f"Actor2{name}" for name in ACTOR), "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
    "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone", *(f"Actor1Geo_{name}" for name in GEO),
    *(f"Actor2Geo_{name}" for name in GEO), *(f"ActionGeo_{name}" for name in GEO), "DATEADDED", "SOURCEURL")
FEATURES = {"1": "country", "2": "region", "3": "city", "4": "city", "5": "region"}
VISITS = ("042", "043")


def told(row: dict[str, str], known: Tables) -> Told:
    """What a row tells. Raises BadRow where it has no id, day or known code."""
    code = row["EventCode"]
    if code not in known.ontology.cameo:
        raise BadRow(f"EventCode {code!r} is no CAMEO code")
    if not row["GLOBALEVENTID"].isdigit():
        raise BadRow(f"GLOBALEVENTID {row['GLOBALEVENTID']!r} is no number")
    added, url = row["DATEADDED"], row["SOURCEURL"] or None
    parts = [part.strip() for part in row["ActionGeo_FullName"].split(",")]
    return Told(
        id=f"gdelt:{row['GLOBALEVENTID']}", coder="GDELT 2.0", day=day_of(row["SQLDATE"], "%Y%m%d", "SQLDATE"),
        source=_actor(row, "Actor1", known), target=_actor(row, "Actor2", known), type=known.ontology.type_of(code),
        cameo=code, quad=int(row["QuadClass"]) if row["QuadClass"] in ("1", "2", "3", "4") else None,
        intensity=number(row["GoldsteinScale"], "GoldsteinScale"), mode="visit" if code in VISITS else None,
        place=place_of(parts[0], known.fips.get(row["ActionGeo_CountryCode"]), parts[1] if len(parts) > 2 else None,
                       FEATURES.get(row["ActionGeo_Type"]), row["ActionGeo_Lat"], row["ActionGeo_Long"]),
        published=day_of(added[:8], "%Y%m%d", "DATEADDED") if added else None, url=url,
        publisher=_host(url))


def _actor(row: dict[str, str], side: str, known: Tables) -> Actor | None:
    code, name = row[f"{side}Code"], row[f"{side}Name"]
    if not code and not name:
        return None
    state = known.cameo.get(row[f"{side}CountryCode"]) or known.cameo.get(code[:3])
    body, sector = known.bodies.get(code[:3], (None, None))
    roles = [row[f"{side}Type{n}Code"] for n in (1, 2, 3)] + [code[at:at + 3] for at in range(3, len(code), 3)]
    role = next((known.roles[one] for one in roles if one in known.roles), sector)
    return Actor(name or code, state or body, role, bool(state) and role is None)


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None
