"""Names of places → what they may be: `data/places/*.tsv` and the states of `data/world/states.tsv`.

The cities are 69,000 rows; of these only the names are read at the start, and a row is parsed when its
name is looked up. Names are compared without accents, case, hyphens, dots and apostrophes ("Deir el-Balah"
is "Deir al Balah" only where the table says so, but "Sana'a" is "Sanaa" and "MALMÖ" "Malmo").
A place written by hand stands for the city of the same name next to it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from communique.knowledge.files import Files, Row, words

FEATURES = (
    "country", "territory", "capital", "city", "village", "district", "region", "continent", "island", "mountains",
    "sea", "ocean", "strait", "canal", "river", "lake", "cape", "dam", "line", "venue", "base", "camp", "airport",
    "border crossing")
TOWN = 100.0  # thousands of people
NEAR = 0.6  # degrees: a hand-made place and a city of the same name as close as this are one
_STRIP = str.maketrans({"-": " ", "'": None, ".": None, "’": None, "ʼ": None, "\n": " "})
_STATE_COLUMNS = ("iso2", "names", "adjectives", "peoples", "capital", "wikidata", "kind")
_CITY_COLUMNS = ("names", "display", "country", "admin1", "lat", "lon", "people", "geonames")
_COLUMNS = ("country", "lat", "lon", "feature", "admin1", "names")


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """Something a name may refer to. `people` in thousands; `country` None for seas and disputed ground."""

    name: str
    country: str | None
    admin1: str | None
    feature: str
    lat: float
    lon: float
    people: float = 0.0
    geonames: int | None = None
    by_hand: bool = False  # known beyond its size


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names of places. Use `lookup`, `country_of` and the word lists of `places/words.yaml`."""

    hand: dict[str, tuple[PlaceEntry, ...]]  # key → states, regions, waters, venues, divisions
    cities: dict[str, tuple[int, ...]]  # key → rows of `rows`
    rows: tuple[str, ...]
    divisions: dict[str, str]  # "UKR.07" → "Kharkiv"
    capitals: frozenset[tuple[str, str]]  # (country, key of its capital)
    nations: dict[str, str]  # "Russian", "Russians", "Russia" → RUS, as written
    short: frozenset[str]  # keys of abbreviations: "us" counts only as "US"
    vocabulary: dict[str, frozenset[str]]  # kind of word → words, see places/words.yaml
    hints: dict[str, str]  # "Catalan", "Boko Haram" → the state a text with them is likely to speak of
    longest: int  # words in the longest name

    def lookup(self, name: str) -> tuple[PlaceEntry, ...]:
        """All that a name may refer to, in no order. "Tripoli" gives the Libyan and the Lebanese city."""
        wanted = key(name)
        found = self.hand.get(wanted, ())
        rows = self.cities.get(wanted)
        if not rows:
            return found
        cities = [self._city(self.rows[row], wanted) for row in rows]
        merged = [_merged(entry, cities) for entry in found]
        taken = {entry.geonames for entry in merged}
        return (*merged, *(city for city in cities if city.geonames not in taken))

    def knows(self, wanted: str) -> bool:
        """Whether anything has this key."""
        return wanted in self.hand or wanted in self.cities

    def country_of(self, name: str) -> str | None:
        """The state that a name, an adjective or a people stands for, spelled as in the table.

        "Emirati" → ARE. Abbreviations keep their case, and "Polish" is not "polish".
        """
        return self.nations.get(name)

    def _city(self, row: str, wanted: str) -> PlaceEntry:
        names, display, country, admin1, lat, lon, people, geonames = row.split("\t")
        name = display or names.partition("|")[0]
        capital = (country, wanted) in self.capitals or (country, key(name)) in self.capitals
        feature = "capital" if capital and float(people) > 1 else "city"
        return PlaceEntry(
            name, country, self.divisions.get(f"{country}.{admin1}"), feature, float(lat), float(lon), float(people),
            int(geonames))


def key(name: str) -> str:
    """The form under which names are compared.

    >>> key("N'Djamena"), key("Deir ez-Zor"), key("Malmö"), key("U.S.")
    ('ndjamena', 'deir ez zor', 'malmo', 'us')
    """
    if not name.isascii():
        name = name.translate(_LETTERS)
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return name.lower().translate(_STRIP)


_LETTERS = str.maketrans("øØłŁđĐıİßþðÐʼ’‘`", "oOlLdDiIspdD''''") | {ord("æ"): "a", ord("ə"): "a", ord("Ə"): "A"}


def load(files: Files) -> Gazetteer:
    """The gazetteer in these files. A row without a known feature or with a point off the globe is a mistake."""
    states = files.tsv("world/states", required=("code", "name", "lat", "lon"), optional=_STATE_COLUMNS)
    divisions = files.tsv("places/admin1", required=("code", "name", "country", "lat", "lon", "people"))
    rows = _city_rows(files)
    hand: dict[str, tuple[PlaceEntry, ...]] = {}
    for state in states:
        _add(hand, _state(files, state), (state["name"], *words(state.get("names"))))
    for table in ("regions", "waters", "venues"):
        for row in files.tsv(f"places/{table}", required=("name", "feature", "lat", "lon"), optional=_COLUMNS):
            if _good(files, row):
                _add(hand, _place(row), (row["name"], *words(row.get("names"))))
    for row in files.tsv("places/towns", required=("name", "feature", "lat", "lon"), optional=(*_COLUMNS, "geonames")):
        if _good(files, row):
            _add(hand, _town(row), (row["name"], *words(row.get("names"))))
    for row in divisions:
        _add_division(files, hand, row)
    nations, short = _nations(states)
    vocabulary = {row["kind"]: frozenset(words(row["words"]))
                  for row in files.yaml("places/words", required=("kind", "words"), optional=("comment",))}
    return Gazetteer(
        hand, _index(rows), rows, {f"{d['country']}.{d['code'][3:]}": d["name"] for d in divisions}, _capitals(states),
        nations, short, vocabulary, _hints(vocabulary), longest=6)


