"""Items of all sources into a database, by real workers (rules only, to be quick)."""

from __future__ import annotations

import importlib.util
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from told_twice import FIRST, LEAD

from communique.ingest.items import Item
from communique.ingest.options import Options
from communique.intake import Changes, Intake, Plan, sourced
from communique.store import Corrector, EventFilter, View, Writer
from communique.store.tables import TABLES
from communique.stream import Settings

RULES = Settings(rules_only=True)
TIMES = ("taken_in", "seen_at", "at")


def line(id: str, text: str, date: str = "2024-03-05", **more: str) -> bytes:
    return json.dumps({"id": id, "text": text, "date": date, **more}).encode()


def item(id: str, text: str, date: str = "2024-03-05", **more: str) -> tuple[str, Item]:
    return "made", Item(id, "report", line(id, text, date, **more))


def met(n: int) -> str:
    states = ("Kenya", "Ghana", "Peru", "Nepal", "Fiji", "Oman", "Serbia", "Georgia")
    return (f"The foreign ministers of {states[n % 8]} and {states[(n + 1 + n // 8) % 8]} met "
            f"in Lisbon on Monday. They spoke for {n + 2} hours about grain, ports and the {n}th round of tariffs.")


def take(into: Path, items, **plan):
    with Writer(into, text=plan.pop("text", None)) as writer, \
            Intake(writer, Plan(RULES, **plan)) as intake:
        return intake.take(items)


def rows(path: Path) -> dict[str, list]:
    found = {}
    with closing(sqlite3.connect(path)) as db:
        for table in TABLES:
            names = ", ".join(f'"{column.name}"' for column in table.columns if column.name not in TIMES)
            where = "WHERE key <> 'made_at'" if table.name == "meta" else ""
            found[table.name] = sorted(db.execute(f"SELECT {names} FROM {table.name} {where}"), key=repr)
    return found


@pytest.fixture
def path(tmp_path):
    return tmp_path / "record.db"


def mixed() -> list[tuple[str, Item]]:
    """Reports, copies, mistakes of all kinds, and a first that comes to nothing."""
    found = [item(f"m{n}", met(n)) for n in range(14)]
    found[3:3] = [item("bad-day", FIRST, "2024-13-45"), item("c0", FIRST), item("c1", f"{FIRST} So it is.")]
    found[9:9] = [("made", Item("broken", "report", b'{"id": "broken"')), ("made", Item("blank", "text", b" "))]
    return [*found, item("c2", "KAMPALA, March 4 (Reuters) - " + FIRST, "2024-03-06", publisher="Other Daily"),
            item("c3", FIRST, "2024-09-01"), item("lead", "\n\n".join([LEAD, *FIRST.split("\n\n")[1:]]))]


def test_any_number_of_workers_gives_the_same_database(tmp_path):
    """Row by row, in every table, whoever was first to finish; small batches or large."""
    found = []
    for n, (workers, batch) in enumerate(((1, 2), (3, 50))):
        take(tmp_path / f"{n}.db", mixed(), workers=workers, batch=batch)
        found.append(rows(tmp_path / f"{n}.db"))
    assert found[0] == found[1]


def test_what_becomes_of_items_stands_in_the_ledger(path):
    """Coded, copy of the first that could be coded, set aside with the kind of mistake; a text of another season and
    one with a new lead are no copies. A copy has no events, names its origin, and counts as a source."""
    tally = take(path, mixed())
    with View(path) as view:
        states = {row["item"]: (row["state"], row["kind"]) for row in view.ledger()}
        assert states["bad-day"] == ("set aside", "bad-date")
        assert states["broken"] == ("set aside", "bad-json")
        assert states["blank"] == ("set aside", "empty")
        assert [one for one, state in states.items() if state[0] == "copy"] == ["c1", "c2"]
        assert all(state[0] == "coded" for one, state in states.items() if one[0] == "m" or one in ("c0", "c3", "lead"))
        copy, first = view.report("c2"), view.report("c0")
        assert (copy["copy_of"], copy["origin"], copy["publisher"]) == ("c0", "reuters", "Other Daily")
        assert copy["events"] == []
        assert copy["text"].endswith(first["text"][-60:])
        told = [row for row in view.events(EventFilter()) if row["report"] == "c0"]
        assert told
        assert {row["reports"] for row in told} == {3}
    assert (tally.seen, tally.coded, tally.copies, tally.aside.total()) == (22, 17, 2, 3)


def test_what_is_done_is_passed_over_and_what_has_changed_is_not(path):
    """The same bytes and the same coder: nothing to do. Other bytes: coded anew. What was set aside, on demand."""
    items = [item("a", met(1)), item("b", met(2)), item("bad", met(3), "no day")]
    take(path, items)
    again = take(path, items)
    assert (again.passed, again.coded, again.aside.total()) == (3, 0, 0)
    assert take(path, items, retry=True).aside == {"bad-date": 1}
    changed = [items[0], item("b", met(2).replace("met", "quarrelled")), item("bad", met(3))]
    found = take(path, changed)
    assert (found.passed, found.coded) == (1, 2)
    with View(path) as view:
        assert view.ledger_counts() == [("coded", None, 3)]


