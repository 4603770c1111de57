"""The board of dates, the case page, its register and its members."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from irwell.access import actions as access
from irwell.access.guard import PersonRequest, on_case, requires
from irwell.access.permissions import Permission
from irwell.access.queries import members as members_of
from irwell.access.queries import rights
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.audit.queries import events_of_case
from irwell.cases import actions, forms, presenters, queries
from irwell.cases.models import Case
from irwell.cases.rules import propose_label
from irwell.core import time
from irwell.statute import flowchart_svg, load_workflow


@requires(Permission.SEE_BOARD)
@require_GET
def board(request: PersonRequest) -> HttpResponse:
    """Every running date of the person's cases, soonest first."""
    cases, now = list(queries.cases_for(request.user)), time.now()
    cards = [presenters.deadline(clock, now=now) for clock in queries.current_clocks(cases)]
    states = [(case, load_workflow().state(case.state)) for case in cases]
    shown = {"cards": [c for c in cards if c.running], "states": states}
    return render(request, "cases/board.html", shown)


@on_case()
@require_GET
def one(request: PersonRequest, case: Case) -> HttpResponse:
    """The case: where it stands, its dates, its tasks, what comes next."""
    audit.record(Event.CASE_READ, by=request.user, case_id=case.pk, about=case)
    workflow, now = load_workflow(), time.now()
    shown = {
        "case": case, "steps": presenters.steps(case), "state": workflow.state(case.state),
        "moves": [(t, workflow.state(t.target)) for t in workflow.transitions_from(case.state)],
        "deadlines": [presenters.deadline(c, now=now) for c in queries.current_clocks([case])],
        "tasks": queries.open_tasks(case), "history": case.moves.all(), "rights": rights(request.user, case.pk),
        "picture": flowchart_svg(
            workflow, here=case.state, public_only=False, dates=queries.dates_reached(case)
        ),
    }  # fmt: skip
    return render(request, "cases/case.html", shown)


@on_case(Permission.EDIT_REGISTER)
def register(request: PersonRequest, case: Case) -> HttpResponse:
    """The identity register: every name that must never be published, and what is published instead."""
    audit.record(Event.REGISTER_READ, by=request.user, case_id=case.pk, about=case)
    form = forms.Person(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        label = given["label"] or propose_label(given["role"].lower(), queries.labels_taken(case))
        details = {
            "dates_of_birth": [d for d in [given["dates_of_birth"].strip()] if d],
            "addresses": [a for a in given["addresses"].splitlines() if a.strip()],
            "identifiers": [i.strip() for i in given["identifiers"].split(",") if i.strip()],
        }
        actions.add_identity(
            case=case, key=case.key, kind=given["kind"], role=given["role"], label=label,
            names=given["names"].splitlines(), details=details, by=request.user,
        )  # fmt: skip
        return redirect("cases:register", case_id=case.pk)
    shown = {
        "case": case,
        "rows": presenters.register_rows(queries.register_of(case)),
        "form": form,
    }
    return render(request, "cases/register.html", shown, status=422 if form.errors else 200)


@on_case(Permission.MANAGE_MEMBERS)
def members(request: PersonRequest, case: Case) -> HttpResponse:
    """Who is named on the case."""
    form = forms.member_form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        access.add_member(
            case_id=case.pk, user=given["user"], role=given["role"], reason=given["reason"],
            by=request.user, now=time.now(),
        )  # fmt: skip
        return redirect("cases:members", case_id=case.pk)
    return render(
        request, "cases/members.html", {"case": case, "form": form, "members": members_of(case.pk)}
    )


@on_case()
@require_GET
def log(request: PersonRequest, case: Case) -> HttpResponse:
    """What happened on this case, newest first."""
    return render(
        request, "cases/log.html", {"case": case, "events": events_of_case(case.pk)[:200]}
    )


@on_case()
@require_GET
def referral(request: PersonRequest, case: Case) -> HttpResponse:
    """Step 2 of the case: its referral, for those who read referrals."""
    found = getattr(case, "referral", None)
    if found is None:
        raise Http404
    return redirect("referrals:one", referral_id=found.pk)


@on_case(Permission.SEE_CASE)
def finish_task(request: PersonRequest, case: Case, task_id: str) -> HttpResponse:
    if request.method == "POST":
        actions.finish_task(
            task=get_object_or_404(case.tasks, pk=task_id), by=request.user, now=time.now()
        )
    return redirect("cases:case", case_id=case.pk)
