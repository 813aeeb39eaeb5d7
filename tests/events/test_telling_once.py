"""Each act once in a report; the same act with another status or voice stays apart and knows its twin."""

from __future__ import annotations

from communique import Reader

DAY = "2024-03-05"


def test_two_tellings_of_a_meeting_are_one_event(reader: Reader) -> None:
    """The second telling goes into `also`, and the place only it knows is taken over."""
    record = reader.read(
        "The foreign minister of Peru, Ana Quispe, met the foreign minister of Chile, Luis Soto, on Monday.\n\n"
        "Quispe and Soto met at a hotel in Lima.", date=DAY)
    meetings = [e for e in record.events if e.type == "CONSULT"]
    assert len(meetings) == 1
    assert len(meetings[0].also) == 1
    assert meetings[0].place is not None and record.places[meetings[0].place].name == "Lima"


def test_a_planned_and_a_held_meeting_are_twins(reader: Reader) -> None:
    """An agenda can leave out what has a happened twin."""
    record = reader.read(
        "The foreign minister of Peru, Ana Quispe, met the foreign minister of Chile, Luis Soto, on Monday.\n\n"
        "A spokesman had said that Quispe and Soto would discuss migration.", date=DAY)
    by_status = {e.status: e for e in record.events if e.type == "CONSULT"}
    assert by_status["happened"].same_as == (by_status["scheduled"].id,)


def test_a_claim_names_the_statement_that_makes_it(reader: Reader) -> None:
    """An attack that only one side reports is that side's claim."""
    record = reader.read("Ukraine's military said that Russian forces had attacked Kharkiv.", date=DAY)
    attack = next(e for e in record.events if e.type == "ASSAULT")
    statement = next(s for s in record.statements if s.id == attack.reported_by)
    assert "Russian forces" in record.text[statement.content[0][0] : statement.content[0][1]]


def test_a_minister_announcing_a_visit_is_no_claim_about_others(reader: Reader) -> None:
    """Plans of the speaker's own side are reported by the outlet."""
    text = "Japan's foreign ministry said that the foreign minister of Japan would visit Laos on Friday."
    record = reader.read(text, date=DAY)
    visit = next(e for e in record.events if e.mode == "visit")
    assert visit.reported_by is None
    assert (visit.status, visit.start) == ("scheduled", "2024-03-08")


def test_what_is_left_out_says_why(reader: Reader) -> None:
    """An act without any actor is dropped with a reason, not in silence."""
    record = reader.read("There was shelling during the night.", date=DAY)
    assert not record.events
    assert ("event", "no-actor") in {(d.what, d.reason) for d in record.dropped}
