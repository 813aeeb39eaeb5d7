"""Names of places in context, and what they stand for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import yaml

from communique.analyse.analyse import parse
from communique.analyse.model import Parser, load_parser
from communique.knowledge import Knowledge
from communique.knowledge.files import files
from communique.knowledge.gazetteer import Gazetteer, key, load
from communique.places import find_places
from communique.records import Place, Report
from communique.stages import Reading

CASES = yaml.safe_load((Path(__file__).parent / "toponyms.yaml").read_text(encoding="utf-8"))


@cache
def gazetteer() -> Gazetteer:
    return load(files())


@cache
def parser() -> Parser:
    return load_parser()


def read(text: str) -> Reading:
    dateline = (0, text.index(" (Agency)")) if " (Agency) -" in text else None
    reading = Reading(Report("t", text), text=text, document=parse(text, parser()), dateline=dateline)
    world = SimpleNamespace(usage={"name_links": frozenset({"da"})})
    return find_places(reading, cast(Knowledge, SimpleNamespace(gazetteer=gazetteer(), world=world)))


def at(reading: Reading, words: str) -> Place | None:
    """The place that begins where these words begin."""
    start = reading.text.index(words)
    return next((place for place in reading.places if place.span[0] <= start < place.span[1]), None)


@pytest.mark.parametrize("case", CASES, ids=[case["label"].replace(" ", "-") for case in CASES])
def test_toponym_in_context(case: dict[str, Any]) -> None:
    """A name stands for the place its context makes of it, or for none."""
    place = at(read(case["text"]), case["mark"])
    if case["expect"] == "none":
        assert place is None
        return
    name, country = case["expect"].rsplit(" ", 1)
    assert place is not None
    assert place.country == (None if country == "null" else country)
    assert place.feature == case.get("feature", place.feature)
    assert key(place.name) == key(name)


def test_there_are_enough_cases() -> None:
    """The list covers plain, ambiguous and misleading names."""
    assert len(CASES) >= 80


def test_a_name_keeps_its_meaning_in_a_report() -> None:
    """"Tripoli, Lebanon" settles what "Tripoli" means in the sentences after it."""
    reading = read("Fighting broke out in Tripoli, Lebanon. Shops in Tripoli stayed shut.")
    assert {place.country for place in reading.places} == {"LBN"}
    assert len([place for place in reading.places if place.name == "Tripoli"]) == 2


def test_what_could_be_two_places_is_noted() -> None:
    """An ambiguous name gives no place, and says so."""
    reading = read("A bomb went off in Springfield.")
    assert [dropped.reason for dropped in reading.dropped] == ["ambiguous-place"]


def test_spans_cover_the_name_alone() -> None:
    """The span is the name's characters: no full stop, no preposition; order is the text's."""
    reading = read("He flew from Nairobi to Addis Ababa. Talks follow in Juba.")
    said = [reading.text[place.span[0] : place.span[1]] for place in reading.places]
    assert said == ["Nairobi", "Addis Ababa", "Juba"]


def test_points_have_two_decimals_and_a_geonames_number() -> None:
    """A city comes with the coordinates and the number GeoNames gives it."""
    place = at(read("They met in Lisbon."), "Lisbon")
    assert place is not None
    assert (place.name, place.country, place.feature, place.geonames) == ("Lisbon", "PRT", "capital", 2267057)
    assert place.lat == round(place.lat or 0, 2) and abs((place.lat or 0) - 38.72) < 0.1


def test_listed_places_vouch_for_each_other() -> None:
    """In "the ports of Odesa, Chornomorsk and Pivdenne" each is a place as the first is."""
    reading = read("Ukraine will reopen the ports of Odesa, Chornomorsk and Pivdenne.")
    assert [p.name for p in reading.places if p.feature == "city"] == ["Odesa", "Chornomorsk", "Pivdenne"]


def test_nothing_is_found_in_a_skipped_report() -> None:
    """A report that is not to be coded has no places."""
    assert find_places(Reading(Report("t", ""), skip="empty"), cast(Knowledge, None)).places == ()
