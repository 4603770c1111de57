"""The agency's page by signed link: what is asked, nil return, signing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from irwell.accounts.actors import by_link as actor
from irwell.agency_returns import forms, policies, presenters, queries
from irwell.agency_returns.actions import answering
from irwell.agency_returns.models import AgencyReturn, InformationRequest
from irwell.agency_returns.views.confirmed import by_own_link
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.messaging.guard import LinkRequest
from irwell.messaging.models import SignedLink
from irwell.ui.forms import Form


@by_own_link
@require_GET
def landing(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """What is asked, about whom, on what basis, by when; then two clear choices, or what was sent."""
    asked = queries.request_of_link(link)
    answering.note_opened(request=asked, by=actor(link.pk), now=time.now())
    newest = queries.latest(asked)
    if newest is not None and newest.signed_at:
        return _signed(request, asked, newest)
    return _landing(request, asked, forms.Nil())


def _landing(request: LinkRequest, asked: InformationRequest, nil: Form) -> HttpResponse:
    draft = queries.drafting(asked)
    shown = {
        "asked": asked, "token": request.link_token, "asked_about_lines": queries.queries_waiting(asked), "facts": presenters.asked(asked), "form": nil,
        "people": presenters.people_asked_about(asked), "people_columns": presenters.PEOPLE, "draft": draft,
        "line": presenters.wall_line(queries.wall_row(asked, now=time.now())),
        "begun": draft is not None and bool(draft.saves or draft.typed or draft.chronologies.exists()),
    }  # fmt: skip
    return render(request, "agency_returns/landing.html", shown, status=422 if nil.errors else 200)


def _signed(request: LinkRequest, asked: InformationRequest, newest: AgencyReturn) -> HttpResponse:
    shown = {
        "asked": asked, "token": request.link_token, "current": newest,
        "asked_about_lines": queries.queries_waiting(asked),
        "answers": presenters.answers(newest.summary, blanks=False),
        "files": presenters.file_lines(list(newest.chronologies.select_related("document"))),
    }  # fmt: skip
    return render(request, "agency_returns/signed.html", shown)


@by_own_link
@require_POST
def nil(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """“We were not involved”, signed."""
    asked, form = queries.request_of_link(link), forms.Nil(request.POST)
    if not form.is_valid():
        return _landing(request, asked, form)
    given = form.cleaned_data
    answering.send_nil(
        request=asked, name=given["name"], role=given["role"], by=actor(link.pk), now=time.now()
    )
    return redirect("agency_returns:landing", token=request.link_token)


@by_own_link
@require_GET
def overview(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """The full return: what is done and what is still to do."""
    asked = queries.request_of_link(link)
    if (newest := queries.latest(asked)) is not None and newest.signed_at:
        return redirect("agency_returns:landing", token=request.link_token)
    draft = queries.drafting(asked)
    shown = {
        "asked": asked, "draft": draft, "tasks": presenters.tasks(draft, _address(request), asked.sections),
        "departments": presenters.lead_lines(queries.departments_of(asked)),
        "asks_chronology": queries.asks_chronology(asked), "files": _files(draft), "token": request.link_token,
        "line": presenters.wall_line(queries.wall_row(asked, now=time.now())),
    }  # fmt: skip
    return render(request, "agency_returns/overview.html", shown)


def _address(request: LinkRequest) -> Any:
    return lambda section: reverse("agency_returns:section", args=[request.link_token, section])


def _files(draft: AgencyReturn | None) -> list[presenters.FileLine]:
    found = draft.chronologies.select_related("document") if draft else []
    return presenters.file_lines(list(found))


@by_own_link
def sign(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """Check everything, then sign. Signing twice shows the same receipt."""
    asked, form = (
        queries.request_of_link(link),
        forms.Sign(request.POST if request.method == "POST" else None),
    )
    if form.is_valid():
        try:
            answering.sign(request=asked, by=actor(link.pk), now=time.now(), **form.cleaned_data)
            return redirect("agency_returns:landing", token=request.link_token)
        except (NotPossibleNow, ValidationError) as error:
            form.add_error(None, str(error) if isinstance(error, NotPossibleNow) else error)
    if (newest := queries.latest(asked)) is not None and newest.signed_at:
        return redirect("agency_returns:landing", token=request.link_token)
    draft = queries.drafting(asked)
    files = _files(draft)
    if files or not queries.asks_chronology(asked):
        form.fields.pop("no_chronology")
    before = queries.latest_signed(asked)
    shown = {
        "asked": asked, "form": form, "draft": draft, "token": request.link_token, "files": files,
        "gaps": policies.gaps_before_signing(asked),
        "answers": presenters.answers(draft.summary if draft else {}, asked=asked.sections), "before": before,
        "changes": presenters.changes(before, draft) if before and draft else None,
        "asks_chronology": queries.asks_chronology(asked),
    }  # fmt: skip
    return render(request, "agency_returns/sign.html", shown, status=422 if form.errors else 200)
