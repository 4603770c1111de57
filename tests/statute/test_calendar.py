"""Working days: what a day is, counting forward and back, and what never happens."""

from datetime import date, datetime, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from irwell.statute import Count, add_months, load_calendar
from irwell.statute.calendar import LONDON, end_of, london_date

CALENDAR = load_calendar()
DAYS = st.dates(date(2018, 1, 1), date(2028, 9, 1))
LENGTHS = st.integers(0, 40)
FIRST, LAST = date(2018, 1, 1), date(2028, 12, 31)


def test_every_weekday_from_2018_to_2028_agrees_with_an_independent_package() -> None:
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=range(2018, 2029))
    weekdays = [
        day
        for n in range((LAST - FIRST).days + 1)
        if (day := FIRST + timedelta(days=n)).weekday() < 5
    ]

    disagreeing = [d for d in weekdays if CALENDAR.is_working_day(d) == (d in theirs)]

    assert len(weekdays) == 2870
    assert disagreeing == []


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 5, 8), "VE Day"),
        (date(2022, 6, 2), "Spring"),
        (date(2022, 6, 3), "Jubilee"),
        (date(2022, 9, 19), "State Funeral"),
        (date(2023, 5, 8), "coronation"),
        (date(2026, 12, 28), "substitute"),
        (date(2027, 12, 28), "substitute"),
        (date(2028, 1, 3), "substitute"),
    ],
)
def test_days_proclaimed_or_moved_are_named(day: date, name: str) -> None:
    assert name in CALENDAR.why_not_working(day)


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2022, 5, 30)])
def test_a_holiday_that_was_moved_away_is_a_working_day(day: date) -> None:
    assert CALENDAR.is_working_day(day)


@given(DAYS, st.integers(1, 40))
def test_a_due_date_is_a_working_day(day: date, n: int) -> None:
    assert CALENDAR.is_working_day(CALENDAR.add_working_days(day, n))


@given(DAYS, DAYS, LENGTHS)
def test_a_later_start_never_brings_the_due_date_forward(a: date, b: date, n: int) -> None:
    first, second = sorted((a, b))

    assert CALENDAR.add_working_days(first, n) <= CALENDAR.add_working_days(second, n)


@given(st.integers(0, 500), st.integers(1, 30))
def test_friday_saturday_and_sunday_share_a_due_date(week: int, n: int) -> None:
    friday = date(2018, 1, 5) + timedelta(weeks=week)

    due = {CALENDAR.add_working_days(friday + timedelta(days=d), n) for d in range(3)}

    assert len(due) == 1


@given(DAYS, st.integers(1, 30), st.data())
def test_a_new_holiday_inside_the_span_moves_the_due_date_later(
    day: date, n: int, data: st.DataObject
) -> None:
    due = CALENDAR.add_working_days(day, n)
    inside = [
        d
        for i in range(1, (due - day).days + 1)
        if CALENDAR.is_working_day(d := day + timedelta(days=i))
    ]
    changed = CALENDAR.with_holiday(data.draw(st.sampled_from(inside)), "Proclaimed")

    moved = changed.add_working_days(day, n)

    assert CALENDAR.working_days_between(due, moved) >= 1


@given(DAYS, LENGTHS)
def test_back_undoes_forward_from_a_working_day(day: date, n: int) -> None:
    start = CALENDAR.next_working_day_on_or_after(day)

    assert CALENDAR.back_working_days(CALENDAR.add_working_days(start, n), n) == start


@given(DAYS, st.integers(1, 40))
def test_clear_days_are_one_working_day_more(day: date, n: int) -> None:
    assert CALENDAR.back_working_days(day, n, clear=True) == CALENDAR.back_working_days(day, n + 1)


@given(DAYS, LENGTHS)
def test_counting_the_days_between_undoes_adding_them(day: date, n: int) -> None:
    assert CALENDAR.working_days_between(day, CALENDAR.add_working_days(day, n)) == n


@given(DAYS, DAYS)
def test_days_between_change_sign_with_their_order(a: date, b: date) -> None:
    assert CALENDAR.working_days_between(a, b) == -CALENDAR.working_days_between(b, a)


@given(DAYS, st.integers(1, 30))
def test_day_1_counting_is_never_later_and_at_most_one_working_day_earlier(
    day: date, n: int
) -> None:
    strict = CALENDAR.add_working_days(day, n, Count.DAY1)
    usual = CALENDAR.add_working_days(day, n)

    assert CALENDAR.working_days_between(strict, usual) == int(CALENDAR.is_working_day(day))


@given(DAYS, st.integers(0, 60))
def test_months_land_on_the_same_day_or_the_last_of_the_month(day: date, n: int) -> None:
    due = add_months(day, n)

    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == n
    assert due.day == day.day or (due + timedelta(days=1)).day == 1


def test_the_same_added_days_give_the_same_version_in_any_order() -> None:
    a, b = date(2027, 5, 4), date(2027, 6, 1)

    one = CALENDAR.with_holiday(a, "A").with_holiday(b, "B")
    two = CALENDAR.with_holiday(b, "B").with_holiday(a, "A")

    assert one == two
    assert one.version != CALENDAR.version
    assert CALENDAR.is_working_day(a)


def test_an_added_holiday_needs_a_name() -> None:
    with pytest.raises(ValueError, match="name"):
        CALENDAR.with_holiday(date(2027, 5, 4), " ")


@pytest.mark.parametrize("n", [-1, 5000])
def test_an_absurd_length_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="whole number"):
        CALENDAR.add_working_days(date(2026, 1, 5), n)


def test_2029_and_2017_are_provisional_and_2028_is_not() -> None:
    assert CALENDAR.is_provisional(date(2029, 1, 2))
    assert CALENDAR.is_provisional(date(2017, 12, 29))
    assert not CALENDAR.is_provisional(date(2028, 12, 29))


def test_the_last_second_of_a_summer_day_is_before_midnight_in_london() -> None:
    last = end_of(date(2026, 7, 1))

    assert last.utcoffset() == timedelta(hours=1)
    assert london_date(last) == date(2026, 7, 1)
    assert london_date(last + timedelta(seconds=1)) == date(2026, 7, 2)


def test_the_hour_that_happens_twice_in_october_is_one_date() -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1)

    assert london_date(first) == london_date(second) == date(2026, 10, 25)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        london_date(datetime(2026, 4, 2, 9))  # noqa: DTZ001
