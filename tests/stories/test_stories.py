"""The same event across reports: what joins, what keeps apart, what a story tells; order does not matter."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from small_records import actor, event, record

import communique
from communique.cli import main
from communique.store import Corrector, Writer
from communique.stories.build import bring_up

Json = dict[str, Any]
TALKS = ("France and Kenya held talks in Madrid.", "Ministers of Kenya and France met in Madrid.",
         "A meeting of France with Kenya took place in Madrid.", "In Madrid, France met Kenya.",
         "Kenya met France in Madrid, it was said.")
MADRID = {"span": [0, 1], "name": "Madrid", "country": "ESP", "admin1": "Madrid", "feature": "city", "lat": 40.42,
          "lon": -3.7, "geonames": 3117735}
SEVILLE = {**MADRID, "name": "Seville", "admin1": "Andalusia", "lat": 37.39, "lon": -5.99, "geonames": 2510911}


def told(id: str, words: str, published: str, *, trigger: str = "", place: Json | None = MADRID, publisher: str = "",
         sides: tuple[str, str] = ("FRA", "KEN"), **more: Any) -> Json:
    """A report that tells of one act in one sentence."""
    trigger = trigger or next(t for t in ("talks", "met", "meeting", "attacked") if t in words)
    full = {"type": "CONSULT", "cameo": "046", "reciprocal": True, "status": "happened", "start": published,
            "end": published, "place": 0 if place else None, **more}
    made = record(id, words, published, [actor("a1", sides[0]), actor("a2", sides[1])],
                  [event("e1", words, trigger, ["a1"], ["a2"], **full)])
    return {**made, "places": [place] if place else [], "publisher": publisher or f"Outlet {id}"}


def joined(folder: Path, *records: Json) -> Writer:
    """A new database with these records and their stories."""
    writer = Writer(folder / f"s{len(list(folder.iterdir()))}.db")
    with writer.batch():
        for one in records:
            writer.put(one)
    bring_up(writer)
    return writer


def groups(writer: Writer) -> set[frozenset[str]]:
    """Which reports tell one story."""
    out: dict[int, set[str]] = {}
    for story, report in writer.db.execute(
            "SELECT e.story, r.report FROM events e JOIN reports r ON r.id = e.report WHERE e.type NOT NULL"):
        out.setdefault(story, set()).add(report)
    return {frozenset(group) for group in out.values()}


def story(writer: Writer, report: str = "a") -> Json:
    """The story that a report tells, `details` unpacked."""
    found = writer.db.execute(
        "SELECT s.* FROM stories s JOIN events e ON e.story = s.id JOIN reports r ON r.id = e.report "
        "WHERE r.report = ?", (report,))
    row = dict(zip([c[0] for c in found.description], found.fetchone(), strict=True))
    return {**row, "details": json.loads(row["details"])}


def five() -> list[Json]:
    """One meeting in five outlets, two of them with copies of one agency."""
    return [told(id, words, "2024-03-04", publisher=name) for id, words, name in zip(
        "abcde", TALKS, ("Harbour Times", "Island Press", "Radio Meridian", "Gulf Courier", "Southern Mail"),
        strict=True)]


def test_five_tellings_of_one_meeting_are_one_story_of_four_outlets(tmp_path: Path) -> None:
    """Two of the five name the same agency as their origin; they count once."""
    writer = joined(tmp_path, *five()[:3])
    one = story(writer)["confidence"]
    with writer.batch():
        for record in five()[3:]:
            writer.put(record)
        writer.db.execute("UPDATE reports SET origin = 'reuters' WHERE report IN ('d', 'e')")
    bring_up(writer)
    found = story(writer)
    assert groups(writer) == {frozenset("abcde")}
    assert (found["reports"], found["outlets"], found["status"], found["start"]) == (5, 4, "happened", "2024-03-04")
    assert [row["outlet"] for row in found["details"]["outlets"]].count("reuters") == 1
    assert {row["outlet"]: row["country"] for row in found["details"]["outlets"]} == {
        "reuters": "GBR", "Harbour Times": None, "Island Press": None, "Radio Meridian": None}
    assert found["confidence"] > one > 0.9
    assert all(why and not why[0].startswith("other") for *_, why in found["details"]["joined"])


APART = {
    "another day": {"published": "2024-03-09"},
    "next day elsewhere": {"published": "2024-03-05", "place": SEVILLE},
    "others": {"sides": ("FRA", "USA")},
    "elsewhere": {"place": SEVILLE},
    "a visit": {"mode": "visit", "reciprocal": False},
    "another type": {"type": "ACCUSE", "reciprocal": False, "cameo": "112"}}


@pytest.mark.parametrize("changes", APART.values(), ids=APART.keys())
def test_what_is_another_act_stays_apart(tmp_path: Path, changes: Json) -> None:
    """Other days, sides, places, kinds of act."""
    other = told("b", TALKS[1], **{"published": "2024-03-04", **changes})
    assert len(groups(joined(tmp_path, five()[0], other))) == 2


def test_a_plan_that_is_put_off_and_held_is_one_story_with_its_history(tmp_path: Path) -> None:
    """Announced, postponed, held."""
    ahead = {"plover": "AGREE", "cameo": "030"}
    writer = joined(
        tmp_path,
        told("a", TALKS[0], "2024-03-01", status="scheduled", start="2024-03-04", end="2024-03-04", **ahead),
        told("b", "The talks of France with Kenya in Madrid are postponed.", "2024-03-03", status="scheduled",
             start="2024-03-12", end="2024-03-12", trigger="talks", **ahead),
        told("c", TALKS[1], "2024-03-12"))
    found = story(writer)
    assert groups(writer) == {frozenset("abc")}
    assert [(step["status"], step["start"]) for step in found["details"]["history"]] == [
        ("scheduled", "2024-03-04"), ("scheduled", "2024-03-12"), ("happened", "2024-03-12")]
    assert (found["status"], found["start"], found["first_seen"], found["last_seen"]) == (
        "happened", "2024-03-12", "2024-03-01", "2024-03-12")


def test_a_plan_that_is_called_off(tmp_path: Path) -> None:
    """The story's status is that of the latest report."""
    writer = joined(
        tmp_path,
        told("a", TALKS[0], "2024-03-01", status="scheduled", start="2024-03-08", end="2024-03-08"),
        told("b", "Kenya cancelled its talks with France in Madrid.", "2024-03-04", status="cancelled",
             trigger="talks", start="2024-03-08", end="2024-03-08"))
    assert groups(writer) == {frozenset("ab")} and story(writer)["status"] == "cancelled"


