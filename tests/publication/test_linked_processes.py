"""A linked process that runs keeps its gate open whatever anybody answered; its page says whom to ask and when."""

import datetime as dt

import pytest

from irwell.parallel_processes.actions import Words, add_process
from irwell.parallel_processes.models import ParallelProcess
from irwell.publication import rules
from irwell.publication.queries import open_gates
from irwell.publication.tasks import release_due
from tests.publication.conftest import Steps, at

PAIRS = [
    ("criminal", "criminal_trial"),
    ("inquest", "inquest"),
    ("care_proceedings", "court_order"),
]


def link(steps: Steps, kind: str = "criminal", status: str = "open") -> ParallelProcess:
    words = Words(
        status=status, contact="DS Harrow Penn, 01632 960123", next_on=dt.date(2026, 5, 11), next_what="Trial begins"
    )  # fmt: skip
    return add_process(
        case=steps.case, kind=kind, words=words, by=steps.people.maya, now=at("2026-03-16 09:00")
    )


def change(steps: Steps, process: ParallelProcess, status: str) -> None:
    sent = {"status": status, "contact": process.contact, "reason": "Told by letter.", "seen": process.edits}  # fmt: skip
    client = steps.as_person(steps.people.ines)
    answer = client.post(f"/cases/{steps.case.pk}/processes/{process.pk}/change/", sent)
    assert answer.status_code == 302


@pytest.mark.parametrize(("kind", "gate"), PAIRS)
def test_a_gate_that_was_ticked_opens_when_a_process_is_linked(
    steps: Steps, kind: str, gate: str
) -> None:
    steps.plan()
    steps.close_gates()
    link(steps, kind)

    answer = steps.approve(steps.people.lena)

    assert [g.id for g in open_gates(steps.publication, on=dt.date(2026, 3, 16))] == [gate]
    assert answer.status_code == 409
    assert "next date Monday 11 May 2026" in answer.content.decode()


@pytest.mark.parametrize(("kind", "gate"), PAIRS)
@pytest.mark.parametrize("said", ["closed", "not_applicable"])
def test_nobody_ticks_a_gate_away_while_its_process_runs(
    steps: Steps, kind: str, gate: str, said: str
) -> None:
    steps.plan()
    link(steps, kind)

    answer = steps.answer(rules.GATES_BY_ID[gate], said)

    assert answer.status_code == 422
    assert "stays open while a linked process runs" in answer.content.decode()
    assert "Settled by letter." in answer.content.decode()


def test_the_gate_page_shows_contact_and_next_date(steps: Steps) -> None:
    link(steps)

    shown = (
        steps.as_person(steps.people.ines).get(f"{steps.base}checks/criminal_trial/").content
    ).decode()

    assert "DS Harrow Penn, 01632 960123" in shown
    assert "Monday 11 May 2026: Trial begins" in shown


def test_a_trial_that_is_linked_after_both_approvals_stops_the_sweep(steps: Steps, clock) -> None:
    steps.plan()
    steps.close_gates()
    steps.approve()
    link(steps)

    clock.move_to(at("2026-04-14 09:00"))
    release_due(at("2026-04-14 09:00"))

    assert steps.publication.status == "planned"
    assert "Criminal investigation or trial" in steps.publication.held_reason


def test_when_the_trial_has_ended_the_earlier_answer_counts_again(steps: Steps) -> None:
    steps.plan()
    steps.close_gates()
    trial = link(steps)
    change(steps, trial, "ended")

    assert steps.approve(steps.people.lena).status_code == 302


def test_a_coroner_who_agrees_in_writing_frees_the_gate_for_an_answer(steps: Steps) -> None:
    steps.plan()
    change(steps, link(steps, "inquest"), "agreed")

    assert steps.answer(rules.GATES_BY_ID["inquest"]).status_code == 302


def test_the_list_of_checks_says_why_one_stays_open(steps: Steps) -> None:
    steps.plan()
    steps.close_gates()
    link(steps)

    shown = steps.as_person(steps.people.maya).get(steps.base).content.decode()

    assert "It stays open while that runs." in shown
    assert "Harrow Penn" not in shown
