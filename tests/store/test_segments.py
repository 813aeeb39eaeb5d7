"""Counts over Parquet segments are the counts of SQLite, whatever happens to the reports."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from drawn_records import drawn

import communique
from communique.store import EventFilter, View, Writer, aggregates, segments
from communique.store import dyads as dyads_module
from communique.store.dyads import UNITS, Panel, count_dyads, dyads, dyads_table

FILTERS = (
    {}, {"actor": "CHN"}, {"actor": "CHN", "with_": "RUS"}, {"actor": "eu", "with_": "CHN"}, {"source": "USA"},
    {"target": "nato"}, {"source": "CHN", "target": "RUS"}, {"members_of": "nato"}, {"members_of": "eu"},
    {"type": "CONSULT"},
    {"type": ("AID", "ASSAULT"), "status": ("denied", "scheduled")}, {"status": "happened", "quad": 2},
    {"since": "2024-02", "until": "2024-03"}, {"until": "2023"}, {"since": "2024-02-10", "until": "2024-02-10"},
    {"until": "9999"}, {"context": "military"}, {"min_confidence": 0.6}, {"cameo": "04", "typed": False},
    {"actor": "CHN", "with_": "CHN"}, {"typed": False}, {"text": "talks"}, {"actor": "Person A"}, {"outlet": "Wire 1"},
    {"actor": "Person A", "with_": "RUS"}, {"mode": "visit", "actor": "FRA"}, {"place": "PRT"}, {"topic": "trade"},
    {"mechanism": "1th"}, {"source": "CHN", "target": "CHN"}, {"actor": "RUS", "source": "CHN"},
    {"actor": "RUS", "source": "CHN", "target": "RUS", "type": "AID"}, {"source": "Person A", "target": "RUS"},
    {"since": "2024-02", "actor": "CHN"}, {"status": ("ongoing", "happened"), "until": "2024-02-29"})


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setattr(segments, "BLOCK", 8)
    monkeypatch.setattr(segments.tidy, "__kwdefaults__", {"changed": False, "block": 8})
    return tmp_path / "record.db"


def compare(path: Path, *, all: bool = False) -> None:
    """Some counts or every one, of both ways."""
    panels = (*map(Panel, UNITS), Panel("M", balanced=True), Panel("W", balanced=True)) if all else map(Panel, "WM")
    filters, panels = FILTERS if all else FILTERS[:4], list(panels)
    with View(path) as view, View(path) as plain:
        assert segments.named(view.db), "there is nothing to compare"
        plain.db.execute("PRAGMA query_only = OFF")
        plain.db.execute("CREATE TEMP TABLE segments (id, file, first, last, odd)")  # hides the real one
        for given in filters:
            wanted = EventFilter(**given)
            assert view.count_events(wanted) == plain.count_events(wanted), given
            for panel in panels:
                rows = list(dyads(view, wanted, panel))
                assert rows == list(dyads(plain, wanted, panel)), (given, panel)
                assert count_dyads(view, wanted, panel) == len(rows)


def test_every_count_is_the_same_both_ways(path):
    """All lengths of periods with all kinds of filters, with reports behind the last segment."""
    with Writer(path) as writer:
        for number in range(150):
            writer.put(drawn(number))
    compare(path, all=True)
    with View(path) as view:
        assert [one.last - one.first + 1 for one in segments.named(view.db)] == [64, 64, 8, 8]
        assert dyads_table(view, EventFilter(), Panel()) is not None
        assert dyads_table(view, EventFilter(text="talks"), Panel()) is None


def test_months_are_made_from_cells_counted_beforehand(path, monkeypatch):
    """Months, quarters and years need no rows of events, but those of stale reports; other filters do."""
    with Writer(path) as writer:
        for number in range(40):
            writer.put(drawn(number))
        writer.put(drawn(3, seed=1))
    with View(path) as view:
        whole = list(dyads(view, EventFilter(), Panel()))
        assert aggregates.lake_of(view, EventFilter()).worn
        monkeypatch.setattr(dyads_module, "_of_rows", lambda *_: None)
        for freq in "MQY":
            assert dyads_table(view, EventFilter(), Panel(freq)) is not None
        assert dyads_table(view, EventFilter(since="2024-02-02"), Panel()) is None
        one = {"source": "CHN", "target": "RUS"}
        picked = [row for row in whole if {key: row[key] for key in one} == one]
        assert picked
        assert dyads_table(view, EventFilter(**one), Panel()).to_pylist() == picked
        both = [row for row in whole if {row["source"], row["target"]} == {"CHN", "RUS"}]
        assert dyads_table(view, EventFilter(actor="China", with_="RUS"), Panel()).to_pylist() == both


def test_counts_follow_corrections_recoding_and_deletion(path):
    """What changes in a segment is stale until it is written anew; what is deleted leaves the files at once."""
    with Writer(path) as writer:
        for number in range(40):
            writer.put(drawn(number))
    with Writer(path) as writer:
        writer.put(drawn(3, seed=1))
        writer.db.execute(
            "INSERT INTO corrections (report, what, hash, words, nth, action, field, value, who, made_at, undone, "
            "found) SELECT r.report, 'event', s.hash, e.trigger, 0, 'change', 'type', '\"AID\"', 'a', 'b', 0, 1 "
            "FROM events e JOIN reports r ON r.id = e.report JOIN sentences s ON s.id = e.sentence "
            "WHERE r.report IN ('r5', 'r11', 'r39')")
        for report in ("r5", "r11", "r39"):
            writer.again(report)
        compare(path)
        writer.delete("r7")
        writer.delete("r39")
        writer.put(drawn(41))
        compare(path)
        before = {one.file for one in segments.named(writer.db)}
        deleted = writer.db.execute("SELECT report FROM stale WHERE report NOT IN (SELECT id FROM reports)").fetchall()
        assert deleted
    compare(path)
    with View(path) as view:
        after = {one.file for one in segments.named(view.db)}
        assert before != after
        assert not view.db.execute("SELECT 1 FROM stale WHERE report = ?", deleted[0]).fetchone()
        files = {file.name.split(".")[0] for file in segments.folder_of(path).iterdir()}
        assert files == after


def test_recoding_everything_writes_the_segments_anew(path):
    """With all reports coded anew nothing is left stale."""
    for seed in (0, 1):
        with Writer(path) as writer, writer.batch():
            for number in range(80):
                writer.put(drawn(number, seed))
    with View(path) as view:
        assert view.db.execute("SELECT count(*) FROM stale").fetchone()[0] <= 16 * 3
    compare(path)


def test_small_segments_on_either_side_of_a_large_one_are_not_joined(path):
    """Eight small ones become one only where they lie beside each other: a large one is not written anew for them."""
    with Writer(path) as writer:
        for number in range(56):
            writer.put(drawn(number))
        with writer.batch():
            for number in range(56, 120):
                writer.put(drawn(number))
        for number in range(120, 136):
            writer.put(drawn(number))
        assert [one.last - one.first + 1 for one in segments.named(writer.db)] == [*[8] * 7, 64, 8, 8]


def test_days_that_are_none_are_counted_all_the_same(path):
    """A day that no column of days can hold stays in SQLite."""
    odd = drawn(0)
    odd["events"][0] |= {"start": "2024-02-3x", "status": "happened", "type": "AID"}
    with Writer(path) as writer:
        for one in (odd, *map(drawn, range(1, 20))):
            writer.put(one)
    with Writer(path) as writer:
        assert writer.db.execute("SELECT report FROM stale").fetchall() == [(1,)]
    compare(path)


@pytest.mark.parametrize("missing", ["file", "folder", "bytes"])
def test_a_lost_file_costs_time_and_no_event(path, missing):
    """Where a file is gone or broken SQLite answers, and the writer makes it again where it is gone."""
    with Writer(path) as writer:
        for number in range(30):
            writer.put(drawn(number))
    with View(path) as view:
        whole = view.count_events(EventFilter()), list(dyads(view, EventFilter(), Panel()))
    folder = segments.folder_of(path)
    for file in sorted(folder.iterdir()):
        if missing == "bytes":
            file.write_bytes(b"PAR1 but nothing else PAR1")
        elif missing == "folder" or file.name.startswith("1-8"):
            file.unlink()
    if missing == "folder":
        folder.rmdir()
    with View(path) as view:
        assert (view.count_events(EventFilter()), list(dyads(view, EventFilter(), Panel()))) == whole
    with Writer(path):
        pass
    compare(path)


def test_a_name_that_leads_elsewhere_is_not_followed(path):
    """A database from elsewhere cannot have other files read."""
    with Writer(path) as writer:
        for number in range(10):
            writer.put(drawn(number))
    with View(path) as view:
        assert aggregates.lake_of(view, EventFilter()) is not None
        segments.folder_of(path).rename(path.with_name("elsewhere"))
    with sqlite3.connect(path) as db:
        db.execute("UPDATE segments SET file = '../elsewhere/' || file")
    with View(path) as view:
        assert aggregates.lake_of(view, EventFilter()) is None


def test_frames_of_segments_have_the_columns_of_rows(path):
    """A table at once or row by row: the same columns and values."""
    with Writer(path) as writer:
        for number in range(30):
            writer.put(drawn(number))
    with communique.open_record(path) as book:
        result = book.dyads()
        rows = [tuple(row.values()) for row in result.flat()]
        assert result.table() is not None
        assert [tuple(row.values()) for row in result.to_arrow().to_pylist()] == rows
        assert result.to_polars().rows() == rows
        assert list(result.to_pandas().columns) == list(result.columns())


def test_without_the_libraries_sqlite_answers(path, monkeypatch):
    """No DuckDB, the same answers; no pyarrow, no segments."""
    with Writer(path) as writer:
        for number in range(20):
            writer.put(drawn(number))
    with View(path) as view:
        whole = list(dyads(view, EventFilter(), Panel()))
        monkeypatch.setattr(aggregates, "find_spec", lambda name: None)
        assert dyads_table(view, EventFilter(), Panel()) is None
        assert list(dyads(view, EventFilter(), Panel())) == whole
    monkeypatch.setattr(segments, "find_spec", lambda name: None)
    with Writer(path.with_name("other.db")) as writer:
        for number in range(20):
            writer.put(drawn(number))
        assert not segments.named(writer.db)


KILLED = """
import os, signal, sys
from pathlib import Path
from communique.store import Writer, segments
writer = Writer(sys.argv[1])
done = []
def killed(*args, real=getattr(segments, sys.argv[2]), **more):
    done.append(real(*args, **more)) if sys.argv[3] == "after" else None
    os.kill(os.getpid(), signal.SIGKILL)