def attack(id: str, killed: int, **more: Any) -> Json:
    """A report of an attack with its dead."""
    return told(id, f"France attacked Kenya in Madrid and killed {killed}.", "2024-03-04", type="ASSAULT",
                reciprocal=False, cameo="190", quantities=[{"what": "killed", "value": killed, "span": [0, 1]}], **more)


def test_contradictions_stand_side_by_side(tmp_path: Path) -> None:
    """Each number and each side that began it, with who says so."""
    writer = joined(tmp_path, attack("a", 5), attack("b", 7), attack("c", 5))
    differ = story(writer)["details"]["differ"]
    assert [(row["value"], row["reports"]) for row in differ["killed"]] == [(5.0, ["a", "c"]), (7.0, ["b"])]
    assert set(differ) == {"killed"}


def many() -> list[Json]:
    """Some forty tellings of a dozen acts, with doubles, contradictions and open sides."""
    draw = random.Random(5)
    out = []
    for n in range(48):
        day = f"2024-03-{draw.randrange(1, 7):02}"
        place = draw.choice((MADRID, SEVILLE, None))
        status = draw.choice(("happened", "happened", "scheduled", "background"))
        out.append(told(f"r{n:02}", draw.choice(TALKS), day, place=place, status=status,
                        start=draw.choice((day, None)), sides=draw.choice((("FRA", "KEN"), ("KEN", "FRA"))),
                        publisher=f"Outlet {n % 7}"))
    return out


@pytest.mark.parametrize("portion", [1, 5, 48])
def test_order_and_portions_do_not_matter(tmp_path: Path, portion: int) -> None:
    """The same reports give the same stories, with the same reports, outlets and confidence."""
    wanted = joined(tmp_path, *many())
    shuffled = many()
    random.Random(portion).shuffle(shuffled)
    with Writer(tmp_path / "other.db") as writer:
        for start in range(0, len(shuffled), portion):
            with writer.batch():
                for one in shuffled[start:start + portion]:
                    writer.put(one)
            bring_up(writer)
        assert groups(writer) == groups(wanted) and 3 < len(groups(wanted)) < 40
        columns = "type, status, start, first_seen, last_seen, reports, outlets, confidence, details"
        ask = f"SELECT {columns} FROM stories ORDER BY json_extract(details, '$.key')"
        assert writer.db.execute(ask).fetchall() == wanted.db.execute(ask).fetchall()


