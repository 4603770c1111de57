"""The demonstration’s Rapid Review, as far as each halfway state."""

import pytest
import time_machine

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.decisions import queries
from irwell.demo.seeding import rapid_review
from irwell.rapid_reviews.queries import latest_report, replies_of
from tests.decisions.meeting import at, gathered
from tests.people import People


@pytest.fixture
def seed(case: Case, people: People):
    """seed("split") brings the case that far."""
    gathered(case, people)
    cast: dict[str, User] = {
        k: getattr(people, k) for k in ("maya", "lena", "idris", "priti", "colm")
    }

    def taken(until: str, **more: str) -> Case:
        with time_machine.travel(at("2027-01-20 10:00"), tick=False):
            rapid_review.take(case, cast, now=at("2026-12-01 11:00"), until=until, **more)
        case.refresh_from_db()
        return case

    return taken


@pytest.mark.parametrize(
    ("until", "state", "status"),
    [("meeting", "rr_meeting", "open"), ("positions", "rr_meeting", "open"), ("split", "rr_meeting", "split"), ("submitted", "rr_submitted", "agreed"), ("replied", "panel_response", "agreed")],
)  # fmt: skip
def test_each_halfway_state(seed, until: str, state: str, status: str) -> None:
    case = seed(until)

    assert case.state == state
    assert queries.latest_decision(case).status == status


def test_a_whole_rapid_review_is_signed_sent_in_time_and_answered(seed) -> None:
    case = seed("replied", outcome="RR_ONLY_LEARNING_COMPLETE", reply="lcspr")

    clock = case.clocks.get(clock="C6")
    assert clock.stopped_at.date() <= clock.due_on
    assert latest_report(case).signed_document
    assert replies_of(case)[0].view == "lcspr"
    assert case.tasks.filter(once__startswith="reconsider").exists()
