"""The outbox sweep: claim by conditional update, send, mark. Any number of workers may run, any may die."""

from datetime import datetime, timedelta

import structlog
from django.core.mail import send_mail
from django.db.models import Q

from irwell.accounts.actors import SYSTEM
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.messaging.models import Notice

log = structlog.get_logger(__name__)
STALE = timedelta(minutes=5)
BACK_OFF = timedelta(minutes=10)
BATCH = 50


def send_due_notices(now: datetime) -> int:
    """Send what is due. A notice whose worker died between claim and mark is shown as uncertain, not resent."""
    Notice.objects.filter(sent_at=None, uncertain=False, claimed_at__lt=now - STALE).update(
        uncertain=True
    )
    due = Notice.objects.filter(sent_at=None, claimed_at=None, due_at__lte=now)
    sent = 0
    for notice in due[:BATCH]:
        claimed = Notice.objects.filter(pk=notice.pk, claimed_at=None, sent_at=None).update(
            claimed_at=now
        )
        if claimed:
            sent += _send(notice, now)
    return sent


def _send(notice: Notice, now: datetime) -> int:
    try:
        send_mail(notice.subject, notice.body, None, [notice.to])
    except OSError:  # the mail server refused or is away: it was not sent, so it may be tried again
        log.warning("mail server unavailable", kind="mail")
        Notice.objects.filter(pk=notice.pk).update(
            claimed_at=None, attempts=notice.attempts + 1, due_at=now + BACK_OFF
        )
        return 0
    Notice.objects.filter(pk=notice.pk).update(sent_at=now)
    audit.record(Event.NOTICE_SENT, by=SYSTEM, case_id=notice.case_id, about=notice)
    return 1


def waiting() -> int:
    """How many notices wait or are uncertain, for the operator's page."""
    return Notice.objects.filter(Q(sent_at=None) | Q(uncertain=True)).count()
