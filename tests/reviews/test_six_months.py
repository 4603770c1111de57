"""The six months: gauge, plan, progress checks, written requests, reasons for delay."""

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from docx import Document

from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.documents.actions import read
from irwell.reviews import actions, queries, rules
from tests.people import People
from tests.reviews.conftest import LATER, Stage
from tests.reviews.test_commissioning import page

pytestmark = pytest.mark.django_db
AUGUST, FEBRUARY = dt.date(2026, 8, 28), dt.date(2027, 2, 28)


def test_the_gauge_counts_time_gone_and_what_is_late() -> None:
    steps = [
        (dt.date(2026, 9, 11), dt.date(2026, 9, 11)),
        (dt.date(2026, 9, 28), None),
        (FEBRUARY, None),
    ]

    found = rules.gauge(AUGUST, FEBRUARY, steps, today=dt.date(2026, 10, 12))

    assert (found.gone, found.days_left, found.done, found.late) == (24, 139, 1, 1)
    assert found.projected_on == dt.date(2027, 3, 14)
    assert found.behind


def test_a_gauge_on_plan_projects_the_last_step() -> None:
    found = rules.gauge(AUGUST, FEBRUARY, [(FEBRUARY, None)], today=AUGUST)

    assert (found.gone, found.projected_on, found.behind) == (0, FEBRUARY, False)


def test_a_step_that_is_done_leaves_the_plan(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("scoping")
    review = queries.review_of(case)
    assert review is not None
    step = review.milestones.get(title="Terms of reference agreed")
    sent = {"title": step.title, "due_on_day": "28", "due_on_month": "9", "due_on_year": "2026",
            "done_on_day": "20", "done_on_month": "9", "done_on_year": "2026"}  # fmt: skip

    with time_machine.travel(dt.datetime(2026, 9, 21, 9, tzinfo=dt.UTC)):
        answer = as_person(people.maya).post(page(case, f"progress/plan/{step.pk}/"), sent)
        shown = as_person(people.maya).get(page(case, "progress/")).content.decode()

    assert answer.status_code == 302
    assert "2 of 10 steps done" in shown


def test_a_progress_check_is_logged_and_asks_for_the_next_in_a_month(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("scoping")
    first = case.tasks.get(once="progress-check-1")
    sent = {
        "checked_on_day": "28",
        "checked_on_month": "9",
        "checked_on_year": "2026",
        "note": "On time; family met.",
    }

    with time_machine.travel(dt.datetime(2026, 9, 28, 15, tzinfo=dt.UTC)):
        as_person(people.lena).post(page(case, "progress/check/"), sent)

    first.refresh_from_db()
    assert first.due_on == dt.date(2026, 9, 30)
    assert first.done_at is not None
    assert case.tasks.get(once="progress-check-2").due_on == dt.date(2026, 10, 28)


@pytest.mark.parametrize(
    ("who", "status"),
    [("lena", 200), ("idris", 200), ("maya", 200), ("rosalind", 403), ("colm", 403), ("tomos", 403), ("oona", 404), ("conrad", 404)],
)  # fmt: skip
def test_progress_is_checked_by_the_partners_and_never_by_the_reviewer(
    review_at: Stage, people: People, as_person: Any, who: str, status: int
) -> None:
    case = review_at("scoping")

    assert as_person(getattr(people, who)).get(page(case, "progress/check/")).status_code == status


def test_the_reviewer_answers_a_written_request_once(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("scoping")
    row = actions.ask_reviewer(
        case=case, text="When is the first event?", by=people.lena, now=LATER
    )

    as_person(people.rosalind).post(
        page(case, f"progress/requests/{row.pk}/"), {"text": "On 10 November."}
    )
    again = as_person(people.rosalind).post(
        page(case, f"progress/requests/{row.pk}/"), {"text": "Later."}
    )

    row.refresh_from_db()
    assert row.answer == "On 10 November."
    assert again.status_code == 422
    assert "answered already" in again.content.decode()


def test_past_six_months_reasons_go_to_the_panel_and_the_secretary_of_state(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("scoping")
    sent = {"reasons": "A trial is listed for May & the judge asked us to wait.", "meanwhile": "All actions go on.",
            "expected_on_day": "30", "expected_on_month": "6", "expected_on_year": "2027"}  # fmt: skip

    with time_machine.travel(dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)):
        before = as_person(people.maya).get(page(case, "progress/")).content.decode()
        answer = as_person(people.maya).post(page(case, "progress/delay/"), sent)

    assert "A letter with reasons is due" in before
    assert answer.status_code == 302
    review = queries.review_of(case)
    assert review is not None
    text = "\n".join(
        p.text for p in Document(io.BytesIO(read(review.delays.get().document))).paragraphs
    )
    assert "A trial is listed for May & the judge asked us to wait." in text
    assert "28 February 2027" in text
    assert "Secretary of State" in text
    assert Case.objects.get(pk=case.pk).state == "scoping"


def test_reasons_are_not_asked_for_on_the_last_day(review_at: Stage, people: People) -> None:
    case = review_at("scoping")

    with pytest.raises(NotPossibleNow, match="have not passed"):
        actions.explain_delay(
            case=case, reasons="x", meanwhile="", expected_on=dt.date(2027, 6, 1), by=people.maya,
            now=dt.datetime(2027, 2, 28, 22, tzinfo=dt.UTC),
        )  # fmt: skip
