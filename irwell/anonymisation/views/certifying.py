"""The human half of the gate: the jigsaw meter, what is known outside, searches, the signature, rewriting."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case, proven_lately
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.anonymisation import actions, forms, policies, presenters, queries, rules
from irwell.anonymisation.models import Certificate
from irwell.anonymisation.views.overview import current
from irwell.cases.models import Case
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.ui.forms import Form


def _show_risk(request: PersonRequest, case: Case, **bound: Form) -> HttpResponse:
    run = queries.run_of(case)
    if run is not None:
        policies.check_sees_decisions(run, request.user)
    shown = {
        "case": case, "run": run, "risk": presenters.meter(*queries.risk_by_person(run)) if run else None,
        "neighbours": queries.neighbours_of(run) if run else (),
        "known": case.known_outside.select_related("by"), "searches": case.searches.select_related("by"),
        "known_form": bound.get("known_form") or forms.Known(), "days": rules.SEARCH_DAYS,
        "search_form": bound.get("search_form") or forms.Search(),
    }  # fmt: skip
    return render(request, "anonymisation/risk.html", shown, status=422 if bound else 200)


@on_case(Permission.ANONYMISE)
@require_GET
def risk(request: PersonRequest, case: Case) -> HttpResponse:
    """What the details that stay add up to, and what people found who tried."""
    return _show_risk(request, case)


@on_case(Permission.ANONYMISE)
@require_POST
def known(request: PersonRequest, case: Case) -> HttpResponse:
    form = forms.Known(request.POST)
    if not form.is_valid():
        return _show_risk(request, case, known_form=form)
    actions.note_known(case=case, by=request.user, **form.cleaned_data)
    return redirect("anonymisation:risk", case_id=case.pk)


@on_case(Permission.ANONYMISE)
@require_POST
def search(request: PersonRequest, case: Case) -> HttpResponse:
    form = forms.Search(request.POST)
    if form.is_valid():
        try:
            actions.log_search(case=case, by=request.user, now=time.now(), **form.cleaned_data)
            return redirect("anonymisation:risk", case_id=case.pk)
        except ValidationError as error:
            form.add_error(None, error)
    return _show_risk(request, case, search_form=form)


@on_case(Permission.SIGN_CERTIFICATE)
@proven_lately
def sign(request: PersonRequest, case: Case) -> HttpResponse:
    """The second person checks and signs; the case goes on to the notice before publication."""
    run = current(case)
    certificate = get_object_or_404(Certificate.objects.select_related("run__case"), run=run)
    form = forms.Sign(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(
                certificate=certificate, by=request.user, now=time.now(), **form.cleaned_data
            )
        except NotPossibleNow as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "Signed. The case is at the notice before publication.")
            return redirect("anonymisation:case", case_id=case.pk)
    shown = {
        "case": case, "run": run, "certificate": certificate, "form": form, "searches": case.searches.all(),
        "rows": presenters.certificate_rows(certificate), "risk": presenters.meter(*queries.risk_by_person(run)),
        "files": presenters.clean_file_lines(case, run), "mine": certificate.made_by_id == request.user.pk,
    }  # fmt: skip
    return render(request, "anonymisation/sign.html", shown, status=422 if form.errors else 200)


@on_case(Permission.ANONYMISE)
def rewrite(request: PersonRequest, case: Case) -> HttpResponse:
    """Send the report back to its author with the passage and the reason."""
    form = forms.Rewrite(request.POST or None)
    if request.method == "POST" and form.is_valid():
        url = request.build_absolute_uri(reverse("anonymisation:case", kwargs={"case_id": case.pk}))
        actions.ask_rewriting(
            case=case, by=request.user, now=time.now(), url=url, **form.cleaned_data
        )
        messages.success(
            request, "The report is back with its author. Every decision here is kept."
        )
        return redirect("anonymisation:case", case_id=case.pk)
    shown = {"case": case, "form": form, "rights": rights(request.user, case.pk)}
    return render(request, "anonymisation/rewrite.html", shown, status=422 if form.errors else 200)
