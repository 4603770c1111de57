"""Commissioning the review and appointing the reviewer."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access import actions as access
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.cases.queries import clock_of
from irwell.core.text import clean
from irwell.core.time import london
from irwell.decisions.queries import latest_decision
from irwell.reviews import rules
from irwell.reviews.models import Milestone, PracticeReview
from irwell.reviews.policies import check_at, check_can_commission, check_independent, check_review
from irwell.reviews.queries import agencies_reviewed, review_of
from irwell.statute import NotStarted, derive, load_calendar, load_policies

FIRST_CHECK = "progress-check-1"


@transaction.atomic
def commission(*, case: Case, by: User, now: dt.datetime) -> PracticeReview:
    """Commission the review on the partners' decision; six months run from that decision. Twice does no harm."""
    case = cases.lock(case)
    check(by, Permission.COMMISSION, case_id=case.pk)
    known = review_of(case)
    if known is not None:
        return known
    decision = check_can_commission(case, latest_decision(case))
    decided = decision.decided_at or now
    review = PracticeReview.objects.create(
        case=case, key=case.key, commissioned_at=now, commissioned_by=by
    )
    cases.record_date(case=case, fact="lcspr_decided_at", value=decided, by=by, now=now)
    clock = clock_of(case, "C9")
    if clock is not None:
        for title, due_on in rules.plan(london(decided).date(), clock.due_on):
            Milestone.objects.create(review=review, title=title, due_on=due_on)
    _add_tasks(case, decided, now)
    audit.record(Event.REVIEW_COMMISSIONED, by=by, case_id=case.pk, about=review, decided=decided)
    cases.move(case=case, to="commissioning", by=by, now=now)
    return review


def _add_tasks(case: Case, decided: dt.datetime, now: dt.datetime) -> None:
    cases.add_task(
        case=case, title="Tell the Panel, Ofsted and the Department that the practice review starts",
        for_role="business_manager", due_on=due("TELL_START_NEXT_DAY", "lcspr_decided_at", decided),
        url_name="reviews:case", once="tell-review-starts", by=SYSTEM,
    )  # fmt: skip
    cases.add_task(
        case=case, title="Check the progress of the practice review", for_role="business_manager",
        due_on=due("PROGRESS_MONTHLY", "last_progress_check_at", now), url_name="reviews:progress",
        once=FIRST_CHECK, by=SYSTEM,
    )  # fmt: skip


def due(policy: str, fact: str, start: dt.datetime) -> dt.date | None:
    """The day on which a policy that keeps no clock of the case falls due."""
    clock = derive(load_policies()[policy], {fact: start}, load_calendar())
    return None if isinstance(clock, NotStarted) else clock.due_on


@transaction.atomic
def appoint(
    *,
    case: Case,
    reviewer: User | None,
    reviewer_name: str,
    competence: str,
    method: str,
    connected: list[str],
    independent_of_case: bool,
    until: dt.date | None,
    by: User,
    now: dt.datetime,
) -> PracticeReview:
    """Appoint the reviewer, with the declaration, and name them on this case until the day given."""
    case = cases.lock(case)
    check(by, Permission.COMMISSION, case_id=case.pk)
    review = check_review(review_of(case))
    check_at(case, ("commissioning",), "Appointing the reviewer")
    check_independent(case, reviewer, connected)
    if not independent_of_case:
        raise ValidationError("The reviewer must declare independence of the case.")
    name = clean(reviewer.name if reviewer else reviewer_name)
    if not name:
        raise ValidationError("Choose a reviewer, or give the name of one who has no account.")
    agencies = ", ".join(a.name for a in agencies_reviewed(case)) or "no agency asked yet"
    review.reviewer, review.reviewer_name, review.method = reviewer, name, clean(method)
    review.declaration = f"Declared no connection with the case or the family, nor with: {agencies}.\n\n{clean(competence)}"
    review.appointed_at = now
    review.save()
    if reviewer is not None:
        last = (
            dt.datetime.combine(until, dt.time(23, 59, 59), london(now).tzinfo) if until else None
        )
        access.add_member(
            case_id=case.pk, user=reviewer, role="independent_reviewer", until=last,
            reason="Appointed to lead the practice review", by=SYSTEM, now=now,
        )  # fmt: skip
    _finish_first_milestone(review, now)
    audit.record(
        Event.REVIEWER_APPOINTED, by=by, case_id=case.pk, about=review, has_account=bool(reviewer)
    )
    cases.move(case=case, to="scoping", by=by, now=now)
    return review


def _finish_first_milestone(review: PracticeReview, now: dt.datetime) -> None:
    first = review.milestones.filter(title="Reviewer appointed", done_on=None).first()
    if first is not None:
        first.done_on = london(now).date()
        first.save(update_fields=["done_on"])
