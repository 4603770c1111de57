"""Every change on the way of local learning."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import Agency, User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case, Closing
from irwell.core.text import clean
from irwell.documents.actions import take_in
from irwell.documents.rules import Purpose
from irwell.local_learning.models import LocalReview, Product
from irwell.local_learning.policies import (
    CAN_CLOSE,
    WITH_PRODUCTS,
    check_at,
    check_can_accept,
    check_can_begin,
    check_review,
    next_state,
)
from irwell.local_learning.queries import local_review_of
from irwell.reviews.models import Recommendation
from irwell.reviews.policies import check_speaks_for
from irwell.statute import load_workflow

ENDS = "local-learning-ends"


@transaction.atomic
def begin(
    *, case: Case, track: str, aim: str, reasons: str, by: User, now: dt.datetime
) -> LocalReview:
    """A statutory partner chooses the kind of local learning, with reasons. Twice does no harm."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    check_speaks_for(by)
    known = local_review_of(case)
    if known is not None:
        return known
    check_can_begin(case)
    if track not in load_workflow().tracks:
        raise ValidationError({"track": "Choose the kind of learning review."})
    if not clean(aim) or not clean(reasons):
        raise ValidationError("Say what is to be learned, and why in this way.")
    review = LocalReview.objects.create(
        case=case, key=case.key, track=track, aim=clean(aim), reasons=clean(reasons), chosen_by=by
    )
    audit.record(Event.LOCAL_LEARNING_CHOSEN, by=by, case_id=case.pk, about=review, track=track)
    cases.move(case=case, to="local_planning", by=by, now=now)
    return review


def _locked(case: Case, by: User, states: tuple[str, ...], doing: str) -> LocalReview:
    case = cases.lock(case)
    check(by, Permission.MANAGE_REVIEW, case_id=case.pk)
    review = check_review(local_review_of(case))
    check_at(case, states, doing)
    return review


def _on(review: LocalReview, by: User, now: dt.datetime, step: str) -> LocalReview:
    """Record the step and go on along the review's own path."""
    audit.record(Event.LOCAL_LEARNING_STEP, by=by, case_id=review.case_id, about=review, step=step)
    cases.move(case=review.case, to=next_state(review), by=by, now=now)
    return review


@transaction.atomic
def plan(
    *, case: Case, lead: str, lead_agency: Agency | None, method: str, plan: str, ends_on: dt.date, by: User,
    now: dt.datetime,
) -> LocalReview:  # fmt: skip
    """Who leads, by which method, until when, and who is asked what."""
    review = _locked(case, by, ("local_planning",), "Planning local learning")
    if not (clean(lead) and clean(method) and clean(plan)):
        raise ValidationError("Say who leads, by which method, and what is planned.")
    review.lead, review.lead_agency = clean(lead), lead_agency
    review.method, review.plan, review.ends_on = clean(method), clean(plan), ends_on
    review.save()
    for task in review.case.tasks.filter(once__startswith=ENDS, done_at=None):
        cases.finish_task(task=task, by=by, now=now)
    rounds = review.case.tasks.filter(once__startswith=ENDS).count()
    cases.add_task(
        case=review.case, title="Finish the local learning review", for_role="business_manager", due_on=ends_on,
        url_name="local_learning:case", once=f"{ENDS}-{rounds + 1}", by=SYSTEM,
    )  # fmt: skip
    return _on(review, by, now, "planned")


@transaction.atomic
def gather(*, case: Case, gathered: str, by: User, now: dt.datetime) -> LocalReview:
    """What was gathered, and from whom."""
    review = _locked(case, by, ("local_gathering",), "Recording what was gathered")
    if not clean(gathered):
        raise ValidationError({"gathered": "Say what was gathered, and from whom."})
    review.gathered = clean(gathered)
    review.save(update_fields=["gathered"])
    return _on(review, by, now, "gathered")


@transaction.atomic
def hold_event(
    *, case: Case, event_on: dt.date, notes: str, by: User, now: dt.datetime
) -> LocalReview:
    """The day of the learning event and what was learned there."""
    review = _locked(case, by, ("local_event",), "Recording the learning event")
    if not clean(notes):
        raise ValidationError({"notes": "Say who took part, by role, and what was learned."})
    review.event_on, review.event_notes = event_on, clean(notes)
    review.save(update_fields=["event_on", "event_notes"])
    return _on(review, by, now, "event held")


