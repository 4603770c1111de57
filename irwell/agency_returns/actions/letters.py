"""The notices of this step: that something is due, and a link. Never case content."""

import datetime as dt

from django.conf import settings
from django.urls import reverse

from irwell.accounts.queries import partnership
from irwell.agency_returns.models import InformationRequest
from irwell.agency_returns.rules.asking import LINK_DAYS
from irwell.audit.actions import Actor
from irwell.messaging import actions as messaging
from irwell.messaging.models import SignedLink
from irwell.statute import long_date

ASKED = """{agency} is asked for information for a Rapid Review, reference {reference}.

Open the request, see what is asked, and answer by {due}:

{url}

No account is needed. The link is for {agency} only: pass it on only to the person who answers. If your organisation \
was not involved, a nil return takes a minute.

{partnership}"""
CHASED = """We have not had an answer from {agency} to our request for a Rapid Review, reference {reference}. It was due \
by {due}.

Open the request here:

{url}

A nil return counts as an answer. If something stands in the way, tell us: {unit}.

{partnership}"""
CHASED_LEAD = """For the safeguarding lead of {agency}: we have not had an answer to our request for a Rapid Review, \
reference {reference}, which was due by {due}. We have reminded {contact}.

If something stands in the way, tell us: {unit}.

{partnership}"""
REOPENED = """The return of {agency} for a Rapid Review, reference {reference}, has been reopened so that it can be \
corrected. What you signed is kept; a new version starts from it:

{url}

{partnership}"""
LEAD = """You can see and complete the return of {agency} for a Rapid Review, reference {reference}, before it is signed: add \
the chronology of each department, check the summary, sign. It is due by {due}:

{url}

{partnership}"""
RETURNED = """{agency} has answered the request on {reference}. Sign in to see it:

{url}

{partnership}"""


def new_link(
    request: InformationRequest, *, email: str, by: Actor, now: dt.datetime
) -> tuple[SignedLink, str]:
    """A link to the request and its whole address. It outlives the due date, for corrections."""
    due = dt.datetime.combine(request.due_on, dt.time(23, 59), now.tzinfo)
    link, token = messaging.issue_link(
        purpose=SignedLink.Purpose.AGENCY_RETURN, about_id=request.pk, email=email,
        expires_at=max(due, now) + LINK_DAYS, by=by, case_id=request.case_id,
    )  # fmt: skip
    path = reverse("agency_returns:landing", args=[token])
    return link, f"{settings.IRWELL_BASE_URL}{path}"


def write(
    request: InformationRequest,
    *,
    to: str,
    subject: str,
    body: str,
    once: str,
    by: Actor,
    url: str = "",
) -> None:
    """Queue one notice about a request; an empty address gets none."""
    if not to:
        return
    messaging.notify(
        to=to,
        subject=f"{subject} ({request.case.reference})",
        body=body.format(
            agency=request.agency.name, reference=request.case.reference, due=long_date(request.due_on),
            url=url, contact=request.contact_email, unit=partnership().business_email,
            partnership=partnership().name,
        ),
        once=once,
        by=by,
        case_id=request.case_id,
    )  # fmt: skip


def tell_unit(request: InformationRequest, *, version: int, by: Actor) -> None:
    """Tell the business unit that an answer came."""
    path = reverse("agency_returns:wall", args=[request.case_id])
    write(
        request, to=partnership().business_email, subject="An agency has answered", body=RETURNED,
        once=f"return {request.pk} {version}", by=by, url=f"{settings.IRWELL_BASE_URL}{path}",
    )  # fmt: skip
