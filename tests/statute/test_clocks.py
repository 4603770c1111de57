"""Every policy derives, explains itself, and says how far it may be trusted."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irwell.statute import (
    Clock,
    Direction,
    NotStarted,
    Policy,
    State,
    Unit,
    day_label,
    derive,
    earliest_publication,
    find_policy,
    load_calendar,
    load_moments,
    load_policies,
    load_sources,
    policies_for,
    readings,
    verdict,
)
from irwell.statute.calendar import LONDON
from irwell.statute.law import UNVERIFIED

CALENDAR = load_calendar()
POLICIES = list(load_policies().values())
EVERY = pytest.mark.parametrize("policy", POLICIES, ids=lambda p: p.id)
START = date(2026, 3, 26)
NAMED = {
    "SIN5_FROM_AWARE",
    "SIN5_FROM_INCIDENT",
    "REF5_FROM_INCIDENT",
    "RR15_FROM_SIN_SENT",
    "RR15_FROM_RECEIPT",
    "RR15_FROM_LA_AWARE",
    "RR15_FROM_REFERRAL_ACCEPTED",
    "RR_SUBMIT_DAY16",
    "PUB7_WD_BACK",
    "PUB7_CLEAR",
    "PUB_AFTER_7D",
}


def started(policy: Policy, start: date | datetime = START, **more: date) -> Clock:
    found = derive(policy, {policy.start_fact: start, **more}, CALENDAR)
    assert isinstance(found, Clock)
    return found


def test_every_named_reading_and_every_clock_of_the_register_is_held() -> None:
    assert load_policies().keys() >= NAMED
    assert {p.clock for p in POLICIES} >= {f"C{n}" for n in range(1, 22)}


@EVERY
def test_a_policy_derives_and_names_its_source(policy: Policy) -> None:
    clock = started(policy)

    told = " ".join(clock.explanation)
    assert all(load_sources()[source].title in told for source in policy.source)
    assert (UNVERIFIED in told) is not policy.verified
    assert clock.verified is policy.verified
    assert clock.due_at.tzinfo is LONDON


@EVERY
def test_a_policy_without_its_start_names_the_fact_to_record(policy: Policy) -> None:
    found = derive(policy, {}, CALENDAR)

    assert isinstance(found, NotStarted)
    assert load_moments()[found.missing_fact].phrase in found.sentence


@EVERY
def test_the_days_shown_end_on_the_due_date(policy: Policy) -> None:
    clock = started(policy)

    if policy.unit is not Unit.HOUR:
        assert clock.days[-1].date == clock.due_on
        assert clock.days[0].date == START


@given(
    st.sampled_from([p for p in POLICIES if p.unit is Unit.WORKING_DAY]),
    st.dates(date(2018, 1, 2), date(2028, 6, 1)),
)
def test_each_day_is_counted_once_or_skipped_with_a_reason(policy: Policy, start: date) -> None:
    clock = started(policy, start)

    numbers = [d.number for d in clock.days if d.number is not None]
    last = policy.length + (1 if policy.clear else 0)
    assert numbers == list(range(last + 1))
    for day in clock.days[1:]:
        assert (day.number is None) == bool(day.why_skipped)
        assert CALENDAR.is_working_day(day.date) is not bool(day.why_skipped)


def test_the_later_awareness_starts_the_notification_and_both_dates_are_told() -> None:
    clock = derive(
        find_policy("C2"),
        {"la_aware_event_at": date(2026, 6, 1), "la_aware_abuse_at": date(2026, 6, 4)},
        CALENDAR,
    )

    assert isinstance(clock, Clock)
    assert clock.counted_from == "la_aware_abuse_at"
    assert clock.due_on == date(2026, 6, 11)
    assert clock.also_due == (("la_aware_event_at", date(2026, 6, 8)),)
    assert any("Monday 8 June 2026" in sentence for sentence in clock.explanation)


def test_the_earlier_of_notification_and_acceptance_starts_the_local_reading() -> None:
    facts = {"sin_submitted_at": date(2026, 6, 4), "partners_agreed_at": date(2026, 6, 2)}

    clock = derive(find_policy("RR15_FROM_REFERRAL_ACCEPTED"), facts, CALENDAR)

    assert isinstance(clock, Clock)
    assert clock.start_on == date(2026, 6, 2)


def test_a_time_late_in_the_evening_belongs_to_the_london_day() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight on 1 July in London

    assert started(find_policy("C2"), late).start_on == date(2026, 7, 1)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        started(find_policy("C2"), datetime(2026, 7, 1, 9))  # noqa: DTZ001


def test_hours_are_exact_over_the_night_the_clocks_change() -> None:
    death = datetime(2026, 10, 24, 12, 0, tzinfo=LONDON)

    clock = started(find_policy("C15"), death)

    assert clock.due_at.astimezone(UTC) - death.astimezone(UTC) == timedelta(hours=48)
    assert clock.due_at.hour == 11
    almost = clock.due_at - timedelta(minutes=1)
    assert verdict(clock, None, almost).state is State.DUE_TODAY
    assert verdict(clock, None, clock.due_at + timedelta(minutes=1)).state is State.OVERDUE


def test_a_span_beyond_the_announced_holidays_is_provisional_and_says_so() -> None:
    clock = started(find_policy("C2"), date(2029, 1, 5))

    assert clock.provisional
    assert any(sentence.startswith("Provisional") for sentence in clock.explanation)


def test_a_proposed_length_says_that_no_source_gives_it() -> None:
    assert any("proposal" in s for s in started(find_policy("C8")).explanation)


def test_all_readings_stand_side_by_side_with_the_default_first() -> None:
    found = readings("C6", {"sin_submitted_at": START}, CALENDAR)

    assert [r.policy_id for r in found] == [p.id for p in policies_for("C6")]
    assert found[0].policy_id == "RR15_FROM_SIN_SENT"
    assert isinstance(found[1], NotStarted)


def test_an_unknown_clock_is_refused_with_the_list_of_policies() -> None:
    with pytest.raises(LookupError, match="RR15_FROM_SIN_SENT"):
        find_policy("C99")
    with pytest.raises(LookupError, match="C1, C2"):
        policies_for("C99")


@given(
    st.sampled_from([p for p in POLICIES if p.clock == "C10" and p.direction is Direction.BACK]),
    st.dates(date(2018, 2, 1), date(2028, 6, 1)),
)
def test_the_publication_day_offered_is_the_first_that_keeps_the_notice(
    policy: Policy, sent: date
) -> None:
    offered = earliest_publication(policy, sent, CALENDAR)

    assert CALENDAR.back_working_days(offered, policy.length, policy.clear) >= sent
    before = CALENDAR.back_working_days(offered, 1)
    assert CALENDAR.back_working_days(before, policy.length, policy.clear) < sent


def test_only_a_policy_that_counts_back_offers_a_publication_day() -> None:
    with pytest.raises(ValueError, match="does not count back"):
        earliest_publication(find_policy("C2"), START, CALENDAR)


def test_late_at_a_weekend_is_late_by_less_than_a_working_day() -> None:
    clock = started(find_policy("C1"), date(2026, 3, 20))  # due Friday 27 March

    found = verdict(clock, date(2026, 3, 28), datetime(2026, 3, 28, 9, tzinfo=UTC))

    assert (found.state, found.working_days_late) == (State.LATE, 0)
    assert "less than one working day" in found.sentence


def test_a_stop_before_the_start_asks_to_check_both_dates() -> None:
    clock = started(find_policy("C6"))

    found = verdict(clock, date(2026, 3, 2), datetime(2026, 3, 27, 9, tzinfo=UTC))

    assert "Check both dates" in found.sentence


def test_days_left_are_counted_in_working_days() -> None:
    clock = started(find_policy("C6"), date(2026, 11, 18))

    found = verdict(clock, None, datetime(2026, 12, 4, 9, tzinfo=UTC))

    assert (found.state, found.working_days_left) == (State.RUNNING, 3)


def test_a_verdict_needs_an_aware_time() -> None:
    with pytest.raises(ValueError, match="aware"):
        verdict(started(find_policy("C6")), None, datetime(2026, 12, 4, 9))  # noqa: DTZ001


def test_a_day_in_words_says_month_for_a_clock_of_months() -> None:
    clock = started(find_policy("C9"), date(2026, 8, 28))

    assert day_label(clock, clock.days[1]) == "Month 1: Monday 28 September 2026"
