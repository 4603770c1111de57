"""The learning of a case: where it stands, its recommendations, and its last moves."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.access.queries import rights
from irwell.cases.models import Case
from irwell.cases.presenters import steps
from irwell.core import time
from irwell.learning import actions, forms, presenters, queries
from irwell.statute import load_workflow
from irwell.ui.forms import Form


def _page(request: PersonRequest, case: Case) -> dict[str, Any]:
    today = time.today()
    listed = queries.asked(case, on=today)
    lines = [line for a in listed for line in a.lines]
    return {
        "case": case, "steps": steps(case), "state": load_workflow().state(case.state), "listed": listed,
        "tags": presenters.tags(lines), "rights": {p.name for p in rights(request.user, case.pk)}, "lines": lines,
        "expected": presenters.expected(queries.published_on(case)), "figures": presenters.figures(lines),
        "briefing": queries.briefing_of(case), "issue": queries.issue_of(case),
        "stands_in_the_way": queries.stands_in_the_way(case, on=today), "closing": getattr(case, "closing", None),
    }  # fmt: skip


@on_case()
@require_GET
def one(request: PersonRequest, case: Case) -> HttpResponse:
    """Where the learning stands, and what is to be done next, by whom."""
    return render(request, "learning/case.html", _page(request, case))


@on_case()
def answer(request: PersonRequest, case: Case, recommendation_id: UUID) -> HttpResponse:
    """Record what a body answers to a recommendation."""
    recommendation = get_object_or_404(case.recommendations, pk=recommendation_id)
    agencies = queries.answering(request.user, case)
    form = forms.Answer(request.POST or None, agencies=agencies)
    if request.method == "POST" and form.is_valid():
        try:
            actions.respond(
                recommendation=recommendation, by=request.user, now=time.now(), **form.cleaned_data
            )
            return redirect("learning:case", case_id=case.pk)
        except ValidationError as error:
            form.add_error("reasons", error)
    earlier = queries.earlier_answers(recommendation)
    shown = {"case": case, "recommendation": recommendation, "form": form, "earlier": earlier}
    return render(request, "learning/answer.html", shown, status=422 if form.errors else 200)


@on_case(Permission.MANAGE_LEARNING)
@require_POST
def share(request: PersonRequest, case: Case) -> HttpResponse:
    actions.share_learning(case=case, by=request.user, now=time.now())
    messages.success(request, "The learning is shared. Owners now report on their actions.")
    return redirect("learning:case", case_id=case.pk)


@on_case(Permission.MANAGE_LEARNING)
@require_POST
def look_for_impact(request: PersonRequest, case: Case) -> HttpResponse:
    actions.look_for_impact(case=case, by=request.user, now=time.now())
    messages.success(request, "Now the question is whether practice changed for children.")
    return redirect("learning:case", case_id=case.pk)


def _asked(
    request: PersonRequest, case: Case, form: Form, template: str, act: Callable[[], object], on: str
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            act()
            return redirect("learning:case", case_id=case.pk)
        except ValidationError as error:
            form.add_error(on, error)
    lines = queries.lines_of(case, on=time.today())
    shown = {"case": case, "form": form, "lines": lines, "figures": presenters.figures(lines)}
    return render(request, template, shown, status=422 if form.errors else 200)


@on_case(Permission.ACCEPT_EVIDENCE)
def ask_for_more(request: PersonRequest, case: Case) -> HttpResponse:
    """Back to the learning, naming what is missing."""
    form = forms.AskForMore(request.POST or None)

    def act() -> object:
        return actions.ask_for_more(case=case, by=request.user, now=time.now(), **form.cleaned_data)

    return _asked(request, case, form, "learning/ask_for_more.html", act, "missing")


@on_case(Permission.SIGN_OFF)
def close(request: PersonRequest, case: Case) -> HttpResponse:
    """Close the case."""
    form = forms.Close(request.POST or None)

    def act() -> object:
        return actions.close(case=case, by=request.user, now=time.now(), **form.cleaned_data)

    return _asked(request, case, form, "learning/close.html", act, "note")
