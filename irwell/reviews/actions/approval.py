"""The three partners approve one version, or send it back in writing."""

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
from irwell.core.text import clean
from irwell.core.time import london
from irwell.decisions.queries import delegation_on
from irwell.reviews.actions.commissioning import finish_milestone
from irwell.reviews.models import PartnerApproval, ReportVersion, WrittenRequest
from irwell.reviews.policies import (
    check_at,
    check_can_approve,
    check_can_meet,
    check_review,
    check_speaks_for,
)
from irwell.reviews.queries import approved_report, review_of


@transaction.atomic
def approve(
    *,
    case: Case,
    report: ReportVersion,
    comment: str,
    condition: str = "",
    by: User,
    now: dt.datetime,
) -> PartnerApproval:
    """One partner approves this version; the third approval sends it to be made safe to publish.

    A deputy's approval is kept with the delegation under which it was given.
    """
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    partner = check_speaks_for(by)
    check_can_approve(case, report, partner)
    row = PartnerApproval.objects.create(
        report=report, key=case.key, partner=partner, comment=clean(comment), condition=clean(condition),
        delegation=delegation_on(case, by, london(now).date()), by=by, created_at=now,
    )  # fmt: skip
    audit.record(
        Event.REPORT_APPROVED,
        by=by,
        case_id=case.pk,
        about=row,
        partner=partner,
        version=report.version,
    )
    if approved_report(case) is not None:
        finish_milestone(report.review, "Partners approve the report", now)
        cases.move(case=case, to="anonymisation", by=by, now=now)
    return row


@transaction.atomic
def meet_condition(*, approval: PartnerApproval, how: str, by: User, now: dt.datetime) -> None:
    """The partner who set a condition says that it is met, and what shows it."""
    case = cases.lock(approval.report.review.case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    approval.refresh_from_db()
    check_can_meet(approval, check_speaks_for(by))
    approval.met_how, approval.met_at, approval.met_by = clean(how), now, by
    approval.save(update_fields=["met_how", "met_at", "met_by"])
    audit.record(
        Event.CONDITION_MET, by=by, case_id=case.pk, about=approval, partner=approval.partner
    )


@transaction.atomic
def send_back(*, case: Case, text: str, by: User, now: dt.datetime) -> WrittenRequest:
    """Back to the reviewer with a written request (regulation 14(2) and (3), SI 2018/789)."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    check_speaks_for(by)
    review = check_review(review_of(case))
    check_at(case, ("partner_approval",), "Sending the report back")
    if not text.strip():
        raise ValidationError("Write what the reviewer is asked to change, and why.")
    row = WrittenRequest.objects.create(
        review=review, key=case.key, text=clean(text), by=by, sent_at=now
    )
    audit.record(Event.REPORT_SENT_BACK, by=by, case_id=case.pk, about=row)
    cases.move(case=case, to="drafting", by=by, now=now)
    return row
