"""Recommendation, answer, action, evidence: through the pages, by those who do it."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.learning import actions
from irwell.learning.models import Action, Evidence
from irwell.learning.tasks import remind
from irwell.messaging.models import Notice
from irwell.reviews.models import Recommendation
from tests.learning.acting import give, new_action, page, to
from tests.learning.conftest import DUE, LATER
from tests.people import People

pytestmark = pytest.mark.usefixtures("at_the_time")


def test_the_page_names_the_bodies_that_have_not_answered(
    published: Case, people: People, as_person
) -> None:
    answer = as_person(people.maya).get(reverse("learning:case", kwargs={"case_id": published.pk}))

    assert "Calderbrook Hospitals NHS Trust: " in answer.content.decode()
    assert answer.content.decode().count("No answer yet") == 3


def test_answers_by_the_model_of_another_field_are_expected_in_two_months(
    published: Case, people: People, as_person
) -> None:
    answer = as_person(people.maya).get(reverse("learning:case", kwargs={"case_id": published.pk}))

    assert "Sun 14 June 2026" in answer.content.decode()
    assert "Nothing in this field lays it down" in answer.content.decode()


def test_an_agencys_lead_answers_for_it_alone(
    recommendation: Recommendation, people: People, as_person
) -> None:
    address = reverse(
        "learning:answer",
        kwargs={"case_id": recommendation.case_id, "recommendation_id": recommendation.pk},
    )
    client = as_person(people.tomos)

    own = client.post(
        address, {"agency": people.tomos.agency.pk, "answer": "accepted", "reasons": ""}
    )
    other = client.post(
        address, {"agency": people.priti.agency.pk, "answer": "accepted", "reasons": ""}
    )

    assert (own.status_code, other.status_code) == (302, 422)
    assert recommendation.responses.get().agency == people.tomos.agency


def test_a_rejection_needs_reasons_and_what_was_typed_stays(
    recommendation: Recommendation, people: People, as_person
) -> None:
    address = reverse(
        "learning:answer",
        kwargs={"case_id": recommendation.case_id, "recommendation_id": recommendation.pk},
    )
    agency = people.tomos.agency

    answer = as_person(people.maya).post(
        address, {"agency": agency.pk, "answer": "rejected", "reasons": " "}
    )

    assert answer.status_code == 422
    assert "what is not accepted, and what happens instead" in answer.content.decode()
    assert 'value="rejected"' in answer.content.decode()


def test_a_changed_answer_is_kept_beside_the_first(
    recommendation: Recommendation, people: People
) -> None:
    for answer, reasons in (
        ("in_part", "Not for the dental clinic."),
        ("accepted", ""),
        ("accepted", ""),
    ):
        actions.respond(
            recommendation=recommendation, agency=people.tomos.agency, answer=answer, reasons=reasons,
            by=people.tomos, now=LATER,
        )  # fmt: skip

    assert recommendation.responses.count() == 2
    assert recommendation.responses.get(replaced_at=None).answer == "accepted"


def test_an_action_is_added_once_however_often_it_is_sent_and_its_owner_is_told(
    recommendation: Recommendation, people: People, as_person
) -> None:
    address = reverse(
        "learning:add_action",
        kwargs={"case_id": recommendation.case_id, "recommendation_id": recommendation.pk},
    )
    sent, client = new_action(people), as_person(people.maya)

    first, second = client.post(address, sent), client.post(address, sent)

    action = Action.objects.get()
    assert first.url == second.url == to("action", action)
    assert Notice.objects.get(to=people.tomos.email).subject.endswith("is yours")


def test_a_day_in_the_past_is_refused_and_what_was_typed_stays(
    recommendation: Recommendation, people: People, as_person
) -> None:
    address = reverse(
        "learning:add_action",
        kwargs={"case_id": recommendation.case_id, "recommendation_id": recommendation.pk},
    )

    answer = as_person(people.maya).post(address, new_action(people, due_on_year="2025"))

    assert answer.status_code == 422
    assert "cannot be in the past" in answer.content.decode()
    assert "Write a follow-up step into the clinic protocol." in answer.content.decode()


def test_only_those_who_may_report_can_be_owners(
    recommendation: Recommendation, people: People, as_person
) -> None:
    address = reverse(
        "learning:add_action",
        kwargs={"case_id": recommendation.case_id, "recommendation_id": recommendation.pk},
    )

    answer = as_person(people.maya).post(address, new_action(people, owner=str(people.priti.pk)))

    assert answer.status_code == 422
    assert people.priti.name not in answer.content.decode()


def test_the_owner_finds_it_among_their_own_and_a_stranger_finds_nothing(
    action: Action, people: People, as_person
) -> None:
    mine = as_person(people.tomos).get("/learning/actions/").content.decode()
    hers = as_person(people.oona).get("/learning/actions/").content.decode()

    assert to("action", action) in mine
    assert "You own no action" in hers


def test_a_note_is_kept_once_and_the_action_is_in_progress(
    action: Action, people: People, as_person
) -> None:
    client, sent = (
        as_person(people.tomos),
        {"note": "Protocol drafted.", "sent_as": str(uuid.uuid4())},
    )

    client.post(to("note", action), sent)
    client.post(to("note", action), sent)

    assert action.progress.get().note == "Protocol drafted."
    assert "In progress" in page(client, action)


REPORTING = [
    ("tomos", 302),
    ("maya", 302),
    ("ines", 302),
    ("colm", 403),
    ("lena", 403),
    ("oona", 404),
    ("conrad", 404),
]


@pytest.mark.parametrize(("who", "status"), REPORTING)
def test_who_may_report(action: Action, people: People, as_person, who: str, status: int) -> None:
    answer = as_person(getattr(people, who)).post(to("note", action), {"note": "Done."})

    assert answer.status_code == status


def test_another_agency_lead_does_not_report_on_it(
    action: Action, people: People, as_person
) -> None:
    from irwell.access import actions as access
    from irwell.accounts.actors import SYSTEM

    access.add_member(
        case_id=action.case_id,
        user=people.oona,
        role="agency_lead",
        reason="x",
        by=SYSTEM,
        now=LATER,
    )

    answer = as_person(people.oona).post(to("note", action), {"note": "Mine?"})

    assert answer.status_code == 403
    assert "another owner" in answer.content.decode()


def test_a_moved_date_keeps_the_first_and_the_reason(
    action: Action, people: People, as_person
) -> None:
    client = as_person(people.maya)
    sent = {
        "owner": str(people.tomos.pk),
        "due_on_day": "30",
        "due_on_month": "11",
        "due_on_year": "2026",
    }

    without = client.post(to("change_action", action), {**sent, "reason": ""})
    client.post(to("change_action", action), {**sent, "reason": "The clinic moves in October."})

    shown = page(client, action)
    assert without.status_code == 422
    assert "First date: Wed 30 September 2026" in shown
    assert (
        "The clinic moves in October. (Due date moved from 30 September 2026 to 30 November 2026.)"
        in shown
    )


def test_the_subgroup_absorbs_an_action_and_its_owner_does_not(
    action: Action, people: People, as_person
) -> None:
    owner = as_person(people.tomos).post(to("absorb", action), {"into": "The trust’s plan"})
    chair = as_person(people.colm).post(
        to("absorb", action), {"into": "The trust’s plan carries it on."}
    )

    assert (owner.status_code, chair.status_code) == (403, 302)
    assert "Absorbed into other work" in page(as_person(people.colm), action)


def test_the_tracker_filters_and_downloads_and_no_formula_escapes(
    action: Action, people: People, as_person
) -> None:
    actions.note_progress(action=action, note="=cmd()", by=people.tomos, now=LATER)
    client = as_person(people.maya)
    address = reverse("learning:tracker", kwargs={"case_id": action.case_id})

    none = client.get(address, {"standing": "overdue"}).content.decode()
    table = client.get(address, {"standing": "in_progress", "as": "csv"})

    assert "No action to show" in none
    assert table["Content-Type"].startswith("text/csv")
    assert "'=cmd()" in table.content.decode()
    assert LoggedEvent.objects.filter(name="documents:export:made").exists()


def test_the_owner_is_told_a_week_before_and_the_leads_when_it_is_late_once_each(
    action: Action, people: People
) -> None:
    Notice.objects.all().delete()

    for day in (
        DUE - timedelta(days=30),
        DUE - timedelta(days=6),
        DUE,
        DUE + timedelta(days=1),
        DUE + timedelta(days=2),
    ):
        remind(datetime(day.year, day.month, day.day, 8, tzinfo=UTC))

    soon = Notice.objects.filter(subject__endswith="is due soon")
    late = Notice.objects.filter(subject__endswith="is overdue")
    assert [n.to for n in soon] == [people.tomos.email]
    assert {n.to for n in late} == {
        people.tomos.email,
        people.maya.email,
        people.ines.email,
        people.tomos.agency.lead_email,
    }
    assert "protocol" not in late[0].body


def test_scenario_20_the_year_counts_an_action_without_impact_so(
    action: Action, people: People, as_person
) -> None:
    done = give(action, Evidence.Of.COMPLETION, people)
    actions.accept(evidence=done, by=people.colm, now=LATER)
    impact = give(action, Evidence.Of.IMPACT, people)
    actions.accept(evidence=impact, by=people.colm, now=datetime(2027, 4, 2, 9, tzinfo=UTC))

    with time_machine.travel(datetime(2027, 4, 10, 9, tzinfo=UTC)):
        shown = as_person(people.maya).get("/learning/year/2027/").content.decode()
        table = as_person(people.maya).get("/learning/year/2027/?as=csv").content.decode()
        hers = as_person(people.oona).get("/learning/year/2027/?as=csv").content.decode()

    assert "Year ended 31 March 2027" in shown
    assert "Actions: Complete – impact not evidenced,1" in table
    assert "Actions: Complete – impact evidenced,0" in table
    assert "Actions: Complete – impact not evidenced,0" in hers
