"""Names that no table has: what makes places of them, and what holds them."""

from __future__ import annotations

import pytest

from tests.places.test_find_places import at, read


@pytest.mark.parametrize(("text", "mark", "feature"), [
    ("Militiamen burned huts in the village of Dar Zubeira overnight.", "Dar Zubeira", "village"),
    ("A drone hit a fuel truck near Qelmet Zoru, medics said.", "Qelmet Zoru", None),
    ("Rebels ambushed a patrol in the Velimba Valley on Sunday.", "Velimba Valley", "region"),
    ("Two guards were killed at the Orsana Refinery before dawn.", "Orsana Refinery", "venue"),
    ("Gunmen fired on a bus north of Yumbelo on Friday.", "Yumbelo", None),
    ("The army shelled Tal Besira for a third day.", "Tal Besira", "village"),
    ("Police patrolled Almandoro through the night.", "Almandoro", None)])
def test_words_around_a_name_make_a_place_of_it(text: str, mark: str, feature: str | None) -> None:
    """A kind of place beside the name, a preposition or an act that only places suffer is enough."""
    place = at(read(text), mark)
    assert place is not None and place.name == mark
    assert (place.feature, place.lat, place.geonames) == (feature, None, None)


@pytest.mark.parametrize(("text", "mark"), [
    ("The police captured Almandoro after a long chase.", "Almandoro"),
    ("Analysts lost faith in the Velimba Accords on Sunday.", "Velimba"),
    ("He spoke about Almandoro on Friday.", "Almandoro"),
    ("Traders lost money in Almandoro Airlines shares.", "Almandoro")])
def test_what_may_be_somebody_or_something_is_no_place(text: str, mark: str) -> None:
    """People are captured too, and agreements and firms stand behind "in"."""
    assert at(read(text), mark) is None


def test_a_village_has_the_point_of_what_it_is_near() -> None:
    """ "A village near Kupiansk": its own words, and the point and division of the town."""
    place = at(read("Two people died in Dubrovanka, a village near Kupiansk in the Kharkiv region."), "Dubrovanka")
    assert place is not None
    assert (place.name, place.country, place.admin1, place.geonames) == ("Dubrovanka", "UKR", "Kharkiv", None)
    assert abs((place.lat or 0) - 49.71) < 0.1 and abs((place.lon or 0) - 37.61) < 0.1


def test_a_quarter_has_the_point_of_its_city() -> None:
    """ "Kandahar's Lor Beshta neighbourhood" lies in Kandahar."""
    place = at(read("Soldiers raided houses in Kandahar's Lor Beshta neighbourhood on Monday."), "Lor Beshta")
    assert place is not None
    assert (place.country, place.feature, place.lat is None) == ("AFG", "district", False)


def test_of_a_state_only_the_country_is_taken() -> None:
    """The middle of a state is no point for a village in it."""
    place = at(read("Two people died in the village of Dar Zubeira in Sudan."), "Dar Zubeira")
    assert place is not None and (place.country, place.lat) == ("SDN", None)


@pytest.mark.parametrize(("text", "country"), [
    ("Russian guns shelled Kherson again on Friday.", "UKR"),
    ("Russian troops captured Grozny after weeks of strikes.", "RUS"),
    ("The fall of Goma came within a week.", "COD")])
def test_a_town_is_a_place_where_it_suffers(text: str, country: str) -> None:
    """The object of an act of war is a town even where the model sees a person."""
    mark = next(name for name in ("Kherson", "Grozny", "Goma") if name in text)
    place = at(read(text), mark)
    assert place is not None and place.country == country
