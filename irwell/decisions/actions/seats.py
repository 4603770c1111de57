"""A deputy’s authority, and a seat handed over when a representative leaves."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from irwell.access import actions as access
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.text import clean
from irwell.core.time import LONDON, london
from irwell.decisions import policies, queries
from irwell.decisions.actions.attending import seat_deputy
from irwell.decisions.models import Delegation, Handover
from irwell.documents.actions import take_in
from irwell.documents.models import Document
from irwell.documents.rules import Purpose
from irwell.messaging import actions as messaging

ROLE = "statutory_partner"


def delegate(
    *,
    case: Case,
    delegator: User,
    deputy: User,
    from_on: dt.date,
    until_on: dt.date,
    evidence: str,
    letter: "UploadedFile[Any] | None",
    by: User,
    now: dt.datetime,
) -> Delegation:
    """Record who deputises for a representative, from when to when, and what proves it."""
    _check_may_delegate(case, delegator, by)
    if until_on < from_on:
        raise ValidationError("The last day cannot be before the first.")
    if until_on < london(now).date():
        raise ValidationError("The last day has passed already.")
    if not clean(evidence):
        raise ValidationError("Say in which letter or minute the authority was delegated.")
    policies.check_successor(delegator, deputy, case)
    document = None
    if letter:  # outside the transaction, so that the log keeps a refused file
        document = take_in(
            upload=letter, purpose=Purpose.DELEGATION_LETTER, key=case.key, by=by, case_id=case.pk,
            now=now,
        )  # fmt: skip
    return _delegated(
        case, delegator, deputy, (from_on, until_on), clean(evidence), document, by, now
    )


def _check_may_delegate(case: Case, delegator: User, by: User) -> None:
    if by.pk == delegator.pk:
        check(by, Permission.SIGN_OFF, case_id=case.pk)
    else:
        check(by, Permission.RUN_MEETING, case_id=case.pk)
    policies.check_speaks_for(delegator)
    if delegator not in queries.representatives(
        case, delegator.agency.kind if delegator.agency else ""
    ):
        raise ValidationError("Only a representative named on this case can delegate authority.")


@transaction.atomic
def _delegated(
    case: Case, delegator: User, deputy: User, days: tuple[dt.date, dt.date], evidence: str, document: Document | None,
    by: User, now: dt.datetime,
) -> Delegation:  # fmt: skip
    """The deputy may see the case and act for the partner on these days, and no longer."""
    case = cases.lock(case)
    _check_may_delegate(case, delegator, by)
    partner, (first, last) = policies.check_speaks_for(delegator), days
    made = Delegation.objects.create(
        case=case, key=case.key, partner=partner, delegator=delegator, deputy=deputy, from_on=first, until_on=last,
        evidence=evidence, document=document, recorded_by=by, created_at=now,
    )  # fmt: skip
    audit.record(
        Event.AUTHORITY_DELEGATED, by=by, case_id=case.pk, about=made, partner=partner, from_on=first, until_on=last
    )  # fmt: skip
    if deputy not in queries.representatives(case, partner):
        access.add_member(
            case_id=case.pk, user=deputy, role=ROLE, reason="Deputy with delegated authority", by=SYSTEM,
            now=max(now, dt.datetime.combine(first, dt.time(), LONDON)),
            until=dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), LONDON),
        )  # fmt: skip
    seat_deputy(case, deputy)
    _tell(case, deputy, by, f"deputy {made.pk}", "You deputise for a safeguarding partner")
    return made


@transaction.atomic
def end_delegation(*, delegation: Delegation, by: User, now: dt.datetime) -> Delegation:
    """Authority ends now; what was done under it stays."""
    case = cases.lock(delegation.case)
    if by.pk != delegation.delegator_id:
        check(by, Permission.RUN_MEETING, case_id=case.pk)
    if delegation.ended_at:
        return delegation
    delegation.ended_at = now
    delegation.save()
    held = case.memberships.filter(
        user=delegation.deputy, role=ROLE, reason="Deputy with delegated authority", until__gt=now
    )
    for membership in held:
        access.end_membership(membership=membership, by=SYSTEM, now=max(now, membership.since))
    audit.record(Event.DELEGATION_ENDED, by=by, case_id=case.pk, about=delegation)
    seat_deputy(case, delegation.deputy)
    return delegation


@transaction.atomic
def hand_over(
    *, case: Case, leaver: User, successor: User, reason: str, by: User, now: dt.datetime
) -> Handover:
    """A representative leaves: the successor takes what is still open, and authority that the leaver lent ends.

    What was recorded stays under the old name.
    """
    case = cases.lock(case)
    check(by, Permission.MANAGE_MEMBERS, case_id=case.pk)
    partner = policies.check_successor(leaver, successor, case)
    if leaver not in queries.leavers(case):
        raise ValidationError("This seat was handed over already.")
    if not clean(reason):
        raise ValidationError("Say why the seat is handed over, and from when.")
    for membership in case.memberships.filter(user=leaver, role=ROLE):
        if membership.until is None or membership.until > now:
            access.end_membership(membership=membership, by=by, now=now)
    if successor not in queries.representatives(case, partner):
        access.add_member(
            case_id=case.pk, user=successor, role=ROLE, reason="Successor of a representative who left", by=by, now=now
        )  # fmt: skip
    for delegation in case.delegations.filter(delegator=leaver, ended_at=None):
        end_delegation(delegation=delegation, by=by, now=now)
    made = Handover.objects.create(
        case=case, key=case.key, partner=partner, leaver=leaver, successor=successor, at=now,
        reason=clean(reason), by=by, created_at=now,
    )  # fmt: skip
    audit.record(Event.SEAT_HANDED_OVER, by=by, case_id=case.pk, about=made, partner=partner)
    _tell(case, successor, by, f"seat {made.pk}", "You now speak for a safeguarding partner")
    return made


def _tell(case: Case, person: User, by: User, once: str, what: str) -> None:
    url = settings.IRWELL_BASE_URL + reverse("rapid_reviews:case", args=[case.pk])
    messaging.notify(
        to=person.email, subject=f"{what}: {case.reference}", by=by, case_id=case.pk, once=once,
        body=f"{what} on {case.reference}. What waits for you is here:\n\n{url}",
    )  # fmt: skip
