"""The page of the case, the plan, the checks and the copies."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.policies import can
from irwell.access.queries import rights
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.core import time
from irwell.core.errors import NotPossibleNow
from irwell.parallel_processes.presenters import shown as linked_process
from irwell.parallel_processes.queries import at_gate, gates_held
from irwell.publication import actions, forms, queries, rules
from irwell.publication.models import Publication
from irwell.publication.policies import check_can_plan
from irwell.publication.presenters import casework
from irwell.ui.forms import Form, took


@on_case()
@require_GET
def one(request: PersonRequest, case: Case) -> HttpResponse:
    """Where the publication stands and what is to be done next."""
    audit.record(Event.CASE_READ, by=request.user, case_id=case.pk, about=case)
    held, publication = rights(request.user, case.pk), queries.publication_of(case)
    today = time.today()
    standing = queries.standing_of(publication, on=today) if publication else None
    may_check = Permission.CHECK_GATES in held
    shown = {
        "case": case, "steps": steps(case), "right_names": {p.name for p in held}, "publication": publication, "standing": standing,
        "next": casework.next_step(case, standing, now=time.now()), "deferral": queries.open_deferral(case),
        "gates": casework.gate_tasks(
            case, queries.gate_checks(case), standing.notice if standing else None, gates_held(case), may=may_check, on=today
        ),
        "other_ways": casework.other_ways(case, publication, held), "unverified": rules.WT2023,
        **(_details(standing) if standing else {}),
    }  # fmt: skip
    return render(request, "publication/case.html", shown)


def _details(standing: queries.Standing) -> dict[str, Any]:
    publication = standing.publication
    return {
        "plan_rows": casework.plan_rows(publication),
        "advice": rules.summary_advice(publication.summary),
        "notice_card": casework.notice_card(standing),
        "copies": casework.copies_table(
            queries.copy_rows(publication), current=queries.sent_as(publication)
        ),
        "deliveries": casework.delivery_rows(standing.deliveries),
        "received": [d for d in standing.deliveries if d.record_url and not d.withdraws],
        "until": queries.available_until(publication),
        "withdrawal": getattr(publication, "withdrawal", None),
    }


def publication_or_refuse(case: Case) -> Publication:
    """The case's publication. Raises NotPossibleNow where nothing is planned yet."""
    publication = queries.publication_of(case)
    if publication is None:
        raise NotPossibleNow("Plan the publication first: its title, its words and its day.")
    return publication


@on_case(Permission.PLAN_PUBLICATION)
def plan(request: PersonRequest, case: Case) -> HttpResponse:
    """The words beside the report, and the day."""
    return _plan(request, case, forms.Plan, "publication/plan.html")


@on_case(Permission.PLAN_PUBLICATION)
def improvements(request: PersonRequest, case: Case) -> HttpResponse:
    """A statement of what improves, where publishing the report itself would be wrong."""
    return _plan(request, case, forms.Improvements, "publication/improvements.html")


def _plan(request: PersonRequest, case: Case, form_class: Any, template: str) -> HttpResponse:
    publication, theirs = queries.publication_of(case), None
    check_can_plan(case, publication)
    initial = form_class.of(publication) if publication else queries.suggested_plan(case)
    form = form_class(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        theirs = _try_to_plan(request, case, form)
        if theirs is None and form.is_valid():
            return redirect("publication:case", case_id=case.pk)
    first_day = queries.first_day(case, publication, today=time.today())
    shown = {
        "case": case,
        "form": form,
        "theirs": theirs,
        "steps": steps(case),
        "first_day": first_day,
    }
    if theirs is not None:
        shown["their_rows"] = casework.plan_rows(theirs)
    return render(request, template, shown, status=422 if form.errors or theirs else 200)


def _try_to_plan(request: PersonRequest, case: Case, form: Form) -> Publication | None:
    """Save the plan. What somebody else saved meanwhile, if they did; their version is the one to go on from."""
    given = dict(form.cleaned_data)
    day, seen = given.pop("planned_on"), given.pop("seen")
    given["themes"] = tuple(given.get("themes", ()))
    given["keywords"] = tuple(w.strip() for w in given.get("keywords", "").split(",") if w.strip())
    try:
        actions.plan(
            case=case, words=actions.Words(**given), planned_on=day, seen=seen, by=request.user, now=time.now()
        )  # fmt: skip
    except actions.Stale as stale:
        typed = request.POST.copy()
        typed["seen"] = stale.current.content
        form.data = typed
        return stale.current
    except ValidationError as error:
        form.add_error(None, error)
    return None


@on_case(Permission.CHECK_GATES)
def gate(request: PersonRequest, case: Case, gate_id: str) -> HttpResponse:
    """One check: its question, its answer, its note."""
    asked = rules.GATES_BY_ID.get(gate_id)
    if asked is None or asked.counted:
        raise Http404
    may_close = not asked.legal or can(request.user, Permission.CLOSE_LEGAL_GATES, case_id=case.pk)
    row = queries.gate_checks(case).get(gate_id)
    form = forms.GateAnswer(
        request.POST or None, gate=asked, may_close=may_close, owners=queries.gate_owners(case, request.user),
        initial=casework.gate_as_typed(row, request.user, on=time.today()),
    )  # fmt: skip

    def answer() -> None:
        actions.answer_gate(
            case=case, gate=gate_id, by=request.user, now=time.now(), **form.cleaned_data
        )

    if took(request, form, answer):
        return redirect("publication:case", case_id=case.pk)
    linked = [linked_process(p, today=time.today()) for p in at_gate(case, gate_id)]
    held = any(card.holds_gate for card in linked)
    shown = {
        "case": case, "gate": asked, "form": form, "may_close": may_close, "linked": linked, "held": held,
        "reads": can(request.user, Permission.READ_PROCESSES, case_id=case.pk),
    }  # fmt: skip
    return render(request, "publication/gate.html", shown, status=422 if form.errors else 200)


@on_case(Permission.CHECK_GATES)
def copies(request: PersonRequest, case: Case) -> HttpResponse:
    """Record the copies that were sent before publication."""
    publication = publication_or_refuse(case)
    form = forms.Copies(request.POST or None, initial={"sent_on": time.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_copies(
                publication=publication, by=request.user, now=time.now(), **form.cleaned_data
            )
            messages.success(request, "The copies are recorded.")
            return redirect("publication:case", case_id=case.pk)
        except ValidationError as error:
            form.add_error(None, error)
    shown = {
        "case": case,
        "form": form,
        "notice": queries.notice_of(publication),
        "publication": publication,
    }
    return render(request, "publication/copies.html", shown, status=422 if form.errors else 200)


@on_case(Permission.APPROVE_PUBLICATION)
@require_POST
def publish(request: PersonRequest, case: Case) -> HttpResponse:
    """Publish what was held at its moment, now that nothing stands against it."""
    actions.publish(publication=publication_or_refuse(case), by=request.user, now=time.now())
    return redirect("publication:case", case_id=case.pk)
