"""Dates of a case: corrected beside the first, impossible ones refused with a sentence, each clock in full."""

from datetime import date

import pytest
import time_machine

from irwell.accounts.actors import SYSTEM
from irwell.cases import actions
from irwell.cases.models import Case
from irwell.statute.law import UNVERIFIED
from tests.moments import at
from tests.people import People


@pytest.fixture
def put(case: Case, people: People, as_person):
    """put("incident_at", "2026-04-02") records a date as Maya; it is Friday 10 April 2026."""
    with time_machine.travel(at("2026-04-10 10:00"), tick=False):
        maya = as_person(people.maya)

        def recorded(fact: str, day: str, *, time: str = "", reason: str = ""):
            year, month, day_ = day.split("-")
            given = {"at_day": day_, "at_month": month, "at_year": year, "at_time": time, "reason": reason}  # fmt: skip
            return maya.post(f"/cases/{case.pk}/dates/{fact}/", given)

        yield recorded


def test_a_corrected_start_makes_a_new_clock_and_the_old_one_stays_visible(
    put, case: Case, people: People, as_person
) -> None:
    put("la_aware_event_at", "2026-04-02")

    silent = put("la_aware_event_at", "2026-04-01")
    answer = put("la_aware_event_at", "2026-04-01", reason="The log shows the 1st")

    assert silent.status_code == 422
    assert answer.status_code == 302
    new = case.clocks.get(clock="C2", replaced_at=None)
    old = case.clocks.get(clock="C2", replaced_at__isnull=False)
    assert (old.due_on, new.due_on) == (date(2026, 4, 13), date(2026, 4, 10))
    page = as_person(people.lena).get(f"/cases/{case.pk}/dates/").content.decode()
    assert "<del>Mon 13 April 2026</del>" in page
    assert "The log shows the 1st" in page
    assert "Day 5: Friday 10 April 2026" in page
    assert "not counted: Monday 6 April 2026 (Easter Monday)" in page


def test_becoming_aware_of_the_abuse_later_shows_both_dates_and_asks_for_the_reason(
    put, case: Case, people: People, as_person
) -> None:
    put("la_aware_event_at", "2026-04-01")
    put("la_aware_abuse_at", "2026-04-08", reason="The results came on the 8th")

    page = as_person(people.lena).get(f"/cases/{case.pk}/dates/").content.decode()

    assert case.clocks.get(clock="C2", replaced_at=None).due_on == date(2026, 4, 15)
    assert "it would be due on Friday 10 April 2026. Record why the two dates differ." in page


def test_example_7_a_date_that_had_passed_before_anyone_knew_is_not_called_late(
    put, case: Case, people: People, as_person
) -> None:
    put("agency_aware_at", "2026-04-08")
    put("incident_at", "2026-01-10")

    page = as_person(people.lena).get(f"/cases/{case.pk}/dates/").content.decode()

    assert "Not achievable" in page


@pytest.mark.parametrize(
    ("fact", "day", "said"),
    [
        ("incident_at", "2026-04-11", "Saturday 11 April 2026 lies in the future"),
        ("incident_at", "1926-04-02", "Check the year"),
        ("incident_at", "2026-02-29", "real date"),
        ("la_aware_event_at", "2026-03-31", "Wednesday 1 April 2026, when the incident happened"),
        ("agency_aware_at", "2026-03-31", "One of the two dates is wrong"),
        ("sin_submitted_at", "2026-03-31", "comes before"),
    ],
)
def test_an_impossible_date_is_refused_with_a_sentence(
    put, case: Case, fact: str, day: str, said: str
) -> None:
    if fact != "incident_at":
        put("incident_at", "2026-04-01")

    page = put(fact, day)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert not case.dates.filter(fact=fact).exists()


def test_an_incident_cannot_be_moved_behind_the_day_on_which_it_was_known(put, case: Case) -> None:
    put("incident_at", "2026-04-01")
    put("la_aware_event_at", "2026-04-02")

    page = put("incident_at", "2026-04-07", reason="A slip")

    assert page.status_code == 422
    assert "comes before" in page.content.decode()
    assert case.clocks.get(clock="C1").due_on == date(2026, 4, 10)


