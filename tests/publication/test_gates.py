"""No path publishes while any one gate is open."""

from datetime import date
from typing import Any

import pytest

from irwell.access import actions as access
from irwell.cases.models import Case
from irwell.messaging.models import Notice
from irwell.publication import rules
from irwell.publication.models import CopySent, Publication
from irwell.publication.presenters.report import marks_of_a_draft
from irwell.publication.tasks import ask_to_look_again, release_due
from irwell.reviews.actions import meet_condition
from irwell.reviews.queries import approved_report
from tests.anonymisation.conftest import approve
from tests.anonymisation.conftest import report as report_file
from tests.publication.conftest import Steps, at, on

GATES = [gate.id for gate in rules.GATES]


def reopen(steps: Steps, gate: str) -> None:
    """The legal adviser, or the business manager, finds that it was not dealt with after all."""
    asked = rules.GATES_BY_ID[gate]
    if asked.counted:
        CopySent.objects.filter(recipient="panel").delete()
    else:
        assert steps.answer(asked, "open").status_code == 302


@pytest.mark.parametrize("gate", GATES)
def test_nobody_can_approve_while_a_gate_is_open(steps: Steps, gate: str) -> None:
    steps.plan()
    steps.close_gates(but=gate)

    answer = steps.approve(steps.people.lena)

    assert answer.status_code == 409
    assert rules.GATES_BY_ID[gate].title.lower() in answer.content.decode().lower()
    assert not steps.publication.approvals.exists()


def test_the_notice_is_a_date_of_the_case_until_the_last_copy_was_sent(steps: Steps) -> None:
    steps.plan()
    [running] = steps.case.clocks.filter(clock="C10")
    steps.copies()

    running.refresh_from_db()

    assert (str(running.due_on), running.outcome) == ("2026-04-01", "copies sent")


def test_improvements_in_place_of_the_report_start_the_notice_again(steps: Steps) -> None:
    steps.plan()
    steps.copies()

    improvements(steps, seen=steps.publication.content)

    running = steps.case.clocks.get(clock="C10", replaced_at=None)
    assert running.stopped_at is None
    assert steps.case.clocks.get(clock="C10", replaced_at__isnull=False).outcome == "copies sent"


def test_another_planned_day_counts_the_notice_anew_and_keeps_the_copies(steps: Steps) -> None:
    steps.plan()
    steps.copies()

    steps.plan(date(2026, 4, 21))

    running = steps.case.clocks.get(clock="C10", replaced_at=None)
    assert (str(running.due_on), running.outcome) == ("2026-04-10", "copies sent")


@pytest.mark.parametrize("gate", GATES)
def test_a_gate_reopened_after_both_approvals_stops_the_sweep_and_the_button(
    steps: Steps, clock, gate: str
) -> None:
    steps.plan()
    steps.close_gates()
    steps.approve()
    reopen(steps, gate)

    clock.move_to(at("2026-04-14 09:00"))
    release_due(at("2026-04-14 09:00"))
    pressed = steps.post(steps.people.lena, "publish/", {})

    publication = steps.publication
    steps.case.refresh_from_db()
    assert pressed.status_code == 409
    assert publication.status == Publication.Status.PLANNED
    assert publication.held_at is not None
    assert not publication.files.exists()
    assert not publication.deliveries.exists()
    assert steps.case.state == "pre_publication"


def test_a_condition_of_a_partners_approval_stops_it_until_it_is_met(steps: Steps, clock) -> None:
    steps.plan()
    steps.close_gates()
    approve(steps.case, steps.people, report_file())
    report = approved_report(steps.case)
    assert report is not None
    row = report.approvals.get(partner="icb")
    row.condition = "The school hears of it before the day."
    row.save()

    answer = steps.approve(steps.people.lena)

    assert answer.status_code == 409
    assert "condition of the integrated care board’s approval" in answer.content.decode()
    meet_condition(
        approval=row, how="Told on Monday.", by=steps.people.idris, now=at("2026-04-07 10:00")
    )
    assert steps.approve(steps.people.lena).status_code == 302


@pytest.mark.parametrize("gate", GATES)
def test_improvements_alone_are_not_published_past_an_open_gate(steps: Steps, gate: str) -> None:
    improvements(steps)
    steps.close_gates(but=gate)

    assert steps.approve(steps.people.lena).status_code == 409


