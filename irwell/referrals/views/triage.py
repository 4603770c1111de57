"""The business unit's side: the list of referrals, one referral, opening a case or not."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, requires
from irwell.access.permissions import Permission
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.core import time
from irwell.referrals import actions, forms, presenters, queries
from irwell.referrals.models import Referral
from irwell.ui.forms import Form


@requires(Permission.READ_REFERRALS)
@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    return render(
        request, "referrals/list.html", {"referrals": queries.referrals_for(request.user)}
    )


@requires(Permission.READ_REFERRALS)
@require_GET
def one(request: PersonRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(queries.referrals_for(request.user), pk=referral_id)
    audit.record(Event.REFERRAL_READ, by=request.user, about=referral)
    return _show(request, referral, forms.Accept(), forms.Decline())


def _show(request: PersonRequest, referral: Referral, accept: Form, decline: Form) -> HttpResponse:
    shown = {
        "referral": referral, "sections": presenters.sections(referral.answers), "accept": accept,
        "decline": decline, "endorsements": referral.endorsements.all(),
        "unread": presenters.unread(referral, ""),
        "files": [
            presenters.file_line(f.document, reverse("referrals:download", args=[referral.pk, f.document_id]))
            for f in queries.files_of(referral)
        ],
    }  # fmt: skip
    status = 422 if accept.errors or decline.errors else 200
    return render(request, "referrals/one.html", shown, status=status)


@requires(Permission.OPEN_CASE)
@require_POST
def accept(request: PersonRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(queries.referrals_for(request.user), pk=referral_id)
    form = forms.Accept(request.POST)
    if not form.is_valid():
        return _show(request, referral, form, forms.Decline())
    case = actions.accept(
        referral=referral, label=form.cleaned_data["label"], by=request.user, now=time.now()
    )
    return redirect("cases:case", case_id=case.pk)


@requires(Permission.READ_REFERRALS)
@require_POST
def decline(request: PersonRequest, referral_id: UUID) -> HttpResponse:
    referral = get_object_or_404(queries.referrals_for(request.user), pk=referral_id)
    form = forms.Decline(request.POST)
    if not form.is_valid():
        return _show(request, referral, forms.Accept(), form)
    actions.decline(referral=referral, reason=form.cleaned_data["reason"], by=request.user)
    return redirect("referrals:list")
