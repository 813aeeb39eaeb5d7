"""Records go in whole, once, and can be asked for."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from full_record import RECORD
from small_records import actor, event, meeting, record, statement

import communique
from communique.errors import StoreError
from communique.store import EventFilter, View, Writer, schema
from communique.store.codebook import codebook
from communique.store.tables import TABLES


@pytest.fixture
def path(tmp_path):
    return tmp_path / "record.db"


def stored(path, *records, **options):
    with Writer(path, **options) as writer:
        for one in records:
            writer.put(one)
    return path


def test_a_record_comes_out_as_it_went_in(path):
    """Nothing of a record is lost on its way through the database."""
    given = RECORD.to_dict()
    with View(stored(path, given)) as view:
        assert view.report(given["id"]) == given


def test_all_events_and_statements_become_rows(path):
    """Each event and statement of a record is found, with its sides and words."""
    given = RECORD.to_dict()
    names = {one["id"]: one["name"] for one in given["actors"]}
    with communique.open_record(stored(path, given)) as book:
        events = {row.event: row for row in book.events(typed=False)}
        assert {row.statement for row in book.statements()} == {one["id"] for one in given["statements"]}
        for one in given["events"]:
            row = events[one["id"]]
            assert [side.name for side in row.sources] == [names[id] for id in one["sources"]]
            assert [side.name for side in row.targets] == [names[id] for id in one["targets"]]
            assert (row.type, row.status, row.cameo) == (one["type"], one["status"], one["cameo"])
            assert row.trigger == given["text"][slice(*one["trigger"])]
            assert row.sentence == given["text"][slice(*one["sentence"])]


def test_the_same_record_twice_is_stored_once(path):
    """A run that is done again leaves no duplicates and says that nothing was new."""
    given = meeting("r1", "CHN", "RUS", "2024-03-04")
    with Writer(path) as writer:
        assert writer.put(given)
        assert not writer.put(given)
    with communique.open_record(path) as book:
        assert len(book.events()) == 1


def test_a_record_coded_anew_takes_the_place_of_the_former(path):
    """Recoding replaces what was derived; the numbers of events that are still there stay."""
    with communique.open_record(stored(path, meeting("r1", "CHN", "RUS", "2024-03-04"))) as book:
        before = [row.id for row in book.events()]
    stored(path, meeting("r1", "CHN", "RUS", "2024-03-04", type="SUPPORT"))
    with communique.open_record(path) as book:
        assert [(row.id, row.type) for row in book.events()] == [(before[0], "SUPPORT")]


def test_a_batch_that_fails_leaves_nothing(path):
    """A record that cannot be stored takes the whole batch back, and later batches are sound."""
    with Writer(path) as writer:
        with pytest.raises(KeyError), writer.batch():
            writer.put(meeting("r1", "CHN", "RUS", "2024-03-04"))
            writer.put({"id": "r2", "text": "no record"} | {"events": [{}]})
        writer.put(meeting("r3", "CHN", "RUS", "2024-03-05"))
    with communique.open_record(path) as book:
        assert [row.report for row in book.events(actor="China")] == ["r3"]


def test_deleting_a_report_leaves_no_word_of_it(path):
    """Text, sentences, actors, corrections and the words of the index go."""
    text = "Quokka Example met Wombat Example."
    people = [actor("a1", "CHN", "Quokka Example"), actor("a2", "RUS", "Wombat Example")]
    secret = record("r1", text, "2024-03-04", people,
                    [event("e1", text, "met", ["a1"], ["a2"])], [statement("s1", text, "a1", "Wombat Example", "met")])
    with Writer(stored(path, secret, meeting("r2", "CHN", "RUS", "2024-03-05"))) as writer:
        assert writer.delete("r1")
        assert not writer.delete("r1")
        writer.db.execute("INSERT INTO sentences_fts (sentences_fts) VALUES ('optimize')")
        writer.db.execute("INSERT INTO statements_fts (statements_fts) VALUES ('optimize')")
        writer.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        writer.db.execute("VACUUM")
    assert b"Quokka" not in path.read_bytes()
    assert b"quokka" not in path.read_bytes()
    with communique.open_record(path) as book:
        assert [row.report for row in book.events()] == ["r2"]
        assert not book.events(text="quokka", typed=False)


@pytest.mark.parametrize("policy", ["full", "evidence", "none"])
def test_what_is_kept_of_texts_is_what_was_asked_for(path, policy):
    """With `evidence` only sentences of events and statements stay, with `none` only single words."""
    text = "Rain fell all day over the bay. China and Russia met for talks."
    at = [text.index("China"), len(text)]
    given = record("r1", text, "2024-03-04", [actor("a1", "CHN"), actor("a2", "RUS")],
                   [event("e1", text, "met", ["a1"], ["a2"], sentence=at)])
    stored(path, given, text=policy)
    with communique.open_record(path) as book, sqlite3.connect(path) as db:
        kept = " ".join(str(value) for row in db.execute("SELECT text FROM reports") for value in row)
        assert ("Rain" in kept) == (policy == "full")
        row = next(iter(book.events()))
        assert row.sentence == (None if policy == "none" else text[at[0]:])
        assert row.trigger == "met"
        assert (book.report("r1")["text"] is None) == (policy != "full")
        assert bool(book.events(text="talks")) == (policy != "none")
    with pytest.raises(StoreError, match="keeps texts as"):
        Writer(path, text="none" if policy == "full" else "full")


def test_filters_find_what_they_name(path):
    """Each filter leaves the events that fit it, and counts them rightly."""
    text = "France imposed sanctions on Russia over grain exports."
    punished = record("r4", text, "2024-04-01", [actor("a1", "FRA"), actor("a2", "RUS")], [event(
        "e1", text, "imposed", ["a1"], ["a2"], type="SANCTION", cameo="163", quad=4, contexts=["economic"], place=0)],
        publisher="Other Daily", places=[{"span": [0, 6], "name": "Paris", "country": "FRA", "admin1": None,
                                          "feature": "capital", "lat": 48.85, "lon": 2.35, "geonames": 2988507}])
    stored(path, meeting("r1", "CHN", "RUS", "2024-03-04"), meeting("r2", "CHN", "USA", "2024-03-05"),
           meeting("r3", "USA", "CHN", "2024-05-05"), punished)
    wanted = (
        ({}, "r1 r2 r4 r3"), ({"actor": "China"}, "r1 r2 r3"), ({"actor": "RUS"}, "r1 r4"),
        ({"actor": "USA", "with_": "CHN"}, "r2 r3"), ({"actor": "Kenya"}, ""), ({"source": "FRA"}, "r4"),
        ({"target": "China"}, "r3"), ({"type": "sanction"}, "r4"), ({"since": "2024-04"}, "r4 r3"),
        ({"type": ["SANCTION", "CONSULT"], "until": "2024-03"}, "r1 r2"), ({"until": "2024-03-04"}, "r1"),
        ({"place": "FRA"}, "r4"), ({"place": "paris"}, "r4"), ({"text": "grain"}, "r4"), ({"quad": 4}, "r4"),
        ({"text": '"for talks"'}, "r1 r2 r3"), ({"quad": "material conflict"}, "r4"), ({"cameo": "16"}, "r4"),
        ({"members_of": "EU"}, "r4"), ({"context": "economic"}, "r4"), ({"topic": "economic"}, "r4"),
        ({"outlet": "Other Daily"}, "r4"), ({"min_confidence": 0.9}, ""), ({"min_sources": 2}, ""),
        ({"status": "scheduled"}, ""))
    with communique.open_record(path) as book:
        for filters, found in wanted:
            result = book.events(**filters)
            assert " ".join(row.report for row in result) == found, filters
            assert len(result) == len(found.split()), filters


def test_members_are_those_of_the_day(path):
    """The United Kingdom counts among the members of the EU until it left, Croatia since it joined."""
    told = []
    for n, (name, code, day) in enumerate((("Britain", "GBR", "2019-05-01"), ("Britain", "GBR", "2021-05-01"),
                                           ("Croatia", "HRV", "2012-05-01"), ("Croatia", "HRV", "2014-05-01")), 1):
        text = f"{name} condemned Russia."
        sides = [actor("a1", code, name, kind="state", ref=code), actor("a2", "RUS")]
        told.append(record(f"r{n}", text, day, sides, [event("e1", text, "condemned", ["a1"], ["a2"])],
                           [statement("s1", text, "a1", "Russia", "condemned")]))
    stored(path, *told)
    with communique.open_record(path) as book:
        assert {row.report for row in book.events(members_of="EU")} == {"r1", "r4"}
        assert {row.report for row in book.statements(members_of="EU")} == {"r1", "r4"}


def test_a_person_is_found_with_who_is_opposite(path):
    """A person with a state, and a state with a person; who stands on the same side does not count."""
    text = "Ana Example met Ben Example."
    people = [actor("a1", "CHN", "Ana Example", ref="ana"), actor("a2", "RUS", "Ben Example", ref="ben")]
    stored(path, record("r1", text, "2024-03-04", people, [event("e1", text, "met", ["a1"], ["a2"])]),
           record("r2", text, "2024-03-05", people, [event("e1", text, "met", ["a1", "a2"], [])]))
    with communique.open_record(path) as book:
        for one, other in (("Ana Example", "RUS"), ("RUS", "Ana Example"), ("ben", "ana"), ("CHN", "Russia")):
            assert [row.report for row in book.events(actor=one, with_=other)] == ["r1"]
        assert [row.report for row in book.events(actor="Ana Example")] == ["r1", "r2"]


def test_a_body_is_itself_and_not_its_members(path):
    """"EU" is the Union; its members are asked for by `members_of`."""
    text = "The European Union condemned Russia."
    union = record("r1", text, "2024-03-04", [actor("a1", "IGO", "European Union", ref="eu", kind="organisation"),
                                              actor("a2", "RUS")], [event("e1", text, "condemned", ["a1"], ["a2"])])
    with communique.open_record(stored(path, union, meeting("r2", "FRA", "RUS", "2024-03-05"))) as book:
        assert [row.report for row in book.events(actor="EU")] == ["r1"]
        assert [row.report for row in book.events(members_of="EU")] == ["r2"]


@pytest.mark.parametrize(("filters", "says"), [
    ({"actor": "Chyna"}, "'China'"), ({"type": "CONSLT"}, "'CONSULT'"), ({"since": "2024-13"}, "YYYY-MM"),
    ({"status": "hapened"}, "'happened'"), ({"members_of": "Natto"}, "'NATO'"), ({"text": "!!"}, "no word"),
    ({"with_": "CHN"}, "Give both"), ({"quad": "war"}, "verbal conflict")])
def test_a_filter_that_cannot_be_is_an_error_with_a_hint(path, filters, says):
    """A slip gives no empty answer but says what was meant, perhaps."""
    with communique.open_record(stored(path, meeting("r1", "CHN", "RUS", "2024-03-04"))) as book, \
            pytest.raises(StoreError, match=says):
        book.events(**filters)


def test_pages_meet_without_gap_or_overlap(path):
    """Page by page in either direction the same events come as at once."""
    stored(path, *(meeting(f"r{n}", "CHN", "RUS", f"2024-03-{1 + n % 3:02}") for n in range(20)))
    with View(path) as view:
        for wanted in (EventFilter(), EventFilter(actor="CHN"), EventFilter(actor="CHN", with_="RUS")):
            for newest in (False, True):
                whole = [row["id"] for row in view.events(wanted, newest_first=newest)]
                paged, after = [], None
                while page := list(view.events(wanted, limit=3, after=after, newest_first=newest)):
                    paged += [row["id"] for row in page]
                    after = (page[-1]["_day"], page[-1]["_id"])
                assert paged == whole
                assert len(whole) == 20


def test_what_lies_ahead_leaves_out_what_has_happened(path):
    """A planned meeting stands in the agenda until its twin says that it was held."""
    text = "China and Kenya will meet on 2 May."
    both = [actor("a1", "CHN"), actor("a2", "KEN")]
    ahead = event("e1", text, "meet", ["a1"], ["a2"], status="scheduled", start="2024-05-02")
    held = [ahead | {"same_as": ["e2"]}, ahead | {"id": "e2", "status": "happened", "same_as": ["e1"]}]
    open_end = ahead | {"start": None}
    stored(path, record("r1", text, "2024-04-01", both, [ahead]), record("r2", text, "2024-04-02", both, held),
           record("r3", text, "2024-04-03", both, [open_end]))
    with communique.open_record(path) as book:
        assert [row.report for row in book.agenda()] == ["r1", "r3"]
        assert [row.report for row in book.agenda(since="2024-06")] == ["r3"]
        assert [row.report for row in book.agenda(country="France")] == []


def test_dyads_count_both_directions_of_what_is_done_together(path):
    """A meeting counts for both; rates follow the reports of the month; zeros are there on demand."""
    stored(path, meeting("r1", "CHN", "RUS", "2024-03-04"), meeting("r2", "CHN", "RUS", "2024-03-05"),
           meeting("r3", "FRA", "RUS", "2024-05-05"))
    with communique.open_record(path) as book:
        rows = {(row.period, row.source, row.target): row for row in book.dyads()}
        assert rows["2024-03", "CHN", "RUS"].events == rows["2024-03", "RUS", "CHN"].events == 2
        assert rows["2024-03", "CHN", "RUS"].rate == 1000
        assert len(rows) == 4
        panel = list(book.dyads(balanced=True))
        assert len(panel) == 8
        assert sum(row.events for row in panel) == 6
        assert {row.period for row in book.dyads(freq="Q")} == {"2024-Q1", "2024-Q2"}
        assert [row.events for row in book.dyads(actor="France")] == [1, 1]
        assert {row.period for row in book.dyads(freq="W")} == {"2024-03-04", "2024-04-29"}


def test_frames_have_the_same_rows_in_all_libraries(path):
    """polars, pandas and Arrow get one column a field, also where nothing is found."""
    stored(path, meeting("r1", "CHN", "RUS", "2024-03-04"))
    with communique.open_record(path) as book:
        for result in (book.events(), book.events(actor="Kenya"), book.statements(), book.dyads(), book.actors()):
            polars, pandas, arrow = result.to_polars(), result.to_pandas(), result.to_arrow()
            assert list(polars.columns) == list(pandas.columns) == arrow.column_names
            assert polars.height == len(pandas) == arrow.num_rows == len(result)
        assert book.events().to_polars()["sources_parties"].to_list() == ["CHN"]


def test_a_notebook_shows_hostile_words_as_words(path):
    """Nothing of a report is markup in a notebook."""
    text = "<script>alert(1)</script> met Russia."
    bad = record("r1", text, "2024-03-04", [actor("a1", "CHN", "<b>A</b>"), actor("a2", "RUS")],
                 [event("e1", text, "met", ["a1"], ["a2"])])
    with communique.open_record(stored(path, bad)) as book:
        shown = book.events()._repr_html_()
    assert "<script" not in shown
    assert "<b>" not in shown


def test_files_that_are_no_record_are_named(path, tmp_path):
    """A missing file, a text and a database of somebody else give an error that says so."""
    with pytest.raises(StoreError, match="There is no record"):
        View(path)
    path.write_text("This is no database at all, but a text that is long enough." * 40)
    with pytest.raises(StoreError, match="no record database"):
        View(path)
    with pytest.raises(StoreError, match="no record database"):
        Writer(path)
    with pytest.raises(StoreError, match="no folder"):
        Writer(tmp_path / "none" / "record.db")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE birds (name)")
    with pytest.raises(StoreError, match="no record of ours"):
        Writer(other)


def test_an_older_database_is_brought_up_and_a_newer_one_left_alone(path):
    """A step is taken once, by the writer; a reader says what to do; what is newer is not touched."""
    stored(path, meeting("r1", "CHN", "RUS", "2024-03-04"))
    steps = (*schema.STEPS, lambda db: db.execute("ALTER TABLE reports ADD COLUMN mood TEXT"))
    with pytest.raises(StoreError, match="communique migrate"):
        View(path, steps=steps)
    with Writer(path, steps=steps) as writer:
        assert writer.db.execute("SELECT mood FROM reports").fetchall() == [(None,)]
    with View(path, steps=steps) as view:
        assert view.count_events(EventFilter()) == 1
    with pytest.raises(StoreError, match="newer Communique"):
        View(path)
    with pytest.raises(StoreError, match="newer Communique"):
        Writer(path)


def test_a_copy_is_a_source_and_no_event(path):
    """A copy is a report of its own that names the first; the event's reports count it, the events do not."""
    first = meeting("r1", "CHN", "RUS", "2024-03-04") | {"origin": "reuters"}
    bare = record("r2", first["text"], "2024-03-05", [], [], publisher="Other Daily") | {"copy_of": "r1"}
    with View(stored(path, first, bare, bare | {"id": "r3", "copy_of": "r2"})) as view:
        assert [(row["report"], row["reports"], row["outlets"]) for row in view.events(EventFilter())] == [("r1", 3, 1)]
        assert view.count_events(EventFilter()) == 1
        assert [view.report(id).get("copy_of") for id in ("r1", "r2", "r3")] == [None, "r1", "r1"]
        assert view.report("r1")["origin"] == "reuters"
        assert [row["copy_of"] for row in view.reports()] == [None, "r1", "r1"]
    with Writer(path) as writer:
        assert not writer.put(bare)
        assert writer.delete("r1")
        assert writer.db.execute("SELECT copy_of FROM reports").fetchall() == [(None,), (None,)]


def test_a_view_cannot_write(path):
    """A reader's connection refuses every change."""
    with View(stored(path, meeting("r1", "CHN", "RUS", "2024-03-04"))) as view, \
            pytest.raises(sqlite3.OperationalError):
        view.db.execute("DELETE FROM reports")


def test_every_column_says_what_it_is():
    """The codebook has no blank."""
    for table in TABLES:
        assert table.says
        for column in table.columns:
            assert column.says.endswith(".") or ":" in column.says, (table.name, column.name)


def test_the_codebook_is_what_the_tables_say():
    """docs/codebook.md is made from the tables and never older than they are."""
    page = Path(__file__).resolve().parents[2] / "docs" / "codebook.md"
    assert page.read_text("utf-8") == codebook(), "run python scripts/codebook.py"