def improvements(steps: Steps, *, seen: str = "") -> None:
    answer = steps.post(
        steps.people.maya, "improvements/",
        {
            "title": "A review about a baby who was hurt", "summary": "A review was done.",
            "improvements": "Every trust now asks who lives in the home.", "withhold_reason": "CHILD_RISK",
            "justification": "A surviving child would be found.", "seen": seen, **on("planned_on", date(2026, 4, 14)),
        },
    )  # fmt: skip
    assert answer.status_code == 302


def test_only_the_improvements_are_published_with_their_own_checks(steps: Steps, client) -> None:
    improvements(steps)
    steps.close_gates()
    steps.approve()

    release_due(at("2026-04-14 09:00"))

    page = client.get(f"/reviews/{steps.publication.identifier}/").content.decode()
    steps.case.refresh_from_db()
    assert "asks who lives in the home" in page
    assert "would be found" not in page
    assert "Read the report" not in page
    assert steps.case.state == "improvements_only_published"
    assert not steps.publication.deliveries.exists()


def test_what_was_held_is_published_by_a_person_once_nothing_is_open(steps: Steps, clock) -> None:
    steps.plan()
    steps.close_gates()
    steps.approve()
    reopen(steps, "media")
    clock.move_to(at("2026-04-14 11:00"))
    release_due(at("2026-04-14 09:00"))
    steps.answer(rules.GATES_BY_ID["media"])

    assert release_due(at("2026-04-14 11:00")) == 0
    steps.post(steps.people.priti, "publish/", {})

    assert steps.publication.status == Publication.Status.PUBLISHED


def test_people_are_told_when_it_was_not_published_as_planned(steps: Steps) -> None:
    from irwell.messaging.models import Notice

    steps.plan()
    steps.close_gates()
    steps.approve()
    reopen(steps, "media")

    release_due(at("2026-04-14 09:00"))

    told = Notice.objects.filter(subject__contains="not published as planned")
    assert set(told.values_list("to", flat=True)) >= {
        "maya@calderbrook.example", "ines@calderbrook.example", "lena@calderbrook.example",
    }  # fmt: skip
    assert not told.filter(to="conrad@calderbrook.example").exists()


def test_an_answer_needs_its_note(steps: Steps) -> None:
    answer = steps.post(steps.people.maya, "checks/media/", {"answer": "closed", "note": "  "})

    assert answer.status_code == 422
    assert "Say who speaks" in answer.content.decode()


def test_the_family_is_asked_in_every_case(steps: Steps) -> None:
    answer = steps.post(
        steps.people.maya, "checks/family/", {"answer": "not_applicable", "note": "Not reached."}
    )

    assert answer.status_code == 422


def test_a_later_answer_stands_beside_the_earlier_one(steps: Steps) -> None:
    gate = rules.GATES_BY_ID["media"]
    steps.answer(gate)
    steps.answer(gate)
    steps.answer(gate, "open")

    rows = steps.case.gate_checks.filter(gate="media")
    assert [row.answer for row in rows] == ["closed", "open"]
    assert rows[0].replaced_at is not None


def test_from_its_day_a_check_must_be_looked_at_again_and_holds_the_release_until_then(
    steps: Steps, clock: Any
) -> None:
    steps.plan()
    steps.close_gates()
    said = {
        "answer": "closed",
        "note": "No trial is listed.",
        **on("recheck_on", date(2026, 4, 14)),
    }
    asked = steps.post(steps.people.ines, "checks/criminal_trial/", said)
    steps.approve()
    before = steps.as_person(steps.people.maya).get(steps.base).content.decode()

    clock.move_to(at("2026-04-14 09:00"))
    ask_to_look_again(at("2026-04-14 08:00"))
    ask_to_look_again(at("2026-04-14 08:30"))
    release_due(at("2026-04-14 09:00"))
    held = steps.publication
    page = steps.as_person(steps.people.maya).get(steps.base).content.decode()

    assert asked.status_code == 302
    assert "To be looked at again on Tuesday 14 April 2026." in before
    assert held.published_at is None
    assert "Open: criminal trial" in held.held_reason
    assert "Look again" in page
    told = Notice.objects.filter(subject__endswith="look at a check again")
    assert [notice.to for notice in told] == [steps.people.ines.email]


def test_who_keeps_a_check_and_is_walled_off_since_is_not_told_but_the_others_are(
    steps: Steps, clock: Any
) -> None:
    steps.plan()
    said = {
        "answer": "closed",
        "note": "No trial is listed.",
        **on("recheck_on", date(2026, 4, 14)),
    }
    steps.post(steps.people.ines, "checks/criminal_trial/", said)
    access.declare_conflict(
        case_id=steps.case.pk, user=steps.people.ines, key=steps.case.key, by=steps.people.maya
    )

    clock.move_to(at("2026-04-14 09:00"))
    ask_to_look_again(at("2026-04-14 08:00"))

    told = {n.to for n in Notice.objects.filter(subject__endswith="look at a check again")}
    assert steps.people.ines.email not in told
    assert {steps.people.maya.email, steps.people.lena.email} <= told


