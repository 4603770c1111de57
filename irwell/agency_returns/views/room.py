"""The wall for the meeting room: large, with no word of the case but its label, refreshing itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.agency_returns import presenters, queries
from irwell.cases.models import Case
from irwell.core import time


@on_case()
@require_GET
def room(request: PersonRequest, case: Case) -> HttpResponse:
    """Who has answered, who has not, for how long."""
    now = time.now()
    found = queries.wall(case, now=now)
    shown = {"case": case, "wall": found, "lines": presenters.wall_lines(found.rows), "now": now}
    return render(request, "agency_returns/room.html", shown)
