"""The gates, the notice, the title and the identifier, without a database."""

from datetime import date, timedelta
from itertools import product

import pytest

from irwell.publication import rules
from irwell.statute import find_policy, load_calendar

CALENDAR = load_calendar()
BACK, CLEAR = find_policy("PUB7_WD_BACK"), find_policy("PUB7_CLEAR")
ALL_CLOSED = {gate.id: "closed" for gate in rules.GATES if not gate.counted}
COPIES_ON = date(2026, 4, 2)


def sent(day: date) -> dict[str, date]:
    return dict.fromkeys(rules.RECIPIENTS, day)


def test_with_every_gate_closed_and_the_notice_running_none_is_open() -> None:
    assert rules.open_gates(ALL_CLOSED, notice_runs=True) == ()


@pytest.mark.parametrize("gate", [g for g in rules.GATES if not g.counted], ids=lambda g: g.id)
@pytest.mark.parametrize("answer", [None, "open", "nonsense"])
def test_a_gate_that_is_not_dealt_with_is_open(gate: rules.Gate, answer: str | None) -> None:
    answers = {**ALL_CLOSED, gate.id: answer} if answer else {**ALL_CLOSED}
    if answer is None:
        del answers[gate.id]

    assert rules.open_gates(answers, notice_runs=True) == (gate,)


@pytest.mark.parametrize("gate", [g for g in rules.GATES if not g.counted], ids=lambda g: g.id)
def test_only_some_gates_may_not_apply(gate: rules.Gate) -> None:
    answers = {**ALL_CLOSED, gate.id: "not_applicable"}

    assert (rules.open_gates(answers, notice_runs=True) == ()) is gate.may_not_apply


def test_the_notice_cannot_be_answered_away() -> None:
    answers = {**ALL_CLOSED, "notice": "closed"}

    assert [gate.id for gate in rules.open_gates(answers, notice_runs=False)] == ["notice"]


def test_what_must_be_done_in_every_case_is_the_family_practitioners_advice_and_notice() -> None:
    always = [gate.id for gate in rules.GATES if not gate.may_not_apply]

    assert always == ["family", "practitioners", "legal_advice", "notice"]


def test_every_gate_names_its_source_and_says_that_nobody_has_checked_it() -> None:
    for gate in rules.GATES:
        assert "Source:" in gate.source
        assert gate.verified or "Not yet checked" in gate.source


def test_scenario_17_copies_on_2_april_are_too_late_for_14_april() -> None:
    found = rules.notice(
        BACK, planned_on=date(2026, 4, 14), copies=sent(COPIES_ON), calendar=CALENDAR
    )

    assert not found.runs
    assert found.latest == date(2026, 4, 1)
    assert found.earliest == date(2026, 4, 15)


def test_copies_on_the_latest_day_are_in_time() -> None:
    copies = sent(date(2026, 4, 1))

    assert rules.notice(BACK, planned_on=date(2026, 4, 14), copies=copies, calendar=CALENDAR).runs


def test_seven_clear_days_are_one_day_stricter() -> None:
    copies = sent(date(2026, 4, 1))
    found = rules.notice(CLEAR, planned_on=date(2026, 4, 14), copies=copies, calendar=CALENDAR)

    assert not found.runs
    assert found.earliest == date(2026, 4, 15)


@pytest.mark.parametrize("missing", list(rules.RECIPIENTS))
def test_a_missing_copy_is_named(missing: str) -> None:
    copies = {k: v for k, v in sent(date(2026, 3, 2)).items() if k != missing}
    found = rules.notice(BACK, planned_on=date(2026, 4, 14), copies=copies, calendar=CALENDAR)

    assert not found.runs
    assert found.missing == (rules.RECIPIENTS[missing],)
    assert rules.RECIPIENTS[missing] in found.sentence


def test_the_last_of_the_three_copies_counts() -> None:
    copies = {**sent(date(2026, 3, 2)), "ofsted": COPIES_ON}

    assert not rules.notice(
        BACK, planned_on=date(2026, 4, 14), copies=copies, calendar=CALENDAR
    ).runs


def test_the_earliest_day_offered_always_satisfies_the_notice() -> None:
    for days, policy in product(range(120), (BACK, CLEAR)):
        sent_on = date(2026, 11, 20) + timedelta(days=days)
        planned = rules.notice(
            policy, planned_on=sent_on, copies=sent(sent_on), calendar=CALENDAR
        ).earliest
        assert planned is not None
        assert rules.notice(
            policy, planned_on=planned, copies=sent(sent_on), calendar=CALENDAR
        ).runs


def test_release_is_at_nine_by_the_clock_in_england() -> None:
    assert rules.release_moment(date(2026, 1, 14)).isoformat() == "2026-01-14T09:00:00+00:00"
    assert rules.release_moment(date(2026, 7, 14)).isoformat() == "2026-07-14T09:00:00+01:00"


@pytest.mark.parametrize(
    ("approvals", "counted"),
    [
        ([], 0),
        ([("lena", "new")], 1),
        ([("lena", "new"), ("lena", "new")], 1),
        ([("lena", "new"), ("idris", "old")], 1),
        ([("lena", "new"), ("maya", "new")], 1),
        ([("lena", "new"), ("idris", "new")], 2),
    ],
)
def test_two_different_people_who_did_not_plan_it(approvals: list, counted: int) -> None:
    assert len(rules.approvers(approvals, content="new", planner="maya")) == counted


@pytest.mark.parametrize(
    "title", ["Child A, 3 May 2019", "Child A (03/05/2019)", "Child A 2019-05-03"]
)
def test_a_title_with_an_exact_date_is_refused(title: str) -> None:
    assert "exact date" in rules.title_problem(title)


@pytest.mark.parametrize(
    "title", ["Child A: practice review", "Child A, spring 2019", "Three infants, 2019"]
)
def test_a_title_with_a_season_or_a_year_is_fine(title: str) -> None:
    assert rules.title_problem(title) == ""


def test_a_summary_is_held_against_80_to_150_words() -> None:
    assert "3 words" in rules.summary_advice("Far too short")
    assert rules.summary_advice("word " * 100) == ""
    assert "151 words" in rules.summary_advice("word " * 151)


def test_an_identifier_spells_nothing() -> None:
    assert rules.new_identifier("CB", 2026, "x7k4q") == "cb-2026-x7k4q"
    assert not set(rules.LETTERS) & set("aeiouy01l")


def test_it_stays_for_a_year_from_publication() -> None:
    assert rules.available_until(date(2026, 4, 14), CALENDAR) == date(2027, 4, 14)


def test_sending_is_tried_again_ever_more_seldom() -> None:
    waits = [rules.back_off(n) for n in range(1, 15)]

    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=2)
    assert waits[-1] == timedelta(hours=6)
