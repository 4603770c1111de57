"""Dates as people write them: what is read, how exactly, and what is refused with a sentence."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irwell.chronology import Fault, Part, Precision, Qualifier, When, read_when

DAY, MONTH, RANGE, YEAR = Precision.DAY, Precision.MONTH, Precision.RANGE, Precision.YEAR
SEASON, QUARTER = Precision.SEASON, Precision.QUARTER


def read(text: object) -> When:
    when = read_when(text)
    assert isinstance(when, When), when
    return when


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("12/3/23", "2023-03-12", "2023-03-12", DAY),
        ("12.03.2023", "2023-03-12", "2023-03-12", DAY),
        ("12-Mar-23", "2023-03-12", "2023-03-12", DAY),
        ("12 3 2023", "2023-03-12", "2023-03-12", DAY),
        ("the 12th of March, 2023", "2023-03-12", "2023-03-12", DAY),
        ("12Mar2023", "2023-03-12", "2023-03-12", DAY),
        ("March 12th 2023", "2023-03-12", "2023-03-12", DAY),
        ("Sunday 12 March 2023", "2023-03-12", "2023-03-12", DAY),
        ("2023-03-12", "2023-03-12", "2023-03-12", DAY),
        ("20230312", "2023-03-12", "2023-03-12", DAY),
        ("12032023", "2023-03-12", "2023-03-12", DAY),
        ("1O/3/23", "2023-03-10", "2023-03-10", DAY),
        ("12//3/23", "2023-03-12", "2023-03-12", DAY),
        ("12 Septmber 2021", "2021-09-12", "2021-09-12", DAY),
        ("31/12/99", "1999-12-31", "1999-12-31", DAY),
        ("Christmas Day 2021", "2021-12-25", "2021-12-25", DAY),
        ("44562", "2022-01-01", "2022-01-01", DAY),
        ("Mar 23", "2023-03-01", "2023-03-31", MONTH),
        ("March 2023", "2023-03-01", "2023-03-31", MONTH),
        ("Febuary 2021", "2021-02-01", "2021-02-28", MONTH),
        ("11/2020", "2020-11-01", "2020-11-30", MONTH),
        ("2019-03", "2019-03-01", "2019-03-31", MONTH),
        ("Christmas 2021", "2021-12-01", "2021-12-31", MONTH),
        ("Q1 2022", "2022-01-01", "2022-03-31", QUARTER),
        ("third quarter of 2021", "2021-07-01", "2021-09-30", QUARTER),
        ("Spring 2022", "2022-03-01", "2022-05-31", SEASON),
        ("winter 2021/22", "2021-12-01", "2022-02-28", SEASON),
        ("autumn term 2021", "2021-09-01", "2021-12-31", SEASON),
        ("2023", "2023-01-01", "2023-12-31", YEAR),
        ("3-9 May 2021", "2021-05-03", "2021-05-09", RANGE),
        ("from 3 to 9 May 2021", "2021-05-03", "2021-05-09", RANGE),
        ("overnight 3-4/6/22", "2022-06-03", "2022-06-04", RANGE),
        ("night of 3/6/22", "2022-06-03", "2022-06-04", RANGE),
        ("28/2-3/3/22", "2022-02-28", "2022-03-03", RANGE),
        ("30 Dec - 2 Jan 2022", "2021-12-30", "2022-01-02", RANGE),
        ("3/4 June 2022", "2022-06-03", "2022-06-04", RANGE),
        ("Jan/Feb 2020", "2020-01-01", "2020-02-29", RANGE),
        ("Dec 2020 - Feb 2021", "2020-12-01", "2021-02-28", RANGE),
        ("2019-2021", "2019-01-01", "2021-12-31", RANGE),
        ("2021/22", "2021-01-01", "2022-12-31", RANGE),
        ("academic year 2021/22", "2021-09-01", "2022-08-31", RANGE),
        ("w/c 4 Jan 2021", "2021-01-04", "2021-01-10", RANGE),
        ("W/C Mon 4th Jan 21", "2021-01-04", "2021-01-10", RANGE),
        ("week ending 9 May 2021", "2021-05-03", "2021-05-09", RANGE),
        ("weekend of 4/5 June 2022", "2022-06-04", "2022-06-05", RANGE),
        ("2010s", "2010-01-01", "2019-12-31", RANGE),
        ("Easter 2021", "2021-03-22", "2021-04-25", RANGE),
    ],
)
def test_a_british_date_is_read_as_exactly_as_it_was_written(
    text: str, start: str, end: str, precision: Precision
) -> None:
    when = read(text)

    found = (when.start, when.end, when.precision)
    assert found == (date.fromisoformat(start), date.fromisoformat(end), precision)
    assert when.original == text


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("c. 2019", Qualifier.ABOUT),
        ("approx 12/3/23", Qualifier.ABOUT),
        ("around mid March 2021", Qualifier.ABOUT),
        ("12 Mar 2023 (approx)", Qualifier.ABOUT),
        ("before March 2021", Qualifier.BEFORE),
        ("by March 2021", Qualifier.BEFORE),
        ("since 2019", Qualifier.AFTER),
        ("2019 onwards", Qualifier.AFTER),
        ("from Jan 2020 to present", Qualifier.AFTER),
        ("between 3 and 9 May 2021", Qualifier.BETWEEN),
        ("3 to 9 May 2021", None),
    ],
)
def test_a_hedge_is_kept_as_a_qualifier(text: str, qualifier: Qualifier | None) -> None:
    assert read(text).qualifier is qualifier


@pytest.mark.parametrize("text", ["?14/2/21", "?12.3.23", "12/3/23?", "possibly 12/3/23"])
def test_a_question_mark_makes_a_date_uncertain(text: str) -> None:
    when = read(text)

    assert when.uncertain
    assert when.precision is DAY


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("early Mar 24", Part.EARLY),
        ("early March 2023", Part.EARLY),
        ("mid-March 2023", Part.MID),
        ("end of March 2023", Part.LATE),
        ("2nd week of March 2023", Part.MID),
    ],
)
def test_early_mid_and_late_stay_a_part_of_the_whole_month(text: str, part: Part) -> None:
    when = read(text)

    assert when.part is part
    assert when.precision is MONTH
    assert when.start is not None and when.start.day == 1


def test_before_and_by_a_month_stop_at_its_start_and_its_end() -> None:
    assert read("before March 2021").end == date(2021, 3, 1)
    assert read("by March 2021").end == date(2021, 3, 31)
    assert read("after March 2021").start == date(2021, 3, 31)
    assert read("since March 2021").start == date(2021, 3, 1)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("12/3/23 14:30", time(14, 30), time(14, 30)),
        ("12.03.2023 14.30", time(14, 30), time(14, 30)),
        ("12/3/23 2015hrs", time(20, 15), time(20, 15)),
        ("5.30pm on 12/3/23", time(17, 30), time(17, 30)),
        ("12/3/23 14:00-15:00", time(14), time(15)),
        ("12/3/23 am", time(0), time(11, 59)),
        ("2023-03-12T14:30:00Z", time(14, 30), time(14, 30)),
        ("2023-03-12T14:30", time(14, 30), time(14, 30)),
        ("morning of 12 March 2023", time(0), time(11, 59)),
    ],
)
def test_a_time_in_the_date_cell_is_read_with_the_date(text: str, start: time, end: time) -> None:
    when = read(text)

    assert when.start == date(2023, 3, 12)
    assert (when.time_start, when.time_end) == (start, end)


@pytest.mark.parametrize("text", ["", "   ", "unknown", "n/k", "not recorded", "?", "TBC", None])
def test_a_date_that_is_not_known_is_undated_and_not_a_fault(text: str | None) -> None:
    assert not read(text).dated


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31/02/2024", "February in 2024 has 29 days"),
        ("29/2/23", "February in 2023 has 28 days"),
        ("31 June", "June has 30 days"),
        ("31 June 2022", "there is no 31 June 2022"),
        ("12th March", "no year"),
        ("w/c 4 Jan", "no year"),
        ("3/12", "no year"),
        ("Mar 5", "no year"),
        ("Spring", "no year"),
        ("1823", "outside 1900 to 2100"),
        ("12/3/2203", "outside 1900 to 2100"),
        ("12/3/20233", "5 figures"),
        ("9-3 May 2021", "before it starts"),
        ("5/6/22 - 4/6/22", "before it starts"),
        ("12/3-23", "signs between the figures differ"),
        ("yesterday", "could not be read"),
        ("14:30", "time without a date"),
        ("x" * 500, "too long"),
    ],
)
def test_a_date_that_cannot_be_is_a_fault_that_says_why_and_keeps_the_text(
    text: str, said: str
) -> None:
    fault = read_when(text)

    assert isinstance(fault, Fault)
    assert said in fault.reason
    assert fault.mend
    assert fault.original == text


@pytest.mark.parametrize("value", [True, 12, 999999, -3.5, time(9, 30), object()])
def test_a_value_that_is_no_date_is_a_fault(value: object) -> None:
    assert isinstance(read_when(value), Fault)


def test_a_missing_year_is_suggested_and_never_filled_in() -> None:
    fault = read_when("12th March", default_year=2022)

    assert isinstance(fault, Fault)
    assert fault.suggestion == "12 March 2022"


def test_american_order_is_read_but_flagged() -> None:
    when = read("3/25/23")

    assert when.start == date(2023, 3, 25)
    assert when.uncertain and when.repaired
    assert "American order" in when.notes[0]


def test_a_weekday_that_disagrees_with_the_date_is_told() -> None:
    when = read("Tuesday 12 March 2023")

    assert when.uncertain
    assert when.notes == ("The record says Tuesday, but 12 March 2023 was a Sunday.",)


def test_a_time_that_happens_twice_when_the_clocks_go_back_is_noted_and_kept() -> None:
    when = read("25/10/2026 01:00")

    assert when.time_start == time(1, 0)
    assert "happened twice" in when.notes[0]


def test_a_time_that_does_not_exist_when_the_clocks_go_forward_is_noted() -> None:
    assert "did not exist" in read("28/3/2027 01:30").notes[0]


def test_an_ordinary_night_has_no_clock_note() -> None:
    assert read("24/10/2026 01:30").notes == ()


def test_a_spreadsheet_moment_keeps_its_time_but_midnight_is_no_time() -> None:
    assert read(datetime.fromisoformat("2023-03-12T09:05")).time_start == time(9, 5)
    assert read(datetime.fromisoformat("2023-03-12")).time_start is None
    assert read(date(2023, 3, 12)).start == date(2023, 3, 12)
    assert read(44562.5).time_start == time(12, 0)


def test_words_beside_a_whole_date_are_noted() -> None:
    when = read("12/3/23 - phone call")

    assert when.start == date(2023, 3, 12)
    assert "phone call" in when.notes[0]


def test_both_times_of_a_range_are_kept() -> None:
    when = read("3/6/22 22:00 - 4/6/22 06:00")

    assert (when.time_start, when.time_end) == (time(22), time(6))


DAYS = st.dates(date(1970, 1, 1), date(2040, 12, 31))
WRITINGS = st.sampled_from(
    [
        "{d:%d/%m/%Y}",
        "{d:%d.%m.%y}",
        "{d.day} {d:%B} {d:%Y}",
        "{d:%Y-%m-%d}",
        "{d:%a %d %b %Y}",
        "?{d:%d/%m/%Y}",
        "c. {d:%d/%m/%Y}",
        "{d:%d/%m/%Y} 14:30",
        "{d:%d%b%Y}",
        "{d:%d%m%Y}",
    ]
)


@given(DAYS, WRITINGS)
def test_any_day_written_any_way_comes_back_as_that_day(day: date, writing: str) -> None:
    when = read(writing.format(d=day))

    assert (when.start, when.end) == (day, day)


@given(DAYS)
def test_a_month_written_without_a_day_never_gains_one(day: date) -> None:
    when = read(f"{day:%B %Y}")

    assert when.precision is MONTH
    assert when.start is not None and when.end is not None
    assert when.start.day == 1 and (when.end - when.start).days >= 27


@given(DAYS, DAYS)
def test_a_range_is_read_forwards_and_refused_backwards(one: date, other: date) -> None:
    found = read_when(f"{one:%d/%m/%Y} to {other:%d/%m/%Y}")

    if one <= other:
        assert isinstance(found, When) and (found.start, found.end) == (one, other)
    else:
        assert isinstance(found, Fault)


@given(st.text(max_size=60))
def test_any_text_at_all_gives_a_value_or_a_fault_and_keeps_its_words(text: str) -> None:
    found = read_when(text)

    assert isinstance(found, When | Fault)
    assert found.original == text.strip()


@given(st.text(alphabet="0123456789/.- ?janfebmrct", max_size=24))
def test_a_day_precision_always_rests_on_figures_for_a_day_and_a_year(text: str) -> None:
    found = read_when(text)

    if isinstance(found, When) and found.precision is DAY:
        assert sum(character.isdigit() for character in text) >= 3


@given(DAYS, st.sampled_from(["{d:%d/%m/%Y}", "{d:%B %Y}", "early {d:%B %Y}", "before {d:%Y}"]))
def test_a_value_survives_the_round_trip_through_json(day: date, writing: str) -> None:
    when = read(writing.format(d=day))

    assert When.from_dict(when.to_dict()) == when


@given(st.lists(DAYS, min_size=2, max_size=8))
def test_sort_keys_of_days_run_in_the_order_of_the_days(days: list[date]) -> None:
    by_key = sorted((read(day) for day in days), key=When.sort_key)

    assert [when.start for when in by_key] == sorted(days)


def test_on_one_day_wide_comes_before_narrow_and_undated_comes_last() -> None:
    texts = ["2021", "Spring 2021", "before 1/3/2021", "March 2021", "1/3/2021", "1/3/2021 09:00"]
    texts += ["after 1/3/2021", "unknown"]
    expected = ["2021", "before 1/3/2021", "Spring 2021", "March 2021", "1/3/2021"]
    expected += ["1/3/2021 09:00", "after 1/3/2021", "unknown"]

    ordered = sorted((read(text) for text in texts), key=When.sort_key)

    assert [when.original for when in ordered] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12/3/23 14:30", "12 March 2023, 14:30"),
        ("?12/3/23", "12 March 2023 (uncertain)"),
        ("c. March 2023", "about March 2023"),
        ("Q1 2022", "quarter 1 of 2022"),
        ("spring 2022", "March to May 2022"),
        ("between 3 and 9 May 2021", "between 3 May 2021 and 9 May 2021"),
        ("before 3 May 2021", "no later than 3 May 2021"),
        ("since 2019", "no earlier than 1 January 2019"),
        ("12/3/23 2-3pm", "12 March 2023, 14:00 to 15:00"),
        ("unknown", "undated"),
    ],
)
def test_a_value_is_shown_in_words(text: str, words: str) -> None:
    assert str(read(text)) == words
