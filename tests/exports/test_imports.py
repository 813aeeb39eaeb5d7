"""Event files of others are taken in, and records compared."""

from __future__ import annotations

import gzip
import json
import math
import zipfile

import pytest
from exporting import exported, stored
from field_columns import GDELT, ICEWS, POLECAT
from full_record import RECORD
from small_records import actor, meeting

import communique
from communique.cli import main
from communique.errors import StoreError
from communique.imports import compare, import_file
from communique.store import EventFilter, View, Writer

ROWS = {
    "gdelt": (GDELT, False, {
        "GLOBALEVENTID": "77", "SQLDATE": "20240304", "Actor1Code": "ROMMIL", "Actor1Name": "ROMANIAN TROOPS",
        "Actor1CountryCode": "ROM", "Actor1Type1Code": "MIL", "Actor2Code": "CHN", "Actor2Name": "CHINA",
        "Actor2CountryCode": "CHN", "EventCode": "190", "EventBaseCode": "190", "EventRootCode": "19", "QuadClass": "4",
        "GoldsteinScale": "-10", "ActionGeo_Type": "4", "ActionGeo_FullName": "Beijing, Beijing, China",
        "ActionGeo_CountryCode": "CH", "ActionGeo_Lat": "39.9", "ActionGeo_Long": "116.4",
        "DATEADDED": "20240305120000", "SOURCEURL": "https://news.example/a"}),
    "icews": (ICEWS, True, {
        "Event ID": "77", "Event Date": "2024-03-04", "Source Name": "Troops (Romania)", "Source Sectors": "Military",
        "Source Country": "Romania", "Event Text": "Use conventional military force", "CAMEO Code": "190",
        "Intensity": "-10", "Target Name": "China", "Target Country": "China", "Publisher": "Example Wire",
        "City": "Beijing", "Province": "Beijing", "Country": "China", "Latitude": "39.9", "Longitude": "116.4"}),
    "polecat": (POLECAT, True, {
        "Event ID": "77", "Event Date": "2024-03-04", "Event Type": "ASSAULT", "Event Mode": "", "Intensity": "-9",
        "Quad Code": "MATERIAL CONFLICT", "Contexts": "military;territory", "Actor Name": "Troops",
        "Actor Country": "ROU", "Primary Actor Sector": "MIL", "Recipient Name": "China", "Recipient Country": "CHN",
        "Placename": "Beijing", "Country": "China", "Latitude": "39.9", "Longitude": "116.4", "GeoNames ID": "1816670",
        "Source": "Example Wire", "Publication Date": "2024-03-05"})}


def written(folder, format, *changes):
    """A file with a good row, changed for each of `changes`."""
    columns, header, row = ROWS[format]
    lines = ["\t".join(columns)] if header else []
    lines += ["\t".join((row | change).get(name, "") for name in columns) for change in changes or ({},)]
    path = folder / f"events.{format}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def taken_in(folder, path, format):
    with Writer(folder / "into.db") as writer:
        return import_file(path, format, writer)


@pytest.mark.parametrize("format", list(ROWS))
def test_a_row_becomes_an_event(tmp_path, format):
    """Day, sides, type, code, score and place are in the same tables as what we code."""
    taken = taken_in(tmp_path, written(tmp_path, format), format)
    assert (taken.new, taken.known, taken.bad) == (1, 0, [])
    with communique.open_record(tmp_path / "into.db") as book:
        (row,) = book.events()
        assert (row.report, row.day, row.type, row.cameo, row.quad) == (
            f"{format}:77", "2024-03-04", "ASSAULT", {"polecat": row.cameo}.get(format, "190"), 4)
        assert [(side.party, side.sector, side.kind) for side in row.sources] == [("ROU", "MIL", "group")]
        assert [(side.party, side.key, side.kind) for side in row.targets] == [("CHN", "CHN", "state")]
        assert (row.place, row.place_country, row.lat, row.lon) == ("Beijing", "CHN", 39.9, 116.4)
        assert row.intensity == (-9 if format == "polecat" else -10)
        assert row.sentence == ("Use conventional military force" if format == "icews" else "")
        assert len(book.events(actor="Romania", with_="China")) == 1


@pytest.mark.parametrize(("format", "bad", "says"), [
    ("gdelt", {"SQLDATE": "20241304"}, "SQLDATE '20241304' is no day"), ("gdelt", {"EventCode": "99"}, "no CAMEO code"),
    ("gdelt", {"GoldsteinScale": "x"}, "GoldsteinScale 'x' is no number"),
    ("gdelt", {"SOURCEURL": "a\tb"}, "62 fields"),
    ("gdelt", {"GLOBALEVENTID": ""}, "GLOBALEVENTID"), ("icews", {"Event Date": "soon"}, "Event Date 'soon'"),
    ("icews", {"CAMEO Code": "---"}, "no CAMEO code"), ("icews", {"Latitude": "inf"}, "latitude 'inf'"),
    ("polecat", {"Event Type": "DANCE"}, "Event Type 'DANCE' is no PLOVER type"),
    ("polecat", {"Event ID": ""}, "Event ID")])
