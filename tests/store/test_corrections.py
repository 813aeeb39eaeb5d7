"""What people set right stays right."""

from __future__ import annotations

import random

import pytest
from full_record import RECORD
from small_records import actor, event, meeting, record, statement

import communique
from communique.errors import StoreError
from communique.store import Corrector, EventFilter, View, Writer

MET, HELD, CRITICISED = "China and Russia met for talks.", "The ministers held talks.", "Kenya criticised France."
TEXT = f"{MET} {HELD} {CRITICISED}"
CHANGES = {"type": {"type": "REJECT"}, "target": {"targets": ["USA"]}, "status": {"status": "denied"}}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "record.db"


def told() -> dict:
    """A report of a meeting told twice and of a criticism."""
    first, second, third = ([TEXT.index(words), TEXT.index(words) + len(words)] for words in (MET, HELD, CRITICISED))
    states = [actor(f"a{n}", code) for n, code in enumerate(("CHN", "RUS", "KEN", "FRA"), 1)]
    return record("r1", TEXT, "2024-03-04", states, [
        event("e1", TEXT, "met", ["a1"], ["a2"], sentence=first, also=[second]),
        event("e2", TEXT, "criticised", ["a3"], ["a4"], sentence=third, type="ACCUSE", cameo="111", quad=3)],
        [statement("s1", TEXT, "a3", "France", "criticised", sentence=third)])


@pytest.fixture
def corrector(path):
    with Writer(path) as writer:
        writer.put(told())
        yield Corrector(writer, "ana")


def events(path):
    with communique.open_record(path) as book:
        return {row.event: row for row in book.events(typed=False)}


def test_a_change_is_there_at_once_and_can_be_undone(corrector, path):
    """The rows follow a correction, and follow its undoing back."""
    made = corrector.change("r1", "e2", type="REJECT", targets=["Russia"], why="no criticism")
    row = events(path)["e2"]
    assert (row.type, row.plover, row.cameo, row.quad) == ("REJECT", "REJECT", "120", 3)
    assert [side.name for side in row.targets] == ["Russia"]
    for number in reversed(made):
        corrector.undo(number)
    assert events(path)["e2"].type == "ACCUSE"
    assert [side.name for side in events(path)["e2"].targets] == ["France"]
    with pytest.raises(StoreError, match="no correction"):
        corrector.undo(made[0])


def test_each_action_does_what_it_says(corrector, path):
    """Accept, reject, add, split and merge."""
    corrector.accept("r1", "e1")
    corrector.reject("r1", "e2")
    assert list(events(path)) == ["e1"]
    corrector.split("r1", "e1", "The ministers held talks.")
    assert [row.sentence for row in events(path).values()] == [MET, HELD]
    corrector.add("r1", "event", sentence="Kenya criticised France.", trigger="criticised", type="ACCUSE",
                  sources=["KEN"], targets=[{"name": "A Body", "code": "NGO"}])
    added = next(row for row in events(path).values() if row.type == "ACCUSE")
    assert ([s.name for s in added.sources], [s.name for s in added.targets]) == (["Kenya"], ["A Body"])
    corrector.change("r1", added.event, cameo="112")
    assert events(path)[added.event].cameo == "112"
    corrector.merge("r1", "e1", added.event)
    assert added.event not in events(path)
    with View(path) as view:
        at = [TEXT.index(CRITICISED), len(TEXT)]
        assert [one["id"] for one in view.report("r1")["events"] if at in one["also"]] == ["e1"]


def test_a_statement_and_an_actor_can_be_corrected(corrector, path):
    """The speaker of a statement, the country of an actor."""
    corrector.change("r1", "s1", speaker="China", stance="condemns")
    corrector.change("r1", "a4", code="BEL", name="Belgium")
    corrector.add("r1", "statement", sentence="The ministers held talks.", trigger="held", content=["talks"],
                  speaker="Russia")
    with communique.open_record(path) as book:
        assert {(row.speaker, row.stance) for row in book.statements()} == {("China", "condemns"), ("Russia", "states")}
    assert [side.party for side in events(path)["e2"].targets] == ["BEL"]


