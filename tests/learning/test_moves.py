"""The last moves: published, learning, impact review, closed, each with what it asks for."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from irwell.cases.models import Case, Closing, Note
from irwell.core.errors import NotPossibleNow
from irwell.learning import actions
from irwell.learning.models import Action, Evidence
from irwell.learning.policies import check_can_close
from irwell.learning.rules import Standing
from tests.kept import kept
from tests.learning.conftest import LATER
from tests.people import People

AFTER = datetime(2026, 10, 2, 9, tzinfo=UTC)


def go(case: Case, name: str) -> str:
    return reverse(f"learning:{name}", kwargs={"case_id": case.pk})


def issue(case: Case, people: People) -> None:
    briefing = actions.make_briefing(case=case, by=people.ines, now=LATER)
    actions.issue_briefing(briefing=briefing, by=people.maya, now=LATER)


def act(case: Case, people: People) -> list[Action]:
    return [
        actions.add_action(
            recommendation=row, text="Write the step.", intended_impact="Children are seen.", measure="18 of 20",
            owner=people.tomos, due_on=date(2026, 9, 30), by=people.maya, now=LATER,
        )
        for row in case.recommendations.all()
    ]  # fmt: skip


def finish(action: Action, people: People, *of: Evidence.Of) -> None:
    for kind in of:
        given = actions.give_evidence(
            action=action, of=kind, source="audit", text="19 of 20.", dated=date(2026, 5, 5), upload=None,
            by=people.tomos, now=LATER,
        )  # fmt: skip
        actions.accept(evidence=given, by=people.colm, now=LATER)


@pytest.fixture
@kept
def shared(published: Case, people: People) -> Case:
    issue(published, people)
    act(published, people)
    return actions.share_learning(case=published, by=people.maya, now=LATER)


@pytest.fixture
@kept
def reviewed(shared: Case, people: People) -> Case:
    for action in shared.actions.all():
        finish(action, people, Evidence.Of.COMPLETION)
    return actions.look_for_impact(case=shared, by=people.ines, now=LATER)


def test_learning_is_not_shared_before_somebody_owns_each_recommendation(
    published: Case, people: People, as_person
) -> None:
    client = as_person(people.maya)

    shown = client.get(go(published, "case")).content.decode()
    answer = client.post(go(published, "share"))

    assert "Recommendations 1, 2 have no action yet" in shown
    assert answer.status_code == 409


def test_learning_is_not_shared_without_a_briefing(
    published: Case, people: People, as_person
) -> None:
    act(published, people)

    answer = as_person(people.maya).post(go(published, "share"))

    assert answer.status_code == 409
    assert "Issue the briefing first" in answer.content.decode()


def test_a_recommendation_that_every_body_rejects_needs_no_action(
    published: Case, people: People
) -> None:
    issue(published, people)
    actions.add_action(
        recommendation=published.recommendations.get(number=1), text="Write it.", intended_impact="Children.",
        measure="1", owner=people.tomos, due_on=date(2026, 9, 30), by=people.maya, now=LATER,
    )  # fmt: skip
    actions.respond(
        recommendation=published.recommendations.get(number=2), agency=people.priti.agency, answer="rejected",
        reasons="It is done already, since January.", by=people.maya, now=LATER,
    )  # fmt: skip

    assert actions.share_learning(case=published, by=people.maya, now=LATER).state == "learning"


SHARING = [
    ("maya", 302),
    ("ines", 302),
    ("colm", 403),
    ("tomos", 403),
    ("oona", 404),
    ("conrad", 404),
]


@pytest.mark.parametrize(("who", "status"), SHARING)
def test_who_shares_the_learning(
    published: Case, people: People, as_person, who: str, status: int
) -> None:
    issue(published, people)
    act(published, people)

    assert as_person(getattr(people, who)).post(go(published, "share")).status_code == status


def test_impact_is_looked_for_when_each_action_is_complete_or_its_lateness_explained(
    shared: Case, people: People, as_person
) -> None:
    first, second = shared.actions.all()
    finish(first, people, Evidence.Of.COMPLETION)

    with time_machine.travel(LATER, tick=False):
        early = as_person(people.ines).post(go(shared, "look_for_impact"))
    with time_machine.travel(AFTER, tick=False):
        client = as_person(people.ines)
        silent = client.post(go(shared, "look_for_impact"))
        actions.note_progress(
            action=second, note="The clinic moved; done by November.", by=people.tomos, now=AFTER
        )
        explained = client.post(go(shared, "look_for_impact"))

    assert (early.status_code, silent.status_code, explained.status_code) == (409, 409, 302)


def test_more_is_asked_for_with_what_is_missing(reviewed: Case, people: People, as_person) -> None:
    client = as_person(people.colm)

    empty = client.post(go(reviewed, "ask_for_more"), {"missing": ""})
    client.post(go(reviewed, "ask_for_more"), {"missing": "An audit after the change."})

    reviewed.refresh_from_db()
    assert empty.status_code == 422
    assert reviewed.state == "learning"
    assert "An audit after the change." in Note.objects.get().text


CLOSING = {"note": "Impact is not evidenced: the audit is in March.", "retain_until_day": "31", "retain_until_month": "3", "retain_until_year": "2051"}  # fmt: skip


def test_a_case_closes_once_and_stays_as_it_is(reviewed: Case, people: People, as_person) -> None:
    client = as_person(people.lena)

    first, second = (
        client.post(go(reviewed, "close"), CLOSING),
        client.post(go(reviewed, "close"), CLOSING),
    )
    action = reviewed.actions.first()
    late = as_person(people.tomos).post(
        reverse("learning:note", kwargs={"case_id": reviewed.pk, "action_id": action.pk}),
        {"note": "More."},
    )

    assert (first.status_code, second.status_code, late.status_code) == (302, 302, 409)
    assert Closing.objects.get().retain_until == date(2051, 3, 31)
    assert "Closed on" in client.get(go(reviewed, "case")).content.decode()


def test_a_case_with_an_unfinished_action_does_not_close(
    shared: Case, people: People, as_person
) -> None:
    with time_machine.travel(AFTER, tick=False):
        for action in shared.actions.all():
            actions.note_progress(
                action=action, note="Late because of the move.", by=people.tomos, now=AFTER
            )
        actions.look_for_impact(case=shared, by=people.ines, now=AFTER)
        answer = as_person(people.lena).post(go(shared, "close"), CLOSING)

    assert answer.status_code == 409
    assert "2 of the actions are not finished. Their owners finish them" in answer.content.decode()
    with pytest.raises(NotPossibleNow, match="1 of the actions is not finished"):
        check_can_close(
            Case.objects.get(pk=shared.pk), [Standing.OVERDUE, Standing.ABSORBED], issued=True, has_report=True
        )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "status"), [("lena", 302), ("maya", 403), ("colm", 403), ("oona", 404), ("conrad", 404)]
)
def test_who_closes(reviewed: Case, people: People, as_person, who: str, status: int) -> None:
    assert (
        as_person(getattr(people, who)).post(go(reviewed, "close"), CLOSING).status_code == status
    )


def test_a_day_in_the_past_to_keep_the_record_until_is_refused(
    reviewed: Case, people: People, as_person
) -> None:
    answer = as_person(people.lena).post(
        go(reviewed, "close"), {**CLOSING, "retain_until_year": "2020"}
    )

    assert answer.status_code == 422
    assert "Impact is not evidenced: the audit is in March." in answer.content.decode()
