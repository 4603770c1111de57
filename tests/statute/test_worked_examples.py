"""The ten worked examples: one incident each, five due dates each, counted with day 0."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from irwell.statute import (
    Clock,
    Count,
    State,
    derive,
    earliest_publication,
    find_policy,
    load_calendar,
    verdict,
)

# number: (incident, authority aware, notification sent, received)
FACTS = {
    1: (date(2026, 2, 2), date(2026, 2, 2), date(2026, 2, 5), date(2026, 2, 6)),
    2: (date(2025, 6, 7), date(2025, 6, 7), date(2025, 6, 12), date(2025, 6, 12)),
    3: (date(2025, 4, 16), date(2025, 4, 17), date(2025, 4, 25), date(2025, 4, 28)),
    4: (date(2025, 12, 24), date(2025, 12, 24), date(2026, 1, 5), date(2026, 1, 5)),
    5: (date(2026, 12, 25), date(2026, 12, 25), date(2027, 1, 4), date(2027, 1, 5)),
    6: (date(2026, 3, 31), date(2026, 4, 2), date(2026, 4, 13), date(2026, 4, 13)),
    7: (date(2026, 1, 10), date(2026, 5, 19), date(2026, 5, 22), date(2026, 5, 26)),
    8: (date(2027, 5, 26), date(2027, 5, 28), date(2027, 6, 4), date(2027, 6, 4)),
    9: (date(2027, 3, 24), date(2027, 3, 25), date(2027, 4, 5), date(2027, 4, 5)),
    10: (date(2027, 12, 22), date(2027, 12, 23), date(2028, 1, 4), date(2028, 1, 4)),
}
POLICIES = (
    "REF5_FROM_INCIDENT",
    "SIN5_FROM_AWARE",
    "RR15_FROM_SIN_SENT",
    "RR15_FROM_LA_AWARE",
    "RR15_FROM_RECEIPT",
)
DUE = {
    1: ("2026-02-09", "2026-02-09", "2026-02-26", "2026-02-23", "2026-02-27"),
    2: ("2025-06-13", "2025-06-13", "2025-07-03", "2025-06-27", "2025-07-03"),
    3: ("2025-04-25", "2025-04-28", "2025-05-19", "2025-05-13", "2025-05-20"),
    4: ("2026-01-05", "2026-01-05", "2026-01-26", "2026-01-19", "2026-01-26"),
    5: ("2027-01-05", "2027-01-05", "2027-01-25", "2027-01-19", "2027-01-26"),
    6: ("2026-04-09", "2026-04-13", "2026-05-05", "2026-04-27", "2026-05-05"),
    7: ("2026-01-16", "2026-05-27", "2026-06-15", "2026-06-10", "2026-06-16"),
    8: ("2027-06-03", "2027-06-07", "2027-06-25", "2027-06-21", "2027-06-25"),
    9: ("2027-04-02", "2027-04-05", "2027-04-26", "2027-04-19", "2027-04-26"),
    10: ("2027-12-31", "2028-01-04", "2028-01-25", "2028-01-18", "2028-01-25"),
}


@pytest.mark.parametrize("example", FACTS)
@pytest.mark.parametrize("policy", POLICIES)
def test_the_due_date_is_the_one_worked_by_hand(example: int, policy: str) -> None:
    incident, aware, sent, received = FACTS[example]
    facts = {
        "incident_at": incident,
        "la_aware_event_at": aware,
        "sin_submitted_at": sent,
        "partnership_received_at": received,
    }

    clock = derive(find_policy(policy), facts, load_calendar())

    assert isinstance(clock, Clock)
    assert clock.due_on.isoformat() == DUE[example][POLICIES.index(policy)]


def test_example_7_was_over_before_the_agency_knew_so_it_is_not_late() -> None:
    facts = {"incident_at": date(2026, 1, 10), "agency_aware_at": date(2026, 5, 12)}

    clock = derive(find_policy("C1"), facts, load_calendar())

    assert isinstance(clock, Clock)
    assert not clock.achievable
    stood = verdict(clock, date(2026, 5, 13), datetime(2026, 5, 13, 9, tzinfo=UTC))
    assert stood.state is State.NOT_ACHIEVABLE
    assert stood.working_days_late == 0


def test_counting_the_first_day_as_day_1_gives_a_stricter_target() -> None:
    policy = replace(find_policy("C2"), count=Count.DAY1)

    clock = derive(policy, {"la_aware_event_at": date(2026, 4, 2)}, load_calendar())

    assert isinstance(clock, Clock)
    assert clock.due_on == date(2026, 4, 10)
    assert [d.number for d in clock.days if d.number is not None] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("decided", "due", "target"),
    [
        (date(2026, 8, 28), date(2027, 2, 28), date(2027, 2, 26)),
        (date(2026, 11, 30), date(2027, 5, 30), date(2027, 5, 28)),
        (date(2026, 8, 31), date(2027, 2, 28), date(2027, 2, 26)),
    ],
)
def test_six_months_end_on_a_date_with_a_practical_target_before_it(
    decided: date, due: date, target: date
) -> None:
    clock = derive(find_policy("C9"), {"lcspr_decided_at": decided}, load_calendar())

    assert isinstance(clock, Clock)
    assert (clock.due_on, clock.practical_target) == (due, target)


@pytest.mark.parametrize(
    ("publish", "policy", "latest"),
    [
        (date(2026, 4, 14), "PUB7_WD_BACK", date(2026, 4, 1)),
        (date(2026, 4, 14), "PUB7_CLEAR", date(2026, 3, 31)),
        (date(2027, 1, 5), "PUB7_WD_BACK", date(2026, 12, 22)),
        (date(2027, 1, 5), "PUB7_CLEAR", date(2026, 12, 21)),
    ],
)
def test_notice_counts_back_from_publication(publish: date, policy: str, latest: date) -> None:
    clock = derive(find_policy(policy), {"publication_at": publish}, load_calendar())

    assert isinstance(clock, Clock)
    assert clock.due_on == latest


def test_copies_sent_on_2_april_allow_publication_on_15_april() -> None:
    policy = find_policy("PUB7_WD_BACK")

    assert earliest_publication(policy, date(2026, 4, 2), load_calendar()) == date(2026, 4, 15)


def test_a_report_stays_up_for_a_whole_year() -> None:
    clock = derive(find_policy("C11"), {"published_at": date(2026, 4, 14)}, load_calendar())

    assert isinstance(clock, Clock)
    assert clock.due_on == date(2027, 4, 14)


def test_a_council_shutdown_counts_only_where_it_is_added() -> None:
    facts = {"la_aware_event_at": date(2026, 12, 23)}
    closed = load_calendar()
    for day in (29, 30, 31):
        closed = closed.with_holiday(date(2026, 12, day), "Council closed")

    ordinary = derive(find_policy("C2"), facts, load_calendar())
    local = derive(find_policy("C2"), facts, closed)

    assert isinstance(ordinary, Clock)
    assert isinstance(local, Clock)
    assert ordinary.due_on == date(2027, 1, 4)
    assert local.due_on == date(2027, 1, 7)
    assert local.calendar_version != ordinary.calendar_version
