"""Triage: the referral becomes a case, or does not."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.cases.rules import propose_label
from irwell.core.text import clean
from irwell.core.time import midday
from irwell.documents.models import Document
from irwell.parallel_processes.actions import suggest
from irwell.referrals.actions.drafts import locked
from irwell.referrals.models import Referral
from irwell.referrals.policies import check_can_decide
from irwell.referrals.rules import date_answer


@transaction.atomic
def accept(*, referral: Referral, label: str, by: User, now: dt.datetime) -> Case:
    """Open a case from the referral: its key, its dates and its people go over; nothing is typed twice."""
    check(by, Permission.OPEN_CASE)
    referral = locked(referral)
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
    suggest(case=case, answers=referral.answers, by=by)
    audit.record(Event.REFERRAL_ACCEPTED, by=by, case_id=case.pk, about=referral)
    return case


def _carry_dates(referral: Referral, case: Case, by: User, now: dt.datetime) -> None:
    for fact, field in (("agency_aware_at", "aware_on"), ("incident_at", "happened_on")):
        day = date_answer(referral.answers, "incident", field)
        if day:
            _carry_date(case, fact, day, by, now)


def _carry_date(case: Case, fact: str, day: dt.date, by: User, now: dt.datetime) -> None:
    """A date that cannot be right stops no referral: it is left out, and a task says why."""
    try:
        cases.record_date(case=case, fact=fact, value=midday(day), by=by, now=now)
    except ValidationError as error:
        cases.add_task(
            case=case, title=f"Record the right date. {error.messages[0]}"[:200], for_role="business_manager",
            url_name="cases:dates", once=f"date:{fact}", by=by,
        )  # fmt: skip


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
    referral = locked(referral)
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
