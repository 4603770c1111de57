"""Names that are published in place of labels: proposed, agreed by a second person, ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.anonymisation import actions, forms, queries
from irwell.cases.models import Case
from irwell.core import time
from irwell.ui.forms import took


@on_case(Permission.ANONYMISE)
def names(request: PersonRequest, case: Case) -> HttpResponse:
    """Whose name stands in the report, with whose consent; and proposing one."""
    people = {str(one.pk): one for one in queries.people_of(case)}
    choices = [(id_, one.label) for id_, one in people.items()]
    form = forms.ProposeName(request.POST or None, people=choices)

    def act() -> None:
        given = {**form.cleaned_data}
        identity = people[given.pop("identity")]
        actions.propose_name(case=case, identity=identity, by=request.user, **given)

    if took(request, form, act):
        messages.success(request, "Proposed. It holds once a second person has agreed.")
        return redirect("anonymisation:names", case_id=case.pk)
    shown = {
        "case": case, "form": form, "found": queries.names_of(case), "ended": queries.ended_names(case),
        "me": request.user,
    }  # fmt: skip
    return render(request, "anonymisation/names.html", shown, status=422 if form.errors else 200)


@on_case(Permission.ANONYMISE)
@require_POST
def agree_name(request: PersonRequest, case: Case, name_id: UUID) -> HttpResponse:
    proposed = get_object_or_404(queries.names_of(case), pk=name_id)
    actions.agree_name(proposed=proposed, by=request.user, now=time.now())
    messages.success(
        request, "Agreed. Look through the report again, so that the name stands in it."
    )
    return redirect("anonymisation:names", case_id=case.pk)


@on_case(Permission.ANONYMISE)
def end_name(request: PersonRequest, case: Case, name_id: UUID) -> HttpResponse:
    """Take it back, with the reason: the label stands again."""
    proposed = get_object_or_404(queries.names_of(case), pk=name_id)
    form = forms.Why(request.POST or None, label="Why does it end?", error="Say why the name ends")
    if took(
        request, form,
        lambda: actions.end_name(proposed=proposed, reason=form.cleaned_data["reason"], by=request.user, now=time.now()),
    ):  # fmt: skip
        messages.success(request, "Ended. The label stands again.")
        return redirect("anonymisation:names", case_id=case.pk)
    shown = {"case": case, "form": form, "proposed": proposed}
    return render(request, "anonymisation/end_name.html", shown, status=422 if form.errors else 200)
