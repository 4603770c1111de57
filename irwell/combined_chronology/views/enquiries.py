"""The key lines of enquiry, which are the tags of the chronology."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.combined_chronology import actions, forms, presenters, queries
from irwell.combined_chronology.views.base import ask, common, redirect_back


@on_case(Permission.READ_RETURNS)
def enquiries(request: PersonRequest, case: Case) -> HttpResponse:
    """Each key line of enquiry with its lines, tags used without one, and adding one."""
    asked = ask(request, case)
    form = forms.AddEnquiry(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.add_enquiry(case=case, by=request.user, **form.cleaned_data)
            return redirect_back(request, case, page="enquiries")
        except ValidationError as error:
            form.add_error("name", error)
    shown = {
        **common(request, case, asked, "enquiries"), "add_form": form,
        "found": presenters.enquiries(
            asked.reading, queries.enquiries_of(case), lambda tag: queries.code_of(case, tag)
        ),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "combined_chronology/enquiries.html", shown, status=status)