def test_a_bad_row_is_named_and_the_rest_goes_on(tmp_path, format, bad, says):
    """File, line and reason of a row that cannot be read; it is in the ledger, and its neighbours are in the record."""
    ids = {"gdelt": "GLOBALEVENTID"}.get(format, "Event ID")
    taken = taken_in(tmp_path, written(tmp_path, format, {}, bad, {ids: "78"}), format)
    line = 2 if format == "gdelt" else 3
    ((where, reason),) = taken.bad
    assert where == f"events.{format}:{line}" and says in reason and taken.new == 2
    with View(tmp_path / "into.db") as view:
        found = view.db.execute("SELECT item, reason FROM ledger WHERE state = 'set aside'").fetchall()
    assert [tuple(row) for row in found] == [(where, reason)]


def test_a_file_taken_in_twice_is_there_once(tmp_path):
    """Rows keep their ids."""
    path = written(tmp_path, "icews", {}, {"Event ID": "78"})
    taken_in(tmp_path, path, "icews")
    taken = taken_in(tmp_path, path, "icews")
    assert (taken.new, taken.known) == (0, 2)


@pytest.mark.parametrize("pack", ["zip", "gz"])
def test_zipped_files_are_read(tmp_path, pack):
    """GDELT's files come zipped."""
    plain, packed = written(tmp_path, "gdelt"), tmp_path / f"events.{pack}"
    if pack == "zip":
        with zipfile.ZipFile(packed, "w") as archive:
            archive.write(plain, "20240305.export.CSV")
    else:
        packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert taken_in(tmp_path, packed, "gdelt").new == 1


def test_a_file_of_another_kind_is_an_error(tmp_path):
    """A header that lacks columns, or a file in which no row is good, is not taken for one with many bad rows."""
    path = written(tmp_path, "icews")
    with pytest.raises(StoreError, match="the header lacks Event Type"):
        taken_in(tmp_path, path, "polecat")
    path.write_text("a line of prose\n" * 5000, encoding="utf-8")
    with pytest.raises(StoreError, match=r"is no gdelt file: events\.icews:1: 1 fields where there should be 61"):
        taken_in(tmp_path, path, "gdelt")


@pytest.mark.parametrize("format", ["gdelt", "icews", "polecat"])
def test_what_we_export_can_be_imported(tmp_path, format):
    """Days, sides and codes of our own export come back."""
    path, tally = exported(stored(tmp_path, RECORD.to_dict(), meeting("r1", "CHN", "RUS", "2024-03-04")), format)
    taken = taken_in(tmp_path, path, format)
    assert (taken.new, taken.bad) == (tally.rows, [])
    with communique.open_record(tmp_path / "into.db") as book:
        rows = [(row.day, row.sources[0].party, row.targets[0].party, row.type) for row in book.events(actor="China")]
    assert sorted(rows) == [("2024-03-04", "CHN", "RUS", "CONSULT"), ("2024-03-04", "RUS", "CHN", "CONSULT")]


def _visit(id, one, other, day):
    made = meeting(id, one, other, day)
    made["events"][0]["reciprocal"] = False
    return made


def two_records(folder):
    """Meetings of three pairs in two months, and another coder's view of them."""
    ours = [("CHN", "RUS", "2024-01-02")] * 3 + [("CHN", "RUS", "2024-02-02")] + [("USA", "FRA", "2024-02-09")] * 2
    theirs = [("CHN", "RUS", "2024-01-20")] * 5 + [("CHN", "RUS", "2024-02-28")] * 2 + [("USA", "KEN", "2024-02-01")]
    paths = []
    for name, listed in (("ours", ours), ("theirs", theirs)):
        (folder / name).mkdir()
        paths.append(stored(folder / name, *(_visit(f"r{n}", *one) for n, one in enumerate(listed))))
    return paths