def test_a_report_that_is_deleted_or_changed_leaves_the_stories_that_were_without_it(tmp_path: Path) -> None:
    """As if it had never been there, or always been as it is now."""
    records = many()
    writer = joined(tmp_path, *records)
    for one in records[::5]:
        writer.delete(one["id"])
    changed = told("r01", TALKS[2], "2024-03-02")
    with writer.batch():
        writer.put(changed)
    bring_up(writer)
    left = [changed if one["id"] == "r01" else one for n, one in enumerate(records) if n % 5]
    assert groups(writer) == groups(joined(tmp_path, *left))
    orphans = "SELECT count(*) FROM stories WHERE id NOT IN (SELECT story FROM events)"
    assert writer.db.execute(orphans).fetchone()[0] == 0


def test_what_people_joined_or_parted_holds(tmp_path: Path) -> None:
    """Also after the report has been coded anew; and when it is undone, it is as before."""
    writer = joined(tmp_path, *five()[:3], told("z", TALKS[4], "2024-03-20"))
    corrector = Corrector(writer, "ana")
    join = corrector.join("a", "e1", "z", "e1", why="The paper was late.")
    part = corrector.part("a", "e1", "b", "e1")
    bring_up(writer)
    assert groups(writer) in ({frozenset("az"), frozenset("bc")}, {frozenset("acz"), frozenset("b")})
    with writer.batch():
        writer.put({**five()[0], "title": "Coded anew"})
    bring_up(writer)
    assert any({"a", "z"} <= group for group in groups(writer)) and not any({"a", "b"} <= g for g in groups(writer))
    corrector.undo(join)
    corrector.undo(part)
    bring_up(writer)
    assert groups(writer) == {frozenset("abc"), frozenset("z")}


def test_stories_are_listed_once_with_the_filters_of_events(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In Python and on the command line; a story is shown by the telling that says most."""
    writer = joined(tmp_path, *five(), told("x", TALKS[3], "2024-03-05", place=SEVILLE))
    path = str(writer.path)
    writer.close()
    with communique.open_record(path) as book:
        shown = [(one.reports, one.outlets, one.place) for one in book.stories()]
        assert shown == [(5, 5, "Madrid"), (1, 1, "Seville")]
        assert len(book.stories(min_sources=2)) == len(list(book.stories(min_sources=2))) == 1
        assert [one.details["differ"] for one in book.stories(place="Madrid")] == [{}]
        assert len(book.events(min_sources=5)) == 5 and len(book.stories(type="ACCUSE")) == 0
        number = next(iter(book.stories())).id
        assert book.story(number + 999) is None
    assert main(["stories", path, "--json", "--min-sources", "3"]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["id"], row["outlets"], row["sources_parties"]) for row in listed] == [(number, 5, "FRA")]
    assert main(["stories", path, "--id", str(number)]) == 0
    assert "5 reports, 5 independent outlets" in capsys.readouterr().out
    assert main(["stories", path, "--id", "9999"]) == 2


def test_rounds_of_a_mechanism_stand_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the number where any report gives it, each mechanism and pair of sides by itself."""
    def round_(id: str, day: str, name: str, **more: Any) -> Json:
        return told(id, TALKS[0], day, mechanism={"name": name, "span": [0, 1]}, **more)

    writer = joined(
        tmp_path, round_("c", "2024-09-02", "19th strategic dialogue"), round_("a", "2023-03-06", "strategic dialogue"),
        round_("b", "2024-03-04", "the 18th Strategic Dialogue"), round_("b2", "2024-03-04", "strategic dialogue"),
        round_("d", "2024-05-06", "second round of border talks", sides=("USA", "KEN")))
    path = str(writer.path)
    writer.close()
    with communique.open_record(path) as book:
        found = [(one.mechanism, one.number, one.day, one.reports) for one in book.series()]
        assert found == [("border talks", 2, "2024-05-06", 1), ("strategic dialogue", None, "2023-03-06", 1),
                         ("strategic dialogue", 18, "2024-03-04", 2), ("strategic dialogue", 19, "2024-09-02", 1)]
        assert len(book.series(mechanism="border")) == 1
    assert main(["series", path, "strategic", "--csv"]) == 0
    assert capsys.readouterr().out.count("strategic dialogue") == 3


def test_bringing_up_twice_changes_nothing(tmp_path: Path) -> None:
    """There is nothing left to do, and stories keep their numbers."""
    writer = joined(tmp_path, *many())
    before = writer.db.execute("SELECT * FROM stories ORDER BY id").fetchall()
    assert bring_up(writer) == 0
    assert writer.db.execute("SELECT * FROM stories ORDER BY id").fetchall() == before
