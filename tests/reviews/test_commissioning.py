"""Commissioning on the partners' decision, and appointing a reviewer who is independent."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from irwell.access.queries import members
from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.cases.queries import cases_for, clock_of
from irwell.core.errors import NotPossibleNow
from irwell.reviews import actions, queries
from tests.people import People
from tests.reviews.conftest import LATER, Stage, decide

pytestmark = pytest.mark.django_db


def page(case: Case, part: str = "") -> str:
    return f"/cases/{case.pk}/practice-review/{part}"


def test_six_months_run_from_the_decision_and_explain_themselves(
    decided: Case, people: People, as_person: Any
) -> None:
    lena = as_person(people.lena)

    before = lena.get(page(decided, "commission/")).content.decode()
    answer = lena.post(page(decided, "commission/"))

    assert answer.status_code == 302
    assert "Sun 28 February 2027" in before
    assert "Fri 26 February 2027" in before
    clock = clock_of(decided, "C9")
    assert clock is not None
    assert (clock.due_on, clock.practical_target) == (dt.date(2027, 2, 28), dt.date(2027, 2, 26))
    assert Case.objects.get(pk=decided.pk).state == "commissioning"
    assert "Why this date?" in lena.get(page(decided)).content.decode()


def test_a_plan_of_ten_steps_is_proposed_and_nothing_falls_on_a_weekend(
    decided: Case, people: People
) -> None:
    review = actions.commission(case=decided, by=people.lena, now=LATER)

    days = list(review.milestones.values_list("due_on", flat=True))
    assert len(days) == 10
    assert max(days) == dt.date(2027, 2, 26)
    assert all(day.weekday() < 5 for day in days)


def test_commissioning_twice_makes_one_review(decided: Case, people: People) -> None:
    first = actions.commission(case=decided, by=people.lena, now=LATER)

    assert actions.commission(case=decided, by=people.idris, now=LATER) == first


def test_it_may_begin_before_the_panel_replies(case: Case, people: People) -> None:
    from tests.stages import bring_to

    decide(case, people)
    bring_to(case, "rr_submitted", people, now=LATER)

    actions.commission(case=case, by=people.lena, now=LATER)

    assert Case.objects.get(pk=case.pk).state == "commissioning"


def test_a_later_decision_against_a_review_bars_it(decided: Case, people: People) -> None:
    decide(decided, people, "NO_FURTHER_LEARNING", number=2)

    with pytest.raises(NotPossibleNow, match="not for a practice review"):
        actions.commission(case=decided, by=people.lena, now=LATER)


def test_without_a_decision_the_page_says_what_comes_first(
    case: Case, people: People, as_person: Any
) -> None:
    shown = as_person(people.lena).get(page(case)).content.decode()

    assert "have not decided yet" in shown


def declaration(reviewer: User | None, **changes: Any) -> dict[str, Any]:
    return {
        "reviewer": str(reviewer.pk) if reviewer else "other", "reviewer_name": "Juniper Weald",
        "competence": "Has led nine reviews of neglect.", "method": "Systems method", "independent_of_case": "on",
        "until_day": "30", "until_month": "6", "until_year": "2027", **changes,
    }  # fmt: skip


def test_the_reviewer_is_named_on_this_case_until_a_day_and_sees_no_other(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("commissioning")
    case.memberships.filter(user=people.rosalind).delete()

    answer = as_person(people.lena).post(page(case, "reviewer/"), declaration(people.rosalind))

    assert answer.status_code == 302
    member = members(case.pk, "independent_reviewer").get()
    assert member.user == people.rosalind
    assert member.until is not None
    assert member.until.date() == dt.date(2027, 6, 30)
    assert list(cases_for(people.rosalind)) == [case]
    with time_machine.travel(dt.datetime(2027, 7, 1, 9, tzinfo=dt.UTC)):
        assert as_person(people.rosalind).get(page(case)).status_code == 404


def test_a_reviewer_without_an_account_is_named(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("commissioning")

    as_person(people.lena).post(page(case, "reviewer/"), declaration(None))

    review = queries.review_of(case)
    assert review is not None
    assert (review.reviewer, review.reviewer_name) == (None, "Juniper Weald")
    assert people.tomos.agency.name in review.declaration
    assert Case.objects.get(pk=case.pk).state == "scoping"


def test_a_connection_with_one_agency_reviewed_bars_and_nothing_typed_is_lost(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("commissioning")
    sent = declaration(people.rosalind, connected=[people.tomos.agency.name])

    answer = as_person(people.lena).post(page(case, "reviewer/"), sent)

    assert answer.status_code == 422
    assert "independent of every agency" in answer.content.decode()
    assert "Has led nine reviews of neglect." in answer.content.decode()
    assert Case.objects.get(pk=case.pk).state == "commissioning"


def test_somebody_of_an_agency_cannot_be_appointed(review_at: Stage, people: People) -> None:
    case = review_at("commissioning")

    with pytest.raises(NotPossibleNow, match="independent of the partnership"):
        actions.appoint(
            case=case, reviewer=people.tomos, reviewer_name="", competence="x", method="", connected=[],
            independent_of_case=True, until=None, by=people.lena, now=LATER,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("lena", 200), ("idris", 200), ("priti", 200), ("maya", 403), ("colm", 403), ("rosalind", 403),
        ("ines", 403), ("tomos", 403), ("oona", 404), ("conrad", 404), ("sam", 404), ("ade", 404),
    ],
)  # fmt: skip
def test_who_may_commission(
    decided: Case, people: People, as_person: Any, who: str, status: int
) -> None:
    answer = as_person(getattr(people, who)).get(page(decided, "commission/"))

    assert answer.status_code == status
