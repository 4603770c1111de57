"""Pages on which editors see what is harvested from other repositories."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from irwell.core import time
from irwell.editors.guard import EditorRequest, editor_only
from irwell.repository import queries
from irwell.repository.actions import harvesting as actions
from irwell.repository.source_form import AddSource


@require_http_methods(["GET", "HEAD", "POST"])
@editor_only
def listed(request: EditorRequest) -> HttpResponse:
    """Every source with its last harvest; a form for one more."""
    form = AddSource(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.register(**form.cleaned_data, by=request.editor.name, now=time.now())
            return HttpResponseRedirect(reverse("repository:source", args=[new.pk]))
        except actions.NotRegistered as error:
            form.add_error("address", str(error))
    known = {"form": form, "sources": queries.sources()}
    return render(request, "repository/sources.html", known, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_only
def one(request: EditorRequest, reference: UUID) -> HttpResponse:
    """How far a harvest has come, and what was not taken and why."""
    source = queries.source(reference)
    if source is None:
        raise Http404
    if request.method != "POST":
        return render(request, "repository/source.html", {"source": source, "now": time.now()})
    wanted = request.POST.get("do", "") if source.ended_at is None else ""
    if wanted == "now":
        actions.begin_anew(source=source, now=time.now())
    elif wanted == "all":
        actions.begin_anew(source=source, now=time.now(), first_day="")
    elif wanted == "end":
        actions.end(source=source, now=time.now())
    return HttpResponseRedirect(request.path)
