"""Commissioning the review and appointing the reviewer."""

import datetime as dt
from collections.abc import Sequence

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
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import LONDON, london
from irwell.decisions.queries import latest_decision
from irwell.reviewers.actions import tie_account
from irwell.reviewers.models import PoolEntry
from irwell.reviewers.policies import check_in_pool
from irwell.reviewers.queries import conflicts_with
from irwell.reviewers.rules import competences
from irwell.reviews import rules
from irwell.reviews.models import Milestone, PracticeReview
from irwell.reviews.policies import (
    check_at,
    check_can_commission,
    check_independent,
    check_no_conflict,
    check_review,
)
from irwell.reviews.queries import agencies_reviewed, review_of

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
    cases.record_date(case=case, fact="last_progress_check_at", value=now, by=by, now=now)
    clock = clock_of(case, "C9")
    if clock is not None:
        for title, due_on in rules.plan(london(decided).date(), clock.due_on):
            Milestone.objects.create(review=review, title=title, due_on=due_on)
    _add_tasks(case)
    audit.record(Event.REVIEW_COMMISSIONED, by=by, case_id=case.pk, about=review, decided=decided)
    cases.move(case=case, to="commissioning", by=by, now=now)
    return review


def _add_tasks(case: Case) -> None:
    cases.add_task(
        case=case, title="Tell the Panel, Ofsted and the Department that the practice review starts",
        for_role="business_manager", url_name="reviews:case", once="tell-review-starts", clock="C8", by=SYSTEM,
    )  # fmt: skip
    cases.add_task(
        case=case, title="Check the progress of the practice review", for_role="business_manager",
        url_name="reviews:progress", once=FIRST_CHECK, clock="C21", by=SYSTEM,
    )  # fmt: skip


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
    entry: PoolEntry | None = None,
) -> PracticeReview:
    """Appoint the reviewer, with the declaration, and name them on this case until the day given.

    Somebody of the pool who has no account is appointed all the same; access follows once they were invited.
    """
    case = cases.lock(case)
    check(by, Permission.COMMISSION, case_id=case.pk)
    review = check_review(review_of(case))
    check_at(case, ("commissioning",), "Appointing the reviewer")
    if entry is not None:
        check_in_pool(entry)
        reviewer, reviewer_name = entry.account, entry.name
        check_no_conflict(conflicts_with(entry, case, agencies_reviewed(case)))
    check_independent(case, reviewer, connected)
    if not independent_of_case:
        raise ValidationError("The reviewer must declare independence of the case.")
    name = clean(reviewer.name if reviewer else reviewer_name)
    if not name:
        raise ValidationError("Choose a reviewer, or give the name of one who has no account.")
    agencies = ", ".join(a.name for a in agencies_reviewed(case)) or "no agency asked yet"
    review.reviewer, review.reviewer_name, review.method = reviewer, name, clean(method)
    review.declaration = f"Declared no connection with the case or the family, nor with: {agencies}.\n\n{clean(competence)}"
    review.appointed_at, review.pool_entry, review.access_until = now, entry, until
    review.save()
    if reviewer is not None:
        _name_on_case(case, reviewer, until, now)
    finish_milestone(review, "Reviewer appointed", now)
    audit.record(
        Event.REVIEWER_APPOINTED, by=by, case_id=case.pk, about=review, has_account=bool(reviewer)
    )
    cases.move(case=case, to="scoping", by=by, now=now)
    return review


def _name_on_case(case: Case, reviewer: User, until: dt.date | None, now: dt.datetime) -> None:
    last = dt.datetime.combine(until, dt.time(23, 59, 59), LONDON) if until else None
    access.add_member(
        case_id=case.pk, user=reviewer, role="independent_reviewer", until=last,
        reason="Appointed to lead the practice review", by=SYSTEM, now=now,
    )  # fmt: skip


def finish_milestone(review: PracticeReview, title: str, now: dt.datetime) -> None:
    """A step of the proposed plan is done by what has just happened; a step that people renamed stays theirs."""
    step = review.milestones.filter(title=title, done_on=None).first()
    if step is not None:
        step.done_on = london(now).date()
        step.save(update_fields=["done_on"])


@transaction.atomic
def give_access(*, case: Case, account: User, by: User, now: dt.datetime) -> PracticeReview:
    """The appointed reviewer has an account by now: name them on this case, until the day agreed. Twice is once."""
    case = cases.lock(case)
    check(by, Permission.COMMISSION, case_id=case.pk)
    review = check_review(review_of(case))
    if review.appointed_at is None:
        raise NotPossibleNow("No reviewer is appointed yet.")
    if review.reviewer_id == account.pk:
        return review
    if review.reviewer_id is not None:
        raise NotPossibleNow(f"{review.reviewer_name} has access to this case already.")
    check_independent(case, account, ())
    if clean(account.name).casefold() != review.reviewer_name.casefold():
        raise NotPossibleNow(
            f"The account is of {account.name}, and {review.reviewer_name} was appointed. Choose the account of "
            "the person appointed."
        )
    review.reviewer = account
    review.save(update_fields=["reviewer"])
    if review.pool_entry is not None:
        tie_account(entry=review.pool_entry, account=account, by=by)
    _name_on_case(case, account, review.access_until, now)
    audit.record(Event.REVIEWER_ACCESS, by=by, case_id=case.pk, about=review)
    return review


@transaction.atomic
def choose_needs(*, case: Case, needs: Sequence[str], by: User) -> PracticeReview:
    """Which competences this review needs, for the shortlist."""
    case = cases.lock(case)
    check(by, Permission.SHORTLIST, case_id=case.pk)
    review = check_review(review_of(case))
    if unknown := [n for n in needs if n not in competences()]:
        raise ValidationError(f"“{unknown[0]}” is not in the list of competences.")
    review.needs = list(needs)
    review.save(update_fields=["needs"])
    audit.record(
        Event.NEEDS_CHOSEN, by=by, case_id=case.pk, about=review, needs=sorted(review.needs)
    )
    return review
