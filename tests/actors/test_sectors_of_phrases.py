"""Phrases on their own: whose people they are, and in which sector they act."""

from __future__ import annotations

import pytest

import communique
from communique.actors.resolve import resolve_phrase


@pytest.fixture(scope="module")
def reader():
    return communique.load(rules_only=True)


@pytest.mark.parametrize(("phrase", "code", "sector"), [
    ("Boko Haram gunmen", "NGA", "REB"),
    ("Nigerian gunmen", "NGA", "UAF"),
    ("French firefighters", "FRA", "MED"),
    ("Congolese mercenaries", None, "PRM"),
    ("Bangladeshi shopkeepers", "BGD", "BUS"),
    ("Kenyan schoolchildren", "KEN", "EDU"),
    ("Italian shepherds", "ITA", "AGR"),
    ("Peruvian asylum seekers", "PER", "REF"),
    ("the Spanish royal family", "ESP", "ELI"),
    ("the Thai chamber of deputies", "THA", "LEG"),
    ("Haitian gang members", "HTI", "CRM"),
    ("Turkish pro-democracy activists", "TUR", "OPP"),
])
def test_the_head_noun_tells_the_sector_and_the_adjective_the_state(reader, phrase, code, sector):
    found = resolve_phrase(phrase, None, reader)
    assert (found["code"], found["sector"]) == (code, sector)


@pytest.mark.parametrize(("date", "sector", "office"), [
    ("2020-05-01", "GOV", "prime minister"),
    ("2021-02-15", "ELI", None),
    ("2022-05-01", "LEG", "speaker of parliament"),
])
def test_a_later_office_in_another_branch_tells_the_sector_of_its_days(reader, date, sector, office):
    found = resolve_phrase("Jüri Ratas", date, reader)
    assert (found["code"], found["sector"], found["office"]) == ("EST", sector, office)


@pytest.mark.parametrize(("phrase", "name"), [
    ("the Vatican's foreign minister", "Paul Gallagher"), ("the Vatican's secretary of state", "Pietro Parolin")])
def test_the_holy_see_has_a_head_of_government_and_a_foreign_minister(reader, phrase, name):
    assert resolve_phrase(phrase, "2022-05-01", reader)["name"] == name
