"""`communique unresolved` as a person sees it."""

from __future__ import annotations

import csv
import io
import json

import pytest


@pytest.fixture
def corpus(tmp_path):
    """Two files: a plain text, and lines of JSON of which one is broken."""
    (tmp_path / "one.txt").write_text("Zorin Vasko met Chad's president on Monday.\n\nBeekeepers attacked police.")
    rows = [{"id": "a", "text": "Zorin Vasko met Aduke Oyelaran. Vasko left.", "date": "2024-03-05"}, {"id": "b"}]
    (tmp_path / "more.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")
    return tmp_path / "one.txt", tmp_path / "more.jsonl"


def test_the_most_frequent_first(run, corpus):
    """Each phrase with its number, its sentence and its row; a broken report is told and the rest goes on."""
    seen = run("unresolved", *corpus)
    assert seen.code == 0 and "report b: text is missing" in seen.err
    lines = [line for line in seen.out.splitlines() if "×" in line]
    assert "3× Zorin Vasko" in lines[0]
    assert "in 2 report(s)" in lines[0] and "with TCD" in lines[0]
    assert "“Zorin Vasko met Chad's president on Monday.” (one)" in " ".join(seen.out.split())
    assert "world/actors/mine.tsv" in seen.out and "3 phrase(s) in 2 report(s)" in seen.out


def test_a_file_that_is_not_there_ends_nothing(run, corpus):
    """It is told, the files after it are read, and the exit code says that one is missing."""
    for name in ("none.jsonl", "none.txt"):
        seen = run("unresolved", corpus[0].parent / name, *corpus, "--json")
        assert seen.code == 2 and f"{name}: No such file" in seen.err
        assert json.loads(seen.out.splitlines()[0])["phrase"] == "Zorin Vasko"


def test_json_csv_min_and_top(run, corpus):
    """The same list for programs and spreadsheets; rows keep their tabs."""
    rows = [json.loads(line) for line in run("unresolved", *corpus, "--json").out.splitlines()]
    assert [(row["phrase"], row["count"]) for row in rows[:1]] == [("Zorin Vasko", 3)]
    assert rows[0]["row"].split("\t")[:2] == ["zorin-vasko", "Zorin Vasko"] and rows[0]["seen_with"] == ["TCD"]
    table = list(csv.DictReader(io.StringIO(run("unresolved", *corpus, "--csv", "--min", 2).out)))
    assert [row["phrase"] for row in table] == ["Zorin Vasko"]
    noun = next(row for row in rows if row["kind"] == "noun")
    assert noun["row"] == '- {words: [beekeeper], sector: "?"}'
    assert len(run("unresolved", *corpus, "--json", "--top", 1).out.splitlines()) == 1
    assert run("unresolved", *corpus, "--json", "--csv").code == 2


def test_a_cell_is_no_formula(run, tmp_path):
    """A sentence of strangers that a spreadsheet would run is kept from it."""
    (tmp_path / "one.txt").write_text("=HYPERLINK(1) said Zorin Vasko, who met Aduke Oyelaran.")
    table = list(csv.DictReader(io.StringIO(run("unresolved", tmp_path / "one.txt", "--csv").out)))
    assert table and all(not cell.startswith(("=", "+", "@", "-")) for row in table for cell in row.values())
    assert any(row["example"].startswith("'=") for row in table)


def test_workers_change_nothing(run, corpus):
    """Two processes give the list of one."""
    assert run("unresolved", *corpus, "--json", "--workers", 2).out == run("unresolved", *corpus, "--json").out
