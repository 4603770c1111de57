"""The columns that a review asks for: chosen by those who send the requests, sent to agencies as an empty form."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.agency_returns import forms, queries
from irwell.agency_returns.actions import columns as actions
from irwell.agency_returns.views.confirmed import by_own_link
from irwell.cases.models import Case
from irwell.chronology import blank_docx, blank_xlsx
from irwell.documents.views import as_attachment
from irwell.messaging.guard import LinkRequest
from irwell.messaging.models import SignedLink

BLANK = {
    "docx": (blank_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (blank_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@on_case(Permission.SEND_REQUESTS)
def extra_columns(request: PersonRequest, case: Case) -> HttpResponse:
    """The columns asked for beside the usual ones, and adding one."""
    form = forms.AddColumn(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.add_column(case=case, by=request.user, **form.cleaned_data)
            messages.success(request, "Agencies are asked for it from now on.")
            return redirect("agency_returns:extra_columns", case_id=case.pk)
        except ValidationError as error:
            form.add_error("name", error)
    shown = {
        "case": case,
        "form": form,
        "columns": queries.extra_columns_of(case),
        "sent": case.requests.exists(),
    }
    return render(
        request, "agency_returns/extra_columns.html", shown, status=422 if form.errors else 200
    )


@on_case(Permission.SEND_REQUESTS)
@require_POST
def remove_column(request: PersonRequest, case: Case, column_id: UUID) -> HttpResponse:
    """Ask for a column no longer."""
    found = queries.extra_column_on(case, column_id)
    if found is None:
        raise Http404
    actions.remove_column(case=case, column=found, by=request.user)
    return redirect("agency_returns:extra_columns", case_id=case.pk)


@by_own_link
@require_GET
def blank(request: LinkRequest, link: SignedLink, kind: str) -> HttpResponse:
    """An empty chronology with the usual columns and those that the review asks for."""
    if kind not in BLANK:
        raise Http404
    make, media_type = BLANK[kind]
    more = [
        (one.name, one.hint) for one in queries.extra_columns_of(queries.request_of_link(link).case)
    ]
    return as_attachment(make(more), f"chronology-form.{kind}", media_type)