def test_agreement_reckoned_by_hand(tmp_path):
    """Four dyad-months, two in both; Pearson's of (3, 1, 2, 0) and (5, 2, 0, 1)."""
    ours, theirs = two_records(tmp_path)
    with View(ours) as here, View(theirs) as there:
        whole, *parts = compare(here, there)
    assert (whole.here, whole.there, whole.both, whole.either, whole.jaccard) == (6, 8, 2, 4, 0.5)
    xs, ys = (3, 1, 2, 0), (5, 2, 0, 1)
    mean = (sum(xs) / 4, sum(ys) / 4)
    top = sum((x - mean[0]) * (y - mean[1]) for x, y in zip(xs, ys, strict=True))
    low = math.sqrt(sum((x - mean[0]) ** 2 for x in xs) * sum((y - mean[1]) ** 2 for y in ys))
    assert whole.correlation == round(top / low, 3)
    assert [part.key for part in parts] == ["CONSULT"]


def test_agreement_by_dyad_and_month(tmp_path):
    """The same events, parted otherwise."""
    ours, theirs = two_records(tmp_path)
    with View(ours) as here, View(theirs) as there:
        dyads = {part.key: (part.here, part.there) for part in compare(here, there, by="dyad")}
        months = {part.key: (part.here, part.there) for part in compare(here, there, by="month")}
        some = compare(here, there, EventFilter(actor="USA"))[0]
    assert dyads == {"all": (6, 8), "CHN → RUS": (4, 7), "USA → FRA": (2, 0), "USA → KEN": (0, 1)}
    assert months == {"all": (6, 8), "2024-01": (3, 5), "2024-02": (3, 3)}
    assert (some.here, some.there) == (2, 1)


def test_only_months_that_both_cover_are_compared(tmp_path):
    """A record that begins later does not disagree with what came before it."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = stored(tmp_path / "a", *(meeting(f"r{n}", "CHN", "RUS", f"2024-0{n}-04") for n in range(1, 6)))
    other = stored(tmp_path / "b", *(meeting(f"r{n}", "CHN", "RUS", f"2024-0{n}-04") for n in range(4, 9)))
    with View(one) as here, View(other) as there:
        whole = compare(here, there)[0]
    assert (whole.here, whole.there, whole.jaccard) == (4, 4, 1.0)  # April and May, both ways


def test_sides_pick_the_dyads_that_are_compared(tmp_path):
    """What others do in the same event is not what was asked for; records of other years are told apart."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    made = _visit("r1", "CHN", "RUS", "2024-01-02")
    made["actors"].append(actor("a3", "USA"))
    made["events"][0]["sources"].append("a3")
    one = stored(tmp_path / "a", made)
    other = stored(tmp_path / "b", _visit("r1", "CHN", "RUS", "2023-01-02"))
    with View(one) as here, View(other) as there:
        for wanted in (EventFilter(actor="CHN", with_="RUS"), EventFilter(source="China")):
            dyads = {part.key: (part.here, part.there) for part in compare(here, here, wanted, by="dyad")}
            assert dyads == {"all": (1, 1), "CHN → RUS": (1, 1)}
        with pytest.raises(StoreError, match=r"no month in common.*2024-01 to 2024-01 and .*2023-01"):
            compare(here, there)


def test_the_commands(tmp_path, capfd):
    """Export, import and compare from the command line; a bad row makes the exit code 1."""
    record = stored(tmp_path, RECORD.to_dict(), meeting("r1", "CHN", "RUS", "2024-03-04"))
    out = tmp_path / "events.tsv"
    assert main(["export", str(record), "--format", "icews", "--out", str(out), "--actor", "China"]) == 0
    assert "2 rows written" in capfd.readouterr().out
    assert len(out.read_text("utf-8").splitlines()) == 3
    out.write_text(out.read_text("utf-8") + "bad\trow\n", encoding="utf-8")
    into = tmp_path / "into.db"
    assert main(["import", str(out), "--format", "icews", "--into", str(into)]) == 1
    said = capfd.readouterr()
    assert "2 new or changed, 0 as before, 1 set aside" in said.out and "events.tsv:4: 2 fields" in said.err
    assert main(["compare", str(record), str(into), "--json"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert rows[1] == {"key": "CONSULT", "here": 5, "there": 2, "both": 2, "either": 4, "jaccard": 0.5,
                       "correlation": rows[1]["correlation"]}
    assert main(["compare", str(record), str(into), "--csv"]) == 0
    assert capfd.readouterr().out.startswith("key,here,there,both,either,jaccard,correlation\nall,")
    assert main(["compare", str(record), str(into)]) == 0
    assert "dyad-months" in capfd.readouterr().out


def test_an_export_to_standard_output_has_nothing_else_in_it(tmp_path, capfd):
    """The count goes to standard error."""
    record = stored(tmp_path, meeting("r1", "CHN", "RUS", "2024-03-04"))
    assert main(["export", str(record), "--format", "phoenix", "--out", "-"]) == 0
    said = capfd.readouterr()
    assert len(said.out.splitlines()) == 2 and "2 rows written" in said.err
