"""From triage to a sent notification, through the web, by the people who do it."""

import pytest
import time_machine

from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.criteria.models import Evaluation, NotifyDecision
from tests.kept import kept
from tests.moments import at
from tests.people import People

FACTS = {"F_CHILD": "true", "F_DIED": "false", "F_HARM": "true", "F_AN_KNOWN": "unknown", "F_AN_SUSP": "true", "F_IN_AREA": "true", "F_IN_ENGLAND": "true", "F_RESIDENT": "true", "F_JOINT_CONCERN": "false"}  # fmt: skip
REASONS = {"reasons": "Several unexplained fractures."}


@pytest.fixture
@kept
def discussed(case: Case, people: People, as_person) -> Case:
    """Maya has recorded the facts and opened the discussion; nobody has spoken yet."""
    maya, base = as_person(people.maya), f"/cases/{case.pk}/criteria/"
    cases.record_date(
        case=case,
        fact="incident_at",
        value=at("2026-11-12 12:00"),
        by=people.maya,
        now=at("2026-11-13 09:00"),
    )
    for fact, value in FACTS.items():
        answer = maya.post(
            f"{base}facts/{fact}/", {"value": value, "source": "Strategy discussion"}
        )
        assert answer.status_code == 302, fact
    maya.post(f"{base}evaluate/")
    maya.post(
        f"{base}open/", {"aware_on_day": "13", "aware_on_month": "11", "aware_on_year": "2026"}
    )
    case.refresh_from_db()
    return case


def test_a_fact_needs_its_source(case: Case, people: People, as_person) -> None:
    page = as_person(people.maya).post(
        f"/cases/{case.pk}/criteria/facts/F_HARM/", {"value": "true", "source": ""}
    )

    assert page.status_code == 422
    assert "Say where this comes from" in page.content.decode()


def test_scenario_5_divergence_is_shown_and_stored(
    discussed: Case, people: People, as_person
) -> None:
    page = as_person(people.lena).get(f"/cases/{discussed.pk}/criteria/").content.decode()
    evaluation = Evaluation.objects.get(case=discussed)

    assert evaluation.statute_met == "true"
    assert evaluation.page_met != "true"
    assert evaluation.divergence
    assert "Warning" in page


def test_no_decision_before_all_three_partners_are_heard(
    discussed: Case, people: People, as_person
) -> None:
    base = f"/cases/{discussed.pk}/criteria/"
    as_person(people.priti).post(f"{base}view/", {"view": "notify", **REASONS})

    page = as_person(people.lena).post(f"{base}decide/", {"outcome": "notify_agreed", **REASONS})

    assert page.status_code == 409
    assert "Still to be heard" in page.content.decode()
    assert not NotifyDecision.objects.exists()


@pytest.mark.parametrize("who", ["maya", "colm", "rosalind"])
def test_only_statutory_partners_give_views(
    discussed: Case, people: People, as_person, who: str
) -> None:
    answer = as_person(getattr(people, who)).post(
        f"/cases/{discussed.pk}/criteria/view/", {"view": "notify", **REASONS}
    )

    assert answer.status_code == 403


def _agree(case: Case, people: People, as_person, outcome: str) -> None:
    base = f"/cases/{case.pk}/criteria/"
    for key in ("lena", "idris", "priti"):
        as_person(getattr(people, key)).post(f"{base}view/", {"view": "notify", **REASONS})
    assert (
        as_person(people.lena).post(f"{base}decide/", {"outcome": outcome, **REASONS}).status_code
        == 302
    )
    case.refresh_from_db()


def test_a_no_is_recorded_as_fully_as_a_yes(discussed: Case, people: People, as_person) -> None:
    _agree(discussed, people, as_person, "not_notified")

    decision = NotifyDecision.objects.get()
    assert discussed.state == "not_notified"
    assert decision.reasons == REASONS["reasons"]
    assert decision.evaluation


def test_after_a_no_the_notification_is_no_longer_due(
    discussed: Case, people: People, as_person
) -> None:
    _agree(discussed, people, as_person, "not_notified")

    page = as_person(people.maya).get(f"/cases/{discussed.pk}/").content.decode()
    clock = discussed.clocks.get(clock="C2")

    assert clock.outcome == "not_required"
    assert "no longer required" in page
    assert "Notification to the Panel: overdue" not in page


def test_scenario_12_the_fifteen_working_days_start_when_the_notification_is_sent(
    discussed: Case, people: People, as_person
) -> None:
    with time_machine.travel(at("2026-11-18 15:00"), tick=False):
        _agree(discussed, people, as_person, "notify_agreed")
        maya = as_person(people.maya)
        sent = {
            "reference": "SIN-1",
            "sent_on_day": "18",
            "sent_on_month": "11",
            "sent_on_year": "2026",
        }
        answer = maya.post(f"/cases/{discussed.pk}/notification/", sent)
        page = maya.get(f"/cases/{discussed.pk}/notification/").content.decode()

    assert answer.status_code == 302
    assert "Wed 9 December 2026" in page
    discussed.refresh_from_db()
    assert discussed.state == "rr_gathering"
    assert discussed.clocks.get(clock="C2").stopped_at


def test_a_notification_cannot_lie_in_the_future(
    discussed: Case, people: People, as_person
) -> None:
    _agree(discussed, people, as_person, "notify_agreed")
    sent = {
        "reference": "SIN-1",
        "sent_on_day": "18",
        "sent_on_month": "11",
        "sent_on_year": "2036",
    }

    page = as_person(people.maya).post(f"/cases/{discussed.pk}/notification/", sent)

    assert page.status_code == 422
    assert "in the future" in page.content.decode()