@transaction.atomic
def add_report(*, case: Case, upload: "UploadedFile[Any]", by: User) -> LocalReview:
    """The short report. Every file is kept; the last one counts."""
    review = _locked(case, by, ("local_report",), "Adding the short report")
    review.report = take_in(
        upload=upload, purpose=Purpose.REVIEW_REPORT, key=review.key, by=by, case_id=review.case_id
    )
    review.missing = ""
    review.save(update_fields=["report", "missing"])
    audit.record(
        Event.LOCAL_LEARNING_STEP, by=by, case_id=review.case_id, about=review, step="report added"
    )
    return review


@transaction.atomic
def recommend(
    *, case: Case, text: str, addressees: str, intended_outcome: str, by: User
) -> Recommendation:
    """Who does what because of what was learned. The same recommendation twice is one."""
    review = _locked(case, by, ("local_report",), "Recording a recommendation")
    if not (clean(text) and clean(addressees) and clean(intended_outcome)):
        raise ValidationError("Say who does what, and what will be different for children.")
    known = list(review.case.recommendations.all())
    twin = next((r for r in known if r.text == clean(text)), None)
    if twin is not None:
        return twin
    row = Recommendation.objects.create(
        case=review.case, key=review.key, number=max((r.number for r in known), default=0) + 1, text=clean(text),
        addressees=clean(addressees), intended_outcome=clean(intended_outcome), by=by,
    )  # fmt: skip
    audit.record(
        Event.RECOMMENDATION_RECORDED, by=by, case_id=case.pk, about=row, number=row.number
    )
    return row


@transaction.atomic
def accept(*, case: Case, by: User, now: dt.datetime) -> LocalReview:
    """A statutory partner accepts the short report; the learning is shared and acted on."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    check_speaks_for(by)
    review = check_review(local_review_of(case))
    if review.accepted_at is not None:
        return review
    check_at(case, ("local_report",), "Accepting the short report")
    check_can_accept(review)
    review.accepted_by, review.accepted_at = by, now
    review.save(update_fields=["accepted_by", "accepted_at"])
    for task in case.tasks.filter(once__startswith=ENDS, done_at=None):
        cases.finish_task(task=task, by=by, now=now)
    return _on(review, by, now, "accepted")


@transaction.atomic
def look_again(*, case: Case, missing: str, by: User, now: dt.datetime) -> LocalReview:
    """A partner says what is missing: the plan is looked at again. What was recorded stays."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    check_speaks_for(by)
    review = check_review(local_review_of(case))
    check_at(case, ("local_report",), "Asking to look again")
    if not clean(missing):
        raise ValidationError({"missing": "Say what is missing."})
    review.missing = clean(missing)
    review.save(update_fields=["missing"])
    audit.record(
        Event.LOCAL_LEARNING_STEP, by=by, case_id=case.pk, about=review, step="looked at again"
    )
    cases.move(case=case, to="local_planning", by=by, now=now)
    return review


@transaction.atomic
def add_product(
    *, case: Case, kind: str, title: str, audience: str, issued_on: dt.date, by: User
) -> Product:
    """Something that carries the learning to practitioners. The same twice is one."""
    review = _locked(case, by, WITH_PRODUCTS, "Recording a learning product")
    row, made = Product.objects.get_or_create(
        review=review, kind=kind, title=clean(title), issued_on=issued_on,
        defaults={"audience": clean(audience), "by": by},
    )  # fmt: skip
    if made:
        audit.record(
            Event.LEARNING_PRODUCT,
            by=by,
            case_id=case.pk,
            about=row,
            kind=kind,
            issued_on=issued_on,
        )
    return row


@transaction.atomic
def close(
    *, case: Case, note: str, told: bool, retain_until: dt.date, by: User, now: dt.datetime
) -> Closing:
    """Close where nothing is left to learn here: the referrer, or the other area, has been told why. Twice is once."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    if case.state == "closed" and hasattr(case, "closing"):
        return case.closing
    check_at(case, CAN_CLOSE, "Closing without local learning")
    if not told:
        raise ValidationError({"told": "Tell those who wait for the answer first, then close."})
    if not clean(note):
        raise ValidationError({"note": "Give the reasons. A “no” is recorded as fully as a “yes”."})
    cases.add_note(case=case, text=f"Closed without local learning: {clean(note)}", by=by)
    return cases.close(case=case, note=note, retain_until=retain_until, by=by, now=now)
