"""What the tables of the world hold, and which mistakes in them are named."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from communique.knowledge.files import Files, files
from communique.knowledge.ontology import load as load_ontology
from communique.knowledge.phrases import PhraseTable
from communique.knowledge.world import World, load

STATES = ("code\tname\tnames\tadjectives\tpeoples\tcapital\tkind\n"
          "AAA\tAaland\tRepublic of Aaland\tAalish\tAalish\tAaville\tstate\n"
          "BBB\tBeeland\t\tBeeish\tBeeish\tBeetown\tstate\n")
HOLDERS = "ref\tname\tnames\tgender\toffice\tof\tfrom\tto\n"
OFFICES = "- {id: president, words: [president], sector: GOV, rank: 1, single: true}\n"


@cache
def world() -> World:
    source = files()
    return load(source, load_ontology(source))


def problems(folder: Path, **tables: str) -> list[str]:
    """The problems of a folder with these files under `world/`."""
    base = folder / "world"
    base.mkdir()
    for name, text in {"states_tsv": STATES, "offices_yaml": OFFICES, **tables}.items():
        path = base / name.replace("__", "/").replace("_tsv", ".tsv").replace("_yaml", ".yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    source = Files((folder,))
    load(source, load_ontology(files()))
    return [str(problem) for problem in source.problems]


def test_package_files_are_sound() -> None:
    """The package's own tables have no mistakes."""
    source = files()
    load(source, load_ontology(source))
    assert [str(p) for p in source.problems if p.where.startswith("world")] == []


def test_office_by_its_wordings() -> None:
    """One term for one office, however it is worded, and by the usage of the state."""
    assert world().office_of("Minister of Foreign Affairs") == "foreign minister"
    assert world().office_of("foreign ministers") == "foreign minister"
    assert world().office_of("vice foreign minister") == "deputy foreign minister"
    assert world().office_of("Secretary of State", "USA") == "foreign minister"
    assert world().office_of("secretary of state", "GBR") == "minister"
    assert world().office_of("secretary of state", "ITA") is None
    assert world().office_of("chancellor", "DEU") == "prime minister"
    assert world().office_of("chancellor") is None


def test_holder_by_day() -> None:
    """The holder of an office is the one of that day; on a day of change the new one."""
    assert world().holder("president", "USA", "2016-12-31").ref == "barack-obama"  # type: ignore[union-attr]
    assert world().holder("president", "USA", "2017-01-20").ref == "donald-trump"  # type: ignore[union-attr]
    assert world().holder("president", "USA", "1800-01-01") is None


def test_phrase_table_takes_the_longest() -> None:
    """Of phrases that begin alike the longest one that is there counts."""
    table = PhraseTable.of([("Aaland", "1"), ("Aaland Free Front", "2")])
    assert table.find(["aaland", "free", "front"], 0) == (3, ("2",))
    assert table.find(["aaland", "free", "port"], 0) == (1, ("1",))


def test_acronym_needs_capitals() -> None:
    """WHO is a body only in capitals; a name that is also written in small letters is not bound to them."""
    assert "who" in PhraseTable.of([("WHO", "1")]).acronyms
    assert "aaf" not in PhraseTable.of([("AAF", "1"), ("Aaf", "1")]).acronyms


def test_sound_tables_have_no_problem(tmp_path: Path) -> None:
    """Two presidents one after the other are no mistake, be the day of change in both terms."""
    rows = ("ana\tAna A\t\tf\tpresident\tAAA\t2001-01-02\t2005-03\n"
            "ben\tBen B\t\tm\tpresident\tAAA\t2005-03-08\t\n")
    assert problems(tmp_path, holders__x_tsv=HOLDERS + rows) == []


@pytest.mark.parametrize(("name", "table", "message"), [
    ("holders__x_tsv", HOLDERS + "ana\tAna A\t\tf\tpresidnet\tAAA\t2001\t\n", "office 'presidnet' is unknown"),
    ("holders__x_tsv", HOLDERS + "ana\tAna A\t\tf\tpresident\tAAB\t2001\t\n", "of 'AAB' is unknown"),
    ("holders__x_tsv", HOLDERS + "AAA\tAna A\t\tf\tpresident\tAAA\t2001\t\n", "ref 'AAA' is the id of Aaland"),
    ("holders__x_tsv", HOLDERS + "ana\tAna A\t\tf\tpresident\tAAA\t2001\t2006\n"
     "ben\tBen B\t\tm\tpresident\tAAA\t2005\t\n", "are both president of AAA"),
    ("holders__x_tsv", HOLDERS + "ana\tAna A\t\tf\tpresident\tAAA\t2006\t2001\n", "ends before it begins"),
    ("organisations__x_yaml", "- {id: AAA, name: Triple A, category: igo}\n", "id 'AAA' is taken"),
    ("organisations__x_yaml", "- {id: tri, name: Tri, category: igo, sector: GVO}\n", "sector 'GVO' is unknown"),
    ("organisations__x_yaml", "- {id: tri, name: Tri, category: igo, country: AAB}\n", "country 'AAB' is unknown"),
    ("organisations__x_yaml", "- {id: tri, name: Tri, category: igo, members: [ABA]}\n", "member 'ABA' is unknown"),
    ("organisations__x_yaml", "- {id: tri, name: Tri, names: ['| country=AAA'], category: igo}\n", "is no name"),
    ("organisations__x_yaml", "- {id: tri, category: igo}\n", "'name' is missing"),
    ("metonyms_yaml", "- {words: [Palace], state: AAB, sector: GOV}\n", "state or ref 'AAB' is unknown"),
    ("roles_yaml", "- {words: [miner], sector: LAX}\n", "sector 'LAX' is unknown"),
    ("relations_yaml", "- {id: kingdom, words: [kingdom], refers: state, states: [AAB]}\n", "state 'AAB' is unknown"),
    ("accounts_yaml", "- {handle: '@a', name: A, ref: nobody}\n", "ref 'nobody' is unknown"),
])
def test_mistakes_are_named(tmp_path: Path, name: str, table: str, message: str) -> None:
    """Each mistake in a table is told with its file, what it is and what to do."""
    found = problems(tmp_path, **{name: table})
    assert len(found) == 1
    assert message in found[0]
    assert found[0].startswith("world/")
