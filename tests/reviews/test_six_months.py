"""The six months: gauge, plan, progress checks, written requests, reasons for delay."""

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from docx import Document
from lxml import html

from irwell.accounts.actors import SYSTEM
from irwell.cases.actions import add_task
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.documents.actions import read
from irwell.learning.policies import check_is_open
from irwell.messaging.models import Notice
from irwell.reviews import actions, queries, rules
from irwell.reviews.models import DelayCopy, WrittenRequest
from irwell.reviews.tasks import ask_for_reasons
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
    kept = case.clocks.filter(clock="C21").order_by("created_at")
    assert [(one.due_on, one.outcome) for one in kept] == [
        (dt.date(2026, 9, 30), "done"), (dt.date(2026, 10, 28), ""),
    ]  # fmt: skip


def test_telling_the_panel_that_the_review_starts_is_a_date_of_the_case_until_it_is_done(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("scoping")
    clock, task = case.clocks.get(clock="C8"), case.tasks.get(once="tell-review-starts")

    shown = html.fromstring(as_person(people.maya).get(f"/cases/{case.pk}/").content)
    due = [" ".join(one.text_content().split()) for one in shown.find_class("irw-due__one")]
    as_person(people.maya).post(f"/cases/{case.pk}/tasks/{task.pk}/done/")

    assert clock.due_on == task.due_on
    assert sum("Tell the Panel, Ofsted and the Department" in line for line in due) == 1
    clock.refresh_from_db()
    assert clock.outcome == "done"


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
    copies = {copy.to: copy for copy in review.delays.get().copies.all()}
    assert set(copies) == {"panel", "secretary_of_state"}
    text = "\n".join(
        p.text for p in Document(io.BytesIO(read(copies["panel"].document))).paragraphs
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


def test_scenario_16_reasons_are_asked_for_given_sent_and_interim_actions_stay_live(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("scoping")
    live = add_task(case=case, title="Change the discharge form", for_role="agency_lead", by=SYSTEM)
    sent = {"reasons": "A trial is pending.", "meanwhile": "The discharge form changes now.",
            "expected_on_day": "30", "expected_on_month": "6", "expected_on_year": "2027"}  # fmt: skip

    with pytest.raises(NotPossibleNow, match="not come to its learning"):
        check_is_open(case)
    assert ask_for_reasons(dt.datetime(2027, 2, 28, 12, tzinfo=dt.UTC)) == 0
    with time_machine.travel(dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)):
        now = dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)
        assert (ask_for_reasons(now), ask_for_reasons(now)) == (1, 0)
        maya = as_person(people.maya)
        maya.post(page(case, "progress/delay/"), sent)
        copies = list(DelayCopy.objects.all())
        for copy in copies:
            day = {"sent_on_day": "1", "sent_on_month": "3", "sent_on_year": "2027"}
            maya.post(page(case, f"progress/delay/{copy.pk}/sent/"), day)
        shown = maya.get(page(case, "progress/")).content.decode()

    check_is_open(Case.objects.get(pk=case.pk))
    assert case.tasks.get(once="explain-delay").done_at is not None
    assert {c.sent_on for c in DelayCopy.objects.all()} == {dt.date(2027, 3, 1)}
    assert not case.tasks.filter(once__startswith="send-delay-", done_at=None).exists()
    live.refresh_from_db()
    assert live.done_at is None
    assert "Interim actions stay live" in shown


def test_a_letter_is_sent_once_and_not_in_the_future(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("scoping")
    with time_machine.travel(dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC)):
        actions.explain_delay(
            case=case, reasons="A trial.", meanwhile="", expected_on=dt.date(2027, 6, 1), by=people.maya,
            now=dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC),
        )  # fmt: skip
        at = page(case, f"progress/delay/{DelayCopy.objects.get(to='panel').pk}/sent/")
        maya = as_person(people.maya)
        early = maya.post(at, {"sent_on_day": "2", "sent_on_month": "3", "sent_on_year": "2027"})
        day = {"sent_on_day": "1", "sent_on_month": "3", "sent_on_year": "2027"}
        first, again = maya.post(at, day), maya.post(at, day)

    assert (early.status_code, first.status_code, again.status_code) == (422, 302, 422)
    assert "recorded as sent on Monday 1 March 2027" in again.content.decode()


def test_the_gauge_shows_today_and_what_is_next(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("scoping")

    shown = as_person(people.maya).get(page(case, "progress/")).content.decode()

    assert "Today, 1 Sep 2026" in shown
    assert "Next: terms of reference agreed, Monday 28 September 2026" in shown
    assert "Why this date?" in shown


def test_a_written_request_has_a_day_and_says_when_its_answer_is_overdue(
    review_at: Stage, people: People, as_person: Any
) -> None:
    case = review_at("scoping")
    sent = {"text": "Send the draft as it stands.", "due_on_day": "14", "due_on_month": "9", "due_on_year": "2026"}  # fmt: skip

    as_person(people.lena).post(page(case, "progress/ask/"), sent)
    row = WrittenRequest.objects.get()
    with time_machine.travel(dt.datetime(2026, 9, 15, 9, tzinfo=dt.UTC)):
        shown = as_person(people.lena).get(page(case, "progress/")).content.decode()
        as_person(people.rosalind).post(page(case, f"progress/requests/{row.pk}/"), {"text": "Here."})  # fmt: skip

    task = case.tasks.get(once=f"answer-request-{row.pk}")
    assert (task.due_on, task.for_role) == (dt.date(2026, 9, 14), "independent_reviewer")
    assert task.done_at is not None
    assert "Answer overdue" in shown
    assert Notice.objects.filter(once=f"request {row.pk}", to=people.rosalind.email).exists()


def test_what_happens_in_the_review_finishes_the_steps_of_the_plan(
    review_at: Stage, people: People
) -> None:
    case = review_at("anonymisation")
    review = queries.review_of(case)
    assert review is not None

    done = set(review.milestones.exclude(done_on=None).values_list("title", flat=True))

    assert done == {
        "Reviewer appointed", "Terms of reference agreed", "First draft of the report", "Fact check finished",
        "Partners approve the report",
    }  # fmt: skip