def test_a_check_has_an_owner_and_is_not_looked_at_again_in_the_past(steps: Steps) -> None:
    media = {"answer": "closed", "note": "The chair speaks.", "owner": str(steps.people.ines.pk)}
    past = steps.post(
        steps.people.maya, "checks/media/", {**media, **on("recheck_on", date(2026, 3, 16))}
    )
    stranger = steps.post(
        steps.people.maya, "checks/media/", {**media, "owner": str(steps.people.oona.pk)}
    )
    taken = steps.post(steps.people.maya, "checks/media/", media)

    assert (past.status_code, stranger.status_code, taken.status_code) == (422, 422, 302)
    assert "must be in the future" in past.content.decode()
    page = steps.as_person(steps.people.maya).get(steps.base).content.decode()
    assert "Ines Quillfeather keeps an eye on it." in page


def test_a_day_that_passed_with_one_approval_says_what_one_more_does(steps: Steps, clock) -> None:
    clock.move_to(at("2026-03-16 09:00"))
    steps.plan()
    steps.close_gates()
    steps.approve(steps.people.lena)
    clock.move_to(at("2026-04-14 09:05"))

    page = steps.as_person(steps.people.maya).get(steps.base).content.decode()

    assert "With 1 more approval it is published at once" in page
    assert "Sent in time" in page


def test_once_the_learning_is_shared_nothing_more_is_asked_here(
    on_the_site: Publication, steps: Steps
) -> None:
    on_the_site.deliveries.update(acknowledged_at=at("2026-04-14 09:10"))
    maya = steps.as_person(steps.people.maya)
    first = maya.get(steps.base).content.decode()
    Case.objects.filter(pk=on_the_site.case_id).update(state="impact_review")

    later = maya.get(steps.base).content.decode()

    assert "make the briefing and give every recommendation an owner" in first
    assert "Nothing is to be done here" in later
    assert "make the briefing" not in later


@pytest.mark.parametrize("page", ["plan", "improvements"])
def test_the_page_of_the_plan_says_from_which_day_on_may_be_published(
    steps: Steps, clock, page: str
) -> None:
    clock.move_to(at("2026-03-16 09:00"))
    before = steps.as_person(steps.people.maya).get(f"{steps.base}{page}/").content.decode()
    steps.plan()
    steps.copies()
    clock.move_to(at("2026-03-27 09:00"))

    after = steps.as_person(steps.people.maya).get(f"{steps.base}{page}/").content.decode()

    assert "If they go today: the first possible day is Wednesday 25 March 2026." in before
    assert "They went by Monday 16 March 2026" in after
    assert "the first possible day is Friday 27 March 2026" in after


def test_who_may_not_approve_reads_who_may(steps: Steps, clock) -> None:
    steps.plan()

    answer = steps.as_person(steps.people.maya).get(f"{steps.base}approve/")

    assert answer.status_code == 403
    assert "It belongs to: " in answer.content.decode()
    assert "Statutory partner" in answer.content.decode()


def test_who_approves_after_the_planned_moment_reads_that_it_goes_out_at_once(
    steps: Steps, clock
) -> None:
    clock.move_to(at("2026-03-16 09:00"))
    steps.plan()
    steps.close_gates()
    before = steps.as_person(steps.people.lena).get(f"{steps.base}approve/").content.decode()
    clock.move_to(at("2026-04-14 09:05"))

    after = steps.as_person(steps.people.lena).get(f"{steps.base}approve/").content.decode()

    assert "on the planned day at 9:00" in before
    assert "it is published at once" in after
    assert "speaks of itself as a draft" not in after


def test_marks_of_a_draft_are_shown_before_anybody_approves() -> None:
    body = (
        "<p>Child A and family · version 2</p><p>Lead reviewer: Ann Field. Restricted until approved &amp; published.</p>"
        "<p>The social worker wrote a draft of the plan and asked for a restricted diet.</p>"
        "<table><tr><td>OFFICIAL-SENSITIVE</td><td>Everybody</td></tr></table>"
    )

    assert marks_of_a_draft(body) == [
        "Child A and family · version 2",
        "Restricted until approved & published.",
        "OFFICIAL-SENSITIVE",
    ]
