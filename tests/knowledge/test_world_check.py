"""What `knowledge check` finds in a user's tables of actors: each rule with a row that breaks it, and good ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.knowledge import Files, files, load_files

HOLDERS = "ref\tname\tnames\tgender\toffice\tof\tfrom\tto\tprecision\n"
BODIES = "id\tname\tcategory\tcountry\tcode\tsector\tmembers\tsince\tuntil\n"
ACTORS = "id\tname\tkind\tcode\tsector\tsince\tuntil\n"
ANA = "ana-example\tAna Example\t\tf\tking\tFJI\t{}\t{}\t\n"
BEN = "ben-example\tBen Example\t\tm\tking\tFJI\t{}\t{}\t\n"
CLUB = "clean-club\tClean Club\tngo\tFJI\tNGO\tSOC\t\t\t\n"

BAD = [
    ("holders", HOLDERS + ANA.format("2001-01-01", "2005-05-05") + BEN.format("2004-01-01", ""), 3, "both king of FJI"),
    ("holders", HOLDERS + ANA.format("2001", "2005") + ANA.format("2003", ""), 3, "is king of FJI already since 2001"),
    ("holders", HOLDERS + ANA.format("2005-01-01", "2004-01-01"), 2, "ends before it begins"),
    ("holders", HOLDERS + ANA.format("2005", "2004-05"), 2, "ends before it begins"),
    ("holders", HOLDERS + ANA.format("01.05.2005", ""), 2, "'01.05.2005' is no date"),
    ("holders", HOLDERS + ANA.format("2005-13", ""), 2, "'2005-13' is no date"),
    ("holders", HOLDERS + ANA.format("2005", "").replace("\t\n", "\tday\n"), 2, "stops at the year"),
    ("holders", HOLDERS + ANA.format("2005", "").replace("\t\n", "\tweek\n"), 2, "precision 'week' is unknown"),
    ("holders", HOLDERS + ANA.format("2005", "").replace("\tf\t", "\tfemale\t"), 2, "gender 'female' is unknown"),
    ("holders", HOLDERS + ANA.format("2005", "").replace("king", "kign"), 2, "Did you mean 'king'"),
    ("holders", HOLDERS + ANA.format("2005", "").replace("FJI", "FIJ"), 2, "of 'FIJ' is unknown"),
    ("holders", HOLDERS + ANA.format("2001", "2003") + BEN.format("2004", "").replace("ben-", "ana-"), 3,
     "'ana-example' is 'Ben Example'"),
    ("holders", HOLDERS + "ana-example\tAna Example\tFJI\n", 2, "'office' is missing"),
    ("holders", HOLDERS + ANA.format("2005", "").replace("ana-example", "FJI"), 2, "is the id of Fiji"),
    ("organisations", BODIES + CLUB.replace("NGO\tSOC", "XQZ\tSOC"), 2, "code 'XQZ' is unknown"),
    ("organisations", BODIES + CLUB.replace("SOC", "SOX"), 2, "sector 'SOX' is unknown"),
    ("organisations", BODIES + CLUB.replace("FJI", "Fiji"), 2, "country 'Fiji' is unknown"),
    ("organisations", BODIES + CLUB.replace("ngo", "gno"), 2, "category 'gno' is unknown"),
    ("organisations", BODIES + CLUB.replace("\t\t\t\n", "\tnobody-known\t\t\n"), 2, "member 'nobody-known' is unknown"),
    ("organisations", BODIES + CLUB.replace("\t\t\t\n", "\t\t2005\t2004\n"), 2, "ends before it begins"),
    ("organisations", BODIES + CLUB.replace("clean-club", "FJI"), 2, "id 'FJI' is taken"),
    ("organisations", BODIES + CLUB.replace("\t\t\t\n", "\tdirty-club\t\t\n")
     + "dirty-club\tDirty Club\tngo\tFJI\tNGO\tSOC\tclean-club\t\t\n", 2, "of itself: clean-club → dirty-club"),
    ("actors", ACTORS + "ana\tAna Example\tpersno\tFJI\tOPP\t\t\n", 2, "Did you mean 'person'"),
    ("actors", ACTORS + "ana\tAna Example\tperson\tFIJ\tOPP\t\t\n", 2, "code 'FIJ' is unknown"),
    ("actors", ACTORS + "ana\tAna Example\tperson\tFJI\tOPP\t2005\t2001\n", 2, "ends before it begins"),
    ("actors", ACTORS + "ana\tAna Example\tperson\tFJI\tOPP\t2005\t\nana\tAna Example\tperson\tFJI\tGOV\t2005\t\n", 3,
     "another code from the same day"),
    ("actors", ACTORS + "un\tAna Example\tperson\tFJI\tOPP\t\t\n", 2, "id 'un' is United Nations, a organisation"),
]

GOOD = [
    ("holders", HOLDERS + ANA.format("2001-01-01", "2005-05-05") + BEN.format("2005-05-05", "")),
    ("holders", HOLDERS + ANA.format("2001", "2005") + ANA.format("2005-09", "")),
    ("holders", HOLDERS + ANA.format("2005", "2005-03").replace("\t\n", "\tyear\n")),
    ("organisations", BODIES + CLUB.replace("\t\t\t\n", "\tun\t2004\t2004-05\n")),
    ("actors", ACTORS + "ana\tAna Example\tperson\tFJI\tOPP\t\t2005\nana\tAna Example\tperson\tFJI\tGOV\t2005\t\n"),
    ("actors", ACTORS + "un\tUnited Nations\torganisation\t\t\t\t\n"),
]


def checked(folder: Path, table: str, text: str) -> Files:
    """What is found in a folder with this table."""
    path = folder / "world" / table / "mine.tsv"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    source = files(folder)
    load_files(source)
    return source


@pytest.mark.parametrize(("table", "text", "line", "said"), BAD, ids=[f"{b[0]}: {b[3]}" for b in BAD])
def test_mistakes_are_named_with_line_and_remedy(tmp_path, table, text, line, said):
    """The mistake, its file and line, and what to do."""
    found = [str(problem) for problem in checked(tmp_path, table, text).problems]
    where = f"{tmp_path / 'world' / table / 'mine.tsv'}:{line}: "
    told = [problem for problem in found if said in problem]
    assert told and told[0].startswith(where) and told[0].count(". ") >= 1, found


@pytest.mark.parametrize(("table", "text"), GOOD)
def test_what_is_right_is_no_mistake(tmp_path, table, text):
    """Terms that touch, dates as coarse as they are, spells that follow each other."""
    source = checked(tmp_path, table, text)
    assert [str(problem) for problem in (*source.problems, *source.remarks)] == []


@pytest.mark.parametrize(("row", "said"), [
    ("clean-club\tKenya\tngo\tFJI\tNGO\tSOC\t\t\t\n", "the name 'Kenya' is also Kenya [KEN]'s (world/states.tsv:"),
    ("clean-club\tLabour Party\tngo\tFJI\tNGO\tSOC\t\t\t\n", "the name 'Labour Party' is also"),
    ("clean-club\tKremlin\tngo\tFJI\tNGO\tSOC\t\t\t\n", "is also Russia [RUS]'s"),
])
def test_names_that_others_bear_are_remarked(tmp_path, row, said):
    """A name that is somebody else's as well would mean nobody, or the other one."""
    source = checked(tmp_path, "organisations", BODIES + row)
    assert source.problems == [] and [said in str(remark) for remark in source.remarks] == [True]


