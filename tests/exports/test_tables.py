"""CSV, Excel, Parquet and JSON lines, read back by others."""

from __future__ import annotations

import csv
import datetime
import json
import re

import openpyxl
import pandas
import pyarrow.parquet
import pytest
from exporting import FORMATS, exported, stored
from full_record import RECORD
from hostile_records import WORDS, all_hostile
from openpyxl.utils.escape import unescape
from small_records import meeting

from communique.errors import StoreError
from communique.exports import export, sheets
from communique.exports.safe import armed, defused
from communique.store import View, Writer


def listed(words):
    """A list of names, in order."""
    return words.split()


COLUMNS = listed(
    "id report event day start end granularity type mode status plover cameo quad intensity contexts sources "
    "sources_parties sources_sectors targets targets_parties targets_sectors forums reciprocal place "
    "place_country lat lon mechanism reported_by confidence outlets sentence trigger published publisher title "
    "url story")


@pytest.fixture
def full(tmp_path):
    return stored(tmp_path, RECORD.to_dict(), meeting("r1", "CHN", "RUS", "2024-03-04"))


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet"])
def test_a_table_holds_what_python_gives(full, format):
    """Whoever opens the file sees the rows and columns of `record.events().to_pandas()`."""
    import communique

    path, tally = exported(full, format)
    read = {"csv": lambda: pandas.read_csv(path, dtype={"cameo": str}),
            "xlsx": lambda: pandas.read_excel(path, dtype={"cameo": str}),
            "parquet": lambda: pandas.read_parquet(path)}[format]()
    with communique.open_record(full) as book:
        wanted = book.events().to_pandas()
    assert list(read.columns) == COLUMNS == list(wanted.columns)
    assert len(read) == tally.rows == len(wanted) == 8
    for name in COLUMNS:
        found = [None if pandas.isna(v) or v == "" else str(v) for v in read[name]]
        given = [None if v is None or v == "" or pandas.isna(v) else str(v) for v in wanted[name]]
        if name in ("reciprocal", "lat", "lon", "story", "intensity", "confidence", "quad", "id", "outlets"):
            found, given = ([None if v is None else float({"True": 1, "False": 0}.get(v, v)) for v in column]
                            for column in (found, given))
        assert found == given, name


def test_the_order_is_that_of_days(full):
    """Rows come in the order of their days."""
    days = list(pandas.read_csv(exported(full, "csv")[0])["day"].dropna())
    assert days == sorted(days)


def test_no_cell_of_a_csv_can_be_a_formula(tmp_path):
    """However a spreadsheet cuts the file, no cell that is text begins with = + - @, a tab or a line break."""
    path, tally = exported(stored(tmp_path, *all_hostile()), "csv")
    raw = path.read_text("utf-8")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == tally.rows == 2 * len(WORDS)
    numbers = {"id", "quad", "intensity", "reciprocal", "lat", "lon", "confidence", "outlets", "story"}
    for row in rows:
        for name, value in row.items():
            for part in re.split(r"[;\t\r\n]", value) if name not in numbers else ():
                assert not re.match(r"\s*[=+\-@＝＋－＠]", part), (name, value)
    assert not any(c in raw for c in "\x00\x0b\x1b")


def test_numbers_of_a_csv_stay_numbers(tmp_path):
    """A longitude west of Greenwich is no formula and no text."""
    read = pandas.read_csv(exported(stored(tmp_path, *all_hostile()), "csv")[0])
    assert read["lon"].tolist() == [-9.25] * 2 * len(WORDS)


@pytest.mark.parametrize("word", ["=1+1", "+1", "-1", "@x", " =1", "Kenya; =1", "plain", "'tis", "a=b"])
def test_what_was_defused_can_be_armed_again(word):
    """Reading a defused cell back gives the words that were put in, unless a later part was defused as well."""
    if ";" not in word:
        assert armed(defused(word)) == word
    assert defused(defused(word)) == defused(word)


