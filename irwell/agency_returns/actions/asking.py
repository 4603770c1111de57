"""Asking agencies, asking again elsewhere, chasing, reopening, recording why an answer is missing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import Agency, User
from irwell.agency_returns.actions import letters
from irwell.agency_returns.actions.answering import lock
from irwell.agency_returns.models import AgencyReturn, InformationRequest, ReturnChronology
from irwell.agency_returns.policies import check_awaits_answer, check_can_ask, check_can_reopen
from irwell.agency_returns.queries import chased_on
from irwell.agency_returns.rules.questions import together
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case, Identity
from irwell.core.text import clean
from irwell.core.time import london


@dataclass(frozen=True)
class Letter:
    """What every agency is asked in one go; `more` and `origins` by agency: questions to it alone, where they began."""

    questions: str
    basis: str
    basis_text: str
    due_on: dt.date
    period_from: dt.date | None
    period_to: dt.date | None
    about: Sequence[Identity]
    more: Mapping[UUID, str] = field(default_factory=dict)
    origins: Mapping[UUID, str] = field(default_factory=dict)


@transaction.atomic
def ask(
    *, case: Case, contacts: Mapping[Agency, str], letter: Letter, by: User, now: dt.datetime,
    leads: Mapping[Agency, str] | None = None,
) -> list[InformationRequest]:  # fmt: skip
    """One request, one link and one notice to each agency. An agency that was asked before is left alone.

    `leads`: addresses of safeguarding leads that were not recorded yet.
    """
    case = cases.lock(case)
    check(by, Permission.SEND_REQUESTS, case_id=case.pk)
    check_can_ask(case)
    _check_letter(letter, now)
    asked = set(case.requests.values_list("agency_id", flat=True))
    new = {agency: email for agency, email in contacts.items() if agency.pk not in asked}
    for agency, email in (leads or {}).items():
        if agency in new and email:
            _name_lead(case, agency, email, by)
    return [_ask_one(case, agency, email, letter, by, now) for agency, email in new.items()]


def _check_letter(letter: Letter, now: dt.datetime) -> None:
    if not letter.about:
        raise ValidationError(
            "Choose whom the agencies are asked about. The identity register lists them."
        )
    if not letter.basis_text.strip():
        raise ValidationError("State the legal basis: it is shown on every request.")
    if letter.due_on < london(now).date():
        raise ValidationError("The due date has passed. Choose a day from today.")


def _ask_one(
    case: Case, agency: Agency, email: str, letter: Letter, by: User, now: dt.datetime
) -> InformationRequest:
    request = InformationRequest.objects.create(
        case=case, key=case.key, agency=agency, contact_email=email, basis=letter.basis,
        basis_text=clean(letter.basis_text), period_from=letter.period_from, period_to=letter.period_to,
        about=[_identifiers(person) for person in letter.about],
        questions=together(clean(letter.questions), clean(letter.more.get(agency.pk, "")), agency.name),
        questions_from=letter.origins.get(agency.pk, ""), due_on=letter.due_on, sent_by=by, sent_at=now,
    )  # fmt: skip
    request.link, url = letters.new_link(request, email=email, by=by, now=now)
    request.save(update_fields=["link"])
    letters.write(
        request, to=email, subject="Information is asked for a Rapid Review", body=letters.ASKED,
        once=f"request {request.pk}", by=by, url=url,
    )  # fmt: skip
    audit.record(
        Event.REQUESTS_SENT, by=by, case_id=case.pk, about=request, agency=str(agency.pk),
        due_on=letter.due_on, basis=letter.basis,
    )  # fmt: skip
    return request


@transaction.atomic
def name_lead(*, case: Case, agency: Agency, email: str, by: User) -> None:
    """Record the safeguarding lead of an agency, who is copied into reminders on every case."""
    check(by, Permission.SEND_REQUESTS, case_id=case.pk)
    _name_lead(case, agency, email, by)


def _name_lead(case: Case, agency: Agency, email: str, by: User) -> None:
    agency.lead_email = email
    agency.save(update_fields=["lead_email"])
    audit.record(Event.LEAD_NAMED, by=by, case_id=case.pk, about=agency)


def _identifiers(person: Identity) -> dict[str, Any]:
    """The least that finds a person in an agency's records."""
    born = person.details.get("dates_of_birth") or [""]
    return {"label": person.label, "names": list(person.names), "date_of_birth": born[0]}


