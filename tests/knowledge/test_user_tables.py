"""Every table of actors that an expert of a region would edit counts in a folder of one's own."""

from __future__ import annotations

import pytest

import communique
from communique.actors.resolve import resolve_phrase

STATES = "code\tiso2\tname\tnames\tadjectives\tpeoples\tcapital\twikidata\tkind\tlat\tlon\n"
TABLES = {
    "states.tsv": STATES + "FJI\tFJ\tFiji\tViti Islands\tFijian\tFijians\tOvalau\tQ712\tstate\t-18\t178\n"
    + "XEX\t\tExampleland\t\tExamplish\tExamplers|Exampler\tExampletown\t\tterritory\t1\t1\n",
    "states.yaml": "- {id: TON, names: [Friendly Islands], adjectives: [Friendlian], peoples: [Friendlians]}\n",
    "holders/mine.tsv": "ref\tname\tnames\tgender\toffice\tof\tfrom\tto\n"
    "sala-tui\tSala Tui\t\tf\tforeign minister\tXEX\t2001-05-01\t2006-05-01\n"
    "adi-tui\tAdi Tui\t\tf\theadman\tpalm-council\t2001\t\n",
    "offices.yaml": "- {id: headman, words: [village headman], sector: LEG, rank: 2, single: true}\n",
    "organisations/mine.tsv": "id\tname\tnames\tcategory\tcountry\nthe-palm\tPalm Bank\t\tbank\tFJI\n",
    "organisations/more.yaml": "- {id: palm-council, name: Palm Council, category: parliament, country: XEX}\n",
    "groups/mine.tsv": "id\tname\tnames\tcategory\tcountry\tsector\nred-palm\tRed Palm\tRPX\tarmed_group\tXEX\tREB\n",
    "media/mine.tsv": "id\tname\tnames\tcategory\tcountry\npalm-post\tPalm Post\t\tnewspaper\tXEX\n",
    "actors/mine.tsv": "id\tname\tcode\tsector\tsince\tuntil\n"
    "ratu-x\tRatu Xavo\tFJI\tOPP\t\t2010\nratu-x\tRatu Xavo\tFJI\tELI\t2011\t\n",
    "metonyms.yaml": "- {words: [Palm House], state: XEX, sector: GOV}\n"
    "- {words: [Kremlin], state: FJI, sector: GOV}\n",
    "roles.yaml": "- {words: [beekeeper], sector: AGR}\n",
    "accounts.yaml": "- {handle: palmhouse, name: Palm House, state: XEX, sector: GOV}\n",
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory) -> communique.Reader:
    """A reader with all these tables."""
    folder = tmp_path_factory.mktemp("mine")
    for name, text in TABLES.items():
        path = folder / "world" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return communique.load(knowledge=folder, rules_only=True)


@pytest.mark.parametrize(("phrase", "day", "code", "sector", "office"), [
    ("Exampleland", None, "XEX", "GOV", None),
    ("Exampletown", None, "XEX", "GOV", None),
    ("Examplish police", None, "XEX", "COP", None),
    ("Viti Islands", None, "FJI", "GOV", None),
    ("Ovalau", None, "FJI", "GOV", None),
    ("Friendly Islands", None, "TON", "GOV", None),
    ("Friendlian troops", None, "TON", "MIL", None),
    ("the foreign minister of Exampleland", "2004-04-04", "XEX", "GOV", "foreign minister"),
    ("Sala Tui", "2004-04-04", "XEX", "GOV", "foreign minister"),
    ("Sala Tui", "2007-04-04", "XEX", "ELI", None),
    ("Adi Tui", "2007-04-04", "XEX", "LEG", "headman"),
    ("Palm Bank", None, "FJI", "BUS", None),
    ("Palm Council", None, "XEX", "LEG", None),
    ("Red Palm", None, "XEX", "REB", None),
    ("RPX", None, "XEX", "REB", None),
    ("Palm Post", None, "XEX", "JRN", None),
    ("Ratu Xavo", "2009-09-09", "FJI", "OPP", None),
    ("Ratu Xavo", "2019-09-09", "FJI", "ELI", None),
    ("Palm House", None, "XEX", "GOV", None),
    ("the Kremlin", None, "FJI", "GOV", None),
    ("Fijian beekeepers", None, "FJI", "AGR", None),
])
def test_a_table_of_ones_own_counts(reader, phrase, day, code, sector, office):
    """Names, adjectives, capitals, holders, offices, bodies, groups, outlets, spells, houses and nouns."""
    found = resolve_phrase(phrase, day, reader)
    assert (found["code"], found["sector"], found["office"]) == (code, sector, office)


def test_accounts_of_ones_own_count(reader):
    """A handle belongs to whom the folder says."""
    assert reader.knowledge.world.accounts["palmhouse"].state == "XEX"
