"""The rules in force, and the versions of a local set."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, requires
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.core import time
from irwell.rule_changes import presenters
from irwell.rulebook import queries as rulebook


@requires(Permission.SEE_BOARD)
@require_GET
def everything(request: PersonRequest) -> HttpResponse:
    """What waits for approval, the days off ahead, the local sets, the readings, what was decided."""
    changes, today = list(rulebook.changes()), time.today()
    calendar = rulebook.calendar()
    shown = {
        "rights": rights(request.user), "waiting": presenters.waiting(changes),
        "days": presenters.days_off(calendar, today=today), "calendar": calendar,
        "columns": ("Day", "Name", "How it is known"),
        "sets": [presenters.local(one) for one in rulebook.local_sets(on=today)],
        "readings": presenters.readings(rulebook.readings(on=today)),
        "decided": presenters.decided(changes),
    }  # fmt: skip
    return render(request, "rule_changes/everything.html", shown)


@requires(Permission.SEE_BOARD)
@require_GET
def versions(request: PersonRequest, set_id: str) -> HttpResponse:
    """Every version of a local set, with what each changed."""
    found = rulebook.versions_of(set_id)
    if not found:
        raise Http404
    shown = {"title": found[0].ruleset.title, "versions": presenters.versions(found)}
    return render(request, "rule_changes/versions.html", shown)
