"""Asking the designated safeguarding lead, and the lead's answer."""

import datetime as dt

from django.db import transaction

from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.core.text import clean
from irwell.messaging import actions as messaging
from irwell.messaging.models import SignedLink
from irwell.referrals.models import Endorsement, Referral

ENDORSE_DAYS = dt.timedelta(days=14)


@transaction.atomic
def invite_endorsement(
    *, referral: Referral, email: str, link_url: str, by: Actor, now: dt.datetime
) -> Endorsement:
    """Invite a designated safeguarding lead. `link_url` holds {token}."""
    endorsement, made = Endorsement.objects.get_or_create(
        referral=referral, email=email, defaults={"key": referral.key}
    )
    if not made:
        return endorsement
    _, token = messaging.issue_link(
        purpose=SignedLink.Purpose.ENDORSEMENT,
        about_id=endorsement.pk,
        email=email,
        by=by,
        expires_at=now + ENDORSE_DAYS,
    )
    messaging.notify(
        to=email,
        subject=f"Please look at referral {referral.reference}",
        body=f"A colleague asks you, as designated safeguarding lead, to look at a referral:\n\n{link_url.format(token=token)}",
        once=f"endorse {endorsement.pk}",
        by=by,
    )
    audit.record(Event.ENDORSEMENT_INVITED, by=by, about=referral)
    return endorsement


@transaction.atomic
def endorse(
    *, endorsement: Endorsement, endorses: bool, comment: str, by: Actor, now: dt.datetime
) -> None:
    """The lead's answer; a later answer replaces an earlier one until triage."""
    endorsement.endorses, endorsement.comment, endorsement.answered_at = (
        endorses,
        clean(comment),
        now,
    )
    endorsement.save()
    audit.record(Event.ENDORSEMENT_GIVEN, by=by, about=endorsement.referral, endorses=endorses)
