"""Recording that the notification was sent, or withdrawn."""

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
from irwell.criteria.actions import DEATH_CLOCKS
from irwell.criteria.policies import check_speaks_for
from irwell.criteria.queries import current_values
from irwell.notifications.models import Notification, WithdrawalPosition
from irwell.notifications.policies import WITHDRAWN_STATE, check_can_withdraw, check_is_open
from irwell.notifications.rules import national_fields


@transaction.atomic
def record_sent(
    *, case: Case, reference: str, sent_at: dt.datetime, by: User, now: dt.datetime
) -> Notification:
    """The notification left: keep it as notified, stop C2, start C6, go on to gathering."""
    case = cases.lock(case)
    check(by, Permission.RECORD_NOTIFICATION, case_id=case.pk)
    if case.state != "notify_agreed":
        raise NotPossibleNow(
            "A notification is recorded once the partners have agreed to notify, and only once."
        )
    if sent_at > now:
        raise ValidationError("The notification cannot have been sent in the future.")
    answers = case.referral.answers if hasattr(case, "referral") else {}
    notification = Notification.objects.create(
        case=case, key=case.key, reference=clean(reference), sent_at=sent_at, recorded_by=by,
        as_notified=national_fields(answers, current_values(case)),
    )  # fmt: skip
    audit.record(
        Event.NOTIFICATION_SENT, by=by, case_id=case.pk, about=notification, sent_at=sent_at
    )
    cases.record_date(
        case=case, fact="sin_submitted_at", value=sent_at, by=by, now=now, has_time=True
    )
    for clock in ("C2", "C3", *DEATH_CLOCKS):
        cases.stop_clock(case=case, clock=clock, at=sent_at, outcome="notified", by=by)
    cases.move(case=case, to="sin_sent", by=by, now=now)
    cases.move(case=case, to="rr_gathering", by=by, now=now)
    return notification


@transaction.atomic
def give_position(*, case: Case, agrees: bool, reasons: str, by: User) -> WithdrawalPosition:
    """A statutory partner's position on withdrawing the notification, with reasons."""
    case = cases.lock(case)
    check(by, Permission.GIVE_VIEW, case_id=case.pk)
    partner = check_speaks_for(by)
    notification = check_is_open(case)
    if not reasons.strip():
        raise ValidationError("Give the reasons for your position.")
    given = WithdrawalPosition.objects.create(
        notification=notification, key=case.key, partner=partner, agrees=agrees,
        reasons=clean(reasons), by=by,
    )  # fmt: skip
    audit.record(
        Event.PARTNER_VIEW_RECORDED, by=by, case_id=case.pk, about=given, partner=partner,
        agrees_to_withdraw=agrees,
    )  # fmt: skip
    return given


@transaction.atomic
def withdraw(*, case: Case, reason: str, evidence: str, by: User, now: dt.datetime) -> Notification:
    """Withdraw once all three agree, with reason and evidence: C6 ends as withdrawn, what was sent stays."""
    case = cases.lock(case)
    check(by, Permission.DECIDE_NOTIFICATION, case_id=case.pk)
    notification = check_can_withdraw(case)
    if not reason.strip() or not evidence.strip():
        raise ValidationError("Give the reason and the evidence for it.")
    notification.withdrawn_at = now
    notification.withdrawn_reason, notification.withdrawn_evidence = clean(reason), clean(evidence)
    notification.save()
    audit.record(Event.NOTIFICATION_WITHDRAWN, by=by, case_id=case.pk, about=notification)
    cases.stop_clock(case=case, clock="C6", at=now, outcome="withdrawn", by=by)
    cases.move(case=case, to=WITHDRAWN_STATE, by=by, now=now)
    return notification
