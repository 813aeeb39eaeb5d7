"""`communique knowledge import` as a person sees it."""

from __future__ import annotations

import json


def test_the_report_and_the_files(run, tmp_path):
    """What was taken, conflicts with both codes, and lines that were not read; all of it in a file of the folder."""
    source, mine = tmp_path / "my.actors.txt", tmp_path / "mine"
    source.write_text("ZORIN_VASKO [TCDOPP]\nKENYA [UGA]\nNOWHERELAND [XQZ]\n", encoding="utf-8")
    seen = run("knowledge", "import", source, "--into", mine)
    assert seen.code == 0, seen.err
    assert "1  world/actors" in seen.out and "my.actors.txt:2: 'KENYA' is UGA there and KEN here (world/" in seen.out
    assert "my.actors.txt:3: code XQZ is no state" in seen.out
    assert "my.actors.txt:3" in (mine / "import-report.txt").read_text(encoding="utf-8")
    assert "→ Zorin Vasko  TCD OPP" in run("who", "Zorin Vasko", "--knowledge", mine).out
    (mine / "world" / "actors" / "own.tsv").write_text("id\tname\tcode\nz-v\tZorin Vasko\tFJI\n", encoding="utf-8")
    checked = run("knowledge", "check", mine)  # a row of one's own with a name that was brought in; no more is wrong
    assert checked.code == 1 and checked.out.count("\n") == 1 and "is also Zorin Vasko [zorin-vasko]'s" in checked.out


def test_as_json_with_a_kind_and_a_day(run, tmp_path):
    """A file whose name says nothing needs --kind; --date takes the code of one day."""
    source = tmp_path / "people"
    source.write_text("ZORIN_VASKO\n\t[TCDOPP <20091231]\n\t[TCDGOV >20100101]\n", encoding="utf-8")
    seen = run("knowledge", "import", source, "--into", tmp_path / "mine")
    assert seen.code == 2 and "Give --kind" in seen.err
    seen = run("knowledge", "import", source, "--into", tmp_path / "mine", "--kind", "actors", "--date", "2005-01-01",
               "--json")
    assert json.loads(seen.out)["taken"] == {"world/actors": 1}
    assert "TCD OPP" in run("who", "Zorin Vasko", "--date", "2024-01-01", "--knowledge", tmp_path / "mine").out
