"""Date arithmetic over leap days, year ends and the ends of the calendar."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from communique.text import dates


@given(st.dates(), st.integers(-4_000_000, 4_000_000))
def test_there_and_back(day: date, days: int) -> None:
    """So many days on and back again is the same day, or the calendar ends in between."""
    there = dates.add_days(day.isoformat(), days)
    if there is not None:
        assert dates.add_days(there, -days) == day.isoformat()
        assert dates.days_between(day.isoformat(), there) == days


@given(st.dates())
def test_weekday_is_the_iso_one(day: date) -> None:
    """Monday is 1 and Sunday 7."""
    assert dates.weekday(day.isoformat()) == day.isoweekday()


@given(st.dates(), st.integers(-200_000, 200_000))
def test_months_keep_the_day_or_the_end(day: date, months: int) -> None:
    """A month on is the same day of the month, or the month's last."""
    moved = dates.shift_months(day, months)
    if moved is not None:
        assert moved.day == min(day.day, dates.month_length(moved.year, moved.month))


def test_what_is_no_date() -> None:
    """Days that the calendar does not have are None, not an error."""
    assert dates.parse_iso("2023-02-29") is None
    assert dates.parse_iso("٢٠٢٤-٠٣-٠٤") is None
    assert dates.add_days("soon", 1) is None
    assert dates.weekday("") is None
    assert dates.days_between("2024-01-01", "") is None


def test_feasts_that_move() -> None:
    """Easter, Orthodox Easter and the Islamic months fall on their known days."""
    assert [dates.easter(y).isoformat() for y in (2016, 2019, 2025)] == ["2016-03-27", "2019-04-21", "2025-04-20"]
    assert [str(dates.orthodox_easter(y)) for y in (2016, 2019, 2025)] == ["2016-05-01", "2019-04-28", "2025-04-20"]
    assert str(dates.hijri(1444, 9, 1)) == "2023-03-23"
