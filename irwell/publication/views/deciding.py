"""Approving, deferring, withdrawing, and the texts that go to others."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.accounts.queries import partnership
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core import time
from irwell.documents.views import as_attachment
from irwell.publication import actions, forms, queries, rules
from irwell.publication.models import Withdrawal
from irwell.publication.presenters import casework, letters
from irwell.publication.presenters.report import body_of, marks_of_a_draft
from irwell.publication.views.casework import publication_or_refuse
from irwell.ui.forms import Form


@on_case(Permission.APPROVE_PUBLICATION)
def approve(request: PersonRequest, case: Case) -> HttpResponse:
    """Everything that is published, to be read before it is approved."""
    publication = publication_or_refuse(case)
    if request.method == "POST":
        actions.approve(
            publication=publication, content=request.POST.get("content", ""), by=request.user, now=time.now()
        )  # fmt: skip
        return redirect("publication:case", case_id=case.pk)
    report = body_of(queries.certified_page(publication)) if publication.is_report else ""
    shown = {
        "case": case, "publication": publication, "rows": casework.plan_rows(publication),
        "report": report, "draft_marks": marks_of_a_draft(report),
        "at_once": time.now() >= rules.release_moment(publication.planned_on),
        "standing": queries.standing_of(publication, on=time.today()), "own": publication.planned_by_id == request.user.pk,
        "recommendations": publication.recommendations.all(),
    }  # fmt: skip
    return render(request, "publication/approve.html", shown)


def _posted(
    request: PersonRequest, case: Case, form: Form, template: str, act: Any, **more: Any
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(**form.cleaned_data, by=request.user, now=time.now())
            return redirect("publication:case", case_id=case.pk)
        except ValidationError as error:
            form.add_error(None, error)
    shown = {"case": case, "form": form, **more}
    return render(request, template, shown, status=422 if form.errors else 200)


@on_case(Permission.APPROVE_PUBLICATION)
def defer(request: PersonRequest, case: Case) -> HttpResponse:
    """Publication waits: for which reason, and who was told."""
    form = forms.Defer(request.POST or None, initial={"told_on": time.today()})

    def act(**given: Any) -> object:
        return actions.defer(case=case, **given)

    return _posted(request, case, form, "publication/defer.html", act)


@on_case(Permission.APPROVE_PUBLICATION)
def take_up(request: PersonRequest, case: Case) -> HttpResponse:
    """The reason for waiting has ended."""
    form = forms.TakeUp(request.POST or None)

    def act(**given: Any) -> object:
        return actions.take_up_again(case=case, **given)

    return _posted(request, case, form, "publication/take_up.html", act)


@on_case()
@require_GET
def letter(request: PersonRequest, case: Case) -> HttpResponse:
    """The letter about a deferral, as text to copy into the partnership's own."""
    deferral = queries.open_deferral(case)
    if deferral is None:
        raise Http404
    audit.record(Event.EXPORTED, by=request.user, case_id=case.pk, about=deferral, kind="letter")
    text = letters.deferral_letter(case, deferral, partnership())
    name = f"{case.reference}-deferral-letter.txt"
    return as_attachment(text.encode(), name, "text/plain; charset=utf-8")


@on_case(Permission.WITHDRAW)
def withdraw(request: PersonRequest, case: Case) -> HttpResponse:
    """Propose to take the published review down."""
    publication = publication_or_refuse(case)
    form = forms.Withdraw(request.POST or None)

    def act(**given: Any) -> object:
        return actions.propose_withdrawal(publication=publication, **given)

    until = queries.available_until(publication)
    more = {"publication": publication, "until": until, "early": until and time.today() <= until}
    return _posted(request, case, form, "publication/withdraw.html", act, **more)


@on_case(Permission.WITHDRAW)
@require_POST
def decide_withdrawal(request: PersonRequest, case: Case) -> HttpResponse:
    """A second person confirms the withdrawal, or the proposal is dropped."""
    withdrawal = Withdrawal.objects.filter(publication__case=case).first()
    if withdrawal is None:
        raise Http404
    if request.POST.get("decision") == "withdraw":
        actions.confirm_withdrawal(withdrawal=withdrawal, by=request.user, now=time.now())
    else:
        actions.drop_withdrawal(withdrawal=withdrawal, by=request.user)
    return redirect("publication:case", case_id=case.pk)


@on_case(Permission.PLAN_PUBLICATION)
@require_GET
def nspcc(request: PersonRequest, case: Case) -> HttpResponse:
    """The entry for the national case review repository, to copy."""
    publication = publication_or_refuse(case)
    anonymous = request.GET.get("as") == "anonymous"
    shown = {
        "case": case, "publication": publication, "anonymous": anonymous,
        "entry": letters.nspcc_entry(publication, partnership(), anonymous=anonymous),
        "advice": letters.nspcc_advice(publication),
    }  # fmt: skip
    return render(request, "publication/nspcc.html", shown)


@on_case(Permission.PLAN_PUBLICATION)
@require_GET
def nspcc_pack(request: PersonRequest, case: Case) -> HttpResponse:
    """The same as an unsent message with the report attached."""
    publication = publication_or_refuse(case)
    if publication.status != publication.Status.PUBLISHED:
        raise Http404
    audit.record(Event.EXPORTED, by=request.user, case_id=case.pk, about=publication, kind="nspcc")
    data = letters.nspcc_email(
        publication, partnership(), anonymous=request.GET.get("as") == "anonymous"
    )
    return as_attachment(data, f"{publication.identifier}.eml", "message/rfc822")