@transaction.atomic
def chase(*, request: InformationRequest, by: User, now: dt.datetime) -> bool:
    """Remind an agency, with a copy to its lead. Once a day: a second time on one day does nothing."""
    request = lock(request)
    check(by, Permission.SEND_REQUESTS, case_id=request.case_id)
    check_awaits_answer(request)
    return chase_once(request, by, now)


def chase_once(request: InformationRequest, by: Actor, now: dt.datetime) -> bool:
    """The reminder and its copy, unless one left today."""
    today = london(now).date()
    if chased_on(request) == today:
        return False
    request.link, url = letters.new_link(request, email=request.contact_email, by=by, now=now)
    request.chased_at, request.chases = now, request.chases + 1
    request.save(update_fields=["link", "chased_at", "chases"])
    subject = "An answer is waited for"
    letters.write(
        request, to=request.contact_email, subject=subject, body=letters.CHASED,
        once=f"chase {request.pk} {today}", by=by, url=url,
    )  # fmt: skip
    letters.write(
        request, to=letters.copied_to(request), subject=subject, body=letters.CHASED_LEAD,
        once=f"chase-lead {request.pk} {today}", by=by,
    )  # fmt: skip
    audit.record(
        Event.REQUEST_CHASED, by=by, case_id=request.case_id, about=request, times=request.chases
    )
    return True


@transaction.atomic
def chase_by_itself(*, request: InformationRequest, now: dt.datetime) -> bool:
    """The sweep's chaser. Of two workers the second finds under the lock that it was chased today."""
    return chase_once(lock(request), SYSTEM, now)


@transaction.atomic
def explain_missing(
    *, request: InformationRequest, reason: str, by: User, now: dt.datetime
) -> None:
    """Why the meeting goes ahead without this agency's answer. It may still answer."""
    request = lock(request)
    check(by, Permission.SEND_REQUESTS, case_id=request.case_id)
    check_awaits_answer(request)
    if not reason.strip():
        raise ValidationError("Say why the meeting goes ahead without this answer.")
    request.missing_reason, request.missing_at = clean(reason), now
    request.save(update_fields=["missing_reason", "missing_at"])
    audit.record(Event.RETURN_MISSING, by=by, case_id=request.case_id, about=request)


@transaction.atomic
def reopen(*, request: InformationRequest, reason: str, by: User, now: dt.datetime) -> AgencyReturn:
    """A new version to correct; the signed one stays as it was. The contact gets a link that works."""
    request = lock(request)
    check(by, Permission.SEND_REQUESTS, case_id=request.case_id)
    check_can_ask(request.case)
    signed = check_can_reopen(request)
    if not reason.strip():
        raise ValidationError("Say why the return is reopened.")
    return open_again(request, signed, reason, by, now, body=letters.REOPENED)


def open_again(
    request: InformationRequest, signed: AgencyReturn, reason: str, by: Actor, now: dt.datetime, *, body: str
) -> AgencyReturn:  # fmt: skip
    """A new version that begins as the signed one, its chronologies with it."""
    draft = AgencyReturn.objects.create(
        request=request, key=request.key, version=signed.version + 1, kind=AgencyReturn.Kind.FULL,
        summary=signed.summary, reopened_reason=clean(reason)[:300],
    )  # fmt: skip
    for chronology in signed.chronologies.select_related("document"):
        ReturnChronology.objects.create(
            agency_return=draft, key=request.key, document=chronology.document, department=chronology.department,
            taken_from=chronology.taken_from, mapping=chronology.mapping, corrections=chronology.corrections, entries=chronology.entries,
            faults=chronology.faults, told=chronology.told, rows=chronology.rows, confirmed_at=chronology.confirmed_at,
        )  # fmt: skip
    request.link, url = letters.new_link(request, email=request.contact_email, by=by, now=now)
    request.save(update_fields=["link"])
    letters.write(
        request, to=request.contact_email, subject="A return is open again", body=body,
        once=f"reopened {draft.pk}", by=by, url=url,
    )  # fmt: skip
    audit.record(
        Event.RETURN_REOPENED, by=by, case_id=request.case_id, about=draft, version=draft.version
    )
    return draft
