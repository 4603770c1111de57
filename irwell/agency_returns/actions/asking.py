"""Asking agencies, asking again elsewhere, chasing, reopening, recording why an answer is missing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import Agency, User
from irwell.agency_returns.actions import letters
from irwell.agency_returns.models import AgencyReturn, InformationRequest, ReturnChronology
from irwell.agency_returns.policies import check_awaits_answer, check_can_ask, check_can_reopen
from irwell.agency_returns.queries import chased_on, links_of
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case, Identity
from irwell.core.text import clean
from irwell.core.time import london
from irwell.messaging import actions as messaging

SENT_ELSEWHERE = (
    "This request was sent to another person at your organisation, who now has its link."
)


@dataclass(frozen=True)
class Letter:
    """What every agency is asked in one go."""

    questions: str
    basis: str
    basis_text: str
    due_on: dt.date
    period_from: dt.date | None
    period_to: dt.date | None
    about: Sequence[Identity]


def _locked(request: InformationRequest) -> InformationRequest:
    """The request, held for this transaction."""
    found = InformationRequest.objects.select_for_update().filter(pk=request.pk)
    return found.select_related("agency", "case").get()


@transaction.atomic
def ask(
    *, case: Case, contacts: Mapping[Agency, str], letter: Letter, by: User, now: dt.datetime
) -> list[InformationRequest]:
    """One request, one link and one notice to each agency. An agency that was asked before is left alone."""
    case = cases.lock(case)
    check(by, Permission.SEND_REQUESTS, case_id=case.pk)
    check_can_ask(case)
    _check_letter(letter, now)
    asked = set(case.requests.values_list("agency_id", flat=True))
    new = {agency: email for agency, email in contacts.items() if agency.pk not in asked}
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
        about=[_identifiers(person) for person in letter.about], questions=clean(letter.questions),
        due_on=letter.due_on, sent_by=by, sent_at=now,
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


def _identifiers(person: Identity) -> dict[str, Any]:
    """The least that finds a person in an agency's records."""
    born = person.details.get("dates_of_birth") or [""]
    return {"label": person.label, "names": list(person.names), "date_of_birth": born[0]}


@transaction.atomic
def send_again(*, request: InformationRequest, email: str, by: User, now: dt.datetime) -> str:
    """A new link to a new contact; the links of the old contact close. Returns the address of the page."""
    request = _locked(request)
    check(by, Permission.SEND_REQUESTS, case_id=request.case_id)
    check_can_ask(request.case)
    for link in links_of(request, email=request.contact_email):
        messaging.close_link(
            link=link, reason=SENT_ELSEWHERE, by=by, now=now, case_id=request.case_id
        )
    request.contact_email = email
    request.link, url = letters.new_link(request, email=email, by=by, now=now)
    request.save(update_fields=["contact_email", "link"])
    letters.write(
        request, to=email, subject="Information is asked for a Rapid Review", body=letters.ASKED,
        once=f"request {request.pk} {request.link.pk}", by=by, url=url,
    )  # fmt: skip
    audit.record(Event.REQUESTS_SENT, by=by, case_id=request.case_id, about=request, again=True)
    return url


@transaction.atomic
def send_to_lead(*, request: InformationRequest, email: str, by: User, now: dt.datetime) -> None:
    """Let the agency's safeguarding lead put its departments' files together. An older lead's link closes."""
    request = _locked(request)
    check(by, Permission.SEND_REQUESTS, case_id=request.case_id)
    check_can_ask(request.case)
    if request.lead_link is not None and request.lead_link.revoked_at is None:
        messaging.close_link(
            link=request.lead_link, reason=SENT_ELSEWHERE, by=by, now=now, case_id=request.case_id
        )
    request.lead_link, url = letters.new_link(request, email=email, by=by, now=now)
    request.save(update_fields=["lead_link"])
    letters.write(
        request, to=email, subject="A return to put together for a Rapid Review", body=letters.LEAD,
        once=f"lead {request.pk} {request.lead_link.pk}", by=by, url=url,
    )  # fmt: skip


@transaction.atomic
def chase(*, request: InformationRequest, by: User, now: dt.datetime) -> bool:
    """Remind an agency, with a copy to its lead. Once a day: a second time on one day does nothing."""
    request = _locked(request)
    check(by, Permission.SEND_REQUESTS, case_id=request.case_id)
    check_awaits_answer(request)
    return _chase(request, by, now)


def _chase(request: InformationRequest, by: Actor, now: dt.datetime) -> bool:
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
        request, to=request.agency.lead_email, subject=subject, body=letters.CHASED_LEAD,
        once=f"chase-lead {request.pk} {today}", by=by,
    )  # fmt: skip
    audit.record(
        Event.REQUEST_CHASED, by=by, case_id=request.case_id, about=request, times=request.chases
    )
    return True


@transaction.atomic
def chase_by_itself(*, request: InformationRequest, now: dt.datetime) -> bool:
    """The sweep's chaser. Of two workers the second finds under the lock that it was chased today."""
    return _chase(_locked(request), SYSTEM, now)


@transaction.atomic
def explain_missing(
    *, request: InformationRequest, reason: str, by: User, now: dt.datetime
) -> None:
    """Why the meeting goes ahead without this agency's answer. It may still answer."""
    request = _locked(request)
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
    request = _locked(request)
    check(by, Permission.SEND_REQUESTS, case_id=request.case_id)
    check_can_ask(request.case)
    signed = check_can_reopen(request)
    if not reason.strip():
        raise ValidationError("Say why the return is reopened.")
    draft = AgencyReturn.objects.create(
        request=request, key=request.key, version=signed.version + 1, kind=AgencyReturn.Kind.FULL,
        summary=signed.summary, reopened_reason=clean(reason)[:300],
    )  # fmt: skip
    for chronology in signed.chronologies.select_related("document"):
        ReturnChronology.objects.create(
            agency_return=draft, key=request.key, document=chronology.document, department=chronology.department,
            mapping=chronology.mapping, corrections=chronology.corrections, entries=chronology.entries,
            faults=chronology.faults, told=chronology.told, rows=chronology.rows, confirmed_at=chronology.confirmed_at,
        )  # fmt: skip
    request.link, url = letters.new_link(request, email=request.contact_email, by=by, now=now)
    request.save(update_fields=["link"])
    letters.write(
        request, to=request.contact_email, subject="A return is open again", body=letters.REOPENED,
        once=f"reopened {draft.pk}", by=by, url=url,
    )  # fmt: skip
    audit.record(
        Event.RETURN_REOPENED, by=by, case_id=request.case_id, about=draft, version=draft.version
    )
    return draft
