"""How far a look through the report is, and stopping it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.anonymisation import actions, presenters, queries
from irwell.cases.models import Case
from irwell.core import time


@on_case(Permission.ANONYMISE)
@require_GET
def looking(request: PersonRequest, case: Case) -> HttpResponse:
    """How far it is: as the worker last wrote it down, with and without scripts."""
    found = queries.last_looking(case)
    if found is None:
        raise Http404
    run = queries.run_of(case)
    shown = {
        "case": case, "looking": found, "progress": presenters.look_progress(found, now=time.now()),
        "told": presenters.looked_through(run) if run else "", "run": run,
    }  # fmt: skip
    return render(request, "anonymisation/looking.html", shown)


@on_case(Permission.ANONYMISE)
@require_POST
def stop_looking(request: PersonRequest, case: Case) -> HttpResponse:
    """Stop it; nothing that was decided changes."""
    found = queries.looking_of(case)
    if found is not None:
        actions.stop_looking(looking=found, by=request.user, now=time.now())
        messages.success(request, "Stopped. Nothing that was decided has changed.")
    return redirect("anonymisation:case", case_id=case.pk)
