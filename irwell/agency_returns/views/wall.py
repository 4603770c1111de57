"""The live wall: who was asked, how far each has come, whom to chase."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.agency_returns import policies, presenters, queries
from irwell.agency_returns.actions import asking
from irwell.agency_returns.models import InformationRequest
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.core.text import plural


def found_on(case: Case, request_id: UUID) -> InformationRequest:
    """The case's request, or page not found."""
    found = queries.request_on(case, request_id)
    if found is None:
        raise Http404
    return found


@on_case()
@require_GET
def wall(request: PersonRequest, case: Case) -> HttpResponse:
    """Every agency asked, its answer and its dates. No content of any answer."""
    held, now = rights(request.user, case.pk), time.now()
    found = queries.wall(case, now=now)
    shown = {
        "case": case, "steps": steps(case), "wall": found, "lines": presenters.wall_lines(found.rows), "now": now,
        "may_send": Permission.SEND_REQUESTS in held and policies.can_ask(case),
        "may_read": Permission.READ_RETURNS in held, "ready": policies.returns_ready(case),
        "not_ready": _why_not(case), "explained": [r for r in found.rows if r.standing == "explained"],
    }  # fmt: skip
    return render(request, "agency_returns/wall.html", shown)


def _why_not(case: Case) -> str:
    try:
        policies.check_returns_ready(case)
    except NotPossibleNow as why:
        return str(why)
    return ""


@on_case(Permission.SEND_REQUESTS)
@require_POST
def chase(request: PersonRequest, case: Case, request_id: UUID) -> HttpResponse:
    """Remind one agency."""
    asked = found_on(case, request_id)
    if asking.chase(request=asked, by=request.user, now=time.now()):
        messages.success(request, _reminded(asked))
    else:
        messages.info(
            request, f"{asked.agency.name} was reminded earlier today. Once a day is enough."
        )
    return redirect("agency_returns:wall", case_id=case.pk)


def _reminded(asked: InformationRequest) -> str:
    if asked.agency.lead_email:
        return f"{asked.agency.name} and its safeguarding lead have been reminded."
    return f"{asked.agency.name} has been reminded. Nobody was copied in: no safeguarding lead is recorded."


@on_case(Permission.SEND_REQUESTS)
@require_POST
def chase_late(request: PersonRequest, case: Case) -> HttpResponse:
    """Remind everyone whose answer is late."""
    now = time.now()
    late = [row.request for row in queries.wall(case, now=now).rows if row.overdue]
    sent = sum(asking.chase(request=one, by=request.user, now=now) for one in late)
    messages.success(request, f"{plural(sent, 'agency', 'agencies')} reminded.")
    return redirect("agency_returns:wall", case_id=case.pk)
