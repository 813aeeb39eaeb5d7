"""A page as it was saved: lost emoji, flattened posts, a date line at its head. Read from end to end.

People and meeting are invented; the page has the same troubles as real ones.
"""

from __future__ import annotations

import pytest

from communique import Reader
from communique.records import Actor, Event, Record, Statement

PAGE = """ date 2022-05-16 This is Tavita Manu's first visit to Chile as Samoa's foreign minister.

Samoan Foreign Minister Tavita Manu met on Monday in Santiago with his Chilean counterpart Ignacio Bravo as part of a working agenda that will run until next Friday.

"Samoa and Chile, as neighbours across one ocean, have a duty to keep its waters clean. The more plastic reaches our reefs, the more we need each other," the Samoan minister said before the start of the meeting behind closed doors.

Manu also pointed out that amid "the present storms over the ocean" both nations must "speak with one voice on the sea."

"We are ready, as always, together with our Chilean friends, to guard the rules of fishing," the diplomat further said.



\ufffd\ufffd\ufffd\ufffd Foreign Ministers Ignacio Bravo and Tavita Manu meet in Santiago \ufffd\ufffd#SamoaChile pic.twitter.com/Qr7xKwPLm2 — Cancillería Chile \ufffd\ufffd (@Minrel_Chile) May 16, 2022

Manu also recalled that the friendship between Samoa and Chile "is not aimed at anybody."

For his part, the Chilean Foreign Minister also recognized "the importance of the Pacific islands for the balance of the region."

On the occasion, Bravo congratulated Manu on his first visit to Chile and expressed hope that the two countries will continue their coordinated work at the UN General Assembly and the Pacific Islands Forum.

Samoan Foreign Ministry spokeswoman Lani Fepuleai has said that Manu's visit to Santiago "is part of the plan agreed within the framework of the consultation mechanism on ocean affairs between the two countries."

Chilean Foreign Ministry spokeswoman Carla Rojas said that the meeting between the two ministers would discuss "fishing quotas, student exchanges and joint work in the UN, the OAS and other forums."
"""  # noqa: E501


@pytest.fixture(scope="module")
def record(reader: Reader) -> Record:
    return reader.read(PAGE)


def _name(record: Record, actor: str | None) -> str | None:
    return next((a.name for a in record.actors if a.id == actor), None)


def _actor(record: Record, name: str) -> Actor:
    return next(a for a in record.actors if a.name == name)


def _said(record: Record, statement: Statement) -> str:
    return " ".join(record.text[a:b] for a, b in statement.content)


def _of(record: Record, event: Event) -> tuple[set[str | None], set[str | None]]:
    return {_name(record, i) for i in event.sources}, {_name(record, i) for i in event.targets}


def test_the_page_is_cleaned_and_nothing_is_lost_in_silence(record: Record) -> None:
    """Date, post and lost characters are taken out and accounted for."""
    assert record.date == "2022-05-16"
    assert [(p.handle, p.date) for p in record.posts] == [("Minrel_Chile", "2022-05-16")]
    assert "pic.twitter" not in record.posts[0].text and "\ufffd" not in record.posts[0].text + record.text
    assert sum(r.count for r in record.repairs if r.kind == "lost-characters") == PAGE.count("\ufffd")
    assert record.text.startswith("This is Tavita Manu")


def test_the_meeting_is_one(record: Record) -> None:
    """One meeting, reciprocal, with place and day; the counterpart's office follows from the words."""
    meetings = [e for e in record.events if e.type == "CONSULT" and e.mode is None and e.status == "happened"]
    assert [_of(record, e) for e in meetings] == [({"Tavita Manu"}, {"Ignacio Bravo"})]
    assert meetings[0].reciprocal and meetings[0].start == "2022-05-16"
    assert meetings[0].place is not None and record.places[meetings[0].place].name == "Santiago"
    for name, code in (("Tavita Manu", "WSM"), ("Ignacio Bravo", "CHL")):
        actor = _actor(record, name)
        assert (actor.code, actor.sector, actor.office) == (code, "GOV", "foreign minister")


def test_the_visit_stands_beside_it(record: Record) -> None:
    """The stay runs until the day the text gives, and belongs to its mechanism."""
    visits = [e for e in record.events if e.mode == "visit"]
    assert len(visits) == 1
    assert (visits[0].start, visits[0].end) == ("2022-05-16", "2022-05-20")
    assert {a.code for a in record.actors if a.id in visits[0].targets} == {"CHL"}
    assert visits[0].mechanism is not None
    assert visits[0].mechanism.name == "consultation mechanism on ocean affairs"


def test_congratulation_hope_and_announced_talks(record: Record) -> None:
    """SUPPORT 051; an intent with both forums; a scheduled meeting that is the twin of the one held."""
    praise = next(e for e in record.events if e.cameo == "051")
    assert _of(record, praise) == ({"Ignacio Bravo"}, {"Tavita Manu"})
    hope = next(e for e in record.events if e.plover == "AGREE" and (e.cameo or "").startswith("031"))
    assert {"UN General Assembly", "Pacific Islands Forum"} <= {_name(record, i) for i in hope.forums}
    announced = next(e for e in record.events if e.type == "CONSULT" and e.mode is None and e.status == "scheduled")
    held = next(e for e in record.events if e.type == "CONSULT" and e.mode is None and e.status == "happened")
    assert announced.same_as == (held.id,) and held.same_as == (announced.id,)


def test_the_statements_have_their_words_and_speakers(record: Record) -> None:
    """Every saying of the page, with the person behind "the diplomat" and "the Samoan minister"."""
    said = [(_name(record, s.speaker), s.kind) for s in record.statements if s.post is None]
    assert said == [
        ("Tavita Manu", "direct"), ("Tavita Manu", "mixed"), ("Tavita Manu", "direct"), ("Tavita Manu", "mixed"),
        ("Ignacio Bravo", "direct"), ("Ignacio Bravo", "indirect"), ("Lani Fepuleai", "mixed"),
        ("Carla Rojas", "mixed")]
    words = [_said(record, s) for s in record.statements]
    assert words[0].endswith("we need each other") and "one ocean" in words[0]


def test_nothing_is_invented(record: Record) -> None:
    """No conflict, and no person who is not on the page."""
    assert not {e.type for e in record.events} & {"ACCUSE", "THREATEN", "REJECT", "ASSAULT", "COERCE", "SANCTION"}
    people = {a.name for a in record.actors if a.kind == "person"}
    assert people <= {"Tavita Manu", "Ignacio Bravo", "Lani Fepuleai", "Carla Rojas"}
