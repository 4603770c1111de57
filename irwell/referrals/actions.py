"""Every change to a referral, from its first page to the case it becomes."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import PUBLIC
from irwell.accounts.models import User
from irwell.accounts.queries import partnership
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.cases.rules import chosen_policy, propose_label
from irwell.core.text import clean
from irwell.core.time import midday
from irwell.crypto.actions import create_key
from irwell.documents.models import Document
from irwell.messaging import actions as messaging
from irwell.messaging.models import SignedLink
from irwell.referrals.models import Endorsement, Referral
from irwell.referrals.policies import check_can_decide, check_can_edit, check_can_submit
from irwell.referrals.rules import date_answer
from irwell.statute import Clock, derive, load_calendar, verdict

DRAFT_DAYS = dt.timedelta(days=28)
ENDORSE_DAYS = dt.timedelta(days=14)


class Stale(Exception):
    """Somebody else saved the referral since this page was opened."""


def _locked(referral: Referral) -> Referral:
    return Referral.objects.select_for_update().get(pk=referral.pk)


@transaction.atomic
def start(*, now: dt.datetime) -> tuple[Referral, str]:
    """A new empty draft and the token of the link that leads back to it."""
    count = Referral.objects.filter(created_at__year=now.year).count()
    referral = Referral.objects.create(
        reference=f"REF-{now.year}-{count + 1:04d}", key=create_key()
    )
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
def save_page(*, referral: Referral, page_id: str, value: Any, version: int, by: Actor) -> Referral:
    """Keep a page's accepted answers. Raises Stale when another person saved meanwhile; nothing is lost."""
    referral = _locked(referral)
    check_can_edit(referral)
    if version != referral.version:
        raise Stale
    referral.answers = {**referral.answers, page_id: value}
    referral.typed = {k: v for k, v in referral.typed.items() if k != page_id}
    referral.version += 1
    if page_id == "referrer":
        referral.email = value.get("email", "")
    referral.save()
    audit.record(Event.REFERRAL_SAVED, by=by, about=referral, page=page_id)
    return referral


@transaction.atomic
def keep_typed(*, referral: Referral, page_id: str, typed: dict[str, list[str]]) -> None:
    """Keep what was typed although it is not an accepted answer yet."""
    referral = _locked(referral)
    check_can_edit(referral)
    referral.typed = {**referral.typed, page_id: typed}
    referral.save(update_fields=["typed"])


def send_return_link(*, referral: Referral, url: str, by: Actor) -> None:
    """Send the referrer the way back to the draft, once."""
    messaging.notify(
        to=referral.email,
        subject=f"Your draft referral {referral.reference}",
        body=f"Your draft is saved for 28 days. Continue here:\n\n{url}\n\n{partnership().name}",
        once=f"draft-link {referral.pk}",
        by=by,
    )


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


@transaction.atomic
def submit(*, referral: Referral, by: Actor, now: dt.datetime) -> Referral:
    """Send the referral. Submitting twice changes nothing. Late is accepted and flagged, never refused."""
    referral = _locked(referral)
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
    clock = derive(chosen_policy("C1", partnership().policies), facts, load_calendar())
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


@transaction.atomic
def accept(*, referral: Referral, label: str, by: User, now: dt.datetime) -> Case:
    """Open a case from the referral: its key, its dates and its people go over; nothing is typed twice."""
    check(by, Permission.OPEN_CASE)
    referral = _locked(referral)
    check_can_decide(referral)
    if not label.strip():
        raise ValidationError(
            "Give the case a working name that identifies nobody, such as a tree or a river."
        )
    case = cases.open_case(key=referral.key, label=clean(label), by=by, now=now)
    referral.case, referral.status, referral.decided_by = case, Referral.Status.ACCEPTED, by
    referral.save()
    _carry_dates(referral, case, by, now)
    _carry_people(referral, case, by)
    Document.objects.filter(pk__in=referral.files.values("document")).update(case_id=case.pk)
    cases.stop_clock(
        case=case, clock="C1", at=referral.submitted_at or now, outcome="referred", by=by
    )
    audit.record(Event.REFERRAL_ACCEPTED, by=by, case_id=case.pk, about=referral)
    return case


def _carry_dates(referral: Referral, case: Case, by: User, now: dt.datetime) -> None:
    for fact, field in (("incident_at", "happened_on"), ("agency_aware_at", "aware_on")):
        day = date_answer(referral.answers, "incident", field)
        if day:
            cases.record_date(case=case, fact=fact, value=midday(day), by=by, now=now)


RELATIONS = {"Mother": "mother", "Father": "father", "Sibling": "sibling", "Grandparent": "grandparent", "Mother’s partner": "mothers_partner"}  # fmt: skip


def _carry_people(referral: Referral, case: Case, by: User) -> None:
    taken: set[str] = set()

    def add(kind: str, role: str, names: list[str], **details: Any) -> None:
        label = propose_label(role, taken)
        taken.add(label)
        cases.add_identity(
            case=case,
            key=case.key,
            kind=kind,
            role=role,
            label=label,
            names=names,
            details=details,
            by=by,
        )

    for child in referral.answers.get("children", []):
        add(
            "person", "child", _names(child),
            dates_of_birth=_listed(child.get("date_of_birth")), addresses=_listed(child.get("address")),
            identifiers=[v for k in ("nhs_number", "upn", "la_id") if (v := child.get(k))], referral=child,
        )  # fmt: skip
        for role, field in (("school", "school"), ("gp_practice", "gp")):
            if child.get(field) and child[field] not in taken:
                taken.add(child[field])
                add("organisation", role, [child[field]])
    for person in referral.answers.get("family", []):
        add(
            "person", RELATIONS.get(person["relationship"], "adult"), _names(person),
            dates_of_birth=_listed(person.get("date_of_birth")), addresses=_listed(person.get("address")),
            referral=person,
        )  # fmt: skip
    referrer = referral.answers.get("referrer", {})
    if referrer.get("name"):
        add("person", "professional", [referrer["name"]])


def _names(entry: dict[str, Any]) -> list[str]:
    return [
        entry["name"],
        *[a.strip() for a in (entry.get("aliases") or "").split(",") if a.strip()],
    ]


def _listed(value: str | None) -> list[str]:
    return [value] if value else []


@transaction.atomic
def decline(*, referral: Referral, reason: str, by: User) -> Referral:
    """Not taken forward: recorded as fully as an acceptance."""
    check(by, Permission.READ_REFERRALS)
    referral = _locked(referral)
    check_can_decide(referral)
    if not reason.strip():
        raise ValidationError("Give the reasons. A “no” is recorded as fully as a “yes”.")
    referral.status, referral.declined_reason, referral.decided_by = (
        Referral.Status.DECLINED,
        clean(reason),
        by,
    )
    referral.save()
    audit.record(Event.REFERRAL_DECLINED, by=by, about=referral)
    return referral
