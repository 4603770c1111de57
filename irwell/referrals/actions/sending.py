"""Sending the referral: the clock's verdict and the receipts."""

import datetime as dt

from django.db import transaction

from irwell.accounts.queries import partnership
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases.rules import chosen_policy
from irwell.core.time import london
from irwell.messaging import actions as messaging
from irwell.referrals.actions.drafts import locked
from irwell.referrals.models import Referral
from irwell.referrals.policies import check_can_submit
from irwell.referrals.rules import date_answer
from irwell.rulebook.queries import calendar, readings
from irwell.statute import Clock, derive, verdict


@transaction.atomic
def submit(*, referral: Referral, by: Actor, now: dt.datetime) -> Referral:
    """Send the referral. Submitting twice changes nothing. Late is accepted and flagged, never refused."""
    referral = locked(referral)
    if referral.status == Referral.Status.SUBMITTED:
        return referral
    check_can_submit(referral)
    referral.status, referral.submitted_at = Referral.Status.SUBMITTED, now
    referral.incident_on = date_answer(referral.answers, "incident", "happened_on")
    _judge_time(referral, now)
    referral.save()
    audit.record(
        Event.REFERRAL_SUBMITTED,
        by=by,
        about=referral,
        due_on=referral.due_on,
        days_late=referral.days_late,
    )
    _send_receipts(referral, by)
    return referral


def _judge_time(referral: Referral, now: dt.datetime) -> None:
    facts: dict[str, dt.datetime | dt.date] = {}
    if referral.incident_on:
        facts["incident_at"] = referral.incident_on
    aware = date_answer(referral.answers, "incident", "aware_on")
    if aware:
        facts["agency_aware_at"] = aware
    clock = derive(chosen_policy("C1", readings(on=london(now).date())), facts, calendar())
    if isinstance(clock, Clock):
        said = verdict(clock, now, now)
        referral.due_on, referral.days_late = clock.due_on, said.working_days_late
        referral.verdict = said.sentence


def _send_receipts(referral: Referral, by: Actor) -> None:
    messaging.notify(
        to=referral.email,
        subject=f"We have your referral {referral.reference}",
        body=f"We have received referral {referral.reference}. {referral.verdict}\n\nThe business unit reads it on the next working day. If a child is in danger now, do not wait: call the front door, or 999.\n\n{partnership().name}",
        once=f"receipt {referral.pk}",
        by=by,
    )
    messaging.notify(
        to=partnership().business_email,
        subject=f"New referral {referral.reference}",
        body=f"Referral {referral.reference} is waiting for triage. {referral.verdict}",
        once=f"new-referral {referral.pk}",
        by=by,
    )
