"""Questions to agencies about their lines: putting them, reading the answers, settling them."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.agency_returns.actions.line_queries import ask_about_line, settle_query
from irwell.cases.models import Case
from irwell.combined_chronology import forms, presenters, queries
from irwell.combined_chronology.views.base import ask, common, redirect_back
from irwell.combined_chronology.views.line import line_page, to_line
from irwell.core import time


@on_case(Permission.READ_RETURNS)
@require_GET
def line_queries(request: PersonRequest, case: Case) -> HttpResponse:
    """Every question on the case: those answered first, for they wait for the panel."""
    asked = ask(request, case)
    shown = {
        **common(request, case, asked, "line_queries"), "rights": rights(request.user, case.pk),
        "found": presenters.line_queries(asked.reading, queries.line_queries_of(case)),
    }  # fmt: skip
    return render(request, "combined_chronology/line_queries.html", shown)


@on_case(Permission.QUERY_AGENCY)
@require_POST
def put(request: PersonRequest, case: Case, entry_id: str) -> HttpResponse:
    """Ask the agency about its line."""
    asked = ask(request, case)
    entry = queries.line_of(asked.reading.whole, entry_id)
    to = queries.request_to(case, entry.agency) if entry else None
    if entry is None or to is None:
        raise Http404
    form = forms.AskAgency(request.POST)
    if form.is_valid():
        try:
            ask_about_line(
                request=to, entry=entry, question=form.cleaned_data["question"], by=request.user, now=time.now()
            )  # fmt: skip
            messages.success(
                request, f"{to.agency.name} was asked. A mail tells them that a question waits."
            )
            return to_line(request, case, entry_id, "#queries")
        except ValidationError as error:
            form.add_error("question", error)
    context = line_page(request, case, asked, entry_id) | {"ask_form": form}
    return render(request, "combined_chronology/line.html", context, status=422)


@on_case(Permission.QUERY_AGENCY)
@require_POST
def settle(request: PersonRequest, case: Case, query_id: UUID) -> HttpResponse:
    """Nothing more is asked about the line."""
    found = queries.line_queries_of(case).filter(pk=query_id).first()
    if found is None:
        raise Http404
    settle_query(query=found, by=request.user, now=time.now())
    if request.POST.get("on") == "line":
        return to_line(request, case, found.entry_id, "#queries")
    return redirect_back(request, case, page="line_queries")
