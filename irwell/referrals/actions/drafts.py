"""The draft: begun, saved page by page, with everything typed kept."""

import datetime as dt
from typing import Any

from django.db import transaction

from irwell.accounts.actions import next_reference
from irwell.accounts.actors import PUBLIC
from irwell.accounts.queries import partnership
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.crypto.actions import create_key
from irwell.crypto.models import Key
from irwell.messaging import actions as messaging
from irwell.messaging.models import SignedLink
from irwell.referrals import rules
from irwell.referrals.models import Referral
from irwell.referrals.policies import check_can_edit

DRAFT_DAYS = dt.timedelta(days=28)


class Stale(Exception):
    """Somebody else saved the page since it was opened."""


def locked(referral: Referral) -> Referral:
    """The referral's row, locked for this transaction."""
    return Referral.objects.select_for_update().get(pk=referral.pk)


@transaction.atomic
def start(*, now: dt.datetime, key: Key | None = None) -> tuple[Referral, str]:
    """A new empty draft and the token of the link that leads back to it."""
    reference = next_reference(Referral.objects.all(), f"REF-{now.year}-", 4)
    referral = Referral.objects.create(reference=reference, key=key or create_key())
    _, token = messaging.issue_link(
        purpose=SignedLink.Purpose.REFERRAL,
        about_id=referral.pk,
        email="",
        by=PUBLIC,
        expires_at=now + DRAFT_DAYS,
    )
    audit.record(Event.REFERRAL_STARTED, by=PUBLIC, about=referral)
    return referral, token


@transaction.atomic
def save_page(
    *,
    referral: Referral,
    page_id: str,
    value: Any,
    version: int,
    by: Actor,
    place: str = "",
    sitting: str = "",
) -> Referral:
    """Keep a page's accepted answers. Raises Stale when another person saved the page meanwhile.

    `version` is the referral's when the page was opened. Saving the same answers twice changes nothing.
    """
    referral = locked(referral)
    check_can_edit(referral)
    typed = rules.without_sitting(referral.typed, place or page_id, sitting)
    same = referral.answers.get(page_id) == value
    if not same and version < referral.changed.get(page_id, 0):
        raise Stale
    referral.typed = typed
    referral.unread = [row for row in referral.unread if row["place"] != (place or page_id)]
    if not same:
        referral.version += 1
        referral.answers = {**referral.answers, page_id: value}
        referral.changed = {**referral.changed, page_id: referral.version}
        audit.record(Event.REFERRAL_SAVED, by=by, about=referral, page=page_id)
    if page_id == "referrer":
        referral.email = value.get("email", "")
    referral.save()
    return referral


@transaction.atomic
def remove_entry(
    *, referral: Referral, page_id: str, number: int, version: int, by: Actor
) -> Referral:
    """Take one entry of a repeat page away. Raises Stale when the list changed since it was shown."""
    referral = locked(referral)
    check_can_edit(referral)
    entries = list(referral.answers.get(page_id, []))
    if version < referral.changed.get(page_id, 0):
        raise Stale
    if number >= len(entries):
        return referral
    del entries[number]
    referral.version += 1
    referral.answers = {**referral.answers, page_id: entries}
    referral.changed = {**referral.changed, page_id: referral.version}
    referral.typed = rules.without_entry(referral.typed, page_id, number)
    referral.save()
    audit.record(Event.REFERRAL_SAVED, by=by, about=referral, page=page_id)
    return referral


@transaction.atomic
def keep_typed(
    *, referral: Referral, place: str, sitting: str, version: int, typed: dict[str, list[str]]
) -> None:
    """Keep what was typed although it is not an accepted answer yet."""
    referral = locked(referral)
    check_can_edit(referral)
    kept = rules.Typed(sitting=sitting, version=version, fields=typed)
    referral.typed = rules.with_typed(referral.typed, place, kept)
    referral.save(update_fields=["typed"])


@transaction.atomic
def drop_typed(*, referral: Referral, place: str) -> None:
    """Forget what was typed and not saved, because the person asked for that."""
    referral = locked(referral)
    check_can_edit(referral)
    referral.typed = {k: v for k, v in referral.typed.items() if k != place}
    referral.unread = [row for row in referral.unread if row["place"] != place]
    referral.save(update_fields=["typed", "unread"])


def send_return_link(*, referral: Referral, url: str, by: Actor) -> None:
    """Send the referrer the way back to the draft, once."""
    messaging.notify(
        to=referral.email,
        subject=f"Your draft referral {referral.reference}",
        body=f"Your draft is saved for 28 days. Continue here:\n\n{url}\n\n{partnership().name}",
        once=f"draft-link {referral.pk}",
        by=by,
    )
