"""Reading.document → Reading.places: each name of a place, and what it refers to.

Names are found against the gazetteer (`names`), resolved in the light of each other (`resolve`), and kept
where there is enough to say that they are places at all: the smaller the place, the more is asked for.
A place that no table has is kept with its words, and with the point of what holds it (`unknown`). What could be two
places is none, and is noted in `dropped`.
"""

from __future__ import annotations

from dataclasses import replace

from communique.knowledge import Knowledge
from communique.knowledge.gazetteer import PlaceEntry
from communique.places.names import Name, find_names
from communique.places.resolve import Places
from communique.places.unknown import unknown_places
from communique.records import Dropped, Place
from communique.stages import Reading

LARGE, WELL_KNOWN, MIDDLING, KNOWN = 1000, 300, 100, 30  # thousands of people


def find_places(reading: Reading, knowledge: Knowledge) -> Reading:
    """The report's places in the order of the text, and the names left open."""
    if reading.skip or not reading.document.tokens:
        return reading
    names, nations = find_names(reading, knowledge.gazetteer, knowledge.world.usage["name_links"])
    places = Places(reading.document, names, nations, knowledge.gazetteer)
    places.resolve()
    known = _known(names, places)
    found: list[Place] = []
    dropped: list[Dropped] = []
    clear: dict[int, tuple[int, PlaceEntry]] = {}
    shut: set[int] = set()
    for number, name in enumerate(names):
        entry = places.chosen.get(number)
        span = reading.document.span(name.first, name.last)
        if entry is not None and name.key in known:
            found.append(_place(span, entry))
            clear[name.first] = name.last, entry
        elif name.sure and not name.doubtful:
            dropped.append(Dropped("place", span, "ambiguous-place" if entry is None else "unlikely-place"))
            shut.update(range(name.first, name.last) if entry is None else ())
    found += unknown_places(reading.document, clear, frozenset(shut), knowledge.gazetteer)
    found.sort(key=lambda place: place.span)
    return replace(reading, places=tuple(found), dropped=(*reading.dropped, *dropped))


def _known(names: list[Name], places: Places) -> set[str]:
    """The keys of names that are places at least once in the report: "near Kidal" vouches for "visited Kidal"."""
    return {
        name.key for number, name in enumerate(names)
        if number in places.chosen and _enough(name, places.chosen[number], places)}


def _enough(name: Name, entry: PlaceEntry, places: Places) -> bool:
    """Whether the name is likely to be this place at all.

    "Kerry" is a town too; a place nobody has heard of, in a state that is not spoken of, needs both a
    preposition and the model's word for it.
    """
    context = places.context(name, entry)
    spoken_of = context > 0
    known = entry.people >= (MIDDLING if name.acted else WELL_KNOWN) or (name.acted and entry.by_hand)
    if name.doubtful and not (spoken_of and known):
        return False
    if entry.feature == "region" and entry.people and not entry.by_hand:  # a first-level division
        return name.sure and (spoken_of or name.division or entry.people >= LARGE)
    if entry.by_hand or entry.geonames is None or entry.feature in ("capital", "country", "territory"):
        return True
    if name.dateline or entry.people >= WELL_KNOWN:
        return True
    if entry.people >= KNOWN:
        alone = entry.people >= MIDDLING or len({e.country for e in name.entries}) == 1
        if not name.sure:  # "shelled El Fasher": the report must be about Sudan
            return alone and entry.people >= MIDDLING and context >= 4
        return spoken_of or alone or (name.locative and name.labelled)
    return name.sure and (spoken_of or (not places.spoken and name.locative and name.labelled))


def _place(span: tuple[int, int], entry: PlaceEntry) -> Place:
    lat, lon = round(entry.lat, 2), round(entry.lon, 2)
    return Place(span, entry.name, entry.country, entry.admin1, entry.feature, lat, lon, entry.geonames)