def test_a_copy_is_coded_where_copies_are_not_wanted(path):
    """Afterwards as well: what is a copy in the ledger is done again."""
    items = [item("a", FIRST), item("b", FIRST)]
    take(path, items)
    assert take(path, items, copies=False).coded == 1
    with View(path) as view:
        events = [row["report"] for row in view.events(EventFilter())]
        assert events.count("a") == events.count("b") > 0
        assert view.report("b").get("copy_of") is None


def test_copies_of_a_report_that_is_forgotten_are_coded(path):
    """Their events are not lost with it."""
    items = [item("a", FIRST), item("b", FIRST), item("c", FIRST)]
    take(path, items)
    with Writer(path) as writer:
        writer.delete("a")
    found = take(path, items[1:])
    assert (found.coded, found.copies) == (1, 1)
    with View(path) as view:
        assert {row["report"] for row in view.events(EventFilter())} == {"b"}


def test_recoding_keeps_corrections_and_says_what_changed(path, tmp_path):
    """A newer coder: reports are coded anew in place, corrections stay, and the changes are listed."""
    items = [item("a", met(1)), item("b", met(2))]
    take(path, items)
    with Writer(path) as writer:
        Corrector(writer, "ana").change("a", "e1", type="SUPPORT")
        record = writer.coded("b").record
        record["events"][0]["type"] = "ACCUSE"  # as a former version may have had it
        writer.put(record)
        writer.db.execute("UPDATE ledger SET coder = 'former', digest = (SELECT digest FROM ledger WHERE item = 'a') "
                          "WHERE item = 'b'")
    out = tmp_path / "changes.jsonl"
    with out.open("ab") as file, Writer(path) as writer, Intake(
            writer, Plan(RULES, recode=True), changes=Changes(file)) as intake:
        found = intake.take(items)
    assert (found.coded, found.same) == (2, 1)
    row = json.loads(out.read_text("utf-8"))
    assert row["report"] == "b"
    assert [(one["was"]["type"], one["is"]["type"]) for one in row["changed"]] == [("ACCUSE", "CONSULT")]
    assert row["gained"] == row["lost"] == []
    with View(path) as view:
        assert {row["report"]: row["type"] for row in view.events(EventFilter())} == {"a": "SUPPORT", "b": "CONSULT"}


@pytest.mark.parametrize("policy", ["evidence", "none"])
def test_copies_are_found_where_texts_are_not_kept(path, policy):
    """From a sample of hashes, also in a later run."""
    take(path, [item("a", FIRST)], text=policy)
    found = take(path, [item("b", "Lake: fish and buoys\n\n" + FIRST), item("c", LEAD)])
    assert (found.copies, found.coded) == (1, 1)


def test_a_run_that_is_asked_to_stop_stores_what_it_has_and_goes_on_later(path):
    """The front of the items is done, the rest is under way or unseen, and nothing is missing in the end."""
    items, taken = [item(f"m{n}", met(n)) for n in range(120)], []

    def given():
        for one in items:
            taken.append(one)
            yield one

    with Writer(path) as writer, Intake(writer, Plan(RULES, batch=4)) as intake:
        tally = intake.take(given(), lambda: len(taken) > 10 and intake.tally.coded > 0)
    assert tally.stopped
    with View(path) as view:
        done = {row["report"] for row in view.ledger(state="coded")}
    assert done == {f"m{n}" for n in range(len(done))}
    assert 0 < len(done) < 120
    assert take(path, items).coded == 120 - len(done)


def test_a_source_that_breaks_is_set_aside(path, monkeypatch):
    """What nobody foresaw in reading a container is told, and the next source is read."""
    def broken(names, options):
        yield Item("x:1", "report", line("x1", met(1)))
        raise ZeroDivisionError(f"a fault of {names[0]}")

    monkeypatch.setattr(sys.modules["communique.intake.sourced"], "items", broken)
    tally = take(path, sourced(["x"], Options()))
    assert (tally.coded, tally.aside) == (1, {"internal": 1})


def test_pages_and_lines_come_through_alike(path, tmp_path):
    """A page and a line of JSON with the same words: the second is a copy of the first."""
    spec = importlib.util.spec_from_file_location("made", Path(__file__).parents[2] / "benchmarks" / "made.py")
    made = importlib.util.module_from_spec(spec)
    sys.modules["made"] = made
    spec.loader.exec_module(made)
    one = next(made.mix(1, copies=0, quiet=0))
    (tmp_path / "a.html").write_bytes(one.page())
    (tmp_path / "b.jsonl").write_bytes(one.line() + b"\n")
    tally = take(path, sourced([str(tmp_path / "a.html"), str(tmp_path / "b.jsonl")], Options()))
    assert (tally.coded, tally.copies) == (1, 1)
