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
CODE = """{code} is your code for the request to {agency}, reference {reference}. It works once, for 10 minutes.

Type it on the page that you opened, or open this address, where it is filled in already:

{url}

If you did not open the request, tell us: {unit}.

{partnership}"""
DEPARTMENT = """{agency} is asked for its part of a return for a Rapid Review, reference {reference}. Your organisation’s safeguarding lead \
reads it first and puts the parts together. Answer by {due}:

{url}

No account is needed. If your department was not involved, a nil return takes a minute.

{partnership}"""
DEPARTMENT_RETURNED = """{agency} has returned its part for the Rapid Review, reference {reference}. Read it, send it back if something is \
missing, take it in, and sign for your organisation by {due}:

{url}

{partnership}"""
SENT_BACK = """Your organisation’s safeguarding lead has sent the part of {agency} back to you, for the Rapid Review, reference {reference}. \
The page says why; what you sent is kept:

{url}

{partnership}"""
REOPENED = """The return of {agency} for a Rapid Review, reference {reference}, has been reopened so that it can be \
corrected. What you signed is kept; a new version starts from it:

{url}

{partnership}"""
LEAD = """You can see and complete the return of {agency} for a Rapid Review, reference {reference}, before it is signed: add \
the chronology of each department, check the summary, sign. It is due by {due}:

{url}

{partnership}"""
QUERY = """The review team has a question to {agency} about its chronology for a Rapid Review, reference {reference}. Read it and answer \
on this page:

{url}

No account is needed. The link is for {agency} only. Your return stays as you signed it; if a line has to be corrected, say so in the answer.

{partnership}"""
QUERY_ANSWERED = """{agency} has answered a question about its chronology, reference {reference}. Sign in to read it:

{url}

{partnership}"""
RETURNED = """{agency} has answered the request on {reference}. Sign in to see it:

{url}

{partnership}"""


def new_link(
    request: InformationRequest, *, email: str, by: Actor, now: dt.datetime, page: str = "landing"
) -> tuple[SignedLink, str]:
    """A link to the request and the whole address of a page. It outlives the due date, for corrections."""
    due = dt.datetime.combine(request.due_on, dt.time(23, 59), now.tzinfo)
    link, token = messaging.issue_link(
        purpose=SignedLink.Purpose.AGENCY_RETURN, about_id=request.pk, email=email,
        expires_at=max(due, now) + LINK_DAYS, by=by, case_id=request.case_id, now=now,
    )  # fmt: skip
    path = reverse(f"agency_returns:{page}", args=[token])
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
    code: str = "",
) -> None:
    """Queue one notice about a request; an empty address gets none."""
    if not to:
        return
    messaging.notify(
        to=to,
        subject=f"{subject} ({request.case.reference})",
        body=body.format(
            agency=request.answerer, code=code, reference=request.case.reference, due=long_date(request.due_on),
            url=url, contact=request.contact_email, unit=_who_asked(request),
            partnership=partnership().name,
        ),
        once=once,
        by=by,
        case_id=request.case_id,
    )  # fmt: skip


def _who_asked(request: InformationRequest) -> str:
    return request.parent.contact_email if request.parent else partnership().business_email


def lead_of(request: InformationRequest) -> str:
    """Who puts the agency's return together: its lead when one holds a link, else its contact."""
    link = request.lead_link
    return link.email if link is not None and link.revoked_at is None else request.contact_email


def copied_to(request: InformationRequest) -> str:
    """Who is told of a reminder: of an agency its safeguarding lead, of a department who asked it."""
    return lead_of(request.parent) if request.parent else request.agency.lead_email


def tell_lead(request: InformationRequest, *, version: int, by: Actor, now: dt.datetime) -> None:
    """Tell the agency's lead that a department's part came."""
    agency = request.parent
    if agency is None:
        return
    to = lead_of(agency)
    _, url = new_link(agency, email=to, by=by, now=now, page="departments")
    write(
        request, to=to, subject="A department has answered", body=DEPARTMENT_RETURNED,
        once=f"return {request.pk} {version}", by=by, url=url,
    )  # fmt: skip


def tell_unit(request: InformationRequest, *, version: int, by: Actor) -> None:
    """Tell the business unit that an answer came."""
    path = reverse("agency_returns:wall", args=[request.case_id])
    write(
        request, to=partnership().business_email, subject="An agency has answered", body=RETURNED,
        once=f"return {request.pk} {version}", by=by, url=f"{settings.IRWELL_BASE_URL}{path}",
    )  # fmt: skip
