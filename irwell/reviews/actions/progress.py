"""The plan to six months, progress checks, written requests, reasons for delay."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.accounts.queries import partnership
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london, midday
from irwell.documents.actions import keep_made
from irwell.documents.rules import Purpose
from irwell.documents.word import render_word
from irwell.messaging import actions as messaging
from irwell.reviews import rules
from irwell.reviews.models import (
    DelayCopy,
    DelayLetter,
    Milestone,
    ProgressCheck,
    WrittenRequest,
)
from irwell.reviews.policies import check_at, check_may_oversee, check_review
from irwell.reviews.queries import review_of, six_months
from irwell.rulebook.queries import calendar
from irwell.statute import long_date

EXPLAIN = "explain-delay"


@transaction.atomic
def add_milestone(*, case: Case, title: str, due_on: dt.date, by: User) -> Milestone:
    """One more step of the plan."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_REVIEW, case_id=case.pk)
    review = check_review(review_of(case))
    row = Milestone.objects.create(review=review, title=clean(title), due_on=due_on)
    audit.record(Event.MILESTONE_RECORDED, by=by, case_id=case.pk, about=row, due_on=due_on)
    return row


@transaction.atomic
def change_milestone(
    *,
    case: Case,
    milestone: Milestone,
    title: str,
    due_on: dt.date,
    done_on: dt.date | None,
    by: User,
) -> Milestone:
    """Change a step of the plan, or say when it was done."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_REVIEW, case_id=case.pk)
    milestone.title, milestone.due_on, milestone.done_on = clean(title), due_on, done_on
    milestone.save(update_fields=["title", "due_on", "done_on"])
    audit.record(
        Event.MILESTONE_RECORDED,
        by=by,
        case_id=case.pk,
        about=milestone,
        due_on=due_on,
        done_on=done_on,
    )
    return milestone


@transaction.atomic
def check_progress(
    *, case: Case, checked_on: dt.date, note: str, by: User, now: dt.datetime
) -> ProgressCheck:
    """Log a check of time and quality (regulation 14(1), SI 2018/789); the next is due in a month."""
    case = cases.lock(case)
    review = check_review(review_of(case))
    check_may_oversee(by, case, review)
    check_at(case, rules.UNDER_WAY, "Checking progress")
    if not note.strip():
        raise ValidationError("Say what was looked at and what follows.")
    row = ProgressCheck.objects.create(
        review=review, key=case.key, checked_on=checked_on, note=clean(note), by=by
    )
    audit.record(Event.PROGRESS_CHECKED, by=by, case_id=case.pk, about=row, checked_on=checked_on)
    done = review.checks.count()
    for task in case.tasks.filter(once__startswith="progress-check-", done_at=None):
        cases.finish_task(task=task, by=by, now=now)
    cases.record_date(
        case=case, fact="last_progress_check_at", value=midday(checked_on), anew=True, by=by, now=now,
        reason="Progress was checked",
    )  # fmt: skip
    cases.add_task(
        case=case, title="Check the progress of the practice review", for_role="business_manager",
        url_name="reviews:progress", once=f"progress-check-{done + 1}", clock="C21", by=SYSTEM,
    )  # fmt: skip
    return row


@transaction.atomic
def ask_reviewer(
    *, case: Case, text: str, by: User, now: dt.datetime, due_on: dt.date | None = None
) -> WrittenRequest:
    """Ask the reviewer in writing for information or a draft (regulation 14(2) and (3), SI 2018/789)."""
    case = cases.lock(case)
    review = check_review(review_of(case))
    check_may_oversee(by, case, review)
    check_at(case, rules.UNDER_WAY, "Asking the reviewer")
    if not text.strip():
        raise ValidationError("Write what the reviewer is asked for.")
    if due_on is not None and due_on < london(now).date():
        raise ValidationError({"due_on": "Give a day that is still to come."})
    row = WrittenRequest.objects.create(
        review=review, key=case.key, text=clean(text), by=by, sent_at=now, due_on=due_on
    )
    audit.record(Event.REVIEWER_ASKED, by=by, case_id=case.pk, about=row, due_on=due_on)
    cases.add_task(
        case=case, title="Answer a written request of the partners", for_role="independent_reviewer", due_on=due_on,
        url_name="reviews:progress", once=f"answer-request-{row.pk}", by=SYSTEM,
    )  # fmt: skip
    if review.reviewer is not None:
        messaging.notify(
            to=review.reviewer.email, subject=f"{case.reference}: a written request of the partners", by=by,
            case_id=case.pk, once=f"request {row.pk}",
            body="The partners ask you in writing for information. Sign in to read it and to answer.",
        )  # fmt: skip
    return row


@transaction.atomic
def answer_request(
    *, case: Case, request: WrittenRequest, answer: str, by: User, now: dt.datetime
) -> WrittenRequest:
    """The reviewer's answer, or the business manager's note of it. A second answer is refused."""
    case = cases.lock(case)
    check(by, Permission.WRITE_REVIEW, case_id=case.pk)
    if request.answered_at is not None:
        raise NotPossibleNow("This request has been answered already.")
    if not answer.strip():
        raise ValidationError("Write the answer.")
    request.answer, request.answered_at, request.answered_by = clean(answer), now, by
    request.save()
    audit.record(Event.REVIEWER_ANSWERED, by=by, case_id=case.pk, about=request)
    for task in case.tasks.filter(once=f"answer-request-{request.pk}", done_at=None):
        cases.finish_task(task=task, by=by, now=now)
    return request


@transaction.atomic
def explain_delay(
    *, case: Case, reasons: str, meanwhile: str, expected_on: dt.date, by: User, now: dt.datetime
) -> DelayLetter:
    """Make the letters to the Panel and to the Secretary of State once six months have passed unpublished."""
    case = cases.lock(case)
    review = check_review(review_of(case))
    check_may_oversee(by, case, review)
    check_at(case, rules.UNDER_WAY, "Giving reasons for delay")
    clock = six_months(case)
    if clock is None or london(now).date() <= clock.due_on:
        raise NotPossibleNow("The six months have not passed, so no reasons for delay are due yet.")
    if not reasons.strip():
        raise ValidationError("Give the reasons for the delay.")
    words = {
        "partnership": partnership().name, "reference": case.reference, "label": case.label, "date": london(now).date(),
        "decided_on": london(clock.start_at).date(), "due_on": clock.due_on, "expected_on": expected_on,
        "reasons": clean(reasons), "meanwhile": clean(meanwhile), "reviewer": review.reviewer_name,
    }  # fmt: skip
    words |= {k: f"{v.day} {v:%B %Y}" for k, v in words.items() if isinstance(v, dt.date)}
    number = review.delays.count() + 1
    letter = DelayLetter.objects.create(
        review=review, key=case.key, reasons=words["reasons"], meanwhile=words["meanwhile"], expected_on=expected_on,
        by=by, created_at=now,
    )  # fmt: skip
    for to in DelayCopy.To:
        _make_copy(case, letter, to, words, number, by, now)
    for task in case.tasks.filter(once=EXPLAIN, done_at=None):
        cases.finish_task(task=task, by=by, now=now)
    cases.add_task(
        case=case, title="Send the letters with reasons for delay, and record the day", for_role="business_manager",
        due_on=calendar().add_working_days(london(now).date(), 1), url_name="reviews:progress",
        once=f"send-delay-{letter.pk}", by=SYSTEM,
    )  # fmt: skip
    audit.record(
        Event.DELAY_EXPLAINED, by=by, case_id=case.pk, about=letter, expected_on=expected_on
    )
    return letter


def _make_copy(
    case: Case, letter: DelayLetter, to: DelayCopy.To, words: dict[str, Any], number: int, by: User,
    now: dt.datetime,
) -> DelayCopy:  # fmt: skip
    """The same reasons in a letter of its own to one of the two."""
    address = {
        "to": to.label,
        "also_to": next(other.label for other in DelayCopy.To if other != to),
    }
    data = render_word(
        "irwell.reviews", "delay_letter.docx", {**words, **address}, title="Reasons for delay"
    )
    short = "Panel" if to == DelayCopy.To.PANEL else "Secretary of State"
    document = keep_made(
        data=data, file_name=f"{case.reference} reasons for delay {number} to the {short}.docx",
        purpose=Purpose.PANEL_LETTER, key=case.key, by=by, case_id=case.pk, now=now,
    )  # fmt: skip
    return DelayCopy.objects.create(letter=letter, to=to, document=document)


@transaction.atomic
def record_delay_letter_sent(
    *, case: Case, copy: DelayCopy, sent_on: dt.date, by: User, now: dt.datetime
) -> DelayCopy:
    """The day on which one of the two letters went. A second day is refused: the first one counts."""
    case = cases.lock(case)
    check_may_oversee(by, case, check_review(review_of(case)))
    copy = DelayCopy.objects.select_related("letter").get(pk=copy.pk)
    if copy.sent_on is not None:
        raise NotPossibleNow(f"This letter is recorded as sent on {long_date(copy.sent_on)}.")
    if sent_on > london(now).date():
        raise ValidationError({"sent_on": "A letter cannot have been sent in the future."})
    copy.sent_on, copy.sent_by = sent_on, by
    copy.save(update_fields=["sent_on", "sent_by"])
    audit.record(
        Event.DELAY_LETTER_SENT, by=by, case_id=case.pk, about=copy, to=copy.to, sent_on=sent_on
    )
    if not copy.letter.copies.filter(sent_on=None).exists():
        for task in case.tasks.filter(once=f"send-delay-{copy.letter_id}", done_at=None):
            cases.finish_task(task=task, by=by, now=now)
    return copy


@transaction.atomic
def ask_for_reasons(*, case: Case, now: dt.datetime) -> None:
    """Six months have passed unpublished: somebody must give the reasons. The same task is added once."""
    case = cases.lock(case)
    cases.add_task(
        case=case, title="Give the Panel and the Secretary of State the reasons for delay", by=SYSTEM,
        for_role="business_manager", due_on=calendar().next_working_day_on_or_after(london(now).date()),
        url_name="reviews:delay", once=EXPLAIN,
    )  # fmt: skip
