"""Who may do what, and that it takes two."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from irwell.access import actions as access
from irwell.accounts.actors import SYSTEM
from irwell.publication import rules
from irwell.publication.models import Approval, Publication
from tests.publication.conftest import PLAN, Steps, at, on

EVERYBODY = (
    "maya",
    "lena",
    "idris",
    "priti",
    "colm",
    "rosalind",
    "ines",
    "tomos",
    "oona",
    "conrad",
)
DOORS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "plan/": ({**PLAN, **on("planned_on", date(2026, 4, 14))}, {"maya"}),
    "checks/media/": ({"answer": "closed", "note": "Agreed."}, {"maya", "ines"}),
    "copies/": ({"recipients": ["panel"], **on("sent_on", date(2026, 3, 16))}, {"maya", "ines"}),
    "approve/": ({}, {"lena", "idris", "priti"}),
    "publish/": ({}, {"lena", "idris", "priti"}),
    "defer/": ({}, {"lena", "idris", "priti"}),
    "withdraw/": ({}, {"lena", "idris", "priti"}),
}


@pytest.mark.parametrize("door", DOORS)
def test_only_those_whose_role_says_so_come_through(steps: Steps, door: str) -> None:
    data, let_in = DOORS[door]

    came_through = {
        who
        for who in EVERYBODY
        if steps.post(getattr(steps.people, who), door, data).status_code not in (403, 404)
    }

    assert came_through == let_in


def test_what_is_approved_is_read_whole_on_the_page_that_asks(steps: Steps) -> None:
    steps.plan()

    asked = steps.as_person(steps.people.lena).get(f"{steps.base}approve/").content.decode()
    copies = steps.as_person(steps.people.maya).get(f"{steps.base}copies/").content.decode()

    assert PLAN["title"] in asked
    assert "Secretary of State" in copies


@pytest.mark.parametrize("who", ["oona", "conrad"])
def test_an_outsider_and_someone_walled_off_find_no_page(steps: Steps, who: str) -> None:
    assert steps.as_person(getattr(steps.people, who)).get(steps.base).status_code == 404


@pytest.mark.parametrize("gate", [g.id for g in rules.GATES if g.legal])
def test_a_legal_gate_is_closed_by_the_legal_adviser_alone(steps: Steps, gate: str) -> None:
    asked = rules.GATES_BY_ID[gate]

    by_manager = steps.answer(asked, "closed", who=steps.people.maya)
    by_adviser = steps.answer(asked, "closed", who=steps.people.ines)

    assert by_manager.status_code == 422
    assert by_adviser.status_code == 302


def test_a_hand_made_request_does_not_close_a_legal_gate_either(steps: Steps) -> None:
    from irwell.core.errors import NotAllowed
    from irwell.publication import actions

    with pytest.raises(NotAllowed, match="close the legal checks"):
        actions.answer_gate(
            case=steps.case, gate="inquest", answer="not_applicable", note="None.", by=steps.people.maya,
            now=at("2026-03-16 09:00"),
        )  # fmt: skip


def test_ines_can_stop_a_publication_that_two_people_approved(steps: Steps) -> None:
    from irwell.publication.tasks import release_due

    steps.plan()
    steps.close_gates()
    steps.approve()

    steps.answer(rules.GATES_BY_ID["court_order"], "open", who=steps.people.ines)
    release_due(at("2026-04-14 09:00"))

    assert steps.publication.status == Publication.Status.PLANNED


def test_one_person_is_not_two(steps: Steps) -> None:
    steps.plan()
    steps.close_gates()

    steps.approve(steps.people.lena, steps.people.lena)
    steps.approve(steps.people.lena)

    assert Approval.objects.count() == 1


def test_the_planner_does_not_approve_even_with_the_right_to(steps: Steps) -> None:
    access.add_member(
        case_id=steps.case.pk, user=steps.people.maya, role="statutory_partner", reason="Stands in",
        by=SYSTEM, now=at("2026-03-16 08:00"),
    )  # fmt: skip
    steps.plan()
    steps.close_gates()

    answer = steps.approve(steps.people.maya)

    assert answer.status_code == 403
    assert "You planned this publication" in answer.content.decode()


def test_the_database_knows_the_planner_from_an_approver(steps: Steps) -> None:
    steps.plan()
    publication = steps.publication

    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(
            publication=publication, content="x", by=publication.planned_by, planner=publication.planned_by
        )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"), [("lena", "lena"), ("maya", "lena"), ("lena", "maya")]
)
def test_the_database_keeps_no_publication_of_fewer_than_three_people(
    steps: Steps, first: str, second: str
) -> None:
    steps.plan()

    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(case=steps.case).update(
            status="published", published_at=at("2026-04-14 09:00"),
            first_approver=getattr(steps.people, first), second_approver=getattr(steps.people, second),
        )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Child A: a review"}, {"summary": "Other words."}, {"author": "R Farr-Kite"},
        {"themes": ["Neglect"]}, {"keywords": "injury"}, {"method": ""}, {"day": date(2026, 4, 15)},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_a_change_voids_the_approvals(steps: Steps, change: dict[str, Any]) -> None:
    from irwell.publication import queries

    steps.plan()
    steps.close_gates()
    steps.approve()

    steps.plan(**change)

    assert queries.approvers_of(steps.publication) == ()


def test_saving_the_plan_unchanged_keeps_the_approvals(steps: Steps) -> None:
    from irwell.publication import queries

    steps.plan()
    steps.close_gates()
    steps.approve()

    steps.plan()

    assert len(queries.approvers_of(steps.publication)) == 2


def test_a_new_certificate_voids_the_approvals_and_the_notice(steps: Steps) -> None:
    from irwell.publication import queries
    from tests.publication.certified import certify

    steps.plan()
    steps.close_gates()
    steps.approve()
    certify(steps.case, steps.people, now=at("2026-03-17 10:00"), note="again")

    assert "certified anew" in " ".join(queries.against(steps.publication, on=date(2026, 3, 16)))
    steps.plan()
    assert queries.approvers_of(steps.publication) == ()
    assert not queries.notice_of(steps.publication).runs


def test_a_change_of_the_register_stops_publication(steps: Steps) -> None:
    from irwell.cases import actions as cases
    from irwell.publication.tasks import release_due

    steps.plan()
    steps.close_gates()
    steps.approve()
    cases.add_identity(
        case=steps.case, key=steps.case.key, kind="person", role="sibling", label="Sibling 1",
        names=["Peregrine Sparrowhythe"], details={}, by=steps.people.maya,
    )  # fmt: skip

    release_due(at("2026-04-14 09:00"))

    assert "No signed anonymisation certificate holds" in steps.publication.held_reason


def test_what_was_changed_after_it_was_read_is_not_approved(steps: Steps) -> None:
    steps.plan()
    steps.close_gates()
    read = steps.publication.content
    steps.plan(title="Child A: a review")

    answer = steps.post(steps.people.lena, "approve/", {"content": read})

    assert answer.status_code == 409
    assert not Approval.objects.exists()


def test_two_people_planning_at_once_see_both_texts(steps: Steps) -> None:
    steps.plan()
    seen = steps.publication.content
    steps.plan(title="Child A: a review")

    answer = steps.plan(title="Child A: my own words", seen=seen)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Child A: a review" in page
    assert "Child A: my own words" in page
    assert steps.publication.title == "Child A: a review"


def test_a_plan_saved_again_after_reading_theirs_goes_through(steps: Steps) -> None:
    steps.plan()
    steps.plan(title="Child A: a review")

    answer = steps.plan(title="Child A: my own words", seen=steps.publication.content)

    assert answer.status_code == 302
    assert steps.publication.title == "Child A: my own words"
