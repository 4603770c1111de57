"""It is Thursday 26 November 2026; the case's notification was sent on Wednesday 18 November."""

from datetime import datetime

import pytest
import time_machine

from irwell.access.actions import grant_role
from irwell.accounts.actors import SYSTEM
from irwell.cases import actions as cases
from irwell.cases.models import Case
from tests.moments import at
from tests.people import People


@pytest.fixture
def today():
    with time_machine.travel(
        at("2026-11-26 10:00")
    ):  # time goes on, so that what came later is newer
        yield at("2026-11-26 10:00")


@pytest.fixture
def running(today: datetime, case: Case, people: People) -> Case:
    """C6 runs to Wednesday 9 December 2026. Colm may approve rules."""
    grant_role(user=people.colm, role="rule_approver", by=SYSTEM)
    for fact, when in (("incident_at", "2026-11-10"), ("la_aware_event_at", "2026-11-12"), ("sin_submitted_at", "2026-11-18")):  # fmt: skip
        cases.record_date(
            case=case, fact=fact, value=at(f"{when} 12:00"), by=people.maya, now=today
        )
    for clock in ("C1", "C2"):
        cases.stop_clock(case=case, clock=clock, at=at("2026-11-18 12:00"), outcome="done", by=people.maya)  # fmt: skip
    case.refresh_from_db()
    return case
