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
from irwell.criteria.queries import current_values
from irwell.notifications.models import Notification
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
    cases.stop_clock(case=case, clock="C2", at=sent_at, outcome="notified", by=by)
    cases.move(case=case, to="sin_sent", by=by, now=now)
    cases.move(case=case, to="rr_gathering", by=by, now=now)
    return notification
