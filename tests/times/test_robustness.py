"""Whatever the text and the date: no crash, spans that fit, days in order."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.knowledge.calendar import BOUNDS, KINDS, Calendar
from communique.text.dates import parse_iso
from communique.times.find import RECKONINGS

PIECES = st.sampled_from([
    "March", "May", "Feb.", "29", "31st", "2024", "0001", "9999", "1000-1001", "1999-00", "04.03.21", "31/02/2024",
    "2024-13-40", "00:60", "25:99", "10.30", "pm", "GMT", "Monday", "Sun,", "last", "next", "this", "the following",
    "the same", "week", "years", "ago", "later", "a", "two", "99999", "centuries", "decade", "in", "of", "to", "-",
    "until", "from", "between", "and", "the eve of", "Eid al-Fitr", "Easter", "the", "end of", "early", "late",
    "mid-", "every", "second", "half", "quarter", "Q4", "FY2024", "21st century", "30th century", "fall", "spring",
    "noon", "night", "day", "before", "after", ",", ".", "\n\n", "(", "overnight", "999999 years hence", "weekend",
    "'s"])
DATES = st.sampled_from([
    None, "0001-01-01", "9999-12-31", "2024-02-29", "2023-12-31", "2024-01-01", "2024-02-30", "nonsense", ""])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14), DATES)
def test_any_words_of_time(times: Any, pieces: list[str], date: str | None) -> None:
    """Words of time in any order, on the first and the last day of the calendar too, give times in order or none."""
    text = " ".join(pieces)
    at = 0
    for found in times(text, date, parsed=False):
        assert found.text == text[found.span[0] : found.span[1]] != ""
        assert found.span[0] >= at
        at = found.span[1]
        assert found.type in ("DATE", "TIME", "DURATION", "SET")
        assert found.bound in (None, *BOUNDS)
        assert (found.start is None) == (found.end is None)
        if found.start and found.end:
            assert parse_iso(found.start) and parse_iso(found.end)
            assert found.start <= found.end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), DATES)
def test_any_text(times: Any, text: str, date: str | None) -> None:
    """Any characters at all are read without a crash, and what is found has words."""
    assert all(found.text == text[found.span[0] : found.span[1]] != "" for found in times(text, date, parsed=False))


@pytest.mark.parametrize("text", [
    "It will run from Friday to Monday.", "The fair lasts from December 30 to January 2.",
    "The truce holds from 11 pm to 1 am.", "They meet from Saturday until Tuesday.",
    "It is closed from November to March."])
@pytest.mark.parametrize("date", ["2024-02-28", "2023-12-31", "2024-01-01", "2024-03-08"])
def test_an_end_is_never_before_its_start(times: Any, text: str, date: str) -> None:
    """The end of a range comes on or after its beginning, over the end of a week, a month or a year."""
    first, last = times(text, date)
    assert first.start is not None and last.start is not None
    assert first.value <= last.value and first.start <= last.start


@pytest.mark.parametrize("text", [
    "He left on Monday.", "He left yesterday.", "He left in May.", "He left last week.", "He left two days ago."])
def test_no_date_no_guess(times: Any, text: str) -> None:
    """Without a day of publication a relative time keeps its place and has no value."""
    (found,) = times(text, None)
    assert (found.value, found.start, found.end) == (None, None, None)


def test_absolute_times_need_no_date(times: Any) -> None:
    """Without a day of publication a full date keeps its value."""
    (found,) = times("He left on March 4, 2024.", None)
    assert found.value == found.start == "2024-03-04"


def test_year_zero_and_ten_thousand_do_not_exist(times: Any) -> None:
    """What lies outside the calendar has no value instead of a wrong one."""
    assert [t.start for t in times("It ended 500 years ago.", "0400-01-01", parsed=False)] == [None]
    assert [t.start for t in times("They meet next year.", "9999-06-01", parsed=False)] == [None]


def test_the_date_line_is_the_day_of_writing(times: Any) -> None:
    """A full date alone on its line at the head of the text outranks the date of publication a day off."""
    found = times("Friday, March 8, 2024\n\nThe envoy left yesterday.", "2024-03-09")
    assert found[-1].value == "2024-03-07"


def test_long_hostile_text_is_read_in_step(times: Any) -> None:
    """Half a million words of time in one line take seconds, not minutes."""
    start = time.process_time()
    for text in ("March the 4 - of to and early late 10.30.30.30 " * 10_000, "On 4 March " + "night " * 100_000):
        times(text, "2024-03-06", parsed=False)
    assert time.process_time() - start < 12


def test_every_kind_has_its_reckoning() -> None:
    """A kind that patterns may name is one that can be reckoned."""
    assert set(KINDS) == set(RECKONINGS)


def test_patterns_find_their_own_examples(calendar: Calendar, times: Any) -> None:
    """Each `yes` of patterns.yaml is found, each `no` is not."""
    for pattern in calendar.patterns:
        for words in pattern.yes:
            assert times(f"It was so {words}.", "2024-03-06", parsed=False), f"{pattern.where} must find {words!r}"
        for words in pattern.no:
            assert not times(f"It was so: {words} here.", "2024-03-06"), f"{pattern.where} must not find {words!r}"
