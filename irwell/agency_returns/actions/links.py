"""The links to a request: to another person, to the agency's lead; closing one; withdrawing the request."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.agency_returns.actions import letters
from irwell.agency_returns.actions.answering import lock
from irwell.agency_returns.models import InformationRequest
from irwell.agency_returns.policies import check_awaits_answer, check_can_ask
from irwell.agency_returns.queries import links_of, open_links
from irwell.agency_returns.rules.links import REPLACED
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.messaging import actions as messaging
from irwell.messaging.models import SignedLink

LONGEST_REASON = 200


@transaction.atomic
def send_again(*, request: InformationRequest, email: str, by: User, now: dt.datetime) -> str:
    """A new link to a new contact; the links of the old contact close. Returns the address of the page."""
    request = lock(request)
    check(by, Permission.SEND_REQUESTS, case_id=request.case_id)
    check_can_ask(request.case)
    for link in links_of(request, email=request.contact_email):
        messaging.close_link(link=link, reason=REPLACED, by=by, now=now, case_id=request.case_id)
    request.contact_email = email
    request.revoked_at, request.revoked_reason = None, ""
    request.link, url = letters.new_link(request, email=email, by=by, now=now)
    request.save(update_fields=["contact_email", "link", "revoked_at", "revoked_reason"])
    letters.write(
        request, to=email, subject="Information is asked for a Rapid Review", body=letters.ASKED,
        once=f"request {request.pk} {request.link.pk}", by=by, url=url,
    )  # fmt: skip
    audit.record(Event.REQUESTS_SENT, by=by, case_id=request.case_id, about=request, again=True)
    return url


@transaction.atomic
def send_to_lead(*, request: InformationRequest, email: str, by: User, now: dt.datetime) -> None:
    """Let the agency's safeguarding lead put its departments' files together. An older lead's link closes."""
    request = lock(request)
    check(by, Permission.SEND_REQUESTS, case_id=request.case_id)
    check_can_ask(request.case)
    if request.lead_link is not None and request.lead_link.revoked_at is None:
        messaging.close_link(
            link=request.lead_link, reason=REPLACED, by=by, now=now, case_id=request.case_id
        )
    request.lead_link, url = letters.new_link(request, email=email, by=by, now=now)
    request.save(update_fields=["lead_link"])
    letters.write(
        request, to=email, subject="A return to put together for a Rapid Review", body=letters.LEAD,
        once=f"lead {request.pk} {request.lead_link.pk}", by=by, url=url,
    )  # fmt: skip


def reason_given(text: str) -> str:
    if not text.strip():
        raise ValidationError("Say why. The person who comes back by the link reads it.")
    return clean(text)[:LONGEST_REASON]


@transaction.atomic
def close_one(
    *, request: InformationRequest, link: SignedLink, reason: str, by: User, now: dt.datetime
) -> None:
    """Close one link. Its holder reads why; the agency's other links go on working."""
    request = lock(request)
    check(by, Permission.SEND_REQUESTS, case_id=request.case_id)
    if link.revoked_at is not None:
        raise NotPossibleNow("This link is closed already.")
    messaging.close_link(
        link=link, reason=reason_given(reason), by=by, now=now, case_id=request.case_id
    )


@transaction.atomic
def withdraw(*, request: InformationRequest, reason: str, by: User, now: dt.datetime) -> None:
    """Ask this agency no longer: every link of it and of its departments closes and says why."""
    request = lock(request)
    check(by, Permission.SEND_REQUESTS, case_id=request.case_id)
    check_awaits_answer(request)
    take_back(request, reason_given(reason), by, now)
    for department in InformationRequest.every.filter(parent=request, revoked_at=None):
        take_back(department, request.revoked_reason, by, now)


def take_back(request: InformationRequest, reason: str, by: Actor, now: dt.datetime) -> None:
    """Close what opens one request, and say that it is no longer waited for."""
    for link in open_links(request):
        messaging.close_link(link=link, reason=reason, by=by, now=now, case_id=request.case_id)
    request.revoked_at, request.revoked_reason = now, reason
    request.save(update_fields=["revoked_at", "revoked_reason"])
    audit.record(Event.REQUEST_REVOKED, by=by, case_id=request.case_id, about=request)
