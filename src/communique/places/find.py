"""Reading.document → Reading.places: each name of a place, and what it refers to.

Names are found against the gazetteer (`names`), resolved in the light of each other (`resolve`), and kept
where there is enough to say that they are places at all: the smaller the place, the more is asked for.
A place the model sees after "in" or "near" and no table has is kept with its name alone. What could be two
places is none, and is noted in `dropped`.
"""

from __future__ import annotations

from dataclasses import replace

from communique.knowledge import Knowledge
from communique.knowledge.gazetteer import PlaceEntry
from communique.places.names import Name, find_names, unknown_names
from communique.places.resolve import Places
from communique.records import Dropped, Place
from communique.stages import Reading

WELL_KNOWN, KNOWN = 300, 30  # thousands of people


def find_places(reading: Reading, knowledge: Knowledge) -> Reading:
    """The report's places in the order of the text, and the names left open."""
    if reading.skip or not reading.document.tokens:
        return reading
    names, nations = find_names(reading, knowledge.gazetteer)
    places = Places(reading.document, names, nations, knowledge.gazetteer)
    places.resolve()
    found: list[Place] = []
    dropped: list[Dropped] = []
    for number, name in enumerate(names):
        entry = places.chosen.get(number)
        span = reading.document.span(name.first, name.last)
        if entry is None and name.sure:
            dropped.append(Dropped("place", span, "ambiguous-place"))
        elif entry is not None and _enough(name, entry, places):
            found.append(_place(span, entry))
        elif entry is not None and name.sure:
            dropped.append(Dropped("place", span, "unlikely-place"))
    for first, last in unknown_names(reading, names, knowledge.gazetteer):
        found.append(Place(reading.document.span(first, last), reading.document.words(first, last), None, None, None, None, None, None))
    found.sort(key=lambda place: place.span)
    return replace(reading, places=tuple(found), dropped=(*reading.dropped, *dropped))


def _enough(name: Name, entry: PlaceEntry, places: Places) -> bool:
    """Whether the name is likely to be this place at all.

    "Kerry" is a town too; a place nobody has heard of, in a state that is not spoken of, needs both a
    preposition and the model's word for it.
    """
    if entry.geonames is None or entry.feature in ("capital", "country", "territory") or entry.people >= WELL_KNOWN:
        return True
    if name.dateline:
        return True
    spoken_of = places.context(name, entry) > 0
    if entry.people >= KNOWN:
        return name.sure and (spoken_of or (name.locative and name.labelled))
    return spoken_of and name.sure or (name.locative and name.labelled and len(name.entries) == 1)


def _place(span: tuple[int, int], entry: PlaceEntry) -> Place:
    return Place(
        span, entry.name, entry.country, entry.admin1, entry.feature, round(entry.lat, 2), round(entry.lon, 2), entry.geonames)
