"""Lists come in order and whole, whichever way SQLite takes to them; what is deleted is gone."""

from __future__ import annotations

import re
import sqlite3
from itertools import pairwise

import pytest
from drawn_records import drawn
from small_records import actor, event, meeting, record, statement

from communique.errors import StoreError
from communique.store import Corrector, EventFilter, StatementFilter, View, Writer, filters
from communique.store import query as querying
from communique.store.flat import flat
from communique.store.tables import TABLES

WANTED = (
    EventFilter(), EventFilter(typed=False), EventFilter(actor="CHN"), EventFilter(actor="CHN", with_="RUS"),
    EventFilter(source="USA"), EventFilter(target="eu"), EventFilter(source="USA", target="CHN"),
    EventFilter(actor="RUS", source="USA"), EventFilter(actor="Person A"), EventFilter(actor="Person A", with_="FRA"),
    EventFilter(members_of="nato", since="2024-02"),
    EventFilter(type=("AID", "CONSULT"), status=("denied", "happened")),
    EventFilter(place="PRT"), EventFilter(place="lisbon", actor="CHN"), EventFilter(mechanism="1th TRADE"),
    EventFilter(topic="TRADE"), EventFilter(topic="military"), EventFilter(outlet="Wire 1"),
    EventFilter(text="talks lisbon"), EventFilter(text="talks", outlet="Wire 2", actor="USA"),
    StatementFilter(), StatementFilter(speaker="CHN"), StatementFilter(about="trade"), StatementFilter(text="talks"),
    StatementFilter(outlet="Wire 0", speaker="nato"), StatementFilter(members_of="nato", about="Grain Export"))


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("lists") / "record.db"
    with Writer(path) as writer, writer.batch():
        for number in range(120):
            writer.put(drawn(number))
    return path


def listed(view, wanted, **options):
    rows = view.events if isinstance(wanted, EventFilter) else view.statements
    return list(rows(wanted, **options))


@pytest.mark.parametrize("few", [0, 10, 5000])
def test_few_or_many_the_list_is_the_same(path, few, monkeypatch):
    """Looked up and sorted, or met with on the way through the days; forwards, backwards and page by page."""
    with View(path) as view:
        for wanted in WANTED:
            monkeypatch.setattr(querying, "FEW", 5000)
            whole = sorted(listed(view, wanted), key=lambda row: (row["day"] or "", row["id"]))
            assert whole, wanted
            monkeypatch.setattr(querying, "FEW", few)
            counted = view.count_events(wanted) if isinstance(wanted, EventFilter) else view.count_statements(wanted)
            assert counted == len(whole)
            for newest in (False, True):
                paged, after = [], None
                while page := listed(view, wanted, limit=7, after=after, newest_first=newest):
                    paged += page
                    after = (page[-1]["_day"], page[-1]["_id"])
                assert [row["id"] for row in paged] == [row["id"] for row in (whole[::-1] if newest else whole)], wanted


def test_filters_find_what_they_name(path):
    """Each list against the same condition in plain Python over all events."""
    with View(path) as view:
        every = listed(view, EventFilter(typed=False))
        typed = [row for row in every if row["type"]]

        def parties(row, *roles):
            return {side["party"] for role in roles for side in row[role]}

        for wanted, holds in (
                (EventFilter(source="USA"), lambda row: "USA" in parties(row, "sources")),
                (EventFilter(source="USA", target="CHN"), lambda row: "USA" in parties(row, "sources")
                 and "CHN" in parties(row, "targets")),
                (EventFilter(actor="RUS", source="USA"), lambda row: "RUS" in parties(row, "sources", "targets")
                 and "USA" in parties(row, "sources")),
                (EventFilter(place="lisbon"), lambda row: row["place"] == "Lisbon"),
                (EventFilter(mechanism="1TH"), lambda row: "1th" in (row["mechanism"] or "")),
                (EventFilter(outlet="Wire 1"), lambda row: row["publisher"] == "Wire 1"),
                (EventFilter(status=("denied", "ongoing")), lambda row: row["status"] in ("denied", "ongoing"))):
            assert {row["id"] for row in listed(view, wanted)} == {row["id"] for row in typed if holds(row)}, wanted


def test_events_without_a_day_are_in_every_list(tmp_path):
    """What is dated nowhere stands first, or last where the newest come first."""
    path = tmp_path / "record.db"
    with Writer(path) as writer:
        for n in range(5):
            writer.put(meeting(f"d{n}", "CHN", "RUS", f"2024-03-0{n + 1}"))
            one = meeting(f"n{n}", "CHN", "RUS", "2024-03-01", status="hypothetical")
            one["events"][0]["start"] = None
            writer.put(one)
    with View(path) as view:
        for newest, first in ((False, [None] * 5), (True, [f"2024-03-0{n}" for n in (5, 4, 3, 2, 1)])):
            days, after = [], None
            while page := listed(view, EventFilter(), limit=2, after=after, newest_first=newest):
                days += [row["day"] for row in page]
                after = (page[-1]["_day"], page[-1]["_id"])
            assert len(days) == 10
            assert days[:5] == first


def test_a_plan_without_a_day_is_dropped_after_a_year(tmp_path):
    """What was to happen some day is no news years later; what lasts until today is."""
    path, text = tmp_path / "record.db", "China and Kenya will meet."
    both = [actor("a1", "CHN"), actor("a2", "KEN")]
    plan = event("e1", text, "meet", ["a1"], ["a2"], status="scheduled")
    with Writer(path) as writer:
        writer.put(record("old", text, "2022-01-01", both, [plan]))
        writer.put(record("new", text, "2024-03-01", both, [plan]))
        writer.put(record("long", text, "2024-01-01", both, [plan | {"start": "2024-02-01", "end": "2024-12-01"}]))
    with View(path) as view:
        assert [row["report"] for row in view.agenda(country="China", since="2024-06")] == ["long", "new"]
        assert [row["report"] for row in view.agenda(since="2024-06", until="2024-01")] == ["new"]


