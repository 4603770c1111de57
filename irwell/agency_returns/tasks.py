"""The sweep that reminds agencies whose answer is late, and what rules of escalation watch."""

import datetime as dt
from collections.abc import Iterator

from irwell.agency_returns.actions.asking import chase_by_itself
from irwell.agency_returns.models import InformationRequest
from irwell.agency_returns.policies import ASKING
from irwell.agency_returns.queries import chased_on, waited_for
from irwell.agency_returns.rules.asking import may_chase_by_itself
from irwell.core.time import london
from irwell.deadlines.rules import Watch, Watched
from irwell.rulebook.queries import calendar


def chase_the_late(now: dt.datetime) -> int:
    """Remind agencies and departments once, on the first working morning after the due date, unless a person has done so since."""
    moment = london(now)
    if not may_chase_by_itself(moment, calendar()):
        return 0
    late = InformationRequest.every.filter(
        due_on__lt=moment.date(), missing_at=None, revoked_at=None, case__state__in=ASKING
    ).prefetch_related("returns")
    sent = 0
    for request in late:
        chased = chased_on(request)
        if waited_for(request) and (chased is None or chased <= request.due_on):
            sent += chase_by_itself(request=request, now=now)
    return sent


def late_requests(latest: dt.date) -> Iterator[Watched]:
    """Requests without an answer that were due by `latest`, for the rules of escalation."""
    late = InformationRequest.objects.filter(
        due_on__lte=latest, missing_at=None, revoked_at=None, case__state__in=ASKING
    ).select_related("agency").prefetch_related("returns")  # fmt: skip
    for request in late:
        if waited_for(request):
            yield Watched(
                Watch.REQUEST, "*", request.pk, request.case_id, f"The return of {request.agency.name}",
                request.due_on, lead_email=request.agency.lead_email,
            )  # fmt: skip
