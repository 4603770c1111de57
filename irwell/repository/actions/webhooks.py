"""Who is told of records, and telling them: noted with the change itself, sent by the worker until it is taken."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from irwell.core.text import clean
from irwell.editors.models import Editor
from irwell.repository.models import Delivery, Record, Webhook
from irwell.repository.outward import Unreachable, call, check_address
from irwell.repository.presenters import webhooks as messages

Event = Delivery.Event
# minutes until the next attempt; after the last the message is given up, some two days later
AGAIN = (1, 5, 30, 120, 360, 720, 1440)
STALE = timedelta(minutes=10)
FORGOTTEN = timedelta(days=90)
BATCH = 50


class NotRegistered(ValueError):
    """The address is not one that can be told; the message is a sentence."""


def register(*, institution: str, address: str, by: Editor, now: datetime) -> tuple[Webhook, str]:
    """Tell this address from now on. Returns it with the secret, which is shown this once."""
    try:
        check_address(address)
    except Unreachable as error:
        raise NotRegistered(str(error)) from error
    try:
        with transaction.atomic():
            webhook = Webhook.objects.create(
                institution=clean(institution)[:200],
                address=address[:500],
                nonce=secrets.token_hex(16),
                begun_at=now,
                begun_by=by.name,
            )
            _note(webhook, None, Event.TEST, now)
    except IntegrityError as error:
        raise NotRegistered("This address is told already.") from error
    return webhook, messages.secret_words(webhook)


@transaction.atomic
def renew_secret(*, webhook: Webhook) -> str:
    """Another secret from the next message on. The old one signs nothing any more."""
    webhook.nonce = secrets.token_hex(16)
    webhook.save(update_fields=["nonce"])
    return messages.secret_words(webhook)


@transaction.atomic
def end(*, webhook: Webhook, why: str, now: datetime) -> None:
    """Tell this address nothing more. Its log stays for a while."""
    webhook.ended_at, webhook.ended_why = now, clean(why)[:200]
    webhook.save(update_fields=["ended_at", "ended_why"])
    webhook.deliveries.filter(sent_at=None).update(due_at=None)


@transaction.atomic
def send_test(*, webhook: Webhook, now: datetime) -> None:
    """A message that says nothing of a record."""
    _note(webhook, None, Event.TEST, now)


@transaction.atomic
def try_again(*, webhook: Webhook, now: datetime) -> int:
    """Send what was given up; how many messages."""
    rows = webhook.deliveries.filter(due_at=None, sent_at=None)
    return rows.update(due_at=now, attempts=0, claimed_at=None)


def note(*, record: Record, event: str, now: datetime) -> None:
    """In the transaction of the change: everyone who is told will hear of it.

    What waits for a record and an address is one message. The rows are locked, so that a worker who takes one up
    meanwhile reads the record as it is after this change.
    """
    webhooks = list(Webhook.objects.filter(ended_at=None))
    if not webhooks:
        return
    waiting = Delivery.objects.select_for_update().filter(
        record=record, webhook__in=webhooks, sent_at=None, claimed_at=None, due_at__isnull=False
    )
    found = {row.webhook_id: row for row in waiting}
    for webhook in webhooks:
        row = found.get(webhook.pk)
        if row is None:
            _note(webhook, record, event, now)
        elif event == Event.WITHDRAWN:
            row.event, row.made_at = event, now
            row.save(update_fields=["event", "made_at"])


def _note(webhook: Webhook, record: Record | None, event: str, now: datetime) -> None:
    Delivery.objects.create(webhook=webhook, record=record, event=event, made_at=now, due_at=now)


def send_due(*, now: datetime) -> int:
    """Send what is due; an address that does not take one message is left alone for the rest of the round."""
    Delivery.objects.filter(claimed_at__lt=now - STALE, sent_at=None).update(claimed_at=None)
    due = Delivery.objects.filter(due_at__lte=now, claimed_at=None, webhook__ended_at=None)
    done, away = 0, set()
    for row in due.select_related("webhook").order_by("due_at", "made_at")[:BATCH]:
        free = Delivery.objects.filter(pk=row.pk, claimed_at=None, due_at__isnull=False)
        if row.webhook_id in away or not free.update(claimed_at=now):
            continue
        done += 1
        if not _send(row, now):
            away.add(row.webhook_id)
    return done


def forget(*, now: datetime) -> int:
    """Messages that were settled three months ago."""
    settled = Q(due_at=None) | Q(sent_at__isnull=False)
    return Delivery.objects.filter(settled, made_at__lt=now - FORGOTTEN).delete()[0]


def _send(row: Delivery, now: datetime) -> bool:
    row.refresh_from_db()
    body = messages.body_of(row)
    headers = messages.headers_of(row, body, now=now)
    row.attempts += 1
    try:
        answer = call("POST", row.webhook.address, body=body, headers=headers)
        row.status, row.problem = answer.status, messages.problem_of(answer.status)
    except Unreachable as error:
        row.status, row.problem = None, str(error)[:400]
    if not row.problem:
        row.sent_at, row.due_at = now, None
    elif row.attempts > len(AGAIN):
        row.due_at = None
    else:
        row.due_at = now + timedelta(minutes=AGAIN[row.attempts - 1])
    row.claimed_at = None
    row.save()
    if row.status == 410:
        end(webhook=row.webhook, why="It answered that it wants nothing more (410).", now=now)
    return not row.problem
