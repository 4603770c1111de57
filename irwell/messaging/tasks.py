"""The outbox sweep: claim by conditional update, send, mark. Any number of workers may run, any may die.

At most once: a message leaves between its claim and its mark, and a worker that dies there leaves it
"uncertain". Nothing but a person sends an uncertain message again.
"""

import smtplib
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as OverSmtp

from irwell.access.queries import walls
from irwell.messaging import actions
from irwell.messaging.models import Notice
from irwell.messaging.queries import unreachable, waiting
from irwell.messaging.rules import STALE, Bounce, answer_of, back_off, read_bounce

log = structlog.get_logger(__name__)
BATCH = 50


def send_due_notices(now: datetime) -> int:
    """Send what is due. A notice whose worker died between claim and mark is shown as uncertain, not resent.

    Whoever is kept from a case when a message about it would leave does not get it, whoever queued it, and when.
    """
    _flag_uncertain(now)
    due = _less_walled(list(waiting(now)[:BATCH]), now)
    if not due:
        return 0
    closed, post = unreachable(notice.to for notice in due), Post()
    sent = 0
    try:
        for notice in due:
            if notice.to.lower() in closed or not post.is_open():
                _set_aside(notice, notice.to.lower() in closed, now)
            elif _claimed(notice, now):
                left = _send(notice, post, now)
                closed |= {} if left else unreachable([notice.to])
                sent += left
    finally:
        post.close()
    return sent


def _flag_uncertain(now: datetime) -> None:
    left = Notice.objects.filter(
        sent_at=None, uncertain=False, ending="", claimed_at__lt=now - STALE
    )
    count = sum(actions.mark_uncertain(notice=notice, now=now) for notice in left)
    if count:
        log.warning("uncertain whether sent: a person must look", kind="mail", count=count)


def _less_walled(due: list[Notice], now: datetime) -> list[Notice]:
    kept = walls(notice.case_id for notice in due if notice.case_id)
    walled = [n for n in due if n.case_id and (n.case_id, n.to.lower()) in kept]
    for notice in walled:
        actions.keep_from(notice=notice, now=now)
    return [notice for notice in due if notice not in walled]


def _claimed(notice: Notice, now: datetime) -> bool:
    """True for one worker alone."""
    free = Notice.objects.filter(pk=notice.pk, claimed_at=None, sent_at=None, ending="")
    return bool(free.update(claimed_at=now))


def _set_aside(notice: Notice, address_closed: bool, now: datetime) -> None:
    if address_closed:
        actions.withhold(notice=notice, now=now)
    else:
        _try_later(notice, now)


def _try_later(notice: Notice, now: datetime) -> None:
    """It was certainly not sent, so it may be tried again."""
    Notice.objects.filter(pk=notice.pk).update(
        claimed_at=None, attempts=notice.attempts + 1, due_at=now + back_off(notice.attempts)
    )


def _send(notice: Notice, post: "Post", now: datetime) -> int:
    try:
        post.send(notice)
    except smtplib.SMTPException as error:
        answer = answer_of(error)
        if answer is None:
            return _unknown(notice, post, now)
        if answer.for_good:
            actions.refuse(
                notice=notice, code=answer.code, now=now, address_too=answer.of_the_address
            )
            log.warning("refused by the mail server", kind="mail", code=answer.code)
        else:
            _try_later(notice, now)
        return 0
    except OSError:
        return _unknown(notice, post, now)
    actions.mark_sent(notice=notice, now=now)
    return 1


def _unknown(notice: Notice, post: "Post", now: datetime) -> int:
    """The line broke while the message was handed over."""
    post.close()
    actions.mark_uncertain(notice=notice, now=now)
    log.warning("the line to the mail server broke: uncertain whether sent", kind="mail", count=1)
    return 0


class Post:
    """The way to the mail server; one connection for a round."""

    def __init__(self) -> None:
        self.backend = get_connection()
        self.away = False

    def is_open(self) -> bool:
        """False when the server cannot be reached: nothing was handed over yet."""
        if isinstance(self.backend, OverSmtp) and not self.away:
            try:
                self.backend.open()
            except OSError:
                self.away = True
                log.warning("mail server unavailable", kind="mail")
        return not self.away

    def send(self, notice: Notice) -> None:
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "irwell"
        headers = {"Message-ID": f"<{notice.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
        message = EmailMessage(notice.subject, notice.body, to=[notice.to], headers=headers)
        self.backend.send_messages([message])

    def close(self) -> None:
        if isinstance(self.backend, OverSmtp):
            self.backend.close()


def read_returned(now: datetime) -> int:
    """Take up what the mail server laid into the folder of returned messages, each file once."""
    folder = Path(settings.IRWELL_RETURNED_MAIL)
    found = sorted(p for p in (*folder.glob("*.eml"), *folder.glob("new/*")) if p.is_file())
    for path in found[:BATCH]:
        bounce = read_bounce(path.read_bytes())
        if bounce is not None:
            _take(bounce, now)
        kept = folder / ("read" if bounce else "other")
        kept.mkdir(exist_ok=True)
        path.replace(kept / path.name)
    return len(found[:BATCH])


def _take(bounce: Bounce, now: datetime) -> None:
    notice = Notice.objects.filter(pk=bounce.notice_id).first()
    if notice is not None and (notice.sent_at or notice.uncertain):
        actions.mark_bounced(notice=notice, code=bounce.code, now=now)