def test_text_of_a_sheet_is_text(tmp_path):
    """Excel gets strings, never formulas or links, and every word as it was but for what XML cannot hold."""
    path, tally = exported(stored(tmp_path, *all_hostile()), "xlsx")
    sheet = openpyxl.load_workbook(path)["events"]
    rows = list(sheet.iter_rows(min_row=2))
    assert len(rows) == tally.rows
    assert {c.data_type for row in rows for c in row} <= {"s", "n", "inlineStr"}
    assert not any(c.hyperlink for row in rows for c in row)
    titles = {unescape(str(row[COLUMNS.index("title")].value or "")) for row in rows}
    assert {'=HYPERLINK("http://bad.example","x")', "+1+1", "_x0041_", "ab", "😀" * 40} <= titles


def test_a_sheet_that_would_be_too_long_is_refused_before_it_is_written(full, monkeypatch):
    """Excel's rows have an end; whoever asks for more is told the number and what to do."""
    monkeypatch.setitem(FORMATS, "xlsx", FORMATS["xlsx"].__class__("xlsx", sheets.write, "events", False, True, 3))
    with pytest.raises(StoreError, match=r"8 events, and a file of xlsx holds 3.*csv or parquet"):
        exported(full, "xlsx")
    assert not (full.parent / "out.xlsx").exists()


def test_a_cell_that_is_too_long_is_cut_and_told(tmp_path):
    """A full text of more than 32,767 characters does not make a file that Excel calls broken."""
    given = meeting("r1", "CHN", "RUS", "2024-03-04")
    given["text"] += " word" * 9000
    path, tally = exported(stored(tmp_path, given), "xlsx", text=True)
    cell = openpyxl.load_workbook(path)["events"].cell(2, len(COLUMNS) + 1).value
    assert len(cell) == 32_767 and cell.endswith("…")
    assert sum(tally.notes.values()) == 1


@pytest.mark.parametrize("wanted", [{}, {"actor": "France"}])
def test_parquet_is_typed_also_where_it_is_empty(full, wanted):
    """A table without a row can be joined to one that has some."""
    path, tally = exported(full, "parquet", **wanted)
    schema = pyarrow.parquet.read_schema(path)
    kinds = {name: str(schema.field(name).type) for name in COLUMNS}
    assert kinds["day"] == kinds["published"] == "date32[day]"
    assert (kinds["quad"], kinds["lat"], kinds["reciprocal"], kinds["cameo"]) == ("int64", "double", "bool", "string")
    assert pyarrow.parquet.read_metadata(path).num_rows == tally.rows == (0 if wanted else 8)


def test_a_day_that_is_none_does_not_stop_parquet(tmp_path):
    """One bad day is empty; the others stay."""
    path, _ = exported(stored(tmp_path, meeting("r1", "CHN", "RUS", "2024-03-04"),
                              meeting("r2", "CHN", "RUS", "2024-02-31")), "parquet")
    assert pandas.read_parquet(path)["day"].tolist() == [None, datetime.date(2024, 3, 4)]


def test_many_batches_make_one_table(tmp_path):
    """No row is lost or told twice where a table is written in several pieces."""
    path = tmp_path / "record.db"
    with Writer(path) as writer, writer.batch():
        for n in range(2100):
            writer.put(meeting(f"r{n}", "CHN", "RUS", f"2024-03-{n % 28 + 1:02}"))
    for format, read in (("csv", pandas.read_csv), ("parquet", pandas.read_parquet)):
        found = read(exported(path, format)[0])
        assert sorted(found["report"]) == sorted(f"r{n}" for n in range(2100))


def test_json_lines_are_the_records_with_their_corrections(full):
    """A line is what `communique read` gives; the text only where it is asked for."""
    path, tally = exported(full, "jsonl", text=True)
    records = {one["id"]: one for one in map(json.loads, path.read_text("utf-8").splitlines())}
    assert len(records) == tally.rows == 2
    assert records["example-1"] == json.loads(json.dumps(RECORD.to_dict()))


