"""Fact check with comments by paragraph, and approval of one version by three partners."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.decisions.models import Delegation
from irwell.messaging.models import Notice, SignedLink
from irwell.reviews import actions, queries
from irwell.reviews.models import FactCheckComment, FactCheckInvitation
from tests.people import People
from tests.reviews.conftest import LATER, Stage, report_file
from tests.reviews.test_commissioning import page

pytestmark = pytest.mark.django_db


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def invite(case: Case, people: People, as_person: Any) -> str:
    sent = {"kind": "agency", "who": "School’s designated lead", "email": "lead@school.example"}
    as_person(people.maya).post(page(case, "fact-check/invite/"), sent)
    notice = Notice.objects.get(to="lead@school.example")
    found = re.search(r"/check-facts/\S+", notice.body)
    assert found is not None
    return found.group()


def test_a_checker_without_an_account_reads_the_paragraphs_and_comments_on_one(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("fact_check")
    link, visitor = invite(case, people, as_person), Client()

    shown = visitor.get(link).content.decode()
    visitor.post(link, {"paragraph": "12", "comment": "The date is wrong: it was a Tuesday."})
    visitor.post(link + "finished/")

    assert "Why this review was done" in shown
    row = FactCheckComment.objects.get()
    assert (row.place, row.who, row.by) == ("paragraph 12", "School’s designated lead", None)
    assert FactCheckInvitation.objects.get().finished_at is not None
    assert "Send this comment" not in visitor.get(link).content.decode()


def test_a_link_that_got_about_leads_no_search_engine_to_the_draft(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("fact_check")
    link = invite(case, people, as_person)

    opened = Client().get(link)
    SignedLink.objects.update(expires_at=LATER.replace(year=2020))
    closed = Client().get(link)

    assert (opened.status_code, closed.status_code) == (200, 410)
    for answer in (opened, closed):
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Cache-Control"] == "no-store"


def test_the_link_says_only_that_something_is_due(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("fact_check")
    invite(case, people, as_person)

    notice = Notice.objects.get(to="lead@school.example")
    assert case.label not in notice.subject + notice.body
    assert Client().get("/check-facts/unknown/").status_code == 404


def test_the_report_waits_until_each_comment_is_answered_and_each_checker_heard(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("fact_check")
    visitor, link = Client(), invite(case, people, as_person)
    visitor.post(link, {"paragraph": "3", "comment": "Not so."})

    with pytest.raises(NotPossibleNow, match="1 fact check comment still to be answered"):
        actions.put_to_partners(case=case, page_url="x", by=people.maya, now=LATER)
    row = FactCheckComment.objects.get()
    as_person(people.rosalind).post(
        page(case, f"fact-check/comments/{row.pk}/"), {"outcome": "corrected", "text": "Corrected."}
    )
    with pytest.raises(NotPossibleNow, match="School’s designated lead"):
        actions.put_to_partners(case=case, page_url="x", by=people.maya, now=LATER)
    silent = FactCheckInvitation.objects.get()
    as_person(people.maya).post(
        page(case, f"fact-check/silence/{silent.pk}/"), {"text": "School is closed."}
    )
    as_person(people.maya).post(page(case, "fact-check/put/"))

    assert state(case) == "partner_approval"
    assert Notice.objects.filter(subject__contains="waits for your approval").count() >= 3


def test_a_corrected_version_keeps_the_comments_on_the_one_before(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("fact_check")
    note = {"who": "Mother’s advocate", "place": "paragraph 9", "comment": "She was twenty-one."}
    as_person(people.maya).post(page(case, "fact-check/comments/add/"), note)
    as_person(people.maya).post(page(case, "fact-check/return/"))
    actions.upload_report(case=case, upload=report_file(case, 2), note="", by=people.rosalind)

    with pytest.raises(NotPossibleNow):
        actions.put_to_partners(case=case, page_url="x", by=people.maya, now=LATER)
    row = FactCheckComment.objects.get()
    actions.answer_comment(
        case=case, row=row, answer="Corrected in version 2.", by=people.rosalind, now=LATER
    )
    actions.send_for_check(case=case, by=people.rosalind, now=LATER)
    actions.put_to_partners(case=case, page_url="x", by=people.maya, now=LATER)

    assert row.report.version == 1
    assert state(case) == "partner_approval"


def test_a_review_without_recommendations_says_why_first(review_at: Stage, people: People) -> None:
    case = review_at("fact_check")
    case.recommendations.all().delete()

    with pytest.raises(NotPossibleNow, match="at least one recommendation"):
        actions.put_to_partners(case=case, page_url="x", by=people.maya, now=LATER)
    actions.record_no_recommendations(
        case=case, reason="All was done in the rapid review.", by=people.maya
    )
    actions.put_to_partners(case=case, page_url="x", by=people.maya, now=LATER)

    assert state(case) == "partner_approval"


def test_the_third_approval_of_one_version_sends_it_on(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("partner_approval")
    for partner in (people.lena, people.idris):
        as_person(partner).post(page(case, "approval/1/"), {"comment": ""})
    assert queries.approved_report(case) is None

    as_person(people.priti).post(page(case, "approval/1/"), {"comment": "Well made."})

    approved = queries.approved_report(case)
    assert approved is not None
    assert approved.version == 1
    assert state(case) == "anonymisation"


def test_a_condition_holds_publication_up_until_the_same_partner_says_it_is_met(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case, condition = review_at("partner_approval"), "The school hears of it before the day."
    for partner, words in ((people.lena, ""), (people.idris, ""), (people.priti, condition)):
        as_person(partner).post(page(case, "approval/1/"), {"comment": "", "condition": words})
    assert state(case) == "anonymisation"
    (row,) = queries.open_conditions(case)
    assert condition in as_person(people.maya).get(page(case, "approval/")).content.decode()

    address = page(case, f"approval/met/{row.pk}/")
    other = as_person(people.lena).post(address, {"how": "Told on Monday."})
    empty = as_person(people.priti).post(address, {"how": ""})
    assert (other.status_code, empty.status_code) == (403, 422)
    assert queries.open_conditions(case) == [row]

    as_person(people.priti).post(address, {"how": "The head was told on Monday."})

    assert queries.open_conditions(case) == []
    shown = as_person(people.maya).get(page(case, "approval/")).content.decode()
    assert "The head was told on Monday." in shown


def test_a_deputys_approval_names_the_delegation(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("partner_approval")
    Delegation.objects.create(
        case=case, key=case.key, partner=people.idris.agency.kind, delegator=people.lena, deputy=people.idris,
        from_on=LATER.date(), until_on=LATER.date(), evidence="Minute 4", recorded_by=people.maya,
    )  # fmt: skip
    with time_machine.travel(LATER, tick=False):
        as_person(people.idris).post(page(case, "approval/1/"), {"comment": ""})
        shown = as_person(people.maya).get(page(case, "approval/")).content.decode()

    assert f"deputy of {people.lena.name} by delegation" in shown


def test_a_partner_approves_once(review_at: Stage, people: People, as_person: Any) -> None:
    case, lena = review_at("partner_approval"), as_person(people.lena)
    lena.post(page(case, "approval/1/"), {"comment": ""})

    again = lena.post(page(case, "approval/1/"), {"comment": ""})

    assert again.status_code == 422
    assert "has approved this version already" in again.content.decode()


def test_sent_back_in_writing_it_returns_to_the_reviewer(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("partner_approval")

    empty = as_person(people.priti).post(page(case, "approval/send-back/"), {"text": ""})
    as_person(people.priti).post(
        page(case, "approval/send-back/"), {"text": "Say why in finding 1."}
    )

    assert empty.status_code == 422
    assert state(case) == "drafting"
    shown = as_person(people.rosalind).get(page(case, "progress/")).content.decode()
    assert "Say why in finding 1." in shown


def test_a_new_version_needs_all_three_again(review_at: Stage, people: People) -> None:
    from irwell.cases import actions as cases

    case = review_at("anonymisation")
    assert queries.approved_report(case) is not None
    cases.move(case=case, to="drafting", by=people.ines, now=LATER)
    actions.upload_report(case=case, upload=report_file(case, 2), note="", by=people.rosalind)

    assert queries.approved_report(case) is None


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("lena", 200), ("idris", 200), ("priti", 200), ("maya", 403), ("rosalind", 403), ("colm", 403), ("ines", 403),
        ("tomos", 403), ("oona", 404), ("conrad", 404), ("sam", 404),
    ],
)  # fmt: skip
def test_who_may_approve(
    review_at: Stage, people: People, as_person: Any, who: str, status: int
) -> None:
    case = review_at("partner_approval")

    assert as_person(getattr(people, who)).get(page(case, "approval/1/")).status_code == status