def test_the_agenda_is_what_is_scheduled_and_has_not_come_true(tmp_path):
    """For everybody, a party and a person: against the same condition in plain Python, with a correction."""
    path, records = tmp_path / "record.db", [drawn(number) for number in range(90)]
    for one in records:
        for told, other in pairwise(one["events"]):
            told["same_as"] = [other["id"]]
    made = next((one["id"], told["id"]) for one in records for told in one["events"]
                if told["status"] == "happened" and not told["same_as"] and not told["start"])
    with Writer(path) as writer:
        for one in records:
            writer.put(one)
        Corrector(writer, "ana").change(*made, status="scheduled")
    with View(path) as view:
        every, since = listed(view, EventFilter(typed=False)), "2024-01-20"
        done = {(row["report"], row["event"]) for row in every if row["status"] in ("happened", "ongoing", "cancelled")}
        open_ = [row for row in every if row["status"] == "scheduled" and not any(
            (row["report"], twin) in done for twin in row["same_as"].split("|"))]
        assert made in {(row["report"], row["event"]) for row in open_}
        ahead = [row for row in open_ if (row["start"] or since) >= since]
        assert len(ahead) > 10
        for country, name in (None, ""), ("China", "CHN"), ("NATO", "nato"), ("Person A", "person:CHN:Person A"):
            wanted = {row["id"] for row in ahead if not name or any(
                name in (side["party"], side["key"]) for side in (*row["sources"], *row["targets"]))}
            assert {row["id"] for row in view.agenda(country=country, since=since)} == wanted != set(), country


def test_a_topic_in_two_cases_is_one(tmp_path):
    """"Trade" and "trade" of one statement are the same topic, and found in any case."""
    path, text = tmp_path / "record.db", "China said the trade would grow."
    said = statement("s1", text, "a1", "the trade would grow", topics=["Trade", "trade"])
    with Writer(path) as writer:
        writer.put(record("r1", text, "2024-03-01", [actor("a1", "CHN")], [], [said]))
    with View(path) as view:
        assert [row["topics"] for row in view.statements(StatementFilter(about="TRADE"))] == [["Trade"]]


def test_what_nothing_names_any_more_is_gone(tmp_path):
    """A person that a new coding no longer finds, or whose only report is deleted, leaves the database, words too."""
    path = tmp_path / "record.db"
    first = meeting("r1", "CHN", "RUS", "2024-03-01")
    person = actor("a3", "CHN", "Zebedee Quill")
    with Writer(path) as writer:
        writer.put(first | {"actors": [*first["actors"], person]})
        writer.put(first)
        assert not writer.db.execute("SELECT 1 FROM actors WHERE name = 'Zebedee Quill'").fetchone()
        text = "China condemned quixotic Zebedee."
        writer.put(record("r2", text, "2024-03-02", [actor("a1", "CHN"), person],
                          [event("e1", text, "condemned", ["a1"], ["a3"])]))
        writer.delete("r2")
    assert b"Zebedee" not in path.read_bytes()
    assert b"quixotic" not in path.read_bytes()


def test_every_foreign_key_has_an_index():
    """Deleting a row that others may point at never reads a whole table."""
    for table in TABLES:
        keys = [re.sub(r".*\(|\).*", "", table.key), *table.indexes]
        leading = {index.split(",")[0].strip() for index in keys if " WHERE " not in index}
        for column in table.columns:
            if "REFERENCES" in column.type and "PRIMARY KEY" not in column.type:
                assert column.name in leading, (table.name, column.name)


def test_pages_of_frequent_things_need_no_sorting(path):
    """Lists of a state, two states, a type or all come in the order of an index."""
    with View(path) as view:
        for wanted in (EventFilter(), EventFilter(actor="CHN"), EventFilter(actor="CHN", with_="RUS"),
                       EventFilter(type="AID"), EventFilter(source="USA"), EventFilter(status="happened")):
            query = filters.events(wanted, view.names)
            where, values = query.tested()
            plan = view.db.execute(
                f"EXPLAIN QUERY PLAN SELECT * FROM {query.tables} WHERE {' AND '.join(where)} AND {query.day} NOT NULL "
                f"ORDER BY {query.day}, {query.id} LIMIT 5", values).fetchall()
            assert not any("TEMP B-TREE" in row["detail"] for row in plan), wanted


def test_words_that_look_like_a_query_are_words(path):
    """Operators, quotation marks and columns of the search language are nothing but words."""
    with View(path) as view:
        for text in ('talks" OR "lisbon', "NEAR(talks lisbon)", "text: talks", "talks*", "-talks", "(", "a AND", '"'):
            try:
                view.count_events(EventFilter(text=text))
            except sqlite3.Error as error:
                pytest.fail(f"{text}: {error}")
            except StoreError:
                assert not re.search(r"\w", text)


@pytest.mark.parametrize("few", [0, 5000])
def test_exports_get_the_same_rows_either_way(path, few, monkeypatch):
    """What reads a filter's whole list has its conditions and values in step, whichever way is taken."""
    monkeypatch.setattr(querying, "FEW", few)
    with View(path) as view:
        for wanted in WANTED:
            if isinstance(wanted, EventFilter):
                rows = [row[0] for batch in flat(view, wanted) for row in batch]
                assert rows == [row["id"] for row in view.events(wanted)], wanted
