"""The commands around a record database."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from small_records import meeting

from communique.store import Writer


@pytest.fixture
def path(tmp_path):
    with Writer(tmp_path / "record.db") as writer:
        for n, (one, other) in enumerate((("CHN", "RUS"), ("CHN", "USA"), ("FRA", "RUS")), 1):
            writer.put(meeting(f"r{n}", one, other, f"2024-03-0{n}"))
    return tmp_path / "record.db"


def test_reports_go_in_and_can_be_asked_for(run, tmp_path):
    """From lines of JSON to a database, twice without duplicates, and out again as a table; the ledger tells all."""
    day = "2024-03-05"
    lines = [{"id": "k1", "date": day, "text": "The foreign ministers of Kenya and Uganda met in Kampala on Monday."},
             {"id": "k2", "date": day, "text": "France condemned Russia on Monday."}, {"id": "k3"}]
    source, into = tmp_path / "in.jsonl", tmp_path / "record.db"
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    first = run("ingest", source, "--into", into, "--rules-only", "--progress")
    assert (first.code, "3 seen: 2 coded (0 as before), 0 copies, 1 set aside (bad-report 1)" in first.err) == (1, True)
    assert "3 seen, 2 coded, 0 copies, 1 set aside" in first.err
    again = run("ingest", source, "--into", into, "--rules-only", "--json")
    assert again.code == 0
    assert {"passed": 3, "coded": 0, "set_aside": 0}.items() <= json.loads(again.out).items()
    seen = run("events", into, "--actor", "Kenya")
    assert "CONSULT" in seen.out
    assert "1 row\n" in seen.out
    assert "k1" in run("report", into).out
    assert "CONSULT" in run("report", into, "k1").out
    assert "bad-report" in run("ledger", into).out
    assert "k3" in run("ledger", into, "--state", "set aside").out
    assert run("ledger", into, "--out", tmp_path / "l.csv").code == 0
    assert [row["state"] for row in csv.DictReader((tmp_path / "l.csv").open(encoding="utf-8"))] == [
        "coded", "coded", "set aside"]
    assert json.loads(run("ledger", into, "--reason", "bad-report", "--json").out)["item"] == "k3"


@pytest.mark.parametrize(("words", "says"), [
    (("--column", "text"), "text=body"), (("--changes", "/no/such/folder/x"), "no folder"), (("--limit", "0"), "0"),
    (("--keep", "some"), "some")])
def test_slips_of_ingest_are_told(run, tmp_path, words, says):
    """An option that cannot be stops the command before anything is read."""
    seen = run("ingest", tmp_path, "--into", tmp_path / "r.db", *words)
    assert seen.code == 2
    assert says in seen.err


def test_a_result_comes_in_every_form(run, path, tmp_path):
    """Table, CSV, JSON lines, Parquet and Excel hold the same rows."""
    assert "3 rows" in run("events", path).out
    table = list(csv.DictReader(io.StringIO(run("events", path, "--csv").out)))
    lines = [json.loads(line) for line in run("events", path, "--json").out.splitlines()]
    assert [row["report"] for row in table] == [row["report"] for row in lines] == ["r1", "r2", "r3"]
    import pandas

    for form in ("parquet", "xlsx"):
        assert run("events", path, "--out", tmp_path / f"out.{form}").code == 0
    assert pandas.read_parquet(tmp_path / "out.parquet")["report"].tolist() == ["r1", "r2", "r3"]
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["r1", "r2", "r3"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_list_is_the_same_file_as_an_export(run, path, tmp_path, form):
    """One writer of tables: byte for byte, cells that could be formulas included."""
    odd = meeting("r4", "CHN", "FRA", "2024-03-09")
    odd["title"], odd["publisher"] = "Kenya; =A1", "-1+1"
    with Writer(path) as writer:
        writer.put(odd)
    one, other = tmp_path / f"one.{form}", tmp_path / f"other.{form}"
    assert run("events", path, "--out", one).code == 0
    assert run("export", path, "--format", form, "--out", other).code == 0
    assert one.read_bytes() == other.read_bytes()
    if form == "csv":
        assert b"Kenya;' =A1" in one.read_bytes()


def test_other_lists_have_typed_columns_and_a_sheet_of_their_own(run, path, tmp_path):
    """Days are dates and numbers numbers, also where there is no row."""
    import pyarrow
    import pyarrow.parquet

    assert run("statements", path, "--out", tmp_path / "said.parquet").code == 0
    kinds = {field.name: field.type for field in pyarrow.parquet.read_schema(tmp_path / "said.parquet")}
    assert (kinds["day"], kinds["confidence"]) == (pyarrow.date32(), pyarrow.float64())
    assert (kinds["id"], kinds["topics"]) == (pyarrow.int64(), pyarrow.string())
    assert run("actors", path, "--out", tmp_path / "who.xlsx").code == 0
    assert openpyxl.load_workbook(tmp_path / "who.xlsx").sheetnames == ["actors"]


def test_a_list_cannot_be_written_over_the_record(run, path):
    """The record is no place for a table of it."""
    before = path.read_bytes()
    for words in (("events", path, "--csv", "--out", path), ("corrections", path, "--gold", path)):
        seen = run(*words)
        assert (seen.code, "the record itself" in seen.err) == (2, True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("words", "rows"), [
    (("--actor", "China", "--with", "USA"), 1), (("--type", "consult", "--since", "2024-03-02"), 2),
    (("--text", "met talks"), 3),
    (("--status", "scheduled"), 0), (("--members-of", "EU"), 1), (("--min-confidence", "0.9"), 0)])
def test_filters_of_the_command_line_are_those_of_python(run, path, words, rows):
    """Each option leaves what it says."""
    assert len(run("events", path, *words, "--json").out.splitlines()) == rows


def test_a_table_fits_the_terminal_and_is_a_line_a_row_elsewhere(run, path, monkeypatch):
    """Short cells are never broken; a narrow terminal has fewer columns; what is piped is not folded."""
    long = meeting("reports/of/the/day/a-rather-long-name-of-a-report.txt", "FRA", "CHN", "2024-03-08")
    with Writer(path) as writer:
        writer.put(long)
    monkeypatch.delenv("COLUMNS", raising=False)
    lines = run("events", path).out.splitlines()
    assert len(lines) == 6  # a header, four rows, their number
    assert "a-rather-long-name-of-a-report.txt" in lines[4]
    assert "of/the/day" not in lines[4]
    monkeypatch.setenv("COLUMNS", "80")
    seen = run("events", path).out
    assert max(map(len, seen.splitlines())) <= 80
    assert "happened" in seen
    assert "sure" not in seen
    assert run("events", path, "--newest", "--limit", "1", "--json").out.startswith('{"id": 4')
    assert "e1" in run("report", path, "a-rather-long-name-of-a-report.txt").out
    assert run("correct", path, "accept", "a-rather-long-name-of-a-report.txt", "e1", "--who", "ana").code == 0


def test_a_slip_is_one_line_with_a_hint(run, path, tmp_path):
    """Unknown names, missing databases and wrong endings end with code 2."""
    for words, says in ((("events", path, "--actor", "Chyna"), "'China'"),
                        (("events", tmp_path / "no.db"), "no record"),
                        (("events", path, "--out", "x.doc"), "--csv"), (("report", path, "r9"), "no report"),
                        (("correct", path, "change", "r1", "e1", "tipe=X", "--who", "ana"), "'type'")):
        seen = run(*words)
        assert seen.code == 2
        assert says in seen.err
        assert "Traceback" not in seen.err


def test_corrections_from_the_command_line(run, path, tmp_path):
    """Change, list, take back, and out as gold that evaluate takes."""
    assert run("correct", path, "change", "r1", "e1", "type=SUPPORT", "--who", "ana", "--why", "praise").code == 0
    assert json.loads(run("events", path, "--type", "SUPPORT", "--json").out)["report"] == "r1"
    listed = run("corrections", path).out
    assert "'CONSULT' → 'SUPPORT'" in listed
    assert "praise" in listed
    gold = tmp_path / "gold.jsonl"
    assert run("corrections", path, "--gold", gold).code == 0
    assert run("evaluate", gold, gold).code == 0
    for line in listed.splitlines():
        run("correct", path, "undo", line.split()[0], "--who", "ana")
    assert run("events", path, "--type", "SUPPORT", "--json").out == ""
    assert run("forget", path, "r1", "r9").code == 1
    assert len(run("events", path, "--json").out.splitlines()) == 2


def test_dyads_agenda_actors_and_statements_print(run, path):
    """Each list has its table."""
    assert "2024-03" in run("dyads", path).out
    assert "0 rows" in run("agenda", path).out
    assert "China" in run("actors", path, "--name", "Chi").out
    assert run("statements", path).code == 0
    assert "up to date" in run("migrate", path).err
