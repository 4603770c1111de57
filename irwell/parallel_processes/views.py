"""Pages of the processes beside a case."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.core import time
from irwell.parallel_processes import actions, forms, presenters, queries, rules
from irwell.parallel_processes.models import ParallelProcess
from irwell.ui.forms import Form, took


def _page(
    request: PersonRequest, case: Case, template: str, form: Form | None = None, **words: Any
) -> HttpResponse:
    held = {p.name.lower(): True for p in rights(request.user, case.pk)}
    status = 422 if form is not None and form.is_bound and form.errors else words.pop("status", 200)
    shown = {"case": case, "form": form, "may": held, **words}
    return render(request, f"parallel_processes/{template}.html", shown, status=status)


def _process(case: Case, process_id: UUID) -> ParallelProcess:
    process = queries.process_of(case, process_id)
    if process is None:
        raise Http404
    return process


@on_case(Permission.READ_PROCESSES)
@require_GET
def listing(request: PersonRequest, case: Case) -> HttpResponse:
    """Every process beside the case, and what the referral names that is not recorded yet."""
    audit.record(Event.CASE_READ, by=request.user, case_id=case.pk, about=case)
    today = time.today()
    return _page(
        request, case, "case", cards=[presenters.shown(p, today=today) for p in queries.processes_of(case)],
        suggestions=presenters.suggestion_rows(queries.suggested(case), case),
        referral_said=queries.referral_said(case), principle=rules.PRINCIPLE,
    )  # fmt: skip


@on_case(Permission.READ_PROCESSES)
@require_GET
def one(request: PersonRequest, case: Case, process_id: UUID) -> HttpResponse:
    """One process: contact, limits, next date, what it changes, its history."""
    audit.record(Event.CASE_READ, by=request.user, case_id=case.pk, about=case)
    process = _process(case, process_id)
    return _page(
        request, case, "one", card=presenters.shown(process, today=time.today()),
        history=presenters.history(process.changes.select_related("by")),
        recorded=presenters.recorded(process),
    )  # fmt: skip


@on_case(Permission.MANAGE_PROCESSES)
def add(request: PersonRequest, case: Case) -> HttpResponse:
    """Link another process to the case."""
    initial = {"kind": request.GET.get("kind", ""), "status": "open"}
    form = forms.Process(request.POST or None, process=None, initial=initial)
    if took(
        request, form,
        lambda: actions.add_process(
            case=case, kind=form.cleaned_data["kind"], words=form.words, by=request.user, now=time.now()
        ),
    ):  # fmt: skip
        return redirect("parallel_processes:case", case_id=case.pk)
    return _page(
        request, case, "form", form, title="Record another process", referral_said=queries.referral_said(case)
    )  # fmt: skip


@on_case(Permission.MANAGE_PROCESSES)
def change(request: PersonRequest, case: Case, process_id: UUID) -> HttpResponse:
    """Change a record; what somebody else changed meanwhile is shown beside one’s own."""
    process, theirs = _process(case, process_id), None
    form = forms.Process(request.POST or None, process=process, initial=forms.as_typed(process))
    try:
        if took(request, form, lambda: _change(request, process, form)):
            return redirect("parallel_processes:one", case_id=case.pk, process_id=process.pk)
    except actions.Stale as stale:
        typed = request.POST.copy()
        typed["seen"] = str(stale.current.edits)
        form.data, theirs = typed, presenters.shown(stale.current, today=time.today())
    title = rules.kinds()[process.kind].title
    status = 422 if theirs else 200
    return _page(
        request, case, "form", form, title=title, theirs=theirs, process=process, status=status
    )


def _change(request: PersonRequest, process: ParallelProcess, form: forms.Process) -> object:
    return actions.change_process(
        process=process, words=form.words, reason=form.cleaned_data["reason"], by=request.user,
        seen=form.cleaned_data["seen"] or 0, now=time.now(),
    )  # fmt: skip


@on_case(Permission.MOVE_CASE)
def hold(request: PersonRequest, case: Case, process_id: UUID) -> HttpResponse:
    """Put the case on hold for this process."""
    process, form = _process(case, process_id), forms.Hold(request.POST or None)
    if took(
        request,
        form,
        lambda: actions.hold_for(
            process=process, by=request.user, now=time.now(), **form.cleaned_data
        ),
    ):
        return redirect("parallel_processes:one", case_id=case.pk, process_id=process.pk)
    card = presenters.shown(process, today=time.today())
    return _page(request, case, "hold", form, card=card)


@on_case(Permission.MOVE_CASE)
@require_POST
def end_hold(request: PersonRequest, case: Case, process_id: UUID) -> HttpResponse:
    actions.end_hold(process=_process(case, process_id), by=request.user)
    return redirect("parallel_processes:one", case_id=case.pk, process_id=process_id)


@on_case(Permission.MANAGE_PROCESSES)
@require_POST
def set_aside(request: PersonRequest, case: Case, kind: str) -> HttpResponse:
    """What the referral names needs no record."""
    if kind not in rules.kinds():
        raise Http404
    actions.set_aside(case=case, kind=kind, by=request.user, now=time.now())
    return redirect("parallel_processes:case", case_id=case.pk)