def test_what_cannot_be_is_refused_before_anything_is_stored(corrector, path):
    """A wrong field, type, id, sentence or report is an error with a hint; nothing is left of it."""
    for wrong, says in ((lambda: corrector.change("r1", "e1", tipe="X"), "'type'"),
                        (lambda: corrector.change("r1", "e1", type="ACUSE"), "'ACCUSE'"),
                        (lambda: corrector.change("r1", "e1", start="2024-02-30"), "no day"),
                        (lambda: corrector.change("r1", "e1", type="SUPPORT", targets=["Chyna"]), "'China'"),
                        (lambda: corrector.accept("r1", "e9"), "'e9'"), (lambda: corrector.accept("r1", "x1"), "e1"),
                        (lambda: corrector.accept("r9", "e1"), "no report"),
                        (lambda: corrector.merge("r1", "e1", "e1"), "Two"),
                        (lambda: corrector.split("r1", "e1", "No such."), "not told again"),
                        (lambda: corrector.add("r1", "event", sentence="No such.", trigger="met"), "no sentence"),
                        (lambda: Corrector(corrector.writer, " "), "needs a name")):
        with pytest.raises(StoreError, match=says):
            wrong()
    with View(path) as view:
        assert not list(view.corrections())
    assert events(path)["e1"].type == "CONSULT"


def test_fifty_corrections_survive_a_recoding(path):
    """Reports coded anew keep what people set right; corrections whose sentence is gone are listed, not lost."""
    chance = random.Random(7)
    with Writer(path) as writer:
        ana = Corrector(writer, "ana")
        wanted = {}
        for n in range(50):
            given = told() | {"id": f"r{n}"}
            writer.put(given)
            kind = ("type", "target", "status", "reject", "accept", "add", "split")[n % 7]
            if kind in CHANGES:
                ana.change(f"r{n}", "e2", **CHANGES[kind])
            elif kind == "add":
                ana.add(f"r{n}", "event", sentence=HELD, trigger="held", type="CONSULT", sources=["CHN"])
            elif kind == "split":
                ana.split(f"r{n}", "e1", HELD)
            else:
                getattr(ana, kind)(f"r{n}", "e2")
            wanted[f"r{n}"] = _rows(path, f"r{n}")
        for n in range(50):  # other ids, other order, one more event, other confidence: what a later version may give
            given = told() | {"id": f"r{n}"}
            first, second = given["events"]
            extra = first | {"id": "e1", "trigger": first["sentence"], "type": "SUPPORT", "also": []}
            given["events"] = [extra, second | {"id": "e2", "confidence": 0.5}, first | {"id": "e7"}]
            chance.shuffle(given["events"])
            writer.put(given)
        writer.put(record("r3", "All is quiet.", "2024-03-04", [], []))
    for id, rows in wanted.items():
        now = _rows(path, id)
        assert id == "r3" or all(row in now for row in rows), id
    with View(path) as view:
        assert {row["report"] for row in view.corrections(lost=True)} == {"r3"}
        assert len({row["report"] for row in view.corrections()}) == 50


def _rows(path, report):
    with View(path) as view:
        rows = [row for row in view.events(EventFilter(typed=False)) if row["report"] == report]
    return [(row["type"], row["status"], row["corrected"], row["trigger"], [side["name"] for side in row["targets"]])
            for row in rows]


@pytest.mark.parametrize("policy", ["evidence", "none"])
def test_corrections_need_no_text(path, policy):
    """Where texts are not kept, events are corrected all the same, and found again after a recoding."""
    with Writer(path, text=policy) as writer:
        writer.put(told())
        Corrector(writer, "ana").change("r1", "e2", type="REJECT")
        assert events(path)["e2"].type == "REJECT"
        writer.put(told() | {"publisher": "Other"})
    row = events(path)["e2"]
    assert (row.type, row.trigger) == ("REJECT", "criticised")


def test_a_correction_stays_with_its_report_only(path):
    """Another report with the same sentence is not touched."""
    with Writer(path) as writer:
        writer.put(meeting("r1", "CHN", "RUS", "2024-03-04"))
        writer.put(meeting("r2", "CHN", "RUS", "2024-03-04"))
        Corrector(writer, "ana").reject("r1", "e1")
    with communique.open_record(path) as book:
        assert [row.report for row in book.events()] == ["r2"]


def test_a_full_record_takes_any_correction_of_its_events(path):
    """Each event of a rich record can be accepted and changed, one after the other."""
    given = RECORD.to_dict()
    with Writer(path) as writer:
        writer.put(given)
        ana = Corrector(writer, "ana")
        for one in given["events"]:
            ana.change(given["id"], one["id"], status="background")
    assert {row.status for row in events(path).values()} == {"background"}
