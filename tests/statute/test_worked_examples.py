"""The ten worked examples: one incident each, five due dates each, counted with day 0."""

from datetime import date

import pytest

from irwell.statute import Clock, derive, find_policy, load_calendar

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
