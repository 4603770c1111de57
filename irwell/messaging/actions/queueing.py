"""Putting notices into the outbox, each once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.core import time
from irwell.crypto.actions import service_key
from irwell.messaging.models import Notice


@dataclass(frozen=True)
class Letter:
    """A message to one address. The same `once` is queued only the first time."""

    to: str
    subject: str
    body: str
    once: str
    case_id: UUID | None = None


@transaction.atomic
def notify(
    *,
    to: str,
    subject: str,
    body: str,
    once: str,
    by: Actor,
    case_id: UUID | None = None,
    due_at: datetime | None = None,
) -> Notice:
    """Queue a message. The same `once` is queued only the first time: a repeated action sends nothing twice."""
    notice, made = Notice.objects.get_or_create(
        once=once,
        defaults={
            "to": to, "subject": subject, "body": body, "case_id": case_id, "key": service_key(),
            "due_at": due_at or time.now(),
        },
    )  # fmt: skip
    if made:
        audit.record(Event.NOTICE_QUEUED, by=by, case_id=case_id, about=notice)
    return notice


@transaction.atomic
def notify_all(letters: Sequence[Letter], *, by: Actor, now: datetime) -> int:
    """Queue many messages in a constant number of queries; those queued before are left alone."""
    wanted = {letter.once: letter for letter in letters}
    known = Notice.objects.filter(once__in=wanted).values_list("once", flat=True)
    for once in list(known):
        del wanted[once]
    key = service_key()
    notices = Notice.objects.bulk_create(
        Notice(
            to=letter.to, subject=letter.subject, body=letter.body, once=letter.once,
            case_id=letter.case_id, key=key, due_at=now,
        )
        for letter in wanted.values()
    )  # fmt: skip
    audit.record_all(Event.NOTICE_QUEUED, by=by, about=[(n, n.case_id) for n in notices])
    return len(notices)


@transaction.atomic
def supersede(*, once: Iterable[str], now: datetime) -> list[str]:
    """Drop what never left because a newer message says it all; returns which. What a worker holds stays."""
    waiting = Notice.objects.filter(
        once__in=list(once), sent_at=None, claimed_at=None, ending=Notice.Ending.NONE
    )
    dropped = list(waiting.values_list("once", flat=True))
    Notice.objects.filter(once__in=dropped, claimed_at=None, sent_at=None).update(
        ending=Notice.Ending.SUPERSEDED, ended_at=now
    )
    return dropped
