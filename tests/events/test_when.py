"""When an act took place: own times, shared times, windows, stays, and the day of the story."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from communique import Reader
from communique.records import Event, Record

DATED = [
    # the nearest predicate has the time
    ("The Omani foreign minister said on Monday that Yemen's rebels attacked a ship on Saturday.",
     "attacked", "2024-03-02", None),
    ("Kenya and Tanzania signed an agreement on trade in Arusha on Monday.", "signed", "2024-03-04", None),
    ("South Korea and the United States will stage a joint naval exercise from Thursday.", "stage", "2024-03-07", None),
    ("Austria condemned the bill on Friday and recalled its ambassador.", "recalled", "2024-03-01", None),
    ("In January 2016 Saudi Arabia cut ties with Iran.", "cut", "2016-01-01", "2016-01-31"),
    # windows of what lies ahead
    ("The Fijian foreign minister will visit Samoa from 11 to 14 March.", "visit", "2024-03-11", "2024-03-14"),
    ("The Fijian foreign minister will visit Samoa next week.", "visit", "2024-03-11", "2024-03-17"),
    # stays
    ("The king of Jordan arrived in Muscat on Sunday for a three-day visit.", "arrived", "2024-03-03", "2024-03-05"),
    ("The Estonian minister will start a two-week tour of Chile on 10 March.", "start", "2024-03-10", "2024-03-23"),
    # none of its own
    ("Bolivia's president visited Brasilia.", "visited", "2024-03-05", None),
    ("Bolivia's president will visit Brasilia.", "visit", None, None),
    ("Saudi Arabia broke off relations with Iran after protesters stormed its embassy in Tehran.",
     "stormed", None, None),
    ("Hungary rejected the proposal after Austria condemned the bill last year.", "rejected", "2024-03-05", None),
    ("The court upheld the result of the 9 August election, rejecting the opposition's petition.",
     "rejecting", "2024-03-05", None),
]


@pytest.mark.parametrize(("text", "trigger", "start", "end"), DATED, ids=[row[0][:50] for row in DATED])
def test_an_act_has_its_days(reader: Reader, text: str, trigger: str, start: str | None, end: str | None) -> None:
    """Start and end of an act are its own, those of its clause, or none; never those of something beside it."""
    event = act(reader.read(text, date="2024-03-05"), trigger)
    assert (event.start, event.end) == (start, end)


DAYS: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "days.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.mark.parametrize("case", DAYS, ids=[case["text"][:50] for case in DAYS])
def test_days_of_acts_in_news_wording(reader: Reader, case: dict[str, Any]) -> None:
    """Clause, sentence and story give an act its days; visits and summits last as long as is said; plans have no day of
    publication."""
    record = reader.read(case["text"], date=case.get("date", "2024-03-06"))
    found = [e for e in record.events if case["text"][slice(*e.trigger)] == case["act"]]
    wanted = tuple(None if day == "null" else day for day in (case["start"], case["end"]))
    assert [(e.start, e.end) for e in found] == [wanted]


@pytest.mark.parametrize(("words", "granularity"), [
    ("on Thursday", "day"), ("next week", "week"), ("in May", "month"), ("in 2026", "year")])
def test_the_width_of_a_window_is_told(reader: Reader, words: str, granularity: str) -> None:
    """A planned visit "in May" is known to the month and not to the day."""
    record = reader.read(f"The Fijian foreign minister will visit Samoa {words}.", date="2024-03-05")
    assert act(record, "visit").granularity == granularity


def test_what_has_no_day_has_that_of_the_story(reader: Reader) -> None:
    """In Tuesday's report of Sunday's quarrel the answer without a day is Sunday's too, and says so."""
    text = "Ghana accused Togo of shelling a village on Sunday.\n\nTogo rejected the accusation."
    event = act(reader.read(text, date="2024-03-05"), "rejected")
    assert event.start == "2024-03-03" and "date:story" in event.reasons


def test_an_old_day_is_not_the_storys(reader: Reader) -> None:
    """Last month's day is history: what has no day keeps that of publication."""
    text = "Ghana accused Togo of shelling a village on 2 February.\n\nTogo rejected the accusation."
    event = act(reader.read(text, date="2024-03-05"), "rejected")
    assert event.start == "2024-03-05" and "date:publication" in event.reasons


def test_words_at_a_meeting_have_its_day(reader: Reader) -> None:
    """The last meeting of the one who speaks tells the day, not the last day told."""
    text = ("Uganda's foreign minister, Grace Okello, met her Kenyan counterpart in Kampala on Saturday.\n\n"
            "Rwanda condemned the talks on Monday.\n\nOkello thanked Kenya for its help.")
    event = act(reader.read(text, date="2024-03-05"), "thanked")
    assert event.start == "2024-03-02" and "date:meeting" in event.reasons


def test_without_a_day_of_publication_nothing_is_guessed(reader: Reader) -> None:
    """"On Monday" has no value in a report without a date, and neither has the act."""
    assert act(reader.read("Ghana expelled an envoy of Togo on Monday."), "expelled").start is None


def act(record: Record, trigger: str) -> Event:
    """The event whose trigger begins with these words."""
    found = [e for e in record.events if record.text[e.trigger[0] : e.trigger[1]].startswith(trigger)]
    assert found, [record.text[e.trigger[0] : e.trigger[1]] for e in record.events]
    return found[0]