def test_an_hour_that_the_change_of_clocks_left_out_is_asked_about(put, case: Case) -> None:
    page = put("incident_at", "2026-03-29", time="1:30am")

    assert page.status_code == 422
    assert "clocks" in page.content.decode()


def test_29_february_of_a_leap_year_is_a_day_like_any_other(put, case: Case) -> None:
    assert put("incident_at", "2024-02-29").status_code == 302
    assert case.clocks.get(clock="C1").due_on == date(2024, 3, 7)


@pytest.mark.parametrize(
    ("who", "reads", "corrects"),
    [("maya", 200, 200), ("lena", 200, 403), ("oona", 404, 404), ("conrad", 404, 404)],
)
def test_who_reads_and_who_corrects(
    case: Case, people: People, as_person, who: str, reads: int, corrects: int
) -> None:
    client = as_person(getattr(people, who))

    assert client.get(f"/cases/{case.pk}/dates/").status_code == reads
    assert client.get(f"/cases/{case.pk}/dates/incident_at/").status_code == corrects


def test_a_date_that_nobody_records_here_is_no_page(case: Case, people: People, as_person) -> None:
    assert as_person(people.maya).get(f"/cases/{case.pk}/dates/published_at/").status_code == 404


def test_a_death_starts_the_clocks_of_the_child_death_review_and_nobody_here_is_chased_for_them(
    put, case: Case, people: People, as_person
) -> None:
    put("death_at", "2026-04-02", time="09:00")

    page = as_person(people.lena).get(f"/cases/{case.pk}/dates/").content.decode()
    board = as_person(people.maya).get("/cases/").content.decode()

    assert date(2026, 4, 4) == case.clocks.get(clock="C15").due_on
    assert date(2026, 10, 2) == case.clocks.get(clock="C16").due_on
    assert "Awaited" in page
    assert UNVERIFIED in page
    assert "Child death notification" not in board


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-04-01", "before the clock started"),
        ("2026-04-11", "in the future"),
    ],
)
def test_what_another_process_did_is_refused_on_an_impossible_day(
    put, case: Case, people: People, as_person, day: str, sentence: str
) -> None:
    put("death_at", "2026-04-02")

    answer = put("C15/done", day)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert case.clocks.get(clock="C15").stopped_at is None


def test_what_another_process_did_stops_its_clock_once(put, case: Case) -> None:
    put("death_at", "2026-04-02")

    first, again = put("C15/done", "2026-04-03"), put("C15/done", "2026-04-04")

    assert (first.status_code, again.status_code) == (302, 422)
    assert case.clocks.get(clock="C15").outcome == "done"
    assert put("C6/done", "2026-04-03").status_code == 404


def test_an_old_serious_case_review_is_decided_in_a_month_and_complete_in_six(
    put, case: Case
) -> None:
    put("scr_notified_at", "2026-01-05")
    put("scr_initiated_at", "2026-02-02")

    clocks = case.clocks.filter(clock="C17").order_by("created_at")
    assert [c.due_on for c in clocks] == [date(2026, 2, 5), date(2026, 8, 2)]


def test_a_deposit_is_kept_for_five_years(put, case: Case) -> None:
    put("deposited_at", "2026-04-09")

    assert case.clocks.get(clock="C12").due_on == date(2031, 4, 9)


def test_what_was_to_be_done_for_a_clock_is_done_when_the_clock_stops(
    put, case: Case, people: People
) -> None:
    put("la_aware_event_at", "2026-04-02")
    for once, clock in (("of the clock", "C2"), ("of another", "C8"), ("of none", "")):
        actions.add_task(
            case=case, title=once, for_role="business_manager", once=once, clock=clock, by=SYSTEM
        )

    actions.stop_clock(
        case=case, clock="C2", at=at("2026-04-09 12:00"), outcome="sent", by=people.maya
    )

    left = case.tasks.filter(done_at=None).values_list("once", flat=True)
    assert set(left) == {"of another", "of none"}
    assert case.tasks.get(once="of the clock").done_at == at("2026-04-09 12:00")
