"""Back from what was published to its evidence; for those who read the case, and for nobody else."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.publication.presenters.walking import walk_of
from irwell.publication.views.casework import publication_or_refuse


@on_case(Permission.READ_RETURNS)
@require_GET
def walk(request: PersonRequest, case: Case) -> HttpResponse:
    """Each published paragraph with the draft paragraph, the findings and the lines behind it."""
    publication = publication_or_refuse(case)
    audit.record(Event.CASE_READ, by=request.user, case_id=case.pk, about=publication)
    words = request.GET.get("words", "")[:1000]
    shown = {
        "case": case, "steps": steps(case), "publication": publication, "words": words,
        "walk": walk_of(publication, words),
    }  # fmt: skip
    return render(request, "publication/walk.html", shown)
