"""One agency's request and return: reading it, sending it elsewhere, reopening it, explaining its absence."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.agency_returns import forms, policies, presenters, queries
from irwell.agency_returns.actions import asking, links
from irwell.agency_returns.models import AgencyReturn, InformationRequest
from irwell.agency_returns.rules.lines import Mending
from irwell.agency_returns.views.wall import found_on
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.chronology import Entry
from irwell.core import time
from irwell.ui.forms import Form

ROWS_SHOWN = 50


@on_case(Permission.READ_RETURNS)
@require_GET
def one(request: PersonRequest, case: Case, request_id: UUID) -> HttpResponse:
    """What was asked and what was answered; any signed version by its number."""
    return _show(request, case, found_on(case, request_id))


def _show(
    request: PersonRequest, case: Case, asked: InformationRequest, **bound: Form
) -> HttpResponse:
    signed = [v for v in queries.versions(asked) if v.signed_at]
    wanted = request.GET.get("version", "")
    current = next((v for v in signed if str(v.version) == wanted), signed[-1] if signed else None)
    if current is not None:
        audit.record(
            Event.RETURN_READ,
            by=request.user,
            case_id=case.pk,
            about=current,
            version=current.version,
        )
    row = queries.wall_row(asked, now=time.now())
    shown = {
        "case": case, "asked": asked, "line": presenters.wall_line(row), "facts": presenters.asked(asked),
        "people": presenters.people_asked_about(asked), "people_columns": presenters.PEOPLE, "signed": signed, "current": current,
        "may_send": Permission.SEND_REQUESTS in rights(request.user, case.pk) and policies.can_ask(case),
        "answers": presenters.answers(current.summary, blanks=False) if current else [], **_chronology(request, current),
        "corrected": _corrected(signed, current), "may_lead": Permission.SEND_REQUESTS in rights(request.user, case.pk), **_links(asked),
        "department_lines": presenters.department_lines(row),
        **_forms(asked, bound),
    }  # fmt: skip
    return render(request, "agency_returns/one.html", shown, status=422 if bound else 200)


def _corrected(signed: list[AgencyReturn], current: AgencyReturn | None) -> str:
    """In a sentence, how a corrected version differs from the one before; empty for the first."""
    if current is None or current not in signed[1:]:
        return ""
    before = signed[signed.index(current) - 1]
    return presenters.changes(before, current).words


def _chronology(request: PersonRequest, current: AgencyReturn | None) -> dict[str, Any]:
    if current is None:
        return {}
    kept = list(current.chronologies.exclude(confirmed_at=None).select_related("document"))
    entries = [
        presenters.entry_line(Entry.from_dict(e), Mending.of(c.corrections))
        for c in kept
        for e in c.entries
    ]
    page = Paginator(entries, ROWS_SHOWN).get_page(request.GET.get("page"))
    return {"files": presenters.file_lines(kept), "page": page, "entries": page.object_list}


def _links(asked: InformationRequest) -> dict[str, Any]:
    """Every link, and how the versions differ."""
    links = presenters.link_lines(
        queries.all_links(asked), queries.confirmed_links(asked), now=time.now()
    )
    return {"links": links, "departments": queries.departments_of(asked)}


@on_case(Permission.READ_RETURNS)
@require_GET
def changes(request: PersonRequest, case: Case, request_id: UUID, version: int) -> HttpResponse:
    """What a version says otherwise than the signed one before it."""
    asked = found_on(case, request_id)
    signed = queries.signed_versions(asked)
    at = next((n for n, one in enumerate(signed) if one.version == version), 0)
    if at == 0:
        raise Http404
    before, after = signed[at - 1], signed[at]
    audit.record(
        Event.RETURN_READ, by=request.user, case_id=case.pk, about=after, version=after.version
    )
    shown = {
        "case": case, "asked": asked, "before": before, "after": after,
        "changes": presenters.changes(before, after),
    }  # fmt: skip
    return render(request, "agency_returns/changes.html", shown)


def _forms(asked: InformationRequest, bound: dict[str, Form]) -> dict[str, Any]:
    fresh: dict[str, Form] = {
        "again": forms.SendAgain(initial={"email": asked.contact_email}),
        "lead": forms.Lead(initial={"email": asked.agency.lead_email}, auto_id="id_lead_%s"),
        "name_lead": forms.NameLead(
            initial={"email": asked.agency.lead_email}, auto_id="id_name_%s"
        ),
        "withdraw": forms.WhyClosed(auto_id="id_withdraw_%s"),
        "reopen": forms.Reason(auto_id="id_reopen_%s"),
        "missing": forms.Missing(auto_id="id_missing_%s"),
    }
    return {**fresh, **bound, "form": next(iter(bound.values()), None)}


@on_case(Permission.SEND_REQUESTS)
@require_POST
def send_again(request: PersonRequest, case: Case, request_id: UUID) -> HttpResponse:
    """A new link to a new contact; the old one closes."""
    asked, form = found_on(case, request_id), forms.SendAgain(request.POST)
    if not form.is_valid():
        return _show(request, case, asked, again=form)
    email = form.cleaned_data["email"]
    links.send_again(request=asked, email=email, by=request.user, now=time.now())
    messages.success(request, f"A new link went to {email}. The earlier link is closed.")
    return redirect("agency_returns:one", case_id=case.pk, request_id=asked.pk)


@on_case(Permission.SEND_REQUESTS)
@require_POST
def send_to_lead(request: PersonRequest, case: Case, request_id: UUID) -> HttpResponse:
    """A link for the agency's lead, who puts departments' files together."""
    asked, form = found_on(case, request_id), forms.Lead(request.POST, auto_id="id_lead_%s")
    if not form.is_valid():
        return _show(request, case, asked, lead=form)
    email = form.cleaned_data["email"]
    links.send_to_lead(request=asked, email=email, by=request.user, now=time.now())
    messages.success(request, f"A link went to {email}.")
    return redirect("agency_returns:one", case_id=case.pk, request_id=asked.pk)


@on_case(Permission.SEND_REQUESTS)
@require_POST
def reopen(request: PersonRequest, case: Case, request_id: UUID) -> HttpResponse:
    """A new version for correction; the signed one is kept."""
    asked, form = found_on(case, request_id), forms.Reason(request.POST, auto_id="id_reopen_%s")
    if not form.is_valid():
        return _show(request, case, asked, reopen=form)
    draft = asking.reopen(
        request=asked, reason=form.cleaned_data["reason"], by=request.user, now=time.now()
    )
    messages.success(request, f"Version {draft.version} is open. The signed version is kept.")
    return redirect("agency_returns:one", case_id=case.pk, request_id=asked.pk)


@on_case(Permission.SEND_REQUESTS)
@require_POST
def explain(request: PersonRequest, case: Case, request_id: UUID) -> HttpResponse:
    """Why the meeting goes ahead without this answer."""
    asked, form = found_on(case, request_id), forms.Missing(request.POST, auto_id="id_missing_%s")
    if not form.is_valid():
        return _show(request, case, asked, missing=form)
    reason = form.cleaned_data["reason"]
    asking.explain_missing(request=asked, reason=reason, by=request.user, now=time.now())
    messages.success(request, f"Recorded why {asked.agency.name} is missing. It may still answer.")
    return redirect("agency_returns:wall", case_id=case.pk)


@on_case(Permission.SEND_REQUESTS)
@require_POST
def name_lead(request: PersonRequest, case: Case, request_id: UUID) -> HttpResponse:
    """Record who leads safeguarding at the agency."""
    asked, form = found_on(case, request_id), forms.NameLead(request.POST, auto_id="id_name_%s")
    if not form.is_valid():
        return _show(request, case, asked, name_lead=form)
    email = form.cleaned_data["email"]
    asking.name_lead(case=case, agency=asked.agency, email=email, by=request.user)
    messages.success(request, f"{email} is copied into reminders from now on.")
    return redirect("agency_returns:one", case_id=case.pk, request_id=asked.pk)


@on_case(Permission.SEND_REQUESTS)
@require_POST
def withdraw(request: PersonRequest, case: Case, request_id: UUID) -> HttpResponse:
    """Ask this agency no longer; every link closes and says why."""
    asked = found_on(case, request_id)
    form = forms.WhyClosed(request.POST, auto_id="id_withdraw_%s")
    if not form.is_valid():
        return _show(request, case, asked, withdraw=form)
    reason = form.cleaned_data["reason"]
    links.withdraw(request=asked, reason=reason, by=request.user, now=time.now())
    messages.success(
        request, f"The request to {asked.agency.name} is withdrawn; its links say why."
    )
    return redirect("agency_returns:wall", case_id=case.pk)


@on_case(Permission.SEND_REQUESTS)
def close_link(request: PersonRequest, case: Case, request_id: UUID, link_id: UUID) -> HttpResponse:
    """Close one link, saying why."""
    asked = found_on(case, request_id)
    link = queries.all_links(asked).filter(pk=link_id).first()
    if link is None:
        raise Http404
    form = forms.WhyClosed(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        links.close_one(request=asked, link=link, reason=reason, by=request.user, now=time.now())
        messages.success(request, f"The link that went to {link.email} is closed.")
        return redirect("agency_returns:one", case_id=case.pk, request_id=asked.pk)
    shown = {"case": case, "asked": asked, "link": link, "form": form}
    return render(
        request, "agency_returns/close_link.html", shown, status=422 if form.errors else 200
    )