setattr(segments, sys.argv[2], killed)
segments.tidy(writer.db, Path(sys.argv[1]), block=8)
"""


@pytest.mark.parametrize("at", [("_write", "before"), ("_write", "after"), ("seal", "after"), ("sweep", "before")])
def test_a_kill_while_sealing_loses_nothing(path, at, monkeypatch):
    """Killed before a file is written, with one of five, before it is named, before waste is removed."""
    monkeypatch.setattr(segments.tidy, "__kwdefaults__", {"changed": False, "block": 10_000})
    with Writer(path) as writer:
        for number in range(30):
            writer.put(drawn(number))
    source = str(Path(communique.__file__).parents[1])
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path), *at], env=os.environ | {"PYTHONPATH": source},
                           check=False)
    assert ended.returncode == -signal.SIGKILL
    monkeypatch.setattr(segments.tidy, "__kwdefaults__", {"changed": False, "block": 8})
    with Writer(path) as writer:
        spans = [(one.first, one.last) for one in segments.named(writer.db)]
        with writer.batch():
            writer.put(drawn(31))
        spans = [(one.first, one.last) for one in segments.named(writer.db)]
        kept = {f"{one.file}{end}" for one in segments.named(writer.db) for end in segments.ENDS}
        assert {file.name for file in segments.folder_of(path).iterdir()} == kept
    assert all(one[1] + 1 == other[0] for one, other in pairwise(spans))
    compare(path)