def test_json_lines_without_texts_have_the_evidence(full):
    """Without the text there are the sentences that events and statements rest on, and nothing else of it."""
    path, _ = exported(full, "jsonl")
    record = next(one for one in map(json.loads, path.read_text("utf-8").splitlines()) if one["id"] == "example-1")
    assert record["text"] is None and {post["text"] for post in record["posts"]} == {""}
    kept = {tuple(one["span"]): one["text"] for one in record["evidence"]}
    assert {tuple(one["sentence"]) for one in record["events"]} <= set(kept)
    assert all(RECORD.text[a:b] == words for (a, b), words in kept.items())


def test_json_lines_of_a_filter_are_the_reports_with_such_an_event(full):
    """Each report once, however many of its events fit."""
    path, tally = exported(full, "jsonl", actor="Kenya")
    assert [json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()] == ["example-1"]
    assert tally.rows == 1


@pytest.mark.parametrize("format", ["csv", "parquet", "xlsx", "jsonl", "plover"])
def test_full_texts_come_on_request(full, format):
    """A text is in the file where it was asked for, and nowhere else."""
    words = "The East African Community welcomed the talks."
    assert FORMATS[format].has_texts
    whole = RECORD.text.split("\n\n")[0]
    for text in (True, False):
        path, _ = exported(full, format, text=text)
        if format == "parquet":
            found = str(pandas.read_parquet(path).get("text", pandas.Series(dtype=str)).tolist())
        elif format == "xlsx":
            found = str([c.value for row in openpyxl.load_workbook(path)["events"].iter_rows(min_row=2) for c in row
                         if c.column > len(COLUMNS)])
        else:
            found = path.read_text("utf-8").replace("Kenya and Uganda to reopen Busia crossing\"", "")
        assert (f"{whole}\\n\\nKAMPALA" in found or f"{whole}\n\nKAMPALA" in found) == text
        assert words in found or format in ("parquet", "xlsx")


def test_texts_that_were_not_kept_cannot_be_asked_for(tmp_path):
    """The message says what the record keeps."""
    path = stored(tmp_path, RECORD.to_dict(), text="evidence")
    with pytest.raises(StoreError, match="keeps 'evidence'"):
        exported(path, "csv", text=True)
    assert exported(path, "csv")[1].rows == 7


def test_formats_without_room_refuse_texts(full):
    """A request that cannot be met is no file without the texts."""
    with pytest.raises(StoreError, match=r"gdelt has no room for full texts.*csv, xlsx, parquet, jsonl, plover"):
        exported(full, "gdelt", text=True)


def test_a_file_is_there_whole_or_not_at_all(full, monkeypatch):
    """A failure on the way leaves the file that was there before, and no draft."""
    out, _ = exported(full, "csv")
    before = out.read_bytes()

    def broken(request, file, tally):
        file.write(b"half")
        raise StoreError("no more")

    monkeypatch.setitem(FORMATS, "csv", FORMATS["csv"].__class__("csv", broken, "events"))
    with pytest.raises(StoreError, match="no more"):
        exported(full, "csv")
    assert out.read_bytes() == before
    assert sorted(p.name for p in full.parent.iterdir() if ".part" in p.name) == []


def test_the_record_itself_is_never_overwritten(full):
    """`--out` with the record's own name is a slip."""
    with View(full) as view, pytest.raises(StoreError, match="is the record itself"):
        export(view, "csv", full)


@pytest.mark.parametrize("format", list(FORMATS))
def test_the_same_record_gives_the_same_bytes(full, format):
    """An export can be compared with the one of last week."""
    first = exported(full, format)[0].read_bytes()
    assert exported(full, format)[0].read_bytes() == first


@pytest.mark.parametrize("format", list(FORMATS))
def test_nothing_found_is_a_file_without_rows(full, format):
    """A filter that nothing fits gives a valid file and the count 0."""
    out, tally = exported(full, format, actor="France")
    assert tally.rows == 0 and out.exists()
