"""Scenario 11: a notification is withdrawn only with three positions, a reason and evidence."""

import pytest
import time_machine

from irwell.cases.models import Case
from irwell.notifications import actions
from tests.moments import at
from tests.people import People
from tests.stages import bring_to

WHY = {"reason": "The injuries had a medical cause.", "evidence": "Genetics report; the Panel was told on 24 November."}  # fmt: skip
AGREE = {"agrees": "yes", "reasons": "The consultant’s report explains it."}


@pytest.fixture
def sent(case: Case, people: People):
    """Sent on Wednesday 18 November 2026; it is Tuesday 24 November."""
    case = bring_to(case, "notify_agreed", people, now=at("2026-11-17 10:00"))
    with time_machine.travel(at("2026-11-24 10:00"), tick=False):
        actions.record_sent(
            case=case, reference="SIN-1", sent_at=at("2026-11-18 15:00"), by=people.maya,
            now=at("2026-11-18 16:00"),
        )  # fmt: skip
        case.refresh_from_db()
        yield case


def path(case: Case, rest: str = "") -> str:
    return f"/cases/{case.pk}/notification/withdraw/{rest}"


def agree(case: Case, people: People, as_person, who: str, **changes: str) -> int:
    return as_person(getattr(people, who)).post(path(case), {**AGREE, **changes}).status_code


def test_scenario_11_all_three_agree_with_reason_and_evidence(
    sent: Case, people: People, as_person
) -> None:
    for who in ("lena", "idris", "priti"):
        assert agree(sent, people, as_person, who) == 302

    answer = as_person(people.lena).post(path(sent, "record/"), WHY)

    sent.refresh_from_db()
    clock = sent.clocks.get(clock="C6", replaced_at=None)
    assert answer.status_code == 302
    assert (sent.state, clock.outcome) == ("sin_withdrawn", "withdrawn")
    assert sent.notification.withdrawn_reason == WHY["reason"]
    assert "Withdrawn" in as_person(people.maya).get(f"/cases/{sent.pk}/").content.decode()


def test_two_positions_are_not_enough(sent: Case, people: People, as_person) -> None:
    for who in ("lena", "idris"):
        agree(sent, people, as_person, who)

    page = as_person(people.lena).post(path(sent, "record/"), WHY)

    assert page.status_code == 409
    assert "Still to be heard: Police" in page.content.decode()


def test_one_partner_against_stops_it(sent: Case, people: People, as_person) -> None:
    for who, answer in (("lena", "yes"), ("idris", "yes"), ("priti", "no")):
        agree(sent, people, as_person, who, agrees=answer)

    page = as_person(people.lena).post(path(sent, "record/"), WHY)

    assert page.status_code == 409
    assert "Does not agree to withdraw: Police" in page.content.decode()


@pytest.mark.parametrize("missing", ["reason", "evidence"])
def test_reason_and_evidence_are_both_asked_for(
    sent: Case, people: People, as_person, missing: str
) -> None:
    for who in ("lena", "idris", "priti"):
        agree(sent, people, as_person, who)

    page = as_person(people.lena).post(path(sent, "record/"), {**WHY, missing: ""})

    assert page.status_code == 422
    sent.refresh_from_db()
    assert sent.state == "rr_gathering"


@pytest.mark.parametrize("who", ["maya", "colm", "rosalind"])
def test_only_statutory_partners_take_part(sent: Case, people: People, as_person, who: str) -> None:
    assert agree(sent, people, as_person, who) == 403


def test_nothing_is_withdrawn_before_it_was_sent(case: Case, people: People, as_person) -> None:
    assert as_person(people.lena).get(path(case)).status_code == 409


def test_the_page_says_who_is_still_to_be_heard_and_then_what_is_next(
    sent: Case, people: People, as_person
) -> None:
    agree(sent, people, as_person, "lena")
    waiting = as_person(people.lena).get(path(sent)).content.decode()
    agree(sent, people, as_person, "idris")
    agree(sent, people, as_person, "priti")
    agreed = as_person(people.lena).get(path(sent)).content.decode()

    assert "Still to be heard: Integrated care board, Police." in waiting
    assert "Change your partner’s position" in waiting
    assert "Record the withdrawal" not in waiting
    assert "All three partners agree. Next:" in agreed
    assert "Record the withdrawal" in agreed
