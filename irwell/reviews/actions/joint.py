"""A review held with another area: who leads, what both agreed, whether the other is named in what is published."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.reviews import rules
from irwell.reviews.models import JointReview
from irwell.reviews.policies import check_at, check_review, check_speaks_for
from irwell.reviews.queries import joint_of, review_of


class StaleJoint(Exception):
    """Somebody else changed the record since the page was opened; `current` is how it stands now."""

    def __init__(self, current: JointReview) -> None:
        super().__init__("Somebody else changed this record while you were typing.")
        self.current = current


@transaction.atomic
def record_joint(
    *,
    case: Case,
    partnership: str,
    contact: str,
    we_lead: bool,
    agreed_on: dt.date,
    shared_terms: str,
    seen: int,
    by: User,
) -> JointReview:
    """Record or change the other area. A change of its name takes back the agreement to name it."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_REVIEW, case_id=case.pk)
    review = check_review(review_of(case))
    check_at(case, rules.UNDER_WAY, "Recording a joint review")
    if not clean(partnership):
        raise ValidationError({"partnership": "Give the other partnership’s name."})
    joint = joint_of(review) or JointReview(review=review, key=case.key, by=by)
    if joint.edits != seen:
        raise StaleJoint(joint)
    if joint.partnership and joint.partnership != clean(partnership):
        joint.named_by_us, joint.named_by_them_on = None, None
    joint.partnership, joint.contact, joint.we_lead = clean(partnership), clean(contact), we_lead
    joint.agreed_on, joint.shared_terms = agreed_on, clean(shared_terms)
    joint.edits += 1
    joint.save()
    audit.record(
        Event.JOINT_RECORDED, by=by, case_id=case.pk, about=joint, we_lead=we_lead,
        agreed_on=agreed_on,
    )  # fmt: skip
    return joint


@transaction.atomic
def agree_to_naming(*, case: Case, by: User) -> JointReview:
    """A statutory partner agrees, for this partnership, that the other area is named in what is published."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    check_speaks_for(by)
    joint = _joint(case)
    if joint.named_by_us_id is None:
        joint.named_by_us = by
        joint.save(update_fields=["named_by_us"])
        audit.record(
            Event.JOINT_NAMING_AGREED, by=by, case_id=case.pk, about=joint, side="this area"
        )
    return joint


@transaction.atomic
def record_their_agreement(*, case: Case, on: dt.date, by: User) -> JointReview:
    """The day on which the other partnership agreed in writing to be named."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_REVIEW, case_id=case.pk)
    joint = _joint(case)
    joint.named_by_them_on = on
    joint.save(update_fields=["named_by_them_on"])
    audit.record(
        Event.JOINT_NAMING_AGREED, by=by, case_id=case.pk, about=joint, side="the other area", on=on
    )
    return joint


def _joint(case: Case) -> JointReview:
    joint = joint_of(check_review(review_of(case)))
    if joint is None:
        raise NotPossibleNow("Record the other partnership first.")
    return joint