def _hints(vocabulary: dict[str, frozenset[str]]) -> dict[str, str]:
    """Words of the kinds "speaks of ESP", by word."""
    start = "speaks of "
    return {w: kind.removeprefix(start) for kind, said in vocabulary.items() if kind.startswith(start) for w in said}


def _city_rows(files: Files) -> tuple[str, ...]:
    lines: list[str] = []
    for path in files.paths("places/cities", ".tsv"):
        table = files.text(path).split("\n")
        ours = path.is_relative_to(files.folders[0])  # generated, long, and known to be right
        lines += [line for number, line in enumerate(table, 1) if line and not line.startswith("#")
                  and (ours or _is_city(files, f"{files.name(path)}:{number}", line))]
    return tuple(lines)


def _is_city(files: Files, where: str, line: str) -> bool:
    cells = line.split("\t")
    row = Row(zip(_CITY_COLUMNS, cells, strict=False))
    row.where = where
    if len(cells) != len(_CITY_COLUMNS):
        remedy = f"Give {', '.join(_CITY_COLUMNS)}, without a header"
        files.problem(row, f"{len(cells)} cells, not {len(_CITY_COLUMNS)}", remedy)
        return False
    before = len(files.problems)
    if not row["geonames"].isdecimal():
        files.problem(row, f"geonames {row['geonames']!r} is no number of GeoNames", "Write 0 where it has none")
    for name in ("lat", "lon", "people"):
        files.number(row, name)
    return len(files.problems) == before


def _index(rows: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Key → row numbers. All names go through the key's translation at once: that is what makes it fast."""
    heads = "\n".join([row[: row.index("\t")] for row in rows]).lower()
    table = {code: to for code, to in _STRIP.items() if code != ord("\n")}
    out: dict[str, tuple[int, ...]] = {}
    for number, names in enumerate(heads.translate(table).split("\n")):
        for name in names.split("|"):
            if name not in out:
                out[name] = (number,)
            elif out[name][-1] != number:
                out[name] = (*out[name], number)
    return out


def _add(hand: dict[str, tuple[PlaceEntry, ...]], entry: PlaceEntry, names: tuple[str, ...]) -> None:
    for wanted in {key(name) for name in names}:
        hand[wanted] = (*hand.get(wanted, ()), entry)


def _point(files: Files, row: Row) -> tuple[float, float]:
    return files.number(row, "lat"), files.number(row, "lon")


def _state(files: Files, row: Row) -> PlaceEntry:
    feature = "territory" if row.get("kind") == "territory" else "country"
    return PlaceEntry(row["name"], row["code"], None, feature, *_point(files, row))


def _place(row: Row) -> PlaceEntry:
    country, admin1 = row.get("country") or None, row.get("admin1") or None
    return PlaceEntry(row["name"], country, admin1, row["feature"], float(row["lat"]), float(row["lon"]), by_hand=True)


def _town(row: Row) -> PlaceEntry:
    """A town that news names more than its size says; it is weighed as one of 100,000."""
    number = int(row["geonames"]) if row.get("geonames", "").isdecimal() else None
    return replace(_place(row), by_hand=False, people=TOWN, geonames=number)


def _good(files: Files, row: Row) -> bool:
    lat, lon = files.number(row, "lat", 999), files.number(row, "lon", 999)
    if abs(lat) > 90 or abs(lon) > 180:
        message = f"{row['lat']}, {row['lon']} is no point on the globe"
        files.problem(row, message, "Give latitude and longitude in degrees")
        return False
    return files.known(row, "feature", row["feature"], FEATURES)


def _add_division(files: Files, hand: dict[str, tuple[PlaceEntry, ...]], row: Row) -> None:
    """A first-level division, unless a region of that name was written by hand."""
    entry = PlaceEntry(
        row["name"], row["country"], row["name"], "region", *_point(files, row), files.number(row, "people"))
    others = hand.get(key(entry.name), ())
    if not any(other.country == entry.country or _close(other, entry, 2.5) for other in others):
        _add(hand, entry, (row["name"],))


def _merged(entry: PlaceEntry, cities: list[PlaceEntry]) -> PlaceEntry:
    """A hand-made place with the people and the number of the city it is."""
    if entry.feature not in ("city", "village", "district", "camp", "border crossing", "territory", "country"):
        return entry
    for city in cities:
        if entry.geonames not in (None, city.geonames):
            continue
        same = entry.country in (None, city.country)
        if same and _close(city, entry, NEAR):
            people, admin1 = max(city.people, entry.people), entry.admin1 or city.admin1
            return replace(entry, people=people, geonames=city.geonames, admin1=admin1)
    return entry


def _close(one: PlaceEntry, other: PlaceEntry, degrees: float) -> bool:
    return abs(one.lat - other.lat) < degrees and abs(one.lon - other.lon) < degrees


def _capitals(states: list[Row]) -> frozenset[tuple[str, str]]:
    return frozenset((row["code"], key(row["capital"])) for row in states if row.get("capital"))


def _nations(states: list[Row]) -> tuple[dict[str, str], frozenset[str]]:
    nations: dict[str, str] = {}
    short = set()
    for row in states:
        named = (row["name"], *words(row.get("names")))
        for name in (*named, *words(row.get("adjectives")), *words(row.get("peoples"))):
            nations.setdefault(name, row["code"])
        short |= {key(name) for name in named if name.replace(".", "").isupper()}
    return nations, frozenset(short)
