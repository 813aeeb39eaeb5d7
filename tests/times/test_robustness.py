"""Whatever the text and the date: no crash, spans that fit, days in order."""

from __future__ import annotations

import re
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
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
    "'s", "more than", "and a half", "long", "'60s", "80s", "weeks' time", "the same period", "year-ago",
    "fiscal", "the past", "the future", "9/11", "September 11 attacks", "half past", "quarter to", "minutes",
    "Moscow time", "JST", "all", "every other", "the week of", "Passover", "Thanksgiving", "hours", "the year",
    "1.5", "soon", "old"])
DATES = st.sampled_from([
    None, "0001-01-01", "9999-12-31", "2024-02-29", "2023-12-31", "2024-01-01", "2024-02-30", "nonsense", ""])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14), DATES)
def test_any_words_of_time(times: Any, pieces: list[str], day: str | None) -> None:
    """Words of time in any order, on the first and the last day of the calendar too, give times in order or none."""
    text = " ".join(pieces)
    at = 0
    for found in times(text, day, parsed=False):
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
def test_any_text(times: Any, text: str, day: str | None) -> None:
    """Any characters at all are read without a crash, and what is found has words."""
    assert all(found.text == text[found.span[0] : found.span[1]] != "" for found in times(text, day, parsed=False))


@pytest.mark.parametrize("text", [
    "It will run from Friday to Monday.", "The fair lasts from December 30 to January 2.",
    "The truce holds from 11 pm to 1 am.", "They meet from Saturday until Tuesday.",
    "It is closed from November to March."])
@pytest.mark.parametrize("day", ["2024-02-28", "2023-12-31", "2024-01-01", "2024-03-08"])
def test_an_end_is_never_before_its_start(times: Any, text: str, day: str) -> None:
    """The end of a range comes on or after its beginning, over the end of a week, a month or a year."""
    first, last = times(text, day)
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


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEWS_DAYS = st.dates(date(1900, 1, 1), date(2050, 12, 31))
VALUE = re.compile(
    r"(PRESENT|PAST|FUTURE)_REF|PT?(?:\d+\.?\d*|X)[YMWDHSECL](?:T?\d+[YMWDHS])*|FY\d{4}|T\d\d:\d\d|T[A-Z]{2}"
    r"|\d{2,4}|\d{4}-(\d\d|W\d\d|W\d\d-WE|Q\d|H\d|SP|SU|FA|WI)|\d{4}-\d\d-\d\d(T\d\d:\d\d|T[A-Z]{2}|/\d{4}-\d\d-\d\d)?"
    r"|XXXX-(WXX-(\d|WE)|XX-XXT[A-Z]{2}|SP|SU|FA|WI)")


@settings(max_examples=300, deadline=None)
@example(pieces=["9/11", "the week of", "noon"], day=None)
@given(st.lists(PIECES, max_size=14), DATES)
def test_values_have_the_form_of_timex3(times: Any, pieces: list[str], day: str | None) -> None:
    """Every value has one of the forms of TIMEX3, without a year 0 or 10000, and an hour in UTC is one."""
    for found in times(" ".join(pieces), day, parsed=False):
        assert found.value is None or VALUE.fullmatch(found.value), found
        assert not (found.value or "").startswith(("0000", "10000"))
        assert found.utc is None or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ", found.utc)


@settings(max_examples=300, deadline=None)
@given(st.data(), DATES)
def test_words_of_the_calendar_in_any_order(times: Any, calendar: Calendar, data: Any, day: str | None) -> None:
    """All words that the calendar knows, in any order: times in order, values in form, ends not before starts."""
    known = sorted({*calendar.entries, *(words for some in calendar.phrases.values() for words in some.entries)})
    text, at = " ".join(data.draw(st.lists(st.sampled_from(known), max_size=10))), 0
    for found in times(text, day, parsed=False):
        assert found.span[0] >= at and (found.value is None or VALUE.fullmatch(found.value)), found
        assert not found.start or found.start <= found.end
        at = found.span[1]


@settings(max_examples=200, deadline=None)
@given(NEWS_DAYS)
@example(date(2024, 2, 29))
@example(date(1999, 12, 31))
@example(date(2000, 1, 1))
def test_a_full_date_is_itself(times: Any, day: date) -> None:
    """A full date means its day, in both orders, the last of February and of the year too."""
    month = MONTHS[day.month - 1]
    for words in (f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", day.isoformat()):
        (found,) = times(f"It ended on {words}.", None, parsed=False)
        assert (found.text, found.value, found.start, found.end) == (words, *3 * (day.isoformat(),))


@settings(max_examples=200, deadline=None)
@given(NEWS_DAYS, st.integers(1, 800))
@example(date(2024, 2, 29), 366)
@example(date(2025, 1, 1), 1)
def test_days_ago_are_counted(times: Any, day: date, count: int) -> None:
    """So many days ago is that day, over leap days and the ends of years."""
    (found,) = times(f"It ended {count} days ago.", day.isoformat(), parsed=False)
    assert found.value == date.fromordinal(day.toordinal() - count).isoformat()


@settings(max_examples=200, deadline=None)
@given(NEWS_DAYS, st.integers(0, 6))
def test_a_bare_weekday_is_at_most_six_days_off(times: Any, day: date, weekday: int) -> None:
    """Without a verb that looks ahead a weekday is the last one on or before the report."""
    (found,) = times(f"It ended on {DAYS[weekday]}.", day.isoformat(), parsed=False)
    meant = date.fromisoformat(found.value)
    assert meant.weekday() == weekday and 0 <= (day - meant).days <= 6


@settings(max_examples=300, deadline=None)
@given(NEWS_DAYS, NEWS_DAYS, st.integers(0, 500), st.sampled_from(["{d} {m}", "{m} {d}", "{m}", "{w}"]))
@example(date(2024, 1, 1), date(2023, 12, 30), 3, "{d} {m}")
@example(date(2024, 2, 1), date(2024, 2, 29), 1, "{m} {d}")
def test_until_is_never_before_its_start(times: Any, published: date, first: date, days: int, way: str) -> None:
    """Whatever days a range is between and whenever it is told, its end is not before its start."""
    last = date.fromordinal(first.toordinal() + days)
    one, two = (way.format(d=d.day, m=MONTHS[d.month - 1], w=DAYS[d.weekday()]) for d in (first, last))
    found = times(f"It runs from {one} to {two}.", published.isoformat(), parsed=False)
    starts = [t.start for t in found if t.bound in ("from", "until")]
    assert len(found) == 2 or not starts
    if len(starts) == 2 and all(starts):
        assert starts[0] <= starts[1]