def test_a_name_whose_bearer_is_no_more_is_no_clash(tmp_path):
    """Two bearers that never lived at the same time are told apart by the day; an id of ours replaces ours."""
    text = BODIES + "un\tUnited Nations\tigo\t\tIGO\tGOV\t\t\t\n"
    old = next(e for e in load_files(files()).world.entries.values() if e.until and e.kind == "organisation")
    text += f"heir\t{old.name}\tngo\tFJI\tNGO\tSOC\t\t{int(str(old.until)[:4]) + 1}\t\n"
    source = checked(tmp_path, "organisations", text)
    assert [str(found) for found in (*source.problems, *source.remarks)] == []


def test_a_word_of_the_users_goes_before_ours(tmp_path):
    """A noun for people may be given another sector."""
    (tmp_path / "world").mkdir()
    (tmp_path / "world" / "roles.yaml").write_text("- {words: [police], sector: MIL}\n")
    assert load_files(files(tmp_path)).world.roles["police"].sector == "MIL"
    assert load_files(files()).world.roles["police"].sector == "COP"


def test_an_organ_has_one_body(tmp_path):
    """A body that is an organ of two, of itself, or has an unknown name is named with its line."""
    (tmp_path / "world").mkdir()
    (tmp_path / "world" / "organs.yaml").write_text(
        "- {of: nato, organs: [eeas]}\n- {of: osce, organs: [osce]}\n- {of: un, organs: [nobody-known]}\n")
    source = files(tmp_path)
    load_files(source)
    told = "\n".join(map(str, source.problems))
    for line, says in ((1, "'eeas' of 'nato': one of them is an organ already"), (2, "'osce' of 'osce'"),
                       (3, "organ 'nobody-known' is unknown")):
        assert any(f":{line}" in one and says in one for one in told.splitlines()), told
