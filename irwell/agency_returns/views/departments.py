"""The lead's side of a return in two tiers: asking departments, reading them, taking them in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from irwell.accounts.actors import by_link as actor
from irwell.agency_returns import forms, presenters, queries
from irwell.agency_returns.actions import departments as actions
from irwell.agency_returns.models import InformationRequest
from irwell.agency_returns.policies import check_can_pass_on
from irwell.agency_returns.rules import asking, collating, summary
from irwell.agency_returns.views.confirmed import by_own_link
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.core import time
from irwell.messaging.guard import LinkRequest
from irwell.messaging.models import SignedLink
from irwell.rulebook.queries import calendar
from irwell.ui.forms import Form


def _lead(link: SignedLink) -> InformationRequest:
    """The agency's own request. A department has no departments: page not found."""
    asked = queries.request_of_link(link)
    if asked.parent_id is not None:
        raise Http404
    return asked


def _found(link: SignedLink, department_id: UUID) -> tuple[InformationRequest, InformationRequest]:
    asked = _lead(link)
    department = queries.department_of(asked, department_id)
    if department is None:
        raise Http404
    return asked, department


@by_own_link
def departments(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """Every department that was asked and how far it is; and asking one more."""
    asked = _lead(link)
    form = forms.AskDepartment(request.POST or None, initial=_proposed(asked))
    if form.is_valid():
        try:
            made = _ask(asked, link, form.cleaned_data)
            messages.success(request, f"{made.department} was asked.")
            return redirect("agency_returns:departments", token=request.link_token)
        except ValidationError as error:
            form.add_error("due_on", error)
    shown = {
        "asked": asked, "form": form, "token": request.link_token,
        "lines": presenters.lead_lines(queries.departments_of(asked)),
    }  # fmt: skip
    return render(
        request, "agency_returns/departments.html", shown, status=422 if form.errors else 200
    )


def _ask(asked: InformationRequest, link: SignedLink, given: dict[str, Any]) -> InformationRequest:
    part = actions.Part(**given)
    return actions.ask_department(request=asked, part=part, by=actor(link.pk), now=time.now())


def _proposed(asked: InformationRequest) -> dict[str, Any]:
    """Every part, and time for the lead to read before the organisation's own date."""
    due = asking.due_before(asked.due_on, time.today(), calendar())
    return {"sections": [part for part, _ in forms.PARTS], "due_on": due}


@by_own_link
def department(request: LinkRequest, link: SignedLink, department_id: UUID) -> HttpResponse:
    """What one department returned, beside what the agency has so far; taking it in or sending it back."""
    asked, found = _found(link, department_id)
    form = _take_in_form(asked, found)(request.POST or None)
    if (signed := queries.latest_signed(found)) is not None:
        audit.record(
            Event.RETURN_READ,
            by=actor(link.pk),
            case_id=asked.case_id,
            about=signed,
            version=signed.version,
        )
    if form.is_valid():
        return _taken_in(request, link, asked, found, form)
    return _show(request, asked, found, form)


def _taken_in(
    request: LinkRequest, link: SignedLink, asked: InformationRequest, found: InformationRequest, form: Form
) -> HttpResponse:  # fmt: skip
    given = dict(form.cleaned_data)
    files = [UUID(pk) for pk in given.pop("files", None) or []]
    ways = {name.removeprefix("way_"): way for name, way in given.items()}
    actions.take_in(
        request=asked, department=found, ways=ways, chronologies=files, by=actor(link.pk), now=time.now()
    )  # fmt: skip
    messages.success(
        request, f"{found.department} was taken in. Read each section once more before you sign."
    )
    return redirect("agency_returns:departments", token=request.link_token)


def _take_in_form(asked: InformationRequest, found: InformationRequest) -> type[Form]:
    signed, draft = queries.latest_signed(found), queries.drafting(asked)
    theirs, ours = signed.summary if signed else {}, draft.summary if draft else {}
    written = [
        (s, collating.is_in(s, ours.get(s.id) or {}, theirs[s.id])) for s in summary.sections() if theirs.get(s.id)
    ]  # fmt: skip
    kept = (
        signed.chronologies.exclude(confirmed_at=None).select_related("document") if signed else []
    )
    files = [
        (str(f.chronology.pk), f"{f.name}: {f.facts}") for f in presenters.file_lines(list(kept))
    ]
    return forms.take_in_form(written, files)


def _show(
    request: LinkRequest, asked: InformationRequest, found: InformationRequest, form: Form, **bound: Form
) -> HttpResponse:  # fmt: skip
    signed, draft, newest = (
        queries.latest_signed(found),
        queries.drafting(asked),
        queries.latest(found),
    )
    versions = queries.signed_versions(found)
    shown = {
        "asked": asked, "department": found, "form": form, "token": request.link_token, "signed": signed,
        "line": presenters.lead_lines([found])[0], "open": newest is None or newest.signed_at is None,
        "answers": presenters.answers(signed.summary, blanks=False) if signed else [],
        "ours": presenters.answers(draft.summary, blanks=False) if draft else [],
        "entries": presenters.entry_lines(signed) if signed else [],
        "back": forms.WhySentBack(auto_id="id_back_%s"), "why": forms.WhyClosed(auto_id="id_why_%s"), **bound,
        "changes": presenters.changes(versions[-2], versions[-1]) if len(versions) > 1 else None,
    }  # fmt: skip
    shown["wrong"] = next(iter(bound.values()), form)
    return render(
        request,
        "agency_returns/department.html",
        shown,
        status=422 if bound or form.errors else 200,
    )


@by_own_link
@require_POST
def send_back(request: LinkRequest, link: SignedLink, department_id: UUID) -> HttpResponse:
    """Give a department its part again, saying what is missing."""
    asked, found = _found(link, department_id)
    form = forms.WhySentBack(request.POST, auto_id="id_back_%s")
    if not form.is_valid():
        return _show(request, asked, found, _take_in_form(asked, found)(), back=form)
    reason = form.cleaned_data["reason"]
    actions.send_back(department=found, reason=reason, by=actor(link.pk), now=time.now())
    messages.success(request, f"{found.department} has its part again, with your reason.")
    return redirect("agency_returns:departments", token=request.link_token)


@by_own_link
@require_POST
def withdraw_department(
    request: LinkRequest, link: SignedLink, department_id: UUID
) -> HttpResponse:
    """Ask a department no longer."""
    asked, found = _found(link, department_id)
    form = forms.WhyClosed(request.POST, auto_id="id_why_%s")
    if not form.is_valid():
        return _show(request, asked, found, _take_in_form(asked, found)(), why=form)
    check_can_pass_on(asked)
    reason = form.cleaned_data["reason"]
    actions.withdraw_department(department=found, reason=reason, by=actor(link.pk), now=time.now())
    messages.success(request, f"{found.department} is asked no longer.")
    return redirect("agency_returns:departments", token=request.link_token)


@by_own_link
@require_POST
def remind_department(request: LinkRequest, link: SignedLink, department_id: UUID) -> HttpResponse:
    """Remind a department."""
    _, found = _found(link, department_id)
    if actions.remind_department(department=found, by=actor(link.pk), now=time.now()):
        messages.success(request, f"{found.department} was reminded.")
    else:
        messages.info(
            request, f"{found.department} was reminded earlier today. Once a day is enough."
        )
    return redirect("agency_returns:departments", token=request.link_token)
