"""Issuing and closing signed links."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.core import time
from irwell.core.secret import digest_of
from irwell.messaging.models import SignedLink


@transaction.atomic
def issue_link(
    *,
    purpose: SignedLink.Purpose,
    about_id: UUID,
    email: str,
    expires_at: datetime,
    by: Actor,
    case_id: UUID | None = None,
    now: datetime | None = None,
) -> tuple[SignedLink, str]:
    """A new link and its token (256 random bits); the token is not kept."""
    token = secrets.token_urlsafe(32)
    link = SignedLink.objects.create(
        purpose=purpose,
        about_id=about_id,
        email=email,
        expires_at=expires_at,
        token_hash=digest_of(token),
        created_at=now or time.now(),
    )
    audit.record(Event.LINK_ISSUED, by=by, case_id=case_id, about=link, purpose=purpose.value)
    return link, token


@transaction.atomic
def close_link(
    *, link: SignedLink, reason: str, by: Actor, now: datetime, case_id: UUID | None = None
) -> None:
    """The link stops working; a person who comes back by it reads the reason."""
    link.revoked_at, link.closed_reason = now, reason
    link.save()
    audit.record(Event.LINK_REVOKED, by=by, case_id=case_id, about=link)


def mark_used(*, link: SignedLink, by: Actor, now: datetime) -> None:
    """The first opening is an event; later ones are not."""
    if SignedLink.objects.filter(pk=link.pk, first_used_at=None).update(first_used_at=now):
        audit.record(Event.LINK_USED, by=by, about=link)
